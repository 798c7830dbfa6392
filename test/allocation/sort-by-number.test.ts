import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortByNumber } from '../../src/allocation/sort-by-number.js';
import { runs } from '../runs.js';

const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Infinity, -Infinity), fc.integer({ min: -1e9, max: 1e9 }));
const far = fc.oneof(number, fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 52, 2 ** 51));

it('sorts as comparing one by one does, whatever the numbers, and keeps equal entries as given', () => {
  fc.assert(fc.property(fc.array(fc.record({ number: far, tie: fc.nat(2) }), { maxLength: 12 }), (list) => {
    const before = [...list];
    const tie = (one: { tie: number }, other: { tie: number }): number => one.tie - other.tie;
    const expected = [...list].sort((one, other) => (one.number < other.number ? -1 : one.number > other.number ? 1 : tie(one, other)));
    const sorted = sortByNumber(list, (entry) => entry.number, tie);
    expect(sorted.length).toBe(expected.length);
    expect(sorted.every((entry, index) => entry === expected[index])).toBe(true);
    expect(list).toEqual(before);
  }), { numRuns: runs(2000) });
});
