import { addDaysToDate, dateIn, endOfDate, isCalendarDate, parseInstant, startOfDate, weekdayOf, type Instant } from '../foundation/index.js';
import type { SegmentRule } from '../model/index.js';

/** A stretch of time: from an instant on and before another. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

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
  const day = dateIn(at, zone);
  const [first, last] = rule.per === 'day' ? [day, day] : rule.per === 'week' ? weekOf(day) : monthOf(day);
  return { from: startOfDate(first, zone), until: endOfDate(last, zone) };
}

function weekOf(date: string): readonly [string, string] {
  const weekday = weekdayOf(date);
  return [addDaysToDate(date, 1 - weekday), addDaysToDate(date, 7 - weekday)];
}

function monthOf(date: string): readonly [string, string] {
  const month = date.slice(0, 8);
  return [`${month}01`, `${month}${[31, 30, 29, 28].find((day) => isCalendarDate(`${month}${day}`))!}`];
}
