import { describe, expect, it } from 'vitest';
import { resolveUnitCode, STANDARD_UNITS, UNIT_ALIASES, type UnitStandard } from '../../src/quantity/index.js';

const read = (code: string, standard: UnitStandard): string | undefined => {
  const resolved = resolveUnitCode(code, { standard });
  return resolved.ok ? resolved.unit : undefined;
};

describe('a unit code', () => {
  it('is read by its standard', () => {
    expect(resolveUnitCode('DZ', { standard: 'x12' })).toEqual({ ok: true, unit: 'DZN', by: 'standard' });
    expect(['EA', 'CA', 'CT', 'PL', 'BX', 'LB', 'OZ', 'KG', 'GR', 'GA', 'IN', 'GS'].map((code) => read(code, 'x12'))).toEqual(['EA', 'CA', 'CT', 'PL', 'BX', 'LBR', 'ONZ', 'KGM', 'GRM', 'GLL', 'INH', 'GRO']);
    expect(['KGM', 'LBR', 'C62', 'EA', 'KTM', 'QT', 'NPR'].map((code) => read(code, 'rec20'))).toEqual(['KGM', 'LBR', 'C62', 'EA', 'KMT', 'QTL', 'PR']);
    expect(['CS', 'XCS', 'CT', 'XPX', 'BG'].map((code) => read(code, 'rec21'))).toEqual(['CA', 'CA', 'CT', 'PL', 'BG']);
  });

  it('means one thing in one standard and another in the next', () => {
    expect([read('CS', 'x12'), read('CS', 'rec21')]).toEqual([undefined, 'CA']);
    expect([read('GR', 'x12'), read('GR', 'rec20')]).toEqual(['GRM', undefined]);
    expect([read('KGM', 'x12'), read('KGM', 'rec21'), read('KGM', 'words')]).toEqual([undefined, undefined, undefined]);
  });

  it.each(['CS', 'PK', 'ST', 'PC', 'UN'])('%s of X12 is kept as told until the partner says what it means', (code) => {
    expect(resolveUnitCode(code, { standard: 'x12' })).toEqual({ ok: false, code: 'quantity.unknown_unit', told: code });
    expect(resolveUnitCode(code, { standard: 'x12', partner: { [code]: 'CA' } })).toEqual({ ok: true, unit: 'CA', by: 'partner' });
  });

  it('means what the partner says, before the standard', () => {
    expect(resolveUnitCode('CA', { standard: 'x12', partner: { CA: 'CN' } })).toEqual({ ok: true, unit: 'CN', by: 'partner' });
    expect(resolveUnitCode('CA', { standard: 'x12', partner: { CS: 'CA' } })).toEqual({ ok: true, unit: 'CA', by: 'standard' });
    expect(resolveUnitCode('CA', { standard: 'x12', partner: undefined })).toEqual({ ok: true, unit: 'CA', by: 'standard' });
  });

  it('is read strictly, except for words', () => {
    expect([read('ea', 'x12'), read(' EA', 'x12'), read('kgm', 'rec20')]).toEqual([undefined, undefined, undefined]);
    const words = ['each', 'Each', 'EACH', ' case ', 'Cases', 'boxes', 'Lbs.', 'lb', 'gross', 'inches', 'in', 'Pallets', 'gal.', 'ea.', 'oz'];
    expect(words.map((word) => read(word, 'words'))).toEqual(['EA', 'EA', 'EA', 'CA', 'CA', 'BX', 'LBR', 'LBR', 'GRO', 'INH', 'INH', 'PL', 'GLL', 'EA', 'ONZ']);
    expect(['', 's', 'ss', '.', 'unit', 'piece', 'pack', 'gs', 'ms'].map((word) => read(word, 'words'))).toEqual(Array.from({ length: 9 }, () => undefined));
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no code', (code) => {
    for (const standard of ['rec20', 'rec21', 'x12', 'words'] as const) expect(resolveUnitCode(code, { standard, partner: {} })).toMatchObject({ ok: false });
  });

  it('of a measure leads to a unit with a definition, of a pack to a name without one', () => {
    const packs = new Set(['CA', 'CT', 'BX', 'PL', 'BG', 'DR', 'RL', 'TB', 'CN', 'PK']);
    for (const aliases of Object.values(UNIT_ALIASES)) {
      for (const unit of Object.values(aliases)) expect([unit, STANDARD_UNITS.has(unit) !== packs.has(unit)]).toEqual([unit, true]);
    }
  });
});
