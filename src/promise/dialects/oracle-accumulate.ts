import { sumGrains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { consumedBackward } from './oracle-backward.js';

/**
 * Oracle's backward consumption with accumulation: what periods have left adds up from one to the next. A period that lacks shows its lack and adds nothing, so the lack
 * is forgotten in the figures after it.
 */
export const oracleAccumulate: Dialect = {
  name: 'oracleAccumulate',
  title: 'Oracle, backward consumption and accumulation',
  source: 'https://docs.oracle.com/cd/A60725_05/html/comnls/us/inv/atpcal03.htm',
  terms: { shows: 'cumulative', looksAhead: 'toTheEnd', shortage: 'forgiven', below: 'signed' },
  reads: { bucket: 'supply', pastDueSupply: 'today', pastDueDemand: 'today' },
  row(table, settings) {
    const left = consumedBackward(table, settings);
    const { accumulationPeriods = Infinity } = settings;
    return left.map((amount, index) => (amount < 0 ? amount : sumGrains(left.slice(Math.max(index - accumulationPeriods, 0), index + 1).filter((one) => one > 0))));
  },
};
