import type { Instant } from '../foundation/index.js';
import { invalid } from './invalid.js';
import { wholeFrom } from './promise-rules.js';
import { addWorkingDays, subtractWorkingDays, type WorkDays } from './work-calendar.js';

/** How long goods take from the shelf to whoever wants them. */
export interface ShipmentLead {
  /** Working days from picking to leaving. Default 0. */
  readonly handlingDays?: number | undefined;
  /** Days on which the location works. Default: the policy's calendar. */
  readonly handlingCalendar?: WorkDays | undefined;
  /** Working days of the carrier from leaving to arriving. Default 0. */
  readonly transitDays?: number | undefined;
  /** Days on which the carrier works. Default: the policy's calendar. */
  readonly transitCalendar?: WorkDays | undefined;
}

/** When goods are taken from stock, leave and arrive. What is available is asked at the first. */
export interface ShipmentDates {
  readonly pickAt: Instant;
  readonly shipAt: Instant;
  readonly arriveAt: Instant;
}

/** Counted back from when goods must have arrived: the latest leaving, then the latest picking. */
export function datesBackward(lead: ShipmentLead, arriveAt: Instant, calendar: WorkDays): ShipmentDates {
  const shipAt = subtractWorkingDays(lead.transitCalendar ?? calendar, arriveAt, lead.transitDays ?? 0);
  return { pickAt: subtractWorkingDays(lead.handlingCalendar ?? calendar, shipAt, lead.handlingDays ?? 0), shipAt, arriveAt };
}

/** Counted forward from when goods can be picked at the earliest. */
export function datesForward(lead: ShipmentLead, earliestAt: Instant, calendar: WorkDays): ShipmentDates {
  const pickAt = addWorkingDays(lead.handlingCalendar ?? calendar, earliestAt, 0);
  const shipAt = addWorkingDays(lead.handlingCalendar ?? calendar, pickAt, lead.handlingDays ?? 0);
  return { pickAt, shipAt, arriveAt: addWorkingDays(lead.transitCalendar ?? calendar, shipAt, lead.transitDays ?? 0) };
}

/** Checks a lead time. @throws InventoryError `promise.invalid` */
export function checkLead(lead: ShipmentLead, path: string): void {
  wholeFrom(0, lead.handlingDays ?? 0, `${path}.handlingDays`);
  wholeFrom(0, lead.transitDays ?? 0, `${path}.transitDays`);
  for (const name of ['handlingCalendar', 'transitCalendar'] as const) {
    if (lead[name] !== undefined && typeof lead[name].isWorkday !== 'function') throw invalid(`${path}.${name}`, 'a calendar made by workDays', lead[name]);
  }
}
