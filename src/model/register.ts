import { InventoryError, parseInstant, type Instant } from '../foundation/index.js';
import { compareRatios, compileUnits, ratioFromDecimal, type ItemUnits } from '../quantity/index.js';
import type { Catalog } from './catalog.js';
import type { Channel } from './channel.js';
import type { ExternalReference, ExternalSystem } from './external-reference.js';
import type { Item } from './item.js';
import type { Location, LocationKind } from './location.js';
import type { BufferRule, Policy } from './policy.js';
import { foreignStockProblems } from './check-foreign-stock.js';
import { segmentProblems } from './check-segments.js';
import { segmentTree, type SegmentTree } from './segment-tree.js';
import { PLACELESS_KINDS, type AuthorityKind, type Source } from './source.js';
import { STANDARD_STOCK_STATES } from './stock-state.js';

/** An item with its units compiled. */
export interface RegisteredItem {
  readonly item: Item;
  readonly units: ItemUnits;
  /** The second unit of a catch-weight item. */
  readonly weightUnits: ItemUnits | undefined;
  readonly lotTracked: boolean;
  readonly serialTracked: boolean;
}

/** A location with its place in the tree. */
export interface RegisteredLocation {
  readonly id: string;
  readonly location: Location;
  /** Its order in the catalogue, from 0. */
  readonly index: number;
  readonly parent: RegisteredLocation | undefined;
  readonly children: readonly RegisteredLocation[];
  /** Steps to the root. */
  readonly depth: number;
  readonly structural: boolean;
  /** Whether goods here may be promised; false below a location that says no. */
  readonly sellable: boolean;
  /** Whose site it is part of, where goods are not our own: a drop-ship supplier's, or one a vendor manages. */
  readonly foreignKind: 'dropShip' | 'vendorManaged' | undefined;
  readonly timeZone: string;
}

/** A name of another system, read. */
export interface ResolvedReference {
  readonly id: string;
  /** The pack level the name stands for, if it stands for one. */
  readonly unit: string | undefined;
}

/** The policy before anyone gave one: no buffers, no end of holds, negative balances alert. */
export const DEFAULT_POLICY: Policy = { version: 'default' };

/** Masters and policy made ready for decisions. Built once per register version; never changed afterwards. */
export interface Register {
  /** The head of the register log it was built from; 0 for none. */
  readonly version: number;
  readonly catalog: Catalog;
  /** The policy decisions are made under: of a register as it was compiled, the one before any dated policy is in force. */
  readonly policy: Policy;
  /** The register with the policy in force at an instant. The same object for the same policy. */
  inForce(at: Instant): Register;
  readonly locations: ReadonlyMap<string, RegisteredLocation>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly sources: ReadonlyMap<string, Source>;
  /** How the policy divides the pool; `undefined` where it does not. */
  readonly segments: SegmentTree | undefined;
  /** The item with its units, by canonical id. Units are compiled at first use. @throws `quantity.inconsistent_units` */
  item(id: string): RegisteredItem | undefined;
  /** Whether goods in this condition may be promised; `undefined` for a condition nobody declared. */
  stateSells(state: string): boolean | undefined;
  /** An item by a system's name for it, or by its canonical id. */
  resolveItem(system: string | undefined, id: string): ResolvedReference | undefined;
  resolveLocation(system: string | undefined, id: string): ResolvedReference | undefined;
  resolveChannel(system: string | undefined, id: string): ResolvedReference | undefined;
  /** The source that owns a kind of fact at a location at an instant; `undefined` where everyone is believed. */
  authority(kind: AuthorityKind, location: string, at: Instant): string | undefined;
}

/**
 * Makes a catalogue and policy ready for decisions. Of several policies those with an instant take over when it comes, the later in the list at one instant.
 * @throws `model.invalid` naming every contradiction: repeated or unknown identifiers, a cycle among locations, one name for two things.
 */
