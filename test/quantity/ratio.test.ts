import { describe, expect, it } from 'vitest';
import {
  addRatioTexts, addRatios, ceilRatio, compareRatios, divideRatios, equalRatios, floorRatio, halfEvenRatio, multiplyRatios, negateRatio, ONE_RATIO, ratio, RATIO_TEXT_LENGTH_MAX,
  ratioFromDecimal, ratioFromText, ratioText, ratioToDecimal, roundRatio, subtractRatios, truncateRatio, ZERO_RATIO, type Direction,
} from '../../src/quantity/index.js';

describe('ratio', () => {
  it('is kept in lowest terms with a denominator above zero', () => {
    expect(ratio(200n, 12n)).toEqual({ n: 50n, d: 3n });
    expect(ratio(-4n, -6n)).toEqual({ n: 2n, d: 3n });
    expect(ratio(4n, -6n)).toEqual({ n: -2n, d: 3n });
    expect(ratio(0n, -6n)).toEqual(ZERO_RATIO);
    expect(ratio(7n)).toEqual({ n: 7n, d: 1n });
    expect(ratio(5n, 5n)).toEqual(ONE_RATIO);
  });

  it('has no zero denominator', () => {
    expect(() => ratio(1n, 0n)).toThrow(new TypeError('A ratio has no zero denominator'));
    expect(() => divideRatios(ONE_RATIO, ZERO_RATIO)).toThrow(TypeError);
  });

  it('adds, subtracts, multiplies, divides, negates, compares', () => {
    const [half, third] = [ratio(1n, 2n), ratio(1n, 3n)];
    expect(addRatios(half, third)).toEqual(ratio(5n, 6n));
    expect(addRatios(third, ratio(2n, 3n))).toEqual(ONE_RATIO);
    expect(subtractRatios(half, third)).toEqual(ratio(1n, 6n));
    expect(multiplyRatios(half, third)).toEqual(ratio(1n, 6n));
    expect(divideRatios(half, third)).toEqual(ratio(3n, 2n));
    expect(divideRatios(half, negateRatio(third))).toEqual(ratio(-3n, 2n));
    expect(negateRatio(half)).toEqual(ratio(-1n, 2n));
    expect([compareRatios(third, half), compareRatios(half, third), compareRatios(half, ratio(2n, 4n))]).toEqual([-1, 1, 0]);
    expect([equalRatios(half, ratio(2n, 4n)), equalRatios(half, third), equalRatios(half, ratio(3n, 2n)), equalRatios(half, negateRatio(half))]).toEqual([true, false, false, false]);
  });
});

describe('rounding a ratio', () => {
  const cases: readonly [value: string, floor: bigint, ceil: bigint, down: bigint, up: bigint, halfEven: bigint][] = [
    ['0', 0n, 0n, 0n, 0n, 0n], ['3', 3n, 3n, 3n, 3n, 3n], ['-3', -3n, -3n, -3n, -3n, -3n],
    ['0.4', 0n, 1n, 0n, 1n, 0n], ['0.5', 0n, 1n, 0n, 1n, 0n], ['0.6', 0n, 1n, 0n, 1n, 1n], ['1.5', 1n, 2n, 1n, 2n, 2n], ['2.5', 2n, 3n, 2n, 3n, 2n],
    ['-0.4', -1n, 0n, 0n, -1n, 0n], ['-0.5', -1n, 0n, 0n, -1n, 0n], ['-0.6', -1n, 0n, 0n, -1n, -1n], ['-1.5', -2n, -1n, -1n, -2n, -2n], ['-2.5', -3n, -2n, -2n, -3n, -2n],
    ['-3.5', -4n, -3n, -3n, -4n, -4n],
  ];

  it.each(cases)('of %s', (value, floor, ceil, down, up, halfEven) => {
    const exact = ratioFromDecimal(value);
    expect([floorRatio(exact), ceilRatio(exact), truncateRatio(exact), halfEvenRatio(exact)]).toEqual([floor, ceil, down, halfEven]);
    expect((['down', 'up', 'halfEven'] as Direction[]).map((direction) => roundRatio(exact, direction))).toEqual([down, up, halfEven]);
    expect(roundRatio(exact, 'exact')).toBe(exact.d === 1n ? exact.n : undefined);
  });
});

