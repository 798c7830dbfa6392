import { isWithin, type Register, type RegisteredLocation } from '../model/index.js';

const networks = new WeakMap<Register, Map<string | undefined, readonly RegisteredLocation[]>>();

/**
 * The locations a channel sells from, best first, without those that stand within another of them; without a channel every location that has no parent.
 * A channel that is not registered sells nothing.
 */
export function networkOf(register: Register, query: { readonly channel?: string | undefined; readonly locations?: readonly string[] | undefined }): readonly RegisteredLocation[] {
  const { channel, locations } = query;
  if (locations !== undefined) return channel === undefined || register.channels.has(channel) ? outermost(register, locations) : [];
  let known = networks.get(register);
  if (known === undefined) {
    known = new Map();
    networks.set(register, known);
  }
  // Channels that are not registered are not remembered: anyone may ask for any name.
  if (channel !== undefined && !register.channels.has(channel)) return [];
  let network = known.get(channel);
  if (network === undefined) {
    const named = channel === undefined ? undefined : register.channels.get(channel)?.locations;
    network = named === undefined ? [...register.locations.values()].filter((node) => node.parent === undefined) : outermost(register, named);
    known.set(channel, network);
  }
  return network;
}

/** The registered ones of some locations, each once, without those that stand within another of them. */
function outermost(register: Register, named: readonly string[]): readonly RegisteredLocation[] {
  return withoutInner([...new Set(named)].flatMap((id) => register.locations.get(id) ?? []));
}

/** The nodes that stand within no other of them. */
export function withoutInner(nodes: readonly RegisteredLocation[]): readonly RegisteredLocation[] {
  return nodes.filter((node) => !nodes.some((other) => other !== node && isWithin(node, other)));
}
