import { isCalendarDate, isTimeZone, parseInstant } from '../foundation/index.js';
import { textSchema } from './text-schema.js';

/** A point in time, RFC 3339 with an offset. Read by `parseInstant`. */
export const instantSchema = textSchema((text) => parseInstant(text) !== undefined, {
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
