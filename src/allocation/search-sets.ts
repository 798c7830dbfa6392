import { fillOrder, type OrderFill, type OrderProblem } from './order-problem.js';

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
export function fillMost(problem: OrderProblem, count: number, enough: number, budget: SearchBudget): FoundSet {
  const bound = boundOf(problem);
  const chosen: number[] = [];
  let best = fillOrder(problem, () => []);
  let certain = true;
  /** Looks at the sets that extend the chosen ones by candidates from `next` on; false to stop. */
  const extend = (next: number): boolean => {
    for (let place = next; place < problem.size; place++) {
      if (bound(chosen, place, count - chosen.length) <= best.filled) return true;
      if (budget.left === 0) {
        certain = false;
        return false;
      }
      budget.left--;
      chosen.push(place);
      const fill = fillOrder(problem, () => chosen);
      if (fill.filled > best.filled) best = fill;
      const goOn = best.filled < enough && (chosen.length === count || extend(place + 1));
      chosen.pop();
      if (!goOn) return false;
    }
    return true;
  };
  if (count > 0 && best.filled < enough) extend(0);
  return { fill: best, certain };
}

/** What a set could fill at most: its own offers, and the greatest `more` offers of each item among the candidates from `next` on. */
export function boundOf({ demands, usable, size }: OrderProblem): (chosen: readonly number[], next: number, more: number) => number {
  const greatestFirst = usable.map((offers) => Array.from({ length: size }, (_, place) => place).filter((place) => offers[place]! > 0).sort((one, other) => offers[other]! - offers[one]!));
  return (chosen, next, more) => {
    let sum = 0;
    for (const [item, demand] of demands.entries()) {
      const offers = usable[item]!;
      let filled = 0;
      for (const place of chosen) filled += offers[place]!;
      let joining = more;
      for (const place of greatestFirst[item]!) {
        if (joining === 0 || filled >= demand) break;
        if (place < next) continue;
        filled += offers[place]!;
        joining--;
      }
      sum += Math.min(filled, demand);
    }
    return sum;
  };
}

/** A set that fills as much as all candidates together, found without searching: always adding the candidate that fills most of what is missing. */
export function coverGreedily(problem: OrderProblem, enough: number): OrderFill {
  const chosen: number[] = [];
  let best = fillOrder(problem, () => []);
  while (best.filled < enough && chosen.length < Math.min(problem.size, problem.shipmentsMax)) {
    let next: { readonly fill: OrderFill; readonly place: number } | undefined;
    for (let place = 0; place < problem.size; place++) {
      if (chosen.includes(place)) continue;
      const set = [...chosen, place].sort((one, other) => one - other);
      const fill = fillOrder(problem, () => set);
      if (next === undefined || fill.filled > next.fill.filled) next = { fill, place };
    }
    if (next === undefined) break;
    chosen.push(next.place);
    best = next.fill;
  }
  return best;
}
