import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideExactly } from '../../src/allocation/divide-exactly.js';
import { compareLevels, type Level } from '../../src/allocation/fill-level.js';
import { indexHeap } from '../../src/allocation/index-heap.js';
import { runs } from '../runs.js';

const MOST = Number.MAX_SAFE_INTEGER;
const whole = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -(2 ** 27), max: 2 ** 27 }), fc.integer({ min: -MOST, max: MOST }));
const above = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 27 }), fc.integer({ min: 1, max: MOST }));

it.each<[string, Parameters<typeof divideExactly>, number, number | bigint]>([
  ['rounds down, with what is left over', [7, 1, 0, 2, 1], 3, 1],
  ['below zero too', [-7, 1, 0, 2, 1], -4, 1],
  ['of nothing has no sign', [-7, 0, 0, 2, 1], 0, 0],
  ['and leaves nothing over where it divides', [-8, 1, 0, 2, 1], -4, 0],
  ['counts what is subtracted, and the parts', [7, 5, 3, 4, 5], 1, 3],
  ['is exact for a product beyond the safe integers whose difference is not', [2 ** 27 + 1, 2 ** 27 + 1, 2 ** 27, 2 ** 27, 1], 2, 1n],
  ['and for a product just beyond them', [3, 3_002_399_751_580_331, 1, 3, 1], 3_002_399_751_580_330, 0n],
  ['and for a subtrahend beyond them', [2 ** 27, 2 ** 27, 2 ** 27 + 1, 2 ** 27 + 1, 1], -2, 1n],
  ['and for a divisor beyond them', [1, 1, 0, 2 ** 30, 2 ** 30], 0, 1n],
  ['and for a difference beyond them', [MOST, 1, -MOST, 1, 1], 2 ** 54 - 2, 0n],
])('a quotient %s', (_, parts, quotient, rest) => expect(divideExactly(...parts)).toEqual({ whole: quotient, rest }));

it('a quotient is exact at any size', () => {
  fc.assert(fc.property(whole, whole, whole, above, above, (factor, times, minus, by, parts) => {
    const exact = BigInt(factor) * BigInt(times) - BigInt(minus) * BigInt(by);
    const divisor = BigInt(by) * BigInt(parts);
    const { whole: quotient, rest } = divideExactly(factor, times, minus, by, parts);
    expect(rest >= 0 && rest < divisor).toBe(true);
    const expected = (exact - BigInt(rest)) / divisor;
    expect((exact - BigInt(rest)) % divisor).toBe(0n);
    // A quotient beyond the safe integers is only near; no share is that large.
    expect(quotient).toBe(Number(expected));
  }), { numRuns: runs(2000) });
});

it.each<[string, Level, Level, number]>([
  ['the lesser first', { n: 1, d: 3 }, { n: 1, d: 2 }, -1],
  ['equal ones are equal', { n: 2, d: 4 }, { n: 1, d: 2 }, 0],
  ['one part in 2 to the 106 apart', { n: MOST, d: MOST - 1 }, { n: MOST - 1, d: MOST - 2 }, -1],
  ['equal ones whose products leave the safe integers', { n: 2 ** 52, d: 2 ** 52 }, { n: MOST, d: MOST }, 0],
])('levels: %s', (_, left, right, order) => {
  expect(Math.sign(compareLevels(left, right))).toBe(order);
  expect(Math.sign(compareLevels(right, left))).toBe(0 - order);
});

it('levels are compared exactly at any size', () => {
  fc.assert(fc.property(whole, above, whole, above, fc.boolean(), (n, d, m, e, near) => {
    const [left, right] = [{ n, d }, near ? { n, d: d === MOST ? d - 1 : d + 1 } : { n: m, d: e }];
    const exact = BigInt(left.n) * BigInt(right.d) - BigInt(right.n) * BigInt(left.d);
    expect(Math.sign(compareLevels(left, right))).toBe(exact < 0n ? -1 : exact > 0n ? 1 : 0);
  }), { numRuns: runs(1000) });
});

it('a heap gives the first, whatever the order changes to', () => {
  fc.assert(fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 20 }), fc.array(fc.option(fc.nat(20), { nil: undefined }), { maxLength: 30 }), (start, moves) => {
    const values = [...start];
    const inside = new Set(values.keys());
    const heap = indexHeap([...values.keys()], (one, other) => values[one]! - values[other]! || one - other);
    for (const move of moves) {
      if (inside.size === 0) return;
      const first = [...inside].reduce((best, index) => (values[index]! < values[best]! || (values[index] === values[best] && index < best) ? index : best));
      expect(heap.first()).toBe(first);
      if (move === undefined) inside.delete(first);
      else values[first] = move;
      heap.settle(move !== undefined);
    }
  }), { numRuns: runs(500) });
});
