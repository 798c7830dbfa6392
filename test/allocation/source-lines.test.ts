import { describe, expect, it } from 'vitest';
import { explainSourcing, type SourcingLocation, type SourcingOrder, type SourcingRequest } from '../../src/allocation/index.js';
import { g } from './amounts.js';
import { order, place, plan, source, terms } from './sourcing.js';

const ABC = [place('A', { TEA: 5 }, { distance: 30 }), place('B', { TEA: 8, CUP: 4 }, { distance: 10 }), place('C', { TEA: 20, CUP: 9 }, { distance: 20 })];

describe('where goods come from', () => {
  it.each<[string, readonly SourcingLocation[], SourcingOrder[], Partial<SourcingRequest>, unknown]>([
    ['by priority: as listed', ABC, [order('o', { TEA: 14 })], {}, [['TEA A:5 B:8 C:1']]],
    ['by priority, terms of an order change nothing', ABC, [order('o', { TEA: 6 }, { terms: terms({ C: { distance: 0 } }) })], {}, [['TEA A:5 B:1']]],
    ['what is there runs out, the rest is unfilled', ABC, [order('o', { TEA: 40 })], {}, [['TEA A:5 B:8 C:20 -7']]],
    ['nobody offers it', ABC, [order('o', { MILK: 4 })], {}, [['MILK -4']]],
    ['nothing is asked for', ABC, [order('o', { TEA: 0 })], {}, [['TEA']]],
    ['no lines', ABC, [order('o', {})], {}, [[]]],
    ['no locations', [], [order('o', { TEA: 1 })], {}, [['TEA -1']]],
    ['nearest: by distance', ABC, [order('o', { TEA: 14 })], { rule: 'nearest' }, [['TEA B:8 C:6']]],
    ['nearest: equal ones as listed, unknown distances last', [place('X', { TEA: 1 }), place('A', { TEA: 1 }, { distance: 7 }), place('B', { TEA: 1 }, { distance: 7 })], [order('o', { TEA: 3 })], { rule: 'nearest' }, [['TEA A:1 B:1 X:1']]],
    ['nearest: by the distances of the order’s address, where it has any', ABC, [order('o', { TEA: 28 }, { terms: terms({ A: { distance: 15 }, B: { distance: 25 } }) }), order('p', { TEA: 1 })], { rule: 'nearest' }, [['TEA A:5 C:20 B:3'], ['TEA B:1']]],
    ['nearest: terms without a distance are far', ABC, [order('o', { TEA: 6 }, { terms: terms({ B: { shipmentCost: 1 } }) })], { rule: 'nearest' }, [['TEA C:6']]],
    ['fewest shipments: one that has it all', ABC, [order('o', { TEA: 14 })], { rule: 'fewestShipments' }, [['TEA C:14']]],
    ['fewest shipments: the order as a whole', ABC, [order('o', { TEA: 5, CUP: 4 })], { rule: 'fewestShipments' }, [['TEA B:5', 'CUP B:4']]],
    ['fewest shipments: of as few, the best as listed', [...ABC, place('D', { TEA: 30, CUP: 30 })], [order('o', { TEA: 14, CUP: 9 })], { rule: 'fewestShipments' }, [['TEA C:14', 'CUP C:9']]],
    ['fewest shipments: no more than it takes to fill what can be', ABC, [order('o', { TEA: 50 })], { rule: 'fewestShipments' }, [['TEA A:5 B:8 C:20 -17']]],
    ['minimum cost: a shipment and its units', [place('A', { TEA: [9, { unitCost: 5 }] }, { shipmentCost: 10 }), place('B', { TEA: [9, { unitCost: 1 }] }, { shipmentCost: 40 })], [order('o', { TEA: 7 }), order('p', { TEA: 8 })], { rule: 'minimumCost' }, [['TEA A:7'], ['TEA B:8']]],
    ['minimum cost: a cheap unit is worth a shipment', [place('A', { TEA: [9, { unitCost: 5 }], CUP: [9, { unitCost: 1 }] }, { shipmentCost: 10 }), place('B', { TEA: [9, { unitCost: 1 }] }, { shipmentCost: 4 })], [order('o', { TEA: 2, CUP: 3 })], { rule: 'minimumCost' }, [['TEA B:2', 'CUP A:3']]],
    ['minimum cost: and otherwise is not', [place('A', { TEA: [9, { unitCost: 5 }], CUP: [9, { unitCost: 1 }] }, { shipmentCost: 10 }), place('B', { TEA: [9, { unitCost: 1 }] }, { shipmentCost: 9 })], [order('o', { TEA: 2, CUP: 3 })], { rule: 'minimumCost' }, [['TEA A:2', 'CUP A:3']]],
    ['minimum cost: shipment costs of the order’s address', [place('A', { TEA: 9 }, { shipmentCost: 10 }), place('B', { TEA: 9 }, { shipmentCost: 4 })], [order('o', { TEA: 2 }, { terms: terms({ B: { shipmentCost: 11 } }) }), order('p', { TEA: 2 })], { rule: 'minimumCost' }, [['TEA A:2'], ['TEA B:2']]],
    ['minimum cost: filling comes before saving', [place('A', { TEA: [5, { unitCost: 1 }] }), place('B', { TEA: [5, { unitCost: 900 }] }, { shipmentCost: 900 })], [order('o', { TEA: 7 })], { rule: 'minimumCost' }, [['TEA A:5 B:2']]],
    ['a structural location ships nothing', [place('A', { TEA: 5 }, { structural: true }), place('B', { TEA: 3 })], [order('o', { TEA: 4 })], {}, [['TEA B:3 -1']]],
    ['an offer below zero is nothing, and takes nothing from another', [place('A', { TEA: -5 }), place('B', { TEA: 3 })], [order('o', { TEA: 4 })], {}, [['TEA B:3 -1']]],
    ['only from the locations an order names', ABC, [order('o', { TEA: 14 }, { locations: ['C', 'B'] })], {}, [['TEA B:8 C:6']]],
    ['also when it searches', ABC, [order('o', { TEA: 6 }, { locations: ['B', 'A'] })], { rule: 'fewestShipments' }, [['TEA B:6']]],
    ['lines of one item are one demand, dealt out as listed', ABC, [order('o', { 'TEA 1': 4, 'TEA 2': 5, CUP: 2, 'TEA 3': 5 })], {}, [['TEA 1 A:4', 'TEA 2 A:1 B:4', 'CUP B:2', 'TEA 3 B:4 C:1']]],
    ['an order takes from those after it', ABC, [order('o', { TEA: 14 }), order('p', { TEA: 3 })], {}, [['TEA A:5 B:8 C:1'], ['TEA C:3']]],
  ])('%s', (_, locations, orders, more, expected) => expect(plan(locations, orders, more)).toEqual(expected));
});

