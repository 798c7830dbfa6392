import { describe, expect, it } from 'vitest';
import type { SourcingLocation, SourcingRequest } from '../../src/allocation/index.js';
import { order, place, plan, source } from './sourcing.js';

/** What a search with so many looks comes to: `A B: 9 of 12, 3 against 2, exact`: shipments, what is filled, what could be at most, the value and the least it could be. */
function found(locations: readonly SourcingLocation[], wanted: Readonly<Record<string, number>>, more: Partial<SourcingRequest>, searchLimit: number): string {
  const [answer] = source(locations, [order('o', wanted)], { ...more, searchLimit });
  if (!answer!.ok) throw new Error(answer!.reason.code);
  const { lines, shipments, proof: { exact, filledAtMost, value, atLeast } } = answer!;
  const filled = lines.reduce((sum, { sourced }) => sum + sourced, 0);
  return `${shipments.join(' ')}: ${filled} of ${filledAtMost}${value === undefined ? '' : `, ${value} against ${atLeast}`}${exact ? ', exact' : ''}`;
}

/** The great one is taken first where nobody looks further, and three are then needed. */
const TRAP = [place('BIG', { A: 4, B: 4, C: 4 }), place('P', { A: 5, B: 5 }), place('Q', { C: 5 }), place('R', { A: 2 }), place('S', { B: 2 }), place('T', { C: 2 })];
const FIVE = { A: 5, B: 5, C: 5 };
const SPLIT = [place('A', { TEA: 6 }), place('B', { CUP: 6 }), place('C', { TEA: 5, CUP: 5 }), place('D', { TEA: 1 }), place('E', { CUP: 1 })];
const SEVEN = { TEA: 7, CUP: 7 };
const MANY = [place('A', { TEA: 3, CUP: 1 }), place('B', { TEA: 4 }), place('C', { TEA: 5, CUP: 2 }), place('D', { TEA: 5 })];
const TWELVE = Array.from({ length: 12 }, (_, index) => place(
  `S${index}`, { TEA: [3 + ((index * 5) % 7), { unitCost: 1 + ((index * 3) % 5) }], CUP: [(index * 4) % 9, { unitCost: 1 + ((index * 2) % 4) }] }, { shipmentCost: 20 + ((index * 7) % 11) },
));
const MUCH = { TEA: 24, CUP: 22 };

describe('how many choices a search looks at before it is sure, and what is known one look earlier', () => {
  it.each<[string, readonly SourcingLocation[], Readonly<Record<string, number>>, Partial<SourcingRequest>, number, string, string]>([
    ['the fewest that fill all', TRAP, FIVE, { rule: 'fewestShipments' }, 8, 'P Q: 15 of 15, 2 against 2, exact', 'BIG P Q: 15 of 15, 3 against 1'],
    ['most from two', TRAP, FIVE, { rule: 'priority', shipmentsMax: 2 }, 6, 'P Q: 15 of 15, exact', 'BIG P: 14 of 15'],
    ['most from one', TRAP, FIVE, { rule: 'priority', shipmentsMax: 1 }, 2, 'BIG: 12 of 12, exact', 'BIG: 12 of 15'],
    ['the fewest within one', TRAP, FIVE, { rule: 'fewestShipments', shipmentsMax: 1 }, 4, 'BIG: 12 of 12, 1 against 1, exact', 'BIG: 12 of 15, 1 against 1'],
    ['most from two, where a third would fill all', SPLIT, SEVEN, { rule: 'priority', shipmentsMax: 2 }, 3, 'A B: 12 of 12, exact', 'A B: 12 of 14'],
    ['the fewest that fill all of two items', SPLIT, SEVEN, { rule: 'fewestShipments' }, 6, 'A B C: 14 of 14, 3 against 3, exact', 'A B C: 14 of 14, 3 against 2'],
    ['the fewest within two', SPLIT, SEVEN, { rule: 'fewestShipments', shipmentsMax: 2 }, 11, 'A B: 12 of 12, 2 against 2, exact', 'A C: 12 of 12, 2 against 1'],
    ['most from two, over both items', MANY, { TEA: 9, CUP: 3 }, { rule: 'priority', shipmentsMax: 2 }, 3, 'A C: 11 of 11, exact', 'A C: 11 of 12'],
    ['the fewest within two, and two for each item', MANY, { TEA: 14, CUP: 3 }, { rule: 'fewestShipments', placesPerItemMax: 2, shipmentsMax: 2 }, 12, 'C D: 12 of 12, 2 against 2, exact', 'C D: 12 of 13, 2 against 2'],
    ['the cheapest of twelve', TWELVE, MUCH, { rule: 'minimumCost' }, 26, 'S2 S4 S5 S8: 46 of 46, 174 against 174, exact', 'S2 S4 S5 S8: 46 of 46, 174 against 155'],
    ['the cheapest of twelve, within four', TWELVE, MUCH, { rule: 'minimumCost', shipmentsMax: 4 }, 37, 'S2 S4 S5 S8: 46 of 46, 174 against 174, exact', 'S2 S4 S5 S8: 46 of 46, 174 against 155'],
    ['the cheapest where one does', TWELVE, { TEA: 5, CUP: 5 }, { rule: 'minimumCost' }, 4, 'S2: 10 of 10, 38 against 38, exact', 'S2: 10 of 10, 38 against 36'],
  ])('%s', (_, locations, wanted, more, looks, sure, earlier) => {
    expect(found(locations, wanted, more, looks)).toBe(sure);
    expect(found(locations, wanted, more, looks - 1)).toBe(earlier);
  });

  it.each<[string, readonly SourcingLocation[], Readonly<Record<string, number>>, Partial<SourcingRequest>, string]>([
    ['one place for an item, from the best that has most', MANY, { TEA: 9, CUP: 3 }, { rule: 'priority', placesPerItemMax: 1 }, 'C: 7 of 7, exact'],
    ['the fewest, one place for an item', MANY, { TEA: 8, CUP: 1 }, { rule: 'fewestShipments', placesPerItemMax: 1 }, 'C: 6 of 6, 1 against 1, exact'],
    ['the fewest, where the first three to fill most are as few as can be', TWELVE, MUCH, { rule: 'fewestShipments' }, 'S2 S4 S11: 46 of 46, 3 against 3, exact'],
    ['the same within three', TWELVE, MUCH, { rule: 'fewestShipments', shipmentsMax: 3 }, 'S2 S4 S11: 46 of 46, 3 against 3, exact'],
    ['most within three, where they fill all', TWELVE, MUCH, { rule: 'priority', shipmentsMax: 3 }, 'S2 S4 S11: 46 of 46, exact'],
    ['all there is, at any cost', TWELVE, { TEA: 99, CUP: 99 }, { rule: 'minimumCost' }, 'S0 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11: 120 of 120, 604 against 604, exact'],
  ])('none, where the first choice is as good as can be: %s', (_, locations, wanted, more, sure) => expect(found(locations, wanted, more, 0)).toBe(sure));
});

