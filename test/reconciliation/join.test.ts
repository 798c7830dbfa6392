import { describe, expect, it } from 'vitest';
import { compare, startTable, startVocabulary, statementTable, addRow, type StatementRow } from '../../src/reconciliation/index.js';
import { keyWords } from '../../src/reconciliation/key-words.js';
import { pairNumbers } from '../../src/reconciliation/pair-numbers.js';
import { brief, compared, stated } from './statements.js';

describe('joining many rows', () => {
  // More rows than one part of the join holds, in another order on the other side.
  const count = 100_000;
  const keyAt = (at: number): StatementRow => ({ item: `I${at % 5000}`, location: `W${Math.floor(at / 5000)}`, lot: `L${at % 7}`, unit: 'EA', amount: String(at / 4) });
  const left = Array.from({ length: count }, (_, at) => keyAt(at));
  const right = left.map((_, at) => left[(at * 7919) % count]!);

  it('finds no difference where only the order differs', () => {
    const { counts, totals } = compared(stated('a', left), stated('b', right));
    expect(counts).toMatchObject({ keys: count, equal: count, leftRepeated: 0, rightRepeated: 0 });
    expect(totals).toEqual([{ unit: 'EA', left: '1249987500', right: '1249987500', difference: '0' }]);
  });

  it('finds just the differences that were made', () => {
    const changed = right.map((row, at) => (at % 10_000 === 17 ? { ...row, amount: '-1' } : at % 10_000 === 18 ? { ...row, item: 'OTHER' } : row));
    const { differences, counts } = compared(stated('a', left), stated('b', changed));
    expect(counts).toMatchObject({ amount: 10, onlyLeft: 10, onlyRight: 10, equal: count - 20 });
    expect(differences.filter(({ kind }) => kind === 'amount').every((one) => one.right === '-1')).toBe(true);
  });

  it('adds up over what is left out', () => {
    const { counts } = compared(stated('a', left), stated('b', right), { by: ['location'] });
    expect(counts).toMatchObject({ keys: 20, equal: 20, leftRepeated: 20, rightRepeated: 20 });
    expect(compared(stated('a', left), stated('b', right), { by: ['lot', 'location'] }).counts).toMatchObject({ keys: 140, equal: 140 });
  });

  it('keeps long amounts with their own keys, in every part of the join', () => {
    const long = left.slice(0, 40_000).map((row, at) => ({ ...row, amount: `12345678901234567${at}.5` }));
    const { differences } = compared(stated('a', long), stated('b', long.filter((_, at) => at % 10 !== 0)));
    expect(new Map(differences.map(({ key, left: said }) => [`${key.item} ${key.location}`, said]))).toEqual(new Map(long.filter((_, at) => at % 10 === 0).map((row) => [`${row.item!} ${row.location!}`, row.amount])));
  });

  it('gives the same with a vocabulary of its own on each side', () => {
    const [a, b] = [statementTable(stated('a', left)), statementTable(stated('b', [...right, { item: 'ONLY', amount: '1' }]))];
    expect(compare(a, b)).toMatchObject({ ok: true, comparison: { counts: { keys: count + 1, equal: count, onlyRight: 1 } } });
  });
});

