import { describe, expect, it } from 'vitest';
import { statementOf, type StatementRow } from '../../src/reconciliation/index.js';
import { csvStatementReader, RECORD_LENGTH_MAX, STATEMENT_ISSUES_MAX, type CsvStatementOptions, type StatementRead } from '../../src/wire/index.js';

const head = { source: 'erp', asOf: '2026-03-01T00:00:00Z', full: true } as const;

function readAll(content: string | Uint8Array, options: Partial<CsvStatementOptions> = {}, size = Infinity): StatementRead {
  const reader = csvStatementReader({ head, ...options });
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  // Handed over in a buffer that is used again, as Node's streams may.
  const buffer = Buffer.alloc(Math.min(size, bytes.length));
  for (let from = 0; from < bytes.length; from += size) {
    const piece = bytes.subarray(from, from + size);
    buffer.set(piece);
    reader.push(buffer.subarray(0, piece.length));
    buffer.fill(0x2c);
  }
  return reader.end();
}

const rowsOf = ({ table }: StatementRead): readonly StatementRow[] => statementOf(table).rows;
const brief = ({ issues }: StatementRead): unknown[] => issues.map(({ line, column, code }) => [line, column, code]);

describe('a statement in CSV', () => {
  it('is read into rows by the names of its columns, in any order, others left out', () => {
    const read = readAll('Qty,Name,SKU,Whse\n5,Green tea,TEA,W1\n-2.50,Nuts,NUT,\n');
    expect(rowsOf(read)).toEqual([{ item: 'TEA', location: 'W1', amount: '5' }, { item: 'NUT', amount: '-2.5' }]);
    expect(read).toMatchObject({ issues: [], issueCount: 0, rowsLeftOut: 0, unreadable: false });
  });

  it('takes the columns it is told', () => {
    expect(rowsOf(readAll('sku,MATNR,LABST,qty\nA,B,7,8\n', { columns: { item: 'MATNR', amount: 'LABST' } }))).toEqual([{ item: 'B', amount: '7' }]);
  });

  it('fills in what the file does not say', () => {
    expect(rowsOf(readAll('item,lot,qty\nTEA,,1\nNUT,L2,2\n', { defaults: { location: 'W1', lot: 'none', unit: 'EA' } }))).toEqual([
      { item: 'TEA', location: 'W1', lot: 'none', unit: 'EA', amount: '1' }, { item: 'NUT', location: 'W1', lot: 'L2', unit: 'EA', amount: '2' },
    ]);
    expect(() => readAll('item,qty\n', { defaults: { location: ' W1' } })).toThrow(TypeError);
  });

  it.each([
    ['semicolons', 'item;location;qty\nTEA;W1;5\n'], ['tabs', 'item\tlocation\tqty\nTEA\tW1\t5\n'], ['bars', 'item|location|qty\nTEA|W1|5\n'],
    ['CR LF, blank lines and no last line end', '\ufeffitem,location,qty\r\n\r\nTEA,W1,5\r\n\r\n'], ['blanks around values', 'item , location,qty\n TEA ,W1 , 5 \n'],
    ['quotes', '"item","location","qty"\n"TEA","W1","5"\n'],
  ])('may have %s', (_, text) => {
    expect(rowsOf(readAll(text))).toEqual([{ item: 'TEA', location: 'W1', amount: '5' }]);
  });

  it('may have quotes with separators, quotes and line ends inside, and lines keep their numbers', () => {
    const read = readAll('item,location,qty\n"A,B","say ""W1""",1\n"C\nD",W1,2\nTEA,W1,x\n');
    expect(rowsOf(read)).toEqual([{ item: 'A,B', location: 'say "W1"', amount: '1' }]);
    expect(brief(read)).toEqual([[3, 1, 'statement.identifier'], [5, 8, 'statement.amount']]);
  });

  it('is the same however it is cut into pieces', () => {
    const text = '\ufeffitem,location,qty\r\nTEA,"W ""1""",5\r\n"Grüner Tee",W2,-0.050\r\nNUT,W1,zwölf\r\n"open,W1,3\r\nX,W1,4';
    const whole = readAll(text);
    expect(brief(whole)).toEqual([[4, 8, 'statement.amount'], [5, 1, 'csv.unclosed_quote']]);
    for (let size = 1; size < 40; size++) {
      const read = readAll(text, {}, size);
      expect(rowsOf(read)).toEqual(rowsOf(whole));
      expect(read.issues).toEqual(whole.issues);
    }
  });
});