export function compileRegister(catalog: Catalog, policy: Policy | readonly Policy[] = DEFAULT_POLICY, version = 0): Register {
  const problems: string[] = [];
  const items = indexById(catalog.items, 'item', problems);
  const locations = compileLocations(catalog.locations, problems);
  const channels = indexById(catalog.channels ?? [], 'channel', problems);
  const sources = indexById(catalog.sources ?? [], 'source', problems);
  const systems = indexById(catalog.systems ?? [], 'system', problems);
  const states = new Map<string, boolean>();
  for (const state of [...STANDARD_STOCK_STATES, ...(catalog.states ?? [])]) {
    if (states.get(state.id) !== undefined && states.get(state.id) !== state.sellable) problems.push(`Stock state ${state.id} is declared twice with other meaning`);
    states.set(state.id, state.sellable);
  }
  for (const channel of channels.values()) {
    for (const location of channel.locations ?? []) if (!locations.has(location)) problems.push(`Channel ${channel.id} names unknown location ${location}`);
  }
  for (const item of items.values()) {
    for (const component of item.components ?? []) if (!items.has(component.item)) problems.push(`Item ${item.id} names unknown component ${component.item}`);
  }
  const names = {
    item: compileAliases(catalog.items, systems, 'item', problems),
    location: compileAliases(catalog.locations, systems, 'location', problems),
    channel: compileAliases(catalog.channels ?? [], systems, 'channel', problems),
  };
  const authority = compileAuthority(catalog, locations, problems);
  const policies = policiesInTime(policy);
  for (const one of policies) checkPolicy(one.policy, items, locations, channels, problems);
  for (const { policy: { version: name }, since } of policies) if (Number.isNaN(since)) problems.push(`Policy ${name} is in force from no instant`);
  if (problems.length > 0) {
    throw new InventoryError('model.invalid', `The catalogue contradicts itself: ${problems.slice(0, 5).join('; ')}${problems.length > 5 ? `; and ${problems.length - 5} more` : ''}`, {
      details: { problems: problems.slice(0, 50) },
    });
  }
  const compiled = new Map<string, RegisteredItem>();
  const registers = policies.map(({ policy: one }): Register => ({
    version, catalog, policy: one, locations, channels, sources, segments: one.segments === undefined || one.segments.length === 0 ? undefined : segmentTree(one.segments),
    inForce: (at) => registers[policies.findLastIndex(({ since }) => since <= at)] ?? registers[0]!,
    item(id) {
      const known = compiled.get(id);
      if (known !== undefined) return known;
      const item = items.get(id);
      if (item === undefined) return undefined;
      const ready = compileItem(item);
      compiled.set(id, ready);
      return ready;
    },
    stateSells: (state) => states.get(state),
    resolveItem: (system, id) => resolve(names.item, systems, items, system, id),
    resolveLocation: (system, id) => resolve(names.location, systems, locations, system, id),
    resolveChannel: (system, id) => resolve(names.channel, systems, channels, system, id),
    authority,
  }));
  return registers[0]!;
}

/** Policies in the order in which they come into force, beginning with the one that always was. */
function policiesInTime(given: Policy | readonly Policy[]): readonly { readonly policy: Policy; readonly since: Instant }[] {
  const list = Array.isArray(given) ? (given as readonly Policy[]) : [given as Policy];
  const undated = list.findLastIndex(({ validFrom }) => validFrom === undefined);
  const dated = list.slice(undated + 1).map((policy) => ({ policy, since: parseInstant(policy.validFrom!) ?? NaN }));
  return [{ policy: list[undated] ?? DEFAULT_POLICY, since: -Infinity }, ...dated.sort((left, right) => left.since - right.since)];
}

/** Whether `node` is `ancestor` or stands below it. */
export function isWithin(node: RegisteredLocation | undefined, ancestor: RegisteredLocation): boolean {
  let current = node;
  while (current !== undefined && current.depth >= ancestor.depth) {
    if (current === ancestor) return true;
    current = current.parent;
  }
  return false;
}

function compileItem(item: Item): RegisteredItem {
  const weight = item.catchWeight;
  return {
    item,
    units: compileUnits({ unit: item.unit, granularity: item.granularity, packs: item.packs }),
    weightUnits: weight === undefined ? undefined : compileUnits({ unit: weight.unit, granularity: weight.granularity ?? '0.001' }),
    lotTracked: item.tracking === 'lot' || item.tracking === 'lot+serial',
    serialTracked: item.tracking === 'serial' || item.tracking === 'lot+serial',
  };
}

