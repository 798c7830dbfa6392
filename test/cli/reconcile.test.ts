import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { collectingTerminal } from './collecting-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'stockwright-reconcile-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: string | Uint8Array, ending = '.csv'): string {
  const path = join(folder, `file-${++files}${ending}`);
  writeFileSync(path, content);
  return path;
}

async function run(...words: string[]): Promise<{ code: number; lines: string; remarks: string }> {
  const terminal = collectingTerminal();
  const code = await runCommand(['reconcile', ...words], terminal);
  return { code, lines: terminal.lines.join('\n'), remarks: terminal.remarks.join('\n') };
}

const ERP = 'SKU,Whse,UoM,Qty\nTEA-1,W1,EA,100\ntea-2,W1,EA,5\nNUT,W1,KGM,2.5\nNUT,W2,KGM,10\nOIL,W9,LTR,7\n';
const WMS = 'item;warehouse;uom;on hand\nTEA-1;W1;EA;-100\nTEA-2;W1;EA;5\nNUT;W1;KGM;3.5\nNUT;W2;KGM;9\nGAS;W1;LTR;700\n';

describe('stockwright reconcile', () => {
  it('prints what differs and why, and answers 1', async () => {
    const { code, lines, remarks } = await run(file(ERP), file(WMS), '--left', 'erp', '--right', 'wms');
    expect(code).toBe(1);
    expect(lines.split('\n')).toEqual([
      'erp 5 rows, wms 5 rows, compared by item, location, unit',
      '  keys                                    7', '  different amounts                       3', '  only in erp                             2', '  only in wms                             2',
      '  total EA: 105 / -95, -200', '  total KGM: 12.5 / 12.5, 0', '  total LTR: 7 / 700, +693',
      '  sign            fitting  TEA-1 W1 EA', '  wrongLocation   fitting  2 keys: location W1 and W2', '  identity        fitting  2 keys: item TEA-2 = tea-2 (letter case)', '  unexplained     none     2 keys',
      '  GAS W1 LTR: missing / 700, +700, unexplained', '  NUT W1 KGM: 2.5 / 3.5, +1, wrongLocation', '  NUT W2 KGM: 10 / 9, -1, wrongLocation', '  OIL W9 LTR: 7 / missing, -7, unexplained',
      '  TEA-1 W1 EA: 100 / -100, -200, sign', '  TEA-2 W1 EA: missing / 5, +5, identity', '  tea-2 W1 EA: 5 / missing, -5, identity', '7 differences in stock',
    ]);
    expect(remarks).toBe('reading left 100 %\nreading right 100 %');
  });

  it('answers 0 for the same stock, in any order, format and packing', async () => {
    const json = '[{"item":"NUT","location":"W1","qty":0.50},{"item":"TEA","location":"W2","qty":3}]';
    const { code, lines } = await run(file('item,location,qty\nTEA,W2,3\nNUT,W1,0.5\n'), file(gzipSync(json), '.json.gz'));
    expect(lines).toContain('the same stock');
    expect(code).toBe(0);
  });

  it.each([
    ['0 within tolerance', ['--tolerance', '2'], 0], ['0 within a share', ['--tolerance', '20%'], 0], ['1 beyond it', ['--tolerance', '1'], 1], ['0 rolled up to where it does not show', ['--by', 'item'], 0],
  ])('answers %s', async (_, words, expected) => {
    const { code } = await run(file('item,location,qty\nTEA,W1,10\nTEA,W2,10\n'), file('item,location,qty\nTEA,W1,12\nTEA,W2,8\n'), ...words);
    expect(code).toBe(expected);
  });

  it('takes what a partial file leaves out for unknown, which is not the same', async () => {
    const [left, right] = [file('item,qty\nTEA,0\n'), file('item,qty\n')];
    expect((await run(left, right)).code).toBe(0);
    const { code, lines } = await run(left, right, '--partial', 'right');
    expect(code).toBe(1);
    expect(lines).toContain('TEA: 0 / missing, unknown');
    expect((await run(left, right, '--partial', 'left')).code).toBe(0);
    expect((await run(left, right, '--partial', 'both')).code).toBe(1);
  });

  it('names lines that cannot be read, goes on, and answers 1', async () => {
    const bad = file(`item,qty\nTEA,1\n${'NUT,x\n'.repeat(25)}`);
    const { code, remarks, lines } = await run(bad, file('item,qty\nTEA,1\n'));
    expect(code).toBe(1);
    expect(remarks).toContain(`${bad}:3:5 statement.amount: Not an amount: "x"`);
    expect(remarks).toContain('5 more issues are not shown');
    expect(lines).toContain('issues in the files                    25');
  });

  it('explains by evidence from a file', async () => {
    const evidence = file(JSON.stringify({ events: [{ source: 'wms', id: 'R7', item: 'TEA', amount: '4', effectiveAt: '2020-01-01T00:00:00Z' }] }), '.json');
    const { lines } = await run(file('item,qty\nTEA,9\n'), file('item,qty\nTEA,5\n'), '--evidence', evidence);
    expect(lines).toContain('missingEvent    fitting  TEA: wms R7');
  });

  it('reads columns, separators and fractions as it is told', async () => {
    const { code, lines } = await run(file('A~B\nTEA~1,5\n'), file('A~B\nTEA~1,5\n'), '--columns', 'item=A,amount=B', '--delimiter', '~', '--decimal', ',');
    expect(code).toBe(0);
    expect(lines).toContain('total: 1.5 / 1.5, 0');
  });

  it('finds by its totals a file that is cut off in the middle of a figure', async () => {
    const [whole, cut] = [file('item,qty\nTEA,10\nNUT,125\n'), file('item,qty\nTEA,10\nNUT,12')];
    expect((await run(whole, cut, '--totals', 'rows=2,amount=135')).remarks).toBe(`reading left 100 %\nreading right 100 %\n${cut}:4:1 statement.total_amount: The amounts are said to sum to 135 and sum to 22`);
  });

  it('leaves out the lines of another encoding or with another separator, and says which', async () => {
    const mixed = Buffer.concat([Buffer.from('item,location,qty\nTEA,W1,1\n'), Buffer.from('K\u00e4se,W1,2\n', 'latin1'), Buffer.from('Käse,W1,2\nNUT;W1;3\nOIL,W1,4\n')]);
    const { code, remarks, lines } = await run(file(mixed), file('item,location,qty\nTEA,W1,1\nKäse,W1,2\nOIL,W1,4\n'));
    expect(code).toBe(1);
    expect(remarks).toMatch(/:3:1 statement.identifier: .*\n.*:5:1 csv.columns: The line has 1 values where the first one has 3$/);
    expect(lines).toContain('the same stock');
  });

  it('adds the rows of one key, and says how many keys had several', async () => {
    const { code, lines } = await run(file('item,qty\nTEA,1\nTEA,2\nNUT,1\nTEA,3\n'), file('item,qty\nTEA,6\nNUT,1\n'));
    expect(code).toBe(0);
    expect(lines).toContain('keys of several rows                    1');
  });

  it('reads each file in its own way', async () => {
    const { code, lines } = await run(file('A~B\nTEA~1,5\n'), file('Code;Qty\nTEA;1.5\n'), '--left-columns', 'item=A,amount=B', '--left-delimiter', '~', '--left-decimal', ',', '--right-columns', 'item=Code');
    expect(code).toBe(0);
    expect(lines).toContain('the same stock');
  });

  it('says the same on disk as in memory, of files in any order and format', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => ({ item: `I${(at * 7) % 500}`, location: `W${at % 3}`, qty: at % 11 }));
    const csv = file(`item,location,lot,qty\n${rows.map(({ item, location, qty }) => `${item},${location},L1,${qty}`).join('\n')}\nI1,W1,L2,x\n`);
    const json = file([...rows].reverse().map((row) => JSON.stringify({ ...row, qty: row.item === 'I8' ? 99 : row.qty })).join('\n'), '.jsonl');
    const words = [csv, json, '--left-totals', 'rows=501,amount=1'];
    const [inMemory, onDisk] = [await run(...words), await run(...words, '--on-disk')];
    expect(inMemory.lines).toContain('I8 W');
    expect({ code: onDisk.code, lines: onDisk.lines }).toEqual({ code: inMemory.code, lines: inMemory.lines });
    expect((await run(...words, '--on-disk', '--by', 'item')).lines).toBe((await run(...words, '--by', 'item')).lines);
    expect((await run(csv, file('a,b\n'), '--on-disk')).code).toBe(2);
    expect((await run(csv, '/no/such/file.csv', '--on-disk', '--by', 'item')).code).toBe(2);
  });

  it('holds a file against what it is said to sum to', async () => {
    const [left, right] = [file('item,qty\nTEA,1.5\nNUT,2\n'), file('item,qty\nTEA,1.5\nNUT,2\n')];
    expect((await run(left, right, '--totals', 'rows=2,amount=3.50')).code).toBe(0);
    const { code, remarks } = await run(left, right, '--right-totals', 'rows=3,amount=4');
    expect(code).toBe(1);
    expect(remarks).toContain(`${right}:4:1 statement.total_rows: The file is said to have 3 rows and has 2`);
    expect(remarks).toContain(`${right}:4:1 statement.total_amount: The amounts are said to sum to 4 and sum to 3.5`);
  });

  it('says what a file’s columns are called where it knows none of them', async () => {
    const { code, remarks } = await run(file('Material;Menge\nTEA;1\n'), file('item,qty\n'));
    expect(code).toBe(2);
    expect(remarks).toContain('The first line has no column amount; it has Material, Menge');
  });
});

