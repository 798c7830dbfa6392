import { isIdentifier, isTimeZone } from '../foundation/index.js';
import type { SupplyClass } from '../model/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { invalid } from './invalid.js';
import { PROMISE_DAYS_MAX, type BucketRule, type PastDueRule, type PromisePolicy } from './promise-policy.js';
import type { DatedDemandClass } from './schedule.js';
import { everyDay, workDays, type WorkDays } from './work-calendar.js';

/** A past-due rule with its days: `undefined` for lines that are left out. */
export interface PastDueDays {
  /** Days back that still count; Infinity for all. */
  readonly fenceDays: number;
  readonly offsetDays: number;
}

/** A promise policy, checked and complete. Made once by {@link promiseRules}, never by hand. */
export interface PromiseRules {
  readonly version: string;
  readonly timeZone: string;
  readonly bucket: BucketRule;
  readonly weekStartsOn: number;
  readonly horizonDays: number | undefined;
  readonly horizonEnd: 'unknown' | 'unlimited' | { readonly leadTimeDays: number };
  readonly supply: Readonly<Record<SupplyClass, number>>;
  readonly confidenceMin: number;
  readonly demand: Readonly<Record<DatedDemandClass, boolean>>;
  readonly pastDueSupply: PastDueDays | undefined;
  readonly pastDueDemand: PastDueDays | undefined;
  readonly shortage: 'carry' | 'forgive' | 'clamp';
  readonly safetyStock: Grains;
  readonly shelfLife: 'respect' | 'ignore';
  readonly remainingDaysMin: number;
  readonly calendar: WorkDays;
}

const BUCKETS: readonly BucketRule[] = ['instant', 'day', 'week', 'supply'];
const SHORTAGES = ['carry', 'forgive', 'clamp'] as const;
const SHELF_LIVES = ['respect', 'ignore'] as const;
const SUPPLY: Readonly<Record<SupplyClass, number>> = { onOrder: 100, inTransit: 100, provisionalReceipt: 0, planned: 0 };
const DEMAND: Readonly<Record<DatedDemandClass, boolean>> = { confirmed: true, reservation: true, backorder: true, forecast: false };

/**
 * Checks a policy and fills in what it leaves out.
 * @throws InventoryError `promise.invalid` saying where and what.
 */
export function promiseRules(policy: PromisePolicy): PromiseRules {
  const { timeZone = 'UTC', horizonDays, safetyStock = grains(0) } = policy;
  if (typeof policy.version !== 'string' || !isIdentifier(policy.version)) throw invalid('$.version', 'an identifier', policy.version);
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) throw invalid('$.timeZone', 'a time zone by its IANA name', timeZone);
  if (horizonDays !== undefined) wholeFrom(1, horizonDays, '$.horizonDays');
  if (!Number.isSafeInteger(safetyStock) || safetyStock < 0) throw invalid('$.safetyStock', 'whole grains, not below zero', safetyStock);
  return {
    version: policy.version,
    timeZone,
    bucket: oneOf(BUCKETS, policy.bucket ?? 'instant', '$.bucket'),
    weekStartsOn: wholeFrom(1, policy.weekStartsOn ?? 1, '$.weekStartsOn', 7),
    horizonDays,
    horizonEnd: horizonEnd(policy.horizonEnd ?? 'unknown', horizonDays),
    supply: classes(SUPPLY, policy.supply, '$.supply', (percent, path) => wholeFrom(0, percent, path, 100)),
    confidenceMin: wholeFrom(0, policy.confidenceMin ?? 0, '$.confidenceMin', 100),
    demand: classes(DEMAND, policy.demand, '$.demand', truth),
    pastDueSupply: pastDue(policy.pastDueSupply ?? 'drop', '$.pastDueSupply'),
    pastDueDemand: pastDue(policy.pastDueDemand ?? 'today', '$.pastDueDemand'),
    shortage: oneOf(SHORTAGES, policy.shortage ?? 'carry', '$.shortage'),
    safetyStock,
    shelfLife: oneOf(SHELF_LIVES, policy.shelfLife ?? 'respect', '$.shelfLife'),
    remainingDaysMin: wholeFrom(0, policy.remainingDaysMin ?? 0, '$.remainingDaysMin'),
    calendar: policy.calendar === undefined ? everyDay(timeZone) : workDays(policy.calendar, '$.calendar'),
  };
}

function horizonEnd(end: Exclude<PromisePolicy['horizonEnd'], undefined>, horizonDays: number | undefined): PromiseRules['horizonEnd'] {
  if (end === 'unlimited' && horizonDays === undefined) throw invalid('$.horizonEnd', 'a policy with horizonDays, from whose end on any amount can be had', end);
  if (end === 'unknown' || end === 'unlimited') return end;
  if (typeof end !== 'object') throw invalid('$.horizonEnd', 'unknown, unlimited or a lead time', end);
  return { leadTimeDays: wholeFrom(0, end.leadTimeDays, '$.horizonEnd.leadTimeDays') };
}

function pastDue(rule: PastDueRule, path: string): PastDueDays | undefined {
  if (rule === 'drop') return undefined;
  if (rule === 'today') return { fenceDays: Infinity, offsetDays: 0 };
  if (typeof rule !== 'object') throw invalid(path, 'drop, today, or days', rule);
  return {
    fenceDays: rule.fenceDays === undefined ? Infinity : wholeFrom(0, rule.fenceDays, `${path}.fenceDays`),
    offsetDays: wholeFrom(0, rule.offsetDays ?? 0, `${path}.offsetDays`),
  };
}

/** Settings by class: the defaults, with those given in their place. A class nobody knows is a mistake worth hearing of. */
function classes<Class extends string, Value>(
  defaults: Readonly<Record<Class, Value>>, given: Readonly<Partial<Record<Class, Value | undefined>>> | undefined, path: string, check: (value: Value, path: string) => Value,
): Readonly<Record<Class, Value>> {
  const known = Object.keys(defaults) as Class[];
  for (const name of Object.keys(given ?? {})) oneOf<string>(known, name, path);
  return Object.fromEntries(known.map((name) => [name, check(given?.[name] ?? defaults[name], `${path}.${name}`)])) as Record<Class, Value>;
}

function truth(value: boolean, path: string): boolean {
  if (typeof value !== 'boolean') throw invalid(path, 'true or false', value);
  return value;
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: Choice, path: string): Choice {
  if (!choices.includes(value)) throw invalid(path, `one of ${choices.join(', ')}`, value);
  return value;
}

/** A whole number within bounds. @throws InventoryError `promise.invalid` */
export function wholeFrom(least: number, value: number, path: string, most = PROMISE_DAYS_MAX): number {
  if (!Number.isInteger(value) || value < least || value > most) throw invalid(path, `a whole number from ${least} to ${most}`, value);
  return value;
}
