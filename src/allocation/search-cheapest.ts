import { fillOrder, mostFillable, type OrderFill, type OrderProblem } from './order-problem.js';
import type { SearchBudget } from './search-sets.js';

/** The cheapest choice found. */
export interface CheapestFound {
  readonly fill: OrderFill;
  readonly cost: number;
  /** What no choice that fills as much can cost less than, known before searching. */
  readonly atLeast: number;
  /** Whether every other set was looked at or ruled out. */
  readonly certain: boolean;
}

/** What a search has made of a candidate so far. */
const UNDECIDED = 0;
const CHOSEN = 1;
const LEFT_OUT = 2;

/**
 * The cheapest set of candidates that fills `target`, each item from the cheapest of the set first. Branch and bound over the candidates, those first that cost
 * least per unit they could ship; a branch is left when what it must cost is no less than the best, or it cannot fill the target.
 *
 * `start` is a choice that fills the target, the best so far.
 */
export function fillCheapest(problem: OrderProblem, target: number, start: OrderFill, budget: SearchBudget): CheapestFound {
  const { size, shipmentCosts, shipmentsMax } = problem;
  const state = new Array<number>(size).fill(UNDECIDED);
  const costBound = costBoundOf(problem, target, state);
  const cheapestFirst = problem.unitCosts.map((costs) => places(size).sort((one, other) => costs[one]! - costs[other]!));
  const order = placesByCost(problem);
  let fill = start;
  let cost = costOf(problem, start);
  let certain = true;
  /** Decides on the candidates from one on, with so many chosen and their shipments paid; false to stop. */
  const decide = (next: number, count: number, paid: number): boolean => {
    if (next === size || count === shipmentsMax || costBound(paid) >= cost) return true;
    if (budget.left === 0) {
      certain = false;
      return false;
    }
    budget.left--;
    const place = order[next]!;
    state[place] = CHOSEN;
    const found = fillOrder(problem, (item) => cheapestFirst[item]!.filter((one) => state[one] === CHOSEN));
    const foundCost = costOf(problem, found);
    if (found.filled >= target && foundCost < cost) [fill, cost] = [found, foundCost];
    if (!decide(next + 1, count + 1, paid + shipmentCosts[place]!)) return false;
    state[place] = LEFT_OUT;
    if (!decide(next + 1, count, paid)) return false;
    state[place] = UNDECIDED;
    return true;
  };
  const atLeast = costBound(0);
  decide(0, 0, 0);
  return { fill, cost, atLeast, certain };
}

/** What a choice costs: each shipment once, and each grain. */
export function costOf({ shipmentCosts, unitCosts }: OrderProblem, { amounts, used }: OrderFill): number {
  let cost = 0;
  for (const place of used) cost += shipmentCosts[place]!;
  for (const [item, byPlace] of amounts.entries()) for (const [place, amount] of byPlace) cost += amount * unitCosts[item]![place]!;
  return cost;
}

/** Candidates by what a unit costs when they ship all they could, shipment included; equal ones by preference. */
function placesByCost({ usable, unitCosts, shipmentCosts, size }: OrderProblem): number[] {
  const perUnit = places(size).map((place) => {
    let amount = 0;
    let cost = shipmentCosts[place]!;
    for (const [item, offers] of usable.entries()) {
      amount += offers[place]!;
      cost += offers[place]! * unitCosts[item]![place]!;
    }
    return cost / amount;
  });
  return places(size).sort((one, other) => perUnit[one]! - perUnit[other]!);
}

/**
 * What filling the target costs at least: the shipments of chosen candidates are paid, those of undecided ones spread over all they could ship. Spread costs are
 * rounded down to a fraction of a money unit, so the bound is exact arithmetic and never too high. Infinite where those that are left cannot fill the target.
 */
function costBoundOf(problem: OrderProblem, target: number, state: readonly number[]): (paid: number) => number {
  const { demands, usable, unitCosts, shipmentCosts, size } = problem;
  const scale = finestScale(problem);
  const spread = places(size).map((place) => Math.floor((shipmentCosts[place]! * scale) / usable.reduce((sum, offers) => sum + offers[place]!, 0)));
  const paidCosts = unitCosts.map((costs) => costs.map((cost) => cost * scale));
  const spreadCosts = paidCosts.map((costs) => costs.map((cost, place) => cost + spread[place]!));
  const byPaid = paidCosts.map((costs) => places(size).sort((one, other) => costs[one]! - costs[other]!));
  const bySpread = spreadCosts.map((costs) => places(size).sort((one, other) => costs[one]! - costs[other]!));
  // A target below what could be filled leaves open which item goes short, and the unit costs are then no bound.
  const unitsCount = target === mostFillable(problem);
  return (paid) => {
    let bound = paid * scale;
    let filled = 0;
    for (let item = 0; item < demands.length; item++) {
      const [chosen, undecided] = [byPaid[item]!, bySpread[item]!];
      let left = demands[item]!;
      let [paidNext, spreadNext] = [0, 0];
      while (left > 0) {
        while (paidNext < size && state[chosen[paidNext]!] !== CHOSEN) paidNext++;
        while (spreadNext < size && state[undecided[spreadNext]!] !== UNDECIDED) spreadNext++;
        const paidCost = paidNext < size ? paidCosts[item]![chosen[paidNext]!]! : Infinity;
        const spreadCost = spreadNext < size ? spreadCosts[item]![undecided[spreadNext]!]! : Infinity;
        if (paidCost === Infinity && spreadCost === Infinity) break;
        const place = paidCost <= spreadCost ? chosen[paidNext++]! : undecided[spreadNext++]!;
        const taken = Math.min(usable[item]![place]!, left);
        if (unitsCount) bound += taken * Math.min(paidCost, spreadCost);
        left -= taken;
      }
      filled += demands[item]! - left;
    }
    return filled < target ? Infinity : Math.ceil(bound / scale);
  };
}

/** The finest power of two, up to 1024, by which costs may be multiplied and stay exact. */
function finestScale({ demands, unitCosts, shipmentCosts }: OrderProblem): number {
  const shipments = shipmentCosts.reduce((sum, cost) => sum + cost, 0);
  const units = demands.reduce((sum, demand, item) => sum + demand * unitCosts[item]!.reduce((most, cost) => Math.max(most, cost), 0), 0);
  let scale = 1024;
  while (scale > 1 && (2 * shipments + units) * scale > Number.MAX_SAFE_INTEGER) scale /= 2;
  return scale;
}

function places(size: number): number[] {
  return Array.from({ length: size }, (_, place) => place);
}
