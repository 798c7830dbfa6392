import { fillOrder, packsAlike, type OrderFill, type OrderProblem } from './order-problem.js';

/** A count of choices that may still be looked at, over all searches for one order. */
export interface SearchBudget {
  left: number;
}

/** The best set found. */
export interface FoundSet {
  readonly fill: OrderFill;
  /** Whether every other set was looked at or ruled out. */
  readonly certain: boolean;
}

/**
 * The set of at most `count` candidates that fills most, the first by preference of those that fill as much. Stops at once when `enough` is filled. Branch and bound:
 * sets with a better candidate come first, and a branch is left when even the greatest offers that could join it would not fill more.
 */
export function fillMost(problem: OrderProblem, bounds: FillBounds, count: number, enough: number, budget: SearchBudget): FoundSet {
  const { size, demands, usable } = problem;
  const sums = demands.map(() => 0);
  const chosen: number[] = [];
  let best: readonly number[] = [];
  let filled = 0;
  let certain = true;
  const add = (place: number, times: number): void => {
    for (let item = 0; item < demands.length; item++) sums[item]! += times * usable[item]![place]!;
  };
  /** Looks at the sets that extend the chosen ones by candidates from `next` on; false to stop. */
  const extend = (next: number): boolean => {
    for (let place = next; place < size; place++) {
      if (bounds.joined(sums, place, count - chosen.length) <= filled) return true;
      if (budget.left === 0) {
        certain = false;
        return false;
      }
      budget.left--;
      chosen.push(place);
      add(place, 1);
      const now = bounds.filledBy(chosen, sums);
      if (now > filled) [best, filled] = [[...chosen], now];
      // A full set is not extended, though its bound may be above what its packs fill.
      const goOn = filled < enough && (chosen.length === count || extend(place + 1));
      chosen.pop();
      add(place, -1);
      if (!goOn) return false;
    }
    return true;
  };
  extend(0);
  return { fill: fillOrder(problem, () => best), certain };
}

/** What sets of candidates fill, and what they could fill at most. */
export interface FillBounds {
  /** What a set fills, told with its offers summed by item. */
  readonly filledBy: (chosen: readonly number[], sums: readonly number[]) => number;
  /** What offers already summed by item could fill at most with the greatest `more` offers of each item among the candidates from `next` on. */
  readonly joined: (sums: readonly number[], next: number, more: number) => number;
}

/** Makes the bounds of an order ready. That all sums are exact was checked when the order was put into numbers. */
export function fillBounds(problem: OrderProblem): FillBounds {
  const { demands, usable, size, placesPerItemMax } = problem;
  const capped = (item: number, sum: number): number => (sum < demands[item]! ? sum : demands[item]!);
  const greatest = usable.map(greatestSums);
  // Where packs are alike and any number of places may serve an item, a set fills what its offers sum to; else it must be filled to be known.
  const additive = packsAlike(problem) && placesPerItemMax >= size;
  return {
    filledBy: (chosen, sums) => (additive ? sums.reduce((all, sum, item) => all + capped(item, sum), 0) : fillOrder(problem, () => chosen).filled),
    joined(sums, next, more) {
      let all = 0;
      for (let item = 0; item < demands.length; item++) all += capped(item, sums[item]! + greatest[item]!(next, more));
      return all;
    },
  };
}

/** The sum of the greatest offers among the candidates from one on. Worked out once for each first candidate, when first asked. */
function greatestSums(offers: readonly number[]): (next: number, count: number) => number {
  const known: (readonly number[])[] = [];
  return (next, count) => {
    let sums = known[next];
    if (sums === undefined) {
      let sum = 0;
      sums = [0, ...offers.slice(next).filter((offer) => offer > 0).sort((one, other) => other - one).map((offer) => (sum += offer))];
      known[next] = sums;
    }
    return sums[Math.min(count, sums.length - 1)]!;
  };
}

/** A set that fills as much as all candidates together, found without searching: always adding the candidate that fills most of what is missing. */
export function coverGreedily(problem: OrderProblem, bounds: FillBounds, enough: number): OrderFill {
  const { size, usable, shipmentsMax } = problem;
  let chosen: readonly number[] = [];
  let filled = 0;
  while (filled < enough && chosen.length < Math.min(size, shipmentsMax)) {
    let next: { readonly set: readonly number[]; readonly filled: number } = { set: [], filled: -1 };
    for (let place = 0; place < size; place++) {
      if (chosen.includes(place)) continue;
      const set = [...chosen, place].sort((one, other) => one - other);
      const now = bounds.filledBy(set, usable.map((offers) => set.reduce((sum, one) => sum + offers[one]!, 0)));
      if (now > next.filled) next = { set, filled: now };
    }
    chosen = next.set;
    filled = next.filled;
  }
  return fillOrder(problem, () => chosen);
}