describe('packs', () => {
  it.each<[string, readonly SourcingLocation[], number, Partial<SourcingRequest>, string]>([
    ['a location ships whole packs, the next what is left', [place('A', { TEA: [20, { pack: 6 }] }), place('B', { TEA: 9 })], 16, {}, 'TEA A:12 B:4'],
    ['what is less than a pack cannot be had', [place('A', { TEA: [5, { pack: 6 }] })], 5, {}, 'TEA -5'],
    ['nor what is less than a pack be asked for', [place('A', { TEA: [50, { pack: 6 }] }), place('B', { TEA: [50, { pack: 6 }] })], 10, {}, 'TEA A:6 -4'],
    ['greater packs go first where the order of the rule would leave something', [place('A', { TEA: 3 }), place('B', { TEA: [6, { pack: 6 }] })], 6, {}, 'TEA B:6'],
    ['and only there', [place('A', { TEA: 4 }), place('B', { TEA: [6, { pack: 6 }] })], 10, {}, 'TEA A:4 B:6'],
    ['fewest shipments count packs', [place('A', { TEA: [50, { pack: 6 }] }), place('B', { TEA: 10 })], 10, { rule: 'fewestShipments' }, 'TEA B:10'],
  ])('%s', (_, locations, wanted, more, expected) => expect(plan(locations, [order('o', { TEA: wanted })], more)).toEqual([[expected]]));
});

