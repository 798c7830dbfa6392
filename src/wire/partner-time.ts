import { endOfDate, formatInstant, instantAt, isCalendarDate, parseInstant, startOfDate } from '../foundation/index.js';

/** The canonical text of an instant that a partner wrote with its offset; `undefined` if it is none. */
export function instantText(text: string | undefined): string | undefined {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? undefined : formatInstant(instant);
}

/**
 * The instant a calendar date without a time stands for: the middle of that day in the partner's zone. A start or end of day would tie with openings
 * and period ends, and read as the day before or after in a neighbouring zone; the middle does neither. `undefined` if there is no such date.
 */
export function middayText(date: string, zone: string): string | undefined {
  if (!isPartnerDate(date)) return undefined;
  const start = startOfDate(date, zone);
  return formatInstant(start + Math.floor((endOfDate(date, zone) - start) / 2));
}

/** The instant of a local time (`09:05:00`) on a calendar date in the partner's zone; `undefined` if there is no such date or time. */
export function localTimeText(date: string, time: string, zone: string): string | undefined {
  const instant = isPartnerDate(date) ? instantAt(date, time, zone) : undefined;
  return instant === undefined ? undefined : formatInstant(instant);
}

/** The instant at which a calendar date is over in the partner's zone: what a closing balance is as of. `undefined` if there is no such date. */
export function closeOfDateText(date: string, zone: string): string | undefined {
  return isPartnerDate(date) ? formatInstant(endOfDate(date, zone)) : undefined;
}

/** A date that exists and is meant: several systems write `0001-01-01` for none. */
function isPartnerDate(date: string): boolean {
  return isCalendarDate(date) && date >= '1900-01-01';
}
