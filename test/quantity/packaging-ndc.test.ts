import { expect, it } from 'vitest';
import { canonicalAmount, compileUnits, convertExactly, multiplyRatios, ratio, ratioFromDecimal, ratioToDecimal, toGrains, type PackSpec, type Ratio } from '../../src/quantity/index.js';
import { describeWithShared } from '../shared-data.js';
import { readTable } from './read-table.js';

interface Level {
  readonly amount: string;
  readonly content: string;
  readonly container: string;
}

/** `160 SYRINGE in 1 TRAY (0002-1401-71)`: what one container holds; the code in parentheses is a name. */
function readLevel(text: string): Level {
  const match = /^(\d*\.?\d+) (.+) in 1 (.+?)(?:\s+\([^()]*\))?$/.exec(text.trim());
  if (match === null) throw new Error(`Not a level: ${text}`);
  return { amount: canonicalAmount(match[1]!)!, content: match[2]!, container: match[3]! };
}

/** Names repeat between levels ("1 KIT in 1 KIT"), so a unit is a level and its name. */
const unitAt = (level: number, name: string): string => `${level} ${name.slice(0, 30).trim()}`;

describeWithShared('packages of the NDC directory', ['data/packaging-ndc/package.tsv.gz'], (path) => {
  const packages = readTable(path).map((row) => row['PACKAGEDESCRIPTION']!.split(' > ').map(readLevel));
  const hasZero = (levels: Level[]): boolean => levels.some(({ amount }) => amount === '0');
  const chains = (levels: Level[]): boolean => levels.every((level, index) => index === 0 || levels[index - 1]!.content === level.container);

  function packsOf(levels: Level[]): { base: string; top: string; packs: PackSpec[] } {
    const packs = levels.map((level, index) => ({ unit: unitAt(index, level.container), holds: { amount: level.amount, unit: unitAt(index + 1, levels[index + 1]?.container ?? level.content) } }));
    return { base: packs.at(-1)!.holds.unit, top: packs[0]!.unit, packs };
  }

  it('are as many as stated, of as many levels', () => {
    const levels = new Map<number, number>();
    for (const { length } of packages) levels.set(length, (levels.get(length) ?? 0) + 1);
    expect(packages.length).toBe(16_142);
    expect([2, 3, 4, 5].map((count) => levels.get(count))).toEqual([1655, 319, 48, 25]);
    expect(packages.filter(hasZero).length).toBe(3);
    expect(packages.filter((each) => !chains(each)).length).toBe(6);
  });

  it('with zero contents are refused', () => {
    for (const levels of packages.filter(hasZero)) {
      const { base, packs } = packsOf(levels);
      expect(() => compileUnits({ unit: base, packs })).toThrow(expect.objectContaining({ code: 'quantity.inconsistent_units' }));
    }
  });

  it('hold exactly the product of their levels, outermost to innermost and back', () => {
    let expanded = 0;
    for (const levels of packages) {
      if (hasZero(levels)) continue;
      const { base, top, packs } = packsOf(levels);
      const product = levels.reduce<Ratio>((running, { amount }) => multiplyRatios(running, ratioFromDecimal(amount)), ratio(1n));
      const places = (ratioToDecimal(product)!.split('.')[1] ?? '').length;
      const units = compileUnits({ unit: base, granularity: places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`, packs });
      const inGrains = product.n * 10n ** BigInt(places) / product.d;
      const told = toGrains(units, { amount: '1', unit: top }, { at: 0, purpose: 'reserve' });
      if (!told.ok || BigInt(told.grains) !== inGrains || told.remainder.n !== 0n) throw new Error(`${JSON.stringify(levels)} gives ${JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? String(value) : (value as unknown)))}`);
      const there = convertExactly(units, '7', { from: top, to: base, at: 0 });
      const back = convertExactly(units, there, { from: base, to: top, at: 0 });
      if (back.n !== 7n || back.d !== 1n) throw new Error(`${JSON.stringify(levels)} does not come back`);
      expanded++;
    }
    expect(expanded).toBe(16_139);
  });

  it('9 trays of 160 syringes of half a millilitre are 720 ml', () => {
    const levels = ['9 TRAY in 1 BOX (0002-1401-71) ', '160 SYRINGE in 1 TRAY', '.5 mL in 1 SYRINGE'].map(readLevel);
    const { base, top, packs } = packsOf(levels);
    expect(toGrains(compileUnits({ unit: base, packs }), { amount: '1', unit: top }, { at: 0, purpose: 'reserve' })).toMatchObject({
      ok: true, grains: 720, via: '1 0 BOX = 9 1 TRAY, 1 1 TRAY = 160 2 SYRINGE, 1 2 SYRINGE = 0.5 3 mL',
    });
  });
});
