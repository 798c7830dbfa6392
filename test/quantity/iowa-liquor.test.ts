import { expect, it } from 'vitest';
import {
  canonicalAmount, compileUnits, convert, decompose, grains, ratioFromDecimal, ratioToDecimal, divideRatios, type Purpose, type Quantity,
} from '../../src/quantity/index.js';
import { describeWithShared } from '../shared-data.js';
import { readTable } from './read-table.js';

describeWithShared('sales of a state wholesaler', ['data/iowa-liquor/sales.csv'], (path) => {
  const sales = readTable(path).map((row) => ({
    pack: row['pack']!, millilitres: row['bottle_volume_ml']!, bottles: row['bottles_sold']!,
    litres: canonicalAmount(row['volume_sold_liters']!)!, gallons: canonicalAmount(row['volume_sold_gallons']!)!,
  }));
  const unitsOf = ({ millilitres, pack }: (typeof sales)[number]): ReturnType<typeof compileUnits> => compileUnits({
    unit: 'BO', packs: [{ unit: 'BO', holds: { amount: millilitres, unit: 'MLT' } }, { unit: 'CA', holds: { amount: pack, unit: 'BO' } }],
  });
  const toHundredths = (sale: (typeof sales)[number], unit: string, purpose: Purpose): string => {
    const result = convert(unitsOf(sale), { amount: sale.bottles, unit: 'BO' }, unit, { at: 0, purpose, step: '0.01' });
    if (!result.ok) throw new Error(result.code);
    return result.quantity.amount;
  };

  it('come out as stated when they are cut to hundredths', () => {
    expect(sales.length).toBe(443);
    expect(sales.filter((sale) => toHundredths(sale, 'LTR', 'publish') !== sale.litres || toHundredths(sale, 'GLL', 'publish') !== sale.gallons)).toEqual([]);
  });

  it('would not with a rounding to the nearer hundredth, on more than half the rows', () => {
    const off = sales.filter((sale) => halfUp(exactly(sale, 'LTR')) !== sale.litres || halfUp(exactly(sale, 'GLL')) !== sale.gallons);
    expect(off.length).toBe(253);
  });

  it('would not with a gallon of 3.785 litres, on two rows', () => {
    const off = sales.filter((sale) => {
      const own = compileUnits({ unit: 'BO', packs: [{ unit: 'LITRE', holds: { amount: '1000', unit: 'ML' } }, { unit: 'BO', holds: { amount: sale.millilitres, unit: 'ML' } }, { unit: 'GALLON', holds: { amount: '3.785', unit: 'LITRE' } }] });
      const result = convert(own, { amount: sale.bottles, unit: 'BO' }, 'GALLON', { at: 0, purpose: 'publish', step: '0.01' });
      return !result.ok || result.quantity.amount !== sale.gallons;
    });
    expect(off.length).toBe(2);
  });

  it('are 331 full cases and 582 loose bottles', () => {
    const total = { CA: 0, BO: 0 };
    for (const sale of sales) {
      const laid = decompose(unitsOf(sale), grains(Number(sale.bottles)), ['CA', 'BO'], { at: 0 });
      if (!laid.ok) throw new Error(laid.code);
      for (const { amount, unit } of laid.parts as readonly (Quantity & { unit: 'CA' | 'BO' })[]) total[unit] += Number(amount);
    }
    expect(total).toEqual({ CA: 331, BO: 582 });
  });

  /** Hundredths of the unit, before any rounding, as numerator and denominator. */
  function exactly(sale: (typeof sales)[number], unit: 'LTR' | 'GLL'): { n: bigint; d: bigint } {
    const millilitres = BigInt(sale.bottles) * BigInt(sale.millilitres);
    return unit === 'LTR' ? { n: millilitres, d: 10n } : { n: millilitres * 10n ** 8n, d: 3_785_411_784n };
  }
  function halfUp({ n, d }: { n: bigint; d: bigint }): string {
    return ratioToDecimal(divideRatios({ n: (2n * n + d) / (2n * d), d: 1n }, ratioFromDecimal('100')))!;
  }
});