describe('text of a ratio', () => {
  it('reads decimals exactly', () => {
    expect(ratioFromDecimal('0.028349523125')).toEqual(ratio(28349523125n, 10n ** 12n));
    expect(ratioFromDecimal('-12.5')).toEqual(ratio(-25n, 2n));
    expect(ratioFromDecimal('-0.5')).toEqual(ratio(-1n, 2n));
    expect(() => ratioFromDecimal('12.50')).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });

  it('writes decimals that end and no others', () => {
    expect(ratioToDecimal(ratio(1n, 8n))).toBe('0.125');
    expect(ratioToDecimal(ratio(-25n, 2n))).toBe('-12.5');
    expect(ratioToDecimal(ratio(7n, 20n))).toBe('0.35');
    expect(ratioToDecimal(ratio(1n, 5n))).toBe('0.2');
    expect(ratioToDecimal(ratio(3n, 250n))).toBe('0.012');
    expect(ratioToDecimal(ratio(1200n))).toBe('1200');
    expect(ratioToDecimal(ratio(-1n, 1000n))).toBe('-0.001');
    expect(ratioToDecimal(ZERO_RATIO)).toBe('0');
    expect([ratio(1n, 3n), ratio(1n, 12n), ratio(1n, 7n), ratio(5n, 6n)].map(ratioToDecimal)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('writes no decimal longer than an amount', () => {
    expect(ratioToDecimal(ratio(1n, 10n ** 38n))).toBe(`0.${'0'.repeat(37)}1`);
    expect(ratioToDecimal(ratio(1n, 10n ** 39n))).toBeUndefined();
    expect(ratioToDecimal(ratio(10n ** 40n))).toBeUndefined();
    expect(ratioToDecimal(ratio(10n ** 39n))).toBe(`1${'0'.repeat(39)}`);
    expect(ratioToDecimal(ratio(1n, 2n ** 500n))).toBeUndefined();
    expect(ratioToDecimal(ratio(1n, 5n ** 500n))).toBeUndefined();
  });

  it('is n/d, or n alone', () => {
    expect(ratioText(ratio(50n, 3n))).toBe('50/3');
    expect(ratioText(ratio(-12n))).toBe('-12');
    expect([ratioFromText('50/3'), ratioFromText('-12'), ratioFromText('-2/4')]).toEqual([ratio(50n, 3n), ratio(-12n), ratio(-1n, 2n)]);
  });

  it.each(['', '1/0', '1/', '/2', '1/-2', '1.5', ' 1', '1 ', '1/2/3', '+1', 'a', '--1', '1x', 'x1', '1/2x'])('is not %j', (text) => {
    expect(() => ratioFromText(text)).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });

  it('is bounded', () => {
    expect(ratioFromText('1'.repeat(RATIO_TEXT_LENGTH_MAX)).n).toBe(BigInt('1'.repeat(RATIO_TEXT_LENGTH_MAX)));
    expect(() => ratioFromText('1'.repeat(RATIO_TEXT_LENGTH_MAX + 1))).toThrow(new RegExp(`^Not the text of a ratio: "1{50}"$`));
  });

  it('adds up to an account that is empty for nothing', () => {
    expect(addRatioTexts('', '1/3000')).toBe('1/3000');
    expect(addRatioTexts('1/3000', '1/3000')).toBe('1/1500');
    expect(addRatioTexts('1/3000', '1/3000', -1)).toBe('');
    expect(addRatioTexts('', '1/3', -1)).toBe('-1/3');
    expect(addRatioTexts('2/3', '1/3', 1)).toBe('1');
    expect(addRatioTexts('', '')).toBe('');
  });
});
