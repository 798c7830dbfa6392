import { tzOffset } from '@date-fns/tz';
import { millisecondsInDay, millisecondsInHour, millisecondsInMinute, millisecondsInSecond } from 'date-fns/constants';

/** The first and the last instant accepted: year 1 to year 9999. */
const INSTANT_MIN = -62_135_596_800_000;
const INSTANT_MAX = 253_402_300_799_999;

/** A point in time in whole milliseconds since 1970-01-01T00:00:00Z, as kept inside. At the border it is an RFC 3339 text. */
export type Instant = number;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL_TIME = /^(\d{2}):(\d{2}):(\d{2})$/;

/**
 * Reads an RFC 3339 instant (`2026-05-12T08:00:00Z`, `2026-05-12T10:00:00.25+02:00`); `undefined` if the text is none. An offset is required: a
 * local time without one names no instant. Fractions beyond the millisecond are cut, towards the earlier millisecond. A leap second (`:60`) is
 * refused, as are days that do not exist.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339
 */
export function parseInstant(text: string): Instant | undefined {
  if (text.length > 40) return undefined;
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match;
  const days = dayNumber(Number(year), Number(month), Number(day));
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const millisecond = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  let instant = days * millisecondsInDay + Number(hour) * millisecondsInHour + Number(minute) * millisecondsInMinute + Number(second) * millisecondsInSecond + millisecond;
  if (sign !== undefined) {
    if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
    const offset = Number(offsetHour) * millisecondsInHour + Number(offsetMinute) * millisecondsInMinute;
    instant -= sign === '-' ? -offset : offset;
  }
  return isInstant(instant) ? instant : undefined;
}

/** The canonical text of an instant: UTC, always with milliseconds, `2026-05-12T08:00:00.000Z`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Whether a number is an instant this library accepts: a whole millisecond from year 1 to year 9999. */
export function isInstant(value: number): boolean {
  return Number.isSafeInteger(value) && value >= INSTANT_MIN && value <= INSTANT_MAX;
}

/** Whether a text is a calendar date that exists, `2026-02-28`. */
export function isCalendarDate(text: string): boolean {
  return dayOfDate(text) !== undefined;
}

/** Whether the runtime knows a time zone by this IANA name, `America/New_York`. A bare offset is no zone: only some runtimes take one for it. */
export function isTimeZone(zone: string): boolean {
  if (!isZoneName(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isZoneName(zone: string): boolean {
  return zone.length <= 64 && /^[A-Za-z]/.test(zone);
}

/**
 * The instant at which a calendar date begins in a zone: local midnight, the first one where the clocks show it twice, and where they skip it the moment
 * they do. A date that a zone left out altogether begins and ends at that moment. Kept within the accepted instants.
 *
 * @throws TypeError for a date or zone that does not exist.
 */
export function startOfDate(date: string, zone: string): Instant {
  return firstInstantOf(existingDay(date) * millisecondsInDay, zone);
}

/** The instant at which a calendar date is over in a zone: the start of the next date. */
export function endOfDate(date: string, zone: string): Instant {
  return firstInstantOf((existingDay(date) + 1) * millisecondsInDay, zone);
}

/**
 * The instant of a local time (`09:05:00`) on a calendar date in a zone; `undefined` if there is no such date or time, 24:00:00 included. A time that the clocks show
 * twice is its first instant; one that they skip is the moment they do.
 *
 * @throws TypeError for a zone that does not exist.
 */
export function instantAt(date: string, time: string, zone: string): Instant | undefined {
  const day = dayOfDate(date);
  const match = LOCAL_TIME.exec(time);
  if (day === undefined || match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return firstInstantOf(day * millisecondsInDay + hour * millisecondsInHour + minute * millisecondsInMinute + second * millisecondsInSecond, zone);
}

/** The calendar date that a zone's clocks show at an instant, `2026-05-12`; kept within the years 1 to 9999. @throws TypeError for a zone that does not exist. */
export function dateIn(instant: Instant, zone: string): string {
  return dateOfDay(Math.floor((instant + offsetAt(instant, zone)) / millisecondsInDay));
}

/** The calendar date a whole number of days later, or earlier below zero; kept within the years 1 to 9999. @throws TypeError for a date that does not exist. */
export function addDaysToDate(date: string, days: number): string {
  return dateOfDay(existingDay(date) + days);
}

/** The day of the week of a calendar date by ISO 8601: 1 for Monday to 7 for Sunday. @throws TypeError for a date that does not exist. */
export function weekdayOf(date: string): number {
  // 1970-01-01 was a Thursday.
  return ((((existingDay(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The same local time a whole number of days later, or earlier below zero: a day is a calendar day and has 23 or 25 hours where the clocks change. A local time shown
 * twice is its first instant, one that is skipped the moment it is. Kept within the accepted instants.
 *
 * @throws TypeError for a zone that does not exist.
 */
export function addDays(instant: Instant, days: number, zone: string): Instant {
  const local = instant + offsetAt(instant, zone) + days * millisecondsInDay;
  return days === 0 ? instant : firstInstantOf(Math.min(Math.max(local, INSTANT_MIN), INSTANT_MAX), zone);
}

/** The first instant at which a zone's clocks show a local time, given as if the zone were UTC, or the moment they skip it. */
function firstInstantOf(local: number, zone: string): Instant {
  const before = offsetAt(local - millisecondsInDay, zone);
  const after = offsetAt(local + millisecondsInDay, zone);
  return Math.min(Math.max(before === after ? local - before : firstInstantAroundChange(local, before, after, zone), INSTANT_MIN), INSTANT_MAX);
}

/** The same for a local time about which the zone's offset changes from `before` to `after`. */
function firstInstantAroundChange(local: number, before: number, after: number, zone: string): Instant {
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(local - offset, zone) === offset) return local - offset;
  }
  return changeBetween(local - millisecondsInDay, local + millisecondsInDay, before, zone);
}

/** The first instant after `from` with another offset than `before`, which `to` has. */
function changeBetween(from: number, to: number, before: number, zone: string): Instant {
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, zone) === before) last = middle;
    else first = middle;
  }
  return first;
}

/**
 * How far a zone's clocks are ahead of UTC, in milliseconds. Only this comes from @date-fns/tz: its dates with a zone also pass through the machine's own zone and are
 * off by its changes.
 */
function offsetAt(instant: number, zone: string): number {
  const minutes = isZoneName(zone) ? tzOffset(zone, new Date(instant)) : Number.NaN;
  if (Number.isNaN(minutes)) throw new TypeError(`Not a time zone: ${zone.slice(0, 64)}`);
  return Math.round(minutes * millisecondsInMinute);
}

function existingDay(date: string): number {
  const day = dayOfDate(date);
  if (day === undefined) throw new TypeError(`Not a calendar date: ${date.slice(0, 40)}`);
  return day;
}

function dayOfDate(date: string): number | undefined {
  const match = CALENDAR_DATE.exec(date);
  return match === null ? undefined : dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The calendar date of a day number, no earlier than the first date there is and no later than the last. */
function dateOfDay(day: number): string {
  return formatInstant(Math.min(Math.max(day * millisecondsInDay, INSTANT_MIN), INSTANT_MAX)).slice(0, 10);
}

/** Days since 1970-01-01 of a proleptic Gregorian date, or `undefined` for a day that does not exist. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > length) return undefined;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
