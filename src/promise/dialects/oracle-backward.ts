import { addGrains, grains, negateGrains, subtractGrains, type Grains } from '../../quantity/index.js';
import type { Dialect, DialectSettings, PlanningTable } from './dialect.js';
import { netOfPeriods } from './table-series.js';

/** Oracle's backward consumption: a period that lacks takes from the nearest earlier ones that have left. What it cannot get stays as a figure below zero. */
export const oracleBackward: Dialect = {
  name: 'oracleBackward',
  title: 'Oracle, backward consumption',
  source: 'https://docs.oracle.com/cd/A60725_05/html/comnls/us/inv/atpcal02.htm',
  terms: { shows: 'perPeriod', looksAhead: 'toTheEnd', shortage: 'forgiven', below: 'signed' },
  reads: { bucket: 'supply', pastDueSupply: 'today', pastDueDemand: 'today' },
  row: consumedBackward,
};

/** What each period has left once those that lack have taken from those before them, the nearest first, no further back than the accumulation window. */
export function consumedBackward(table: PlanningTable, { accumulationPeriods = Infinity }: DialectSettings): Grains[] {
  const left = netOfPeriods(table);
  for (let index = 1; index < left.length; index++) {
    for (let earlier = index - 1; earlier >= Math.max(index - accumulationPeriods, 0) && left[index]! < 0; earlier--) {
      if (left[earlier]! <= 0) continue;
      const lacking = negateGrains(left[index]!);
      const taken = grains(Math.min(left[earlier]!, lacking));
      left[earlier] = subtractGrains(left[earlier]!, taken);
      left[index] = addGrains(left[index]!, taken);
    }
  }
  return left;
}
