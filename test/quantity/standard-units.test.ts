import { describe, expect, it } from 'vitest';
import {
  canonicalAmount, compareRatios, compileUnits, convertExactly, divideRatios, equalRatios, multiplyRatios, negateRatio, ratio, ratioFromDecimal, ratioText, REFERENCE_UNITS, STANDARD_UNITS,
  subtractRatios, type Ratio,
} from '../../src/quantity/index.js';
import { describeWithShared } from '../shared-data.js';
import { parseOfficialFactor } from './official-factor.js';
import { readTable } from './read-table.js';

const factor = (code: string): Ratio => STANDARD_UNITS.get(code)!.factor;
const times = (count: number | string, code: string): Ratio => multiplyRatios(ratioFromDecimal(String(count)), factor(code));

describe('standard units', () => {
  it.each([
    ['FOT', 12, 'INH'], ['YRD', 3, 'FOT'], ['AK', 2, 'YRD'], ['SMI', 1760, 'YRD'], ['INH', '2.54', 'CMT'], ['NMI', 1852, 'MTR'], ['KMT', 1000, 'MTR'], ['MTR', 1000, 'MMT'], ['MMT', 1000, '4H'],
    ['4H', 1000, 'C45'], ['MTR', 10, 'DMT'], ['DMT', 10, 'CMT'], ['A45', 10, 'MTR'], ['HMT', 10, 'A45'],
    ['FTK', 144, 'INK'], ['YDK', 9, 'FTK'], ['ACR', 4840, 'YDK'], ['MIK', 640, 'ACR'], ['HAR', 10000, 'MTK'], ['KMK', 100, 'HAR'], ['MTK', 10000, 'CMK'], ['CMK', 100, 'MMK'], ['DMK', 100, 'CMK'], ['INK', '6.4516', 'CMK'],
    ['GLL', 231, 'INQ'], ['GLL', 4, 'QTL'], ['QTL', 2, 'PTL'], ['PTL', 2, 'G21'], ['G21', 2, 'GIA'], ['PTL', 16, 'OZA'], ['OZA', 2, 'G24'], ['G24', 3, 'G25'], ['BLL', 42, 'GLL'], ['FTQ', 1728, 'INQ'], ['YDQ', 27, 'FTQ'],
    ['BUA', '2150.42', 'INQ'], ['BUA', 4, 'G23'], ['G23', 8, 'QTD'], ['QTD', 2, 'PTD'], ['INQ', '16.387064', 'MLT'],
    ['GLI', '4.54609', 'LTR'], ['GLI', 4, 'QTI'], ['QTI', 2, 'PTI'], ['PTI', 20, 'OZI'], ['PTI', 4, 'GII'], ['BUI', 8, 'GLI'],
    ['LTR', 1000, 'MLT'], ['MLT', 1, 'CMQ'], ['CMQ', 1000, 'MMQ'], ['MMQ', 1, '4G'], ['LTR', 1, 'DMQ'], ['MTQ', 1000, 'LTR'], ['HLT', 100, 'LTR'], ['LTR', 10, 'DLT'], ['DLT', 10, 'CLT'],
    ['LBR', 7000, 'GRN'], ['LBR', 16, 'ONZ'], ['LBR', '453.59237', 'GRM'], ['STI', 14, 'LBR'], ['CWA', 100, 'LBR'], ['CWI', 8, 'STI'], ['STN', 2000, 'LBR'], ['LTN', 2240, 'LBR'],
    ['APZ', 480, 'GRN'], ['DWT', 24, 'GRN'], ['LBT', 12, 'APZ'], ['CTM', 200, 'MGM'], ['TNE', 1000, 'KGM'], ['DTN', 100, 'KGM'], ['KGM', 10, 'HGM'], ['HGM', 10, 'DJ'], ['DJ', 10, 'GRM'], ['GRM', 10, 'DG'], ['DG', 10, 'CGM'],
    ['CGM', 10, 'MGM'], ['MGM', 1000, 'MC'],
    ['MIN', 60, 'SEC'], ['HUR', 60, 'MIN'], ['DAY', 24, 'HUR'], ['WEE', 7, 'DAY'], ['SEC', 1000, 'C26'],
    ['EA', 1, 'C62'], ['PR', 2, 'EA'], ['DZN', 12, 'EA'], ['SCO', 20, 'EA'], ['CEN', 5, 'SCO'], ['GRO', 12, 'DZN'], ['GGR', 12, 'GRO'], ['MIL', 10, 'CEN'],
  ])('1 %s is %s %s', (unit, count, other) => {
    expect(STANDARD_UNITS.get(unit)!.class).toBe(STANDARD_UNITS.get(other)!.class);
    expect(ratioText(factor(unit))).toBe(ratioText(times(count, other)));
  });

  it('have one reference unit in each class, and a name and a factor above zero each', () => {
    for (const [unitClass, code] of Object.entries(REFERENCE_UNITS)) {
      expect(STANDARD_UNITS.get(code)).toMatchObject({ class: unitClass, factor: ratio(1n) });
    }
    for (const [code, unit] of STANDARD_UNITS) {
      expect(unit.code).toBe(code);
      expect(unit.name).not.toBe('');
      expect(unit.factor.n > 0n).toBe(true);
    }
    expect([STANDARD_UNITS.size, new Set([...STANDARD_UNITS.values()].map(({ name }) => name)).size]).toEqual([95, 95]);
  });

  it('convert into each other and back to where they began, class by class', () => {
    for (const [from, { class: unitClass }] of STANDARD_UNITS) {
      const units = compileUnits({ unit: from });
      for (const [to, other] of STANDARD_UNITS) {
        if (other.class !== unitClass) continue;
        const there = convertExactly(units, '7.25', { from, to, at: 0 });
        expect(convertExactly(units, there, { from: to, to: from, at: 0 })).toEqual(ratioFromDecimal('7.25'));
      }
    }
  });
});

