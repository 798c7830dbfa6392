import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainQuota, quota, type QuotaRequest } from '../../src/allocation/index.js';
import { grains, sumGrains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const fixed = (targets: readonly number[]): { claim: string; target: never }[] => targets.map((target, index) => ({ claim: `C${index}`, target: target as never }));
const percents = (parts: readonly string[]): { claim: string; percent: string }[] => parts.map((percent, index) => ({ claim: `C${index}`, percent }));
const weights = (all: readonly number[]): { claim: string; weight: number }[] => all.map((weight, index) => ({ claim: `C${index}`, weight }));
const divide = (pool: number, rest: object, multiple?: number): ReturnType<typeof quota> => quota({ pool: pool as never, multiple: multiple as never, ...rest } as unknown as QuotaRequest);
const amounts = (...asked: Parameters<typeof divide>): unknown => {
  const answer = divide(...asked);
  return answer.ok ? [...answer.shares.map((share) => share.grains), answer.common] : answer.reason;
};

describe('quotas', () => {
  it.each<[string, number, object, number | undefined, unknown]>([
    ['fixed: each its target, or what is left', 10, { rule: 'fixed', claims: fixed([4, 8, 1]) }, undefined, [4, 6, 0, 0]],
    ['fixed: what is over stays common', 20, { rule: 'fixed', claims: fixed([4, 8]) }, undefined, [4, 8, 8]],
    ['fixed: targets in whole multiples', 20, { rule: 'fixed', claims: fixed([7, 8, 9]) }, 3, [6, 6, 6, 2]],
    ['scaled: enough for all targets', 20, { rule: 'scaled', claims: fixed([4, 8]) }, undefined, [4, 8, 8]],
    ['scaled: just enough', 12, { rule: 'scaled', claims: fixed([4, 8]) }, undefined, [4, 8, 0]],
    ['scaled: short, all alike', 9, { rule: 'scaled', claims: fixed([4, 8, 0]) }, undefined, [3, 6, 0, 0]],
    ['scaled: the parts to the largest fractions', 11, { rule: 'scaled', claims: fixed([4, 8]) }, undefined, [4, 7, 0]],
    ['scaled: whole multiples', 50, { rule: 'scaled', claims: fixed([45, 85]) }, 10, [20, 30, 0]],
    ['percent: rounded down, the rest common', 99, { rule: 'percent', claims: percents(['33.3', '50', '0']) }, undefined, [32, 49, 0, 18]],
    ['percent: exact where a float is not', 1000, { rule: 'percent', claims: percents(['0.7', '57.3']) }, undefined, [7, 573, 420]],
    ['percent: the whole', 10, { rule: 'percent', claims: percents(['50', '50']) }, undefined, [5, 5, 0]],
    ['percent: whole multiples', 100, { rule: 'percent', claims: percents(['25', '50']) }, 10, [20, 50, 30]],
    ['percent: more than the whole is refused', 10, { rule: 'percent', claims: percents(['50', '50.1']) }, undefined, { code: 'allocation.percent_above_whole', total: '100.1' }],
    ['ratio: all of the pool', 10, { rule: 'ratio', claims: weights([1, 2, 0]) }, undefined, [3, 7, 0, 0]],
    ['ratio: what is less than a multiple stays common', 65, { rule: 'ratio', claims: weights([1, 1]) }, 10, [30, 30, 5]],
    ['ratio: without weights all stays common', 10, { rule: 'ratio', claims: weights([0, 0]) }, undefined, [0, 0, 10]],
    ['nobody', 10, { rule: 'ratio', claims: [] }, undefined, [10]],
    ['targets of nothing', 0, { rule: 'scaled', claims: fixed([0]) }, undefined, [0, 0]],
  ])('%s', (_, pool, rest, multiple, expected) => expect(amounts(pool, rest, multiple)).toEqual(expected));

  it('targets that sum beyond the exact range are scaled all the same', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(amounts(10, { rule: 'scaled', claims: fixed([most, most, most]) })).toEqual([4, 3, 3, 0]);
  });

  it.each<[string, () => unknown]>([
    ['pool is a whole number not below zero, not -1', () => divide(-1, { rule: 'fixed', claims: [] })],
    ['multiple is a whole number above zero, not 0', () => divide(1, { rule: 'fixed', claims: [] }, 0)],
    ['claims[0].target is a whole number not below zero, not -2', () => divide(1, { rule: 'fixed', claims: fixed([-2]) })],
    ['claims[0].target is a whole number not below zero, not -2', () => divide(1, { rule: 'scaled', claims: fixed([-2]) })],
    ['claims[1].weight is a whole number not below zero, not 0.5', () => divide(1, { rule: 'ratio', claims: weights([1, 0.5]) })],
    ['claims[0].percent is not below zero, not -1', () => divide(1, { rule: 'percent', claims: percents(['-1', '101']) })],
    ['claims[1] names "C0" a second time', () => divide(1, { rule: 'fixed', claims: [...fixed([1]), ...fixed([1])] })],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  it('a percentage that is no decimal is refused', () => {
    expect(() => divide(1, { rule: 'percent', claims: percents(['1e1']) })).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });

  it('give away what is there and no more', () => {
    const claims = fc.array(fc.nat(50), { maxLength: 6 });
    fc.assert(fc.property(amount(120), fc.constantFrom(1, 4).map(grains), claims, fc.constantFrom('fixed', 'scaled', 'percent', 'ratio'), (pool, multiple, all, rule) => {
      const rest = rule === 'ratio' ? weights(all) : rule === 'percent' ? percents(all.map(String)) : fixed(all);
      const answer = divide(pool, { rule, claims: rest }, multiple);
      const total = all.reduce((sum, one) => sum + one, 0);
      expect(answer.ok).toBe(rule !== 'percent' || total <= 100);
      if (!answer.ok) return;
      expect(sumGrains(answer.shares.map((share) => share.grains)) + answer.common).toBe(pool);
      expect(answer.common).toBeGreaterThanOrEqual(0);
      for (const [index, { grains: share }] of answer.shares.entries()) {
        expect(share % multiple).toBe(0);
        if (rule === 'fixed' || rule === 'scaled') expect(share).toBeLessThanOrEqual(all[index]!);
        if (rule === 'percent') expect(share * 100).toBeLessThanOrEqual(pool * all[index]!);
      }
    }), { numRuns: runs(500) });
  });

  it('explain themselves line by line', () => {
    const text = (rest: object): unknown => {
      const answer = divide(9, rest);
      return answer.ok && explainQuota(answer);
    };
    expect(text({ rule: 'fixed', claims: fixed([4]) })).toBe('9 divided to fixed targets in order, in multiples of 1\nC0 gets 4\n5 stays common');
    expect(text({ rule: 'scaled', claims: [] })).toBe('9 divided to targets, scaled down alike where short, in multiples of 1\n9 stays common');
    expect(text({ rule: 'percent', claims: [] })).toBe('9 divided by percent, in multiples of 1\n9 stays common');
    expect(text({ rule: 'ratio', claims: [] })).toBe('9 divided by ratio, in multiples of 1\n9 stays common');
    const answer = divide(9, { rule: 'ratio', claims: weights([1]) });
    expect(answer.ok && explainQuota(answer, { amount: (value) => `${value} EA` })).toBe('9 EA divided by ratio, in multiples of 1 EA\nC0 gets 9 EA\n0 EA stays common');
  });
});
