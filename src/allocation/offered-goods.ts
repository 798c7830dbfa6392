import type { Grains } from '../quantity/index.js';
import { byNumber } from './by-number.js';
import { requireAmount, requireNamedOnce, requireStep, requireWhole } from './check-input.js';
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
}

/** All that is offered, by item, with the places in the order of a rule. */
export interface OfferedGoods {
  readonly locations: readonly SourcingLocation[];
  readonly indexes: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, ItemOffers>;
  /** By location: its turn when no order says otherwise. */
  readonly turns: readonly number[];
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
  const items = new Map<string, { places: number[]; left: number[]; packs: number[]; unitCosts: number[]; alike: boolean }>();
  for (const index of bestFirst) {
    const { offers, structural } = locations[index]!;
    requireNamedOnce(offers, ({ item }) => item, `locations[${index}].offers`);
    for (const [place, { item, grains: held, pack = 1 as Grains, unitCost = 0 }] of offers.entries()) {
      const list = `locations[${index}].offers`;
      requireWhole(held, { list, index: place, field: 'grains' });
      requireStep(pack, { list, index: place, field: 'pack' });
      requireAmount(unitCost, { list, index: place, field: 'unitCost' });
      if (structural === true || held <= 0) continue;
      const known = items.get(item);
      if (known === undefined) {
        items.set(item, { places: [index], left: [held], packs: [pack], unitCosts: [unitCost], alike: true });
        continue;
      }
      known.alike &&= known.packs[0] === pack;
      known.places.push(index);
      known.left.push(held);
      known.packs.push(pack);
      known.unitCosts.push(unitCost);
    }
  }
  return { locations, indexes: new Map(locations.map(({ location }, index) => [location, index])), items, turns };
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
