import { describe, expect, it } from 'vitest';
import {
  compileUnits, convertExactly, GRANULARITY_LENGTH_MAX, ratio, ratioText, toGrains, UNIT_CODE_LENGTH_MAX, UNIT_EDGES_MAX, type PackSpec, type ToGrains, type UnitsSpec,
} from '../../src/quantity/index.js';

const NOW = Date.UTC(2026, 4, 12);
const holds = (unit: string, amount: string, to: string, dates: Partial<PackSpec> = {}): PackSpec => ({ unit, holds: { amount, unit: to }, ...dates });
const tell = (spec: UnitsSpec, amount: string, unit: string, at = NOW): ToGrains => toGrains(compileUnits(spec), { amount, unit }, { at, purpose: 'fact' });
const exactly = (spec: UnitsSpec, from: string, to: string, at = NOW): string => ratioText(convertExactly(compileUnits(spec), '1', { from, to, at }));

function refusal(spec: UnitsSpec): { code: string; message: string; details: unknown } {
  try {
    compileUnits(spec);
  } catch (error) {
    return error as { code: string; message: string; details: unknown };
  }
  throw new Error('It was accepted');
}

describe('an item’s units', () => {
  it('go over several levels in either direction', () => {
    const spec = { unit: 'EA', packs: [holds('PL', '40', 'CA'), holds('CA', '2', 'IN'), holds('IN', '6', 'EA')] };
    expect(tell(spec, '1', 'PL')).toEqual({ ok: true, grains: 480, remainder: ratio(0n), via: '1 PL = 40 CA, 1 CA = 2 IN, 1 IN = 6 EA' });
    expect(tell(spec, '1.5', 'IN')).toMatchObject({ grains: 9, via: '1 IN = 6 EA' });
    expect([exactly(spec, 'PL', 'IN'), exactly(spec, 'EA', 'PL'), exactly(spec, 'IN', 'CA')]).toEqual(['80', '1/480', '1/2']);
  });

  it('may have the large unit as base', () => {
    const spec = { unit: 'CA', granularity: '0.25', packs: [holds('CA', '12', 'EA')] };
    expect(tell(spec, '3', 'EA')).toMatchObject({ grains: 1, via: '1 CA = 12 EA' });
    expect(exactly(spec, 'EA', 'CA')).toBe('1/12');
  });

  it('cross from count to measure, and on to every unit of that measure', () => {
    const spec = { unit: 'EA', packs: [holds('EA', '0.45', 'KGM')] };
    expect(tell(spec, '0.9', 'KGM')).toMatchObject({ grains: 2, via: '1 EA = 0.45 KGM' });
    expect(tell(spec, '900', 'GRM')).toMatchObject({ grains: 2, via: '1 GRM = 0.001 KGM, 1 EA = 0.45 KGM' });
    expect(exactly(spec, 'TNE', 'EA')).toBe('20000/9');
  });

  it('know the dozen and its like without being told, and each is one', () => {
    const spec = { unit: 'EA' };
    expect(tell(spec, '1', 'DZN')).toMatchObject({ grains: 12, via: '1 DZN = 12 EA' });
    expect(tell(spec, '1', 'C62')).toMatchObject({ grains: 1, via: '1 EA = 1 C62' });
    expect(tell(spec, '2', 'GGR')).toMatchObject({ grains: 3456 });
    expect(tell({ unit: 'C62' }, '7', 'EA')).toMatchObject({ grains: 7 });
    expect(tell({ unit: 'DZN' }, '24', 'EA')).toMatchObject({ grains: 2 });
    expect(tell({ unit: 'CA', packs: [holds('CA', '2', 'DZN')] }, '48', 'EA')).toMatchObject({ grains: 2, via: '1 EA = 1/12 DZN, 1 CA = 2 DZN' });
  });

  it('use a unit of count as the item defines it', () => {
    const baker = { unit: 'EA', packs: [holds('DZN', '13', 'EA')] };
    expect(tell(baker, '1', 'DZN')).toMatchObject({ grains: 13, via: '1 DZN = 13 EA' });
    expect(tell(baker, '1', 'GRO')).toMatchObject({ grains: 144, via: '1 GRO = 144 EA' });
  });

  it('reach a standard unit over the class of the base unit', () => {
    expect(tell({ unit: 'KGM', granularity: '0.001' }, '1', 'LBR')).toMatchObject({ grains: 454, via: '1 LBR = 0.45359237 KGM' });
    expect(tell({ unit: 'LBR', granularity: '0.01' }, '1', 'KGM')).toMatchObject({ grains: 220, via: '1 LBR = 0.45359237 KGM' });
    expect(tell({ unit: 'LBR', granularity: '0.01' }, '16', 'ONZ')).toMatchObject({ grains: 100, remainder: ratio(0n), via: '1 ONZ = 0.0625 LBR' });
    expect(tell({ unit: 'LTR', granularity: '0.1', packs: [holds('BO', '500', 'MLT')] }, '2', 'BO')).toMatchObject({ grains: 10, via: '1 BO = 500 MLT, 1 MLT = 0.001 LTR' });
    expect(exactly({ unit: 'GLL', granularity: '0.001' }, 'GLL', 'INQ')).toBe('231');
  });

  it('answer the same when a standard unit is asked for again', () => {
    const units = compileUnits({ unit: 'KGM', granularity: '0.001' });
    const once = toGrains(units, { amount: '3', unit: 'ONZ' }, { at: NOW, purpose: 'fact' });
    expect(toGrains(units, { amount: '3', unit: 'ONZ' }, { at: NOW, purpose: 'fact' })).toEqual(once);
  });

  it('lead nowhere across classes without a conversion of the item', () => {
    expect(tell({ unit: 'EA' }, '1', 'KGM')).toEqual({ ok: false, code: 'quantity.no_conversion', quantity: { amount: '1', unit: 'KGM' }, unit: 'KGM' });
    expect(tell({ unit: 'KGM' }, '1', 'LTR')).toMatchObject({ ok: false, code: 'quantity.no_conversion', unit: 'LTR' });
    expect(tell({ unit: 'EA' }, '1', 'CA')).toMatchObject({ ok: false, code: 'quantity.unknown_unit', unit: 'CA' });
    expect(tell({ unit: 'EA', packs: [holds('PL', '4', 'CA')] }, '1', 'PL')).toMatchObject({ ok: false, code: 'quantity.no_conversion', unit: 'PL' });
    expect(tell({ unit: 'EA', packs: [holds('PL', '4', 'CA')] }, '1', 'CA')).toMatchObject({ ok: false, code: 'quantity.no_conversion', unit: 'CA' });
  });
});