describe('limits', () => {
  const MANY = [place('A', { TEA: 3, CUP: 1 }), place('B', { TEA: 4 }), place('C', { TEA: 5, CUP: 2 }), place('D', { TEA: 5 })];
  it.each<[string, Readonly<Record<string, number>>, Partial<SourcingRequest>, string[]]>([
    ['a limit that is not reached changes nothing', { TEA: 7 }, { shipmentsMax: 2 }, ['TEA A:3 B:4']],
    ['at most so many shipments: those that fill most', { TEA: 10 }, { shipmentsMax: 2 }, ['TEA C:5 D:5']],
    ['of those that fill as much, the best as listed', { TEA: 8 }, { shipmentsMax: 2 }, ['TEA A:3 C:5']],
    ['over all items of the order', { TEA: 9, CUP: 3 }, { shipmentsMax: 2 }, ['TEA A:3 C:5 -1', 'CUP A:1 C:2']],
    ['at most so many places for an item: those that have most', { TEA: 10 }, { placesPerItemMax: 2 }, ['TEA C:5 D:5']],
    ['the other items may come from others', { TEA: 5, CUP: 3 }, { placesPerItemMax: 2 }, ['TEA A:3 B:2', 'CUP A:1 C:2']],
    ['one place for an item', { TEA: 4, CUP: 3 }, { placesPerItemMax: 1 }, ['TEA B:4', 'CUP C:2 -1']],
    ['with fewest shipments', { TEA: 14 }, { rule: 'fewestShipments', shipmentsMax: 2 }, ['TEA C:5 D:5 -4']],
    ['with fewest shipments no more than it takes for as much', { TEA: 3, CUP: 9 }, { rule: 'fewestShipments', shipmentsMax: 1 }, ['TEA C:3', 'CUP C:2 -7']],
    ['with minimum cost', { TEA: 14 }, { rule: 'minimumCost', shipmentsMax: 2 }, ['TEA C:5 D:5 -4']],
    ['fewest shipments for what fewer places can fill', { TEA: 8, CUP: 1 }, { rule: 'fewestShipments', placesPerItemMax: 1 }, ['TEA C:5 -3', 'CUP C:1']],
  ])('%s', (_, wanted, more, expected) => expect(plan(MANY, [order('o', wanted)], more)).toEqual([expected]));
});

it('of sets that fill as much, the first as listed is taken, also where a later one could have been better', () => {
  expect(plan([place('A', { TEA: 3 }), place('B', { CUP: 3 }), place('C', { TEA: 3 }), place('D', { CUP: 1 })], [order('o', { TEA: 6, CUP: 6 })], { shipmentsMax: 2 })).toEqual([['TEA A:3 -3', 'CUP B:3 -3']]);
});

it('a limit holds where packs fill less than a set offers', () => {
  const packs = [place('A', { TEA: [2, { pack: 2 }], CUP: 1 }), place('B', { TEA: [4, { pack: 4 }] }), place('C', { TEA: 1 })];
  const [answer] = source(packs, [order('o', { TEA: 5, CUP: 1 })], { shipmentsMax: 2 });
  expect(answer).toMatchObject({ ok: true, shipments: ['A', 'B'], proof: { exact: true, filledAtMost: 5 } });
});

it('different packs at minimum cost: what may be cheaper is not called the cheapest', () => {
  // 4 from B and 4 from A would cost 24.
  const packs = [place('A', { TEA: [8, { pack: 4, unitCost: 5 }] }), place('B', { TEA: [6, { pack: 2, unitCost: 1 }] }), place('C', { TEA: [2, { pack: 2, unitCost: 10 }] })];
  expect(source(packs, [order('o', { TEA: 8 })], { rule: 'minimumCost' })[0]).toMatchObject({ cost: 26, proof: { exact: false, value: 26, atLeast: 16, filledAtMost: 8 } });
});