function indexById<T extends { readonly id: string }>(records: readonly T[], noun: string, problems: string[]): Map<string, T> {
  const index = new Map<string, T>();
  for (const record of records) {
    if (index.has(record.id)) problems.push(`Two ${noun}s have the id ${record.id}`);
    index.set(record.id, record);
  }
  return index;
}

interface LocationNode extends RegisteredLocation {
  parent: LocationNode | undefined;
  readonly children: LocationNode[];
  depth: number;
  sellable: boolean;
  foreignKind: RegisteredLocation['foreignKind'];
  timeZone: string;
}

/** What is part of a site and no site itself. */
const LEVELS: ReadonlySet<LocationKind> = new Set<LocationKind>(['zone', 'aisle', 'bin', 'group']);

function compileLocations(records: readonly Location[], problems: string[]): ReadonlyMap<string, RegisteredLocation> {
  const nodes = new Map<string, LocationNode>();
  for (const location of indexById(records, 'location', problems).values()) {
    nodes.set(location.id, {
      id: location.id, location, index: nodes.size, parent: undefined, children: [], depth: -1,
      structural: location.structural ?? location.kind === 'group', sellable: location.sellable ?? true,
      foreignKind: location.kind === 'dropShip' || location.kind === 'vendorManaged' ? location.kind : undefined, timeZone: location.timeZone ?? '',
    });
  }
  for (const node of nodes.values()) {
    if (node.location.parent === undefined) continue;
    const parent = nodes.get(node.location.parent);
    if (parent === undefined) problems.push(`Location ${node.id} names unknown parent ${node.location.parent}`);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  const settle = (node: LocationNode, depth: number): void => {
    node.depth = depth;
    node.sellable &&= node.parent?.sellable ?? true;
    if (LEVELS.has(node.location.kind)) node.foreignKind = node.parent?.foreignKind;
    node.timeZone ||= node.parent?.timeZone ?? 'UTC';
    for (const child of node.children) settle(child, depth + 1);
  };
  for (const node of nodes.values()) if (node.parent === undefined) settle(node, 0);
  for (const node of nodes.values()) if (node.depth < 0) problems.push(`Location ${node.id} is its own ancestor`);
  return nodes;
}

interface Aliased { readonly id: string; readonly aliases?: readonly ExternalReference[] | undefined }

function compileAliases(records: readonly Aliased[], systems: ReadonlyMap<string, ExternalSystem>, noun: string, problems: string[]): Map<string, ResolvedReference> {
  const names = new Map<string, ResolvedReference>();
  for (const record of records) {
    for (const alias of record.aliases ?? []) {
      const key = aliasKey(systems, alias.system, alias.id);
      const taken = names.get(key);
      if (taken !== undefined && (taken.id !== record.id || taken.unit !== alias.unit)) {
        problems.push(`${alias.system} calls two ${noun}s ${alias.id}: ${taken.id} and ${record.id}`);
      }
      names.set(key, { id: record.id, unit: alias.unit });
    }
  }
  return names;
}

function aliasKey(systems: ReadonlyMap<string, ExternalSystem>, system: string, id: string): string {
  const rules = systems.get(system);
  let name = id.trim();
  if (rules?.caseSensitive === false) name = name.toUpperCase();
  if (rules?.ignoreLeadingZeros === true) name = name.replace(/^0+(?=.)/, '');
  return `${system}\u001f${name}`;
}

function resolve(
  names: ReadonlyMap<string, ResolvedReference>, systems: ReadonlyMap<string, ExternalSystem>, records: ReadonlyMap<string, { readonly id: string }>, system: string | undefined,
  id: string,
): ResolvedReference | undefined {
  if (system !== undefined) {
    const named = names.get(aliasKey(systems, system, id));
    if (named !== undefined) return named;
  }
  // The catalogue's own text and not the told one: a million facts then share it.
  const known = records.get(id);
  return known === undefined ? undefined : { id: known.id, unit: undefined };
}

function compileAuthority(catalog: Catalog, locations: ReadonlyMap<string, RegisteredLocation>, problems: string[]): Register['authority'] {
  const rules = (catalog.authority ?? []).map((rule) => {
    const node = rule.location === undefined ? undefined : locations.get(rule.location);
    if (rule.location !== undefined && node === undefined) problems.push(`An authority rule names unknown location ${rule.location}`);
    if (rule.location !== undefined && PLACELESS_KINDS.has(rule.kind)) problems.push(`An authority rule for ${rule.kind} names location ${rule.location}, though it happens at no place`);
    return { ...rule, node, since: rule.from === undefined ? -Infinity : (parseInstant(rule.from) ?? -Infinity) };
  });
  if (rules.length === 0) return () => undefined;
  // The deepest location speaks first; at one location the rule that began last.
  rules.sort((left, right) => (right.node?.depth ?? -1) - (left.node?.depth ?? -1) || right.since - left.since);
  return (kind, location, at) => {
    const place = locations.get(location);
    return rules.find((rule) => rule.kind === kind && rule.since <= at && (rule.node === undefined || isWithin(place, rule.node)))?.source;
  };
}

function checkPolicy(
  policy: Policy, items: ReadonlyMap<string, unknown>, locations: ReadonlyMap<string, RegisteredLocation>, channels: ReadonlyMap<string, unknown>, problems: string[],
): void {
  for (const rule of [...(policy.buffers ?? []), ...(policy.negative ?? [])] as readonly Pick<BufferRule, 'item' | 'location' | 'channel'>[]) {
    if (rule.item !== undefined && !items.has(rule.item)) problems.push(`Policy ${policy.version} names unknown item ${rule.item}`);
    if (rule.location !== undefined && !locations.has(rule.location)) problems.push(`Policy ${policy.version} names unknown location ${rule.location}`);
    if (rule.channel !== undefined && !channels.has(rule.channel)) problems.push(`Policy ${policy.version} names unknown channel ${rule.channel}`);
  }
  for (const rule of [...(policy.sourcing ?? []), ...(policy.lots ?? [])]) {
    if ('item' in rule && rule.item !== undefined && !items.has(rule.item)) problems.push(`Policy ${policy.version} names unknown item ${rule.item}`);
    if (rule.channel !== undefined && !channels.has(rule.channel)) problems.push(`Policy ${policy.version} names unknown channel ${rule.channel}`);
  }
  for (const { location, items: named } of (policy.sourcing ?? []).flatMap(({ places }) => places ?? [])) {
    if (!locations.has(location)) problems.push(`Policy ${policy.version} names unknown location ${location}`);
    for (const { item } of named ?? []) if (!items.has(item)) problems.push(`Policy ${policy.version} names unknown item ${item}`);
  }
  for (const rule of policy.buffers ?? []) checkBuffer(policy, rule, problems);
  const foreign = foreignStockProblems(policy.foreignStock ?? [], { hasItem: (id) => items.has(id), locationOf: (id) => locations.get(id) });
  problems.push(...foreign.map((problem) => `Policy ${policy.version}, ${problem}`));
  problems.push(...segmentProblems(policy.segments ?? [], {
    hasItem: (id) => items.has(id), hasChannel: (id) => channels.has(id), hasLocation: (id) => locations.has(id),
    isWithin: (location, other) => isWithin(locations.get(location), locations.get(other)!),
  }).map((problem) => `Policy ${policy.version}, ${problem}`));
}

function checkBuffer(policy: Policy, rule: BufferRule, problems: string[]): void {
  const sizes = [rule.amount, rule.percent, rule.steps].filter((size) => size !== undefined).length;
  if (sizes !== 1) problems.push(`Policy ${policy.version}: a ${rule.kind} rule takes exactly one of amount, percent and steps`);
  if (rule.amount !== undefined && rule.item === undefined) problems.push(`Policy ${policy.version}: a ${rule.kind} amount needs an item, since amounts are in its base unit`);
  if (rule.steps === undefined) return;
  if (rule.item === undefined) problems.push(`Policy ${policy.version}: a stepped ${rule.kind} needs an item, since its rows begin at amounts in its base unit`);
  rule.steps.forEach((step, index) => {
    if ((step.amount === undefined) === (step.percent === undefined)) problems.push(`Policy ${policy.version}: row ${index + 1} of a stepped ${rule.kind} takes either an amount or a percent`);
    const before = rule.steps?.[index - 1];
    if (before !== undefined && compareRatios(ratioFromDecimal(before.from), ratioFromDecimal(step.from)) >= 0) {
      problems.push(`Policy ${policy.version}: row ${index + 1} of a stepped ${rule.kind} does not begin above the row before it`);
    }
  });
}
