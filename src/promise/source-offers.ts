import type { Instant } from '../foundation/index.js';
import type { Grains } from '../quantity/index.js';
import type { PromiseWindow } from './promise-window.js';
import { datesBackward, datesForward, type ShipmentDates } from './shipment-dates.js';
import type { SourceState } from './source-state.js';
import { wholePacks } from './whole-packs.js';
import { addWorkingDays } from './work-calendar.js';

/** Why goods can be had: they are there or expected; or the policy says that any amount can be had after a lead time, or from the end of the horizon on. */
export type PromiseBasis = 'schedule' | 'leadTime' | 'horizon';

/** What a source can send, picked at an instant. */
export interface SourceOffer extends ShipmentDates {
  /** In whole packs of the source. */
  readonly grains: Grains;
  /** The same before it was rounded down to packs. */
  readonly loose: Grains;
  readonly basis: PromiseBasis;
}

/**
 * What a source can send, in order of arrival: in time for when it is wanted, or else as soon as it can, and again at every later instant at which something changes. Empty
 * if that is all beyond the horizon and nothing can be had there.
 *
 * @param needed what is asked for, which is also what any amount comes to.
 */
export function sourceOffers(state: SourceState, window: PromiseWindow, wantedAt: Instant, needed: Grains): readonly SourceOffer[] {
  const { source } = state;
  const { calendar } = window.rules;
  const lead = source.lead ?? {};
  const backward = datesBackward(lead, wantedAt, calendar);
  const first = backward.pickAt >= window.at ? backward : datesForward(lead, window.at, calendar);
  const unlimited = unlimitedFrom(window);
  const offers: SourceOffer[] = [];
  const offer = (dates: ShipmentDates): void => {
    if (window.horizonEndAt !== undefined && dates.pickAt >= window.horizonEndAt) return;
    if (unlimited !== undefined && dates.pickAt >= unlimited.at) return;
    const loose = state.availableAt(dates.pickAt);
    offers.push({ ...dates, grains: wholePacks(loose, source.pack, 'down'), loose, basis: 'schedule' });
  };
  offer(first);
  for (const start of state.starts) if (start > first.pickAt) offer(datesForward(lead, start, calendar));
  if (unlimited !== undefined) {
    const dates = first.pickAt >= unlimited.at ? first : datesForward(lead, unlimited.at, calendar);
    offers.push({ ...dates, grains: wholePacks(needed, source.pack, 'down'), loose: needed, basis: unlimited.basis });
  }
  return offers;
}

/** The last offer that arrives by an instant; `undefined` if none does. */
export function offerBy(offers: readonly SourceOffer[], at: Instant): SourceOffer | undefined {
  let low = 0;
  let high = offers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offers[middle]!.arriveAt <= at) low = middle + 1;
    else high = middle;
  }
  return offers[low - 1];
}

/** From when on the policy promises any amount; `undefined` if it never does. */
function unlimitedFrom({ rules, at, horizonEndAt }: PromiseWindow): { readonly at: Instant; readonly basis: PromiseBasis } | undefined {
  if (rules.horizonEnd === 'unknown') return undefined;
  if (rules.horizonEnd === 'unlimited') return { at: horizonEndAt!, basis: 'horizon' };
  return { at: addWorkingDays(rules.calendar, at, rules.horizonEnd.leadTimeDays), basis: 'leadTime' };
}
