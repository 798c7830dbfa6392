import { byNumber } from './by-number.js';
import { namedTwice, requireAmount, requireNamedOnce, requireSize, requireStep, requireWhole } from './check-input.js';
import type { SourcingLocation, SourcingRule, SourcingTerms } from './sourcing-request.js';

/** What is left of one item, place by place: parallel lists, the best place first. */
export interface ItemOffers {
  /** Indexes of locations. */
  readonly places: readonly number[];
  readonly left: number[];
  readonly packs: readonly number[];
  readonly unitCosts: readonly number[];
  /** Whether all places ship in the same packs. */
  readonly alike: boolean;
  /** Whether an order may take them wherever it comes from. */
  readonly everywhere?: boolean | undefined;
  /** All places before this one are empty. */
  start: number;
}

/** An item's offers while they are read. */
interface OfferList extends ItemOffers {
  readonly places: number[];
  readonly packs: number[];
  readonly unitCosts: number[];
  alike: boolean;
  /** The location that offered it last. */
  lastAt: number;
}

/** All that is offered, by item, with the places in the order of a rule. */
export interface OfferedGoods {
  readonly locations: readonly SourcingLocation[];
  readonly indexes: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, ItemOffers>;
  /** By location: its turn when no order says otherwise. */
  readonly turns: readonly number[];
  /** Where the places of one item are gathered before it is known how many they are. */
  readonly gathered: GatheredPlaces;
}

/** Places and amounts of one item, the first `count` of each list. Used again for the next item, so that no list grows. */
export interface GatheredPlaces {
  count: number;
  readonly slots: number[];
  readonly amounts: number[];
}

/**
 * Reads what locations offer. Structural locations, and offers of nothing or less, are left out.
 *
 * @throws TypeError for a location named twice, an item offered twice at one location, or an impossible number
 */
export function offeredGoods(locations: readonly SourcingLocation[], rule: SourcingRule): OfferedGoods {
  requireNamedOnce(locations, ({ location }) => location, 'locations');
  for (const [index, location] of locations.entries()) requireTerms(location, `locations[${index}]`);
  const turns = turnsOf(locations, rule, (index) => locations[index]!.distance);
  const bestFirst = [...locations.keys()].sort((one, other) => turns[one]! - turns[other]!);
  const items = new Map<string, OfferList>();
  for (const index of bestFirst) {
    const { offers, structural } = locations[index]!;
    const list = (): string => `locations[${index}].offers`;
    requireSize(offers, list);
    for (let place = 0; place < offers.length; place++) {
      const { item, grains: held, pack = 1, unitCost = 0 } = offers[place]!;
      requireWhole(held, list, place, 'grains');
      requireStep(pack, list, place, 'pack');
      requireAmount(unitCost, list, place, 'unitCost');
      let known = items.get(item);
      if (known === undefined) {
        known = { places: [], left: [], packs: [], unitCosts: [], alike: true, start: 0, lastAt: -1 };
        items.set(item, known);
      }
      if (known.lastAt === index) throw namedTwice(item, place, list);
      known.lastAt = index;
      if (structural === true || held <= 0) continue;
      if (known.packs.length > 0 && known.packs[0] !== pack) known.alike = false;
      known.places.push(index);
      known.left.push(held);
      known.packs.push(pack);
      known.unitCosts.push(unitCost);
    }
  }
  return { locations, indexes: new Map(locations.map(({ location }, index) => [location, index])), items, turns, gathered: { count: 0, slots: [], amounts: [] } };
}

/** The turn of each location: as listed, or for `nearest` by distance and then as listed. */
export function turnsOf(locations: readonly SourcingLocation[], rule: SourcingRule, distanceOf: (index: number) => number | undefined): readonly number[] {
  if (rule !== 'nearest') return [...locations.keys()];
  const far = locations.map((_, index) => distanceOf(index) ?? Infinity);
  const turns: number[] = [];
  for (const [turn, index] of [...locations.keys()].sort((one, other) => byNumber(far[one]!, far[other]!)).entries()) turns[index] = turn;
  return turns;
}

/** @throws TypeError for a distance or cost below zero or not whole */
export function requireTerms({ distance, shipmentCost }: SourcingTerms, where: string): void {
  if (distance !== undefined) requireAmount(distance, `${where}.distance`);
  if (shipmentCost !== undefined) requireAmount(shipmentCost, `${where}.shipmentCost`);
}
