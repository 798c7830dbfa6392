import { TZDate } from '@date-fns/tz';
import { addDays, startOfDay } from 'date-fns';

/** A point in time in whole milliseconds since 1970-01-01T00:00:00Z, as kept inside. At the border it is an RFC 3339 text. */
export type Instant = number;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

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
  let instant = days * 86_400_000 + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 + millisecond;
  if (sign !== undefined) {
    if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
    const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
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
  return Number.isSafeInteger(value) && value >= -62_135_596_800_000 && value <= 253_402_300_799_999;
}

/** Whether a text is a calendar date that exists, `2026-02-28`. */
export function isCalendarDate(text: string): boolean {
  const match = CALENDAR_DATE.exec(text);
  return match !== null && dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) !== undefined;
}

/** Whether the runtime knows a time zone by this IANA name, `America/New_York`. */
export function isTimeZone(zone: string): boolean {
  if (zone.length === 0 || zone.length > 64) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The instant at which a calendar date begins in a zone: usually local midnight, later where the clocks skip it. */
export function startOfDate(date: string, zone: string): Instant {
  const match = CALENDAR_DATE.exec(date);
  if (match === null || !isCalendarDate(date)) throw new TypeError(`Not a calendar date: ${date.slice(0, 40)}`);
  return startOfDay(new TZDate(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12, zone)).getTime();
}

/** The instant at which a calendar date is over in a zone: the start of the next day. */
export function endOfDate(date: string, zone: string): Instant {
  return startOfDay(addDays(new TZDate(startOfDate(date, zone) + 43_200_000, zone), 1)).getTime();
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