describe('amounts', () => {
  const amounts: [text: string, amount: string | undefined][] = [
    ['0', '0'], ['-0', '0'], ['+7', '7'], ['007', '7'], ['12.500', '12.5'], ['1.0', '1'], ['.5', '0.5'], ['5.', '5'], ['0.000', '0'], ['-0.001', '-0.001'], ['100.10', '100.1'],
    ['999999999999999', '999999999999999'], ['1000000000000000', '1000000000000000'], ['9007199254740993', '9007199254740993'], ['0.000000000000001', '0.000000000000001'],
    ['0.0000000000000001', '0.0000000000000001'], ['12345678901234567890.5', '12345678901234567890.5'], ['1.00000000000000000000000', '1'],
    ['', undefined], ['-', undefined], ['.', undefined], ['1,5', undefined], ['1e3', undefined], ['NaN', undefined], ['1.2.3', undefined], ['1 000', undefined], ['0x10', undefined],
    ['12-', undefined], ['=1+1', undefined], ['123456789012345678901234567890123456789012345', undefined],
  ];

  it.each(amounts)('%s', (text, amount) => {
    for (const line of [`TEA|${text}\n`, `"T""A"|${text}\n`]) {
      const read = readAll(`item|qty\n${line}`);
      expect(rowsOf(read).map((row) => row.amount)).toEqual(amount === undefined ? [] : [amount]);
      expect(read.issues.map(({ code }) => code)).toEqual(amount === undefined ? ['statement.amount'] : []);
    }
  });

  it('may have a decimal comma where that is said, and then no point', () => {
    const read = readAll('item;qty\nA;1,25\nB;1.25\nC;-0,12345678901234567\n', { decimal: ',' });
    expect(rowsOf(read).map(({ amount }) => amount)).toEqual(['1.25', '-0.12345678901234567']);
    expect(brief(read)).toEqual([[3, 3, 'statement.amount']]);
  });
});

describe('what is wrong with a line costs that line', () => {
  it.each([
    ['no item', ',W1,5', 1, 'statement.item'], ['no item, with quotes inside', ',"W""1",5', 1, 'statement.item'], ['no amount', 'TEA,W1,', 8, 'statement.amount'],
    ['too few values', 'TEA,W1', 1, 'csv.columns'], ['too many values', 'TEA,W1,5,6', 1, 'csv.columns'], ['a separator too many', 'TEA,W1,5,', 1, 'csv.columns'],
    ['another separator', 'TEA;W1;5', 1, 'csv.columns'], ['too few values with quotes inside', '"T""A",W1', 1, 'csv.columns'],
    ['a control character', 'TEA,W\u00071,5', 5, 'statement.identifier'], ['a name that is too long', `TEA,${'W'.repeat(201)},5`, 5, 'statement.identifier'],
    ['a stray quote', 'TEA,7" W1,5', 6, 'csv.stray_quote'], ['text behind a quote', '"TEA"x,W1,5', 6, 'csv.after_quote'], ['a quote never closed', 'TEA,"W1,5', 5, 'csv.unclosed_quote'],
    ['a column behind a wide character', 'Grün,W1,x', 9, 'statement.amount'],
  ])('%s', (_, line, column, code) => {
    const read = readAll(`item,location,qty\nA,W1,1\n${line}\nB,W1,2\n`);
    expect(brief(read)).toEqual([[3, column, code]]);
    expect(rowsOf(read).map(({ item }) => item)).toEqual(['A', 'B']);
    expect(read).toMatchObject({ rowsLeftOut: 1, issueCount: 1 });
  });

  it.each([[''], ['"a""b"']])('bytes that are no UTF-8, beside %s', (other) => {
    const text = new TextEncoder().encode(`item,location,name,qty\nA,W1,x,1\nTEA,W@1,${other},5\nB,W1,x,2\n`);
    text[text.indexOf(0x40)] = 0xfc;
    const read = readAll(text);
    expect(brief(read)).toEqual([[3, 5, 'statement.identifier']]);
    expect(rowsOf(read)).toHaveLength(2);
  });

  it('a line of 100 MB is one issue and does not stay in memory', () => {
    const reader = csvStatementReader({ head });
    const piece = new Uint8Array(1 << 20).fill(0x41);
    reader.push(new TextEncoder().encode('item,qty\nA,1\n'));
    for (let count = 0; count < 100; count++) reader.push(piece);
    reader.push(new TextEncoder().encode(',5\nB,2\n'));
    const read = reader.end();
    expect(brief(read)).toEqual([[3, 1, 'csv.too_long']]);
    expect(rowsOf(read).map(({ item }) => item)).toEqual(['A', 'B']);
  });

  it('a line just too long is one issue, in one piece or in many, and one just short enough is a row', () => {
    const fill = (length: number): string => `item,name,qty\nA,${'x'.repeat(length - 4)},1\nB,y,2\n`;
    for (const size of [Infinity, 1000]) {
      expect(brief(readAll(fill(RECORD_LENGTH_MAX + 1), {}, size))).toEqual([[2, 1, 'csv.too_long']]);
      expect(rowsOf(readAll(fill(RECORD_LENGTH_MAX), {}, size))).toHaveLength(2);
    }
  });

  it('a quote left open at the end of a truncated file gives up one line', () => {
    const read = readAll('item,location,qty\nA,W1,1\n"B,W1,2\nC,W1,3\nD,W');
    expect(brief(read)).toEqual([[3, 1, 'csv.unclosed_quote'], [5, 1, 'csv.columns']]);
    expect(rowsOf(read).map(({ item }) => item)).toEqual(['A', 'C']);
  });

  it('issues beyond the list are counted', () => {
    const read = readAll(`item,qty\n${'A,x\n'.repeat(STATEMENT_ISSUES_MAX + 5)}`);
    expect(read.issues).toHaveLength(STATEMENT_ISSUES_MAX);
    expect(read).toMatchObject({ issueCount: STATEMENT_ISSUES_MAX + 5, rowsLeftOut: STATEMENT_ISSUES_MAX + 5 });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['empty', '', 'statement.empty'], ['without the columns', 'a,b\n1,2\n', 'statement.columns'], ['without an amount', 'item,b\n1,2\n', 'statement.columns'],
    ['with a quote open in its first line', '"item,qty\nA,1\n', 'csv.unclosed_quote'], ['of too many columns', `item,qty${',x'.repeat(999)}\n`, 'statement.columns'],
    ['without a column asked for', 'item,qty\n', 'statement.columns', { columns: { lot: 'Charge' } }],
  ])('%s', (_, text, code, options: Partial<CsvStatementOptions> = {}) => {
    expect(readAll(text, options)).toMatchObject({ unreadable: true, issues: [{ line: 1, code }], rowsLeftOut: code === 'csv.unclosed_quote' ? 1 : 0 });
  });

  it.each([[[0xff, 0xfe, 0x69, 0]], [[0xfe, 0xff, 0, 0x69]]])('in UTF-16 says so', (bytes) => {
    expect(readAll(Uint8Array.from([...bytes, 0x0a]))).toMatchObject({ unreadable: true, issues: [{ code: 'statement.encoding' }] });
  });

  it('with nothing but a header has no rows and is readable', () => {
    expect(readAll('item,qty')).toMatchObject({ unreadable: false, issueCount: 0 });
  });
});

