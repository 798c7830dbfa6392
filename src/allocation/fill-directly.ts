import { grains } from '../quantity/index.js';
import type { GatheredPlaces, ItemOffers, OfferedGoods } from './offered-goods.js';
import { placesOfItem, shipmentsMaxOf, slotsOf, type ChosenPlaces, type ItemDemand, type OrderContext, type PlacedGoods } from './order-context.js';

/**
 * Takes as much as there is from each place in turn: all that `priority` and `nearest` ask for, as long as no limit is exceeded and no pack stands in the way.
 * `undefined` where it takes a search.
 */
export function fillDirectly(context: OrderContext, demands: readonly ItemDemand[]): ChosenPlaces | undefined {
  const { rule } = context.request;
  const shipmentsMax = shipmentsMaxOf(context);
  const placesMax = context.request.placesPerItemMax ?? Infinity;
  if (rule !== 'priority' && rule !== 'nearest') return undefined;
  const used = shipmentsMax === Infinity ? undefined : new Set<number>();
  const placed = demands.map(() => NOWHERE);
  let filled = 0;
  for (let item = 0; item < demands.length; item++) {
    const { offers, grains: wanted, item: name } = demands[item]!;
    if (offers === undefined) continue;
    const left = takeInTurn(context, offers, wanted);
    if ((left > 0 && !offers.alike) || context.goods.gathered.count > (context.before === undefined ? placesMax : placesOfItem(context, name).newMax)) return undefined;
    const goods = placedGoods(context.goods, offers);
    if (used !== undefined) for (const slot of goods.slots) used.add(offers.places[slot]!);
    placed[item] = goods;
    filled += wanted - left;
  }
  if (used !== undefined && used.size > shipmentsMax) return undefined;
  return { placed, proof: { exact: true, filledAtMost: grains(filled) } };
}

const NOWHERE: PlacedGoods = { slots: [], parts: [] };

/** Gathers goods from place after place and says what is left to take. */
function takeInTurn(context: OrderContext, offers: ItemOffers, wanted: number): number {
  const { gathered } = context.goods;
  gathered.count = 0;
  let left = wanted;
  if (context.listed && context.allowed === undefined) {
    // The goods stand in the order of the rule, so most lines are filled from the first places that are not empty, without a list of all of them.
    while (offers.start < offers.left.length && offers.left[offers.start] === 0) offers.start++;
    for (let slot = offers.start; slot < offers.left.length && left > 0; slot++) left -= takeFrom(offers, slot, left, gathered);
  } else {
    for (const slot of slotsOf(context, offers)) left -= takeFrom(offers, slot, left, gathered);
  }
  return left;
}

/** Gathers whole packs from one place and says how much that is. */
function takeFrom({ left: held, packs }: ItemOffers, slot: number, wanted: number, gathered: GatheredPlaces): number {
  const offered = held[slot]! < wanted ? held[slot]! : wanted;
  const pack = packs[slot]!;
  // Most goods come in packs of one, and a remainder takes longer than all the rest here.
  const amount = pack === 1 ? offered : offered - (offered % pack);
  if (amount === 0) return 0;
  gathered.slots[gathered.count] = slot;
  gathered.amounts[gathered.count++] = amount;
  return amount;
}

/** What was gathered, in lists just as long as it takes. */
function placedGoods({ locations, gathered: { count, slots, amounts } }: OfferedGoods, { places }: ItemOffers): PlacedGoods {
  const used = slots.slice(0, count);
  return { slots: used, parts: used.map((slot, index) => ({ location: locations[places[slot]!]!.location, grains: grains(amounts[index]!) })) };
}
