/**
 * Two statements of a million rows of which 0.5 % differ, beside a hand-written join over a Map, and beside DuckDB and microdiff where these are installed. From rows in memory each side has its own form:
 * ours columns, DuckDB its tables, the Map its objects.
 */
import { mkdtempSync, openSync, readFileSync, readSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  return (tables = [statementTable({ ...head('a'), rows: left }, vocabulary), statementTable({ ...head('b'), rows: right }, vocabulary)]);
}

let files: [string, string] | undefined;
function bothFiles(): [string, string] {
  if (files !== undefined) return files;
  const folder = mkdtempSync(join(tmpdir(), 'stockwright-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (files = bothRows().map((side, at) => {
    const path = join(folder, `${at}.csv`);
    writeFileSync(path, `item,location,lot,quantity\n${side.map((row) => `${row.item},${row.location},${row.lot},${row.amount}`).join('\n')}\n`);
    return path;
  }) as [string, string]);
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

/** A package that is there on some machines; undefined elsewhere. */
async function optional(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(name)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ currentRowCount: number }>;
}

const duck = (await optional('@duckdb/node-api')) as { DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection> }> } } | undefined;
const csvParse = (await optional('csv-parse/sync')) as { parse(text: string, options: object): Row[] } | undefined;
const microdiff = (await optional('microdiff')) as { default(left: object, right: object): unknown[] } | undefined;

let connection: DuckConnection | undefined;
async function duckDb(): Promise<DuckConnection> {
  if (connection !== undefined) return connection;
  connection = await (await duck!.DuckDBInstance.create(':memory:')).connect();
  const [left, right] = bothFiles();
  for (const [name, path] of [['a', left], ['b', right]] as const) await connection.run(`create table ${name} as ${readSql(path)}`);
  return connection;
}
const readSql = (path: string): string => `select item, location, lot, quantity::decimal(18, 2) as quantity from read_csv('${path}', header = true)`;
const joinSql = (left: string, right: string): string => `select coalesce(a.item, b.item), coalesce(a.location, b.location), coalesce(a.lot, b.lot), a.quantity, b.quantity from ${left} a full outer join ${right} b on a.item = b.item and a.location = b.location and a.lot = b.lot where a.quantity is distinct from b.quantity order by 1, 2, 3`;

async function duckJoin(left: string, right: string): Promise<Done> {
  const found = await (await duckDb()).runAndReadAll(joinSql(left, right));
  return { units: 2 * COUNT, answer: found.currentRowCount };
}

const inMemory: Record<string, Side> = {
  'Map join': () => mapJoin(...bothRows()),
  ...(duck === undefined ? {} : { DuckDB: () => duckJoin('a', 'b') }),
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

/** The most memory a sorted comparison takes beyond what was there, in MB: rows are made on the way and never kept. */
async function sortedMemory(): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = 0;
  let made = 0;
  function* sorted(): Generator<StatementRow> {
    for (let at = 0; at < 2_000_000; at++) {
      if (++made % 100_000 === 0) most = Math.max(most, process.memoryUsage().rss);
      yield { item: `SKU-${String(at).padStart(9, '0')}`, location: 'WH01', amount: String(at % 1000) };
    }
  }
  const answer = compareSorted({ head: head('a'), rows: sorted() }, { head: head('b'), rows: sorted() });
  if (!answer.ok) throw new Error(answer.reason.code);
  for await (const difference of answer.differences) throw new Error(`Nothing differs, and yet ${difference.key.item}`);
  return (most - before) / 1e6;
}

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows in memory', unit: 'rows/s', work: 'full outer join by item, location, lot; exact amounts; 0.5 % differing, in order', rounds: 5, roundMs: 1,
    ours: () => ours(...bothTables()), baselines: inMemory, reach: { 'Map join': 1.4, ...(duck === undefined ? {} : { DuckDB: 1 }) },
  }),
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows of objects', unit: 'rows/s', work: 'the same, our columns made on the way', rounds: 3, roundMs: 1,
    ours: () => {
      const [left, right] = bothRows();
      const vocabulary = startVocabulary();
      return ours(statementTable({ ...head('a'), rows: left }, vocabulary), statementTable({ ...head('b'), rows: right }, vocabulary));
    },
    baselines: { 'Map join': () => mapJoin(...bothRows()) },
  }),
  compare({
    name: 'compare 1,000,000 x 1,000,000 rows from CSV files', unit: 'rows/s', work: 'reading, checking and comparing', rounds: 3, roundMs: 1,
    ours: () => {
      const vocabulary = startVocabulary();
      const [left, right] = bothFiles();
      return ours(readTable(left, vocabulary), readTable(right, vocabulary));
    },
    baselines: fromFiles, reach: { ...(csvParse === undefined ? {} : { 'Map join over csv-parse': 4 }), ...(duck === undefined ? {} : { DuckDB: 0.5 }) },
  }),
  limit({ name: 'memory of a sorted comparison of 2,000,000 x 2,000,000 rows', unit: 'MB', work: 'rows made on the way', measure: sortedMemory, atMost: 200 }),
];
