import { describe, expect, it } from 'vitest';
import { statementOf, type StatementRow } from '../../src/reconciliation/index.js';
import { jsonStatementReader, RECORD_LENGTH_MAX, type StatementRead, type StatementReadOptions } from '../../src/wire/index.js';

const head = { source: 'wms', asOf: '2026-03-01T00:00:00Z', full: true } as const;

function readAll(text: string, options: Partial<StatementReadOptions> = {}, size = Infinity): StatementRead {
  const reader = jsonStatementReader({ head, ...options });
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) reader.push(bytes.subarray(from, from + size));
  return reader.end();
}

const rowsOf = ({ table }: StatementRead): readonly StatementRow[] => statementOf(table).rows;
const brief = ({ issues }: StatementRead): unknown[] => issues.map(({ line, column, code }) => [line, column, code]);

describe('a statement in JSON', () => {
  const expected = [{ item: 'TEA', location: 'W1', amount: '5' }, { item: 'NUT', lot: 'L,]}"1', unit: 'KGM', amount: '-0.5' }];

  it.each([
    ['lines', '{"sku":"TEA","warehouse":"W1","qty":5}\n\n{"item":"NUT","lot":"L,]}\\"1","qty":{"amount":"-0.50","unit":"KGM"}}\n'],
    ['lines without a last line end', '{"item":"TEA","location":"W1","quantity":"5"}\r\n{"item":"NUT","batch":"L,]}\\"1","unit":"KGM","quantity":-5e-1}'],
    ['an array', '[{"item":"TEA","location":"W1","amount":5},{"item":"NUT","lot":"L,]}\\"1","unit":"KGM","amount":-0.5}]'],
    ['an array over lines', '\ufeff[\n  {\n    "item": "TEA",\n    "location": "W1",\n    "amount": 5\n  },\n  { "item": "NUT", "lot": "L,]}\\"1", "unit": "KGM", "amount": "-0.5", "more": [1, {"x": []}] }\n]\n'],
  ])('as %s, in any pieces', (_, text) => {
    for (const size of [1, 2, 3, 7, 50, Infinity]) {
      const read = readAll(text, {}, size);
      expect(rowsOf(read)).toEqual(expected);
      expect(read).toMatchObject({ issueCount: 0, unreadable: false });
    }
  });

  it('keeps the digits of its numbers', () => {
    expect(rowsOf(readAll('{"item":9007199254740993,"qty":9007199254740993.25}'))).toEqual([{ item: '9007199254740993', amount: '9007199254740993.25' }]);
  });

  it('takes the members it is told and fills in what is missing', () => {
    expect(rowsOf(readAll('{"MATNR":"A","LABST":"7","item":"x","qty":"1"}', { columns: { item: 'MATNR', amount: 'LABST' }, defaults: { location: 'W9' } }))).toEqual([{ item: 'A', location: 'W9', amount: '7' }]);
  });

  it('holds control totals', () => {
    expect(brief(readAll('[{"item":"A","qty":1}]', { totals: { rows: 2, amount: '1' } }))).toEqual([[1, 23, 'statement.total_rows']].map(([line, , code]) => [line, 1, code]));
  });
});

describe('what is wrong with an object costs that object', () => {
  it.each([
    ['broken text', '{"item":"B",qty}', 13, 'json.syntax'], ['a member twice', '{"item":"B","qty":1,"qty":2}', 26, 'json.duplicate_member'], ['not an object', '[1]', 1, 'statement.object'],
    ['no item', '{"qty":1}', 1, 'statement.columns'], ['an empty item', '{"item":"","qty":1}', 1, 'statement.item'], ['no amount', '{"item":"B"}', 1, 'statement.columns'],
    ['an amount that is none', '{"item":"B","qty":"1,5"}', 1, 'statement.amount'], ['an amount that is a list', '{"item":"B","qty":[1]}', 1, 'statement.amount'],
    ['a name that is none', '{"item":" B","qty":1}', 1, 'statement.identifier'], ['too deep', `{"item":"B","qty":1,"x":${'['.repeat(70)}${']'.repeat(70)}}`, 90, 'json.too_deep'],
    ['a name of the language', '{"__proto__":{"item":"B"},"qty":1}', 1, 'statement.columns'],
  ])('%s', (_, object, column, code) => {
    const lines = readAll(`{"item":"A","qty":1}\n${object}\n{"item":"C","qty":2}\n`);
    expect(brief(lines).map((issue) => [(issue as unknown[])[0], (issue as unknown[])[2]])).toEqual([[2, code]]);
    if (code !== 'json.duplicate_member' && code !== 'json.too_deep') expect(brief(lines)).toEqual([[2, column, code]]);
    expect(rowsOf(lines).map(({ item }) => item)).toEqual(['A', 'C']);
    const array = readAll(`[{"item":"A","qty":1},\n${object},\n{"item":"C","qty":2}]`);
    expect(rowsOf(array).map(({ item }) => item)).toEqual(['A', 'C']);
    expect(array).toMatchObject({ rowsLeftOut: 1, issues: [{ line: 2, code }] });
  });

  it('an object that is too long is not kept', () => {
    const long = `{"item":"B","qty":1,"x":"${'x'.repeat(RECORD_LENGTH_MAX)}"}`;
    for (const text of [`{"item":"A","qty":1}\n${long}\n{"item":"C","qty":2}`, `[{"item":"A","qty":1},\n${long},{"item":"C","qty":2}]`]) {
      const read = readAll(text, {}, 1000);
      expect(brief(read)).toEqual([[2, 1, 'json.too_long']]);
      expect(rowsOf(read).map(({ item }) => item)).toEqual(['A', 'C']);
    }
  });

  it('a truncated array says so', () => {
    expect(brief(readAll('[{"item":"A","qty":1},\n{"item":"B","q'))).toEqual([[2, 13, 'json.syntax'], [2, 15, 'json.truncated']]);
    expect(brief(readAll(''))).toEqual([[1, 1, 'statement.empty']]);
    expect(readAll('[]')).toMatchObject({ issueCount: 0, unreadable: false });
  });
});
