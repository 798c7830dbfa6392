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
  for (const row of rows) addRow(table, row);
  return table;
}

/** Adds one row. @throws InventoryError `reconciliation.malformed` */
export function addRow(table: StatementTable, row: StatementRow): void {
  const index = openRow(table);
  for (const column of table.keys) column[index] = 0;
  const { vocabulary, keys } = table;
  for (let part = 0; part < KEY_PARTS.length; part++) {
    const text = row[KEY_PARTS[part]!];
    if (text === undefined || text === '') continue;
    const id = typeof text === 'string' ? vocabulary.intern(text) : -1;
    if (id < 0) throw malformed(table, index, KEY_PARTS[part]!, text);
    keys[part]![index] = id;
  }
  if (typeof row.amount !== 'string' || !setAmount(table.amounts, index, row.amount)) throw malformed(table, index, 'amount', row.amount);
  table.rows++;
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
