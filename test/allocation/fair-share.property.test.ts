import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShare, type FairShareRequest, type FairShares, type ShareClaim } from '../../src/allocation/index.js';
import {
  addRatios, compareRatios, equalRatios, grains, multiplyRatios, ratio, subtractRatios, sumGrains, ZERO_RATIO, type Ratio,
} from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(arbitrary, { nil: undefined });
const claims: fc.Arbitrary<ShareClaim[]> = fc.array(fc.record({
  weight: fc.oneof(fc.nat(9), fc.nat(1000)), stock: optional(fc.integer({ min: -30, max: 60 }).map(grains)), min: optional(amount(12)), max: optional(amount(60)),
}), { maxLength: 7 }).map((all) => all.map((claim, index) => ({ claim: `C${index}`, ...claim })));
const request: fc.Arbitrary<FairShareRequest> = fc.record({
  supply: amount(200), claims, method: fc.constantFrom('largestRemainder', 'divisor'), multiple: fc.constantFrom(1, 1, 1, 2, 5).map(grains),
});

const whole = (value: number): Ratio => ratio(BigInt(value));
const floorOf = ({ min = grains(0) }: ShareClaim, multiple: number): number => Math.ceil(min / multiple) * multiple;
const capOf = ({ max = grains(1000) }: ShareClaim, multiple: number): number => Math.floor(max / multiple) * multiple;

/** What a claim takes at a level, exactly: its own reading of the rule. */
function exactShare(claim: ShareClaim, level: Ratio, multiple: number): Ratio {
  const [floor, cap] = [whole(floorOf(claim, multiple)), whole(capOf(claim, multiple))];
  if (claim.weight === 0) return floor;
  const free = subtractRatios(multiplyRatios(level, whole(claim.weight)), whole(claim.stock ?? 0));
  return compareRatios(free, floor) < 0 ? floor : compareRatios(free, cap) > 0 ? cap : free;
}

/** The divisor method as its definition reads: one multiple after another to whoever is rounded up at the lowest level. */
function oneByOne({ supply, claims: all }: FairShareRequest, multiple: number): number[] {
  const counts = all.map((claim) => floorOf(claim, multiple) / multiple);
  const level = (index: number): Ratio => ratio(BigInt((2 * counts[index]! + 1) * multiple + 2 * (all[index]!.stock ?? 0)), BigInt(2 * all[index]!.weight));
  for (let left = Math.floor(supply / multiple) - counts.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    const open = all.flatMap((claim, index) => (claim.weight > 0 && counts[index]! * multiple < capOf(claim, multiple) ? [index] : []));
    if (open.length === 0) break;
    const next = open.reduce((best, index) => (compareRatios(level(index), level(best)) < 0 ? index : best));
    counts[next]! += 1;
  }
  return counts.map((count) => count * multiple);
}

/** By what a claim that has an amount is compared for the next multiple: its fraction, or the level at which it is rounded up. */
function tieOf({ method, multiple }: FairShareRequest, claim: ShareClaim, held: number, level: Ratio): Ratio {
  if (method === 'largestRemainder') return subtractRatios(exactShare(claim, level, multiple!), whole(held));
  return ratio(BigInt(2 * held + multiple! + 2 * (claim.stock ?? 0)), BigInt(2 * claim.weight));
}

const shareOf = (asked: FairShareRequest): FairShares | undefined => {
  const answer = fairShare(asked);
  return answer.ok ? answer : undefined;
};

