import { addGrains, grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { netOfReceipts } from './table-series.js';

/**
 * JD Edwards' cumulative available to promise: what is available, and each replenishment, less customer orders before the next one, added up. Demand behind the next
 * replenishment is not seen, so the figure may fall later.
 */
export const jdEdwards: Dialect = {
  name: 'jdEdwards',
  title: 'JD Edwards, cumulative',
  source: 'https://docs.oracle.com/en/applications/jd-edwards/supply-chain-manufacturing/9.2/eoarp/cumulative-available-to-promise-calculation.html',
  terms: { shows: 'cumulative', looksAhead: 'toNextReceipt', shortage: 'carried', below: 'signed' },
  reads: {},
  row(table) {
    let sum = grains(0);
    return netOfReceipts(table).map((amount) => (sum = addGrains(sum, amount ?? grains(0))));
  },
};
