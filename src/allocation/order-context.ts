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
  /** Where it comes from already; `undefined` for nowhere. */
  readonly before: PlacesBefore | undefined;
}

/** Where an order comes from already. */
export interface PlacesBefore {
  readonly places: ReadonlySet<number>;
  readonly byItem: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Reads where an order comes from already. Its locations are known. */
export function placesBefore({ before = [] }: SourcingOrder, indexes: ReadonlyMap<string, number>): PlacesBefore | undefined {
  if (before.length === 0) return undefined;
  const byItem = new Map<string, Set<number>>();
  for (const { item, location } of before) {
    const known = byItem.get(item) ?? new Set();
    byItem.set(item, known.add(indexes.get(location)!));
  }
  return { places: new Set([...byItem.values()].flatMap((places) => [...places])), byItem };
}

/** The most locations an order may come from: those it comes from already can not be undone. */
export function shipmentsMaxOf({ request: { shipmentsMax = Infinity }, before }: OrderContext): number {
  return Math.max(shipmentsMax, before?.places.size ?? 0);
}

const NO_PLACES: ReadonlySet<number> = new Set();

/** The places an item comes from already, and how many others it may come from. */
export function placesOfItem({ request: { placesPerItemMax = Infinity }, before }: OrderContext, item: string): { readonly before: ReadonlySet<number>; readonly newMax: number } {
  const known = before?.byItem.get(item) ?? NO_PLACES;
  return { before: known, newMax: Math.max(placesPerItemMax - known.size, 0) };
}

/**
 * Stands for the places an order comes from already: at each of them more is wanted than all its lines together want, and is there. So as much as can be filled is never
 * filled without them, and they count among its shipments.
 */
export function demandsBefore({ places }: PlacesBefore, demands: readonly ItemDemand[]): readonly ItemDemand[] {
  const more = demands.reduce((sum, { grains: wanted }) => addGrains(sum, wanted), grains(1));
  return Array.from(places, (place) => ({ item: '', grains: more, offers: { places: [place], left: [more], packs: [1], unitCosts: [0], alike: true, everywhere: true, start: 0 } }));
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
export function slotsOf({ turns, listed, allowed }: OrderContext, { places, everywhere }: ItemOffers): readonly number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < places.length; slot++) if (allowed === undefined || everywhere === true || allowed.has(places[slot]!)) slots.push(slot);
  return listed ? slots : slots.sort((one, other) => turns[places[one]!]! - turns[places[other]!]!);
}

/** What a shipment from a location costs for an order: nothing where it comes from already. */
export function shipmentCostOf({ goods, order, before }: OrderContext, index: number): number {
  if (before?.places.has(index) === true) return 0;
  const location = goods.locations[index]!;
  return (order.terms?.get(location.location) ?? location).shipmentCost ?? 0;
}
