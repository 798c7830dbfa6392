import type { Dialect } from './dialect.js';
import { netOfReceipts } from './table-series.js';

/**
 * The textbook's discrete figure: a receipt, the first with what is there, less all demand until the next. It may be below zero although earlier receipts have goods left.
 */
export const textbookDiscreteRaw: Dialect = {
  name: 'textbookDiscreteRaw',
  title: 'Textbook, discrete',
  source: 'W. J. Stevenson, Operations Management, master scheduling',
  terms: { shows: 'perReceipt', looksAhead: 'toNextReceipt', shortage: 'forgiven', below: 'signed' },
  reads: {},
  row: netOfReceipts,
};
