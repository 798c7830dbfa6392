import { isCalendarDate, isTimeZone, parseInstant } from '../foundation/index.js';
import { textSchema } from './text-schema.js';

/** Whether `parseInstant` reads a text. The usual spelling, UTC to the second or millisecond on a day that every month has, is told without reading it. */
export function isInstantText(text: string): boolean {
  return isUsualInstant(text) || parseInstant(text) !== undefined;
}

function isUsualInstant(text: string): boolean {
  const { length } = text;
  if (length !== 20 && !(length === 24 && text.charCodeAt(19) === DOT && digits(text, 20, 3) >= 0)) return false;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== LETTER_T) return false;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON || text.charCodeAt(length - 1) !== LETTER_Z) return false;
  return within(digits(text, 0, 4), 1, 9999) && within(digits(text, 5, 2), 1, 12) && within(digits(text, 8, 2), 1, 28)
    && within(digits(text, 11, 2), 0, 23) && within(digits(text, 14, 2), 0, 59) && within(digits(text, 17, 2), 0, 59);
}

const DOT = 0x2e;
const DASH = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** The number that so many digits say, or a negative one if one of them is none. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let index = from; index < from + count; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function within(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}

/** A point in time, RFC 3339 with an offset. Read by `parseInstant`. */
export const instantSchema = textSchema(isInstantText, {
  id: 'Instant',
  rule: 'instant',
  expected: 'an RFC 3339 instant with an offset, "2026-05-12T08:00:00Z"',
  format: 'date-time',
  maxLength: 40,
  pattern:
    '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
});

/** A calendar date that exists. */
export const calendarDateSchema = textSchema(isCalendarDate, {
  id: 'CalendarDate',
  rule: 'date',
  expected: 'a calendar date, "2026-05-31"',
  format: 'date',
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
});

const ZONE_LENGTH_MAX = 64;

// Asking the runtime costs some ten microseconds; a catalogue names the same few zones at every location.
const zones = new Map<string, boolean>();

function isKnownZone(text: string): boolean {
  if (text.length > ZONE_LENGTH_MAX) return false;
  const known = zones.get(text);
  if (known !== undefined) return known;
  const answer = isTimeZone(text);
  if (zones.size < 1000) zones.set(text, answer);
  return answer;
}

/** The IANA name of a time zone that the runtime knows. */
export const timeZoneSchema = textSchema(isKnownZone, {
  id: 'TimeZone',
  rule: 'time_zone',
  expected: 'an IANA time zone, "America/New_York"',
  minLength: 1,
  maxLength: ZONE_LENGTH_MAX,
});
