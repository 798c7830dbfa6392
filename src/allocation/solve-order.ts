import { fillOrder, fillsMost, packsAlike, type OrderFill, type OrderProblem } from './order-problem.js';
import { fillCheapest } from './search-cheapest.js';
import { coverGreedily, fillBounds, fillMost, type FillBounds, type FoundSet, type SearchBudget } from './search-sets.js';
import type { SourcingRule } from './sourcing-request.js';

/** A choice for one order, and how good it is known to be. */
export interface SolvedOrder {
  readonly fill: OrderFill;
  readonly exact: boolean;
  readonly filledAtMost: number;
  readonly value?: number | undefined;
  readonly atLeast?: number | undefined;
}

/** Chooses where an order comes from. Candidates stand in the order of preference of the rule. */
export function solveOrder(problem: OrderProblem, rule: SourcingRule, searchLimit: number): SolvedOrder {
  const everywhere = places(problem.size);
  const search: Search = {
    problem,
    budget: { left: searchLimit },
    shipmentsMax: Math.min(problem.shipmentsMax, problem.size),
    fillsExactly: fillsMost(problem),
    all: fillOrder(problem, () => everywhere),
    bounds: fillBounds(problem),
  };
  switch (rule) {
    case 'priority':
    case 'nearest':
      return inOrder(search);
    case 'fewestShipments':
      return withFewest(search);
    case 'minimumCost':
      return atLeastCost(search);
  }
}

interface Search {
  readonly problem: OrderProblem;
  readonly budget: SearchBudget;
  readonly shipmentsMax: number;
  /** Whether a set of candidates is filled as far as it can be. */
  readonly fillsExactly: boolean;
  /** What all candidates fill together. */
  readonly all: OrderFill;
  readonly bounds: FillBounds;
}

interface Filled {
  readonly fill: OrderFill;
  /** Whether no choice within the limits fills more. */
  readonly most: boolean;
  readonly filledAtMost: number;
}

function inOrder(search: Search): SolvedOrder {
  const { fill, most, filledAtMost } = mostWithin(search);
  return { fill, exact: most, filledAtMost };
}

/** As much as can be filled within the limits, by preference. */
function mostWithin(search: Search): Filled {
  const { all, shipmentsMax } = search;
  const { fill, certain } = all.used.size <= shipmentsMax ? { fill: all, certain: true } : searchMost(search, shipmentsMax, all.filled);
  const bound = boundFor(search, shipmentsMax);
  const most = (certain && search.fillsExactly) || fill.filled === bound;
  return { fill, most, filledAtMost: most ? fill.filled : bound };
}

/** The most that so many candidates fill, as far as it is searched; where the search is cut short, no less than a greedy choice. */
function searchMost({ problem, bounds, budget }: Search, count: number, enough: number): FoundSet {
  const found = fillMost(problem, bounds, count, enough, budget);
  return found.certain ? found : { fill: betterFill(found.fill, coverGreedily(problem, bounds, enough)), certain: false };
}

function withFewest(search: Search): SolvedOrder {
  const { all, shipmentsMax } = search;
  let found = fewestFor(search, all.filled);
  let certain = search.fillsExactly;
  if (found.fill.filled < all.filled) {
    // The limits are in the way: first how much can be filled within them, then from how few that can be.
    const within = searchMost(search, shipmentsMax, all.filled);
    const fill = betterFill(within.fill, found.fill);
    const fewest = fewestFor(search, fill.filled);
    found = fewest.fill.filled >= fill.filled ? fewest : { fill, certain: false };
    certain &&= within.certain;
  }
  const { fill } = found;
  const bound = boundFor(search, shipmentsMax);
  const most = certain || fill.filled === bound;
  const value = fill.used.size;
  const atLeast = found.certain ? value : leastCount(search, fill.filled);
  return { fill, exact: most && value === atLeast, filledAtMost: most ? fill.filled : bound, value, atLeast };
}

interface Fewest {
  readonly fill: OrderFill;
  /** Whether fewer candidates are known not to fill as much. */
  readonly certain: boolean;
}

/** The fewest candidates that fill a target, if that is found within the limits; else the most that was filled. */
function fewestFor(search: Search, target: number): Fewest {
  const { problem, shipmentsMax, budget } = search;
  let best = fillOrder(problem, () => []);
  for (let count = leastCount(search, target); count <= shipmentsMax; count++) {
    const found = fillMost(problem, search.bounds, count, target, budget);
    best = betterFill(best, found.fill);
    if (best.filled >= target) return { fill: best, certain: search.fillsExactly };
    if (!found.certain) return { fill: betterFill(best, coverGreedily(problem, search.bounds, target)), certain: false };
  }
  return { fill: best, certain: search.fillsExactly };
}

function atLeastCost(search: Search): SolvedOrder {
  const { problem, budget } = search;
  const within = mostWithin(search);
  const found = fillCheapest(problem, within.fill.filled, within.fill, budget);
  // The cheapest of a set first is the cheapest way only if packs do not stand in the way and any number of places may be used.
  const cheapest = found.certain && packsAlike(problem) && problem.placesPerItemMax >= problem.size;
  const atLeast = cheapest ? found.cost : found.atLeast;
  return { fill: found.fill, exact: within.most && found.cost === atLeast, filledAtMost: within.filledAtMost, value: found.cost, atLeast };
}

/** The least number of candidates whose greatest offers could fill as much. */
function leastCount(search: Search, target: number): number {
  let count = 0;
  while (count < search.problem.size && boundFor(search, count) < target) count++;
  return count;
}

function boundFor({ bounds, problem }: Search, count: number): number {
  const placesMax = problem.before.reduce((most, { size }) => Math.max(most, size), problem.placesPerItemMax);
  return bounds.joined(problem.demands.map(() => 0), 0, Math.min(count, placesMax));
}

/** The one that fills more; of as much, the first. */
function betterFill(one: OrderFill, other: OrderFill): OrderFill {
  return other.filled > one.filled ? other : one;
}

function places(size: number): number[] {
  return Array.from({ length: size }, (_, place) => place);
}
