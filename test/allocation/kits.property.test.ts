import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateKits, explodeKit, kitAvailable, kitShortage, partNeeds, type KitDemand, type KitPart } from '../../src/allocation/index.js';
import { grains, ratio, type Grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const PARTS = ['p', 'q', 'r', 's'];
const kit: fc.Arbitrary<KitPart[]> = fc.uniqueArray(fc.record({ item: fc.constantFrom(...PARTS), n: fc.integer({ min: 1, max: 5 }), d: fc.constantFrom(1, 1, 2, 3) }), { selector: ({ item }) => item, minLength: 1, maxLength: 4 })
  .map((all) => all.map(({ item, n, d }) => ({ item, perKit: ratio(BigInt(n), BigInt(d)) })));
const lines: fc.Arbitrary<KitDemand[]> = fc.array(fc.record({ parts: kit, kits: amount(5) }), { minLength: 1, maxLength: 4 }).map((all) => all.map((line, index) => ({ line: `L${index}`, ...line })));
const available: fc.Arbitrary<Map<string, Grains>> = fc.array(fc.integer({ min: -3, max: 25 }).map(grains), { minLength: 4, maxLength: 4 }).map((all) => new Map(PARTS.map((part, index) => [part, all[index]!])));

/** What a number of kits takes of a part: pieces are opened one by one until all is covered. */
const pieces = ({ perKit }: KitPart, kits: number): number => {
  let opened = 0;
  while (opened * Number(perKit.d) < Number(perKit.n) * kits) opened++;
  return opened;
};

describe('kits', () => {
  it('as many can be built as can be built one after another', () => {
    fc.assert(fc.property(kit, available, lines, (parts, held, others) => {
      const left = new Map(held);
      for (const { parts: taking, kits } of others) for (const part of taking) left.set(part.item, grains(Math.max(left.get(part.item)!, 0) - pieces(part, kits)));
      let built = 0;
      while (parts.every((part) => pieces(part, built + 1) <= left.get(part.item)!)) built++;
      expect(kitAvailable(parts, held, others).kits).toBe(built);
    }), { numRuns: runs(1000) });
  });

  it('lines that are not short together can all be built, and those that are cannot', () => {
    fc.assert(fc.property(lines, available, (asked, held) => {
      const short = kitShortage(asked, held);
      const answer = allocateKits({ lines: asked, available: held, partial: 'refuse' });
      expect(answer.ok).toBe(short.length === 0);
      const whole = allocateKits({ lines: asked, available: held, partial: 'wholeKits' });
      expect(whole.ok && whole.lines.every(({ unfilled }) => unfilled === 0)).toBe(short.length === 0);
      for (const { item, needed } of partNeeds(asked)) expect(needed).toBe(asked.reduce((sum, line) => sum + line.parts.filter((part) => part.item === item).reduce((all, part) => all + pieces(part, line.kits), 0), 0));
    }), { numRuns: runs(500) });
  });

  it('never take more of a part than there is, and what is taken makes the kits that are given', () => {
    fc.assert(fc.property(lines, available, fc.constantFrom('wholeKits', 'components'), (asked, held, partial) => {
      const answer = allocateKits({ lines: asked, available: held, partial });
      expect(answer.ok).toBe(true);
      if (!answer.ok) return;
      for (const item of PARTS) {
        const taken = answer.lines.flatMap(({ takes }) => takes).filter((take) => take.item === item).reduce((sum, take) => sum + take.grains, 0);
        expect(taken).toBeLessThanOrEqual(Math.max(held.get(item)!, 0));
      }
      for (const [index, { kits, unfilled, requested, takes }] of answer.lines.entries()) {
        expect(kits + unfilled).toBe(requested);
        const took = (part: KitPart): number => takes.find((take) => take.item === part.item)?.grains ?? 0;
        const fits = (count: number): boolean => asked[index]!.parts.every((part) => pieces(part, count) <= took(part));
        expect(fits(kits)).toBe(true);
        if (kits < requested) expect(fits(kits + 1)).toBe(false);
        if (partial === 'wholeKits') for (const part of asked[index]!.parts) expect(took(part)).toBe(pieces(part, kits));
      }
    }), { numRuns: runs(500) });
  });

  it('an explosion is the sum over all paths', () => {
    // Items 0 to 5; each contains only later ones, so there is no cycle.
    const bill = fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 })), { maxLength: 3 }), { minLength: 6, maxLength: 6 });
    fc.assert(fc.property(bill, (all) => {
      const below = (item: number): (readonly [number, number])[] => [...new Map(all[item]!.filter(([part]) => part > item)).entries()];
      const count = (item: number): Map<number, number> => {
        if (below(item).length === 0) return new Map([[item, 1]]);
        const sum = new Map<number, number>();
        for (const [part, times] of below(item)) for (const [leaf, each] of count(part)) sum.set(leaf, (sum.get(leaf) ?? 0) + times * each);
        return sum;
      };
      const answer = explodeKit('0', (item) => below(Number(item)).map(([part, times]) => ({ item: String(part), perKit: ratio(BigInt(times)) })));
      expect(answer.ok).toBe(below(0).length > 0);
      if (answer.ok) expect(new Map(answer.parts.map(({ item, perKit }) => [Number(item), Number(perKit.n)]))).toEqual(count(0));
    }), { numRuns: runs(500) });
  });
});
