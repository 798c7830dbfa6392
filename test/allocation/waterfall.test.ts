import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainWaterfall, waterfall, type WaterfallRequest } from '../../src/allocation/index.js';
import { grains, sumGrains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

type Row = readonly [claim: string, requested: number, priority?: number];
const pour = (supply: number, rows: readonly Row[], multiple?: number): ReturnType<typeof waterfall> => waterfall({
  supply: supply as never, multiple: multiple as never, claims: rows.map(([claim, requested, priority]) => ({ claim, requested: requested as never, priority })),
});
const amounts = (...asked: Parameters<typeof pour>): number[] => {
  const answer = pour(...asked);
  return [...answer.grants.map(({ granted }) => granted), answer.common];
};

describe('a waterfall', () => {
  it.each<[string, number, Row[], number | undefined, number[]]>([
    ['all asked for, or all that is left', 10, [['a', 6], ['b', 6], ['c', 1]], undefined, [6, 4, 0, 0]],
    ['the lower priority number first, whatever the order given', 10, [['a', 6, 2], ['b', 6, 1]], undefined, [4, 6, 0]],
    ['no number is zero', 10, [['a', 6, 1], ['b', 6], ['c', 9, -1]], undefined, [0, 1, 9, 0]],
    ['equal numbers in the order given', 7, [['a', 5, 3], ['b', 5, 3]], undefined, [5, 2, 0]],
    ['what nobody takes stays', 20, [['a', 5], ['b', 5]], undefined, [5, 5, 10]],
    ['whole multiples, rounded down, leave more for the next', 25, [['a', 19], ['b', 19]], 6, [18, 6, 1]],
    ['nobody', 5, [], undefined, [5]],
    ['nothing', 0, [['a', 5]], undefined, [0, 0]],
  ])('%s', (_, supply, rows, multiple, expected) => expect(amounts(supply, rows, multiple)).toEqual(expected));

  it('states turns and what is unfilled', () => {
    expect(pour(7, [['a', 5, 2], ['b', 5, 1]]).grants).toEqual([
      { claim: 'a', turn: 2, requested: 5, granted: 2, unfilled: 3 }, { claim: 'b', turn: 1, requested: 5, granted: 5, unfilled: 0 },
    ]);
  });

  it.each<[string, () => unknown]>([
    ['supply is a whole number not below zero, not -1', () => pour(-1, [])],
    ['multiple is a whole number above zero, not 0', () => pour(1, [], 0)],
    ['claims[0].requested is a whole number not below zero, not -5', () => pour(1, [['a', -5]])],
    ['claims[1].priority is a whole number, not 0.5', () => pour(1, [['a', 5], ['b', 5, 0.5]])],
    ['claims[1] names "a" a second time', () => pour(1, [['a', 5], ['a', 5]])],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  const request: fc.Arbitrary<WaterfallRequest> = fc.record({
    supply: amount(60), multiple: fc.constantFrom(1, 3).map(grains),
    claims: fc.array(fc.record({ requested: amount(20), priority: fc.nat(3) }), { maxLength: 6 }).map((all) => all.map((claim, index) => ({ claim: `C${index}`, ...claim }))),
  });

  it('gives away what is there and no more, and nobody waits while a later one is served', () => {
    fc.assert(fc.property(request, (asked) => {
      const { grants, common } = waterfall(asked);
      expect(sumGrains(grants.map(({ granted }) => granted)) + common).toBe(asked.supply);
      const turns = [...grants].sort((one, other) => one.turn - other.turn);
      expect(turns.map(({ turn }) => turn)).toEqual(turns.map((_, index) => index + 1));
      for (const [index, { granted, unfilled, requested }] of turns.entries()) {
        expect(granted + unfilled).toBe(requested);
        expect(granted % asked.multiple!).toBe(0);
        if (unfilled >= asked.multiple!) for (const later of turns.slice(index + 1)) expect(later.granted).toBe(0);
      }
    }), { numRuns: runs(500) });
  });

  it('never takes from anyone when there is more', () => {
    fc.assert(fc.property(request, amount(30), (asked, more) => {
      const before = waterfall(asked);
      const after = waterfall({ ...asked, supply: grains(asked.supply + more) });
      expect(before.grants.every(({ granted }, index) => after.grants[index]!.granted >= granted)).toBe(true);
    }), { numRuns: runs(500) });
  });

  it('does not depend on the order given where priorities differ', () => {
    const distinct = request.map((asked) => ({ ...asked, claims: asked.claims.map((claim, index) => ({ ...claim, priority: (index * 5) % 7 })) }));
    fc.assert(fc.property(distinct, (asked) => {
      expect([...waterfall({ ...asked, claims: [...asked.claims].reverse() }).grants].reverse()).toEqual(waterfall(asked).grants);
    }), { numRuns: runs(300) });
  });

  it('explains itself in the order of turns', () => {
    expect(explainWaterfall(pour(8, [['a', 5, 2], ['b', 6, 1]], 2))).toBe('8 given in order of priority, in multiples of 2\n1. b gets 6 of 6\n2. a gets 2 of 5\n0 stays common');
    expect(explainWaterfall(pour(8, []), { amount: (value) => `${value} EA` })).toBe('8 EA given in order of priority, in multiples of 1 EA\n8 EA stays common');
  });
});
