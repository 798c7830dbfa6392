import { describe, expect, it } from 'vitest';
import { checkCatchWeight, compileUnits, grains, nominalWeight, ratio, weightPerGrain, type CatchWeightCheck } from '../../src/quantity/index.js';

const boxes = compileUnits({ unit: 'BX' });
const kilos = compileUnits({ unit: 'KGM', granularity: '0.001' });
/** Boxes of 8 to 10 kg. */
const minPerUnit = weightPerGrain(boxes, kilos, '8');
const maxPerUnit = weightPerGrain(boxes, kilos, '10');
const check = (count: number, weight: number): CatchWeightCheck => checkCatchWeight({ count: grains(count), weight: grains(weight), minPerUnit, maxPerUnit });

describe('catch weight', () => {
  it('fits its count from the least to the greatest', () => {
    for (const [count, weight] of [[2, 16_000], [2, 20_000], [1, 9_123], [0, 0], [-2, -16_000], [-2, -20_000]] as const) expect(check(count, weight)).toEqual({ ok: true });
  });

  it('leaves less than the least of a box: the difference is to be adjusted', () => {
    // 16 kg in 2 boxes, one picked at 9 kg: 7 kg left in one box that weighs at least 8.
    expect(check(1, 7_000)).toEqual({ ok: false, problem: 'tooLight', fitting: 8_000, adjustment: 1_000 });
    expect(check(2, 15_999)).toEqual({ ok: false, problem: 'tooLight', fitting: 16_000, adjustment: 1 });
    expect(check(2, 20_001)).toEqual({ ok: false, problem: 'tooHeavy', fitting: 20_000, adjustment: -1 });
  });

  it('reaches zero together with its count', () => {
    // 80.1 kg in, 79.8 kg out.
    expect(check(0, 300)).toEqual({ ok: false, problem: 'tooHeavy', fitting: 0, adjustment: -300 });
    expect(check(0, -300)).toEqual({ ok: false, problem: 'tooLight', fitting: 0, adjustment: 300 });
    expect(check(3, 0)).toMatchObject({ ok: false, problem: 'tooLight' });
  });

  it('mirrors a negative count', () => {
    expect(check(-1, -7_000)).toEqual({ ok: false, problem: 'tooLight', fitting: -8_000, adjustment: -1_000 });
    expect(check(-1, -10_500)).toEqual({ ok: false, problem: 'tooHeavy', fitting: -10_000, adjustment: 500 });
    expect(check(-1, 9_000)).toMatchObject({ ok: false, problem: 'tooLight' });
  });

  it('without bounds is above zero where the count is', () => {
    expect(checkCatchWeight({ count: grains(5), weight: grains(1) })).toEqual({ ok: true });
    expect(checkCatchWeight({ count: grains(5), weight: grains(0) })).toEqual({ ok: false, problem: 'tooLight', fitting: 1, adjustment: 1 });
    expect(checkCatchWeight({ count: grains(0), weight: grains(0) })).toEqual({ ok: true });
    expect(checkCatchWeight({ count: grains(0), weight: grains(4) })).toMatchObject({ ok: false, problem: 'tooHeavy', adjustment: -4 });
    expect(checkCatchWeight({ count: grains(-5), weight: grains(-1) })).toEqual({ ok: true });
  });

  it('is judged to the grain where the bounds fall between', () => {
    const third = ratio(1000n, 3n);
    expect(checkCatchWeight({ count: grains(1), weight: grains(333), minPerUnit: third })).toMatchObject({ ok: false, fitting: 334 });
    expect(checkCatchWeight({ count: grains(1), weight: grains(334), minPerUnit: third })).toEqual({ ok: true });
    expect(checkCatchWeight({ count: grains(1), weight: grains(334), maxPerUnit: third })).toMatchObject({ ok: false, fitting: 333 });
    expect(checkCatchWeight({ count: grains(1), weight: grains(333), maxPerUnit: third })).toEqual({ ok: true });
  });

  it('takes bounds in the wrong order for a mistake', () => {
    expect(() => checkCatchWeight({ count: grains(1), weight: grains(9_000), minPerUnit: maxPerUnit, maxPerUnit: minPerUnit })).toThrow(new TypeError('No weight of 1 lies between the bounds'));
    expect(checkCatchWeight({ count: grains(1), weight: grains(8_000), minPerUnit, maxPerUnit: minPerUnit })).toEqual({ ok: true });
  });

  it('is planned with the nominal weight', () => {
    expect(nominalWeight({ count: grains(3), nominalPerUnit: weightPerGrain(boxes, kilos, '9.2') })).toBe(27_600);
    expect(nominalWeight({ count: grains(-3), nominalPerUnit: weightPerGrain(boxes, kilos, '9.2') })).toBe(-27_600);
    expect(nominalWeight({ count: grains(0), nominalPerUnit: ratio(1n, 3n) })).toBe(0);
    expect(nominalWeight({ count: grains(1), nominalPerUnit: ratio(5n, 2n) })).toBe(2);
    expect(() => nominalWeight({ count: grains(Number.MAX_SAFE_INTEGER), nominalPerUnit: ratio(2n) })).toThrow(expect.objectContaining({ code: 'quantity.overflow' }));
  });

  it('per unit is read in grains of both', () => {
    expect(minPerUnit).toEqual(ratio(8000n));
    expect(weightPerGrain(compileUnits({ unit: 'BX', granularity: '0.5' }), kilos, '8')).toEqual(ratio(4000n));
    expect(() => weightPerGrain(boxes, kilos, '0')).toThrow(new TypeError('A weight per BX is above zero, not 0'));
    expect(() => weightPerGrain(boxes, kilos, '-1')).toThrow(TypeError);
    expect(() => weightPerGrain(boxes, kilos, '1.0')).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });
});
