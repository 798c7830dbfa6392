import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { ItemOffers, OfferedGoods } from './offered-goods.js';
import type { SourcingLine, SourcingOrder, SourcingProof, SourcingRequest } from './sourcing-request.js';

/** What the choice for one order may look at. */
export interface OrderContext {
  readonly request: SourcingRequest;
  readonly goods: OfferedGoods;
  readonly order: SourcingOrder;
  /** By location: its turn for this order. */
  readonly turns: readonly number[];
  /** Whether these are the turns in which the goods are listed already. */
  readonly listed: boolean;
  /** The locations it may come from; `undefined` for all. */
  readonly allowed: ReadonlySet<number> | undefined;
}

/** What an order wants of one item, over all its lines. */
export interface ItemDemand {
  readonly item: string;
  readonly grains: Grains;
  /** What is offered of it; `undefined` if it is offered nowhere. */
  readonly offers: ItemOffers | undefined;
}

/** Goods of an item from one place. */
export interface PlacedAmount {
  /** Where in the lists of the item's offers the place stands. */
  readonly slot: number;
  readonly grains: number;
}

/** A choice for an order: amounts by demand, the first place first. */
export interface ChosenPlaces {
  readonly amounts: readonly (readonly PlacedAmount[])[];
  readonly proof: SourcingProof;
}

/** Demand summed by item, in the order of first use. @throws InventoryError `quantity.overflow` */
export function demandsOf(lines: readonly SourcingLine[], { items }: OfferedGoods): readonly ItemDemand[] {
  if (lines.length === 1) return [{ item: lines[0]!.item, grains: lines[0]!.grains, offers: items.get(lines[0]!.item) }];
  const sums = new Map<string, Grains>();
  let total = grains(0);
  for (const { item, grains: wanted } of lines) {
    total = addGrains(total, wanted);
    sums.set(item, addGrains(sums.get(item) ?? grains(0), wanted));
  }
  return [...sums].map(([item, wanted]) => ({ item, grains: wanted, offers: items.get(item) }));
}

/** The slots of an item that an order may take from, in its turns. */
export function slotsOf({ turns, listed, allowed }: OrderContext, { places, left }: ItemOffers): readonly number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < places.length; slot++) if (left[slot]! > 0 && (allowed === undefined || allowed.has(places[slot]!))) slots.push(slot);
  return listed ? slots : slots.sort((one, other) => turns[places[one]!]! - turns[places[other]!]!);
}

/** What a shipment from a location costs for an order. */
export function shipmentCostOf({ goods, order }: OrderContext, index: number): number {
  const location = goods.locations[index]!;
  return (order.terms?.get(location.location) ?? location).shipmentCost ?? 0;
}
