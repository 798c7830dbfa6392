import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/foundation/index.js';

/** Plain values as this library stores them: no fractions, no undefined. */
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
})).value;

/** The same value with the members of every object written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, reversed(member)]));
}

describe('canonicalJson', () => {
  it('does not depend on the order in which members were written', () => {
    fc.assert(fc.property(plain, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
    }));
  });

  it('is JSON that reads back as the same value', () => {
    fc.assert(fc.property(plain, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  it('is a fixed point: reading and writing it again gives the same bytes', () => {
    fc.assert(fc.property(plain, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }));
  });

  it('tells different values apart', () => {
    fc.assert(fc.property(plain, plain, (left, right) => {
      const same = JSON.stringify(reversed(reversed(left))) === JSON.stringify(reversed(reversed(right)));
      if (same) expect(canonicalJson(left)).toBe(canonicalJson(right));
      if (canonicalJson(left) === canonicalJson(right)) expect(JSON.parse(JSON.stringify(left))).toEqual(JSON.parse(JSON.stringify(right)));
    }));
  });
});
