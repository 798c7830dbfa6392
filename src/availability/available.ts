import type { Instant } from '../foundation/index.js';
import { isWithin, type Channel, type Register, type RegisteredLocation, type StockPicture } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { figuresOf, noFigures, type NodeFigures } from './figures.js';
import { withheldBy, withheldRules, type WithheldRule } from './withheld.js';

/** The terms of an availability: `signed = sellable - reserved - allocated - picked - buffer`. All in grains of the item. */
export interface AvailabilityTerms {
  readonly onHand: Grains;
  readonly sellable: Grains;
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
  /** Kept back by policy, safety stock included. */
  readonly buffer: Grains;
  /** Of `buffer`, the part kept as safety stock. */
  readonly safetyStock: Grains;
  readonly damaged: Grains;
  readonly quarantined: Grains;
  readonly inspection: Grains;
  readonly expired: Grains;
  readonly blocked: Grains;
  readonly foreign: Grains;
  readonly provisional: Grains;
}

/** What may be promised at one location, its subtree included. */
export interface LocationAvailability extends AvailabilityTerms {
  readonly location: string;
  /** The terms as they stand; below zero when more is promised than there is. */
  readonly signed: Grains;
  /** What may be promised: never below zero, and never more than any place above still has. */
  readonly available: Grains;
  /** The place above whose claims or buffers are the limit; absent if it is the location's own figure. */
  readonly limitedBy?: string | undefined;
}

/** What may be promised of an item, over the locations a channel sells from. */
export interface Availability extends AvailabilityTerms {
  readonly item: string;
  /** The channel asked for; empty for none. */
  readonly channel: string;
  readonly at: Instant;
  /** The version of the policy that was applied. */
  readonly policy: string;
  readonly signed: Grains;
  readonly available: Grains;
  readonly locations: readonly LocationAvailability[];
}

/** What is asked. */
export interface AvailabilityQuery {
  readonly at: Instant;
  /** Whose network and buffers apply. */
  readonly channel?: string | undefined;
  /** Only these locations, their subtrees included. Default: the channel's, or all without a parent. */
  readonly locations?: readonly string[] | undefined;
}

const ZERO = grains(0);

/** Who asks without a channel: sells from everywhere. */
const ANYONE: Pick<Channel, 'locations'> = {};

/**
 * What may be promised of an item at an instant, with its terms. A location offers the least, over itself and every place above, of what is sellable
 * within less what is claimed and kept back within; several locations together offer no more than a place above them all still has.
 */
export function availableIn(register: Register, picture: StockPicture, query: AvailabilityQuery): Availability {
  return availableFrom(register, picture.item, figuresOf(register, picture, query.at), query);
}

/** The same from figures that were read before, for many channels at one instant. */
export function availableFrom(register: Register, item: string, figures: ReadonlyMap<string, NodeFigures>, query: AvailabilityQuery): Availability {
  const network = networkOf(register, query);
  const { view, overall } = viewOf(register, item, figures, query);
  const locations = network.map((node) => locationAvailability(view, node));
  const sum = (term: keyof AvailabilityTerms): Grains => locations.reduce((total, location) => addGrains(total, location[term]), ZERO);
  const sellable = sum('sellable');
  const kept = withheldOf(overall, sellable);
  const terms = {
    onHand: sum('onHand'), sellable, reserved: sum('reserved'), allocated: sum('allocated'), picked: sum('picked'),
    buffer: addGrains(sum('buffer'), kept.buffer), safetyStock: addGrains(sum('safetyStock'), kept.safetyStock), damaged: sum('damaged'),
    quarantined: sum('quarantined'), inspection: sum('inspection'), expired: sum('expired'), blocked: sum('blocked'), foreign: sum('foreign'), provisional: sum('provisional'),
  };
  const together = subtractGrains(offeredTogether(view, network), kept.buffer);
  return { item, channel: query.channel ?? '', at: query.at, policy: register.policy.version, ...terms, signed: signedOf(terms), available: clamp(together), locations };
}

/** What locations offer, without the terms: for taking goods location by location. */
export interface OfferedStock {
  /** What the locations of the query may give together. */
  readonly together: Grains;
  /** What one node may give, as the figures stand when it is asked. Never below zero. */
  at(node: RegisteredLocation): Grains;
}

/** The offers behind {@link availableFrom}. Claims may be added to the figures between one location and the next. */
export function offeredFrom(register: Register, item: string, figures: ReadonlyMap<string, NodeFigures>, query: AvailabilityQuery): OfferedStock {
  const network = networkOf(register, query);
  const { view, overall } = viewOf(register, item, figures, query);
  const sellable = overall.length === 0 ? ZERO : network.reduce((total, node) => addGrains(total, figures.get(node.id)?.sellable ?? ZERO), ZERO);
  return {
    together: clamp(subtractGrains(offeredTogether(view, network), withheldOf(overall, sellable).buffer)),
    at(node) {
      let free = freeAt(view, node);
      for (let above = node.parent; above !== undefined; above = above.parent) {
        const limit = freeAt(view, above);
        if (limit < free) free = limit;
      }
      return clamp(free);
    },
  };
}

/** The locations a channel sells from, best first, without those that stand within another of them. A channel that is not registered sells nothing. */
export function networkOf(register: Register, query: Pick<AvailabilityQuery, 'channel' | 'locations'>): readonly RegisteredLocation[] {
  const seller = query.channel === undefined ? ANYONE : register.channels.get(query.channel);
  if (seller === undefined) return [];
  const named = query.locations ?? seller.locations;
  if (named === undefined) return [...register.locations.values()].filter((node) => node.parent === undefined);
  const nodes = [...new Set(named)].flatMap((id) => register.locations.get(id) ?? []);
  return nodes.filter((node) => !nodes.some((other) => other !== node && isWithin(node, other)));
}

