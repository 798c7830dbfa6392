import { describe, expect, it } from 'vitest';
import { csvReader, RECORD_LENGTH_MAX, type CsvFault, type CsvRow } from '../../src/wire/index.js';

function readAll(text: string, pieces = 1): readonly (CsvRow | CsvFault)[] {
  const reader = csvReader();
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const found: (CsvRow | CsvFault)[] = [];
  for (let from = 0; from < text.length; from += size) found.push(...reader.push(text.slice(from, from + size)));
  return [...found, ...reader.end()];
}

const brief = (found: readonly (CsvRow | CsvFault)[]): unknown[] => found.map((one) => (one.ok ? [one.line, ...one.fields] : [one.line, one.column, one.code]));

describe('a reader of comma-separated values', () => {
  it('reads fields, empty ones too, with LF and CR LF, with and without a last line end', () => {
    expect(brief(readAll('a,b,c\r\n1,,3\n,,'))).toEqual([[1, 'a', 'b', 'c'], [2, '1', '', '3'], [3, '', '', '']]);
  });

  it('reads quoted fields with commas, doubled quotes and line ends, and keeps counting lines', () => {
    expect(brief(readAll('a,"b,c",d\n"x ""y""","two\r\nlines",""\nlast,1,2\n'))).toEqual([
      [1, 'a', 'b,c', 'd'], [2, 'x "y"', 'two\r\nlines', ''], [4, 'last', '1', '2'],
    ]);
  });

  it('leaves out a byte order mark and empty lines', () => {
    expect(brief(readAll('\ufeffa,b\n\n\r\n1,2\n'))).toEqual([[1, 'a', 'b'], [4, '1', '2']]);
  });

  it('says where each field begins', () => {
    expect(readAll('ab,"c",d\n')[0]).toMatchObject({ columns: [1, 4, 8] });
  });

  it.each([
    ['a stray quote', 'ok,1\n7" single,2\nok,2\n', [2, 2, 'csv.stray_quote']],
    ['text behind a closing quote', 'ok,1\n"a"b,2\nok,2\n', [2, 4, 'csv.after_quote']],
    ['a quote that is never closed', 'ok,1\nx,"open\nok,2\n', [2, 3, 'csv.unclosed_quote']],
    ['a quote closed by the opening one of a later line', 'ok,1\nx,"open\nok,2\ny,"q, r"\n', [2, 3, 'csv.unclosed_quote']],
  ])('gives up one line for %s', (_, text, fault) => {
    const found = brief(readAll(text));
    expect(found[1]).toEqual(fault);
    expect(found[0]).toEqual([1, 'ok', '1']);
    expect(found[2]).toEqual([3, 'ok', '2']);
  });

  it('gives up a record that is too long, without keeping it, and reads on', () => {
    const long = 'z'.repeat(3 * RECORD_LENGTH_MAX);
    for (const pieces of [1, 7, 100]) expect(brief(readAll(`a\n${long}\nb\n`, pieces))).toEqual([[1, 'a'], [2, 1, 'csv.too_long'], [3, 'b']]);
  });

  it('gives up the line of an open quote when the bound is met', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `row,${index}`).join('\n');
    const found = readAll(`a,"open\n${lines}\n`, 50);
    expect(brief(found.slice(0, 2))).toEqual([[1, 3, 'csv.unclosed_quote'], [2, 'row', '0']]);
    expect(found).toHaveLength(20_001);
    expect(found.at(-1)).toMatchObject({ line: 20_001, fields: ['row', '19999'] });
  });
});
