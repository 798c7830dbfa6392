import { describe, expect, it } from 'vitest';
import {
  compileUnits, convert, convertExactly, decompose, FACT_GRAINS_MAX, formatGrains, fromGrains, grains, PURPOSES, ratio, ratioText, toGrains, type Purpose, type Quantity, type ToGrains,
} from '../../src/quantity/index.js';

const each = compileUnits({ unit: 'EA', packs: [{ unit: 'CS', holds: { amount: '12', unit: 'EA' } }, { unit: 'EA', holds: { amount: '0.45', unit: 'KGM' } }] });
const kilo = compileUnits({ unit: 'KGM', granularity: '0.001', packs: [{ unit: 'BG', holds: { amount: '2.5', unit: 'KGM' } }] });
const at = 0;
const EVERY = Object.keys(PURPOSES) as Purpose[];
const ea = (amount: string): Quantity => ({ amount, unit: 'EA' });

describe('toGrains', () => {
  it('takes whole numbers of grains as they are, for any purpose', () => {
    for (const purpose of EVERY) {
      expect(toGrains(each, ea('17'), { at, purpose })).toEqual({ ok: true, grains: 17, remainder: ratio(0n), via: 'base' });
      expect(toGrains(each, { amount: '-2', unit: 'CS' }, { at, purpose })).toEqual({ ok: true, grains: -24, remainder: ratio(0n), via: '1 CS = 12 EA' });
      expect(toGrains(each, { amount: '1.25', unit: 'CS' }, { at, purpose })).toMatchObject({ ok: true, grains: 15 });
      expect(toGrains(kilo, { amount: '-0.125', unit: 'KGM' }, { at, purpose })).toMatchObject({ ok: true, grains: -125, remainder: ratio(0n) });
      expect(toGrains(kilo, { amount: '0', unit: 'KGM' }, { at, purpose })).toEqual({ ok: true, grains: 0, remainder: ratio(0n), via: 'base' });
    }
  });

  const rounded: readonly [Purpose, string, number | string, string][] = [
    ['fact', '2.5', 2, '1/2'], ['fact', '3.5', 4, '-1/2'], ['fact', '2.6', 3, '-2/5'], ['fact', '-2.5', -2, '-1/2'], ['fact', '-2.6', -3, '2/5'],
    ['display', '2.5', 2, '1/2'], ['display', '-3.5', -4, '1/2'],
    ['sell', '2.9', 2, '9/10'], ['sell', '-2.9', -2, '-9/10'], ['publish', '2.9', 2, '9/10'], ['confirm', '2.9', 2, '9/10'], ['transfer', '-2.9', -2, '-9/10'],
    ['purchase', '2.1', 3, '-9/10'], ['purchase', '-2.1', -3, '9/10'], ['request', '2.1', 3, '-9/10'],
    ['reserve', '2.1', 'quantity.not_whole', ''], ['reserve', '-2.1', 'quantity.not_whole', ''],
  ];
  it.each(rounded)('for %s makes of %s EA %s, leaving %s', (purpose, amount, expected, remainder) => {
    const result = toGrains(each, ea(amount), { at, purpose });
    if (result.ok) expect([result.grains, ratioText(result.remainder)]).toEqual([expected, remainder]);
    else expect(result).toEqual({ ok: false, code: expected, quantity: ea(amount) });
  });

  it.each(['', '007', '12.50', '+1', '1e3', '-0', '0.0', '.5', '5.', 'NaN', '-', '1 ', '00.5', '-01', '1-2', '12..5', '0x1', '1'.repeat(41), '-0.0', '1.2.3', '-.5', '1/2', '1:2', '1234567890123456.0'])('refuses the amount %j', (amount) => {
    expect(toGrains(each, ea(amount), { at, purpose: 'fact' })).toEqual({ ok: false, code: 'quantity.malformed', quantity: ea(amount) });
  });

  it('refuses a malformed amount before it looks at the unit', () => {
    expect(toGrains(each, { amount: '1.0', unit: '?' }, { at, purpose: 'fact' })).toMatchObject({ code: 'quantity.malformed' });
    expect(toGrains(each, { amount: '1', unit: '?' }, { at, purpose: 'fact' })).toEqual({ ok: false, code: 'quantity.unknown_unit', quantity: { amount: '1', unit: '?' }, unit: '?' });
    expect(toGrains(each, { amount: '1', unit: '__proto__' }, { at, purpose: 'fact' })).toMatchObject({ code: 'quantity.unknown_unit' });
  });

  it('keeps amounts of more digits than a number holds exact', () => {
    expect(toGrains(kilo, { amount: '1234567890123.456', unit: 'KGM' }, { at, purpose: 'display' })).toMatchObject({ ok: true, grains: 1234567890123456 });
    expect(toGrains(each, ea('9007199254740991'), { at, purpose: 'display' })).toMatchObject({ ok: true, grains: 9007199254740991 });
    expect(toGrains(each, ea('999999999999999'), { at, purpose: 'display' })).toMatchObject({ ok: true, grains: 999999999999999 });
    const rest = toGrains(each, ea('1.00000000000000000000000000000000000001'), { at, purpose: 'fact' }) as ToGrains & { ok: true };
    expect([rest.grains, ratioText(rest.remainder)]).toEqual([1, `1/1${'0'.repeat(38)}`]);
  });

  it('reports what is out of range', () => {
    const over = { ok: false, code: 'quantity.overflow' };
    expect(toGrains(each, ea('9007199254740992'), { at, purpose: 'reserve' })).toMatchObject(over);
    expect(toGrains(each, ea('-9007199254740992'), { at, purpose: 'reserve' })).toMatchObject(over);
    expect(toGrains(each, { amount: '999999999999999', unit: 'CS' }, { at, purpose: 'reserve' })).toMatchObject(over);
    expect(toGrains(each, { amount: '-999999999999999', unit: 'CS' }, { at, purpose: 'reserve' })).toMatchObject(over);
    expect(toGrains(each, { amount: '9'.repeat(40), unit: 'CS' }, { at, purpose: 'fact' })).toMatchObject(over);
  });

  it('caps a fact at 2^40 grains and nothing else', () => {
    const [cap, above] = [String(FACT_GRAINS_MAX), String(FACT_GRAINS_MAX + 1)];
    expect(toGrains(each, ea(cap), { at, purpose: 'fact' })).toMatchObject({ ok: true, grains: FACT_GRAINS_MAX });
    expect(toGrains(each, ea(above), { at, purpose: 'fact' })).toEqual({ ok: false, code: 'quantity.overflow', quantity: ea(above) });
    expect(toGrains(each, ea(`-${cap}`), { at, purpose: 'fact' })).toMatchObject({ ok: true });
    expect(toGrains(each, ea(`-${above}`), { at, purpose: 'fact' })).toMatchObject({ code: 'quantity.overflow' });
    expect(toGrains(each, ea(above), { at, purpose: 'reserve' })).toMatchObject({ ok: true });
  });

  it('works with factors beyond the safe integers', () => {
    const fine = compileUnits({ unit: 'A', granularity: '0.0000000000000001', packs: [{ unit: 'B', holds: { amount: '9', unit: 'A' } }, { unit: 'A', holds: { amount: '70000000000000000', unit: 'C' } }] });
    expect(toGrains(fine, { amount: '0.0000000000000005', unit: 'A' }, { at, purpose: 'reserve' })).toMatchObject({ ok: true, grains: 5 });
    expect(toGrains(fine, { amount: '0.01', unit: 'B' }, { at, purpose: 'reserve' })).toMatchObject({ ok: true, grains: 900000000000000 });
    expect(toGrains(fine, { amount: '7', unit: 'C' }, { at, purpose: 'reserve' })).toMatchObject({ ok: true, grains: 1 });
    expect(toGrains(fine, { amount: '1', unit: 'B' }, { at, purpose: 'reserve' })).toMatchObject({ code: 'quantity.overflow' });
  });
});