describe('an order that cannot be filled', () => {
  const SHORT = [place('A', { TEA: 6, CUP: 9 }), place('B', { TEA: 6 })];
  it('is refused whole, says what could be had, and takes nothing from the next', () => {
    expect(plan(SHORT, [order('o', { TEA: 13, CUP: 2 }), order('p', { TEA: 12 })], { partial: 'refuse' })).toEqual([
      { code: 'allocation.insufficient', order: 'o', shortages: [{ line: 'TEA', item: 'TEA', requested: 13, available: 12 }] }, ['TEA A:6 B:6'],
    ]);
  });

  it('two lines that pass alone do not pass together', () => {
    expect(plan(SHORT, [order('o', { 'TEA 1': 8, 'TEA 2': 8 })], { partial: 'refuse' })).toEqual([
      { code: 'allocation.insufficient', order: 'o', shortages: [{ line: 'TEA 2', item: 'TEA', requested: 8, available: 4 }] },
    ]);
  });

  it('for the limits alone says so, and whether that is certain', () => {
    expect(plan(SHORT, [order('o', { TEA: 8 })], { partial: 'refuse', shipmentsMax: 1 })).toEqual([
      { code: 'allocation.shipment_limit', order: 'o', shipmentsMax: 1, placesPerItemMax: undefined, shortages: [{ line: 'TEA', item: 'TEA', requested: 8, available: 6 }], certain: true },
    ]);
    expect(plan(SHORT, [order('o', { TEA: 8 })], { partial: 'refuse', placesPerItemMax: 1 })).toMatchObject([{ code: 'allocation.shipment_limit', placesPerItemMax: 1, certain: true }]);
    expect(plan(SHORT, [order('o', { TEA: 14 })], { partial: 'refuse', shipmentsMax: 1 })).toEqual([
      { code: 'allocation.insufficient', order: 'o', shortages: [{ line: 'TEA', item: 'TEA', requested: 14, available: 12 }] },
    ]);
    const hard = [place('A', { TEA: 6 }), place('B', { CUP: 6 }), place('C', { TEA: 5, CUP: 5 }), place('D', { TEA: 1 }), place('E', { CUP: 1 })];
    expect(plan(hard, [order('o', { TEA: 7, CUP: 7 })], { partial: 'refuse', shipmentsMax: 2 })).toMatchObject([{ code: 'allocation.shipment_limit', certain: true }]);
    expect(plan(hard, [order('o', { TEA: 7, CUP: 7 })], { partial: 'refuse', shipmentsMax: 2, searchLimit: 1 })).toMatchObject([{ code: 'allocation.shipment_limit', certain: false }]);
  });

  it('gives whole lines, a later one where an earlier does not fit', () => {
    expect(plan(SHORT, [order('o', { 'TEA 1': 5, 'TEA 2': 8, 'TEA 3': 6, CUP: 9 }), order('p', { TEA: 9 })], { partial: 'wholeLines' })).toEqual([
      ['TEA 1 A:5', 'TEA 2 -8', 'TEA 3 A:1 B:5', 'CUP A:9'], ['TEA -9'],
    ]);
    expect(plan(SHORT, [order('o', { TEA: 13, CUP: 10 })], { partial: 'wholeLines' })).toEqual([['TEA -13', 'CUP -10']]);
    expect(plan(SHORT, [order('o', { TEA: 12, CUP: 9 })], { partial: 'wholeLines', shipmentsMax: 1 })).toEqual([['TEA -12', 'CUP A:9']]);
  });

  it('gets what there is where that is allowed, by each of its lines', () => {
    expect(plan(SHORT, [order('o', { 'TEA 1': 10, 'TEA 2': 5 })])).toEqual([['TEA 1 A:6 B:4', 'TEA 2 B:2 -3']]);
  });
});

