import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { ItemOffers, OfferedGoods } from './offered-goods.js';
import type { SourcedPart, SourcingLine, SourcingOrder, SourcingProof, SourcingRequest } from './sourcing-request.js';

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

/** Goods of an item from places: two lists side by side, the first place first. */
export interface PlacedGoods {
  /** Where in the lists of the item's offers the places stand. */
  readonly slots: readonly number[];
  readonly parts: readonly SourcedPart[];
}

/** A choice for an order. */
export interface ChosenPlaces {
  /** By demand. */
  readonly placed: readonly PlacedGoods[];
  readonly proof: SourcingProof;
}

/** What an order wants, by item in the order of first use. */
export interface OrderDemand {
  readonly demands: readonly ItemDemand[];
  /** By line: which of the demands it is part of. */
  readonly demandOf: readonly number[];
}

/** Demand summed by item. @throws InventoryError `quantity.overflow` */
export function demandsOf(lines: readonly SourcingLine[], { items }: OfferedGoods): OrderDemand {
  const demands: { item: string; grains: Grains; offers: ItemOffers | undefined }[] = [];
  const demandOf: number[] = [];
  // Most orders are short: looking through the demands so far is then quicker than a map.
  const found = lines.length > FEW ? new Map<string, number>() : undefined;
  let total = grains(0);
  for (const { item, grains: wanted } of lines) {
    total = addGrains(total, wanted);
    const known = found === undefined ? demands.findIndex((demand) => demand.item === item) : (found.get(item) ?? -1);
    if (known < 0) {
      found?.set(item, demands.length);
      demandOf.push(demands.length);
      demands.push({ item, grains: wanted, offers: items.get(item) });
    } else {
      demandOf.push(known);
      demands[known]!.grains = addGrains(demands[known]!.grains, wanted);
    }
  }
  return { demands, demandOf };
}

/** Up to so many lines are compared with one another. */
const FEW = 8;

/** The slots of an item that an order may take from, in its turns. */
export function slotsOf({ turns, listed, allowed }: OrderContext, { places }: ItemOffers): readonly number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < places.length; slot++) if (allowed === undefined || allowed.has(places[slot]!)) slots.push(slot);
  return listed ? slots : slots.sort((one, other) => turns[places[one]!]! - turns[places[other]!]!);
}

/** What a shipment from a location costs for an order. */
export function shipmentCostOf({ goods, order }: OrderContext, index: number): number {
  const location = goods.locations[index]!;
  return (order.terms?.get(location.location) ?? location).shipmentCost ?? 0;
}
