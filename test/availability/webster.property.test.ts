import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideByWeight } from '../../src/availability/webster.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';

const weights = fc.array(fc.nat(20), { maxLength: 6 });

/** Grain by grain, to the greatest weight over twice the part so far plus one. */
function grainByGrain(total: number, shares: readonly number[]): readonly number[] {
  const parts = shares.map(() => 0);
  for (let left = total; left > 0 && shares.some((share) => share > 0); left--) {
    let best = 0;
    shares.forEach((share, index) => { if (share * (2 * parts[best]! + 1) > shares[best]! * (2 * parts[index]! + 1)) best = index; });
    parts[best]!++;
  }
  return parts;
}

const divide = (total: number, shares: readonly number[]): readonly number[] => divideByWeight(grains(total), shares.map(BigInt));

describe('dividing by weight', () => {
  it('is giving grain by grain to the greatest quotient, the first among equals', () => {
    fc.assert(fc.property(fc.nat(200), weights, (total, shares) => {
      expect(divide(total, shares)).toEqual(grainByGrain(total, shares));
    }), { numRuns: runs(500) });
  });

  it('gives away all, to nobody without weight, and less to nobody when there is more', () => {
    fc.assert(fc.property(fc.nat(1_000_000), fc.nat(1000), weights.filter((shares) => shares.some((share) => share > 0)), (total, more, shares) => {
      const parts = divide(total, shares);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      parts.forEach((part, index) => { if (shares[index] === 0) expect(part).toBe(0); });
      divide(total + more, shares).forEach((part, index) => { expect(part).toBeGreaterThanOrEqual(parts[index]!); });
    }), { numRuns: runs(300) });
  });

  it('is exact for the greatest amounts and weights', () => {
    expect(divideByWeight(grains(Number.MAX_SAFE_INTEGER), [10n ** 80n, 10n ** 80n, 0n])).toEqual([4503599627370496, 4503599627370495, 0]);
    expect(divideByWeight(grains(7), [])).toEqual([]);
    expect(divideByWeight(grains(-7), [1n, 2n])).toEqual([0, 0]);
    expect(divideByWeight(grains(7), [0n, 0n])).toEqual([0, 0]);
  });
});
