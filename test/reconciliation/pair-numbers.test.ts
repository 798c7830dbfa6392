import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairNumbers } from '../../src/reconciliation/pair-numbers.js';
import { runs } from '../runs.js';

const anyWord = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }));

describe('pairs of words', () => {
  it('are numbered as a Map would number them', () => {
    fc.assert(fc.property(fc.nat(40), fc.array(fc.tuple(anyWord, anyWord), { maxLength: 100, size: 'max' }), (expected, pairs) => {
      const [numbers, model] = [pairNumbers(expected), new Map<string, number>()];
      for (const [low, high] of pairs) {
        const text = `${low} ${high}`;
        if (!model.has(text)) model.set(text, model.size);
        expect(numbers.of(low, high)).toBe(model.get(text));
      }
      expect(numbers.size).toBe(model.size);
    }), { numRuns: runs(200) });
  });

  it.each([0, 1, 10, 10_000])('keep their numbers while there are more and more of them, where %i were expected', (expected) => {
    const numbers = pairNumbers(expected);
    const pairs = Array.from({ length: 4000 }, (_, at): [number, number] => [at % 50, Math.floor(at / 50)]);
    expect(pairs.map(([low, high]) => numbers.of(low, high))).toEqual(pairs.map((_, at) => at));
    expect(pairs.map(([low, high]) => numbers.of(low, high))).toEqual(pairs.map((_, at) => at));
    expect(numbers.size).toBe(4000);
  });

  it('of which one is turned round are two', () => {
    const numbers = pairNumbers(2);
    expect([numbers.of(0, 0), numbers.of(1, 2), numbers.of(2, 1), numbers.of(1, 1), numbers.of(0, 0), numbers.size]).toEqual([0, 1, 2, 3, 0, 4]);
  });
});