describe('what is known where places ship in different packs, or few may serve an item', () => {
  const inPacks = (amount: number, pack: number): readonly [number, { readonly pack: number }] => [amount, { pack }];
  it.each<[string, readonly SourcingLocation[], Readonly<Record<string, number>>, Partial<SourcingRequest>, string]>([
    ['which places would do for an item cannot be told by size if their packs differ', [place('A', { P: inPacks(8, 4) }), place('B', { Q: 1 }), place('C', { P: 1 })], { P: 4, Q: 1 }, { rule: 'fewestShipments', placesPerItemMax: 1 }, 'A B: 5 of 5, 2 against 1'],
    ['as many places as there are is no limit', [place('A', { Q: 1 }), place('B', { P: 1 }), place('C', { P: inPacks(4, 4) }), place('D', { P: 1 })], { P: 4, Q: 1 }, { rule: 'fewestShipments', placesPerItemMax: 4 }, 'A C: 5 of 5, 2 against 2, exact'],
    ['two places of the same pack might be better than the two that were tried', [place('A', { P: inPacks(8, 4) }), place('B', { P: inPacks(8, 4) }), place('C', { P: 1 })], { P: 6 }, { rule: 'fewestShipments', placesPerItemMax: 2 }, 'A C: 5 of 6, 2 against 2'],
    ['one that gives all that is wanted is as good as can be', [place('A', { P: 1 }), place('B', { P: inPacks(2, 2) })], { P: 2 }, { rule: 'fewestShipments', placesPerItemMax: 1 }, 'B: 2 of 2, 1 against 1, exact'],
    ['what one place of each item could give bounds what is filled', [place('A', { P: 1 }), place('B', { P: inPacks(4, 4) })], { P: 5 }, { rule: 'priority', placesPerItemMax: 1 }, 'B: 4 of 4, exact'],
    ['at the least cost, as many places as there are is no limit either', [place('A', { Q: [7, { unitCost: 5 }] }, { shipmentCost: 7 }), place('B', { Q: 1 }), place('C', { P: 1 })], { P: 1, Q: 2 }, { rule: 'minimumCost', placesPerItemMax: 3 }, 'A B C: 3 of 3, 12 against 12, exact'],
    ['the least cost is nothing, but more might be filled', [place('A', { R: 3 }), place('B', { Q: 1 }), place('C', { R: inPacks(3, 3) })], { Q: 1, R: 3 }, { rule: 'minimumCost', shipmentsMax: 1, placesPerItemMax: 1 }, 'A: 3 of 4, 0 against 0'],
    ['without a look, a cover of places in packs is filled as packs allow', [place('A', { P: inPacks(4, 4) }), place('B', { P: inPacks(6, 2) }), place('C', { P: 1 })], { P: 5 }, { rule: 'fewestShipments', searchLimit: 0 }, 'A C: 5 of 5, 2 against 2, exact'],
    ['without a look, one place for one grain', [place('A', { P: 1 })], { P: 1 }, { rule: 'fewestShipments', searchLimit: 0 }, 'A: 1 of 1, 1 against 1, exact'],
    ['a second place of an item that may come from one adds nothing', [place('A', { Q: 2 }), place('B', { P: 1 }), place('C', { Q: 3 })], { P: 1, Q: 4 }, { rule: 'fewestShipments', shipmentsMax: 2, placesPerItemMax: 1 }, 'B C: 4 of 4, 2 against 2, exact'],
    ['the cost of what cannot be filled bounds nothing', [place('A', { Q: 1 }), place('B', { Q: [1, { unitCost: 1 }] })], { Q: 2 }, { rule: 'minimumCost', placesPerItemMax: 1 }, 'A: 1 of 1, 0 against 0, exact'],
    ['one item whose packs do not divide one another is enough to leave open what can be filled', [place('A', { P: inPacks(8, 4), Q: 1 }), place('B', { P: inPacks(6, 6) })], { P: 12, Q: 1 }, { rule: 'priority' }, 'A B: 11 of 13'],
    ['a pack that is never shipped does not count among those that divide one another', [place('A', { P: inPacks(4, 4) }), place('B', { P: inPacks(1, 6), Q: 1 })], { P: 4, Q: 1 }, { rule: 'priority', shipmentsMax: 1 }, 'A: 4 of 4, exact'],
    ['nor does the pack of a place that has nothing of an item', [place('A', { P: inPacks(2, 2) }), place('B', { Q: inPacks(2, 2) })], { P: 2, Q: 2 }, { rule: 'fewestShipments', placesPerItemMax: 1 }, 'A B: 4 of 4, 2 against 2, exact'],
    ['of what the search for the fewest found and what fills most, the one that fills more', [place('A', { P: 7, Q: 4 }), place('B', { Q: 5 }), place('C', { P: 9 })], { P: 9, Q: 6 }, { rule: 'fewestShipments', shipmentsMax: 2, searchLimit: 4 }, 'B C: 14 of 15, 2 against 1'],
  ])('%s', (_, locations, wanted, more, expected) => expect(found(locations, wanted, more, more.searchLimit ?? 20_000)).toBe(expected));
});

