import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDENTIFIER_LENGTH_MAX, TENANT_LENGTH_MAX, compareText, isIdentifier, isTenant } from '../../src/foundation/index.js';

describe('isIdentifier', () => {
  it.each(['A', 'TEA-100', 'asn-4711/1', 'Größe 36', '00012345600012', 'a@b', '#', '__proto__', '日本-7', 'crate 😀', 'x'.repeat(IDENTIFIER_LENGTH_MAX)])('takes %j', (text) => {
    expect(isIdentifier(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['too long a text', 'x'.repeat(IDENTIFIER_LENGTH_MAX + 1)],
    ['a space before', ' A'],
    ['a space after', 'A '],
    ['a no-break space after', 'A\u00a0'],
    ['a thin space before', '\u2009A'],
    ['an en quad before', '\u2000A'],
    ['a hair space after', 'A\u200a'],
    ['an ideographic space after', 'A\u3000'],
    ['a byte order mark before', '\ufeffA'],
    ['a line separator after', 'A\u2028'],
    ['a paragraph separator after', 'A\u2029'],
    ['a line break inside', 'A\nB'],
    ['a tab inside', 'A\tB'],
    ['NUL', 'A\0'],
    ['the last control before space', 'A\u001fB'],
    ['DEL', 'A\u007fB'],
    ['a C1 control', 'A\u0085B'],
    ['the last C1 control', 'A\u009fB'],
    ['the mark of a virtual place', '@supplier'],
    ['a high surrogate alone', 'A\ud83dB'],
    ['a high surrogate at the end', 'A\ud83d'],
    ['a low surrogate alone', 'A\ude00B'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
  ])('refuses %s', (_, text) => {
    expect(isIdentifier(text)).toBe(false);
  });

  it('takes what is next to the refused characters', () => {
    expect(isIdentifier('A\u00a1B')).toBe(true);
    expect(isIdentifier('~')).toBe(true);
    expect(isIdentifier('A\u00a0B')).toBe(true);
    expect(isIdentifier('A?@')).toBe(true);
  });

  it('agrees with the rule as a pattern over well-formed texts', () => {
    // eslint-disable-next-line no-control-regex
    const rule = /^(?!@)(?![\s\ufeff])[^\u0000-\u001f\u007f-\u009f]{1,200}(?<![\s\ufeff])$/;
    const units = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ unit: fc.constantFrom('@', ' ', '\u00a0', '\u2003', 'A', '\u0007', '\u0081', '\u00a1', '/'), maxLength: 5 }));
    fc.assert(fc.property(units, (text) => {
      // U+1680, U+202F and U+205F count as white space to a pattern and are no trap in practice.
      fc.pre(!/[\u1680\u202f\u205f]/.test(text));
      expect(isIdentifier(text)).toBe(rule.test(text));
    }), { numRuns: 2000 });
  });
});

describe('isTenant', () => {
  it.each(['default', 'a', '0', 'acme-eu_2', 'x'.repeat(TENANT_LENGTH_MAX)])('takes %j', (text) => {
    expect(isTenant(text)).toBe(true);
  });

  it.each(['', 'Acme', '-a', '_a', 'a.b', 'a/b', 'a b', 'é', 'a\n', '../up', 'x'.repeat(TENANT_LENGTH_MAX + 1)])('refuses %j, which could not be a file or table name everywhere', (text) => {
    expect(isTenant(text)).toBe(false);
  });
});

describe('compareText', () => {
  it('orders by code unit in every locale', () => {
    expect(['b', 'B', 'ä', 'a', 'Z', '10', '9'].sort(compareText)).toEqual(['10', '9', 'B', 'Z', 'a', 'b', 'ä']);
    expect(compareText('a', 'a')).toBe(0);
  });

  it('is a total order', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b, c) => {
      expect(compareText(a, b) === 0).toBe(a === b);
      expect(Math.sign(compareText(a, b)) + Math.sign(compareText(b, a))).toBe(0);
      if (compareText(a, b) <= 0 && compareText(b, c) <= 0) expect(compareText(a, c)).toBeLessThanOrEqual(0);
    }));
  });
});
