import type { Instant } from '../foundation/index.js';
import { isWithin, type Register, type RegisteredLocation, type StockPicture } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { figuresOf, noFigures, type ItemFigures } from './figures.js';
import { claimedIn, clamp, freeWith, keptWithin, least, offeredTogether, reachedFrom, roomToTake, viewOf, withheldOf, withheldWithin, type View, type Withheld } from './free.js';
import { networkOf } from './network.js';
import { placedIn } from './place-segments.js';
import { segmentViewOf, type SegmentView, type ServingSegment } from './segment-view.js';
import { withheldRules, type WithheldRule } from './withheld.js';

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
  /** Kept from the asker by segments: shares and minima of others, and what a partition or a maximum keeps it out of. Absent where no segment speaks of the item. */
  readonly protected?: Grains | undefined;
  /** The terms as they stand, less what is protected and within the maxima; below zero when more is promised than there is. */
  readonly signed: Grains;
  /** What may be promised: never below zero, and never more than any place above still has. */
  readonly available: Grains;
  /** The place above whose claims or buffers are the limit; absent if it is the location's own figure. */
  readonly limitedBy?: string | undefined;
}

/** What segments make of an availability. In grains of the item. */
export interface SegmentTerms {
  /** The segments that serve the asker, in the order of the policy. */
  readonly serving: readonly ServingSegment[];
  /** Kept from the asker within its locations: shares and minima of others, and what a partition or a maximum of a place keeps it out of. */
  readonly protected: Grains;
  /** Kept for those the asker is one of, within its locations. */
  readonly own: Grains;
  /** What the asker may take of goods that nobody keeps. */
  readonly shared: Grains;
  /** What the least of the maxima and views without a place leaves, and which segment that is. */
  readonly limit?: Grains | undefined;
  readonly limitedBy?: string | undefined;
  /** How much of what is available is not kept for the asker, so that others may sell it as well. */
  readonly overlap: Grains;
}

/** What may be promised of an item, over the locations a channel sells from. */
export interface Availability extends AvailabilityTerms {
  readonly item: string;
  /** The channel asked for; empty for none. */
  readonly channel: string;
  /** The account asked for, if one was. */
  readonly account?: string | undefined;
  readonly at: Instant;
  /** The version of the policy that was applied. */
  readonly policy: string;
  readonly signed: Grains;
  readonly available: Grains;
  readonly locations: readonly LocationAvailability[];
  /** Absent where no segment speaks of the item. */
  readonly segments?: SegmentTerms | undefined;
}

/** What is asked. */
export interface AvailabilityQuery {
  readonly at: Instant;
  /** Whose network, buffers and segments apply. */
  readonly channel?: string | undefined;
  /** For which account, where segments tell accounts apart. */
  readonly account?: string | undefined;
  /** Only these locations, their subtrees included. Default: the channel's, or all without a parent. */
  readonly locations?: readonly string[] | undefined;
  /** What is physically there for anybody, segments left aside: for goods that are held already and only move. */
  readonly physical?: boolean | undefined;
}

const ZERO = grains(0);

/**
 * What may be promised of an item at an instant, with its terms. A location offers the least, over itself and every place above, of what is sellable
 * within less what is claimed and kept back within; several locations together offer no more than a place above them all still has. Segments divide that
 * one pool: what they keep for others is not offered, whatever is asked.
 */
export function availableIn(register: Register, picture: StockPicture, query: AvailabilityQuery): Availability {
  return availableFrom(register, figuresOf(register, picture, query.at), query);
}

/** The same from figures that were read before, for many channels at one instant. */
export function availableFrom(register: Register, figures: ItemFigures, query: Omit<AvailabilityQuery, 'at'>): Availability {
  const network = networkOf(register, query);
  const { view, overall, segments } = viewFor(register, figures, query);
  const locations = network.map((node) => locationAvailability(view, node, segments));
  const sums = sumOf(locations);
  const kept = overall.length === 0 ? NOTHING : withheldOf(overall, sums.sellable);
  const terms = { ...sums, buffer: addGrains(sums.buffer, kept.buffer), safetyStock: addGrains(sums.safetyStock, kept.safetyStock) };
  const together = offeredTogether(view, network);
  const available = clamp(withinLimit(segments, subtractGrains(together, kept.buffer), kept));
  const answer = { item: figures.item, channel: query.channel ?? '', at: figures.at, policy: register.policy.version, ...terms };
  if (segments === undefined) return { ...answer, signed: signedOf(terms), available, locations };
  const shielded = locations.reduce((total, location) => addGrains(total, location.protected ?? ZERO), ZERO);
  return {
    ...answer, ...(query.account === undefined ? {} : { account: query.account }),
    signed: withinLimit(segments, subtractGrains(signedOf(terms), shielded), kept), available, locations,
    segments: segmentTerms(segments, network, shielded, together, available),
  };
}

/** What locations offer, without the terms: for taking goods location by location. */
export interface OfferedStock {
  /** What the locations of the query may give together. */
  readonly together: Grains;
  /** What one node may give, as the figures stand when it is asked. Never below zero. */
  at(node: RegisteredLocation): Grains;
}

/** The offers behind {@link availableFrom}. Claims may be added to the figures between one location and the next. */
export function offeredFrom(register: Register, figures: ItemFigures, query: Omit<AvailabilityQuery, 'at'>): OfferedStock {
  const network = networkOf(register, query);
  const { view, overall, segments } = viewFor(register, figures, query);
  const kept = overall.length === 0 ? NOTHING : withheldOf(overall, network.reduce((total, node) => addGrains(total, figures.nodes.get(node.id)?.sellable ?? ZERO), ZERO));
  return { together: clamp(withinLimit(segments, subtractGrains(offeredTogether(view, network), kept.buffer), kept)), at: (node) => clamp(roomToTake(view, node)) };
}

