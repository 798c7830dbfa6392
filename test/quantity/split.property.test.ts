import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grains, negateGrains, splitGrains, splitQuantity, sumGrains, sumQuantities } from '../../src/quantity/index.js';
import { anyAmount, anyGrains } from './quantity-arbitrary.js';

const someWeights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }).filter((weights) => weights.some((weight) => weight > 0));

describe('a split', () => {
  it('gives away exactly the whole, everyone within one grain of their share', () => {
    fc.assert(fc.property(anyGrains, someWeights, (total, weights) => {
      const parts = splitGrains(total, weights);
      expect(sumGrains(parts)).toBe(total);
      const sum = weights.reduce((running, weight) => running + BigInt(weight), 0n);
      for (const [index, part] of parts.entries()) {
        const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[index]!);
        expect(off < sum && off > -sum).toBe(true);
        expect(part === 0 || Math.sign(part) === Math.sign(total)).toBe(true);
      }
    }));
  });

  it('of a negative amount mirrors that of the positive', () => {
    fc.assert(fc.property(anyGrains, someWeights, (total, weights) => {
      expect(splitGrains(negateGrains(total), weights)).toEqual(splitGrains(total, weights).map(negateGrains));
    }));
  });

  it('gives equal weights the same to within one, the earlier the more', () => {
    fc.assert(fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 20 }), (total, count) => {
      const parts = splitGrains(grains(total), Array.from({ length: count }, () => 3));
      expect(parts).toEqual([...parts].sort((left, right) => right - left));
      expect(parts[0]! - parts.at(-1)!).toBeLessThanOrEqual(1);
    }));
  });

  it('of a quantity sums to the quantity', () => {
    fc.assert(fc.property(anyAmount, someWeights, (amount, weights) => {
      const parts = splitQuantity({ amount, unit: 'KGM' }, weights.map(String), { step: '0.000000000001' });
      expect(sumQuantities(parts, 'KGM')).toEqual({ amount, unit: 'KGM' });
    }));
  });
});