describe('dated conversions', () => {
  const spec: UnitsSpec = {
    unit: 'EA',
    packs: [holds('CA', '12', 'EA', { validTo: '2026-05-12T00:00:00Z' }), holds('CA', '10', 'EA', { validFrom: '2026-05-12T00:00:00Z', validTo: '2026-06-01T02:00:00+02:00' })],
  };

  it('hold from their first instant until just before their last', () => {
    const june = Date.UTC(2026, 5, 1);
    expect(tell(spec, '1', 'CA', NOW - 1)).toMatchObject({ grains: 12, via: '1 CA = 12 EA' });
    expect(tell(spec, '1', 'CA', NOW)).toMatchObject({ grains: 10, via: '1 CA = 10 EA' });
    expect(tell(spec, '1', 'CA', june - 1)).toMatchObject({ grains: 10 });
    expect(tell(spec, '1', 'CA', june)).toMatchObject({ ok: false, code: 'quantity.no_conversion', unit: 'CA' });
    expect(tell(spec, '1', 'CA', -8e15)).toMatchObject({ grains: 12 });
    expect(tell(spec, '5', 'EA', june)).toMatchObject({ grains: 5, via: 'base' });
    expect(tell(spec, '1', 'DZN', june)).toMatchObject({ grains: 12 });
  });

  it('do not hold before they begin', () => {
    const later = { unit: 'EA', packs: [holds('CA', '12', 'EA', { validFrom: '2026-05-12T00:00:00Z' })] };
    expect(tell(later, '1', 'CA', NOW - 1)).toMatchObject({ ok: false, code: 'quantity.no_conversion' });
    expect(tell(later, '1', 'CA', NOW)).toMatchObject({ grains: 12 });
    expect(tell(later, '1', 'EA', NOW - 1)).toMatchObject({ grains: 1 });
  });

  it('may be declared in any order', () => {
    const [one, two, three] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'];
    const packs = [holds('CA', '10', 'EA', { validFrom: two, validTo: three }), holds('CA', '8', 'EA', { validFrom: three }), holds('CA', '14', 'EA', { validTo: one }), holds('CA', '12', 'EA', { validFrom: one, validTo: two })];
    for (const order of [packs, [...packs].reverse(), [packs[3]!, packs[0]!, packs[2]!, packs[1]!]]) {
      const told = [11, 0, 1, 2].map((month) => tell({ unit: 'EA', packs: order }, '1', 'CA', Date.UTC(month === 11 ? 2025 : 2026, month, 15)));
      expect(told.map((each) => each.ok && each.grains)).toEqual([14, 12, 10, 8]);
    }
  });

  it('may leave a gap, in which nothing holds', () => {
    const gap = { unit: 'EA', packs: [holds('CA', '12', 'EA', { validTo: '2026-01-01T00:00:00Z' }), holds('CA', '10', 'EA', { validFrom: '2026-02-01T00:00:00Z' })] };
    expect(tell(gap, '1', 'CA', Date.UTC(2026, 0, 15))).toMatchObject({ ok: false, code: 'quantity.no_conversion' });
    expect(tell(gap, '1', 'CA', Date.UTC(2025, 0, 15))).toMatchObject({ grains: 12 });
    expect(tell(gap, '1', 'CA', Date.UTC(2026, 1, 15))).toMatchObject({ grains: 10 });
  });

  it('may not overlap with another factor, not even for a millisecond', () => {
    const overlap = refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA', { validTo: '2026-05-12T00:00:00.001Z' }), holds('CA', '10', 'EA', { validFrom: '2026-05-12T00:00:00Z' })] });
    expect(overlap).toMatchObject({ code: 'quantity.inconsistent_units', message: 'CA > EA > CA gives 5/6 instead of 1, while 1 CA = 10 EA is declared' });
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA'), holds('CA', '10', 'EA', { validFrom: '2030-01-01T00:00:00Z' })] })).toMatchObject({ code: 'quantity.inconsistent_units' });
  });

  it('may be stated twice with the same factor', () => {
    const twice = { unit: 'EA', packs: [holds('CA', '12', 'EA', { gtin: '00012345600012' }), holds('CA', '12', 'EA', { gtin: '00012345600029' })] };
    expect(tell(twice, '2', 'CA')).toMatchObject({ grains: 24 });
  });

  it('need dates that can be read, in order', () => {
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA', { validFrom: '2026-05-12' })] })).toMatchObject({ code: 'quantity.malformed', message: 'Not an RFC 3339 instant: "2026-05-12"' });
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA', { validTo: 'x'.repeat(500) })] })).toMatchObject({ code: 'quantity.malformed', message: `Not an RFC 3339 instant: "${'x'.repeat(40)}"` });
    const backwards = { validFrom: '2026-05-12T00:00:00Z', validTo: '2026-05-12T00:00:00Z' };
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA', backwards)] })).toMatchObject({ code: 'quantity.inconsistent_units', message: '1 CA = 12 EA: ends before it begins' });
  });
});

