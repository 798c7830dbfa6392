import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAmount, isCanonicalAmount, ratioFromDecimal, ratioToDecimal } from '../../src/quantity/index.js';
import { anyAmount } from './quantity-arbitrary.js';

/** The grammar as stated, for comparison. */
const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

describe('amounts', () => {
  it('are canonical exactly when the grammar says so', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...Array.from('0123456789.-+e ')), { maxLength: 8 }), (characters) => {
      const text = characters.join('');
      expect(isCanonicalAmount(text)).toBe(GRAMMAR.test(text) && text !== '-0');
    }), { numRuns: 3000 });
  });

  it('are normalised once and then stay', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...Array.from('0123456789.-+')), { maxLength: 12 }), (characters) => {
      const canonical = canonicalAmount(characters.join(''));
      if (canonical === undefined) return;
      expect(isCanonicalAmount(canonical)).toBe(true);
      expect(canonicalAmount(canonical)).toBe(canonical);
      expect(Number(canonical)).toBe(Number(characters.join('')) + 0);
    }), { numRuns: 3000 });
  });

  it('survive the way through a ratio', () => {
    fc.assert(fc.property(anyAmount, (amount) => {
      expect(ratioToDecimal(ratioFromDecimal(amount))).toBe(amount);
    }));
  });
});