describe('keys in two words', () => {
  const columns = (widths: readonly number[], rows: number, seed: number): [Int32Array, Int32Array][] => widths.map((width, at) => {
    const fill = (side: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => Math.imul(row * 31 + at * 17 + side * seed, 2_654_435_761) >>> (32 - width));
    return [fill(1), fill(1)];
  });

  it.each([[[5]], [[20, 12]], [[20, 13]], [[31, 31]], [[30, 20, 14]], [[22, 22, 20]], [[28, 28, 28, 28, 28, 28, 28]], [[20, 20, 20, 20]]])('are the same exactly where the keys are the same: bits %o', (widths) => {
    const rows = 400;
    // Every second row repeats the key of the one before it but for the last part of every fourth.
    const parts = columns(widths, rows, 7).map(([left], at): [Int32Array, Int32Array] => {
      for (let row = 1; row < rows; row += 2) left[row] = row % 4 === 1 && at === widths.length - 1 ? left[row - 1]! ^ 1 : left[row - 1]!;
      return [left, Int32Array.from(left).reverse()];
    });
    const [left, right] = keyWords(parts, rows, rows, 2 ** 31 - 1);
    const text = (row: number, side: 0 | 1): string => parts.map((pair) => pair[side][row]).join(' ');
    const word = ({ low, high }: typeof left, row: number): string => `${low[row]!} ${high?.[row] ?? 0}`;
    const byWords = new Map<string, string>();
    for (let row = 0; row < rows; row++) {
      for (const [side, words] of [[0, left], [1, right]] as const) {
        const known = byWords.get(word(words, row));
        if (known === undefined) byWords.set(word(words, row), text(row, side));
        else expect(known).toBe(text(row, side));
      }
    }
    expect(new Set(byWords.values()).size).toBe(byWords.size);
  });

  it.each([[[5]], [[20, 12]], [[20, 13]], [[16, 16]], [[31, 2]], [[31, 31]], [[30, 20, 14]], [[22, 22, 20]], [[22, 22, 21]], [[11, 11, 11, 11, 11, 9]], [[28, 28, 28, 28, 28, 28, 28]], [[20, 20, 20, 20]]])('change with every bit of every part: bits %o', (widths) => {
    // Row 0 has ones everywhere; each row behind it lacks one bit of one part.
    const ones = widths.map((width) => 2 ** width - 1);
    const rows = [ones, ...widths.flatMap((width, part) => Array.from({ length: width }, (_, bit) => ones.map((one, at) => (at === part ? one - 2 ** bit : one))))];
    const parts = widths.map((_, part): [Int32Array, Int32Array] => [Int32Array.from(rows, (row) => row[part]!), Int32Array.from(rows, (row) => row[part]!).reverse()]);
    const [left, right] = keyWords(parts, rows.length, rows.length, 2 ** 31 - 1);
    const words = ({ low, high }: typeof left): string[] => rows.map((_, row) => `${low[row]!} ${high?.[row] ?? 0}`);
    expect(new Set(words(left)).size).toBe(rows.length);
    expect(words(right).reverse()).toEqual(words(left));
  });

  it('take a second word only where they need it, and none of what lies behind the rows', () => {
    const column = (...numbers: number[]): Int32Array => Int32Array.from(numbers);
    const both = (numbers: Int32Array): [Int32Array, Int32Array] => [numbers, numbers];
    expect(keyWords([both(column(1, 2 ** 20 - 1)), both(column(3, 4095))], 2, 2, 2 ** 20)[0]).toEqual({ low: column(1 + 3 * 2 ** 20, -1), high: undefined });
    expect(keyWords([both(column(1, 2 ** 20 - 1)), both(column(3, 4096))], 2, 2, 2 ** 20)[0]).toEqual({ low: column(1 + 3 * 2 ** 20, 2 ** 20 - 1), high: column(0, 1) });
    // The greatest number stands in a row that is not there any more.
    expect(keyWords([both(column(1, 7)), both(column(2, 1))], 1, 1, 8)[0]).toEqual({ low: column(6), high: undefined });
  });

  it('take no room where no part tells anything apart', () => {
    expect(keyWords([[new Int32Array(3), new Int32Array(2)]], 3, 2, 1)).toEqual([{ low: new Int32Array(3), high: undefined }, { low: new Int32Array(2), high: undefined }]);
  });
});

it('keys that share one of their two words are told apart, in every part of the join', () => {
  // Five parts of eleven bits: item, place and state, which never change, fill the low word.
  const vocabulary = startVocabulary();
  for (let filler = 1; filler < 1024; filler++) vocabulary.intern(`filler ${filler}`);
  const rows = Array.from({ length: 40_000 }, (_, at): StatementRow => ({ item: 'TEA', location: 'W1', state: 'damaged', lot: `L${at % 200}`, serial: `S${Math.floor(at / 200)}`, amount: String(at + 1) }));
  const left = statementTable(stated('a', rows), vocabulary);
  const right = statementTable(stated('b', rows.toReversed().map((row, at) => (at % 4000 === 0 ? { ...row, amount: '0' } : row))), vocabulary);
  const answer = compare(left, right);
  if (!answer.ok) throw new Error(answer.reason.code);
  expect(answer.comparison.counts).toMatchObject({ keys: 40_000, equal: 39_990, leftRepeated: 0, rightRepeated: 0, amount: 10 });
  expect(answer.comparison.differences.map(({ left: said }) => Number(said)).sort((one, other) => one - other)).toEqual(Array.from({ length: 10 }, (_, at) => 4000 * (at + 1)));
});

