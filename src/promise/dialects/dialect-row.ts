import type { Instant } from '../../foundation/index.js';
import { addGrains, grains } from '../../quantity/index.js';
import { bucketed, type Bucketed } from '../bucketed.js';
import { invalid } from '../invalid.js';
import type { PromisePolicy } from '../promise-policy.js';
import { promiseRules, wholeFrom } from '../promise-rules.js';
import { promiseWindow } from '../promise-window.js';
import type { Schedule } from '../schedule.js';
import { bucketOf, type Timeline } from '../timeline.js';
import type { Dialect, DialectName, DialectRow, DialectSettings, PlanningTable } from './dialect.js';
import { DIALECTS } from './dialects.js';

/** How many periods a table may have. */
export const PERIODS_MAX = 36_600;

/** What one system would say of a schedule. */
export interface DialectQuery extends DialectSettings {
  readonly schedule: Schedule;
  readonly at: Instant;
  /** Where it is silent, the system's own way of reading a schedule holds, and then the default. */
  readonly policy?: Omit<PromisePolicy, 'version'> | undefined;
}

/** The figures of a dialect for a planning table. @throws InventoryError `promise.invalid` */
export function dialectRow(name: DialectName, table: PlanningTable, settings: DialectSettings = {}): DialectRow {
  const dialect = dialectOf(name);
  if (!Number.isSafeInteger(table.opening)) throw invalid('$.opening', 'whole grains', table.opening);
  if (table.periods.length === 0 || table.periods.length > PERIODS_MAX) throw invalid('$.periods', `from 1 to ${PERIODS_MAX} periods`, table.periods.length);
  table.periods.forEach((period, index) => {
    for (const side of ['supply', 'demand'] as const) {
      if (!Number.isSafeInteger(period[side]) || period[side] < 0) throw invalid(`$.periods[${index}].${side}`, 'whole grains, not below zero', period[side]);
    }
  });
  if (settings.accumulationPeriods !== undefined) wholeFrom(0, settings.accumulationPeriods, '$.accumulationPeriods', PERIODS_MAX);
  return dialect.row(table, settings);
}

/** A dialect by its name. @throws InventoryError `promise.invalid` if there is none. */
export function dialectOf(name: DialectName): Dialect {
  if (!Object.hasOwn(DIALECTS, name)) throw invalid('$.dialect', `one of ${Object.keys(DIALECTS).join(', ')}`, name);
  return DIALECTS[name];
}

/** The planning table in which a dialect reads a schedule. Goods are taken to keep: no dialect knows of shelf life. @throws InventoryError `promise.invalid` */
export function planningTable(name: DialectName, query: DialectQuery): PlanningTable {
  const counted = readBy(dialectOf(name), query);
  return tableOver(counted, counted.timeline);
}

/** The schedule as a dialect cuts it, in buckets of another dialect's choice if so asked. */
export function readBy(dialect: Dialect, { schedule, at, policy }: DialectQuery, bucket?: PromisePolicy['bucket']): Bucketed {
  const rules = promiseRules({ ...dialect.reads, ...(bucket === undefined ? {} : { bucket }), ...policy, version: 'dialect', shelfLife: 'ignore' });
  return bucketed(schedule, promiseWindow(rules, at));
}

/** What was counted as a table over given periods, which may be finer than the buckets it was cut into. */
export function tableOver({ opening, supplies, demands }: Bucketed, timeline: Timeline): PlanningTable {
  const periods = Array.from(timeline.starts, (startAt) => ({ startAt, supply: grains(0), demand: grains(0) }));
  for (const { at, grains: amount } of supplies) {
    const period = periods[bucketOf(timeline, at)]!;
    period.supply = addGrains(period.supply, amount);
  }
  for (const { at, grains: amount } of demands) {
    const period = periods[bucketOf(timeline, at)]!;
    period.demand = addGrains(period.demand, amount);
  }
  return { opening, periods };
}
