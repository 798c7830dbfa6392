import type { Instant } from '../foundation/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { availableToPromiseSeries, forgivingSeries, type BalanceSeries } from './balance-series.js';
import { checkSchedule } from './check-schedule.js';
import { countedAt, countedSupply, countsDemand, promisableUntil, type LeftOut } from './counted-lines.js';
import type { PromiseWindow } from './promise-window.js';
import type { DatedDemand, DatedSupply, Schedule } from './schedule.js';
import { shelfLifeSeries, type UsableLot } from './shelf-life-series.js';
import { bucketOf, endOfBucket, timelineOf, type Timeline } from './timeline.js';

/** A line that counts: where, and how much of it. */
export interface CountedLine<Line> {
  readonly line: Line;
  /** Where it counts, which for a late line is not where it was due. */
  readonly at: Instant;
  readonly grains: Grains;
  /** For goods that end: the first instant at which they can no longer be promised. */
  readonly until: Instant | undefined;
}

/** A schedule cut into buckets under a policy at an instant, with its balance. */
export interface Bucketed {
  readonly window: PromiseWindow;
  readonly timeline: Timeline;
  /** Usable at the start and keeping. Signed. */
  readonly opening: Grains;
  /** Usable at the start and ending. */
  readonly lots: readonly CountedLine<DatedSupply>[];
  readonly supplies: readonly CountedLine<DatedSupply>[];
  readonly demands: readonly CountedLine<DatedDemand>[];
  readonly leftOut: readonly LeftOut[];
  readonly supply: Float64Array;
  readonly demand: Float64Array;
  readonly series: BalanceSeries;
  /** What ended unused before each bucket; `undefined` if nothing ends. */
  readonly ended: Float64Array | undefined;
}

/** What was taken of a schedule in the course of an answer, whatever classes of demand the policy counts. */
export interface Taken {
  readonly at: Instant;
  readonly grains: Grains;
}

/**
 * Counts the lines of a schedule, cuts them into buckets and projects the balance.
 *
 * @throws InventoryError `promise.invalid`, `quantity.overflow`
 */
export function bucketed(schedule: Schedule, window: PromiseWindow, taken: readonly Taken[] = [], path = '$'): Bucketed {
  checkSchedule(schedule, path);
  const leftOut: LeftOut[] = [];
  const supplies = countSupplies(schedule.supplies, window, leftOut);
  const demands = countDemands(schedule.demands, window, leftOut);
  for (const { at, grains: amount } of taken) {
    if (window.horizonEndAt === undefined || at < window.horizonEndAt) demands.push({ line: { reference: '', class: 'confirmed', dueAt: at, grains: amount }, at, grains: amount, until: undefined });
  }
  const lots = (schedule.lots ?? []).map((lot): CountedLine<DatedSupply> => ({
    line: { reference: lot.reference, class: 'onOrder', dueAt: window.at, grains: lot.grains, usableUntil: lot.usableUntil },
    at: window.firstAt, grains: lot.grains, until: promisableUntil(window, lot.usableUntil),
  }));
  const keeping = lots.filter(({ until }) => until === undefined);
  const opening = keeping.reduce((sum, lot) => grains(sum + lot.grains), schedule.opening);
  const endingLots = lots.filter(({ until }) => until !== undefined);
  const ending = [...endingLots, ...supplies.filter(({ until }) => until !== undefined)];
  const timeline = timelineOf(window, boundariesOf(window, supplies, demands, ending));
  const { length } = timeline.starts;
  const demand = byBucket(timeline, demands, length);
  if (ending.length === 0) {
    const supply = byBucket(timeline, supplies, length);
    const project = window.rules.shortage === 'forgive' ? forgivingSeries : availableToPromiseSeries;
    return { window, timeline, opening, lots: [], supplies, demands, leftOut, supply, demand, series: project({ opening, supply, demand }), ended: undefined };
  }
  const usableLots = withoutSpoiled(timeline, endingLots, leftOut);
  const usableSupplies = withoutSpoiled(timeline, supplies, leftOut);
  const usable = [...usableLots, ...usableSupplies].map((line): UsableLot => ({ first: bucketOf(timeline, line.at), last: lastBucketOf(timeline, line), grains: line.grains }));
  const series = shelfLifeSeries(opening, usable, demand, window.rules.shortage === 'forgive' ? 'forgive' : 'carry');
  const supply = byBucket(timeline, usableSupplies, length);
  return { window, timeline, opening, lots: usableLots, supplies: usableSupplies, demands, leftOut, supply, demand, series, ended: series.ended };
}