describe('what is taken, where the search leaves it open', () => {
  it.each<[string, readonly SourcingLocation[], Readonly<Record<string, number>>, Partial<SourcingRequest>, string[]]>([
    ['a cover found without a look still takes from its places in turn', [place('A', { P: 2 }), place('B', { P: 11 })], { P: 12 }, { rule: 'fewestShipments', searchLimit: 0 }, ['P A:2 B:10']],
    ['of choices that cost as much, the one that was found first', [place('A', { P: [7, { unitCost: 5 }] }, { shipmentCost: 8 }), place('B', { P: [1, { unitCost: 2 }] }, { shipmentCost: 3 })], { P: 2 }, { rule: 'minimumCost' }, ['P A:2']],
    ['of the places that have most, greater packs first where that fills more', [place('A', { P: 9 }), place('B', { P: [4, { pack: 4 }] }), place('C', { P: [2, { pack: 2 }] })], { P: 12 }, { placesPerItemMax: 2 }, ['P A:8 B:4']],
    ['the order of the rule where greater packs first fill as much', [place('A', { P: [8, { pack: 2 }] }), place('B', { P: [9, { pack: 3 }] })], { P: 12 }, {}, ['P A:8 B:3 -1']],
    ['the cheapest, also where all places are chosen and the rest comes from a dearer one', [place('A', { Q: [3, { unitCost: 2 }] }), place('B', { P: [1, { unitCost: 1 }], Q: 1 })], { P: 1, Q: 2 }, { rule: 'minimumCost' }, ['P B:1', 'Q A:1 B:1']],
    ['the cheapest to the unit, where units are dear', [place('A', { P: [7, { unitCost: 2 ** 49 }] }, { shipmentCost: 5 }), place('B', { P: [7, { unitCost: 2 ** 49 }] }, { shipmentCost: 4 })], { P: 7 }, { rule: 'minimumCost' }, ['P B:7']],
    // Shipment costs spread over 7 grains, in fractions of a money unit, must not be rounded above what they are.
    ['the cheapest to the unit, where costs are near the end of the exact range', [place('A', { P: 7 }, { shipmentCost: 2_251_799_813_685_236 }), place('B', { P: 7 }, { shipmentCost: 2_251_799_813_685_235 })], { P: 7 }, { rule: 'minimumCost' }, ['P B:7']],
  ])('%s', (_, locations, wanted, more, expected) => expect(plan(locations, [order('o', wanted)], more)).toEqual([expected]));
});
