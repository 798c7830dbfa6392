import { grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { tableSeries } from './table-series.js';

/** NetSuite's cumulative method with look-ahead: what all supplies up to a date leave after all demand. */
export const netsuiteCumulative: Dialect = {
  name: 'netsuiteCumulative',
  title: 'NetSuite, cumulative with look-ahead',
  source: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N2301636.html',
  terms: { shows: 'cumulative', looksAhead: 'toTheEnd', shortage: 'carried', below: 'signed' },
  reads: { bucket: 'supply' },
  row: (table) => Array.from(tableSeries(table).cumulative, grains),
};
