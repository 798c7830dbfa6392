import type { Instant } from '../foundation/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';

/** How much was shipped by when, as two columns in order of time: one entry for each instant, with the running total up to it. */
export interface ShipmentColumn {
  readonly times: Instant[];
  readonly totals: Grains[];
  /** What was there before this column began: the committed part, seen from a draft. */
  readonly earlier: ShipmentColumn | undefined;
  /** The layer that may write it. */
  readonly layer: number;
}

const ZERO = grains(0);

/** A column with nothing in it, in front of an earlier one if given. */
export function startColumn(layer: number, earlier?: ShipmentColumn): ShipmentColumn {
  return { times: [], totals: [], earlier, layer };
}

/** Adds a signed amount at an instant. Work grows with how many later instants the column has. */
export function addShipment({ times, totals }: ShipmentColumn, at: Instant, amount: Grains): void {
  let index = times.length;
  while (index > 0 && (times[index - 1]!) > at) {
    index--;
    totals[index] = addGrains(totals[index]!, amount);
  }
  if (index > 0 && times[index - 1] === at) {
    totals[index - 1] = addGrains(totals[index - 1]!, amount);
    return;
  }
  times.splice(index, 0, at);
  totals.splice(index, 0, addGrains(totals[index - 1] ?? ZERO, amount));
}

/** What was shipped from an instant on and before another; found by halving. */
export function shippedWithin(column: ShipmentColumn, from: Instant, until: Instant): Grains {
  const own = subtractGrains(totalBefore(column, until), totalBefore(column, from));
  return column.earlier === undefined ? own : addGrains(own, shippedWithin(column.earlier, from, until));
}

/** Adds what a draft noted to the committed column. */
export function appendColumn(column: ShipmentColumn, addition: ShipmentColumn): void {
  addition.times.forEach((at, index) => {
    addShipment(column, at, subtractGrains(addition.totals[index]!, addition.totals[index - 1] ?? ZERO));
  });
}

/** Every instant with what was shipped at it, in order of time; instants whose amounts cancel are left out. */
export function shippedByInstant(column: ShipmentColumn): readonly (readonly [Instant, Grains])[] {
  const whole = startColumn(column.layer);
  for (let part: ShipmentColumn | undefined = column; part !== undefined; part = part.earlier) appendColumn(whole, part);
  return whole.times.map((at, index) => [at, subtractGrains(whole.totals[index]!, whole.totals[index - 1] ?? ZERO)] as const).filter(([, amount]) => amount !== 0);
}

function totalBefore({ times, totals }: ShipmentColumn, at: Instant): Grains {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle]!) < at) low = middle + 1;
    else high = middle;
  }
  return totals[low - 1] ?? ZERO;
}