describe('what is known of a choice', () => {
  it('by priority: nothing fills more', () => {
    const [answer] = source(ABC, [order('o', { TEA: 14, CUP: 20 })]);
    expect(answer).toMatchObject({ ok: true, shipments: ['A', 'B', 'C'], cost: 0, proof: { exact: true, filledAtMost: 27 } });
  });

  it('states cost and shipments whatever the rule', () => {
    const priced = [place('A', { TEA: [5, { unitCost: 3 }] }, { shipmentCost: 100 }), place('B', { TEA: [5, { unitCost: 2 }] }, { shipmentCost: 50 })];
    expect(source(priced, [order('o', { TEA: 7 }, { terms: terms({ B: { shipmentCost: 40 } }) })])[0]).toMatchObject({ cost: 15 + 100 + 4 + 40, shipments: ['A', 'B'] });
    expect(source(priced, [order('o', { TEA: 7 })], { rule: 'minimumCost' })[0]).toMatchObject({ cost: 6 + 100 + 10 + 50, proof: { exact: true, filledAtMost: 7 } });
  });

  it('of fewest shipments: the number, and that fewer will not do', () => {
    expect(source(ABC, [order('o', { TEA: 22 })], { rule: 'fewestShipments' })[0]).toMatchObject({ shipments: ['A', 'C'], proof: { exact: true, filledAtMost: 22, value: 2, atLeast: 2 } });
  });

  it('without a search: a bound, and the best found', () => {
    const priced = [place('A', { TEA: [9, { unitCost: 2 }] }, { shipmentCost: 4 }), place('B', { TEA: [9, { unitCost: 1 }] }, { shipmentCost: 4 })];
    expect(source(priced, [order('o', { TEA: 9 })], { rule: 'minimumCost', searchLimit: 0 })[0]).toMatchObject({ cost: 22, proof: { exact: false, value: 22, atLeast: 13, filledAtMost: 9 } });
    expect(source(priced, [order('o', { TEA: 9 })], { rule: 'minimumCost' })[0]).toMatchObject({ cost: 13, proof: { exact: true, value: 13, atLeast: 13 } });
  });

  it('a search is over long before all sets are looked at', () => {
    const alike = Array.from({ length: 12 }, (_, index) => place(`S${index}`, { TEA: 1 }));
    expect(source(alike, [order('o', { TEA: 12 })], { shipmentsMax: 2, searchLimit: 2 })[0]).toMatchObject({ shipments: ['S0', 'S1'], proof: { exact: true, filledAtMost: 2 } });
    const needed = Array.from({ length: 6 }, (_, index) => place(`S${index}`, { TEA: 2 }, { shipmentCost: 5 }));
    expect(source(needed, [order('o', { TEA: 11 })], { rule: 'minimumCost', searchLimit: 6 })[0]).toMatchObject({ cost: 30, proof: { exact: true, atLeast: 30 } });
  });

  it('a choice that reaches its bound needs no search to be exact, packs that cannot be filled left out of the bound', () => {
    expect(source([place('A', { TEA: [50, { pack: 6, unitCost: 1 }] }), place('B', { TEA: [50, { pack: 6, unitCost: 1 }] })], [order('o', { TEA: 10 })], { rule: 'minimumCost', searchLimit: 0 })[0]).toMatchObject({ proof: { exact: true, filledAtMost: 6, value: 6, atLeast: 6 } });
  });

  it('places that have less than a pack, or whose pack is more than is wanted, are not looked at and bound nothing', () => {
    const four = [place('P', { A: 3, B: 3 }), place('Q', { B: 2, C: 3 }), place('R', { A: 2, C: 2 }), place('S', { A: 2, B: 2, C: 2 })];
    const useless = [place('LESS', { A: [5, { pack: 6 }] }), place('MORE', { A: [24, { pack: 12 }] })];
    const wanted = [order('o', { A: 5, B: 5, C: 5 })];
    const proofs = (all: readonly SourcingLocation[], searchLimit: number): unknown => source(all, wanted, { rule: 'fewestShipments', searchLimit })[0];
    for (const searchLimit of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) for (const one of useless) expect(proofs([one, ...four], searchLimit)).toEqual(proofs(four, searchLimit));
    // Packs of 6 alone fill 6 of 10, and the pack of 4 cannot be had: 10 is not what could be.
    const sixes = ['A', 'B'].map((name) => place(name, { TEA: [50, { pack: 6, unitCost: 1 }] }));
    expect(source([...sixes, place('C', { TEA: [3, { pack: 4 }] })], [order('o', { TEA: 10 })], { rule: 'minimumCost', searchLimit: 0 })[0]).toMatchObject({ proof: { exact: true, filledAtMost: 6, value: 6, atLeast: 6 } });
  });

  it('a rule that counts nothing has no value, not even an empty one', () => {
    const [answer] = source(ABC, [order('o', { TEA: 14 })], { shipmentsMax: 2 });
    expect(answer!.ok && answer!.proof).toStrictEqual({ exact: true, filledAtMost: 14 });
  });

  it('a limit and a search cut short: more might be filled', () => {
    const traps = [place('BIG', { A: 4, B: 4, C: 4 }), place('P', { A: 5, B: 5 }), place('Q', { C: 5 })];
    const wanted = [order('o', { A: 5, B: 5, C: 5 })];
    expect(source(traps, wanted, { rule: 'fewestShipments', shipmentsMax: 2 })[0]).toMatchObject({ shipments: ['P', 'Q'], proof: { exact: true, filledAtMost: 15 } });
    for (const rule of ['fewestShipments', 'priority'] as const) {
      expect(source(traps, wanted, { rule, shipmentsMax: 2, searchLimit: 0 })[0]).toMatchObject({ shipments: ['BIG', 'P'], proof: { exact: false, filledAtMost: 15 } });
    }
  });

  it('minimum cost with a limit on places for an item is called exact only at its bound', () => {
    // A and C would do for the tea. But B must ship the cup and E the milk, the cheapest first would then be E, A and C, and of three places those that have most are taken: A and B.
    const four = [place('A', { TEA: [5, { unitCost: 1 }] }), place('B', { TEA: [5, { unitCost: 9 }], CUP: 1 }), place('C', { TEA: [4, { unitCost: 1 }] }), place('E', { TEA: 1, MILK: 1 })];
    const wanted = [order('o', { TEA: 9, CUP: 1, MILK: 1 })];
    expect(source(four, wanted, { rule: 'minimumCost', placesPerItemMax: 2 })[0]).toMatchObject({ cost: 41, proof: { exact: false, value: 41, atLeast: 8 } });
    expect(source(four, wanted, { rule: 'minimumCost' })[0]).toMatchObject({ cost: 8, proof: { exact: true } });
  });

  it('packs that do not divide one another leave the most that can be filled open', () => {
    const odd = [place('A', { TEA: [8, { pack: 4 }] }), place('B', { TEA: [6, { pack: 6 }] }), place('C', { TEA: [10, { pack: 10 }] })];
    expect(source(odd, [order('o', { TEA: 14 })])[0]).toMatchObject({ proof: { exact: true, filledAtMost: 14 }, shipments: ['A', 'B'] });
    expect(source(odd, [order('o', { TEA: 18 })])[0]).toMatchObject({ proof: { exact: false, filledAtMost: 18 }, shipments: ['B', 'C'] });
    expect(source(odd.slice(0, 2), [order('o', { TEA: 12 })])[0]).toMatchObject({ proof: { exact: false, filledAtMost: 12 } });
  });
});

