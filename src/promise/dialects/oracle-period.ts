import type { Dialect } from './dialect.js';
import { netOfPeriods } from './table-series.js';

/** Oracle's available to promise by period without consumption: supply of a period less its demand. Periods run from one supply to the next. */
export const oraclePeriod: Dialect = {
  name: 'oraclePeriod',
  title: 'Oracle, period',
  source: 'https://docs.oracle.com/cd/A60725_05/html/comnls/us/inv/atperiod.htm',
  terms: { shows: 'perPeriod', looksAhead: 'never', shortage: 'forgiven', below: 'signed' },
  reads: { bucket: 'supply', pastDueSupply: 'today', pastDueDemand: 'today' },
  row: netOfPeriods,
};
