import type { Instant } from '../foundation/index.js';
import { isWithin, type Asker, type RegisteredLocation, type SegmentKind } from '../model/index.js';
import { negateGrains, subtractGrains, type Grains } from '../quantity/index.js';
import { clamp, freeAt, least, roomAt, viewOf, type View } from './free.js';
import { outermostOf, type ItemSegment } from './item-segments.js';
import { addUpwards, type PlacedAmount, type PlacedSegments } from './place-segments.js';

/** One segment that serves the asker, as it stands. In grains of the item. */
export interface ServingSegment {
  readonly segment: string;
  readonly kind: SegmentKind;
  readonly size: Grains;
  /** Open claims of those it serves, and what they were shipped in the period. */
  readonly used: Grains;
  /** What is left of the size; below zero when more was taken. A view is not consumed. */
  readonly left: Grains;
  /** The period in which shipped goods count, as instants; absent where it has no such end, or where they do not count. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** What segments leave to one asker. */
export interface SegmentView {
  readonly serving: readonly ServingSegment[];
  /** What is kept and for whom, by node: for {@link View}. */
  readonly parts: Pick<View, 'kept' | 'own' | 'ownAt'>;
  /** The least of the maxima that name no place, with the segment that says so; `undefined` without one. */
  readonly limit: { readonly segment: string; readonly grains: Grains } | undefined;
  /** Goods that are kept for those the asker is one of, where they stand. */
  readonly own: readonly PlacedAmount[];
  /** Places where partitions keep the asker out of what nobody keeps. */
  readonly closed: readonly RegisteredLocation[];
}

const NOWHERE: readonly never[] = [];

/**
 * What segments leave to an asker: its own share where one is kept, nothing of what is kept for others, and the pool around, unless a partition keeps the
 * asker out of it. Maxima and views limit what all of that may come to.
 */
export function segmentViewOf(placed: PlacedSegments, asker: Asker): SegmentView {
  const named = placed.item.servedBy(asker);
  const holds = ({ order }: ItemSegment): boolean => placed.states[order] !== undefined;
  const serving = named.every(holds) ? named : named.filter(holds);
  const closed = serving.filter(({ closes }) => closes);
  const [own, ownAt] = ownPlaces(placed, serving, closed);
  const ownByNode = new Map<string, Grains>();
  for (const { node, grains: amount } of own) addUpwards(ownByNode, node, amount);
  const closedNodes = closed.length === 0 ? NOWHERE : [...new Set(closed.flatMap(({ nodes }) => nodes))];
  if (closed.length > 0) closeOff(placed, closedNodes, ownByNode);
  const reachable = ownAt.length === 0 ? NOWHERE : ownAt.map(({ node, grains: amount }) => ({ node, grains: amount }));
  const limit = limitOf(placed, serving, ownByNode, reachable);
  return {
    serving: serving.map((segment) => servingOf(placed, segment)), parts: { kept: placed.kept, own: ownByNode.size === 0 ? undefined : ownByNode, ownAt: reachable },
    limit, own: ownAt.length === 0 ? own : [...own, ...ownAt], closed: closedNodes,
  };
}

function servingOf({ states }: PlacedSegments, segment: ItemSegment): ServingSegment {
  const { size, used, period } = states[segment.order]!;
  const left = segment.kind === 'view' ? size : subtractGrains(size, used);
  const shown = { segment: segment.rule.id, kind: segment.kind, size, used, left };
  if (period === undefined) return shown;
  return period.until === Infinity ? { ...shown, from: period.from } : { ...shown, from: period.from, until: period.until };
}

/**
 * The goods the asker may take though they are kept: those of segments over all its locations, which it uses up wherever it takes goods, and those of segments
 * that name a place, which it uses up there.
 */
function ownPlaces({ item, places }: PlacedSegments, serving: readonly ItemSegment[], closed: readonly ItemSegment[]): readonly [readonly PlacedAmount[], readonly PlacedAmount[]] {
  const yielding = item.yielding.length === 0 ? [] : yieldingTo(item.yielding, serving.map(outermostOf));
  const anywhere: PlacedAmount[] = [];
  const there: PlacedAmount[] = [];
  const open = (segment: ItemSegment, list: PlacedAmount[]): void => {
    for (const place of places.get(segment) ?? []) if (!closed.some((other) => keepsIn(other, segment, place.node))) list.push(place);
  };
  for (const segment of serving) open(segment, segment.scope === undefined ? anywhere : there);
  // What gives way is not used up by whom it gives way to, so it is taken where it stands.
  for (const segment of yielding) open(segment, there);
  return [anywhere, there];
}

/** The segments that give way to an asker: those an earlier one serves. */
function yieldingTo(yielding: readonly ItemSegment[], mine: readonly ItemSegment[]): readonly ItemSegment[] {
  const first = Math.min(...mine.map(({ segment }) => segment.index));
  return yielding.filter((segment) => outermostOf(segment).segment.index > first && !mine.includes(outermostOf(segment)));
}

/** Whether a partition keeps its channels out of another segment's goods at a node: those are around it, and it covers the node. */
function keepsIn(partition: ItemSegment, segment: ItemSegment, node: RegisteredLocation): boolean {
  if (partition === segment || isAround(partition, segment)) return false;
  return partition.nodes.some((one) => isWithin(node, one));
}

/** Whether a segment is around another. */
function isAround(segment: ItemSegment, other: ItemSegment): boolean {
  return other.parent !== undefined && (other.parent === segment || isAround(segment, other.parent));
}

/** Keeps the asker out of what is free where partitions hold it: goods that nobody keeps are others' there. The inner nodes come first. */
function closeOff({ kept, pool }: PlacedSegments, nodes: readonly RegisteredLocation[], own: Map<string, Grains>): void {
  const taken = new Map<string, Grains>();
  const rest = viewOf(pool.figures, pool.rules, { kept, own: taken });
  for (const node of [...nodes].sort((left, right) => right.depth - left.depth)) {
    const free = clamp(roomAt(rest, node));
    // What is kept from the asker counts as less of its own.
    addUpwards(own, node, negateGrains(free));
    addUpwards(taken, node, negateGrains(free));
  }
}

/**
 * What maxima leave: the least of those that name no place is a limit on any answer. Where one names a place, what the asker could have there beyond it is kept
 * from it as if it were another's. Inner places come first.
 */
function limitOf(
  placed: PlacedSegments, serving: readonly ItemSegment[], own: Map<string, Grains>, ownAt: readonly { readonly node: RegisteredLocation; grains: Grains }[],
): SegmentView['limit'] {
  let limit: SegmentView['limit'];
  for (const segment of innerFirst(serving)) {
    const { left } = servingOf(placed, segment);
    const { scope } = segment;
    if (scope === undefined) {
      if (limit === undefined || left < limit.grains) limit = { segment: segment.rule.id, grains: left };
      continue;
    }
    const room = roomAt(viewOf(placed.pool.figures, placed.pool.rules, { kept: placed.kept, own, ownAt }), scope);
    let beyond = clamp(subtractGrains(clamp(room), clamp(left)));
    // What is its own within the place goes first: it is of no use to the asker anywhere else.
    for (const place of ownAt) {
      if (!isWithin(place.node, scope)) continue;
      const cut = least(beyond, place.grains);
      place.grains = subtractGrains(place.grains, cut);
      beyond = subtractGrains(beyond, cut);
    }
    addUpwards(own, scope, negateGrains(beyond));
    countOnce(placed, scope, beyond, own, ownAt);
  }
  return limit;
}

/**
 * Where a place around has too little for both what is kept there for the asker and what it may not have within, the two are the same goods: they count once, and are not its own.
 */
function countOnce(
  placed: PlacedSegments, scope: RegisteredLocation, beyond: Grains, own: Map<string, Grains>, ownAt: readonly { readonly node: RegisteredLocation; grains: Grains }[],
): void {
  const view = viewOf(placed.pool.figures, placed.pool.rules, { kept: placed.kept, own });
  let left = beyond;
  for (const place of ownAt) {
    if (left === 0 || place.node === scope || !isWithin(scope, place.node)) continue;
    const both = least(least(place.grains, left), clamp(negateGrains(freeAt(view, place.node))));
    place.grains = subtractGrains(place.grains, both);
    addUpwards(own, place.node, both);
    left = subtractGrains(left, both);
  }
}

/** The maxima and views among some segments, those of inner places first. */
function innerFirst(segments: readonly ItemSegment[]): readonly ItemSegment[] {
  return segments.filter(({ protects }) => !protects).sort((one, other) => (other.scope?.depth ?? 0) - (one.scope?.depth ?? 0));
}