describe('formatGrains', () => {
  const cases: readonly [granularity: string, grains: number, amount: string][] = [
    ['1', 0, '0'], ['1', 17, '17'], ['1', -17, '-17'], ['0.001', 0, '0'], ['0.001', 1, '0.001'], ['0.001', -1, '-0.001'], ['0.001', 12500, '12.5'], ['0.001', -12500, '-12.5'],
    ['0.001', 1000, '1'], ['0.001', 10000, '10'], ['0.25', 3, '0.75'], ['0.25', 4, '1'], ['0.25', -6, '-1.5'], ['5', 7, '35'], ['2.5', 3, '7.5'], ['2.5', 4, '10'],
    ['1', Number.MAX_SAFE_INTEGER, '9007199254740991'], ['0.001', Number.MAX_SAFE_INTEGER, '9007199254740.991'], ['0.25', -Number.MAX_SAFE_INTEGER, '-2251799813685247.75'],
    ['99999999999999999999', -Number.MAX_SAFE_INTEGER, '-900719925474099099990992800745259009'], ['0.000000000000000001', 5, '0.000000000000000005'],
  ];
  it.each(cases)('at %s makes of %d grains %s', (granularity, count, amount) => {
    const units = compileUnits({ unit: 'U', granularity });
    expect(formatGrains(units, grains(count))).toEqual({ amount, unit: 'U' });
  });
});

