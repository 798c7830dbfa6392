import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import { availableToPromiseSeries, type BalanceSeries } from '../balance-series.js';
import type { PlanningTable } from './dialect.js';

/** Balance and cumulative available to promise of a table. */
export function tableSeries({ opening, periods }: PlanningTable): BalanceSeries {
  return availableToPromiseSeries({ opening, supply: periods.map(({ supply }) => supply), demand: periods.map(({ demand }) => demand) });
}

/** What each period leaves by itself: supply less demand. The opening belongs to the first. */
export function netOfPeriods({ opening, periods }: PlanningTable): Grains[] {
  return periods.map(({ supply, demand }, index) => subtractGrains(index === 0 ? addGrains(opening, supply) : supply, demand));
}

/** Where a period begins that has a receipt of its own; the first always does, with what is there. */
export function receiptPeriods({ periods }: PlanningTable): readonly number[] {
  return periods.flatMap(({ supply }, index) => (index === 0 || supply > 0 ? [index] : []));
}

/** What each receipt leaves of itself after all demand until the next one: signed, by period, `undefined` where there is no receipt. */
export function netOfReceipts(table: PlanningTable): (Grains | undefined)[] {
  const net = netOfPeriods(table);
  const row: (Grains | undefined)[] = net.map(() => undefined);
  let receipt = 0;
  net.forEach((amount, index) => {
    if (index === 0 || table.periods[index]!.supply > 0) receipt = index;
    row[receipt] = addGrains(row[receipt] ?? grains(0), amount);
  });
  return row;
}
