import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addGrains, compareGrains, grainsFromBigint, negateGrains, subtractGrains, sumGrains, type Grains } from '../../src/quantity/index.js';
import { anyGrains } from './quantity-arbitrary.js';

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** What whole numbers without limit give, or the code of the overflow. */
function expected(value: bigint): number | string {
  return value > MAX || value < -MAX ? 'quantity.overflow' : Number(value);
}

function outcome(compute: () => Grains): number | string {
  try {
    return compute();
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('grains beside whole numbers without limit', () => {
  it('add, subtract, negate and compare alike', () => {
    fc.assert(fc.property(anyGrains, anyGrains, (left, right) => {
      const [l, r] = [BigInt(left), BigInt(right)];
      expect(outcome(() => addGrains(left, right))).toBe(expected(l + r));
      expect(outcome(() => subtractGrains(left, right))).toBe(expected(l - r));
      expect(negateGrains(left)).toBe(Number(-l));
      expect(Math.sign(compareGrains(left, right))).toBe(l < r ? -1 : l > r ? 1 : 0);
    }), { numRuns: 500 });
  });

  it('sum alike in any order', () => {
    fc.assert(fc.property(fc.array(anyGrains, { maxLength: 12 }), (amounts) => {
      const total = expected(amounts.reduce((running, amount) => running + BigInt(amount), 0n));
      expect(outcome(() => sumGrains(amounts))).toBe(total);
      expect(outcome(() => sumGrains([...amounts].reverse()))).toBe(total);
    }), { numRuns: 500 });
  });

  it('are made of every whole number in range and of no other', () => {
    fc.assert(fc.property(fc.bigInt({ min: -2n * MAX, max: 2n * MAX }), (value) => {
      expect(outcome(() => grainsFromBigint(value))).toBe(expected(value));
    }));
  });
});
