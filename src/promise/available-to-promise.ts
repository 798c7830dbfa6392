import type { Instant } from '../foundation/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { bucketed, shownCumulative, type Bucketed } from './bucketed.js';
import type { LeftOut } from './counted-lines.js';
import type { PromiseWindow } from './promise-window.js';
import type { Schedule } from './schedule.js';
import { bucketOf, endOfBucket } from './timeline.js';

/** One bucket of a projected balance. All amounts in grains. */
export interface BalanceBucket {
  readonly startAt: Instant;
  /** Where it ends, not included; `undefined` if it never does. */
  readonly endAt: Instant | undefined;
  readonly supply: Grains;
  readonly demand: Grains;
  /** What ended unused before this bucket. */
  readonly ended: Grains;
  /** What is there at its end, less what is wanted by then. Below zero: so much is lacking. */
  readonly projected: Grains;
}

/** One bucket with what may be promised in it. */
export interface PromiseBucket extends BalanceBucket {
  /** The most that may be taken in it without a later bucket falling short: the least balance from it to the end. Below zero: so much is promised beyond what comes. */
  readonly cumulative: Grains;
  /** By how much it exceeds the bucket before: what this bucket's own supply adds. */
  readonly discrete: Grains;
  /** What may be promised: `cumulative` less safety stock, never below zero. */
  readonly available: Grains;
}

/** A schedule as buckets, with what did not count. */
export interface CountedSchedule<Bucket> {
  readonly at: Instant;
  /** The version of the policy that was applied. */
  readonly policy: string;
  /** Usable at the start, goods that end included. Signed. */
  readonly opening: Grains;
  readonly horizonEndAt: Instant | undefined;
  readonly buckets: readonly Bucket[];
  readonly leftOut: readonly LeftOut[];
}

/** The projected balance of a schedule. */
export type ProjectedBalance = CountedSchedule<BalanceBucket>;

/** What may be promised of a schedule, bucket by bucket. */
export interface AvailableToPromise extends CountedSchedule<PromiseBucket> {
  readonly safetyStock: Grains;
}

/**
 * The balance of a schedule over time: what is there, and what comes, less what is wanted. It is the planner's view; it ignores later commitments and is nothing to
 * promise from.
 *
 * @throws InventoryError `promise.invalid`, `quantity.overflow`
 */
export function projectedBalance(schedule: Schedule, window: PromiseWindow): ProjectedBalance {
  const counted = bucketed(schedule, window);
  return { ...answerOf(counted), buckets: Array.from(counted.timeline.starts, (_, index) => balanceBucket(counted, index)) };
}

/**
 * What may be promised of a schedule in each bucket, with its working: accepting any amount up to `available` leaves every later bucket with what was promised there.
 *
 * @throws InventoryError `promise.invalid`, `quantity.overflow`
 */
export function availableToPromise(schedule: Schedule, window: PromiseWindow): AvailableToPromise {
  return availableFromBuckets(bucketed(schedule, window));
}

/** The same of a schedule that is cut into buckets already. */
export function availableFromBuckets(counted: Bucketed): AvailableToPromise {
  const { timeline, supply, demand, ended, series } = counted;
  const buckets: PromiseBucket[] = [];
  let before = grains(0);
  for (let index = 0; index < timeline.starts.length; index++) {
    const cumulative = shownCumulative(counted, index);
    // Written out: copying a bucket by spreading it costs fifty times as much.
    buckets.push({
      startAt: timeline.starts[index]!, endAt: endOfBucket(timeline, index), supply: grains(supply[index]!), demand: grains(demand[index]!), ended: grains(ended?.[index] ?? 0),
      projected: grains(series.projected[index]!), cumulative, discrete: subtractGrains(cumulative, before), available: availableIn(counted, index),
    });
    before = cumulative;
  }
  return { ...answerOf(counted), safetyStock: counted.window.rules.safetyStock, buckets };
}

/** The bucket of an answer that an instant falls into; `undefined` before the first and beyond the horizon. */
export function bucketAt<Bucket extends BalanceBucket>(answer: { readonly buckets: readonly Bucket[]; readonly horizonEndAt: Instant | undefined }, at: Instant): Bucket | undefined {
  const starts = answer.buckets.map(({ startAt }) => startAt);
  return answer.buckets[placeOf({ timeline: { starts, endAt: answer.horizonEndAt } }, at) ?? -1];
}

/** The place of the bucket an instant falls into; `undefined` before the first and beyond the horizon. */
export function placeOf({ timeline }: Pick<Bucketed, 'timeline'>, at: Instant): number | undefined {
  const index = bucketOf(timeline, at);
  return index < 0 || (timeline.endAt !== undefined && at >= timeline.endAt) ? undefined : index;
}

/** What may be promised in a bucket: the cumulative figure less safety stock, never below zero. */
export function availableIn({ window, series }: Bucketed, index: number): Grains {
  return grains(Math.max(series.cumulative[index]! - window.rules.safetyStock, 0));
}

function answerOf({ window, opening, lots, leftOut }: Bucketed): Omit<CountedSchedule<never>, 'buckets'> {
  return {
    at: window.at, policy: window.rules.version, opening: lots.reduce((sum, lot) => addGrains(sum, lot.grains), opening), horizonEndAt: window.horizonEndAt, leftOut,
  };
}

function balanceBucket({ timeline, supply, demand, ended, series }: Bucketed, index: number): BalanceBucket {
  return {
    startAt: timeline.starts[index]!, endAt: endOfBucket(timeline, index), supply: grains(supply[index]!), demand: grains(demand[index]!),
    ended: grains(ended?.[index] ?? 0), projected: grains(series.projected[index]!),
  };
}
