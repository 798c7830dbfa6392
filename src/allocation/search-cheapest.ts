import { fillOrder, mostFillable, type OrderFill, type OrderProblem } from './order-problem.js';
import { boundOf, type SearchBudget } from './search-sets.js';

/** The cheapest choice found. */
export interface CheapestFound {
  readonly fill: OrderFill;
  readonly cost: number;
  /** What no choice that fills as much can cost less than, known before searching. */
  readonly atLeast: number;
  /** Whether every other set was looked at or ruled out. */
  readonly certain: boolean;
}

/**
 * The cheapest set of candidates that fills `target`, each item from the cheapest of the set first. Branch and bound over the candidates, those first that cost
 * least per unit they could ship; a branch is left when what it must cost is no less than the best, or it cannot fill the target.
 *
 * `start` is a choice that fills the target, the best so far.
 */
export function fillCheapest(problem: OrderProblem, target: number, start: OrderFill, budget: SearchBudget): CheapestFound {
  const fillBound = boundOf(problem);
  const costBound = costBoundOf(problem, target);
  const cheapestFirst = problem.unitCosts.map((costs) => (places: readonly number[]) => [...places].sort((one, other) => costs[one]! - costs[other]! || one - other));
  const fillFrom = (chosen: readonly number[]): OrderFill => fillOrder(problem, (item) => cheapestFirst[item]!(chosen));
  const order = placesByCost(problem);
  const undecided = order.map((_, index) => order.slice(index));
  const chosen: number[] = [];
  let fill = start;
  let cost = costOf(problem, start);
  let certain = true;
  const extend = (next: number): boolean => {
    for (let index = next; index < order.length; index++) {
      if (costBound(chosen, undecided[index]!) >= cost || fillBound([...chosen, ...undecided[index]!], problem.size, 0) < target) return true;
      if (budget.left === 0) {
        certain = false;
        return false;
      }
      budget.left--;
      chosen.push(order[index]!);
      const found = fillFrom(chosen);
      const foundCost = costOf(problem, found);
      if (found.filled >= target && foundCost < cost) [fill, cost] = [found, foundCost];
      const goOn = chosen.length === problem.shipmentsMax || extend(index + 1);
      chosen.pop();
      if (!goOn) return false;
    }
    return true;
  };
  const atLeast = costBound([], order);
  extend(0);
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
  const perUnit = Array.from({ length: size }, (_, place) => {
    let amount = 0;
    let cost = shipmentCosts[place]!;
    for (const [item, offers] of usable.entries()) {
      amount += offers[place]!;
      cost += offers[place]! * unitCosts[item]![place]!;
    }
    return cost / amount;
  });
  return Array.from({ length: size }, (_, place) => place).sort((one, other) => perUnit[one]! - perUnit[other]! || one - other);
}

/**
 * What filling the target costs at least from chosen candidates, whose shipments are paid, and undecided ones, whose shipments are spread over all they could
 * ship. Spread costs are rounded down to a fraction of a money unit, so the bound is exact arithmetic and never too high.
 */
function costBoundOf(problem: OrderProblem, target: number): (chosen: readonly number[], undecided: readonly number[]) => number {
  const { demands, usable, unitCosts, shipmentCosts, size } = problem;
  const scale = finestScale(problem);
  const spread = Array.from({ length: size }, (_, place) => {
    const amount = usable.reduce((sum, offers) => sum + offers[place]!, 0);
    return Math.floor((shipmentCosts[place]! * scale) / amount);
  });
  const paid = unitCosts.map((costs) => costs.map((cost) => cost * scale));
  const whole = mostFillable(problem);
  return (chosen, undecided) => {
    let bound = 0;
    for (const place of chosen) bound += shipmentCosts[place]! * scale;
    // A target below what could be filled leaves open which item goes short, and the unit costs are then no bound.
    if (target < whole) return Math.ceil(bound / scale);
    for (const [item, demand] of demands.entries()) {
      const places = [
        ...chosen.map((place) => ({ cost: paid[item]![place]!, amount: usable[item]![place]! })), ...undecided.map((place) => ({ cost: paid[item]![place]! + spread[place]!, amount: usable[item]![place]! })),
      ].sort((one, other) => one.cost - other.cost);
      let left = demand;
      for (const { cost, amount } of places) {
        const taken = Math.min(amount, left);
        bound += taken * cost;
        left -= taken;
      }
    }
    return Math.ceil(bound / scale);
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
