import { fillByPacks, sumsAreFew, type PackOffers, type Take } from './fill-by-packs.js';

/** One order as numbers: what it wants of each item, and what each candidate location could ship of it at most, in whole packs and no more than is wanted. */
export interface OrderOffers extends PackOffers {
  /** How many candidates there are. They stand in the order of preference. */
  readonly size: number;
  readonly unitCosts: readonly (readonly number[])[];
  /** By candidate. */
  readonly shipmentCosts: readonly number[];
  readonly shipmentsMax: number;
  readonly placesPerItemMax: number;
}

/** An order to be solved. */
export interface OrderProblem extends OrderOffers {
  /** By item: whether a set of candidates is filled from the sums of its packs, because taking greater packs first could leave more than it must. */
  readonly byPacks: readonly boolean[];
}

/** The order with what is known of its packs. */
export function orderProblem(offers: OrderOffers): OrderProblem {
  return { ...offers, byPacks: offers.demands.map((_, item) => !greatestFirstFillsMost(offers, item) && sumsAreFew(offers, item)) };
}

/** What candidates ship: amounts by item and candidate. */
export interface OrderFill {
  readonly amounts: readonly ReadonlyMap<number, number>[];
  readonly filled: number;
  /** The candidates that ship something. */
  readonly used: ReadonlySet<number>;
}

/** The cost of one item from one candidate, for sorting. */
export type PlaceOrder = (item: number) => readonly number[];

/**
 * Fills an order from candidates. `orderOf` lists those that may ship an item, the first to be used first. Where taking in that order leaves something unfilled
 * that greater packs would fill, greater packs go first; where more places would be used for an item than may be, those that have most are.
 */
export function fillOrder(problem: OrderProblem, orderOf: PlaceOrder): OrderFill {
  const amounts = problem.demands.map((demand, item) => fillItem(problem, item, demand, orderOf(item)));
  const used = new Set<number>();
  let filled = 0;
  for (const byPlace of amounts) {
    for (const [place, amount] of byPlace) {
      used.add(place);
      filled += amount;
    }
  }
  return { amounts, filled, used };
}

/** What of an order its candidates could fill at most, were there no limits and no packs but those within each place. */
export function mostFillable({ demands, usable }: OrderProblem): number {
  return demands.reduce((sum, demand, item) => sum + Math.min(demand, usable[item]!.reduce((all, amount) => Math.min(demand, all + amount), 0)), 0);
}

function fillItem(problem: OrderProblem, item: number, demand: number, places: readonly number[]): ReadonlyMap<number, number> {
  const byRule = fillByRule(problem, item, demand, places);
  if (byRule.left === 0 || problem.byPacks[item] === false) return byRule.taken;
  return fewerLeft(byRule, fillByPacks(problem, item, places)).taken;
}

function fillByRule(problem: OrderProblem, item: number, demand: number, places: readonly number[]): Take {
  const inOrder = takePacks(problem, item, demand, places);
  const best = inOrder.left > 0 ? fewerLeft(inOrder, takePacks(problem, item, demand, greaterPacksFirst(problem, item, places))) : inOrder;
  const [before, newMax] = [problem.before[item]!, problem.newPlacesMax[item]!];
  const isNew = (place: number): boolean => !before.has(place);
  if (best.taken.size <= newMax || [...best.taken.keys()].filter(isNew).length <= newMax) return best;
  const usable = problem.usable[item]!;
  const greatest = new Set(places.filter(isNew).sort((one, other) => usable[other]! - usable[one]!).slice(0, newMax));
  const few = places.filter((place) => before.has(place) || greatest.has(place));
  return fewerLeft(takePacks(problem, item, demand, few), takePacks(problem, item, demand, greaterPacksFirst(problem, item, few)));
}

function takePacks({ usable, packs }: OrderProblem, item: number, demand: number, places: readonly number[]): Take {
  const taken = new Map<number, number>();
  let left = demand;
  for (const place of places) {
    if (left === 0) break;
    const offered = Math.min(usable[item]![place]!, left);
    const amount = offered - (offered % packs[item]![place]!);
    if (amount === 0) continue;
    taken.set(place, amount);
    left -= amount;
  }
  return { taken, left };
}

function fewerLeft(one: Take, other: Take): Take {
  return other.left < one.left ? other : one;
}

function greaterPacksFirst({ packs }: OrderProblem, item: number, places: readonly number[]): readonly number[] {
  return [...places].sort((one, other) => packs[item]![other]! - packs[item]![one]!);
}

/** Whether a set of candidates is filled as far as it can be, for every item. */
export function fillsMost(problem: OrderProblem): boolean {
  return problem.demands.every((_, item) => problem.byPacks[item] === true || greatestFirstFillsMost(problem, item));
}

/** Whether taking greater packs first fills as much of an item as any way of taking: its packs divide one another and any number of places may serve it, or they are alike. */
function greatestFirstFillsMost(problem: OrderOffers, item: number): boolean {
  const sizes = packSizes(problem, item);
  return sizes.length <= 1 || (problem.placesPerItemMax >= problem.size && sizes.every((size, index) => size % (sizes[index - 1] ?? 1) === 0));
}

/** Whether the packs of each item are alike, so that taking the cheapest first is the cheapest way to fill it. */
export function packsAlike(problem: OrderProblem): boolean {
  return problem.demands.every((_, item) => packSizes(problem, item).length <= 1);
}

/** The sizes of the packs an item is offered in, the least first. */
function packSizes({ packs, usable }: OrderOffers, item: number): readonly number[] {
  return [...new Set(packs[item]!.filter((_, place) => usable[item]![place]! > 0))].sort((one, other) => one - other);
}
