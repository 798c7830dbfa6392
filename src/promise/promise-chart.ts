import { formatInstant, dateIn, isTimeZone, type Instant } from '../foundation/index.js';
import { grains, type Grains } from '../quantity/index.js';
import type { AvailableToPromise } from './available-to-promise.js';
import { invalid } from './invalid.js';

/** One bucket to be drawn. */
export interface ChartPoint {
  readonly startAt: Instant;
  /** Where it ends; for the last one that never does, as long after its start as the one before it, or a day. */
  readonly endAt: Instant;
  /** Its start as text: a date of the zone, or an instant where two buckets start on one date. */
  readonly label: string;
  readonly supply: Grains;
  readonly demand: Grains;
  readonly projected: Grains;
  readonly cumulative: Grains;
  readonly available: Grains;
}

/** A projected balance to be looked at. */
export interface PromiseChart {
  readonly points: readonly ChartPoint[];
  /** The least and the greatest figure, zero included: what an axis spans. */
  readonly low: Grains;
  readonly high: Grains;
}

const DAY_MS = 86_400_000;

/** What may be promised, bucket by bucket, as data for a chart. @throws InventoryError `promise.invalid` for a zone that does not exist. */
export function promiseChart({ buckets }: AvailableToPromise, timeZone = 'UTC'): PromiseChart {
  if (!isTimeZone(timeZone)) throw invalid('$.timeZone', 'a time zone by its IANA name', timeZone);
  const dates = buckets.map(({ startAt }) => dateIn(startAt, timeZone));
  const byDate = new Set(dates).size === dates.length;
  const points = buckets.map(({ startAt, endAt, supply, demand, projected, cumulative, available }, index): ChartPoint => ({
    startAt, endAt: endAt ?? startAt + (index === 0 ? DAY_MS : startAt - buckets[index - 1]!.startAt), label: byDate ? dates[index]! : formatInstant(startAt),
    supply, demand, projected, cumulative, available,
  }));
  const figures = points.flatMap(({ projected, cumulative }) => [projected, cumulative]);
  return { points, low: grains(figures.reduce((least, figure) => Math.min(least, figure), 0)), high: grains(figures.reduce((most, figure) => Math.max(most, figure), 0)) };
}
