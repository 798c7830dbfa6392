import type { Instant } from '../foundation/index.js';
import type { Register, RegisteredLocation } from '../model/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import { offeredFrom } from './available.js';
import { divideGoods, giveAlone, type Division, type Maximum, type Party } from './division.js';
import type { ItemFigures } from './figures.js';
import { clamp, least, offeredTogether, viewOf, type View } from './free.js';
import type { ItemSegment } from './item-segments.js';
import { networkOf, withoutInner } from './network.js';
import { placedIn, type PlacedAmount, type PlacedSegments } from './place-segments.js';
import { segmentViewOf, type SegmentView } from './segment-view.js';
import { reservesOf } from './withheld.js';

/** One figure to publish: a channel, or an account in it. */
export interface PublishTarget {
  readonly channel: string;
  readonly account?: string | undefined;
  /** How much of a pool it shares with others is to be its own, beside theirs: a whole number from 1. Default 1. */
  readonly weight?: number | undefined;
}

/** The figure of one target. In grains of the item. */
export interface PublishedFigure {
  readonly channel: string;
  readonly account?: string | undefined;
  /** Whether nobody else in the set but views was told of these goods. False for one that a view serves. */
  readonly exclusive: boolean;
  /** What to publish. */
  readonly quantity: Grains;
  /** Of its share, what segments keep for it, and what came of goods that nobody keeps. For a view: what of its figure nobody else was told of. */
  readonly own: Grains;
  readonly shared: Grains;
  /** Taken off its share by buffers. */
  readonly buffer: Grains;
  /** How much of `quantity` others in the set were told of as well: that much may be sold twice. */
  readonly overlap: Grains;
}

/** Figures to publish together. All figures, less their overlap, are never more than what is physically there. */
export interface PublishedSet {
  readonly item: string;
  readonly at: Instant;
  readonly policy: string;
  /** What the locations of all targets together may give, segments left aside. */
  readonly physical: Grains;
  /** The sum of the exclusive figures: never above `physical`. */
  readonly exclusive: Grains;
  readonly overlap: Grains;
  /** In the order of the targets. */
  readonly figures: readonly PublishedFigure[];
}

/** How many figures one set may have. */
export const PUBLISH_TARGETS_MAX = 10_000;

/** The greatest weight of a target. */
export const PUBLISH_WEIGHT_MAX = 1_000_000;

const ZERO = grains(0);

/**
 * The figures of an item for several channels that may be published together. What segments keep goes to those it is kept for, and what nobody keeps is
 * divided by weight among those who may sell it, so that no two exclusive figures rest on the same goods. A view is told what it would be told alone, and by how
 * much that overlaps with the others.
 * @throws TypeError for a set that is too large, names a target twice, or weighs by anything but whole numbers from 1.
 */
export function publishSet(register: Register, figures: ItemFigures, targets: readonly PublishTarget[]): PublishedSet {
  checkTargets(targets);
  const placed = placedIn(register, figures);
  const division = startDivision(register, figures, placed);
  const physical = clamp(offeredTogether(division.pool, withoutInner([...new Set(targets.flatMap((target) => networkOf(register, { channel: target.channel })))])));
  if (placed !== undefined) holdPlaced(division, placed);
  const maxima = new Map<ItemSegment, Maximum>();
  const entries = targets.map((target) => entryOf(register, figures, placed, target, maxima));
  divideGoods(division, entries.filter(({ view }) => !view).map(({ party }) => party));
  // Views come last: each overlaps with the exclusive figures and with the views before it.
  const published = entries.map((entry) => (entry.view ? viewFigure(division, entry) : exclusiveFigure(entry)));
  return {
    item: figures.item, at: figures.at, policy: register.policy.version, physical,
    exclusive: sumGrains(published.filter(({ exclusive }) => exclusive).map(({ quantity }) => quantity)), overlap: sumGrains(published.map(({ overlap }) => overlap)),
    figures: published,
  };
}

function checkTargets(targets: readonly PublishTarget[]): void {
  if (targets.length > PUBLISH_TARGETS_MAX) throw new TypeError(`A set has no more than ${PUBLISH_TARGETS_MAX} figures, not ${targets.length}`);
  const seen = new Set<string>();
  for (const { channel, account = '', weight = 1 } of targets) {
    const key = `${channel}\u001f${account}`;
    if (seen.has(key)) throw new TypeError(`A set has one figure for each channel and account: ${channel} ${account} is named twice`);
    seen.add(key);
    if (!Number.isInteger(weight) || weight < 1 || weight > PUBLISH_WEIGHT_MAX) throw new TypeError(`A weight is a whole number from 1 to ${PUBLISH_WEIGHT_MAX}, not ${weight}`);
  }
}