describe('fromGrains', () => {
  it('gives whole packs and what is left', () => {
    expect(fromGrains(each, grains(17), 'CS', { at, purpose: 'sell' })).toEqual({ ok: true, quantity: { amount: '1', unit: 'CS' }, remainder: ratio(5n), via: '1 CS = 12 EA' });
    expect(fromGrains(each, grains(17), 'CS', { at, purpose: 'purchase' })).toMatchObject({ quantity: { amount: '2', unit: 'CS' }, remainder: ratio(-7n) });
    expect(fromGrains(each, grains(-17), 'CS', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '-1', unit: 'CS' }, remainder: ratio(-5n) });
    expect(fromGrains(each, grains(17), 'CS', { at, purpose: 'reserve' })).toEqual({ ok: false, code: 'quantity.not_whole', quantity: ea('17') });
    expect(fromGrains(each, grains(24), 'CS', { at, purpose: 'reserve' })).toMatchObject({ quantity: { amount: '2', unit: 'CS' }, remainder: ratio(0n) });
  });

  it('gives the base unit to the grain, and units of count one by one', () => {
    expect(fromGrains(kilo, grains(1234), 'KGM', { at, purpose: 'reserve' })).toEqual({ ok: true, quantity: { amount: '1.234', unit: 'KGM' }, remainder: ratio(0n), via: 'base' });
    expect(fromGrains(each, grains(30), 'DZN', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '2', unit: 'DZN' }, remainder: ratio(6n) });
    const half = compileUnits({ unit: 'EA', granularity: '0.5' });
    expect(fromGrains(half, grains(3), 'C62', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '1.5', unit: 'C62' }, remainder: ratio(0n) });
    expect(fromGrains(half, grains(3), 'PR', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '0', unit: 'PR' }, remainder: ratio(3n, 2n) });
  });

  it('gives a measure exactly where its decimal ends, and within a grain where not', () => {
    expect(fromGrains(each, grains(17), 'KGM', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '7.65', unit: 'KGM' }, remainder: ratio(0n), via: '1 EA = 0.45 KGM' });
    expect(fromGrains(kilo, grains(1000), 'GRM', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '1000', unit: 'GRM' }, remainder: ratio(0n) });
    // One gram is 0.0022 lb, so thousandths of a pound tell grams apart.
    const pounds = fromGrains(kilo, grains(1000), 'LBR', { at, purpose: 'sell' });
    expect(pounds).toMatchObject({ quantity: { amount: '2.204', unit: 'LBR' }, remainder: ratio(7060413n, 25000000000n) });
    expect(fromGrains(kilo, grains(1000), 'LBR', { at, purpose: 'reserve' })).toMatchObject({ ok: false, code: 'quantity.not_whole' });
    // One kilogram is 2.2 lb: whole pounds.
    expect(fromGrains(compileUnits({ unit: 'KGM' }), grains(10), 'LBR', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '22' } });
    // Ten tonnes are 22046 lb.
    expect(fromGrains(compileUnits({ unit: 'TNE', granularity: '10' }), grains(1), 'LBR', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '20000' } });
    // A grain of exactly a tenth of the unit.
    expect(fromGrains(compileUnits({ unit: 'YRD', granularity: '3' }), grains(1), 'SMI', { at, purpose: 'display', step: '0.0001' })).toMatchObject({ quantity: { amount: '0.0017' } });
  });

  it('goes by the step that is asked for', () => {
    expect(fromGrains(each, grains(1), 'DZN', { at, purpose: 'display', step: '0.01' })).toMatchObject({ quantity: { amount: '0.08', unit: 'DZN' }, remainder: ratio(1n, 25n) });
    expect(fromGrains(each, grains(17), 'EA', { at, purpose: 'sell', step: '6' })).toMatchObject({ quantity: { amount: '12', unit: 'EA' }, remainder: ratio(5n) });
    expect(fromGrains(kilo, grains(1000), 'LBR', { at, purpose: 'display', step: '0.01' })).toMatchObject({ quantity: { amount: '2.2', unit: 'LBR' } });
    for (const step of ['0', '-1', '1.0', 'x']) expect(() => fromGrains(each, grains(1), 'CS', { at, purpose: 'sell', step })).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
    expect(() => fromGrains(each, grains(1), 'CS', { at, purpose: 'sell', step: '0' })).toThrow('A step is above zero, not 0');
  });

  it('refuses units without a conversion', () => {
    expect(fromGrains(each, grains(1), 'LTR', { at, purpose: 'sell' })).toEqual({ ok: false, code: 'quantity.no_conversion', quantity: ea('1'), unit: 'LTR' });
    expect(fromGrains(each, grains(1), '?', { at, purpose: 'sell' })).toEqual({ ok: false, code: 'quantity.unknown_unit', quantity: ea('1'), unit: '?' });
  });

  it('reports a result that no amount can hold', () => {
    const wide = compileUnits({ unit: 'A', granularity: '99999999999999999999', packs: [{ unit: 'A', holds: { amount: '1000000', unit: 'B' } }] });
    expect(fromGrains(wide, grains(Number.MAX_SAFE_INTEGER), 'B', { at, purpose: 'sell' })).toMatchObject({ ok: false, code: 'quantity.overflow' });
  });
});