describe('the sum of a key', () => {
  const times = (count: number, amount: string): StatementRow[] => Array.from({ length: count }, () => ({ item: 'A', amount }));
  it.each<[rule: string, left: StatementRow[], right: StatementRow[], differences: string[]]>([
    ['goes beyond the safe integers and stays exact', [...times(11, '999999999999999'), ...times(1, '2')], [...times(11, '999999999999999'), ...times(1, '1')], ['A 10999999999999991 10999999999999990 -1']],
    ['goes below them and stays exact', [...times(11, '-999999999999999'), ...times(1, '-2')], [...times(11, '-999999999999999'), ...times(1, '-1')], ['A -10999999999999991 -10999999999999990 1']],
    ['goes beyond and comes back', [...times(30, '999999999999999'), ...times(30, '-999999999999999'), ...times(1, '0.5')], times(1, '0.5'), []],
    ['goes beyond at the common scale', [...times(20, '900719925474099'), ...times(1, '0.1')], [...times(20, '900719925474099')], ['A 18014398509481980.1 18014398509481980 -0.1']],
  ])('%s', (_, left, right, differences) => {
    expect(compared(stated('a', left), stated('b', right)).differences.map(brief)).toEqual(differences);
    expect(compared(stated('b', right), stated('a', left)).differences).toHaveLength(differences.length);
  });
});

it('pairs are numbered in the order they are met, however many they are', () => {
  const numbers = pairNumbers(1);
  for (let at = 0; at < 5000; at++) expect(numbers.of(at % 70, at)).toBe(at);
  for (let at = 0; at < 5000; at++) expect(numbers.of(at % 70, at)).toBe(at);
  expect(numbers.size).toBe(5000);
});

describe('a vocabulary', () => {
  it('numbers texts from 1, gives them back, and finds those of another', () => {
    const [one, other] = [startVocabulary(), startVocabulary()];
    const texts = Array.from({ length: 3000 }, (_, at) => `Größe-${at}`);
    expect(texts.map((text) => one.intern(text))).toEqual(texts.map((_, at) => at + 1));
    expect(texts.map((text) => one.intern(text))).toEqual(texts.map((_, at) => at + 1));
    expect([one.text(0), one.text(3000), one.size]).toEqual(['', 'Größe-2999', 3001]);
    expect([one.lookup('Größe-7'), one.lookup('Größe'), one.lookup('')]).toEqual([8, -1, 0]);
    other.intern('x');
    other.intern('Größe-5');
    expect([one.find(other, 0), one.find(other, 1), one.find(other, 2), other.find(one, 6)]).toEqual([0, -1, 6, 2]);
    expect([one.intern(' x'), one.intern('\u0001'), one.intern('x'.repeat(201)), one.intern('\ud800ü'), one.intern('@x')]).toEqual([-1, -1, -1, -1, -1]);
  });
});

it('amounts of all lengths are added exactly', () => {
  const rows = ['9007199254740991', '9007199254740991', '-18014398509481981', '0.1', '0.000000000000000001', '-0.1', '-0.000000000000000001'].map((amount) => ({ item: 'A', amount }));
  expect(compared(stated('a', rows), stated('b', [{ item: 'A', amount: '2' }])).differences.map(brief)).toEqual(['A 1 2 1']);
  expect(compared(stated('a', rows), stated('b', [{ item: 'A', amount: '1' }])).differences).toEqual([]);
  const table = startTable({ source: 'a', asOf: '2026-03-01T00:00:00Z', full: true }, undefined, 1);
  for (const row of rows) addRow(table, row);
  expect(compare(table, statementTable(stated('b', rows)))).toMatchObject({ ok: true, comparison: { differences: [], totals: [{ left: '1', right: '1' }] } });
});