describe('impossible input is a mistake', () => {
  it.each<[string, () => unknown]>([
    ['shipmentsMax is a whole number above zero, not 0', () => source([], [], { shipmentsMax: 0 })],
    ['placesPerItemMax is a whole number above zero, not 0', () => source([], [], { placesPerItemMax: 0 })],
    ['searchLimit is a whole number not below zero, not -1', () => source([], [], { searchLimit: -1 })],
    ['orders[1] names "o" a second time', () => source([], [order('o', {}), order('o', {})])],
    ['orders[0].lines[1] names "TEA" a second time', () => source([], [{ order: 'o', lines: [...order('o', { TEA: 1 }).lines, ...order('o', { TEA: 1 }).lines] }])],
    ['orders[0].lines[0].grains is a whole number not below zero, not -1', () => source([], [order('o', { TEA: -1 })])],
    ['orders[0] names "Z", which is no location', () => source(ABC, [order('o', {}, { locations: ['A', 'Z'] })])],
    ['orders[0] names "Z", which is no location', () => source(ABC, [order('o', {}, { terms: terms({ Z: {} }) })])],
    ['orders[0].terms.A.distance is a whole number not below zero, not -1', () => source(ABC, [order('o', {}, { terms: terms({ A: { distance: -1 } }) })])],
    ['orders[0].terms.A.shipmentCost is a whole number not below zero, not 0.5', () => source(ABC, [order('o', {}, { terms: terms({ A: { shipmentCost: 0.5 } }) })])],
    ['locations[1] names "A" a second time', () => source([place('A', {}), place('A', {})], [])],
    ['locations[0].distance is a whole number not below zero, not -1', () => source([place('A', {}, { distance: -1 })], [])],
    ['locations[0].shipmentCost is a whole number not below zero, not -1', () => source([place('A', {}, { shipmentCost: -1 })], [])],
    ['locations[0].offers[1] names "TEA" a second time', () => source([{ location: 'A', offers: [{ item: 'TEA', grains: g(1) }, { item: 'TEA', grains: g(1) }] }], [])],
    ['locations[0].offers[0].grains is a whole number, not 0.5', () => source([{ location: 'A', offers: [{ item: 'TEA', grains: 0.5 as never }] }], [])],
    ['locations[0].offers[0].pack is a whole number above zero, not 0', () => source([place('A', { TEA: [1, { pack: 0 }] })], [])],
    ['locations[0].offers[0].unitCost is a whole number not below zero, not -1', () => source([place('A', { TEA: [1, { unitCost: -1 }] })], [])],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  it('so is more than is taken in one call', () => {
    expect(() => source([], [{ order: 'o', lines: { length: 1_000_001 } as never }])).toThrow(new TypeError('orders[0].lines has 1000001 entries; at most 1000000 are taken'));
  });

  it('amounts and costs beyond the exact range are refused rather than rounded', () => {
    const overflow = expect.objectContaining({ code: 'quantity.overflow' }) as Error;
    const most = Number.MAX_SAFE_INTEGER;
    const says = (what: string): Error => expect.objectContaining({ message: `The ${what}, beyond the exact range` }) as Error;
    expect(() => source([place('A', { TEA: 2 ** 51, CUP: 2 ** 51 }), place('B', { TEA: 2 ** 51, CUP: 2 ** 51 })], [order('o', { TEA: 2 ** 51, CUP: 2 ** 51 })], { rule: 'fewestShipments' })).toThrow(says(`amounts of an order could come to ${2 ** 53}`));
    const searched = { rule: 'minimumCost' } as const;
    expect(() => source([place('A', { TEA: [4, { unitCost: 2 ** 51 }], CUP: [4, { unitCost: 2 ** 51 }] }, { shipmentCost: 4 })], [order('o', { TEA: 2, CUP: 2 })], searched)).toThrow(says(`costs of an order could come to ${2 ** 53 + 4}`));
    expect(() => source([place('A', { TEA: 4 }, { shipmentCost: 2 ** 52 }), place('B', { TEA: 4 }, { shipmentCost: 2 ** 52 })], [order('o', { TEA: 2 })], searched)).toThrow(says(`costs of an order could come to ${2 ** 53}`));
    expect(() => source([], [order('o', { 'TEA 1': most, 'TEA 2': 1 })])).toThrow(overflow);
    expect(() => source([], [order('o', { TEA: most, CUP: 1 })])).toThrow(overflow);
    const much = [place('A', { TEA: most }), place('B', { TEA: most })];
    expect(() => source(much, [order('o', { TEA: most })], { rule: 'fewestShipments' })).toThrow(overflow);
    expect(plan(much, [order('o', { TEA: 2 ** 52 - 1 })], { rule: 'fewestShipments' })).toEqual([[`TEA A:${2 ** 52 - 1}`]]);
    expect(() => source([place('A', { TEA: [4, { unitCost: 4 }] }, { shipmentCost: most - 3 })], [order('o', { TEA: 1 })])).toThrow(says(`cost of order o comes to ${2 ** 53}`));
    const dear = [place('A', { TEA: [most, { unitCost: 2 }] }, { shipmentCost: most })];
    expect(() => source(dear, [order('o', { TEA: 1 })])).toThrow(overflow);
    expect(() => source(dear, [order('o', { TEA: 1 })], { rule: 'minimumCost' })).toThrow(overflow);
    expect(() => source(dear, [order('o', { TEA: 0 })], { rule: 'minimumCost' })).not.toThrow();
  });
});

describe('what is taken in turn is not searched, and so is bound by the exact range of its own sum alone', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const AB = [place('A', { TEA: 5 }), place('B', { TEA: most })];
  it.each<[string, readonly SourcingLocation[], Partial<SourcingRequest>, string]>([
    ['by priority', AB, {}, `TEA A:5 B:${most - 5}`],
    ['by distance', AB, { rule: 'nearest' }, `TEA A:5 B:${most - 5}`],
    ['from just as many places as may ship', AB, { shipmentsMax: 2 }, `TEA A:5 B:${most - 5}`],
    ['from just as many places as may serve an item', AB, { placesPerItemMax: 2 }, `TEA A:5 B:${most - 5}`],
    ['different packs, where nothing is left', [place('A', { TEA: [6, { pack: 6 }] }), place('B', { TEA: most })], {}, `TEA A:6 B:${most - 6}`],
    ['short, where all ship in the same packs', [place('A', { TEA: 5 }), place('B', { TEA: 3 })], {}, `TEA A:5 B:3 -${most - 8}`],
    ['short, the pack of a place that has nothing left out', [place('Z', { TEA: [0, { pack: 6 }] }), place('A', { TEA: 5 }), place('B', { TEA: 3 })], {}, `TEA A:5 B:3 -${most - 8}`],
  ])('%s', (_, locations, more, expected) => expect(plan(locations, [order('o', { TEA: most })], more)).toEqual([[expected]]));
});

it('takes the greatest offers where a limit is in the way and there is no time to search', () => {
  expect(plan(ABC, [order('o', { TEA: 99 })], { rule: 'fewestShipments', shipmentsMax: 2, searchLimit: 0 })).toEqual([['TEA B:8 C:20 -71']]);
});

describe('an order that goods come for already', () => {
  const came = (...from: readonly (readonly [item: string, location: string])[]): Partial<SourcingOrder> => ({ before: from.map(([item, location]) => ({ item, location })) });

  it.each<[string, SourcingOrder, Partial<SourcingRequest>, string, readonly string[]]>([
    ['comes from no more places than it must beside those', order('o', { TEA: 6 }, came(['TEA', 'B'])), { rule: 'fewestShipments' }, 'TEA B:6', ['B']],
    ['counts them as shipments, also where nothing more is taken', order('o', { CUP: 13 }, came(['TEA', 'A'])), { shipmentsMax: 2 }, 'CUP C:9 -4', ['A', 'C']],
    ['counts them as places of the item alone that comes from there', order('o', { TEA: 9 }, came(['CUP', 'A'])), { placesPerItemMax: 1 }, 'TEA C:9', ['A', 'C']],
    ['and of that item', order('o', { TEA: 9 }, came(['TEA', 'A'])), { placesPerItemMax: 1 }, 'TEA A:5 -4', ['A']],
    ['adds no place where it has too many', order('o', { TEA: 30 }, came(['TEA', 'A'], ['TEA', 'B'])), { shipmentsMax: 1 }, 'TEA A:5 B:8 -17', ['A', 'B']],
    ['pays for no shipment twice', order('o', { TEA: 5 }, { ...came(['CUP', 'C']), terms: terms({ A: { shipmentCost: 3 }, B: { shipmentCost: 3 }, C: { shipmentCost: 90 } }) }), { rule: 'minimumCost' }, 'TEA C:5', ['C']],
    ['counts those, too, that it may take nothing more from', order('o', { TEA: 14 }, { ...came(['TEA', 'A']), locations: ['B', 'C'] }), { shipmentsMax: 2 }, 'TEA C:14', ['A', 'C']],
  ])('%s', (_, one, more, expected, shipments) => {
    expect(plan(ABC, [one], more)).toEqual([[expected]]);
    expect(source(ABC, [one], more)[0]).toMatchObject({ ok: true, shipments, cost: 0, proof: { exact: true, filledAtMost: one.lines[0]!.grains - Number(/-(\d+)$/.exec(expected)?.[1] ?? 0) } });
  });

  it('comes from a location that is known', () => {
    expect(() => source(ABC, [order('o', { TEA: 1 }, came(['TEA', 'MOON']))])).toThrow(new TypeError('orders[0] names "MOON", which is no location'));
  });
});

describe('an answer explains itself', () => {
  const text = (...asked: Parameters<typeof source>): string => explainSourcing(source(...asked)[0]!);
  it('line by line', () => {
    expect(text(ABC, [order('o', { TEA: 14, CUP: 20, MILK: 0 })])).toBe([
      'order o in 3 shipments, cost 0', 'line TEA: 5 from A, 8 from B, 1 from C', 'line CUP: 4 from B, 9 from C, 7 unfilled', 'line MILK: nothing asked for', 'no choice within the limits is better',
    ].join('\n'));
    expect(explainSourcing(source(ABC, [order('o', { TEA: 1 })])[0]!, { amount: (value) => `${value} kg` })).toContain('line TEA: 1 kg from A');
  });
  it('with what is not known', () => {
    const priced = [place('A', { TEA: [9, { unitCost: 2 }] }, { shipmentCost: 4 }), place('B', { TEA: [9, { unitCost: 1 }] }, { shipmentCost: 4 })];
    expect(text(priced, [order('o', { TEA: 9 })], { rule: 'minimumCost', searchLimit: 0 })).toMatch(/\nthe best choice found: 13 instead of 22 might do$/);
    const odd = [place('A', { TEA: [8, { pack: 4 }] }), place('B', { TEA: [6, { pack: 6 }] })];
    expect(text(odd, [order('o', { TEA: 12 })])).toMatch(/\nthe best choice found: 12 might be filled$/);
    const few = [place('A', { TEA: [8, { pack: 4 }] }), place('B', { TEA: [8, { pack: 4 }] }), place('C', { TEA: 1 })];
    expect(text(few, [order('o', { TEA: 6 })], { rule: 'fewestShipments', placesPerItemMax: 2 })).toMatch(/\nthe best choice found: 6 might be filled$/);
    const cut = [place('A', { TEA: 7, CUP: 4 }), place('B', { CUP: 5 }), place('C', { TEA: 9 })];
    expect(text(cut, [order('o', { TEA: 9, CUP: 6 })], { rule: 'fewestShipments', shipmentsMax: 2, searchLimit: 4 })).toMatch(/\nthe best choice found: 15 might be filled, 1 instead of 2 might do$/);
  });
  it('and a refusal', () => {
    expect(text(ABC, [order('o', { TEA: 99 })], { partial: 'refuse' })).toBe('order o is refused: there is not enough\nline TEA: 33 of 99');
    expect(text(ABC, [order('o', { TEA: 30 })], { partial: 'refuse', shipmentsMax: 2 })).toBe('order o is refused: there is enough, but with at most 2 shipments no choice fills it\nline TEA: 28 of 30');
    expect(text(ABC, [order('o', { TEA: 30 })], { partial: 'refuse', placesPerItemMax: 2 })).toBe('order o is refused: there is enough, but with at most 2 places for an item no choice fills it\nline TEA: 28 of 30');
    expect(text(ABC, [order('o', { TEA: 30 })], { partial: 'refuse', shipmentsMax: 2, placesPerItemMax: 1 })).toContain('with at most 2 shipments and at most 1 places for an item no choice fills it');
    const hard = [place('A', { TEA: 6 }), place('B', { CUP: 6 }), place('C', { TEA: 5, CUP: 5 }), place('D', { TEA: 1 }), place('E', { CUP: 1 })];
    expect(text(hard, [order('o', { TEA: 7, CUP: 7 })], { partial: 'refuse', shipmentsMax: 2, searchLimit: 1 })).toContain('no choice that fills it was found');
  });
});
