import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash32 } from '../../src/foundation/index.js';

describe('hash32', () => {
  it.each([
    ['', 0, 2_872_998_923],
    ['TEA-100', 0, 2_608_854_062],
    ['TEA-101', 0, 3_939_731_904],
    ['TEA-100', 1, 753_300_021],
    ['Größe 36 😀', 0, 38_406_352],
    ['a'.repeat(200), 7, 1_549_603_136],
  ])('is part of the stored format: %j with seed %i never changes', (text, seed, hash) => {
    expect(hash32(text, seed)).toBe(hash);
  });

  it('is a whole number of 32 bits', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, seed) => {
      const hash = hash32(text, seed);
      expect(hash).toBe(hash >>> 0);
    }));
  });

  it('spreads consecutive names evenly over 16 partitions', () => {
    const counts = new Array<number>(16).fill(0);
    for (let number = 0; number < 16_000; number++) counts[hash32(`SKU-${String(number).padStart(6, '0')}`) % 16]!++;
    // A thousand each; 3.5 standard deviations of a fair draw are 107.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(107);
  });

  it('flips about half the output bits for one flipped input bit', () => {
    let flipped = 0;
    let pairs = 0;
    for (let number = 0; number < 500; number++) {
      const text = `item-${number}`;
      for (let bit = 0; bit < 7; bit++) {
        const neighbour = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) ^ (1 << bit));
        let difference = hash32(text) ^ hash32(neighbour);
        for (; difference !== 0; difference &= difference - 1) flipped++;
        pairs++;
      }
    }
    expect(flipped / pairs).toBeGreaterThan(15);
    expect(flipped / pairs).toBeLessThan(17);
  });
});
