import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRatios, addRatioTexts, ceilRatio, compareRatios, divideRatios, floorRatio, multiplyRatios, negateRatio, ratio, ratioFromDecimal, ratioFromText, ratioText, ratioToDecimal, roundRatio,
  subtractRatios, ZERO_RATIO, type Direction,
} from '../../src/quantity/index.js';
import { anyRatio } from './quantity-arbitrary.js';

const directions = fc.constantFrom<Direction>('down', 'up', 'halfEven');

describe('ratios', () => {
  it('come back when an operation is undone', () => {
    fc.assert(fc.property(anyRatio, anyRatio, (left, right) => {
      expect(subtractRatios(addRatios(left, right), right)).toEqual(left);
      if (right.n !== 0n) expect(divideRatios(multiplyRatios(left, right), right)).toEqual(left);
      expect(addRatios(left, negateRatio(left))).toEqual(ZERO_RATIO);
      expect(compareRatios(left, right)).toBe(Math.sign(Number(subtractRatios(left, right).n)) + 0);
      expect(ratioFromText(ratioText(left))).toEqual(left);
      expect(addRatioTexts(addRatioTexts(ratioText(left), ratioText(right)), ratioText(right), -1)).toBe(left.n === 0n ? '' : ratioText(left));
    }));
  });

  it('add and multiply in any order', () => {
    fc.assert(fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
      expect(addRatios(a, addRatios(b, c))).toEqual(addRatios(c, addRatios(a, b)));
      expect(multiplyRatios(a, addRatios(b, c))).toEqual(addRatios(multiplyRatios(b, a), multiplyRatios(c, a)));
    }));
  });

  it('round by less than one, to the side the direction names, mirrored about zero', () => {
    fc.assert(fc.property(anyRatio, directions, (value, direction) => {
      const rounded = roundRatio(value, direction)!;
      const error = subtractRatios(value, ratio(rounded));
      const size = error.n < 0n ? negateRatio(error) : error;
      expect(compareRatios(size, direction === 'halfEven' ? ratio(1n, 2n) : ratio(1n))).toBeLessThanOrEqual(direction === 'halfEven' ? 0 : -1);
      if (direction === 'down') expect(error.n * value.n).toBeGreaterThanOrEqual(0n);
      if (direction === 'up') expect(error.n * value.n).toBeLessThanOrEqual(0n);
      expect(roundRatio(negateRatio(value), direction)).toBe(-rounded);
    }), { numRuns: 1000 });
  });

  it('lie between their floor and ceiling', () => {
    fc.assert(fc.property(anyRatio, (value) => {
      expect(ceilRatio(value) - floorRatio(value)).toBe(value.d === 1n ? 0n : 1n);
      expect(compareRatios(ratio(floorRatio(value)), value)).toBeLessThanOrEqual(0);
      expect(compareRatios(ratio(ceilRatio(value)), value)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('have a decimal exactly when it ends', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.nat(12), fc.nat(6), fc.constantFrom(1n, 3n, 7n, 11n), (n, twos, fives, other) => {
      const value = ratio(n, 2n ** BigInt(twos) * 5n ** BigInt(fives) * other);
      const decimal = ratioToDecimal(value);
      if (value.d % 3n === 0n || value.d % 7n === 0n || value.d % 11n === 0n) expect(decimal).toBeUndefined();
      else expect(ratioFromDecimal(decimal!)).toEqual(value);
    }));
  });
});
