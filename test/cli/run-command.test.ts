import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { collectingTerminal } from './collecting-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'stockwright-cli-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const row = (document: string, item: string, quantity: number | string, price = '1.5', customer = '17850.0'): string =>
  `${document},${item},"A, THING",${quantity},2010-12-01 08:26:00,${price},${customer},United Kingdom\n`;
/** Two equal lines in the first document, which is interleaved with the second. */
const GOOD = `${HEADER}${row('1001', 'a1', 5)}${row('1001', 'A1', 5)}${row('C1002', 'A1', -2)}${row('1001', 'B2', 1, '0', '')}${row('1003', 'B2', 9, '0.0', '')}${row('1004', 'POST', 1)}`;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(...words: string[]): Promise<{ code: number; lines: string[]; remarks: string[] }> {
  const terminal = collectingTerminal();
  const code = await runCommand(words, terminal);
  return { code, lines: terminal.lines, remarks: terminal.remarks };
}

const report = (lines: readonly string[]): Record<string, unknown> => JSON.parse(lines.at(-1)!) as Record<string, unknown>;

describe('a replay', () => {
  it('ends with balances, duplicates, exceptions and exit code 0', async () => {
    const { code, lines } = await run('--json', file('good.csv', GOOD));
    expect(code).toBe(0);
    expect(report(lines)).toMatchObject({
      type: 'report', lines: 6, recorded: 5, repeated: 0, issues: 0, items: 2, onHand: '0', inspection: '2', verified: true, exceptions: { negative_stock: 1 },
      balances: [{ item: 'A1', onHand: '-8', inspection: '2' }, { item: 'B2', onHand: '8', inspection: '0' }],
      kinds: { sale: { lines: 3, units: '-11' }, return: { lines: 1, units: '2' }, adjustment: { lines: 1, units: '9' }, financial: { lines: 1, units: '0' } },
    });
  });

  it('reads compressed files, and a file given twice changes nothing', async () => {
    const plain = file('twice.csv', GOOD);
    const { code, lines } = await run('--json', file('twice.csv.gz', gzipSync(GOOD)), plain);
    expect(code).toBe(0);
    expect(report(lines)).toMatchObject({ lines: 12, recorded: 5, repeated: 5, onHand: '0' });
  });

  it('says the same in words', async () => {
    const { lines } = await run(file('words.csv', GOOD));
    expect(lines.slice(0, -1)).toEqual([
      '6 lines read',
      '  sale                  3 lines            -11 units',
      '  return                1 lines             +2 units',
      '  adjustment            1 lines             +9 units',
      '  financial             1 lines              0 units',
      '5 facts recorded, 0 duplicates by identity, 0 issues',
      '2 items, on hand 0 in all, of it +2 returned and to be inspected',
      'lowest balances of 2 items (the files state no opening stock)',
      '  A1                               -8',
      '  B2                               +8',
      'standing exceptions',
      '  negative_stock                    1',
      'verified: every posting balances, and a fold of the log from nothing gives these figures',
    ]);
    expect(lines.at(-1)).toMatch(/^[\d,]+ events a second, over [\d.]+ s$/);
  });

  it('reports bad lines by line and column, goes on, and ends with exit code 1', async () => {
    const path = file('bad.csv', `${HEADER}${row('1', 'A1', 'six')}${row('1', 'A1', 2)}2,A"1,x,1,2010-12-01 08:26:00,1,,UK\n3,A1,too,few\n${row('4', 'A1', 1)}`);
    const { code, lines } = await run('--json', path);
    expect(code).toBe(1);
    expect(lines.slice(0, -1).map((text) => JSON.parse(text))).toEqual([
      expect.objectContaining({ type: 'issue', file: path, line: 2, column: 17, code: 'line.quantity' }),
      expect.objectContaining({ line: 4, column: 4, code: 'csv.stray_quote' }),
      expect.objectContaining({ line: 5, column: 10, code: 'line.fields' }),
    ]);
    expect(report(lines)).toMatchObject({ lines: 5, recorded: 2, issues: 3, onHand: '-3' });
  });

  it('keeps the identity of lines when a bad one before them is repaired', async () => {
    const data = join(folder, 'repaired');
    const first = await run('--json', '--data', data, file('repair.csv', `${HEADER}${row('1', 'A1', 'six')}${row('1', 'A1', 2)}`));
    expect(first.code).toBe(1);
    const second = await run('--json', '--data', data, file('repair.csv', `${HEADER}${row('1', 'A1', 6)}${row('1', 'A1', 2)}`));
    expect(second.code).toBe(0);
    expect(report(second.lines)).toMatchObject({ recorded: 1, repeated: 1, onHand: '-8' });
  });

  it('reports a line that comes again with other content, and lets the first stand', async () => {
    const { code, lines } = await run('--json', file('first.csv', `${HEADER}${row('1', 'A1', 2)}`), file('second.csv', `${HEADER}${row('1', 'A1', 3)}`));
    expect(code).toBe(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ type: 'issue', line: 2, code: 'inventory.identity_conflict' });
    expect(report(lines)).toMatchObject({ recorded: 1, issues: 1, onHand: '-2', exceptions: { identity_conflict: 1, negative_stock: 1 } });
  });

  it('deletes its journal unless --data keeps it', async () => {
    const left = (): string[] => readdirSync(tmpdir()).filter((name) => /^stockwright-[A-Za-z0-9]{6}$/.test(name));
    const before = left();
    await run(file('temporary.csv', GOOD));
    expect(left().filter((name) => !before.includes(name))).toEqual([]);
    const data = join(folder, 'kept');
    expect((await run('--json', '--data', data, file('kept.csv', GOOD))).code).toBe(0);
    expect(report((await run('--json', '--data', data, file('kept.csv', GOOD))).lines)).toMatchObject({ recorded: 0, repeated: 5, onHand: '0' });
  });

  it('stops between commits when asked to, with exit code 130', async () => {
    const many = `${HEADER}${Array.from({ length: 2500 }, (_, index) => row(String(index), 'A1', 1)).join('')}`;
    const data = join(folder, 'stopped');
    const path = file('many.csv', many);
    const terminal = collectingTerminal();
    expect(await runCommand(['--data', data, path], terminal, () => true)).toBe(130);
    expect(terminal.remarks.at(-1)).toBe('Stopped. The same command goes on from here.');
    expect(report((await run('--json', '--data', data, path)).lines)).toMatchObject({ recorded: 1500, repeated: 1000, onHand: '-2500' });
  });
});

describe('a command called wrongly', () => {
  it.each([
    ['an unknown option', ['--fast'], 'Unknown option'],
    ['an unknown zone', ['--zone', 'Mars/Olympus', 'x.csv'], 'Not a time zone'],
    ['a file that is not there', [join(folder, 'absent.csv')], 'cannot be read'],
    ['a folder', [folder], 'is no file'],
    ['a file in another layout', [file('other.csv', 'a,b\n1,2\n')], 'the first line has no InvoiceNo'],
    ['an empty file', [file('empty.csv', '')], 'is empty'],
    ['a file that is not what its name says', [file('false.csv.gz', 'plain')], 'cannot be read'],
  ])('says so for %s, with exit code 2', async (_, words, said) => {
    const { code, lines, remarks } = await run(...words);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(remarks.join('\n')).toContain(said);
  });

  it('explains itself when asked', async () => {
    const { code, lines } = await run('--help');
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain('--data DIR');
  });

  it('says that the store is in use, with exit code 3', async () => {
    const path = file('notadirectory', 'x');
    const { code, remarks } = await run('--data', path, file('trouble.csv', GOOD));
    expect(code).toBe(3);
    expect(remarks.at(-1)).toContain('storage.');
  });
});
