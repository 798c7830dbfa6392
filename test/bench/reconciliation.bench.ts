/**
 * Two statements of a million rows of which 0.5 % differ, beside DuckDB's full outer join, a hand-written join over a Map, and microdiff. From rows as objects; from each side's own
 * columns; from CSV files; and the memory of sorted streams.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, readSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare as compareStatements, compareSorted, startVocabulary, statementTable, type StatementRow, type StatementTable, type Vocabulary } from '../../src/reconciliation/index.js';
import { csvReader, csvStatementReader } from '../../src/wire/index.js';
import { compare, limit, type Benchmark, type Done, type Side } from './harness.js';

const COUNT = 1_000_000;

interface Row extends StatementRow {
  readonly item: string;
  readonly location: string;
  readonly lot: string;
}

/** Rows by item, place and lot; on the right shuffled, 0.45 % with another amount and 0.05 % of another item. */
function makeRows(count: number): [Row[], Row[]] {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const amount = (): string => String(Math.floor(random() * 1e6) / 100);
  const left = Array.from({ length: count }, (_, at): Row => ({
    item: `SKU-${String(at % 20_000).padStart(6, '0')}`, location: `WH${String(Math.floor(at / 20_000) % 50).padStart(2, '0')}`, lot: `L${String(Math.floor(random() * 200_000)).padStart(7, '0')}`, amount: amount(),
  }));
  const right = left.map((row) => {
    const draw = random();
    return draw < 0.0045 ? { ...row, amount: amount() } : draw < 0.005 ? { ...row, item: `${row.item}X` } : { ...row };
  });
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [right[at], right[other]] = [right[other]!, right[at]!];
  }
  return [left, right];
}

let rows: [Row[], Row[]] | undefined;
const bothRows = (): [Row[], Row[]] => (rows ??= makeRows(COUNT));
const head = (source: string): { source: string; asOf: string; full: true } => ({ source, asOf: '2026-03-01T00:00:00Z', full: true });

let tables: [StatementTable, StatementTable] | undefined;
function bothTables(): [StatementTable, StatementTable] {
  if (tables !== undefined) return tables;
  const vocabulary = startVocabulary();
  const [left, right] = bothRows();
  bothFiles();
  tables = [statementTable({ ...head('a'), rows: left }, vocabulary), statementTable({ ...head('b'), rows: right }, vocabulary)];
  return tables;
}

let files: [string, string] | undefined;
function bothFiles(): [string, string] {
  if (files !== undefined) return files;
  const folder = mkdtempSync(join(tmpdir(), 'stockwright-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  files = bothRows().map((side, at) => {
    const path = join(folder, `${at}.csv`);
    writeFileSync(path, `item,location,lot,quantity\n${side.map((row) => `${row.item},${row.location},${row.lot},${row.amount}`).join('\n')}\n`);
    return path;
  }) as [string, string];
  // What is measured from here on does not have the collector walk over the objects.
  rows = undefined;
  return files;
}

function ours(left: StatementTable, right: StatementTable): Done {
  const answer = compareStatements(left, right);
  return { units: 2 * COUNT, answer: answer.ok ? answer.comparison.differences.length : -1 };
}

/** What anyone would write: a Map by the joined key. Compares amounts as texts, so it is right only where they are written alike. */
function mapJoin(left: Iterable<Row>, right: Iterable<Row>): Done {
  const keyOf = ({ item, location, lot }: Row): string => `${item}|${location}|${lot}`;
  const waiting = new Map<string, Row>();
  for (const row of left) waiting.set(keyOf(row), row);
  const differences: [string, string | undefined, string | undefined][] = [];
  for (const row of right) {
    const key = keyOf(row);
    const other = waiting.get(key);
    if (other === undefined) differences.push([key, undefined, row.amount]);
    else if (other.amount !== row.amount) differences.push([key, other.amount, row.amount]);
    waiting.delete(key);
  }
  for (const [key, row] of waiting) differences.push([key, row.amount, undefined]);
  differences.sort(([one], [other]) => (one < other ? -1 : 1));
  return { units: 2 * COUNT, answer: differences.length };
}

