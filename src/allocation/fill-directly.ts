import { grains } from '../quantity/index.js';
import type { ItemOffers } from './offered-goods.js';
import { slotsOf, type ChosenPlaces, type ItemDemand, type OrderContext, type PlacedGoods } from './order-context.js';
import type { SourcedPart, SourcingLocation } from './sourcing-request.js';

/**
 * Takes as much as there is from each place in turn: all that `priority` and `nearest` ask for, as long as no limit is exceeded and no pack stands in the way.
 * `undefined` where it takes a search.
 */
export function fillDirectly(context: OrderContext, demands: readonly ItemDemand[]): ChosenPlaces | undefined {
  const { rule, shipmentsMax = Infinity, placesPerItemMax = Infinity } = context.request;
  if (rule !== 'priority' && rule !== 'nearest') return undefined;
  const used = shipmentsMax === Infinity ? undefined : new Set<number>();
  const placed: PlacedGoods[] = [];
  let filled = 0;
  for (const demand of demands) {
    const { offers } = demand;
    const taken: TakenGoods = { slots: [], parts: [] };
    const left = offers === undefined ? demand.grains : takeInTurn(context, offers, demand.grains, taken);
    if (left > 0 && offers?.alike === false) return undefined;
    if (taken.slots.length > placesPerItemMax) return undefined;
    if (used !== undefined) for (const slot of taken.slots) used.add(offers!.places[slot]!);
    placed.push(taken);
    filled += demand.grains - left;
  }
  if (used !== undefined && used.size > shipmentsMax) return undefined;
  return { placed, proof: { exact: true, filledAtMost: grains(filled) } };
}

interface TakenGoods extends PlacedGoods {
  readonly slots: number[];
  readonly parts: SourcedPart[];
}

/** Takes from place after place and says what is left to take. */
function takeInTurn(context: OrderContext, offers: ItemOffers, wanted: number, taken: TakenGoods): number {
  const { locations } = context.goods;
  let left = wanted;
  if (context.listed && context.allowed === undefined) {
    // The goods stand in the order of the rule, so most lines are filled from the first places that are not empty, without a list of all of them.
    while (offers.start < offers.left.length && offers.left[offers.start] === 0) offers.start++;
    for (let slot = offers.start; slot < offers.left.length && left > 0; slot++) left -= takeFrom(locations, offers, slot, left, taken);
  } else {
    for (const slot of slotsOf(context, offers)) left -= takeFrom(locations, offers, slot, left, taken);
  }
  return left;
}

/** Takes whole packs from one place and says how much that is. */
function takeFrom(locations: readonly SourcingLocation[], { left: held, packs, places }: ItemOffers, slot: number, wanted: number, taken: TakenGoods): number {
  const offered = held[slot]! < wanted ? held[slot]! : wanted;
  const pack = packs[slot]!;
  // Most goods come in packs of one, and a remainder takes longer than all the rest here.
  const amount = pack === 1 ? offered : offered - (offered % pack);
  if (amount === 0) return 0;
  taken.slots.push(slot);
  taken.parts.push({ location: locations[places[slot]!]!.location, grains: grains(amount) });
  return amount;
}