/** What the cumulative figure is for the reader: below zero it is shown as zero where the policy says so. */
export function shownCumulative({ window, series }: Bucketed, index: number): Grains {
  const signed = series.cumulative[index]!;
  return grains(window.rules.shortage === 'clamp' && signed < 0 ? 0 : signed);
}

function countSupplies(lines: readonly DatedSupply[], window: PromiseWindow, leftOut: LeftOut[]): CountedLine<DatedSupply>[] {
  const counted: CountedLine<DatedSupply>[] = [];
  for (const line of lines) {
    const amount = countedSupply(window, line);
    if (typeof amount === 'string') {
      leftOut.push({ kind: 'supply', reference: line.reference, grains: line.grains, reason: amount });
      continue;
    }
    const at = countedAt(window, 'supply', line.dueAt);
    if (typeof at === 'string') {
      leftOut.push({ kind: 'supply', reference: line.reference, grains: line.grains, reason: at });
      continue;
    }
    if (amount < line.grains) leftOut.push({ kind: 'supply', reference: line.reference, grains: grains(line.grains - amount), reason: 'class' });
    counted.push({ line, at, grains: amount, until: promisableUntil(window, line.usableUntil) });
  }
  return counted;
}

function countDemands(lines: readonly DatedDemand[], window: PromiseWindow, leftOut: LeftOut[]): CountedLine<DatedDemand>[] {
  const counted: CountedLine<DatedDemand>[] = [];
  for (const line of lines) {
    const at = countsDemand(window, line) ? countedAt(window, 'demand', line.dueAt) : 'class';
    if (typeof at === 'string') leftOut.push({ kind: 'demand', reference: line.reference, grains: line.grains, reason: at });
    else counted.push({ line, at, grains: line.grains, until: undefined });
  }
  return counted;
}

/** Where buckets begin: at every line, or at every supply; and where goods end. */
function boundariesOf(window: PromiseWindow, supplies: readonly CountedLine<DatedSupply>[], demands: readonly CountedLine<DatedDemand>[], ending: readonly CountedLine<DatedSupply>[]): Float64Array {
  const lines = window.rules.bucket === 'supply' ? [supplies] : [supplies, demands];
  const boundaries = new Float64Array(lines.reduce((sum, list) => sum + list.length, ending.length));
  let count = 0;
  for (const list of lines) for (const { at } of list) boundaries[count++] = at;
  for (const { until } of ending) if (window.horizonEndAt === undefined || until! < window.horizonEndAt) boundaries[count++] = until!;
  return boundaries.subarray(0, count);
}

function byBucket(timeline: Timeline, lines: readonly CountedLine<unknown>[], length: number): Float64Array {
  const amounts = new Float64Array(length);
  for (const line of lines) {
    const index = bucketOf(timeline, line.at);
    // Checked as a sum of grains: a bucket is not allowed to leave the exact range.
    amounts[index] = grains(amounts[index]! + line.grains);
  }
  return amounts;
}

/** The goods that can be used in some bucket. What ends before is left out. */
function withoutSpoiled(timeline: Timeline, lines: readonly CountedLine<DatedSupply>[], leftOut: LeftOut[]): CountedLine<DatedSupply>[] {
  return lines.filter((line) => {
    const usable = lastBucketOf(timeline, line) >= bucketOf(timeline, line.at);
    if (!usable) leftOut.push({ kind: 'supply', reference: line.line.reference, grains: line.grains, reason: 'ended' });
    return usable;
  });
}

/** The last bucket in which goods can be used to its end: goods that end within a bucket are not promised in it. */
function lastBucketOf(timeline: Timeline, { until }: CountedLine<DatedSupply>): number {
  if (until === undefined) return Infinity;
  const within = bucketOf(timeline, until);
  const end = within < 0 ? undefined : endOfBucket(timeline, within);
  return end !== undefined && end <= until ? within : within - 1;
}
