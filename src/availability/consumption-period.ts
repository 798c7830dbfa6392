import { endOfDate, formatInstant, isCalendarDate, parseInstant, startOfDate, type Instant } from '../foundation/index.js';
import type { SegmentRule } from '../model/index.js';

/** A stretch of time: from an instant on and before another. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

const DAY = 86_400_000;
const latest = new WeakMap<SegmentRule, Period>();

/**
 * The period of a segment's consumption that an instant falls into: the calendar day, the week from Monday or the month in the rule's zone, or the rule's
 * own window; `undefined` where shipped goods do not count. The instants are shown with every answer, so nothing depends on reading a calendar again.
 */
export function periodOf(rule: SegmentRule, at: Instant): Period | undefined {
  if (rule.per === undefined) return undefined;
  const known = latest.get(rule);
  if (known !== undefined && known.from <= at && at < known.until) return known;
  const period = rule.per === 'window' ? { from: parseInstant(rule.from!)!, until: rule.until === undefined ? Infinity : parseInstant(rule.until)! } : calendarPeriod(rule, at);
  latest.set(rule, period);
  return period;
}

function calendarPeriod(rule: SegmentRule, at: Instant): Period {
  const zone = rule.timeZone ?? 'UTC';
  const day = dateAt(at, zone);
  const [first, last] = rule.per === 'day' ? [day, day] : rule.per === 'week' ? weekOf(day) : monthOf(day);
  return { from: startOfDate(first, zone), until: endOfDate(last, zone) };
}

/** The calendar date of an instant in a zone: no zone is a whole day away from UTC. */
function dateAt(at: Instant, zone: string): string {
  const near = [1, 0, -1].map((days) => dateOf(at + days * DAY)).filter(isCalendarDate);
  return near.find((date) => startOfDate(date, zone) <= at) ?? near[near.length - 1]!;
}

function weekOf(date: string): readonly [string, string] {
  const noon = parseInstant(`${date}T12:00:00Z`)!;
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7;
  const sunday = dateOf(noon + (6 - sinceMonday) * DAY);
  // The last week there is ends with the last date.
  return [dateOf(noon - sinceMonday * DAY), isCalendarDate(sunday) ? sunday : date];
}

function monthOf(date: string): readonly [string, string] {
  const month = date.slice(0, 8);
  return [`${month}01`, `${month}${[31, 30, 29, 28].find((day) => isCalendarDate(`${month}${day}`))!}`];
}

/** The date part of an instant in UTC; a text that is no date beyond the years there are. */
function dateOf(at: Instant): string {
  return formatInstant(at).slice(0, 10);
}
