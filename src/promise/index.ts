/**
 * What may be promised of goods that are there, come and go. Its law: accepting any amount up to the answer leaves every earlier promise whole, and one grain more
 * would not; the same schedule, policy and instant give the same answer everywhere.
 * @module
 */
export type { DatedDemand, DatedDemandClass, DatedLot, DatedSupply, Schedule } from './schedule.js';
export { SCHEDULE_LINES_MAX } from './schedule.js';
export { DEFAULT_PROMISE_POLICY, PROMISE_DAYS_MAX, type BucketRule, type PastDueRule, type PromisePolicy } from './promise-policy.js';
export { promiseRules, type PastDueDays, type PromiseRules } from './promise-rules.js';
export { promiseWindow, type LateLines, type PromiseWindow } from './promise-window.js';
export { addWorkingDays, CALENDAR_DATES_MAX, everyDay, subtractWorkingDays, workDays, type WorkCalendar, type WorkDays } from './work-calendar.js';
export { countedAt, countedSupply, type LeftOut, type LeftOutReason } from './counted-lines.js';
export { availableToPromiseSeries, type BalanceSeries, type SeriesInput } from './balance-series.js';
export {
  availableToPromise, bucketAt, projectedBalance, type AvailableToPromise, type BalanceBucket, type ProjectedBalance, type PromiseBucket, type CountedSchedule,
} from './available-to-promise.js';
export { promiseIndex, type PromiseIndex } from './promise-index.js';
export { availableKits, type KitBucket } from './available-kits.js';
export { datesBackward, datesForward, type ShipmentDates, type ShipmentLead } from './shipment-dates.js';
export {
  PROMISE_SOURCES_MAX, type PromiseComponent, type PromiseMode, type PromiseProtection, type PromiseRequest, type PromiseSource,
} from './promise-request.js';
export type { PromiseBasis } from './source-offers.js';
export { promise, type Promised, type PromisedShipment, type PromiseGap, type PromiseRefused } from './promise.js';
export type { Dialect, DialectName, DialectRow, DialectSettings, DialectTerms, PlanningPeriod, PlanningTable } from './dialects/dialect.js';
export { DIALECTS } from './dialects/dialects.js';
export { dialectRow, PERIODS_MAX, planningTable, type DialectQuery } from './dialects/dialect-row.js';
export { compareDialects, compareDialectTables, type ComparedPeriod, type DialectComparison, type DialectDifference } from './dialects/compare-dialects.js';
export { dialectText, type DialectTextOptions } from './dialects/dialect-text.js';
export { explainPromise, type BalanceTerm, type FreeingChange, type PromiseExplanation, type PromiseQuestion } from './explain-promise.js';
export { promiseChart, type ChartPoint, type PromiseChart } from './promise-chart.js';
export { promiseChartText, type ChartTextOptions } from './promise-chart-text.js';
export { promiseChartSvg, type ChartSvgOptions } from './promise-chart-svg.js';
export { scheduleFrom, type ScheduleFrom, type ScheduleInput } from './schedule-from.js';
