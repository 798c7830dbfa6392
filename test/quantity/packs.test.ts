import { describe, expect, it } from 'vitest';
import { grains, purchaseQuantity, roundToPack, type Grains, type Purpose } from '../../src/quantity/index.js';

const round = (amount: number, pack: number, purpose: Purpose): unknown => roundToPack({ amount: grains(amount), pack: grains(pack), purpose });
const buy = (needed: number, terms: { pack?: number; minimum?: number; multiple?: number } = {}): unknown =>
  purchaseQuantity({ needed: grains(needed), ...(Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, grains(value)])) as Record<string, Grains>) });

describe('roundToPack', () => {
  it('rounds in the direction of the purpose', () => {
    expect(round(10, 6, 'confirm')).toEqual({ ok: true, grains: 6, packs: 1, remainder: 4 });
    expect(round(8, 12, 'request')).toEqual({ ok: true, grains: 12, packs: 1, remainder: -4 });
    expect(round(17, 12, 'sell')).toEqual({ ok: true, grains: 12, packs: 1, remainder: 5 });
    expect(round(17, 12, 'purchase')).toEqual({ ok: true, grains: 24, packs: 2, remainder: -7 });
    expect(round(24, 12, 'reserve')).toEqual({ ok: true, grains: 24, packs: 2, remainder: 0 });
    expect(round(17, 12, 'reserve')).toEqual({ ok: false, code: 'quantity.not_whole' });
    expect(round(18, 12, 'display')).toEqual({ ok: true, grains: 24, packs: 2, remainder: -6 });
    expect(round(0, 12, 'purchase')).toEqual({ ok: true, grains: 0, packs: 0, remainder: 0 });
  });

  it('mirrors a negative amount', () => {
    expect(round(-17, 12, 'sell')).toEqual({ ok: true, grains: -12, packs: -1, remainder: -5 });
    expect(round(-17, 12, 'purchase')).toEqual({ ok: true, grains: -24, packs: -2, remainder: 7 });
  });

  it('knows no pack of nothing', () => {
    expect(() => round(1, 0, 'sell')).toThrow(new TypeError('A pack is above zero, not 0'));
    expect(() => round(1, -1, 'sell')).toThrow(TypeError);
    expect(() => round(Number.MAX_SAFE_INTEGER, 2, 'purchase')).toThrow(expect.objectContaining({ code: 'quantity.overflow' }));
  });
});

describe('purchaseQuantity', () => {
  it('covers the need in whole packs, then minimum and multiple', () => {
    expect(buy(17, { pack: 12 })).toEqual({ quantity: 24, surplus: 7 });
    expect(buy(24, { pack: 12 })).toEqual({ quantity: 24, surplus: 0 });
    expect(buy(17)).toEqual({ quantity: 17, surplus: 0 });
    expect(buy(17, { pack: 12, minimum: 30 })).toEqual({ quantity: 36, surplus: 19 });
    expect(buy(17, { minimum: 50 })).toEqual({ quantity: 50, surplus: 33 });
    expect(buy(17, { multiple: 5 })).toEqual({ quantity: 20, surplus: 3 });
    expect(buy(17, { pack: 12, multiple: 8 })).toEqual({ quantity: 24, surplus: 7 });
    expect(buy(25, { pack: 12, multiple: 8, minimum: 40 })).toEqual({ quantity: 48, surplus: 23 });
    expect(buy(1, { pack: 12, minimum: 0 })).toEqual({ quantity: 12, surplus: 11 });
  });

  it('buys nothing where nothing is needed', () => {
    expect(buy(0, { pack: 12, minimum: 30 })).toEqual({ quantity: 0, surplus: 0 });
    expect(buy(-5, { pack: 12 })).toEqual({ quantity: 0, surplus: 0 });
  });

  it('takes impossible conditions for a mistake', () => {
    expect(() => buy(1, { pack: 0 })).toThrow(new TypeError('A pack is above zero, not 0'));
    expect(() => buy(1, { multiple: -2 })).toThrow(new TypeError('A multiple is above zero, not -2'));
    expect(() => buy(1, { minimum: -1 })).toThrow(new TypeError('A minimum is not below zero'));
    expect(() => buy(0, { pack: 0 })).toThrow(TypeError);
    expect(() => buy(Number.MAX_SAFE_INTEGER, { pack: 2 })).toThrow(expect.objectContaining({ code: 'quantity.overflow' }));
  });
});
