import { describe, expect, it } from 'vitest';
import { addGrains, compareGrains, FACT_GRAINS_MAX, grains, grainsFromBigint, negateGrains, subtractGrains, sumGrains } from '../../src/quantity/index.js';

const MAX = Number.MAX_SAFE_INTEGER;
const overflow = expect.objectContaining({ code: 'quantity.overflow' }) as Error;

describe('grains', () => {
  it.each([0, 1, -1, MAX, -MAX])('takes %d', (value) => {
    expect(grains(value)).toBe(value);
  });

  it('knows no minus zero', () => {
    expect(grains(-0)).toBe(0);
    expect(negateGrains(grains(0))).toBe(0);
    expect(subtractGrains(grains(5), grains(5))).toBe(0);
    expect(addGrains(grains(5), grains(-5))).toBe(0);
    expect(grainsFromBigint(-0n)).toBe(0);
  });

  it.each([0.5, NaN, Infinity, -Infinity, 0.1 + 0.2])('takes %d for a mistake', (value) => {
    expect(() => grains(value)).toThrow(TypeError);
    expect(() => grains(value)).toThrow(`Grains are whole numbers, not ${value}`);
  });

  it.each([MAX + 1, -MAX - 1, 1e300])('reports %d as beyond the range', (value) => {
    expect(() => grains(value)).toThrow(overflow);
    expect(() => grainsFromBigint(BigInt(value))).toThrow(overflow);
  });

  it('says which range was left', () => {
    expect(() => grains(MAX + 1)).toThrow('9007199254740992 grains are beyond the exact range of ±9007199254740991');
  });

  it('caps a fact at 2^40', () => {
    expect(FACT_GRAINS_MAX).toBe(1_099_511_627_776);
  });
});

describe('arithmetic on grains', () => {
  it('adds, subtracts, negates and compares', () => {
    expect(addGrains(grains(7), grains(-12))).toBe(-5);
    expect(subtractGrains(grains(7), grains(-12))).toBe(19);
    expect(negateGrains(grains(7))).toBe(-7);
    expect([compareGrains(grains(1), grains(2)), compareGrains(grains(2), grains(2)), compareGrains(grains(3), grains(2))].map(Math.sign)).toEqual([-1, 0, 1]);
    expect([compareGrains(grains(MAX), grains(-MAX)), compareGrains(grains(-MAX), grains(MAX)), compareGrains(grains(MAX), grains(MAX - 1))].map(Math.sign)).toEqual([1, -1, 1]);
  });

  it('reaches the last exact number and reports the next', () => {
    expect(addGrains(grains(MAX - 1), grains(1))).toBe(MAX);
    expect(() => addGrains(grains(MAX), grains(1))).toThrow(overflow);
    expect(() => addGrains(grains(-MAX), grains(-1))).toThrow(overflow);
    expect(() => addGrains(grains(MAX), grains(MAX))).toThrow(overflow);
    expect([addGrains(grains(-MAX), grains(0)), addGrains(grains(1 - MAX), grains(-1)), addGrains(grains(MAX), grains(0))]).toEqual([-MAX, -MAX, MAX]);
    expect([subtractGrains(grains(-MAX), grains(0)), subtractGrains(grains(MAX), grains(0)), subtractGrains(grains(1 - MAX), grains(1))]).toEqual([-MAX, MAX, -MAX]);
    expect(() => subtractGrains(grains(-MAX), grains(1))).toThrow(overflow);
    expect(() => subtractGrains(grains(MAX), grains(-1))).toThrow(overflow);
  });

  it('sums what a running total could not hold on the way', () => {
    expect(sumGrains([])).toBe(0);
    expect(sumGrains([grains(MAX), grains(1), grains(-1)])).toBe(MAX);
    expect(sumGrains([grains(-MAX), grains(-1), grains(1)])).toBe(-MAX);
    expect(sumGrains([grains(MAX), grains(MAX), grains(-MAX), grains(-MAX), grains(3)])).toBe(3);
    expect(() => sumGrains([grains(MAX), grains(1)])).toThrow(overflow);
    expect(() => sumGrains([grains(-MAX), grains(-1)])).toThrow(overflow);
  });
});
