import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRatios, compileUnits, convert, convertExactly, decompose, divideRatios, equalRatios, formatGrains, fromGrains, multiplyRatios, negateGrains, negateRatio, ONE_RATIO, PURPOSES, ratio,
  ratioFromDecimal, roundRatio, subtractRatios, toGrains, addRatios, ZERO_RATIO, type ItemUnits, type PackSpec, type Purpose, type Ratio,
} from '../../src/quantity/index.js';
import { tradeAmount, tradeGrains } from './quantity-arbitrary.js';

/** A tree of conversions, and what one of each unit is in base units, worked out beside the library. */
interface Tree {
  readonly packs: PackSpec[];
  readonly factors: Ratio[];
}

const name = (index: number): string => `U${index}`;

const anyTree: fc.Arbitrary<Tree> = fc.array(fc.record({ parent: fc.nat(), factor: tradeAmount, downwards: fc.boolean() }), { minLength: 1, maxLength: 7 }).map((branches) => {
  const packs: PackSpec[] = [];
  const factors: Ratio[] = [ONE_RATIO];
  for (const [index, { parent, factor, downwards }] of branches.entries()) {
    const [unit, known] = [index + 1, parent % (index + 1)];
    packs.push(downwards ? { unit: name(unit), holds: { amount: factor, unit: name(known) } } : { unit: name(known), holds: { amount: factor, unit: name(unit) } });
    const exact = ratioFromDecimal(factor);
    factors.push(downwards ? multiplyRatios(exact, factors[known]!) : divideRatios(factors[known]!, exact));
  }
  return { packs, factors };
});
const anyPurpose = fc.constantFrom(...(Object.keys(PURPOSES) as Purpose[]));
const anyGranularity = fc.constantFrom('1', '0.001', '0.25', '5');
const compile = ({ packs }: Tree, granularity = '1'): ItemUnits => compileUnits({ unit: 'U0', granularity, packs });
const sizeOf = (value: Ratio): Ratio => (value.n < 0n ? negateRatio(value) : value);

