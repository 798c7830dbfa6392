import type { Instant } from '../foundation/index.js';
import { type Register, type RegisteredLocation, type StockPicture } from '../model/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import { figuresOf, noFigures, type ItemFigures } from './figures.js';
import { claimedIn, clamp, freeOf, freeWith, keptAt, least, offeredTogether, ownWithin, reachedBy, roomToTake, viewOf, withheldOf, withheldWithin, type View, type Withheld } from './free.js';
import type { AvailabilityTerms, LocationAvailability } from './location-availability.js';
import { networkOf } from './network.js';
import { placedIn } from './place-segments.js';
import { segmentViewOf, type SegmentView, type ServingSegment } from './segment-view.js';
import { withheldRules, type WithheldRule } from './withheld.js';

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
  const locations = network.map((node) => (segments === undefined && view.rules.length === 0 ? plainAvailability(figures, view, node) : locationAvailability(view, node, segments)));
  const answer = answerOf(figures, query, register.policy.version, locations);
  const kept = overall.length === 0 ? NOTHING : withheldOf(overall, answer.sellable);
  answer.buffer = addGrains(answer.buffer, kept.buffer);
  answer.safetyStock = addGrains(answer.safetyStock, kept.safetyStock);
  answer.signed = signedOf(answer);
  const together = segments?.limit === undefined && network.every(isRoot) ? sumGrains(locations.map(({ available }) => available)) : offeredTogether(view, network);
  answer.available = clamp(withinLimit(segments, subtractGrains(together, kept.buffer), kept));
  if (segments === undefined) return answer;
  const shielded = locations.reduce((total, location) => addGrains(total, location.protected ?? ZERO), ZERO);
  if (query.account !== undefined) answer.account = query.account;
  answer.signed = withinLimit(segments, subtractGrains(answer.signed, shielded), kept);
  answer.segments = segmentTerms(segments, network, shielded, together, answer.available);
  return answer;
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

/** With no place above them, locations give together what each of them gives. */
function isRoot({ parent }: RegisteredLocation): boolean {
  return parent === undefined;
}

/** Where nothing is kept at places, nobody asks what is within reach. */
const NO_REACH = (): boolean => false;

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
  let ownHere = ZERO;
  for (const { node, grains: amount } of own) if (network.some((one) => reachedBy(one)(node))) ownHere = addGrains(ownHere, amount);
  const reached = least(ownHere, together);
  const shared = subtractGrains(together, reached);
  const overlap = subtractGrains(available, least(reached, available));
  return limit === undefined
    ? { serving, protected: shielded, own: ownHere, shared, overlap }
    : { serving, protected: shielded, own: ownHere, shared, limit: limit.grains, limitedBy: limit.segment, overlap };
}

/** A location's figure where no rule and no segment makes a difference: the same for every asker. */
function plainAvailability(figures: ItemFigures, view: View, node: RegisteredLocation): LocationAvailability {
  let answer = figures.plain.get(node);
  if (answer === undefined) {
    answer = locationAvailability(view, node, undefined);
    figures.plain.set(node, answer);
  }
  return answer;
}

function locationAvailability(view: View, node: RegisteredLocation, segments: SegmentView | undefined): LocationAvailability {
  const figure = view.figures.get(node.id) ?? noFigures(node);
  const { buffer, safetyStock } = withheldWithin(view, node);
  const reaches = view.ownAt === undefined || view.ownAt.length === 0 ? NO_REACH : reachedBy(node);
  const kept = keptAt(view, node);
  const own = reaches === NO_REACH ? ZERO : ownWithin(view, node, reaches);
  let available = addGrains(freeOf(figure, kept, buffer), own);
  let limitedBy: string | undefined;
  for (let above = node.parent; above !== undefined; above = above.parent) {
    const free = freeWith(view, above, reaches);
    if (free < available) {
      available = free;
      limitedBy = above.id;
    }
  }
  const signed = subtractGrains(subtractGrains(figure.sellable, claimedIn(figure)), buffer);
  // Written out twice: a member that is added later costs more than all the others together.
  if (segments === undefined) {
    const answer = {
      location: node.id, onHand: figure.onHand, sellable: figure.sellable, reserved: figure.reserved, allocated: figure.allocated, picked: figure.picked, buffer, safetyStock,
      damaged: figure.damaged, quarantined: figure.quarantined, inspection: figure.inspection, expired: figure.expired, blocked: figure.blocked, foreign: figure.foreign,
      foreignExcluded: figure.foreignExcluded, provisional: figure.provisional, signed, available: clamp(available),
    };
    return limitedBy === undefined ? answer : { ...answer, limitedBy };
  }
  const shielded = subtractGrains(kept, own);
  const answer = {
    location: node.id, onHand: figure.onHand, sellable: figure.sellable, reserved: figure.reserved, allocated: figure.allocated, picked: figure.picked, buffer, safetyStock,
    damaged: figure.damaged, quarantined: figure.quarantined, inspection: figure.inspection, expired: figure.expired, blocked: figure.blocked, foreign: figure.foreign,
    foreignExcluded: figure.foreignExcluded, provisional: figure.provisional, protected: shielded, signed: subtractGrains(signed, shielded), available: clamp(withinLimit(segments, available, NOTHING)),
  };
  return limitedBy === undefined ? answer : { ...answer, limitedBy };
}

function signedOf(terms: Pick<AvailabilityTerms, 'sellable' | 'reserved' | 'allocated' | 'picked' | 'buffer'>): Grains {
  return subtractGrains(subtractGrains(terms.sellable, claimedIn(terms)), terms.buffer);
}

type Writable<Record> = { -readonly [Name in keyof Record]: Record[Name] };

/** An answer with every term summed over its locations. Made at one stroke and filled: an answer for each channel of each item is much copying otherwise. */
function answerOf({ item, at }: ItemFigures, { channel = '' }: Omit<AvailabilityQuery, 'at'>, policy: string, locations: readonly LocationAvailability[]): Writable<Availability> {
  const answer: Writable<Availability> = {
    item, channel, at, policy, onHand: ZERO, sellable: ZERO, reserved: ZERO, allocated: ZERO, picked: ZERO, buffer: ZERO, safetyStock: ZERO, damaged: ZERO, quarantined: ZERO,
    inspection: ZERO, expired: ZERO, blocked: ZERO, foreign: ZERO, foreignExcluded: ZERO, provisional: ZERO, signed: ZERO, available: ZERO, locations,
  };
  for (const location of locations) {
    answer.onHand = addGrains(answer.onHand, location.onHand);
    answer.sellable = addGrains(answer.sellable, location.sellable);
    answer.reserved = addGrains(answer.reserved, location.reserved);
    answer.allocated = addGrains(answer.allocated, location.allocated);
    answer.picked = addGrains(answer.picked, location.picked);
    answer.buffer = addGrains(answer.buffer, location.buffer);
    answer.safetyStock = addGrains(answer.safetyStock, location.safetyStock);
    answer.damaged = addGrains(answer.damaged, location.damaged);
    answer.quarantined = addGrains(answer.quarantined, location.quarantined);
    answer.inspection = addGrains(answer.inspection, location.inspection);
    answer.expired = addGrains(answer.expired, location.expired);
    answer.blocked = addGrains(answer.blocked, location.blocked);
    answer.foreign = addGrains(answer.foreign, location.foreign);
    answer.foreignExcluded = addGrains(answer.foreignExcluded, location.foreignExcluded);
    answer.provisional = addGrains(answer.provisional, location.provisional);
  }
  return answer;
}
