import { grains, type Grains } from '../quantity/index.js';
import { assert, type Instant } from '../foundation/index.js';
import { availableFromBuckets, availableIn, placeOf, type PromiseBucket } from './available-to-promise.js';
import { bucketed, type Bucketed, type CountedLine } from './bucketed.js';
import { invalid } from './invalid.js';
import { lowestFrom } from './lowest-from.js';
import type { PromiseWindow } from './promise-window.js';
import type { DatedDemand, DatedSupply, Schedule } from './schedule.js';
import { bucketOf } from './timeline.js';

/** A line with what it contributes to a balance. */
export interface BalanceTerm<Class extends string> {
  readonly reference: string;
  readonly class: Class;
  /** Where it counts; a late line is not counted where it was due. */
  readonly at: Instant;
  readonly grains: Grains;
}

/** A change that would free more, each by itself. */
export type FreeingChange =
  /** So much more, there by then. */
  | { readonly kind: 'moreSupply'; readonly grains: Grains; readonly by: Instant }
  /** So much of a line that comes too late, there by then. */
  | { readonly kind: 'earlierSupply'; readonly reference: string; readonly grains: Grains; readonly from: Instant; readonly by: Instant }
  /** So much less of a line that is wanted before. */
  | { readonly kind: 'lessDemand'; readonly reference: string; readonly grains: Grains; readonly at: Instant }
  /** So much less kept back as safety stock. */
  | { readonly kind: 'lessSafetyStock'; readonly grains: Grains };

/** Why no more can be promised at an instant. */
export interface PromiseExplanation {
  readonly at: Instant;
  /** The bucket asked about. */
  readonly bucket: PromiseBucket;
  /**
   * The bucket that would fall short of one grain more, which is that one or a later one. Its balance is `opening + supplies - demands - ended`, and where goods keep and
   * shortages are not forgiven that is the cumulative figure.
   */
  readonly binding: PromiseBucket;
  readonly opening: Grains;
  /** What has come by its end. */
  readonly supplies: readonly BalanceTerm<DatedSupply['class']>[];
  /** What is wanted by its end. */
  readonly demands: readonly BalanceTerm<DatedDemand['class']>[];
  /** What has ended unused by its end. */
  readonly ended: Grains;
  readonly safetyStock: Grains;
  /** The smallest changes, one of each kind that there is, that free one step more; none where goods end or shortages are forgiven, and balances do not simply add up. */
  readonly changes: readonly FreeingChange[];
}

/** What is asked. */
export interface PromiseQuestion {
  readonly at: Instant;
  /** How much more is to be freed. Default: one grain. */
  readonly step?: Grains | undefined;
}

/**
 * Explains what may be promised at an instant: the bucket that binds, the lines that make its balance, and the smallest changes that would free one step more. `undefined`
 * before the first bucket and beyond the horizon.
 *
 * @throws InventoryError `promise.invalid`, `quantity.overflow`
 */
export function explainPromise(schedule: Schedule, window: PromiseWindow, { at, step = grains(1) }: PromiseQuestion): PromiseExplanation | undefined {
  if (!Number.isSafeInteger(step) || step <= 0) throw invalid('$.step', 'whole grains above zero', step);
  const counted = bucketed(schedule, window);
  const place = placeOf(counted, at);
  if (place === undefined) return undefined;
  const { buckets, opening, safetyStock } = availableFromBuckets(counted);
  const simple = counted.ended === undefined && window.rules.shortage !== 'forgive';
  const binding = simple || counted.series.cumulative[place]! < 0 ? lowestFrom(counted.series.projected, place) : firstShortened(schedule, counted, place, at);
  const until = buckets[binding]!.endAt ?? Infinity;
  const before = <Line extends { readonly at: Instant }>(lines: readonly Line[]): readonly Line[] => lines.filter((line) => line.at < until);
  return {
    at, bucket: buckets[place]!, binding: buckets[binding]!, opening,
    supplies: before(counted.supplies).map(termOf), demands: before(counted.demands).map(termOf),
    ended: buckets.slice(0, binding + 1).reduce((sum, { ended }) => grains(sum + ended), grains(0)),
    safetyStock, changes: simple ? changesFor(counted, place, step) : [],
  };
}

function termOf<Class extends string>({ line, at, grains: amount }: CountedLine<{ readonly reference: string; readonly class: Class }>): BalanceTerm<Class> {
  return { reference: line.reference, class: line.class, at, grains: amount };
}

/** The first bucket in which more waits when one grain more is taken than can be had. */
function firstShortened(schedule: Schedule, counted: Bucketed, place: number, at: Instant): number {
  const { timeline, series } = counted;
  const takenAt = Math.max(at, counted.window.firstAt);
  const after = bucketed(schedule, counted.window, [{ at: takenAt, grains: grains(series.cumulative[place]! + 1) }]);
  const shortened = Array.from(after.timeline.starts).findIndex((start, index) => after.series.projected[index]! < Math.min(series.projected[bucketOf(timeline, start)]!, 0));
  assert(shortened >= 0, 'One grain more than can be had makes somebody wait');
  return bucketOf(timeline, after.timeline.starts[shortened]!);
}

/** A change frees a step exactly if it lifts every bucket from the one asked about on to the balance that the step needs. */
function changesFor(counted: Bucketed, place: number, step: Grains): readonly FreeingChange[] {
  const { series, timeline, window } = counted;
  const needed = availableIn(counted, place) + window.rules.safetyStock + step;
  const lacking = grains(needed - series.cumulative[place]!);
  let first = place;
  while (series.projected[first]! >= needed) first += 1;
  let last = series.projected.length - 1;
  while (series.projected[last]! >= needed) last -= 1;
  const by = Math.max(timeline.starts[first]!, window.at);
  const changes: FreeingChange[] = [{ kind: 'moreSupply', grains: lacking, by }];
  const after = timeline.starts[last + 1] ?? Infinity;
  const late = firstOf(counted.supplies.filter((line) => line.at >= after && line.grains >= lacking), (line) => line.at);
  if (late !== undefined) changes.push({ kind: 'earlierSupply', reference: late.line.reference, grains: lacking, from: late.at, by });
  const until = timeline.starts[first + 1] ?? Infinity;
  const wanted = firstOf(counted.demands.filter((line) => line.at < until && line.grains >= lacking), (line) => -line.at);
  if (wanted !== undefined) changes.push({ kind: 'lessDemand', reference: wanted.line.reference, grains: lacking, at: wanted.at });
  if (lacking <= window.rules.safetyStock) changes.push({ kind: 'lessSafetyStock', grains: lacking });
  return changes;
}

/** The line with the least of a figure, the first of equals. */
function firstOf<Line>(lines: readonly Line[], figure: (line: Line) => number): Line | undefined {
  return lines.reduce<Line | undefined>((best, line) => (best === undefined || figure(line) < figure(best) ? line : best), undefined);
}