describe('a declaration that contradicts itself', () => {
  it('is refused, and the cycle named', () => {
    const wrong = refusal({ unit: 'EA', packs: [holds('CA', '12', 'EA'), holds('CA', '2', 'IN'), holds('IN', '5.5', 'EA')] });
    expect(wrong).toMatchObject({
      code: 'quantity.inconsistent_units', message: 'CA > IN > EA > CA gives 11/12 instead of 1, while 1 CA = 2 IN is declared',
      details: { cycle: 'CA > IN > EA > CA', factor: '11/12', edge: '1 CA = 2 IN' },
    });
  });

  it('is refused where the contradiction lies away from the base unit', () => {
    expect(refusal({ unit: 'EA', packs: [holds('PL', '4', 'CA'), holds('CA', '3', 'IN'), holds('PL', '13', 'IN')] }).message).toBe('CA > IN > PL > CA gives 12/13 instead of 1, while 1 CA = 3 IN is declared');
    expect(refusal({ unit: 'EA', packs: [holds('CA', '6', 'EA'), holds('PL', '4', 'CA'), holds('LA', '2', 'CA'), holds('PL', '3', 'LA')] }).message).toBe('PL > LA > CA > PL gives 3/2 instead of 1, while 1 PL = 3 LA is declared');
  });

  it('names only the cycle, not the way to it', () => {
    const message = refusal({ unit: 'EA', packs: [holds('A', '2', 'EA'), holds('B', '2', 'A'), holds('C', '2', 'B'), holds('D', '3', 'B'), holds('C', '2', 'D')] }).message;
    expect(message).toBe('C > D > B > C gives 3 instead of 1, while 1 C = 2 D is declared');
  });

  it('is refused where a measure contradicts its definition', () => {
    expect(refusal({ unit: 'EA', packs: [holds('EA', '0.45', 'KGM'), holds('EA', '451', 'GRM')] }).message).toBe('GRM > KGM > EA > GRM gives 451/450 instead of 1, while 1 GRM = 0.001 KGM holds by definition');
    expect(refusal({ unit: 'KGM', packs: [holds('KGM', '100', 'GRM')] })).toMatchObject({ code: 'quantity.inconsistent_units' });
    expect(refusal({ unit: 'EA', packs: [holds('EA', '2', 'C62')] })).toMatchObject({ code: 'quantity.inconsistent_units' });
    expect(tell({ unit: 'EA', packs: [holds('EA', '1', 'C62')] }, '3', 'C62')).toMatchObject({ grains: 3 });
    expect(tell({ unit: 'KGM', packs: [holds('KGM', '1000', 'GRM')] }, '3000', 'GRM')).toMatchObject({ grains: 3, via: '1 KGM = 1000 GRM' });
  });

  it.each([['0'], ['-12']])('is refused with a factor of %s', (amount) => {
    expect(refusal({ unit: 'EA', packs: [holds('CA', amount, 'EA')] })).toMatchObject({ code: 'quantity.inconsistent_units', message: `1 CA = ${amount} EA: a factor must be above zero` });
  });

  it('is refused when a unit holds itself, even one', () => {
    expect(refusal({ unit: 'EA', packs: [holds('CA', '1', 'CA')] })).toMatchObject({ code: 'quantity.inconsistent_units', message: '1 CA = 1 CA: a unit is not defined by itself' });
  });

  it('is refused with a granularity of nothing', () => {
    expect(refusal({ unit: 'EA', granularity: '0' })).toMatchObject({ code: 'quantity.inconsistent_units', message: 'The granularity of EA must be above zero, not 0' });
    expect(refusal({ unit: 'EA', granularity: '-1' })).toMatchObject({ code: 'quantity.inconsistent_units' });
  });
});