describe('conversion over any tree of units', () => {
  it('gives the product of its edges, and the identity there and back', () => {
    fc.assert(fc.property(anyTree, tradeAmount, fc.nat(), fc.nat(), (tree, amount, one, other) => {
      const units = compile(tree);
      const [from, to] = [one % tree.factors.length, other % tree.factors.length];
      const there = convertExactly(units, amount, { from: name(from), to: name(to), at: 0 });
      expect(there).toEqual(divideRatios(multiplyRatios(ratioFromDecimal(amount), tree.factors[from]!), tree.factors[to]!));
      expect(convertExactly(units, there, { from: name(to), to: name(from), at: 0 })).toEqual(ratioFromDecimal(amount));
    }));
  });

  it('does not depend on the order in which conversions are declared', () => {
    fc.assert(fc.property(anyTree.chain((tree) => fc.tuple(fc.constant(tree), fc.shuffledSubarray(tree.packs, { minLength: tree.packs.length }))), ([tree, shuffled]) => {
      const units = compileUnits({ unit: 'U0', packs: shuffled });
      for (const [index, factor] of tree.factors.entries()) expect(convertExactly(units, '1', { from: name(index), to: 'U0', at: 0 })).toEqual(factor);
    }));
  });

  it('to grains is the exact value, rounded once as the purpose says, with the rest returned', () => {
    fc.assert(fc.property(anyTree, anyGranularity, tradeAmount, fc.boolean(), fc.nat(), anyPurpose, (tree, granularity, positive, negative, which, purpose) => {
      const units = compile(tree, granularity);
      const amount = negative ? `-${positive}` : positive;
      const unit = which % tree.factors.length;
      const exact = multiplyRatios(ratioFromDecimal(amount), tree.factors[unit]!);
      const grain = ratioFromDecimal(granularity);
      const expected = roundRatio(divideRatios(exact, grain), PURPOSES[purpose].direction);
      const result = toGrains(units, { amount, unit: name(unit) }, { at: 0, purpose });
      if (expected === undefined) {
        expect(result).toMatchObject({ ok: false, code: 'quantity.not_whole' });
      } else if (expected > BigInt(Number.MAX_SAFE_INTEGER) || expected < -BigInt(Number.MAX_SAFE_INTEGER) || (purpose === 'fact' && (expected > 2n ** 40n || expected < -(2n ** 40n)))) {
        expect(result).toMatchObject({ ok: false, code: 'quantity.overflow' });
      } else {
        expect(result).toMatchObject({ ok: true, grains: Number(expected), remainder: subtractRatios(exact, multiplyRatios(ratio(expected), grain)) });
      }
    }), { numRuns: 1000 });
  });

  it('to a unit errs by less than a step, on the side of the purpose, and what is left over makes up for it', () => {
    fc.assert(fc.property(anyTree, tradeGrains, fc.nat(), anyPurpose, (tree, amount, which, purpose) => {
      const units = compile(tree);
      const unit = which % tree.factors.length;
      const result = fromGrains(units, amount, name(unit), { at: 0, purpose, step: '1' });
      if (!result.ok) {
        expect(purpose === 'reserve' ? 'quantity.not_whole' : 'quantity.overflow').toBe(result.code);
        return;
      }
      const posted = multiplyRatios(ratioFromDecimal(result.quantity.amount), tree.factors[unit]!);
      expect(addRatios(posted, result.remainder)).toEqual(ratio(BigInt(amount)));
      const share = divideRatios(result.remainder, tree.factors[unit]!);
      const direction = PURPOSES[purpose].direction;
      expect(compareRatios(sizeOf(share), direction === 'halfEven' ? ratio(1n, 2n) : ratio(1n))).toBeLessThanOrEqual(direction === 'halfEven' ? 0 : -1);
      if (direction === 'down') expect(share.n * BigInt(amount)).toBeGreaterThanOrEqual(0n);
      if (direction === 'up') expect(share.n * BigInt(amount)).toBeLessThanOrEqual(0n);
      if (direction === 'exact') expect(share).toEqual(ZERO_RATIO);
    }), { numRuns: 500 });
  });

  it('treats a negative amount as the mirror image', () => {
    fc.assert(fc.property(anyTree, tradeGrains, fc.nat(), anyPurpose, (tree, amount, which, purpose) => {
      const units = compile(tree);
      const unit = name(which % tree.factors.length);
      const [there, mirrored] = [fromGrains(units, amount, unit, { at: 0, purpose }), fromGrains(units, negateGrains(amount), unit, { at: 0, purpose })];
      expect(mirrored.ok).toBe(there.ok);
      if (!there.ok || !mirrored.ok) return;
      expect(ratioFromDecimal(mirrored.quantity.amount)).toEqual(negateRatio(ratioFromDecimal(there.quantity.amount)));
      expect(mirrored.remainder).toEqual(negateRatio(there.remainder));
    }));
  });

  it('between two units agrees with the way over grains, where the grain loses nothing', () => {
    fc.assert(fc.property(anyTree, tradeAmount, fc.nat(), fc.nat(), anyPurpose, (tree, amount, one, other, purpose) => {
      const units = compile(tree, '0.001');
      const [from, to] = [name(one % tree.factors.length), name(other % tree.factors.length)];
      const inGrains = toGrains(units, { amount, unit: from }, { at: 0, purpose: 'reserve' });
      if (!inGrains.ok || from === to) return;
      const direct = convert(units, { amount, unit: from }, to, { at: 0, purpose });
      const over = fromGrains(units, inGrains.grains, to, { at: 0, purpose });
      expect(over.ok ? [over.quantity, over.remainder] : over.code).toEqual(direct.ok ? [direct.quantity, direct.remainder] : direct.code);
    }));
  });

  it('decomposed adds up again', () => {
    fc.assert(fc.property(anyTree, tradeGrains, fc.array(fc.nat(), { maxLength: 5 }), (tree, amount, which) => {
      const units = compile(tree);
      const laid = decompose(units, amount, which.map((index) => name(index % tree.factors.length)), { at: 0 });
      if (!laid.ok) {
        expect(laid.code).toBe('quantity.overflow');
        return;
      }
      let total = laid.remainder;
      for (const part of laid.parts) total = addRatios(total, convertExactly(units, part.amount, { from: part.unit, to: 'U0', at: 0 }));
      expect(total).toEqual(ratio(BigInt(amount)));
      for (const part of laid.parts) expect(part.amount.startsWith('-')).toBe(amount < 0);
    }));
  });

  it('formats what it reads', () => {
    fc.assert(fc.property(tradeGrains, anyGranularity, (amount, granularity) => {
      const units = compileUnits({ unit: 'U0', granularity });
      expect(toGrains(units, formatGrains(units, amount), { at: 0, purpose: 'reserve' })).toMatchObject({ ok: true, grains: amount, remainder: ZERO_RATIO });
    }));
  });
});

