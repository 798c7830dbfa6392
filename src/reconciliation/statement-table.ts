import { InventoryError } from '../foundation/index.js';
import { amountText, setAmount, startAmountColumn, type AmountColumn } from './amount-column.js';
import { KEY_PARTS } from './statement-key.js';
import type { Statement, StatementHead, StatementRow } from './statement.js';
import { startVocabulary, type Vocabulary } from './vocabulary.js';

/**
 * A statement kept by columns, for millions of rows: each part of a key as a number of the vocabulary, amounts as whole numbers with their places. Made by
 * {@link statementTable} or filled by a reader; read only once it is filled.
 */
export interface StatementTable {
  readonly head: StatementHead;
  /** What the numbers of the key parts stand for. Two statements that share it are compared without translation. */
  readonly vocabulary: Vocabulary;
  /** How many rows it has. */
  rows: number;
  /** By part, in the order of {@link KEY_PARTS}: the number of each row. Rows beyond `rows` mean nothing. */
  readonly keys: Int32Array[];
  readonly amounts: AmountColumn;
}

/** The most rows of one table: what numbers of 31 bits can count with room for the index beside it. */
export const TABLE_ROWS_MAX = 2 ** 28;

/** An empty table. */
export function startTable(head: StatementHead, vocabulary: Vocabulary = startVocabulary(), capacity = 1024): StatementTable {
  return { head, vocabulary, rows: 0, keys: KEY_PARTS.map(() => new Int32Array(capacity)), amounts: startAmountColumn(capacity) };
}

/**
 * The statement by columns.
 *
 * @throws InventoryError `reconciliation.malformed` naming the row and member that is no identifier or no canonical amount.
 */
export function statementTable(statement: Statement, vocabulary?: Vocabulary): StatementTable {
  const { rows, ...head } = statement;
  const table = startTable(head, vocabulary, Math.max(16, rows.length));
  for (let from = 0; from < rows.length; from += ROWS_AHEAD) {
    const to = Math.min(from + ROWS_AHEAD, rows.length);
    let texts = from;
    while (texts < to && isOfTexts(rows[texts]!)) texts++;
    for (let at = from; at < texts; at++) addTexts(table, rows[at]!);
    if (texts < to) throw notOfTexts(table, rows[texts]!);
  }
  return table;
}

/**
 * How many rows are looked at before they are taken in. Rows and their texts lie anywhere in memory: where a short loop asks for one after another, the processor fetches many at a time,
 * and they are near when they are read.
 */
const ROWS_AHEAD = 256;

/** Adds one row. @throws InventoryError `reconciliation.malformed` */
export function addRow(table: StatementTable, row: StatementRow): void {
  if (!isOfTexts(row)) throw notOfTexts(table, row);
  addTexts(table, row);
}

/** Whether a row has a text for its amount, and texts or nothing for the parts of its key. By name and not in a loop: where all rows are alike, each is found without a search. */
function isOfTexts({ item, location, state, lot, serial, owner, unit, amount }: StatementRow): boolean {
  return isPart(item) && isPart(location) && isPart(state) && isPart(lot) && isPart(serial) && isPart(owner) && isPart(unit) && typeof amount === 'string';
}

function isPart(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function notOfTexts(table: StatementTable, row: StatementRow): InventoryError {
  const member = KEY_PARTS.find((part) => !isPart(row[part])) ?? 'amount';
  return malformed(table, table.rows, member, row[member]);
}

function addTexts(table: StatementTable, row: StatementRow): void {
  const index = openRow(table);
  setPart(table, index, 0, row.item);
  setPart(table, index, 1, row.location);
  setPart(table, index, 2, row.state);
  setPart(table, index, 3, row.lot);
  setPart(table, index, 4, row.serial);
  setPart(table, index, 5, row.owner);
  setPart(table, index, 6, row.unit);
  if (!setAmount(table.amounts, index, row.amount)) throw malformed(table, index, 'amount', row.amount);
  table.rows++;
}

function setPart(table: StatementTable, index: number, part: number, text: string | undefined): void {
  const id = text === undefined ? 0 : table.vocabulary.intern(text);
  if (id < 0) throw malformed(table, index, KEY_PARTS[part]!, text);
  const column = table.keys[part]!;
  // A column nobody names is never written, and so takes no memory.
  if (column[index] !== id) column[index] = id;
}

/** Makes room for a row behind the last one; it counts once `rows` is raised. Its key holds what was there before. */
export function openRow(table: StatementTable): number {
  const index = table.rows;
  if (index === TABLE_ROWS_MAX) throw new InventoryError('reconciliation.too_large', `A statement by columns has at most ${TABLE_ROWS_MAX} rows`);
  if (index === table.keys[0]!.length) {
    for (let part = 0; part < table.keys.length; part++) {
      const larger = new Int32Array(2 * index);
      larger.set(table.keys[part]!);
      table.keys[part] = larger;
    }
  }
  return index;
}

/** Takes all rows out of a table. Its vocabulary stays. */
export function clearTable(table: StatementTable): void {
  table.rows = 0;
  table.amounts.long.clear();
  table.amounts.greatest.fill(-1);
}

/** A row as plain data; empty parts are left out. */
export function tableRow(table: StatementTable, index: number): StatementRow {
  const row: Record<string, string> = {};
  KEY_PARTS.forEach((part, at) => {
    const id = table.keys[at]![index]!;
    if (id !== 0) row[part] = table.vocabulary.text(id);
  });
  return { ...(row as Omit<StatementRow, 'amount'>), amount: amountText(table.amounts, index) };
}

/** The statement a table keeps, as plain data. */
export function statementOf(table: StatementTable): Statement {
  return { ...table.head, rows: Array.from({ length: table.rows }, (_, index) => tableRow(table, index)) };
}

function malformed(table: StatementTable, row: number, member: string, value: unknown): InventoryError {
  const got = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : value === null ? 'null' : typeof value;
  const expected = member === 'amount' ? 'a canonical amount such as "12.5"' : 'an identifier';
  return new InventoryError('reconciliation.malformed', `${table.head.source}: $.rows[${row}].${member}: expected ${expected}, got ${got}`, { details: { row, member } });
}
