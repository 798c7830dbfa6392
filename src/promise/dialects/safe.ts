import { grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { tableSeries } from './table-series.js';

/** Ours: the least balance from a period to the end. */
export const safe: Dialect = {
  name: 'safe',
  title: 'Safe (full look-ahead)',
  source: 'docs/concepts/promising.md',
  terms: { shows: 'cumulative', looksAhead: 'toTheEnd', shortage: 'carried', below: 'signed' },
  reads: {},
  row: (table) => Array.from(tableSeries(table).cumulative, grains),
};