describe('a contradiction planted anywhere', () => {
  const planted = fc.record({ tree: anyTree, one: fc.nat(), other: fc.nat(), turn: fc.nat(), wrong: tradeAmount });

  it('is found, and the cycle it is named by is made of declared conversions and gives what it says', () => {
    let found = 0;
    fc.assert(fc.property(planted, ({ tree, one, other, turn, wrong }) => {
      const [from, to] = [one % tree.factors.length, other % tree.factors.length];
      if (from === to) return;
      const edge: PackSpec = { unit: name(from), holds: { amount: wrong, unit: name(to) } };
      const packs = [...tree.packs.slice(0, turn % (tree.packs.length + 1)), edge, ...tree.packs.slice(turn % (tree.packs.length + 1))];
      const truth = equalRatios(ratioFromDecimal(wrong), divideRatios(tree.factors[from]!, tree.factors[to]!));
      if (truth) {
        expect(compileUnits({ unit: 'U0', packs }).unit).toBe('U0');
        return;
      }
      const caught = (() => {
        try {
          compileUnits({ unit: 'U0', packs });
        } catch (error) {
          return error as { code: string; details: { cycle: string; factor: string } };
        }
        return undefined;
      })();
      expect(caught?.code).toBe('quantity.inconsistent_units');
      found++;
      const cycle = caught!.details.cycle.split(' > ');
      expect(cycle[0]).toBe(cycle.at(-1));
      expect(new Set(cycle).size).toBe(cycle.length - 1);
      expect(possibleProducts(cycle, packs).map(({ n, d }) => `${n}${d === 1n ? '' : `/${d}`}`)).toContain(caught!.details.factor);
    }), { numRuns: 500 });
    expect(found).toBeGreaterThan(100);
  });

  it('is no contradiction if it tells the truth', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 }), fc.nat(), fc.nat(), (factors, one, other) => {
      const packs = factors.map((factor, level) => ({ unit: name(level + 1), holds: { amount: String(factor), unit: name(level) } }));
      const [low, high] = [one % factors.length, 1 + (other % factors.length)];
      if (high <= low) return;
      const product = factors.slice(low, high).reduce((running, factor) => running * factor, 1);
      const extra = { unit: name(high), holds: { amount: String(product), unit: name(low) } };
      expect(compileUnits({ unit: 'U0', packs: [...packs, extra] }).periods).toHaveLength(1);
      expect(() => compileUnits({ unit: 'U0', packs: [...packs, { ...extra, holds: { ...extra.holds, amount: String(product + 1) } }] })).toThrow(expect.objectContaining({ code: 'quantity.inconsistent_units' }));
    }));
  });
});

/** Every product a cycle of units can give by the declared conversions: two units may be connected twice. */
function possibleProducts(cycle: readonly string[], packs: readonly PackSpec[]): Ratio[] {
  let products: Ratio[] = [ONE_RATIO];
  for (let index = 1; index < cycle.length; index++) {
    const [from, to] = [cycle[index - 1]!, cycle[index]!];
    const steps = packs.flatMap(({ unit, holds }) => {
      const factor = ratioFromDecimal(holds.amount);
      if (unit === from && holds.unit === to) return [factor];
      return unit === to && holds.unit === from ? [divideRatios(ONE_RATIO, factor)] : [];
    });
    products = products.flatMap((product) => steps.map((step) => multiplyRatios(product, step)));
  }
  return products;
}