describe('convert', () => {
  it('returns a quantity in its own unit untouched', () => {
    const told = { amount: '1000.123456789', unit: 'EA' };
    for (const purpose of EVERY) {
      const same = convert(each, told, 'EA', { at, purpose });
      expect(same).toEqual({ ok: true, quantity: told, remainder: ratio(0n), via: 'same' });
      expect(same.ok && same.quantity).toBe(told);
    }
  });

  it('goes from any unit to any other, rounded once', () => {
    expect(convert(each, ea('200'), 'DZN', { at, purpose: 'purchase' })).toMatchObject({ quantity: { amount: '17', unit: 'DZN' }, remainder: ratio(-4n), via: '1 DZN = 12 EA' });
    expect(convert(each, { amount: '1', unit: 'CS' }, 'KGM', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '5.4', unit: 'KGM' }, via: '1 CS = 12 EA, 1 EA = 0.45 KGM' });
    expect(convert(each, { amount: '5.4', unit: 'KGM' }, 'CS', { at, purpose: 'reserve' })).toMatchObject({ quantity: { amount: '1', unit: 'CS' }, via: '1 EA = 0.45 KGM, 1 CS = 12 EA' });
    expect(convert(each, { amount: '2', unit: 'CS' }, 'EA', { at, purpose: 'reserve' })).toMatchObject({ quantity: ea('24'), via: '1 CS = 12 EA' });
    expect(convert(kilo, { amount: '7', unit: 'KGM' }, 'BG', { at, purpose: 'confirm' })).toMatchObject({ quantity: { amount: '2', unit: 'BG' }, remainder: ratio(2n) });
  });

  it('goes to the grain in the base unit, also where a finer decimal would end', () => {
    const coarse = compileUnits({ unit: 'KGM', granularity: '0.005' });
    expect(convert(coarse, { amount: '1', unit: 'LBR' }, 'KGM', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '0.45', unit: 'KGM' }, remainder: ratio(359237n, 100000000n) });
    expect(convert(coarse, { amount: '1', unit: 'LBR' }, 'KGM', { at, purpose: 'reserve' })).toMatchObject({ ok: false, code: 'quantity.not_whole' });
  });

  it('goes by the greatest power of ten not above a grain, where a decimal does not end', () => {
    const foot = (granularity: string): ReturnType<typeof compileUnits> => compileUnits({ unit: 'FOT', granularity });
    // A grain of 49/15 yards, of exactly a tenth, of exactly ten, and of just below ten.
    expect(fromGrains(foot('9.8'), grains(1), 'YRD', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '3' } });
    expect(convert(foot('0.3'), { amount: '1', unit: 'MTR' }, 'YRD', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '1.1' } });
    expect(convert(foot('30'), { amount: '100', unit: 'MTR' }, 'YRD', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '110' } });
    expect(convert(foot('29.9'), { amount: '100', unit: 'MTR' }, 'YRD', { at, purpose: 'display' })).toMatchObject({ quantity: { amount: '109' } });
  });

  it('says which unit has no conversion', () => {
    expect(convert(each, { amount: '1', unit: '?' }, 'EA', { at, purpose: 'sell' })).toEqual({ ok: false, code: 'quantity.unknown_unit', quantity: { amount: '1', unit: '?' }, unit: '?' });
    expect(convert(each, { amount: '1', unit: '?' }, '?', { at, purpose: 'sell' })).toMatchObject({ ok: false, code: 'quantity.unknown_unit' });
    expect(convert(each, ea('1'), 'LTR', { at, purpose: 'sell' })).toMatchObject({ ok: false, code: 'quantity.no_conversion', unit: 'LTR' });
    expect(convert(each, ea('1.0'), 'CS', { at, purpose: 'sell' })).toEqual({ ok: false, code: 'quantity.malformed', quantity: ea('1.0') });
    expect(convert(each, ea('1.0'), 'EA', { at, purpose: 'sell' })).toMatchObject({ ok: false, code: 'quantity.malformed' });
  });
});