describe('a fair share', () => {
  it('gives away what is there and no more, within floors and caps, in whole multiples; or says why not', () => {
    fc.assert(fc.property(request, (asked) => {
      const multiple = asked.multiple!;
      const answer = fairShare(asked);
      const crossed = asked.claims.some((claim) => floorOf(claim, multiple) > capOf(claim, multiple));
      const floors = asked.claims.reduce((sum, claim) => sum + floorOf(claim, multiple), 0);
      expect(answer.ok).toBe(!crossed && floors <= asked.supply);
      if (!answer.ok) return;
      expect(answer.shared + answer.common).toBe(asked.supply);
      expect(sumGrains(answer.shares.map((share) => share.grains))).toBe(answer.shared);
      for (const [index, share] of answer.shares.entries()) {
        expect(share.grains % multiple).toBe(0);
        expect(share.grains).toBeGreaterThanOrEqual(floorOf(asked.claims[index]!, multiple));
        expect(share.grains).toBeLessThanOrEqual(Math.max(capOf(asked.claims[index]!, multiple), 0));
      }
      const wanting = asked.claims.some((claim, index) => claim.weight > 0 && answer.shares[index]!.grains < capOf(claim, multiple));
      expect(answer.common < multiple || !wanting).toBe(true);
    }), { numRuns: runs(2000) });
  });

  it('states a level at which the exact shares sum to what is shared', () => {
    fc.assert(fc.property(request, (asked) => {
      const answer = shareOf(asked);
      if (answer?.level === undefined) return;
      const exact = asked.claims.map((claim) => exactShare(claim, answer.level!, asked.multiple!));
      expect(equalRatios(exact.reduce(addRatios, ZERO_RATIO), whole(answer.shared))).toBe(true);
    }), { numRuns: runs(1000) });
  });

  it('by largest remainder is within one multiple of the exact share, and no smaller fraction goes before a larger', () => {
    fc.assert(fc.property(request, (asked) => {
      const answer = shareOf({ ...asked, method: 'largestRemainder' });
      if (answer?.level === undefined) return;
      const off = asked.claims.map((claim, index) => subtractRatios(whole(answer.shares[index]!.grains), exactShare(claim, answer.level!, asked.multiple!)));
      for (const one of off) expect(compareRatios({ n: one.n < 0n ? -one.n : one.n, d: one.d }, whole(asked.multiple!))).toBeLessThan(0);
      // Rounded up by u means a fraction of 1 - u; rounded down by v means a fraction of v.
      for (const [upIndex, up] of off.entries()) {
        for (const [downIndex, down] of off.entries()) {
          if (up.n <= 0n || down.n >= 0n) continue;
          const order = compareRatios(subtractRatios(whole(asked.multiple!), up), subtractRatios(ZERO_RATIO, down));
          expect(order > 0 || (order === 0 && upIndex < downIndex)).toBe(true);
        }
      }
    }), { numRuns: runs(1000) });
  });

  it('by divisor is what giving away one by one comes to', () => {
    fc.assert(fc.property(request, (asked) => {
      const answer = shareOf({ ...asked, method: 'divisor' });
      if (answer !== undefined) expect(answer.shares.map((share) => share.grains)).toEqual(oneByOne(asked, asked.multiple!));
    }), { numRuns: runs(2000) });
  });

  it('by divisor never takes from anyone when there is more', () => {
    fc.assert(fc.property(request, amount(60), (asked, more) => {
      const before = shareOf({ ...asked, method: 'divisor' });
      const after = shareOf({ ...asked, method: 'divisor', supply: grains(asked.supply + more) });
      if (before !== undefined) expect(before.shares.every((share, index) => after!.shares[index]!.grains >= share.grains)).toBe(true);
    }), { numRuns: runs(1000) });
  });

  it('does not depend on the order of claims, but for who of equals is first', () => {
    fc.assert(fc.property(request, fc.array(fc.nat(), { minLength: 7, maxLength: 7 }), (asked, keys) => {
      const order = asked.claims.map((_, index) => index).sort((one, other) => keys[one]! - keys[other]! || one - other);
      const before = shareOf(asked);
      const after = shareOf({ ...asked, claims: order.map((index) => asked.claims[index]!) });
      expect(after === undefined).toBe(before === undefined);
      if (before === undefined) return;
      expect(after).toMatchObject({ shared: before.shared, common: before.common, level: before.level });
      // Whoever gets another amount was level with all others who do, and it is one multiple that went to an earlier one.
      const moved = order.flatMap((index, place) => {
        const [was, is] = [before.shares[index]!.grains, after!.shares[place]!.grains];
        if (was === is) return [];
        expect(Math.abs(was - is)).toBe(asked.multiple!);
        return [tieOf(asked, asked.claims[index]!, Math.min(was, is), before.level!)];
      });
      expect(moved.every((tie) => equalRatios(tie, moved[0]!))).toBe(true);
      expect(shareOf(asked)).toEqual(before);
    }), { numRuns: runs(1000) });
  });
});