function readTable(path: string, vocabulary: Vocabulary): StatementTable {
  const reader = csvStatementReader({ head: head(path), vocabulary });
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(1 << 18);
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) reader.push(buffer.subarray(0, length));
  closeSync(file);
  return reader.end().table;
}

function csvJoin(parse: (text: string) => Iterable<Row>): Done {
  const [left, right] = bothFiles();
  return mapJoin(parse(readFileSync(left, 'utf8')), parse(readFileSync(right, 'utf8')));
}

function* byOwnReader(text: string): Generator<Row> {
  const reader = csvReader();
  const found = [...reader.push(text), ...reader.end()];
  for (const row of found.slice(1)) if (row.ok) yield { item: row.fields[0]!, location: row.fields[1]!, lot: row.fields[2]!, amount: row.fields[3]! };
}

/** A package whose binary is not there on every machine; without it the reason is said and its side is left out. */
async function optional(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(name)) as Record<string, unknown>;
  } catch (problem) {
    console.warn(`Without ${name}: ${problem instanceof Error ? problem.message.split('\n')[0]! : String(problem)}`);
    return undefined;
  }
}

interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ currentRowCount: number }>;
  createAppender(table: string): Promise<{ appendDataChunk(chunk: DuckChunk): void; closeSync(): void }>;
}

interface DuckChunk {
  setColumnValues(column: number, values: readonly string[]): void;
}

interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection> }> };
  readonly DuckDBDataChunk: { create(types: readonly unknown[], rows: number): DuckChunk };
  readonly VARCHAR: unknown;
}

const duck = (await optional('@duckdb/node-api')) as DuckDb | undefined;
const csvParse = (await optional('csv-parse/sync')) as { parse(text: string, options: object): Row[] } | undefined;
const microdiff = (await optional('microdiff')) as { default(left: object, right: object): unknown[] } | undefined;

let connection: DuckConnection | undefined;
const duckDb = async (): Promise<DuckConnection> => (connection ??= await (await duck!.DuckDBInstance.create(':memory:')).connect());

let duckTables: Promise<void> | undefined;
async function makeDuckTables(): Promise<void> {
  const [left, right] = bothFiles();
  for (const [name, path] of [['a', left], ['b', right]] as const) await (await duckDb()).run(`create table ${name} as ${readSql(path)}`);
}

/** Rows the length of a vector of DuckDB's. */
const DUCK_ROWS = 2048;

async function loadDuckRows(table: string, rows: readonly Row[]): Promise<void> {
  const database = await duckDb();
  await database.run(`create or replace table ${table} (item varchar, location varchar, lot varchar, quantity varchar)`);
  const appender = await database.createAppender(table);
  for (let from = 0; from < rows.length; from += DUCK_ROWS) {
    const part = rows.slice(from, from + DUCK_ROWS);
    const chunk = duck!.DuckDBDataChunk.create(Array(4).fill(duck!.VARCHAR), part.length);
    (['item', 'location', 'lot', 'amount'] as const).forEach((member, column) => chunk.setColumnValues(column, part.map((row) => row[member])));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const readSql = (path: string): string => `select item, location, lot, quantity::decimal(18, 2) as quantity from read_csv('${path}', header = true)`;
const castSql = (table: string): string => `(select item, location, lot, quantity::decimal(18, 2) as quantity from ${table})`;
const joinSql = (left: string, right: string): string => `select coalesce(a.item, b.item), coalesce(a.location, b.location), coalesce(a.lot, b.lot), a.quantity, b.quantity from ${left} a full outer join ${right} b on a.item = b.item and a.location = b.location and a.lot = b.lot where a.quantity is distinct from b.quantity order by 1, 2, 3`;

async function duckJoin(left: string, right: string): Promise<Done> {
  const found = await (await duckDb()).runAndReadAll(joinSql(left, right));
  return { units: 2 * COUNT, answer: found.currentRowCount };
}

const inColumns: Record<string, Side> = duck === undefined ? {} : {
  DuckDB: async () => {
    await (duckTables ??= makeDuckTables());
    return duckJoin('a', 'b');
  },
};
const fromObjects: Record<string, Side> = {
  'Map join': () => mapJoin(...bothRows()),
  ...(duck === undefined ? {} : {
    'DuckDB, rows loaded': async () => {
      const [left, right] = bothRows();
      await loadDuckRows('c', left);
      await loadDuckRows('d', right);
      return duckJoin(castSql('c'), castSql('d'));
    },
  }),
  ...(microdiff === undefined ? {} : {
    microdiff: () => {
      const [left, right] = bothRows().map((side) => Object.fromEntries(side.map((row) => [`${row.item}|${row.location}|${row.lot}`, row.amount])));
      return { units: 2 * COUNT, answer: microdiff.default(left!, right!).length };
    },
  }),
};
const fromFiles: Record<string, Side> = {
  'Map join over our own reader': () => csvJoin(byOwnReader),
  ...(csvParse === undefined ? {} : { 'Map join over csv-parse': () => csvJoin((text) => csvParse.parse(text, { columns: ['item', 'location', 'lot', 'amount'], from: 2 })) }),
  ...(duck === undefined ? {} : { DuckDB: () => duckJoin(`(${readSql(bothFiles()[0])})`, `(${readSql(bothFiles()[1])})`) }),
};

/** The most memory of a process that compares so many sorted rows a side, made on the way and never kept, in MB. */
function sortedPeak(rows: number): number {
  return Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url)], { env: { ...process.env, SORTED_ROWS: String(rows) }, encoding: 'utf8' }));
}