interface View {
  readonly figures: ReadonlyMap<string, NodeFigures>;
  /** Rules that name a location. */
  readonly rules: readonly WithheldRule[];
  readonly withheld: Map<string, { readonly buffer: Grains; readonly safetyStock: Grains }>;
}

/** The rules of a query: those that hold at a location, and those that hold over the whole answer. */
function viewOf(
  register: Register, item: string, figures: ReadonlyMap<string, NodeFigures>, query: AvailabilityQuery,
): { readonly view: View; readonly overall: readonly WithheldRule[] } {
  const rules = withheldRules(register, item).filter((rule) => rule.channel === undefined || rule.channel === query.channel);
  return {
    view: { figures, rules: rules.filter((rule) => rule.location !== undefined), withheld: new Map() },
    overall: rules.filter((rule) => rule.location === undefined),
  };
}

function locationAvailability(view: View, node: RegisteredLocation): LocationAvailability {
  const figure = view.figures.get(node.id) ?? noFigures(node);
  const { buffer, safetyStock } = withheldWithin(view, node);
  let available = freeAt(view, node);
  let limitedBy: string | undefined;
  for (let above = node.parent; above !== undefined; above = above.parent) {
    const free = freeAt(view, above);
    if (free < available) {
      available = free;
      limitedBy = above.id;
    }
  }
  return {
    location: node.id, onHand: figure.onHand, sellable: figure.sellable, reserved: figure.reserved, allocated: figure.allocated, picked: figure.picked, buffer, safetyStock,
    damaged: figure.damaged, quarantined: figure.quarantined, inspection: figure.inspection, expired: figure.expired, blocked: figure.blocked, foreign: figure.foreign,
    provisional: figure.provisional, signed: signedOf({ ...figure, buffer }), available: clamp(available), ...(limitedBy === undefined ? {} : { limitedBy }),
  };
}

/** What a node has free by its own figures: below zero when it has promised more than it has. */
function freeAt(view: View, node: RegisteredLocation): Grains {
  const figure = view.figures.get(node.id);
  if (figure === undefined) return subtractGrains(ZERO, withheldWithin(view, node).buffer);
  if (figure.stopped) return grains(Math.min(figure.pool, 0));
  const claimed = addGrains(addGrains(figure.reserved, figure.allocated), figure.picked);
  return subtractGrains(subtractGrains(figure.pool, claimed), withheldWithin(view, node).buffer);
}

/** What several locations offer together: no more than each has, and no more than any place above some of them has. */
function offeredTogether(view: View, network: readonly RegisteredLocation[]): Grains {
  const gathered = new Map<RegisteredLocation, Grains>();
  let total = ZERO;
  for (const node of deepestFirst(network)) {
    const free = clamp(freeAt(view, node));
    // A location asked for stands within no other of them, so nothing is gathered below it: it offers what it has free.
    const offered = grains(Math.min(gathered.get(node) ?? free, free));
    if (node.parent === undefined) total = addGrains(total, offered);
    else gathered.set(node.parent, addGrains(gathered.get(node.parent) ?? ZERO, offered));
  }
  return total;
}

/** The nodes with every place above them, each once and before the place it stands in. */
function deepestFirst(nodes: readonly RegisteredLocation[]): readonly RegisteredLocation[] {
  const paths = new Set<RegisteredLocation>();
  for (const node of nodes) for (let above: RegisteredLocation | undefined = node; above !== undefined; above = above.parent) paths.add(above);
  return [...paths].sort((left, right) => right.depth - left.depth);
}

/** What rules keep back at a node and below it. */
function withheldWithin(view: View, node: RegisteredLocation): { readonly buffer: Grains; readonly safetyStock: Grains } {
  const known = view.withheld.get(node.id);
  if (known !== undefined) return known;
  let buffer = ZERO;
  let safetyStock = ZERO;
  if (view.rules.length > 0) {
    for (const child of node.children) {
      const below = withheldWithin(view, child);
      buffer = addGrains(buffer, below.buffer);
      safetyStock = addGrains(safetyStock, below.safetyStock);
    }
    const own = withheldOf(view.rules.filter((rule) => rule.location === node.id), view.figures.get(node.id)?.sellable ?? ZERO);
    buffer = addGrains(buffer, own.buffer);
    safetyStock = addGrains(safetyStock, own.safetyStock);
  }
  const withheld = { buffer, safetyStock };
  view.withheld.set(node.id, withheld);
  return withheld;
}

function withheldOf(rules: readonly WithheldRule[], sellable: Grains): { readonly buffer: Grains; readonly safetyStock: Grains } {
  let buffer = ZERO;
  let safetyStock = ZERO;
  for (const rule of rules) {
    const kept = withheldBy(rule, sellable);
    buffer = addGrains(buffer, kept);
    if (rule.kind === 'safetyStock') safetyStock = addGrains(safetyStock, kept);
  }
  return { buffer, safetyStock };
}

function signedOf(terms: Pick<AvailabilityTerms, 'sellable' | 'reserved' | 'allocated' | 'picked' | 'buffer'>): Grains {
  return subtractGrains(subtractGrains(subtractGrains(subtractGrains(terms.sellable, terms.reserved), terms.allocated), terms.picked), terms.buffer);
}

function clamp(amount: Grains): Grains {
  return grains(Math.max(amount, 0));
}
