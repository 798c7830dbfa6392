import { endOfDate, formatInstant, isCalendarDate, parseInstant, startOfDate } from '../foundation/index.js';

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
  if (!isCalendarDate(date)) return undefined;
  const start = startOfDate(date, zone);
  return formatInstant(start + Math.floor((endOfDate(date, zone) - start) / 2));
}

/** The instant at which a calendar date is over in the partner's zone: what a closing balance is as of. `undefined` if there is no such date. */
export function closeOfDateText(date: string, zone: string): string | undefined {
  return isCalendarDate(date) ? formatInstant(endOfDate(date, zone)) : undefined;
}
