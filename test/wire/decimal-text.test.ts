import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonicalAmount } from '../../src/quantity/index.js';
import { absoluteDecimal, addDecimals, decimalText, floorDecimal, negateDecimal, signOfDecimal, subtractDecimals } from '../../src/wire/index.js';

describe('decimalText', () => {
  it.each([
    ['007.50', '7.5'], ['.5', '0.5'], ['5.', '5'], ['+3', '3'], ['-0', '0'], [' 12 ', '12'], ['1e3', '1000'], ['1.25E+2', '125'], ['1.25e1', '12.5'], ['12.5e-3', '0.0125'], ['-1e-1', '-0.1'],
    ['0e999', '0'], ['0.000e-5', '0'], ['1e0', '1'],
  ])('reads %j as %s', (text, amount) => {
    expect(decimalText(text)).toBe(amount);
  });

  it.each(['', ' ', '-', '.', 'e5', '1,000', '1 000', '0x10', 'NaN', 'Infinity', '1e', '1e999', '1e-999', '1e41', '9'.repeat(41), '٣'])('refuses %j', (text) => {
    expect(decimalText(text)).toBeUndefined();
  });

  it('reads every number that JavaScript writes, exactly as written', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      const amount = decimalText(String(value));
      fc.pre(amount !== undefined);
      expect(isCanonicalAmount(amount)).toBe(true);
      expect(Number(amount)).toBe(value === 0 ? 0 : value);
    }));
  });
});

const amount = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(8)).map(([units, places]) => decimalText(`${units}e-${places}`) ?? '0');

describe('arithmetic on amounts', () => {
  it('is exact, where binary floating point is not', () => {
    expect([addDecimals('0.1', '0.2'), subtractDecimals('0.3', '0.1'), subtractDecimals('1', '1')]).toEqual(['0.3', '0.2', '0']);
  });

  it('adds what it subtracts', () => {
    fc.assert(fc.property(amount, amount, (left, right) => {
      expect(addDecimals(subtractDecimals(left, right) ?? '', right)).toBe(left);
      expect(subtractDecimals(left, right)).toBe(addDecimals(left, negateDecimal(right)));
      expect(signOfDecimal(negateDecimal(left))).toBe(-signOfDecimal(left) + 0);
      expect(signOfDecimal(absoluteDecimal(left))).toBe(left === '0' ? 0 : 1);
      const floor = String(floorDecimal(left));
      expect(signOfDecimal(subtractDecimals(left, floor) ?? '')).toBeGreaterThanOrEqual(0);
      expect(signOfDecimal(subtractDecimals(subtractDecimals(left, floor) ?? '', '1') ?? '')).toBe(-1);
    }));
  });

  it('has no answer that is too long to be an amount', () => {
    expect(addDecimals('9'.repeat(40), '1')).toBeUndefined();
  });
});