describe('control totals', () => {
  const text = 'item,qty\nA,1.5\nB,x\nC,2\n';

  it.each([
    [{ rows: 3, amount: '3.5' }, []], [{ rows: 2 }, ['statement.total_rows']], [{ amount: '4' }, ['statement.total_amount']], [{ rows: 4, amount: '3' }, ['statement.total_rows', 'statement.total_amount']],
  ])('%o', (totals, codes) => {
    expect(readAll(text, { totals }).issues.map(({ code }) => code)).toEqual(['statement.amount', ...codes]);
  });

  it('say both figures', () => {
    expect(readAll(text, { totals: { rows: 9, amount: '4' } }).issues.slice(1).map(({ message }) => message)).toEqual(['The file is said to have 9 rows and has 3', 'The amounts are said to sum to 4 and sum to 3.5']);
  });
});

describe('rows taken on the way', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `I${at},${at % 2 === 0 ? '' : `"W${at}"`},${at % 7}.5`);
  const content = `item,site,qty\n${lines.join('\n')}\nBAD,,x\n`;

  it.each([1, 7, 64, 100_000])('are all rows, in pieces of %i bytes, and control totals hold all the same', (size) => {
    const options = { defaults: { unit: 'EA' }, totals: { rows: 301, amount: '1200' } };
    const reader = csvStatementReader({ head, ...options });
    const taken: StatementRow[] = [];
    const bytes = new TextEncoder().encode(content);
    for (let from = 0; from < bytes.length; from += size) {
      reader.push(bytes.subarray(from, from + size));
      taken.push(...reader.take());
    }
    const end = reader.end();
    taken.push(...reader.take());
    const whole = readAll(content, options);
    expect(taken).toEqual(rowsOf(whole));
    expect(brief(end)).toEqual(brief(whole));
    expect(rowsOf(end)).toEqual([]);
  });

  it('do not keep the names of a file of any length, and defaults stay what they are', () => {
    const reader = csvStatementReader({ head, defaults: { unit: 'EA', owner: 'O' } });
    reader.push(new TextEncoder().encode('item,qty\n'));
    for (let piece = 0; piece < 3; piece++) {
      reader.push(new TextEncoder().encode(Array.from({ length: 60_000 }, (_, at) => `P${piece}-${at},1\n`).join('')));
      const rows = reader.take();
      expect([rows.length, rows[0], rows.at(-1)]).toEqual([60_000, { item: `P${piece}-0`, owner: 'O', unit: 'EA', amount: '1' }, { item: `P${piece}-59999`, owner: 'O', unit: 'EA', amount: '1' }]);
    }
    // The first two pieces together were too many names to keep.
    expect(reader.end().table.vocabulary.size).toBe(60_003);
  });
});
