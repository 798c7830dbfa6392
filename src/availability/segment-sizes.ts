import type { Instant } from '../foundation/index.js';
import { isWithin, type Register, type RegisteredLocation } from '../model/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import { periodOf, type Period } from './consumption-period.js';
import type { ItemFigures } from './figures.js';
import { clamp, least } from './free.js';
import type { ItemSegment, ItemSegments, SegmentSize } from './item-segments.js';
import { withoutInner } from './network.js';
import { divideByWeight } from './webster.js';

/** What a segment has at an instant, and what of it was taken. */
export interface SegmentState {
  readonly segment: ItemSegment;
  readonly size: Grains;
  /** Open claims of those it serves, and what they were shipped in the period. */
  readonly used: Grains;
  /** The period that runs; `undefined` where shipped goods do not count. */
  readonly period: Period | undefined;
}

/** The state of each segment that holds at an instant, by the order of the segments; `undefined` for one that does not. */
export type SegmentStates = readonly (SegmentState | undefined)[];

/** What sizes are worked out from. */
export interface SizeContext {
  readonly register: Register;
  readonly figures: ItemFigures;
  /** What a node has to be shared out, claims included. */
  readonly poolAt: (node: RegisteredLocation) => Grains;
}

const ZERO = grains(0);

/**
 * The sizes of the segments that hold at the instant of the figures, and what was taken of each. A percentage is of what the parent has, or of the pool: what
 * is there to be shared out, claims included, with what was shipped in the period on top, so that shipping moves no share. A part holds while its parent does.
 */
export function segmentStates({ segments, pools, servedBy }: ItemSegments, context: SizeContext): SegmentStates {
  const { at } = context.figures;
  const states: (SegmentState | undefined)[] = Array.from({ length: segments.length });
  const used = usedOf(segments.length, servedBy, context);
  for (const pool of pools) {
    const there = pool.filter((segment) => segment.from <= at && at < segment.until && (segment.parent === undefined || states[segment.parent.order] !== undefined));
    const sizes = sizesIn(there, at, (nodes, segment) => {
      const goods = poolOf(context, nodes, periodOf(segment.rule, at));
      return segment.parent === undefined ? goods : least(states[segment.parent.order]!.size, goods);
    });
    there.forEach((segment, index) => {
      states[segment.order] = { segment, size: sizes[index]!, used: used[segment.order]!, period: segment.countsShipped ? periodOf(segment.rule, at) : undefined };
    });
  }
  return states;
}

/** The sizes of segments that take from one pool: weights divide what amounts and percentages leave of the pools of those that weigh, taken together. */
function sizesIn(
  segments: readonly ItemSegment[], at: Instant, wholeOf: (nodes: readonly RegisteredLocation[], segment: ItemSegment) => Grains,
): readonly Grains[] {
  const sizes = segments.map((segment) => sizeAt(segment, at));
  const known = sizes.map((size, index) => {
    const segment = segments[index]!;
    if (size.kind === 'amount') return size.grains;
    if (size.kind === 'percent') return partOf(size.part, wholeOf(segment.nodes, segment));
    return size.kind === 'all' ? wholeOf(segment.nodes, segment) : ZERO;
  });
  const weighed = segments.filter((_segment, index) => sizes[index]!.kind === 'ratio');
  const first = weighed[0];
  if (first === undefined) return known;
  const whole = wholeOf(withoutInner([...new Set(weighed.flatMap(({ nodes }) => nodes))]), first);
  const taken = known.reduce((sum, size, index) => (segments[index]!.protects ? addGrains(sum, size) : sum), ZERO);
  const divided = divideByWeight(clamp(subtractGrains(whole, taken)), sizes.map((size) => (size.kind === 'ratio' ? size.weight : 0n)));
  return known.map((size, index) => addGrains(size, divided[index]!));
}

function sizeAt(segment: ItemSegment, at: Instant): SegmentSize {
  return segment.steps.length === 0 ? segment.size : (segment.steps.findLast((step) => step.at <= at)?.size ?? segment.size);
}

/** A part of an amount, rounded down to a whole grain. */
function partOf(part: { readonly n: bigint; readonly d: bigint }, whole: Grains): Grains {
  return grains(Number((BigInt(clamp(whole)) * part.n) / part.d));
}

/** What nodes have to be shared out, and what left them in the period for a channel. */
function poolOf({ register, figures, poolAt }: SizeContext, nodes: readonly RegisteredLocation[], period: Period | undefined): Grains {
  const goods = sumGrains(nodes.map(poolAt));
  if (period === undefined) return goods;
  return figures.uses.reduce((sum, use) => {
    const place = register.locations.get(use.location);
    return nodes.some((node) => isWithin(place, node)) ? addGrains(sum, use.shippedWithin(period.from, period.until)) : sum;
  }, goods);
}

/** What was taken of each segment by those it serves, at the place it names, in the order of the segments. */
function usedOf(segments: number, servedBy: ItemSegments['servedBy'], { register, figures }: SizeContext): readonly Grains[] {
  const used = Array.from({ length: segments }, () => ZERO);
  for (const use of figures.uses) {
    for (const segment of servedBy(use)) {
      if (segment.scope !== undefined && !isWithin(register.locations.get(use.location), segment.scope)) continue;
      const period = segment.countsShipped ? periodOf(segment.rule, figures.at) : undefined;
      const taken = period === undefined ? use.claimed : addGrains(use.claimed, use.shippedWithin(period.from, period.until));
      used[segment.order] = addGrains(used[segment.order]!, taken);
    }
  }
  return used;
}
