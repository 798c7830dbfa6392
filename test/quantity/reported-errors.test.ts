import { describe, expect, it } from 'vitest';
import {
  addQuantities, compareQuantities, compileUnits, convert, convertExactly, decompose, formatGrains, fromGrains, grains, isZero, PURPOSES, purchaseQuantity, ratio, ratioText, splitQuantity,
  subtractGrains, toGrains, type Purpose, type Quantity,
} from '../../src/quantity/index.js';

const at = 0;
const dozens = compileUnits({ unit: 'EA' });
const ea = (amount: string): Quantity => ({ amount, unit: 'EA' });

/** What other systems got wrong, as reported by their users: each with the right answer. */
describe('errors reported of other systems', () => {
  it('5 pieces of a box of 6 stay 5 (Business Central: 4.99998)', () => {
    const units = compileUnits({ unit: 'PCS', packs: [{ unit: 'BOX', holds: { amount: '6', unit: 'PCS' } }] });
    const boxes = convertExactly(units, '5', { from: 'PCS', to: 'BOX', at });
    expect(ratioText(boxes)).toBe('5/6');
    expect(convertExactly(units, boxes, { from: 'BOX', to: 'PCS', at })).toEqual(ratio(5n));
    expect(toGrains(units, { amount: '5', unit: 'PCS' }, { at, purpose: 'reserve' })).toMatchObject({ ok: true, grains: 5 });
  });

  it('200 pieces are 50/3 dozen, and 17 dozen are bought for them, 204 (OCA purchase: 16.67 dozen, 200.04)', () => {
    expect(ratioText(convertExactly(dozens, '200', { from: 'EA', to: 'DZN', at }))).toBe('50/3');
    expect(convert(dozens, ea('200'), 'DZN', { at, purpose: 'purchase' })).toMatchObject({ ok: true, quantity: { amount: '17', unit: 'DZN' }, remainder: ratio(-4n) });
    expect(purchaseQuantity({ needed: grains(200), pack: grains(12) })).toEqual({ quantity: 204, surplus: 4 });
    expect(toGrains(dozens, { amount: '17', unit: 'DZN' }, { at, purpose: 'reserve' })).toMatchObject({ grains: 204 });
  });

  it('1 piece ordered where dozens are sold is 1 piece delivered (Odoo 83876, 46686: 0.96)', () => {
    const dozen = convertExactly(dozens, '1', { from: 'EA', to: 'DZN', at });
    expect(ratioText(dozen)).toBe('1/12');
    expect(convertExactly(dozens, dozen, { from: 'DZN', to: 'EA', at })).toEqual(ratio(1n));
    // What is shown may be rounded; what is posted is not what is shown.
    expect(fromGrains(dozens, grains(1), 'DZN', { at, purpose: 'display', step: '0.01' })).toMatchObject({ quantity: { amount: '0.08' }, remainder: ratio(1n, 25n) });
    expect(toGrains(dozens, { amount: '0.08', unit: 'DZN' }, { at, purpose: 'reserve' })).toMatchObject({ ok: false, code: 'quantity.not_whole' });
  });

  it('a dozen sold of 120 leaves 108 (Odoo 2495: 107)', () => {
    const sold = toGrains(dozens, { amount: '1', unit: 'DZN' }, { at, purpose: 'fact' });
    expect(sold).toMatchObject({ ok: true, grains: 12 });
    expect(sold.ok && subtractGrains(grains(120), sold.grains)).toBe(108);
  });

  it('1 ml of a bottle of 120 ml is 1/120 bottle (Odoo 21403: 2 ml)', () => {
    const units = compileUnits({ unit: 'MLT', packs: [{ unit: 'BO', holds: { amount: '120', unit: 'MLT' } }] });
    expect(ratioText(convertExactly(units, '1', { from: 'MLT', to: 'BO', at }))).toBe('1/120');
    expect(toGrains(units, { amount: '1', unit: 'MLT' }, { at, purpose: 'reserve' })).toMatchObject({ grains: 1 });
    expect(convert(units, { amount: '1', unit: 'MLT' }, 'BO', { at, purpose: 'reserve' })).toMatchObject({ ok: false, code: 'quantity.not_whole' });
  });

  it('one purpose rounds one way, wherever it is asked (Odoo 117334: up in one step, half-up in the next)', () => {
    const units = compileUnits({ unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }] });
    for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
      const there = convert(units, ea('17'), 'CA', { at, purpose });
      const stored = fromGrains(units, grains(17), 'CA', { at, purpose });
      expect(stored).toEqual(there);
    }
  });

  it('goods received under another factor than ordered are compared in pieces (ERPNext 42608, 57049)', () => {
    const units = compileUnits({
      unit: 'EA',
      packs: [{ unit: 'CA', holds: ea('12'), validTo: '2026-03-01T00:00:00Z' }, { unit: 'CA', holds: ea('10'), validFrom: '2026-03-01T00:00:00Z' }],
    });
    const ordered = toGrains(units, { amount: '5', unit: 'CA' }, { at: Date.UTC(2026, 1, 20), purpose: 'fact' });
    const received = toGrains(units, { amount: '6', unit: 'CA' }, { at: Date.UTC(2026, 2, 5), purpose: 'fact' });
    expect([ordered.ok && ordered.grains, received.ok && received.grains]).toEqual([60, 60]);
    expect([ordered.ok && ordered.via, received.ok && received.via]).toEqual(['1 CA = 12 EA', '1 CA = 10 EA']);
  });

  it('15 a minute are 900 an hour (Ucum-java 6: 911)', () => {
    const minutes = compileUnits({ unit: 'MIN' });
    expect(convertExactly(minutes, '1', { from: 'HUR', to: 'MIN', at })).toEqual(ratio(60n));
    expect(convertExactly(compileUnits({ unit: 'EA', packs: [{ unit: 'MIN', holds: ea('15') }] }), '1', { from: 'HUR', to: 'EA', at })).toEqual(ratio(900n));
  });

  it('90.718474 kg are 200 lb, and 90.7184 kg all but (Ucum-java 10: 110 lb)', () => {
    const kilos = compileUnits({ unit: 'KGM', granularity: '0.000001' });
    expect(convert(kilos, { amount: '90.718474', unit: 'KGM' }, 'LBR', { at, purpose: 'reserve' })).toMatchObject({ quantity: { amount: '200', unit: 'LBR' }, remainder: ratio(0n) });
    expect(convert(kilos, { amount: '90.7184', unit: 'KGM' }, 'LBR', { at, purpose: 'display', step: '0.1' })).toMatchObject({ quantity: { amount: '200', unit: 'LBR' } });
  });

  it('a quantity in its own unit comes back untouched (Odoo 3350: 1000 became 1000.010)', () => {
    const told = ea('1000');
    const same = convert(dozens, told, 'EA', { at, purpose: 'purchase' });
    expect(same.ok && same.quantity).toBe(told);
  });

  it('5 packs of 12 are 60 (Odoo 5667: 61), and 15 pieces hold 1 pack of 8 (2854: 2)', () => {
    const units = compileUnits({ unit: 'EA', packs: [{ unit: 'P12', holds: ea('12') }, { unit: 'P8', holds: ea('8') }] });
    expect(toGrains(units, { amount: '5', unit: 'P12' }, { at, purpose: 'purchase' })).toMatchObject({ grains: 60, remainder: ratio(0n) });
    expect(fromGrains(units, grains(15), 'P8', { at, purpose: 'sell' })).toMatchObject({ quantity: { amount: '1', unit: 'P8' }, remainder: ratio(7n) });
  });

  it('nine ninths are one box with nothing left (ERPNext 52650: 0.001 box)', () => {
    const units = compileUnits({ unit: 'BX', granularity: '0.001', packs: [{ unit: 'BX', holds: { amount: '9', unit: 'PCS' } }] });
    expect(toGrains(units, { amount: '9', unit: 'PCS' }, { at, purpose: 'reserve' })).toMatchObject({ ok: true, grains: 1000 });
    const one = convertExactly(units, '1', { from: 'PCS', to: 'BX', at });
    expect(ratioText(one)).toBe('1/9');
    expect(toGrains(units, { amount: '1', unit: 'PCS' }, { at, purpose: 'fact' })).toMatchObject({ grains: 111, remainder: ratio(1n, 9000n) });
  });

  it('0.1 and 0.2 are 0.3, and nothing remains of 0.3 (Odoo 54357, ERPNext 40464, 57064, 51482)', () => {
    const sum = addQuantities({ amount: '0.1', unit: 'KGM' }, { amount: '0.2', unit: 'KGM' });
    expect(sum).toEqual({ amount: '0.3', unit: 'KGM' });
    const kilos = compileUnits({ unit: 'KGM', granularity: '0.1' });
    const parts = ['0.1', '0.2', '0.3'].map((amount) => toGrains(kilos, { amount, unit: 'KGM' }, { at, purpose: 'reserve' }));
    expect(parts.map((part) => part.ok && part.grains)).toEqual([1, 2, 3]);
    expect(formatGrains(kilos, subtractGrains(subtractGrains(grains(3), grains(2)), grains(1)))).toEqual({ amount: '0', unit: 'KGM' });
  });

  it('the smallest shortage is a shortage (ERPNext 51586), and nothing negative is zero (Magento isZero)', () => {
    expect(compareQuantities({ amount: '1', unit: 'KGM' }, { amount: '1.000000000000000000001', unit: 'KGM' })).toBe(-1);
    expect(isZero({ amount: '-0.000000000000000000001', unit: 'KGM' })).toBe(false);
    expect(isZero({ amount: '-5', unit: 'KGM' })).toBe(false);
  });

  it('every i pieces are i/12 dozen and i pieces again, for i to 10,000 (plain floating point: 1,365 are not)', () => {
    for (let count = 1; count <= 10_000; count++) {
      const dozen = convertExactly(dozens, String(count), { from: 'EA', to: 'DZN', at });
      expect(convertExactly(dozens, dozen, { from: 'DZN', to: 'EA', at }).n).toBe(BigInt(count));
    }
  });

  it('17 pieces taken back are a case and five, not two cases less seven (floor towards minus infinity)', () => {
    const units = compileUnits({ unit: 'EA', packs: [{ unit: 'CS', holds: ea('12') }] });
    expect(decompose(units, grains(-17), ['CS', 'EA'], { at })).toMatchObject({ parts: [{ amount: '-1', unit: 'CS' }, ea('-5')] });
  });

  it('a gallon is 3.785411784 litres (convert-units: 3.7854117954)', () => {
    const litres = compileUnits({ unit: 'LTR', granularity: '0.000000001' });
    expect(convert(litres, { amount: '1', unit: 'GLL' }, 'LTR', { at, purpose: 'reserve' })).toMatchObject({ quantity: { amount: '3.785411784', unit: 'LTR' } });
  });

  it('10 in three parts are 10 (rounded thirds: 9.99)', () => {
    expect(splitQuantity({ amount: '10', unit: 'KGM' }, ['1', '1', '1'], { step: '0.01' }).map(({ amount }) => amount)).toEqual(['3.34', '3.33', '3.33']);
  });
});
