import { grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { receiptPeriods, tableSeries } from './table-series.js';

/** NetSuite's discrete method: what each supply adds by itself. A lack takes from the supplies before it. */
export const netsuiteDiscrete: Dialect = {
  name: 'netsuiteDiscrete',
  title: 'NetSuite, discrete',
  source: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_N2301636.html',
  terms: { shows: 'perReceipt', looksAhead: 'toTheEnd', shortage: 'carried', below: 'signed' },
  reads: { bucket: 'supply' },
  row(table) {
    const { cumulative } = tableSeries(table);
    const receipts = new Set(receiptPeriods(table));
    return Array.from(cumulative, (amount, index) => (receipts.has(index) ? grains(amount - (index === 0 ? 0 : cumulative[index - 1]!)) : undefined));
  },
};
