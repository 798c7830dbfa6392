import { describe, expect, it } from 'vitest';
import { grains, splitGrains, splitQuantity, type Quantity } from '../../src/quantity/index.js';

const split = (total: number, weights: number[]): number[] => splitGrains(grains(total), weights);
const amounts = (whole: Quantity, weights: string[], step?: string): string[] => splitQuantity(whole, weights, { step }).map(({ amount }) => amount);
const kg = (amount: string): Quantity => ({ amount, unit: 'KGM' });

describe('splitGrains', () => {
  it('gives what is left to the largest fractions, ties in the order given', () => {
    expect(split(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(split(11, [1, 1, 1])).toEqual([4, 4, 3]);
    expect(split(500, [150, 187, 263])).toEqual([125, 156, 219]);
    expect(split(7, [1, 2])).toEqual([2, 5]);
    expect(split(1, [0, 0, 5])).toEqual([0, 0, 1]);
    expect(split(2, [3, 3, 1])).toEqual([1, 1, 0]);
    expect(split(3, [1, 3, 2])).toEqual([1, 1, 1]);
  });

  it('mirrors a negative total', () => {
    expect(split(-10, [1, 1, 1])).toEqual([-4, -3, -3]);
    expect(split(-7, [1, 2])).toEqual([-2, -5]);
  });

  it('splits nothing over anyone, and over no one', () => {
    expect(split(0, [])).toEqual([]);
    expect(split(0, [0, 0])).toEqual([0, 0]);
    expect(split(0, [1, 2])).toEqual([0, 0]);
  });

  it('stays exact where total times weight leaves the safe integers', () => {
    expect(split(Number.MAX_SAFE_INTEGER, [Number.MAX_SAFE_INTEGER, 1])).toEqual([Number.MAX_SAFE_INTEGER - 1, 1]);
  });

  it('takes impossible weights for a mistake', () => {
    expect(() => split(1, [])).toThrow(new TypeError('Nothing can be split over weights that are all zero'));
    expect(() => split(1, [0, 0])).toThrow(TypeError);
    expect(() => split(1, [2, -1])).toThrow(new TypeError('A weight is not negative'));
    expect(() => split(-1, [2, -1])).toThrow(new TypeError('A weight is not negative'));
    expect(() => split(0, [1, -1])).toThrow(new TypeError('A weight is not negative'));
    expect(() => split(1, [0.5])).toThrow(new TypeError('A weight is a whole number, not 0.5'));
    expect(() => split(1, [NaN])).toThrow(TypeError);
    expect(() => split(1, [2 ** 53])).toThrow(TypeError);
  });
});

describe('splitQuantity', () => {
  it('splits by decimal weights into multiples of a step', () => {
    expect(amounts(kg('10'), ['1', '1', '1'])).toEqual(['4', '3', '3']);
    expect(amounts(kg('10'), ['1', '1', '1'], '0.01')).toEqual(['3.34', '3.33', '3.33']);
    expect(amounts(kg('1'), ['0.5', '0.25', '0.25'], '0.001')).toEqual(['0.5', '0.25', '0.25']);
    expect(amounts(kg('100'), ['33.3', '66.7'])).toEqual(['33', '67']);
    expect(amounts(kg('60'), ['1', '1', '1'], '12')).toEqual(['24', '24', '12']);
    expect(amounts(kg('-10'), ['1', '1', '1'])).toEqual(['-4', '-3', '-3']);
    expect(amounts(kg('3'), ['10', '0.05'], '0.5')).toEqual(['3', '0']);
    expect(splitQuantity(kg('2'), ['1', '1'])).toEqual([kg('1'), kg('1')]);
    expect(splitQuantity(kg('0'), [])).toEqual([]);
  });

  it('does not split what is no multiple of the step', () => {
    expect(() => amounts(kg('1.5'), ['1', '1'])).toThrow(expect.objectContaining({ code: 'quantity.not_whole', message: '1.5 KGM is not a multiple of 1' }));
    expect(() => amounts(kg('1'), ['1'], '0.3')).toThrow(expect.objectContaining({ message: '1 KGM is not a multiple of 0.3' }));
  });

  it('refuses what it cannot read, and impossible weights', () => {
    const malformed = expect.objectContaining({ code: 'quantity.malformed' }) as Error;
    expect(() => amounts(kg('1.0'), ['1'])).toThrow(malformed);
    expect(() => amounts(kg('1'), ['1.0'])).toThrow(malformed);
    expect(() => amounts(kg('1'), ['1'], '0')).toThrow(malformed);
    expect(() => amounts(kg('1'), ['1'], '-1')).toThrow(malformed);
    expect(() => amounts(kg('1'), ['1', '-0.1'])).toThrow(TypeError);
    expect(() => amounts(kg('1'), ['0'])).toThrow(TypeError);
  });

  it('reports a part that takes more characters than the whole', () => {
    const step = `0.${'0'.repeat(37)}3`;
    expect(() => amounts({ amount: '3', unit: 'X' }, ['1', '1'], step)).not.toThrow();
    expect(() => amounts({ amount: '30', unit: 'X' }, ['1', '3'], `0.${'0'.repeat(37)}2`)).not.toThrow();
    expect(() => amounts({ amount: '300', unit: 'X' }, ['1', '2', '3', '1'], `0.${'0'.repeat(37)}1`)).toThrow(expect.objectContaining({ code: 'quantity.overflow', message: 'A part takes more characters than an amount holds' }));
  });
});