describe('a declaration that cannot be read', () => {
  it('is refused for amounts and codes', () => {
    expect(refusal({ unit: 'EA', granularity: '1e-3' })).toMatchObject({ code: 'quantity.malformed' });
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12.0', 'EA')] })).toMatchObject({ code: 'quantity.malformed' });
    expect(refusal({ unit: '' })).toMatchObject({ code: 'quantity.malformed', message: 'Not a unit code: ""' });
    expect(refusal({ unit: 'EA', packs: [holds(' CA', '12', 'EA')] })).toMatchObject({ code: 'quantity.malformed', message: 'Not a unit code: " CA"' });
    expect(refusal({ unit: 'EA', packs: [holds('CA', '12', 'E\u0000A')] })).toMatchObject({ code: 'quantity.malformed' });
    expect(refusal({ unit: 'x'.repeat(UNIT_CODE_LENGTH_MAX + 1) })).toMatchObject({ code: 'quantity.malformed', message: `Not a unit code: "${'x'.repeat(UNIT_CODE_LENGTH_MAX)}"` });
    expect(compileUnits({ unit: 'x'.repeat(UNIT_CODE_LENGTH_MAX) }).unit).toHaveLength(UNIT_CODE_LENGTH_MAX);
  });

  it('is refused beyond its bounds', () => {
    const chain = (count: number): PackSpec[] => Array.from({ length: count }, (_, level) => holds(`P${level + 1}`, '1', `P${level}`));
    expect(tell({ unit: 'P0', packs: chain(UNIT_EDGES_MAX) }, '2', `P${UNIT_EDGES_MAX}`)).toMatchObject({ grains: 2 });
    expect(refusal({ unit: 'P0', packs: chain(UNIT_EDGES_MAX + 1) })).toMatchObject({ code: 'quantity.inconsistent_units', message: 'An item has at most 64 conversions, not 65' });
    expect(compileUnits({ unit: 'EA', granularity: '1'.repeat(GRANULARITY_LENGTH_MAX) }).granularity).toHaveLength(GRANULARITY_LENGTH_MAX);
    expect(refusal({ unit: 'EA', granularity: '1'.repeat(GRANULARITY_LENGTH_MAX + 1) })).toMatchObject({ code: 'quantity.malformed', message: 'The granularity of EA takes more than 20 characters' });
    const large = (amount: string): UnitsSpec => ({ unit: 'A', packs: [holds('B', amount, 'A'), holds('C', amount, 'B')] });
    expect(refusal(large(`1${'0'.repeat(30)}`))).toMatchObject({ code: 'quantity.inconsistent_units', message: 'The factor of C has more than 60 digits' });
    expect(exactly(large('9'.repeat(30)), 'C', 'A')).toBe(String(BigInt('9'.repeat(30)) ** 2n));
    const small = `0.${'0'.repeat(29)}1`;
    expect(refusal({ unit: 'A', packs: [holds('B', small, 'A'), holds('C', small, 'B')] })).toMatchObject({ code: 'quantity.inconsistent_units' });
  });

  it.each(['CEL', 'FAH', 'KEL'])('is refused in %s: a temperature is no quantity of stock', (unit) => {
    expect(refusal({ unit })).toMatchObject({ code: 'quantity.no_conversion', message: `${unit} has a zero that is not nothing; stock is not measured in it` });
    expect(refusal({ unit: 'EA', packs: [holds('EA', '4', unit)] })).toMatchObject({ code: 'quantity.no_conversion' });
    expect(tell({ unit: 'EA' }, '1', unit)).toMatchObject({ ok: false });
  });
});

it('compiled units keep what they were made of', () => {
  expect(compileUnits({ unit: 'KGM', granularity: '0.005', packs: [holds('CA', '2.5', 'KGM')] })).toMatchObject({ unit: 'KGM', granularity: '0.005', grain: ratio(1n, 200n), step: 5, places: 3 });
  expect(compileUnits({ unit: 'EA' })).toMatchObject({ granularity: '1', grain: ratio(1n), step: 1, places: 0 });
});