/** How far one factor is from another, as a part of the latter. */
function deviation(stated: Ratio, exact: Ratio): Ratio {
  const off = divideRatios(subtractRatios(stated, exact), exact);
  return off.n < 0n ? negateRatio(off) : off;
}
const within = (part: string, off: Ratio): boolean => compareRatios(off, ratioFromDecimal(part)) <= 0;

describeWithShared('UN/ECE Recommendation 20', ['data/uom-rec20/units-of-measure.csv'], (path) => {
  const rows = readTable(path);
  const byCode = new Map(rows.map((row) => [row['CommonCode']!, row]));
  /** What one of an official unit is in the reference unit of its class. */
  const IN_REFERENCE: Readonly<Record<string, Ratio>> = {
    '': ratio(1n), kg: ratio(1n), g: ratio(1n, 1000n), mg: ratio(1n, 1_000_000n), m: ratio(1n), 'm²': ratio(1n), 'km²': ratio(1_000_000n), 'm³': ratio(1000n), s: ratio(1n),
  };
  const stated = (code: string): Ratio => {
    const official = parseOfficialFactor(byCode.get(code)!['ConversionFactor']!)!;
    return multiplyRatios(official.factor, IN_REFERENCE[official.unit]!);
  };

  it('reads to exact ratios, but for twenty that break their own form', () => {
    const factors = rows.filter((row) => row['ConversionFactor']!.trim() !== '');
    expect([rows.length, factors.length]).toEqual([2136, 1500]);
    const unread = factors.filter((row) => parseOfficialFactor(row['ConversionFactor']!) === undefined).map((row) => row['CommonCode']);
    expect(unread).toHaveLength(20);
    expect(unread).toEqual(expect.arrayContaining(['Q29', 'Q32', 'DBW', 'TPI']));
    expect(parseOfficialFactor('2,834 952 x 10⁻² kg')).toEqual({ factor: ratioFromDecimal('0.02834952'), unit: 'kg' });
    expect(parseOfficialFactor('1 609,344 m')).toEqual({ factor: ratioFromDecimal('1609.344'), unit: 'm' });
    expect(parseOfficialFactor('5/9\u00a0x K')).toEqual({ factor: ratio(5n, 9n), unit: 'K' });
    expect(parseOfficialFactor('10³ kg')).toEqual({ factor: ratio(1000n), unit: 'kg' });
    expect(parseOfficialFactor('m')).toEqual({ factor: ratio(1n), unit: 'm' });
  });

  it('lists every code used here, none of them removed, with a factor for all but each', () => {
    for (const code of STANDARD_UNITS.keys()) expect([code, ['', 'D'].includes(byCode.get(code)!['Status']!)]).toEqual([code, true]);
    expect([...STANDARD_UNITS.keys()].filter((code) => byCode.get(code)!['ConversionFactor'] === '')).toEqual(['EA']);
  });

  it('agrees within a millionth, apart from the troy ounce and the acre', () => {
    const compared = [...STANDARD_UNITS.keys()].filter((code) => code !== 'EA');
    expect(compared.filter((code) => !within('0.000001', deviation(stated(code), factor(code))))).toEqual(['ACR', 'APZ']);
    expect(compared.filter((code) => !equalRatios(stated(code), factor(code)))).toEqual([
      'ACR', 'APZ', 'BLL', 'BUA', 'CWA', 'CWI', 'DWT', 'FTQ', 'G21', 'G23', 'G24', 'G25', 'GIA', 'GII', 'GLI', 'GLL', 'LBT', 'LTN', 'MIK', 'ONZ', 'OZA', 'OZI', 'PTD', 'PTI', 'PTL', 'QTD', 'QTL',
      'STI', 'STN', 'YDK', 'YDQ',
    ].sort((left, right) => compared.indexOf(left) - compared.indexOf(right)));
  });

  it('states LBR exactly and rounds ONZ and GLL', () => {
    expect(equalRatios(stated('LBR'), factor('LBR'))).toBe(true);
    for (const code of ['ONZ', 'GLL']) expect([equalRatios(stated(code), factor(code)), within('0.0000002', deviation(stated(code), factor(code)))]).toEqual([false, true]);
  });

  it('states some wrongly, and none of these is copied', () => {
    // Troy ounce: ten times too small, apart from its rounding.
    expect(within('0.0000002', deviation(multiplyRatios(stated('APZ'), ratio(10n)), factor('APZ')))).toBe(true);
    // The acre is that of the US survey foot, (1200/3937 m)² × 43,560: four millionths more than that of the international foot.
    const surveyFoot = ratio(1200n, 3937n);
    expect(within('0.0000001', deviation(stated('ACR'), multiplyRatios(multiplyRatios(surveyFoot, surveyFoot), ratio(43_560n))))).toBe(true);
    // Cubic millimetre per cubic metre: 10⁻⁹, not 10⁹.
    expect(stated('L21')).toEqual(divideRatios(ratio(1n), divideRatios(factor('MMQ'), factor('MTQ'))));
    // A cord is 128 cubic feet; 3.63 m³ is off by more than a thousandth.
    expect(within('0.001', deviation(stated('WCD'), times(128, 'FTQ')))).toBe(false);
    expect(within('0.002', deviation(stated('WCD'), times(128, 'FTQ')))).toBe(true);
    // The two drams stand in each other's place: 1/16 avoirdupois ounce is the US dram, 1/8 troy ounce the other. And one has a digit wrong, 1.771745 g for 1.771845 g.
    const [avoirdupois, troy] = [divideRatios(factor('ONZ'), ratio(16n)), divideRatios(factor('APZ'), ratio(8n))];
    expect(within('0.000001', deviation(stated('DRA'), troy))).toBe(true);
    expect([within('0.0001', deviation(stated('DRI'), avoirdupois)), within('0.00001', deviation(stated('DRI'), avoirdupois))]).toEqual([true, false]);
    expect(within('0.0000002', deviation(subtractRatios(stated('DRI'), ratio(-1n, 10_000_000n)), avoirdupois))).toBe(true);
    for (const code of ['L21', 'WCD', 'DRA', 'DRI']) expect(STANDARD_UNITS.has(code)).toBe(false);
  });

  it('gives packing and sales units no factor, so they lead nowhere', () => {
    const packing = rows.filter((row) => ['3.2', '3.3'].includes(row['LevelAndCategory']!));
    expect(packing.length).toBeGreaterThan(50);
    const units = compileUnits({ unit: 'KGM' });
    for (const row of packing) {
      expect([row['CommonCode'], row['ConversionFactor']]).toEqual([row['CommonCode'], '']);
      if (row['CommonCode'] !== 'EA') expect(() => convertExactly(units, '1', { from: row['CommonCode']!, to: 'KGM', at: 0 })).toThrow(expect.objectContaining({ code: 'quantity.unknown_unit' }));
    }
  });
});

describeWithShared('QUDT', ['data/uom-qudt/units-length-mass.csv'], (path) => {
  const rows = readTable(path).flatMap((row) => row['unece_codes']!.split('|').filter((code) => STANDARD_UNITS.has(code)).map((code) => ({
    unit: row['unit']!, code, stated: ratioFromDecimal(canonicalAmount(row['conversion_multiplier']!)!),
  })));

  it('agrees exactly, apart from a short ton under TNE and the rounded long hundredweight', () => {
    expect(rows.length).toBe(48);
    const different = rows.filter(({ code, stated }) => !equalRatios(stated, factor(code))).map(({ unit, code }) => `${unit} as ${code}`);
    expect(different).toEqual(['CWT_LONG as CWI', 'Hundredweight_UK as CWI', 'TON as TNE']);
    expect(rows.filter(({ code, unit }) => code === 'TNE' && unit !== 'TON').every(({ stated }) => equalRatios(stated, factor('TNE')))).toBe(true);
  });
});
