import { describe, expect, it } from 'vitest';
import {
  addQuantities, AMOUNT_LENGTH_MAX, compareQuantities, displayQuantity, isZero, negateQuantity, subtractQuantities, sumQuantities, type Quantity,
} from '../../src/quantity/index.js';
import { Exact } from '../../src/quantity/decimal-clone.js';

const kg = (amount: string): Quantity => ({ amount, unit: 'KGM' });
const ea = (amount: string): Quantity => ({ amount, unit: 'EA' });
const mismatch = expect.objectContaining({ code: 'quantity.unit_mismatch' }) as Error;

describe('quantities of one unit', () => {
  it('are added and subtracted exactly', () => {
    expect(addQuantities(kg('0.1'), kg('0.2'))).toEqual(kg('0.3'));
    expect(subtractQuantities(kg('0.3'), kg('0.1'))).toEqual(kg('0.2'));
    expect(addQuantities(kg('1234567890123456789012345'), kg('0.5'))).toEqual(kg('1234567890123456789012345.5'));
    expect(subtractQuantities(kg('1'), kg('2.5'))).toEqual(kg('-1.5'));
    expect(addQuantities(kg('999999999999999999999'), kg('1'))).toEqual(kg('1000000000000000000000'));
  });

  it('come to a zero without a sign', () => {
    expect(addQuantities(kg('-1.5'), kg('1.5'))).toEqual(kg('0'));
    expect(subtractQuantities(kg('-1.5'), kg('-1.5'))).toEqual(kg('0'));
    expect(negateQuantity(kg('0'))).toEqual(kg('0'));
  });

  it('are negated and compared without a tolerance', () => {
    expect([negateQuantity(kg('1.5')), negateQuantity(kg('-1.5'))]).toEqual([kg('-1.5'), kg('1.5')]);
    expect([compareQuantities(kg('1'), kg('1.0000000000000000000000000001')), compareQuantities(kg('2'), kg('2')), compareQuantities(kg('2'), kg('-2'))]).toEqual([-1, 0, 1]);
    expect([isZero(kg('0')), isZero(kg('0.0000000000000000000000000001')), isZero(kg('-1'))]).toEqual([true, false, false]);
  });

  it('are summed, to zero for none', () => {
    expect(sumQuantities([], 'KGM')).toEqual(kg('0'));
    expect(sumQuantities([kg('0.1'), kg('0.2'), kg('-0.4')], 'KGM')).toEqual(kg('-0.1'));
    expect(sumQuantities(Array.from({ length: 10 }, () => kg('0.1')), 'KGM')).toEqual(kg('1'));
    expect(sumQuantities([kg('9'.repeat(40)), kg('1'), kg('-1')], 'KGM')).toEqual(kg('9'.repeat(40)));
  });
});

describe('quantities that cannot be computed', () => {
  it('are of different units, even if one is zero', () => {
    expect(() => addQuantities(kg('0'), ea('1'))).toThrow(mismatch);
    expect(() => subtractQuantities(kg('1'), ea('0'))).toThrow(mismatch);
    expect(() => compareQuantities(kg('1'), ea('1'))).toThrow(mismatch);
    expect(() => sumQuantities([kg('1'), ea('1')], 'KGM')).toThrow(mismatch);
    expect(() => addQuantities(kg('0'), ea('1'))).toThrow(expect.objectContaining({ message: 'KGM and EA are different units; convert first', details: { units: ['KGM', 'EA'] } }));
  });

  it('are not canonical', () => {
    const malformed = expect.objectContaining({ code: 'quantity.malformed' }) as Error;
    for (const amount of ['1.0', 'NaN', 'Infinity', '1e3', '-0', '']) {
      expect(() => addQuantities(kg(amount), kg('1'))).toThrow(malformed);
      expect(() => subtractQuantities(kg('1'), kg(amount))).toThrow(malformed);
      expect(() => compareQuantities(kg('1'), kg(amount))).toThrow(malformed);
      expect(() => negateQuantity(kg(amount))).toThrow(malformed);
      expect(() => isZero(kg(amount))).toThrow(malformed);
      expect(() => sumQuantities([kg(amount)], 'KGM')).toThrow(malformed);
    }
  });

  it('come to more than an amount holds', () => {
    expect(() => addQuantities(kg('9'.repeat(40)), kg('1'))).toThrow(expect.objectContaining({ code: 'quantity.overflow', message: `A result takes 41 characters, more than ${AMOUNT_LENGTH_MAX}` }));
    expect(() => negateQuantity(kg('9'.repeat(40)))).toThrow(expect.objectContaining({ code: 'quantity.overflow' }));
  });
});

describe('displayQuantity', () => {
  it('rounds half to even and drops what is not needed', () => {
    expect([['0.125', 2], ['0.135', 2], ['-0.125', 2], ['2.5', 0], ['3.5', 0], ['1.2', 2], ['0.004', 2], ['-0.004', 2]].map(([amount, places]) => displayQuantity(kg(amount as string), { places: places as number }).amount))
      .toEqual(['0.12', '0.14', '-0.12', '2', '4', '1.2', '0', '0']);
    expect(displayQuantity(kg(`0.${'1'.repeat(38)}`), { places: 38 })).toEqual(kg(`0.${'1'.repeat(38)}`));
  });

  it.each([-1, 0.5, 39, NaN])('takes no %d places', (places) => {
    expect(() => displayQuantity(kg('1'), { places })).toThrow(new TypeError('Decimal places are a whole number from 0 to 38'));
  });
});

describe('the room’s own decimal.js', () => {
  it('cannot be set by anyone', () => {
    expect(Object.isFrozen(Exact)).toBe(true);
    expect(() => Exact.set({ precision: 5 })).toThrow(TypeError);
    expect([Exact.precision, Exact.rounding]).toEqual([256, Exact.ROUND_HALF_EVEN]);
  });
});
