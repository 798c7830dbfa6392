import { addGrains, grains, type Grains } from '../quantity/index.js';
import { firstRepeated } from './first-repeated.js';
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
  let total = grains(0);
  for (const line of lines) total = addGrains(total, line.grains);
  if (lines.length <= FEW && firstRepeated(lines, itemOf) < 0) {
    return { demands: lines.map(({ item, grains: wanted }) => ({ item, grains: wanted, offers: items.get(item) })), demandOf: EACH_ITS_OWN };
  }
  const found = new Map<string, number>();
  const demands: { item: string; grains: Grains; offers: ItemOffers | undefined }[] = [];
  const demandOf = lines.map(({ item, grains: wanted }) => {
    const known = found.get(item);
    if (known !== undefined) {
      demands[known]!.grains = addGrains(demands[known]!.grains, wanted);
      return known;
    }
    found.set(item, demands.length);
    return demands.push({ item, grains: wanted, offers: items.get(item) }) - 1;
  });
  return { demands, demandOf };
}

const itemOf = ({ item }: SourcingLine): string => item;

/** Most orders are short and name each item once. */
const FEW = 8;
const EACH_ITS_OWN: readonly number[] = Array.from({ length: FEW }, (_, index) => index);

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
