import { InventoryError } from '../foundation/index.js';
import { grains } from '../quantity/index.js';
import { placesOfItem, shipmentCostOf, shipmentsMaxOf, slotsOf, type ChosenPlaces, type ItemDemand, type OrderContext, type PlacedGoods } from './order-context.js';
import type { OrderProblem } from './order-problem.js';
import { solveOrder } from './solve-order.js';

/** Chooses places by search. @throws InventoryError `quantity.overflow` if amounts or costs could sum beyond the exact range */
export function choosePlaces(context: OrderContext, demands: readonly ItemDemand[], searchLimit: number): ChosenPlaces {
  const slots = demands.map(({ offers }) => (offers === undefined ? [] : slotsOf(context, offers)));
  const candidates = candidatesOf(context, demands, slots);
  const problem = problemOf(context, demands, slots, candidates);
  const { fill, exact, filledAtMost, value, atLeast } = solveOrder(problem, context.request.rule, searchLimit);
  const placed = demands.map(({ offers }, item): PlacedGoods => {
    const taken = fill.amounts[item]!;
    const amountOf = (slot: number): number | undefined => taken.get(candidates.get(offers!.places[slot]!) ?? -1);
    const used = slots[item]!.filter((slot) => amountOf(slot) !== undefined);
    return { slots: used, parts: used.map((slot) => ({ location: context.goods.locations[offers!.places[slot]!]!.location, grains: grains(amountOf(slot)!) })) };
  });
  return { placed, proof: { exact, filledAtMost: grains(filledAtMost), ...(value === undefined ? {} : { value, atLeast }) } };
}

/** The locations that could ship something, each with its number, in the order's turns. */
function candidatesOf({ turns }: OrderContext, demands: readonly ItemDemand[], slots: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const indexes = new Set<number>();
  for (const [item, { grains: wanted, offers }] of demands.entries()) {
    for (const slot of slots[item]!) if (wanted >= offers!.packs[slot]! && offers!.left[slot]! >= offers!.packs[slot]!) indexes.add(offers!.places[slot]!);
  }
  return new Map([...indexes].sort((one, other) => turns[one]! - turns[other]!).map((index, place) => [index, place]));
}

function problemOf(
  context: OrderContext, demands: readonly ItemDemand[], slots: readonly (readonly number[])[], candidates: ReadonlyMap<number, number>,
): OrderProblem {
  const size = candidates.size;
  const blank = (value: number): number[][] => demands.map(() => new Array<number>(size).fill(value));
  const [usable, packs, unitCosts] = [blank(0), blank(1), blank(0)];
  const fillable = demands.map(({ grains: wanted, offers }, item) => {
    const places = slots[item]!.flatMap((slot) => {
      const place = candidates.get(offers!.places[slot]!);
      return place === undefined ? [] : [{ slot, place }];
    });
    // What no sum of packs can be is not counted as wanted, so that bounds are not above what can be.
    const step = places.reduce((divisor, { slot }) => greatestCommonDivisor(divisor, offers!.packs[slot]!), 0);
    const demand = step === 0 ? 0 : wanted - (wanted % step);
    for (const { slot, place } of places) {
      const pack = offers!.packs[slot]!;
      const offered = Math.min(offers!.left[slot]!, demand);
      usable[item]![place] = offered - (offered % pack);
      packs[item]![place] = pack;
      unitCosts[item]![place] = offers!.unitCosts[slot]!;
    }
    return demand;
  });
  const shipmentCosts = [...candidates.keys()].map((index) => shipmentCostOf(context, index));
  requireExact(fillable, unitCosts, shipmentCosts);
  const places = demands.map(({ item }) => placesOfItem(context, item));
  return {
    demands: fillable, size, usable, packs, unitCosts, shipmentCosts, shipmentsMax: shipmentsMaxOf(context), placesPerItemMax: context.request.placesPerItemMax ?? Infinity,
    before: places.map(({ before }) => new Set([...before].map((index) => candidates.get(index)!))), newPlacesMax: places.map(({ newMax }) => newMax),
  };
}

/** Checks that every sum the search could come to is exact. */
function requireExact(demands: readonly number[], unitCosts: readonly (readonly number[])[], shipmentCosts: readonly number[]): void {
  const amounts = demands.reduce((sum, demand) => sum + demand, 0) * shipmentCosts.length;
  const costs = demands.reduce((sum, demand, item) => sum + demand * unitCosts[item]!.reduce((greatest, cost) => Math.max(greatest, cost), 0), shipmentCosts.reduce((sum, cost) => sum + cost, 0));
  for (const [what, most] of [['amounts', amounts], ['costs', costs]] as const) {
    if (!Number.isSafeInteger(most)) throw new InventoryError('quantity.overflow', `The ${what} of an order could come to ${most}, beyond the exact range`);
  }
}

function greatestCommonDivisor(one: number, other: number): number {
  let [larger, smaller] = [one, other];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
