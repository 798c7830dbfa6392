import { addDays, addDaysToDate, dateIn, endOfDate, isCalendarDate, isTimeZone, startOfDate, weekdayOf, type Instant } from '../foundation/index.js';
import { invalid } from './invalid.js';

/** On which calendar days work is done: data, in the days of a named zone. */
export interface WorkCalendar {
  readonly timeZone: string;
  /** The working days of a week, 1 for Monday to 7 for Sunday. Default: all seven. */
  readonly workdays?: readonly number[] | undefined;
  /** Dates without work, whatever day of the week they are. */
  readonly closedOn?: readonly string[] | undefined;
  /** Dates with work, whatever day of the week they are and even if listed as closed. */
  readonly openOn?: readonly string[] | undefined;
}

/** A calendar made ready for asking. */
export interface WorkDays {
  readonly timeZone: string;
  /** Whether work is done on a calendar date. */
  isWorkday(date: string): boolean;
}

/** How many dates a calendar may list of each kind. */
export const CALENDAR_DATES_MAX = 10_000;

/** How many days in a row a calendar may be without work before it is taken for a mistake. */
const REST_DAYS_MAX = 3660;

const ALWAYS = (): boolean => true;

/** Every day is a working day. */
export function everyDay(timeZone: string): WorkDays {
  return { timeZone, isWorkday: ALWAYS };
}

/** Makes a calendar ready. @throws InventoryError `promise.invalid` saying where and what, below `path`. */
export function workDays(calendar: WorkCalendar, path = '$'): WorkDays {
  if (!isTimeZone(calendar.timeZone)) throw invalid(`${path}.timeZone`, 'a time zone by its IANA name', calendar.timeZone);
  const week = new Set(calendar.workdays ?? [1, 2, 3, 4, 5, 6, 7]);
  for (const day of week) if (!Number.isInteger(day) || day < 1 || day > 7) throw invalid(`${path}.workdays`, 'days of the week from 1 to 7', day);
  const closed = dates(calendar.closedOn ?? [], `${path}.closedOn`);
  const open = dates(calendar.openOn ?? [], `${path}.openOn`);
  if (week.size === 0 && open.size === 0) throw invalid(`${path}.workdays`, 'at least one working day', calendar.workdays);
  return { timeZone: calendar.timeZone, isWorkday: (date) => open.has(date) || (week.has(weekdayOf(date)) && !closed.has(date)) };
}

/**
 * The instant a number of working days later, at the same local time. A day without work is passed over: from one, counting begins at the start of the next working
 * day. With no days, on a working day, the instant itself.
 */
export function addWorkingDays(days: WorkDays, at: Instant, count: number): Instant {
  if (isNoWay(days, count)) return at;
  const passed = passedDays(days, at, count, 1);
  return passed.restFirst ? startOfDate(addDaysToDate(passed.date, passed.days), days.timeZone) : addDays(at, passed.days, days.timeZone);
}

/** The instant a number of working days earlier, at the same local time. From a day without work, counting begins with the end of the last working day before it. */
export function subtractWorkingDays(days: WorkDays, at: Instant, count: number): Instant {
  if (isNoWay(days, count)) return at;
  const passed = passedDays(days, at, count, -1);
  return passed.restFirst ? endOfDate(addDaysToDate(passed.date, -passed.days), days.timeZone) - 1 : addDays(at, -passed.days, days.timeZone);
}

/** Nothing to count and no day to pass over: most places send without a lead time, and are asked at each of their dates. */
function isNoWay(days: WorkDays, count: number): boolean {
  return count === 0 && days.isWorkday === ALWAYS;
}

/** How many calendar days a number of working days takes, and whether the first of them are days without work. */
function passedDays(days: WorkDays, at: Instant, count: number, direction: 1 | -1): { readonly date: string; readonly days: number; readonly restFirst: boolean } {
  const date = dateIn(at, days.timeZone);
  let passed = restDays(days, date, direction);
  const restFirst = passed > 0;
  for (let left = count; left > 0; left--) {
    passed += 1;
    passed += restDays(days, addDaysToDate(date, direction * passed), direction);
  }
  return { date, days: passed, restFirst };
}

/** How many days without work there are from a date on, itself included, before work is done. */
function restDays(days: WorkDays, date: string, direction: 1 | -1): number {
  for (let rest = 0; rest < REST_DAYS_MAX; rest++) if (days.isWorkday(addDaysToDate(date, direction * rest))) return rest;
  throw invalid('$.calendar', `a working day within ${REST_DAYS_MAX} days`, date);
}

function dates(list: readonly string[], path: string): ReadonlySet<string> {
  if (list.length > CALENDAR_DATES_MAX) throw invalid(path, `at most ${CALENDAR_DATES_MAX} dates`, list.length);
  for (const date of list) if (!isCalendarDate(date)) throw invalid(path, 'calendar dates that exist', date);
  return new Set(list);
}