/** A target on its way to a figure. */
interface Entry {
  readonly target: PublishTarget;
  readonly view: boolean;
  readonly party: Party;
  /** What it would be told alone, and how much buffers take off that. */
  readonly alone: Grains;
  readonly buffer: Grains;
}

function startDivision(register: Register, figures: ItemFigures, placed: PlacedSegments | undefined): Division {
  const held = new Map<string, Grains>();
  return { held, kept: new Map(), pool: viewOf(figures.nodes, placed?.pool.rules ?? reservesOf(register, figures.item), { kept: held }) };
}

function holdPlaced({ held, kept }: Division, placed: PlacedSegments): void {
  for (const [node, amount] of placed.kept) held.set(node, amount);
  for (const places of placed.places.values()) for (const place of places) kept.set(place, place.grains);
}

function entryOf(
  register: Register, figures: ItemFigures, placed: PlacedSegments | undefined, target: PublishTarget, maxima: Map<ItemSegment, Maximum>,
): Entry {
  const { channel, account = '', weight = 1 } = target;
  const network = networkOf(register, { channel });
  const segments = placed === undefined ? undefined : segmentViewOf(placed, { channel, account });
  const serving = placed === undefined ? [] : placed.item.servedBy({ channel, account }).filter(({ order }) => placed.states[order] !== undefined);
  const alone = offeredFrom(register, figures, { channel, account }).together;
  const buffer = clamp(subtractGrains(unbuffered(register, figures, placed, segments, network), alone));
  // Goods that it is kept out of at one place may be what keeps it from goods at another: then it is told no more than alone.
  const most: Maximum = { scope: undefined, left: addGrains(alone, buffer) };
  return {
    target, view: serving.some(({ rule }) => rule.kind === 'view'), alone, buffer,
    party: {
      weight: BigInt(weight), network, keeps: new Set(keptFor(placed, serving, segments)), closed: segments?.closed ?? [],
      maxima: [most, ...serving.filter(({ rule }) => rule.kind === 'cap').map((segment) => maximumOf(placed!, segment, maxima))], own: ZERO, shared: ZERO,
    },
  };
}

/** What is kept for a target by segments that serve it. What it may take of others' besides is theirs as long as it does not. */
function keptFor(placed: PlacedSegments | undefined, serving: readonly ItemSegment[], segments: SegmentView | undefined): readonly PlacedAmount[] {
  const places = new Set(serving.flatMap((segment) => placed?.places.get(segment) ?? []));
  return segments?.own.filter((place) => places.has(place)) ?? [];
}

/** What a target would have alone if no buffer came off. */
function unbuffered(
  register: Register, figures: ItemFigures, placed: PlacedSegments | undefined, segments: SegmentView | undefined, network: readonly RegisteredLocation[],
): Grains {
  const view: View = viewOf(figures.nodes, placed?.pool.rules ?? reservesOf(register, figures.item), segments?.parts);
  const together = offeredTogether(view, network);
  return segments?.limit === undefined ? together : least(together, segments.limit.grains);
}

/** Caps are common to all they serve: what one is given, another cannot have. */
function maximumOf({ states }: PlacedSegments, segment: ItemSegment, maxima: Map<ItemSegment, Maximum>): Maximum {
  const known = maxima.get(segment);
  if (known !== undefined) return known;
  const { size, used } = states[segment.order]!;
  const fresh = { scope: segment.scope, left: clamp(subtractGrains(size, used)) };
  maxima.set(segment, fresh);
  return fresh;
}

function exclusiveFigure({ target, party: { own, shared }, buffer }: Entry): PublishedFigure {
  return { ...namesOf(target), exclusive: true, quantity: clamp(subtractGrains(sumGrains([own, shared]), buffer)), own, shared, buffer, overlap: ZERO };
}

function viewFigure(division: Division, { target, party, alone, buffer }: Entry): PublishedFigure {
  const { own, shared } = giveAlone(division, party, alone);
  return { ...namesOf(target), exclusive: false, quantity: alone, own, shared, buffer, overlap: subtractGrains(alone, sumGrains([own, shared])) };
}

function namesOf({ channel, account }: PublishTarget): Pick<PublishedFigure, 'channel' | 'account'> {
  return { channel, ...(account === undefined ? {} : { account }) };
}