describe('convertExactly', () => {
  it('never rounds', () => {
    expect(ratioText(convertExactly(each, '200', { from: 'EA', to: 'DZN', at }))).toBe('50/3');
    expect(convertExactly(each, ratio(50n, 3n), { from: 'DZN', to: 'EA', at })).toEqual(ratio(200n));
  });

  it('throws where nothing leads', () => {
    expect(() => convertExactly(each, '1', { from: 'LTR', to: 'EA', at })).toThrow(expect.objectContaining({ code: 'quantity.no_conversion', message: 'No conversion leads from LTR to EA', details: { unit: 'LTR', base: 'EA' } }));
    expect(() => convertExactly(each, '1', { from: 'EA', to: '?', at })).toThrow(expect.objectContaining({ code: 'quantity.unknown_unit' }));
    expect(() => convertExactly(each, '1.0', { from: 'EA', to: 'CS', at })).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });
});

describe('decompose', () => {
  const stack = compileUnits({ unit: 'EA', packs: [{ unit: 'PL', holds: { amount: '10', unit: 'CS' } }, { unit: 'CS', holds: { amount: '12', unit: 'EA' } }] });

  it('takes as many whole units as fit, from the greatest down', () => {
    expect(decompose(stack, grains(17), ['CS', 'EA'], { at })).toEqual({ ok: true, parts: [{ amount: '1', unit: 'CS' }, ea('5')], remainder: ratio(0n) });
    expect(decompose(stack, grains(277), ['PL', 'CS', 'EA'], { at })).toMatchObject({ parts: [{ amount: '2', unit: 'PL' }, { amount: '3', unit: 'CS' }, ea('1')] });
    expect(decompose(stack, grains(240), ['PL', 'CS', 'EA'], { at })).toMatchObject({ parts: [{ amount: '2', unit: 'PL' }] });
    expect(decompose(stack, grains(0), ['PL', 'EA'], { at })).toEqual({ ok: true, parts: [], remainder: ratio(0n) });
  });

  it('mirrors a negative amount', () => {
    expect(decompose(stack, grains(-17), ['CS', 'EA'], { at })).toEqual({ ok: true, parts: [{ amount: '-1', unit: 'CS' }, ea('-5')], remainder: ratio(0n) });
  });

  it('says what fits none of the units', () => {
    expect(decompose(stack, grains(17), ['CS'], { at })).toEqual({ ok: true, parts: [{ amount: '1', unit: 'CS' }], remainder: ratio(5n) });
    expect(decompose(stack, grains(7), [], { at })).toEqual({ ok: true, parts: [], remainder: ratio(7n) });
  });

  it('goes to the grain in the base unit', () => {
    expect(decompose(kilo, grains(6234), ['BG', 'KGM'], { at })).toMatchObject({ parts: [{ amount: '2', unit: 'BG' }, { amount: '1.234', unit: 'KGM' }], remainder: ratio(0n) });
  });

  it('refuses units without a conversion', () => {
    expect(decompose(stack, grains(17), ['CS', 'KGM'], { at })).toEqual({ ok: false, code: 'quantity.no_conversion', quantity: ea('17'), unit: 'KGM' });
    expect(decompose(stack, grains(17), ['?'], { at })).toMatchObject({ ok: false, code: 'quantity.unknown_unit', unit: '?' });
  });

  it('reports a part that no amount can hold', () => {
    const wide = compileUnits({ unit: 'A', granularity: '99999999999999999999', packs: [{ unit: 'A', holds: { amount: '1000000', unit: 'B' } }] });
    expect(decompose(wide, grains(Number.MAX_SAFE_INTEGER), ['B', 'A'], { at })).toMatchObject({ ok: false, code: 'quantity.overflow', unit: 'B' });
  });
});

it('every purpose has a direction and a reason', () => {
  const directions = Object.fromEntries(Object.entries(PURPOSES).map(([purpose, { direction }]) => [purpose, direction]));
  expect(directions).toEqual({ fact: 'halfEven', reserve: 'exact', sell: 'down', publish: 'down', purchase: 'up', request: 'up', confirm: 'down', transfer: 'down', display: 'halfEven' });
  for (const { meaning } of Object.values(PURPOSES)) expect(meaning).toMatch(/^[A-Z].*\.$/);
});
