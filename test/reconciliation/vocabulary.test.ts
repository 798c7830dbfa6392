import { describe, expect, it } from 'vitest';
import { startVocabulary, type Vocabulary } from '../../src/reconciliation/index.js';

/** A text as bytes that stand between others. */
function internBytes(vocabulary: Vocabulary, text: string): number {
  const bytes = new TextEncoder().encode(`<${text}>`);
  return vocabulary.internBytes(bytes, 1, bytes.length - 1);
}

describe('a text gets a number', () => {
  it.each<[rule: string, text: string]>([
    ['of one letter', 'a'], ['of four', 'abcd'], ['of twelve, the most that stand in a slot', 'abcdefghijkl'], ['of thirteen', 'abcdefghijklm'], ['of two hundred, the most an identifier has', 'x'.repeat(200)],
    ['of two hundred that take three bytes each', '語'.repeat(200)], ['with a blank inside', 'a b'], ['with an @ inside', 'a@b'], ['of the last printable character', '~'], ['that is not ASCII', 'Tee für 😀'],
  ])('%s', (_, text) => {
    const [texts, bytes] = [startVocabulary(), startVocabulary()];
    expect([texts.intern(text), internBytes(bytes, text)]).toEqual([1, 1]);
    for (const vocabulary of [texts, bytes]) {
      expect([vocabulary.intern(text), internBytes(vocabulary, text), vocabulary.lookup(text), vocabulary.text(1), vocabulary.size]).toEqual([1, 1, 1, text, 2]);
    }
    expect([texts.find(bytes, 1), bytes.find(texts, 1)]).toEqual([1, 1]);
  });

  it.each<[rule: string, text: string]>([
    ['longer than an identifier', 'x'.repeat(201)], ['longer by far', 'x'.repeat(5000)], ['longer, and not ASCII', '語'.repeat(201)], ['with an @ in front', '@a'], ['with a blank in front', ' a'], ['with a blank behind', 'a '],
    ['with a control character', 'a\u001fb'], ['with the last control character', 'a\u007f'], ['that is a zero byte', '\0'], ['with a zero byte in front', '\0a'], ['with a zero byte behind', 'a\0'], ['with a zero byte inside', 'a\0b'],
    ['that is not ASCII and has a blank behind', 'ü '], ['that is not ASCII and ends with a zero byte', 'ü\0'],
  ])('but none %s', (_, text) => {
    const vocabulary = startVocabulary();
    for (const known of ['a', 'ab', 'ü', 'x'.repeat(200)]) vocabulary.intern(known);
    expect([vocabulary.intern(text), internBytes(vocabulary, text), vocabulary.lookup(text), vocabulary.size]).toEqual([-1, -1, -1, 5]);
  });

  it('but none with half a character, which would read as another', () => {
    const vocabulary = startVocabulary();
    expect([vocabulary.intern('a\ufffd'), vocabulary.intern('a\ud800'), vocabulary.intern('\udc00a')]).toEqual([1, -1, -1]);
  });

  it('the empty one is 0, here and elsewhere', () => {
    const vocabulary = startVocabulary();
    expect([vocabulary.intern(''), internBytes(vocabulary, ''), vocabulary.lookup(''), vocabulary.find(startVocabulary(), 0), vocabulary.text(0), vocabulary.size]).toEqual([0, 0, 0, 0, '', 1]);
  });

  it('and none where it was only looked for', () => {
    const [vocabulary, other] = [startVocabulary(), startVocabulary()];
    other.intern('elsewhere');
    expect([vocabulary.lookup('TEA'), vocabulary.find(other, 1), vocabulary.size]).toEqual([-1, -1, 1]);
  });
});