async function compareSortedRows(rows: number): Promise<void> {
  function* sorted(): Generator<StatementRow> {
    for (let at = 0; at < rows; at++) yield { item: `SKU-${String(at).padStart(9, '0')}`, location: 'WH01', amount: String(at % 1000) };
  }
  const answer = compareSorted({ head: head('a'), rows: sorted() }, { head: head('b'), rows: sorted() });
  if (!answer.ok) throw new Error(answer.reason.code);
  for await (const difference of answer.differences) throw new Error(`Nothing differs, and yet ${difference.key.item}`);
  console.log(process.resourceUsage().maxRSS / 1024);
}

if (process.env['SORTED_ROWS'] !== undefined) await compareSortedRows(Number(process.env['SORTED_ROWS']));

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows of objects', unit: 'rows/s', clock: 'wall', work: 'full outer join by item, location, lot; exact amounts; 0.5 % differing, in order; ours and DuckDB make columns of them first', rounds: 3, roundMs: 1,
    ours: () => {
      const [left, right] = bothRows();
      const vocabulary = startVocabulary();
      return ours(statementTable({ ...head('a'), rows: left }, vocabulary), statementTable({ ...head('b'), rows: right }, vocabulary));
    },
    baselines: fromObjects, reach: duck === undefined ? {} : { 'DuckDB, rows loaded': 1 },
  }),
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows in columns', unit: 'rows/s', clock: 'wall', work: 'the same, columns ready on both sides; ours on one core, DuckDB on all', rounds: 9, roundMs: 1,
    ours: () => ours(...bothTables()), baselines: inColumns, reach: duck === undefined ? {} : { DuckDB: 1 },
  }),
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows from CSV files', unit: 'rows/s', clock: 'wall', work: 'reading, checking and comparing; ours on one core, DuckDB on all', rounds: 3, roundMs: 1,
    ours: () => {
      const vocabulary = startVocabulary();
      const [left, right] = bothFiles();
      return ours(readTable(left, vocabulary), readTable(right, vocabulary));
    },
    baselines: fromFiles, reach: { ...(csvParse === undefined ? {} : { 'Map join over csv-parse': 4 }), ...(duck === undefined ? {} : { DuckDB: 0.5 }) },
  }),
  limit({ name: 'peak of a process comparing 1,000,000 sorted rows a side', unit: 'MB', work: 'rows made on the way', measure: () => sortedPeak(1_000_000), atMost: 200 }),
  limit({ name: 'peak of a process comparing 4,000,000 sorted rows a side', unit: 'MB', work: 'rows made on the way', measure: () => sortedPeak(4_000_000), atMost: 200 }),
];
