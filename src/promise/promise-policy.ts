import type { SupplyClass } from '../model/index.js';
import type { Grains } from '../quantity/index.js';
import type { DatedDemandClass } from './schedule.js';
import type { WorkCalendar } from './work-calendar.js';

/**
 * What becomes of a line that was due before today (before the instant asked at, where buckets are instants). `drop` leaves it out, `today` counts it as if it were due
 * now. Otherwise it counts `offsetDays` from today, if it is late by no more than `fenceDays`.
 */
export type PastDueRule = 'drop' | 'today' | {
  /** Days back from today that still count, the last one included. Default: all. */
  readonly fenceDays?: number | undefined;
  /** Days from today on which it is then expected. Default 0. */
  readonly offsetDays?: number | undefined;
};

/** What time is cut into: every instant at which something happens, days or weeks of the zone, or from one supply to the next. */
export type BucketRule = 'instant' | 'day' | 'week' | 'supply';

/** The rules a promise is made under: data, versioned. What is left out is stated with its default at each member. */
export interface PromisePolicy {
  /** Names this version; recorded on each answer. */
  readonly version: string;
  /** Whose calendar days count. Default `UTC`. */
  readonly timeZone?: string | undefined;
  /** Supply and demand of one bucket are netted: demand is met by supply that comes later in the same bucket. Default `instant`, which nets nothing. */
  readonly bucket?: BucketRule | undefined;
  /** The first day of a week, 1 for Monday to 7 for Sunday. Default 1. */
  readonly weekStartsOn?: number | undefined;
  /** Days looked ahead, today included. Default: to the last line there is. */
  readonly horizonDays?: number | undefined;
  /**
   * What can be had from the end of the horizon on, or beyond the last line: `unknown`; any amount (`unlimited`, which needs a horizon); or any amount after a lead
   * time, counted from now in days of `calendar`. Default `unknown`.
   */
  readonly horizonEnd?: 'unknown' | 'unlimited' | { readonly leadTimeDays: number } | undefined;
  /** The part of each class of supply that counts, in whole percent, rounded down. Default: 100 for `onOrder` and `inTransit`, 0 for the others. */
  readonly supply?: Readonly<Partial<Record<SupplyClass, number | undefined>>> | undefined;
  /** The least confidence, in percent, at which a supply line counts. Default 0. */
  readonly confidenceMin?: number | undefined;
  /** Which classes of demand count. Default: all but `forecast`. */
  readonly demand?: Readonly<Partial<Record<DatedDemandClass, boolean | undefined>>> | undefined;
  /** Default `drop`: goods that are late are not relied on. */
  readonly pastDueSupply?: PastDueRule | undefined;
  /** Default `today`: who was to be served and was not still waits. */
  readonly pastDueDemand?: PastDueRule | undefined;
  /**
   * What a bucket that ends below zero means for later ones. `carry`: the lack is made good by the next supply. `forgive`: it is never made good. `clamp`: as `carry`,
   * shown as zero. Default `carry`.
   */
  readonly shortage?: 'carry' | 'forgive' | 'clamp' | undefined;
  /** Kept back from every promise, in grains. Default none. */
  readonly safetyStock?: Grains | undefined;
  /** Whether goods end at their date. Default `respect`. */
  readonly shelfLife?: 'respect' | 'ignore' | undefined;
  /** Days of life that goods must have left when promised. Default 0. */
  readonly remainingDaysMin?: number | undefined;
  /** On which days lead times run. Default: every day. */
  readonly calendar?: WorkCalendar | undefined;
}

/** The policy before anyone gave one. */
export const DEFAULT_PROMISE_POLICY: PromisePolicy = { version: 'default' };

/** The most days a promise policy may name: a hundred years. */
export const PROMISE_DAYS_MAX = 36_600;
