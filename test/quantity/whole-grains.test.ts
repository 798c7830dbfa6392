import { describe, expect, it } from 'vitest';
import { compileUnits, isCanonicalAmount, ratio } from '../../src/quantity/index.js';
import { unitFactor } from '../../src/quantity/unit-factor.js';
import { readMantissa, wholeGrains } from '../../src/quantity/whole-grains.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** The way without bigints must be taken wherever it can be, and nowhere else. */
describe('readMantissa', () => {
  it.each([
    ['0', 0], ['7', 7], ['10', 10], ['-7', -7], ['90', 90], ['12.5', 125], ['-12.5', -125], ['0.5', 5], ['-0.5', -5], ['0.05', 5], ['100.01', 10001], ['1.09', 109], ['9', 9], ['-0.009', -9],
    ['999999999999999', 999999999999999], ['-999999999999999', -999999999999999], ['99999999999999.9', 999999999999999], ['0.00000000000001', 1], ['-0.00000000000001', -1], ['123456789012345', 123456789012345],
  ])('reads %s as %d', (text, mantissa) => {
    expect(isCanonicalAmount(text)).toBe(true);
    expect(readMantissa(text)).toBe(mantissa);
  });

  it.each(['1000000000000000', '-1000000000000000', '100000000000000.1', '0.000000000000001', '9'.repeat(40)])('leaves %s of more than 15 digits to exact arithmetic', (text) => {
    expect(isCanonicalAmount(text)).toBe(true);
    expect(readMantissa(text)).toBeNaN();
  });

  it.each(['', '-', '.', '-.', '.5', '-.5', '5.', '-5.', '00', '01', '-01', '00.5', '-0', '-0.0', '0.0', '1.0', '1.50', '1.2.3', '1..2', '+1', '1e3', ' 1', '1 ', '1/', '1:', '/1', ':1', '1,5', '-1-', '--1'])('does not read %j', (text) => {
    expect(isCanonicalAmount(text)).toBe(false);
    expect(readMantissa(text)).toBeNaN();
  });
});

describe('wholeGrains', () => {
  const factor = (n: bigint, d = 1n): ReturnType<typeof unitFactor> => unitFactor(ratio(n, d), ratio(1n), false, []);

  it('multiplies and divides where everything is whole and safe', () => {
    expect(wholeGrains(10, 0, factor(12n))).toBe(120);
    expect(wholeGrains(-10, 0, factor(12n))).toBe(-120);
    expect(wholeGrains(25, 1, factor(12n))).toBe(30);
    expect(wholeGrains(-25, 1, factor(12n))).toBe(-30);
    expect(wholeGrains(24, 0, factor(1n, 12n))).toBe(2);
    expect(wholeGrains(0, 0, factor(1n, 12n))).toBe(0);
    expect(wholeGrains(0, 15, factor(1n))).toBe(0);
    expect(wholeGrains(1, 0, factor(BigInt(MAX)))).toBe(MAX);
    expect(wholeGrains(-1, 0, factor(BigInt(MAX)))).toBe(-MAX);
    expect(wholeGrains(999999999999999, 15, factor(1n))).toBeNaN();
    expect(wholeGrains(0, 0, factor(1n, BigInt(MAX)))).toBe(0);
  });

  it('leaves the rest to exact arithmetic', () => {
    expect(wholeGrains(5, 0, factor(1n, 12n))).toBeNaN();
    expect(wholeGrains(1, 1, factor(12n))).toBeNaN();
    expect(wholeGrains(2, 0, factor(BigInt(MAX)))).toBeNaN();
    expect(wholeGrains(-2, 0, factor(BigInt(MAX)))).toBeNaN();
    expect(wholeGrains(0, 1, factor(1n, BigInt(MAX)))).toBeNaN();
    expect(wholeGrains(NaN, 0, factor(1n))).toBeNaN();
    expect(wholeGrains(0, 16, factor(1n))).toBeNaN();
    expect(wholeGrains(1, 0, factor(BigInt(MAX) + 1n))).toBeNaN();
    expect(wholeGrains(0, 0, factor(BigInt(MAX) + 1n))).toBeNaN();
    expect(wholeGrains(0, 0, factor(1n, BigInt(MAX) + 1n))).toBeNaN();
  });
});

describe('unitFactor', () => {
  it('holds both numbers, or neither where one is not safe', () => {
    expect(unitFactor(ratio(12n), ratio(1n, 1000n), false, [])).toMatchObject({ n: 12000, d: 1, base: ratio(12n), via: 'base' });
    expect(unitFactor(ratio(BigInt(MAX), 2n), ratio(1n), true, [])).toMatchObject({ n: MAX, d: 2, pack: true });
    expect(unitFactor(ratio(2n, BigInt(MAX)), ratio(1n), false, [])).toMatchObject({ n: 2, d: MAX, pack: false });
    expect(unitFactor(ratio(BigInt(MAX) + 1n, 3n), ratio(1n), false, [])).toMatchObject({ n: 0, d: 0 });
    expect(unitFactor(ratio(3n, BigInt(MAX) + 1n), ratio(1n), false, [])).toMatchObject({ n: 0, d: 0 });
  });

  it('is compiled once for the base unit', () => {
    expect(compileUnits({ unit: 'KGM', granularity: '0.001' }).base).toEqual({ n: 1000, d: 1, base: ratio(1n), pack: false, path: [], via: 'base' });
  });
});
