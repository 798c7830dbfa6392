import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickLots, type LotOffer, type LotRequest } from '../../src/allocation/index.js';
import { grains, sumGrains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const instant = fc.option(fc.integer({ min: 90, max: 130 }), { nil: undefined });
const lots: fc.Arbitrary<LotOffer[]> = fc.array(fc.record({ grains: fc.integer({ min: -5, max: 20 }).map(grains), endsAt: instant, receivedAt: instant }), { maxLength: 8 })
  .map((offers) => offers.map((offer, index) => ({ lot: `L${index}`, ...offer })));
const request: fc.Arbitrary<LotRequest> = fc.record({
  requested: amount(60), rule: fc.constantFrom('firstExpiredFirstOut', 'firstInFirstOut', 'lastInFirstOut', 'fewestLots'), lots, at: fc.constant(100), remainingLifeMs: fc.nat(20),
});
const usable = ({ lots: offers, at, remainingLifeMs = 0 }: LotRequest): LotOffer[] => offers.filter(({ grains: held, endsAt = Infinity }) => held > 0 && endsAt > at && endsAt >= at + remainingLifeMs);

describe('a lot plan', () => {
  it('sums to what was asked, leaves over only what no usable lot has, and takes from each at most what it has', () => {
    fc.assert(fc.property(request, (asked) => {
      const plan = pickLots(asked);
      const offered = usable(asked);
      expect(sumGrains(plan.picks.map((pick) => pick.grains))).toBe(plan.picked);
      expect(plan.picked + plan.remainder).toBe(asked.requested);
      expect(plan.picked).toBe(Math.min(asked.requested, offered.reduce((sum, offer) => sum + offer.grains, 0)));
      expect(new Set(plan.picks.map(({ lot }) => lot)).size).toBe(plan.picks.length);
      for (const pick of plan.picks) {
        expect(pick.grains).toBeGreaterThan(0);
        expect(offered.find(({ lot }) => lot === pick.lot)!.grains).toBeGreaterThanOrEqual(pick.grains);
      }
      expect(plan.passedOver.map(({ lot }) => lot).sort()).toEqual(asked.lots.filter((offer) => !offered.includes(offer)).map(({ lot }) => lot).sort());
    }), { numRuns: runs(1000) });
  });

  it('first expired, first out leaves no lot that ends sooner than one it takes', () => {
    fc.assert(fc.property(request, (asked) => {
      const plan = pickLots({ ...asked, rule: 'firstExpiredFirstOut' });
      const taken = new Map(plan.picks.map((pick) => [pick.lot, pick.grains]));
      const latest = Math.max(...usable(asked).filter(({ lot }) => taken.has(lot)).map(({ endsAt = Infinity }) => endsAt));
      return usable(asked).every(({ lot, grains: held, endsAt = Infinity }) => endsAt >= latest || taken.get(lot) === held);
    }), { numRuns: runs(500) });
  });

  it('of fewest lots takes no more lots than any choice that gives as much', () => {
    fc.assert(fc.property(request, (asked) => {
      const plan = pickLots({ ...asked, rule: 'fewestLots' });
      const offered = usable(asked);
      let least = Infinity;
      for (let choice = 0; choice < 2 ** offered.length; choice++) {
        const chosen = offered.filter((_, index) => (choice >> index) % 2 === 1);
        if (chosen.reduce((sum, offer) => sum + offer.grains, 0) >= plan.picked) least = Math.min(least, chosen.length);
      }
      expect(plan.picks.length).toBe(plan.picked === 0 ? 0 : least);
    }), { numRuns: runs(500) });
  });

  it('does not depend on the order given where no two lots are alike', () => {
    const distinct = request.map((asked) => ({ ...asked, lots: asked.lots.map((offer, index) => ({ ...offer, endsAt: 95 + index * 5, receivedAt: 200 - index })) }));
    fc.assert(fc.property(distinct, (asked) => {
      expect(pickLots({ ...asked, lots: [...asked.lots].reverse() }).picks).toEqual(pickLots(asked).picks);
    }), { numRuns: runs(300) });
  });
});
