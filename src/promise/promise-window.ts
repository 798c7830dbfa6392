import { addDaysToDate, dateIn, isInstant, startOfDate, weekdayOf, type Instant } from '../foundation/index.js';
import { invalid } from './invalid.js';
import type { PastDueDays, PromiseRules } from './promise-rules.js';

/** Where late lines of one kind count: `undefined` if they do not. */
export interface LateLines {
  /** Due before this instant, a line is too late to count. */
  readonly fenceAt: Instant;
  /** Where those that count are put. */
  readonly countedAt: Instant;
}

/** Rules at an instant: where today, the buckets and the horizon lie. Made once by {@link promiseWindow} and used for any number of schedules. */
export interface PromiseWindow {
  readonly rules: PromiseRules;
  /** The instant asked at. */
  readonly at: Instant;
  /** Where the first bucket starts. */
  readonly firstAt: Instant;
  /** What was due before this instant is late. */
  readonly lateBefore: Instant;
  readonly lateSupply: LateLines | undefined;
  readonly lateDemand: LateLines | undefined;
  /** The end of the horizon; lines from here on do not count. `undefined` for none. */
  readonly horizonEndAt: Instant | undefined;
  /** The starts of all buckets, where days or weeks are counted up to a horizon; otherwise the lines make them. */
  readonly starts: readonly Instant[] | undefined;
}

/**
 * Rules at an instant.
 * @throws InventoryError `promise.invalid` if `at` is no instant.
 */
export function promiseWindow(rules: PromiseRules, at: Instant): PromiseWindow {
  if (!isInstant(at)) throw invalid('$.at', 'an instant', at);
  const today = dateIn(at, rules.timeZone);
  const dayAfter = (days: number): Instant => startOfDate(addDaysToDate(today, days), rules.timeZone);
  const byCalendar = rules.bucket === 'day' || rules.bucket === 'week';
  const late = (rule: PastDueDays | undefined): LateLines | undefined => rule && {
    fenceAt: rule.fenceDays === Infinity ? -Infinity : dayAfter(-rule.fenceDays),
    countedAt: rule.offsetDays === 0 ? at : dayAfter(rule.offsetDays),
  };
  const horizonEndAt = rules.horizonDays === undefined ? undefined : dayAfter(rules.horizonDays);
  return {
    rules, at, firstAt: byCalendar ? bucketStart(rules, at) : at, lateBefore: byCalendar ? dayAfter(0) : at,
    lateSupply: late(rules.pastDueSupply), lateDemand: late(rules.pastDueDemand), horizonEndAt,
    starts: byCalendar && horizonEndAt !== undefined ? calendarStarts(rules, at, horizonEndAt) : undefined,
  };
}

/** The start of the day or week of the zone that an instant falls into; for other buckets the instant itself. */
export function bucketStart(rules: PromiseRules, at: Instant): Instant {
  if (rules.bucket === 'day') return startOfDate(dateIn(at, rules.timeZone), rules.timeZone);
  if (rules.bucket === 'week') return startOfDate(weekStart(rules, dateIn(at, rules.timeZone)), rules.timeZone);
  return at;
}

/** The end of the day or week that an instant falls into, which is where the next one starts. */
export function bucketEnd(rules: PromiseRules, at: Instant): Instant {
  const date = dateIn(at, rules.timeZone);
  return startOfDate(rules.bucket === 'week' ? addDaysToDate(weekStart(rules, date), 7) : addDaysToDate(date, 1), rules.timeZone);
}

function weekStart(rules: PromiseRules, date: string): string {
  return addDaysToDate(date, -((weekdayOf(date) - rules.weekStartsOn + 7) % 7));
}

function calendarStarts(rules: PromiseRules, at: Instant, horizonEndAt: Instant): readonly Instant[] {
  const step = rules.bucket === 'week' ? 7 : 1;
  const starts: Instant[] = [bucketStart(rules, at)];
  let date = dateIn(starts[0]!, rules.timeZone);
  for (;;) {
    date = addDaysToDate(date, step);
    const start = startOfDate(date, rules.timeZone);
    // The calendar ends with the year 9999.
    if (start >= horizonEndAt || start <= starts[starts.length - 1]!) return starts;
    starts.push(start);
  }
}