describe('texts are told apart', () => {
  const families: [rule: string, text: (number: number) => string][] = [
    ['by their first four bytes', (number) => `${String(number).padStart(4, '0')}-PART-9`], ['by the four in the middle', (number) => `PART${String(number).padStart(4, '0')}-EA9`],
    ['by the last four of twelve', (number) => `PART-NO-${String(number).padStart(4, '0')}`], ['by one byte of a long one', (number) => `PART NUMBER ${String.fromCharCode(0x4e00 + number)} OF TEA`],
    ['by how long they are', (number) => 'x'.repeat(number + 1)],
  ];

  it.each(families)('%s', (rule, text) => {
    const vocabulary = startVocabulary();
    const texts = Array.from({ length: rule === 'by how long they are' ? 200 : 1500 }, (_, number) => text(number));
    const numbers = texts.map((_, number) => number + 1);
    expect(texts.map((one) => vocabulary.intern(one))).toEqual(numbers);
    expect(texts.map((one) => internBytes(vocabulary, one))).toEqual(numbers);
    expect(texts.map((one) => vocabulary.lookup(one))).toEqual(numbers);
    expect(numbers.map((number) => vocabulary.text(number))).toEqual(texts);
    const [again, backwards] = [startVocabulary(), startVocabulary()];
    for (const one of [...texts].reverse()) internBytes(backwards, one);
    expect([again.find(backwards, 1), numbers.map((number) => vocabulary.find(backwards, number))]).toEqual([-1, [...numbers].reverse()]);
    expect(numbers.map((number) => backwards.text(number))).toEqual([...texts].reverse());
  });

  it('by how long they are, whatever stands beside them', () => {
    // Short ones and long ones in turn, so that they stand side by side.
    const vocabulary = startVocabulary();
    const texts = Array.from({ length: 1500 }, (_, number) => (number % 2 === 0 ? `PART-NO-${String(number).padStart(4, '0')}` : `PART NUMBER ${number} OF TEA`));
    const numbers = texts.map((_, number) => number + 1);
    expect([texts.map((text) => vocabulary.intern(text)), texts.map((text) => vocabulary.lookup(text))]).toEqual([numbers, numbers]);
  });

  it.each([['four', 'abcd'], ['eight', 'abcdefgh']])('by what stands behind the first %s letters, one by one', (_, front) => {
    const vocabulary = startVocabulary();
    const signs = Array.from({ length: 94 }, (__, at) => String.fromCharCode(0x21 + at));
    const pairs = signs.flatMap((one) => signs.map((other) => `${front}${one}${other}`));
    expect(pairs.map((text) => vocabulary.intern(text))).toEqual(pairs.map((__, number) => number + 1));
    const fours = signs.map((sign, at) => `${front}${sign}A${sign}${signs[93 - at]!}`);
    expect(fours.map((text) => vocabulary.intern(text))).toEqual(fours.map((__, number) => pairs.length + number + 1));
  });

  it('though their hashes are equal', () => {
    // These words have one FNV-1a hash, and so have texts that begin with them and go on alike.
    const vocabulary = startVocabulary();
    const texts = ['declinate, by the case', 'macallums, by the case', 'costarring, by the case', 'liquid, by the case'];
    expect(texts.map((text) => vocabulary.intern(text))).toEqual([1, 2, 3, 4]);
    expect(texts.map((text) => vocabulary.lookup(text))).toEqual([1, 2, 3, 4]);
  });
});

it('cleared, a vocabulary has forgotten all but the empty text', () => {
  const vocabulary = startVocabulary();
  const texts = ['TEA', 'a long name of an item', 'NUT'];
  for (const text of texts) vocabulary.intern(text);
  vocabulary.clear();
  expect([vocabulary.size, ...texts.map((text) => vocabulary.lookup(text)), vocabulary.lookup(''), vocabulary.text(0)]).toEqual([1, -1, -1, -1, 0, '']);
  expect([vocabulary.intern('NUT'), internBytes(vocabulary, 'another long name of an item'), vocabulary.text(1), vocabulary.text(2)]).toEqual([1, 2, 'NUT', 'another long name of an item']);
});
