import { grains } from '../quantity/index.js';
import { slotsOf, type ChosenPlaces, type ItemDemand, type OrderContext, type PlacedAmount } from './order-context.js';

/**
 * Takes as much as there is from each place in turn: all that `priority` and `nearest` ask for, as long as no limit is exceeded and no pack stands in the way.
 * `undefined` where it takes a search.
 */
export function fillDirectly(context: OrderContext, demands: readonly ItemDemand[]): ChosenPlaces | undefined {
  const { rule, shipmentsMax = Infinity, placesPerItemMax = Infinity } = context.request;
  if (rule !== 'priority' && rule !== 'nearest') return undefined;
  const used = shipmentsMax === Infinity ? undefined : new Set<number>();
  const amounts: (readonly PlacedAmount[])[] = [];
  let filled = 0;
  for (const demand of demands) {
    const { offers } = demand;
    const taken: PlacedAmount[] = [];
    let left: number = demand.grains;
    if (offers !== undefined) {
      // The goods stand in the order of the rule, so most lines are filled from the first places, without a list of all of them.
      const slots = context.listed ? undefined : slotsOf(context, offers);
      const count = slots?.length ?? offers.places.length;
      for (let turn = 0; turn < count && left > 0; turn++) {
        const slot = slots === undefined ? turn : slots[turn]!;
        if (slots === undefined && context.allowed?.has(offers.places[slot]!) === false) continue;
        const held = offers.left[slot]!;
        const offered = held < left ? held : left;
        const amount = offered - (offered % offers.packs[slot]!);
        if (amount === 0) continue;
        taken.push({ slot, grains: amount });
        used?.add(offers.places[slot]!);
        left -= amount;
      }
      if (left > 0 && !offers.alike) return undefined;
    }
    if (taken.length > placesPerItemMax) return undefined;
    amounts.push(taken);
    filled += demand.grains - left;
  }
  if (used !== undefined && used.size > shipmentsMax) return undefined;
  return { amounts, proof: { exact: true, filledAtMost: grains(filled) } };
}