const NOTHING: Withheld = { buffer: ZERO, safetyStock: ZERO };

/** What one asker sees of the figures: the rules that hold at a location, those that hold over the whole answer, and what segments leave. */
function viewFor(
  register: Register, figures: ItemFigures, { channel, account, physical }: Omit<AvailabilityQuery, 'at'>,
): { readonly view: View; readonly overall: readonly WithheldRule[]; readonly segments: SegmentView | undefined } {
  const all = withheldRules(register, figures.item);
  const rules = all.length === 0 ? all : all.filter((rule) => rule.channel === undefined || rule.channel === channel);
  const placed = physical === true ? undefined : placedIn(register, figures);
  const segments = placed === undefined ? undefined : segmentViewOf(placed, { channel: channel ?? '', account: account ?? '' });
  return {
    view: viewOf(figures.nodes, rules.length === 0 ? rules : rules.filter((rule) => rule.location !== undefined), segments?.parts),
    overall: rules.length === 0 ? rules : rules.filter((rule) => rule.location === undefined), segments,
  };
}

/** An amount, or what the maxima without a place leave when buffers are taken off that, too. */
function withinLimit(segments: SegmentView | undefined, amount: Grains, kept: Withheld): Grains {
  const limit = segments?.limit;
  return limit === undefined ? amount : least(amount, subtractGrains(limit.grains, subtractGrains(kept.buffer, kept.safetyStock)));
}

function segmentTerms({ serving, own, limit }: SegmentView, network: readonly RegisteredLocation[], shielded: Grains, together: Grains, available: Grains): SegmentTerms {
  const ownHere = own.reduce((total, { node, grains: amount }) => (network.some((one) => isWithin(node, one) || isWithin(one, node)) ? addGrains(total, amount) : total), ZERO);
  const reached = least(ownHere, together);
  return {
    serving, protected: shielded, own: ownHere, shared: subtractGrains(together, reached), ...(limit === undefined ? {} : { limit: limit.grains, limitedBy: limit.segment }),
    overlap: subtractGrains(available, least(reached, available)),
  };
}

function locationAvailability(view: View, node: RegisteredLocation, segments: SegmentView | undefined): LocationAvailability {
  const figure = view.figures.get(node.id) ?? noFigures(node);
  const { buffer, safetyStock } = withheldWithin(view, node);
  const reaches = reachedFrom([node]);
  let available = freeWith(view, node, reaches);
  let limitedBy: string | undefined;
  for (let above = node.parent; above !== undefined; above = above.parent) {
    const free = freeWith(view, above, reaches);
    if (free < available) {
      available = free;
      limitedBy = above.id;
    }
  }
  const terms = {
    onHand: figure.onHand, sellable: figure.sellable, reserved: figure.reserved, allocated: figure.allocated, picked: figure.picked, buffer, safetyStock,
    damaged: figure.damaged, quarantined: figure.quarantined, inspection: figure.inspection, expired: figure.expired, blocked: figure.blocked, foreign: figure.foreign,
    provisional: figure.provisional,
  };
  const limited = limitedBy === undefined ? {} : { limitedBy };
  if (segments === undefined) return { location: node.id, ...terms, signed: signedOf(terms), available: clamp(available), ...limited };
  const shielded = keptWithin(view, node, reaches);
  return {
    location: node.id, ...terms, protected: shielded, signed: subtractGrains(signedOf(terms), shielded), available: clamp(withinLimit(segments, available, NOTHING)), ...limited,
  };
}

function signedOf(terms: Pick<AvailabilityTerms, 'sellable' | 'reserved' | 'allocated' | 'picked' | 'buffer'>): Grains {
  return subtractGrains(subtractGrains(terms.sellable, claimedIn(terms)), terms.buffer);
}

/** Every term over several locations, one after the other. */
function sumOf(locations: readonly AvailabilityTerms[]): AvailabilityTerms {
  const total: { -readonly [Term in keyof AvailabilityTerms]: Grains } = {
    onHand: ZERO, sellable: ZERO, reserved: ZERO, allocated: ZERO, picked: ZERO, buffer: ZERO, safetyStock: ZERO, damaged: ZERO, quarantined: ZERO,
    inspection: ZERO, expired: ZERO, blocked: ZERO, foreign: ZERO, provisional: ZERO,
  };
  for (const location of locations) {
    total.onHand = addGrains(total.onHand, location.onHand);
    total.sellable = addGrains(total.sellable, location.sellable);
    total.reserved = addGrains(total.reserved, location.reserved);
    total.allocated = addGrains(total.allocated, location.allocated);
    total.picked = addGrains(total.picked, location.picked);
    total.buffer = addGrains(total.buffer, location.buffer);
    total.safetyStock = addGrains(total.safetyStock, location.safetyStock);
    total.damaged = addGrains(total.damaged, location.damaged);
    total.quarantined = addGrains(total.quarantined, location.quarantined);
    total.inspection = addGrains(total.inspection, location.inspection);
    total.expired = addGrains(total.expired, location.expired);
    total.blocked = addGrains(total.blocked, location.blocked);
    total.foreign = addGrains(total.foreign, location.foreign);
    total.provisional = addGrains(total.provisional, location.provisional);
  }
  return total;
}
