import { assert } from '../foundation/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { BalanceSeries } from './balance-series.js';

/** Goods that may be used from one bucket to another, both included. */
export interface UsableLot {
  readonly first: number;
  /** Infinity for goods that keep. */
  readonly last: number;
  readonly grains: Grains;
}

/** A series of goods that end, with what ended unused before each bucket. */
export interface ShelfLifeSeries extends BalanceSeries {
  readonly ended: Float64Array;
}

const ZERO = grains(0);

/**
 * Balance and available to promise where goods end. Demand takes, of what is usable, what ends first; what is lacking waits and is served before later demand, or is
 * forgiven. The balance is what is usable less what waits.
 *
 * What may be taken in a bucket is exactly what leaves every service to known demand where it is: of what is left there, all but what later service needs because the
 * goods that come later do not suffice for it. Which goods those are is found once for all buckets, by serving backward in time from what comes latest: a greedy matching
 * of goods with intervals, which is a largest one, so that in each bucket the goods that came later serve as much as they can. Without goods that end the result is the
 * suffix minimum.
 */
export function shelfLifeSeries(opening: Grains, lots: readonly UsableLot[], demand: ArrayLike<number>, shortage: 'carry' | 'forgive'): ShelfLifeSeries {
  const { length } = demand;
  const shelf = served(opening, lots, demand, shortage);
  const later = servedByLater(opening, lots, shelf.service);
  const cumulative = new Float64Array(length);
  let waitingMost = 0;
  let serviceAfter = 0;
  let lotsAfter = 0;
  for (let index = length - 1; index >= 0; index--) {
    waitingMost = shortage === 'carry' ? Math.max(waitingMost, shelf.waiting[index]!) : shelf.waiting[index]!;
    const free = shelf.left[index]! - (serviceAfter - lotsAfter);
    cumulative[index] = free > 0 ? free : grains(0 - waitingMost);
    serviceAfter += shelf.service[index]!;
    lotsAfter += later[index]!;
  }
  return { projected: shelf.left.map((left, index) => left - shelf.waiting[index]!), cumulative, ended: shelf.ended };
}

interface Shelf {
  /** What is served in each bucket, to demand of that bucket or before. */
  readonly service: Float64Array;
  /** What is usable and left at the end of each bucket. */
  readonly left: Float64Array;
  /** What waits at the end of each bucket. */
  readonly waiting: Float64Array;
  /** What ended unused before each bucket. */
  readonly ended: Float64Array;
}

interface Stack { readonly first: number; readonly last: number; left: Grains }

/** Forward in time: what ends first is used first. */
function served(opening: Grains, lots: readonly UsableLot[], demand: ArrayLike<number>, shortage: 'carry' | 'forgive'): Shelf {
  const { length } = demand;
  const shelf: Shelf = { service: new Float64Array(length), left: new Float64Array(length), waiting: new Float64Array(length), ended: new Float64Array(length) };
  const arriving = byFirst(opening, lots);
  const usable: Stack[] = [];
  let waiting = opening < 0 ? grains(0 - opening) : ZERO;
  let total = ZERO;
  let next = 0;
  for (let index = 0; index < length; index++) {
    for (; next < arriving.length && arriving[next]!.first <= index; next++) {
      insertBy(usable, arriving[next]!, (lot) => -lot.last);
      total = addGrains(total, arriving[next]!.left);
    }
    // The list is ordered from what ends last to what ends first, so that both ends of a life are at its end.
    while (usable.length > 0 && usable[usable.length - 1]!.last < index) {
      const gone = usable.pop()!.left;
      shelf.ended[index] = addGrains(grains(shelf.ended[index]!), gone);
      total = subtractGrains(total, gone);
    }
    let wanted = addGrains(waiting, grains(demand[index]!));
    const most = wanted < total ? wanted : total;
    shelf.service[index] = most;
    takeFromEnd(usable, most);
    total = subtractGrains(total, most);
    wanted = subtractGrains(wanted, most);
    shelf.left[index] = total;
    shelf.waiting[index] = wanted;
    waiting = shortage === 'carry' ? wanted : ZERO;
  }
  return shelf;
}

/** Backward in time: service takes what came latest. How much of each bucket's arrivals is used so. */
function servedByLater(opening: Grains, lots: readonly UsableLot[], service: Float64Array): Float64Array {
  const used = new Float64Array(service.length);
  const ending = byFirst(opening, lots).sort((left, right) => left.last - right.last);
  const usable: Stack[] = [];
  for (let index = service.length - 1; index >= 0; index--) {
    while (ending.length > 0 && ending[ending.length - 1]!.last >= index) insertBy(usable, ending.pop()!, (lot) => lot.first);
    while (usable.length > 0 && usable[usable.length - 1]!.first > index) usable.pop();
    takeFromEnd(usable, grains(service[index]!), (lot, taken) => {
      used[lot.first] = used[lot.first]! + taken;
    });
  }
  return used;
}

/** The lots in the order they come, what is there from the start included. */
function byFirst(opening: Grains, lots: readonly UsableLot[]): Stack[] {
  const all = lots.map((lot) => ({ first: lot.first, last: lot.last, left: lot.grains }));
  if (opening > 0) all.push({ first: 0, last: Infinity, left: opening });
  return all.sort((left, right) => left.first - right.first);
}

function takeFromEnd(stacks: Stack[], amount: Grains, note?: (stack: Stack, taken: Grains) => void): void {
  let wanted = amount;
  while (wanted > 0) {
    const stack = stacks[stacks.length - 1];
    assert(stack !== undefined, 'What was served forward in time can be served backward');
    const taken = wanted < stack.left ? wanted : stack.left;
    note?.(stack, taken);
    wanted = subtractGrains(wanted, taken);
    stack.left = subtractGrains(stack.left, taken);
    if (stack.left === 0) stacks.pop();
  }
}

/** Puts a lot among others so that the list stays in rising order of a figure. */
function insertBy(stacks: Stack[], stack: Stack, figure: (lot: Stack) => number): void {
  const own = figure(stack);
  let low = 0;
  let high = stacks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (figure(stacks[middle]!) <= own) low = middle + 1;
    else high = middle;
  }
  stacks.splice(low, 0, stack);
}