describe('the files it writes', () => {
  it('are CSV that no spreadsheet takes for formulas, JSON with everything, and HTML', async () => {
    const [csv, json, html] = [join(folder, 'out.csv'), join(folder, 'out.json'), join(folder, 'out.html')];
    const left = file('item,qty\n=cmd(),4\n"+1,2",1\n-y,1\n"a""b",1\nTEA,-5\n');
    const { code, remarks } = await run(left, file('item,qty\nTEA,5\n'), '--csv', csv, '--json', json, '--html', html);
    expect(code).toBe(1);
    expect(remarks).toContain(`${csv} written`);
    const lines = readFileSync(csv, 'utf8').split('\r\n');
    expect(lines[0]).toBe('item,location,state,lot,serial,owner,unit,left,right,difference,tolerated,causes,proof,alternatives');
    expect(lines).toHaveLength(7);
    expect(lines[1]).toBe(`"'+1,2",,,,,,,1,,-1,,unexplained -1,,`);
    expect(lines[2]).toBe(`"'-y",,,,,,,1,,-1,,unexplained -1,,`);
    expect(lines[3]).toBe(`"'=cmd()",,,,,,,4,,-4,,unexplained -4,,`);
    expect(lines[4]).toBe('TEA,,,,,,,-5,5,10,,sign 10,,');
    expect(lines[5]).toBe('"a""b",,,,,,,1,,-1,,unexplained -1,,');
    const whole = JSON.parse(readFileSync(json, 'utf8')) as Record<string, unknown>;
    expect(whole).toMatchObject({ issueCount: 0, comparison: { counts: { keys: 5, amount: 1 } }, causes: [{ kind: 'sign' }, {}, {}, {}, {}], proposals: [{ kind: 'mappingFix' }, {}, {}, {}, {}] });
    expect((whole['differences'] as unknown[])[3]).toMatchObject({ key: { item: 'TEA' }, difference: '10', parts: [{ cause: 0, amount: '10' }], alternatives: [] });
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('are not half said to be there: 3 when one cannot be written', async () => {
    const { code, remarks } = await run(file('item,qty\nTEA,1\n'), file('item,qty\nTEA,1\n'), '--csv', join(folder, 'no', 'such', 'folder.csv'));
    expect(code).toBe(3);
    expect(remarks).toContain('folder.csv cannot be written');
  });
});

describe('called wrongly it answers 2', () => {
  const good = (): [string, string] => [file('item,qty\n'), file('item,qty\n')];

  it.each([
    [[], 'reconcile takes two files'], [['a', 'b', 'c'], 'reconcile takes two files'], [['a', 'b', '--by', 'item,bin'], '--by: no part of a key: bin'], [['a', 'b', '--columns', 'item'], '--columns takes pairs'],
    [['a', 'b', '--columns', 'item='], '--columns takes pairs'], [['a', 'b', '--tolerance', '1,5'], '--tolerance takes'], [['a', 'b', '--tolerance=-1'], '--tolerance takes'], [['a', 'b', '--partial', 'x'], '--partial takes'],
    [['a', 'b', '--delimiter', '::'], '--delimiter takes'], [['a', 'b', '--delimiter', '"'], '--delimiter takes'], [['a', 'b', '--decimal', ';'], '--decimal takes'], [['a', 'b', '--left-decimal', 'x'], '--left-decimal takes'],
    [['a', 'b', '--totals', 'rows=x'], '--totals takes'], [['a', 'b', '--right-totals', 'sum=1'], '--right-totals takes'], [['a', 'b', '--right-columns', 'qty'], '--right-columns takes'], [['a', 'b', '--left', ' x'], '--left is no name'],
    [['a', 'b', '--csv', ''], '--csv needs a file'], [['a', 'b', '--nonsense'], '--nonsense'], [['/no/such/file.csv', 'b'], '/no/such/file.csv cannot be read'],
  ])('%o', async (words, why) => {
    const { code, remarks } = await run(...words);
    expect(code).toBe(2);
    expect(remarks).toContain(why);
    expect(remarks).toContain('stockwright reconcile LEFT RIGHT');
  });

  it.each([
    ['[]', 'expected an object'], ['{"event":[]}', '$.event is none of'], ['{"events":{}}', '$.events is no list'], ['{"events":[1]}', '$.events[0]: expected an object'], ['{"packs":[{"item":"A"}]}', '$.packs[0]: expected unit as text'],
    ['{"aliases":[{"part":"item","names":"A"}]}', '$.aliases[0]: expected names as text'], ['{"carried":[{"amount":"1","reference":"r","lot":7}]}', '$.carried[0]: expected lot as text'], ['{', 'cannot be read'],
    ['{"claims":[{"measure":"reserved","amount":"-1","reference":"r"}]}', '$.claims[0].amount'],
  ])('with evidence %s', async (text, why) => {
    const { code, remarks } = await run(...good(), '--evidence', file(text, '.json'));
    expect(code).toBe(2);
    expect(remarks).toContain(why);
  });

  it('with a packed file that is cut off', async () => {
    const packed = gzipSync(`item,qty\n${Array.from({ length: 5000 }, (_, at) => `I${at},${at * at}`).join('\n')}\n`);
    const { code, remarks, lines } = await run(file(packed.subarray(0, packed.length - 100), '.csv.gz'), good()[1]);
    expect(code).toBe(2);
    expect(remarks).toContain('cannot be read: unexpected end of file');
    expect(lines).toBe('');
  });

  it('with a right file that is none', async () => {
    expect(await run(good()[0], file('a,b\n'))).toMatchObject({ code: 2 });
  });

  it('and says how with --help, which is no mistake', async () => {
    const { code, lines } = await run('--help');
    expect(code).toBe(0);
    expect(lines).toContain('Exit codes: 0 the same stock');
  });
});
