import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIdentifier } from '../../src/foundation/index.js';
import { startVocabulary } from '../../src/reconciliation/index.js';
import { runs } from '../runs.js';

/** Texts of all lengths about the twelve bytes of a short one, alike but for their ends, with zero bytes and other characters that no identifier has. */
const anyText = fc.oneof(
  fc.array(fc.constantFrom('a', 'b', 'ü', '😀', '\0'), { maxLength: 16 }).map((letters) => letters.join('')),
  fc.tuple(fc.constantFrom('', '\0', '@', ' '), fc.constantFrom('abcdefghijkl', 'abcdefghijklm', 'abcd', 'x'.repeat(199)), fc.constantFrom('', '\0', '\0\0', ' ', 'm', '\u007f')).map((parts) => parts.join('')),
);

describe('a vocabulary', () => {
  it('numbers the texts a Map would number, whether they come as texts or as bytes, and nothing else', () => {
    fc.assert(fc.property(fc.array(fc.tuple(anyText, fc.boolean()), { maxLength: 60, size: 'max' }), (words) => {
      const [vocabulary, other, model] = [startVocabulary(), startVocabulary(), new Map([['', 0]])];
      other.intern('elsewhere');
      for (const [text, asBytes] of words) {
        if (isIdentifier(text) && !model.has(text)) model.set(text, model.size);
        const bytes = new TextEncoder().encode(`<${text}>`);
        expect(asBytes ? vocabulary.internBytes(bytes, 1, bytes.length - 1) : vocabulary.intern(text)).toBe(model.get(text) ?? -1);
        expect(vocabulary.lookup(text)).toBe(model.get(text) ?? -1);
        other.intern(text);
      }
      expect(vocabulary.size).toBe(model.size);
      for (const [text, id] of model) {
        expect(vocabulary.text(id)).toBe(text);
        expect(other.find(vocabulary, id)).toBe(other.lookup(text));
      }
    }), { numRuns: runs(300) });
  });

  it('keeps its numbers while it grows', () => {
    const vocabulary = startVocabulary();
    const texts = Array.from({ length: 5000 }, (_, at) => (at % 2 === 0 ? `S${at}` : `a long name of an item ${at}`));
    expect(texts.map((text) => vocabulary.intern(text))).toEqual(texts.map((_, at) => at + 1));
    expect(texts.map((text) => vocabulary.lookup(text))).toEqual(texts.map((_, at) => at + 1));
  });

  it('takes bytes that are no UTF-8 for no text', () => {
    expect(startVocabulary().internBytes(new Uint8Array([0x41, 0xff]), 0, 2)).toBe(-1);
  });
});
