import { KEY_PARTS, type KeyPart, type StatementKey } from './statement-key.js';
import type { StatementScope } from './statement.js';
import type { StatementTable } from './statement-table.js';
import type { Vocabulary } from './vocabulary.js';

/** The key columns of two tables in the numbers of the left one's vocabulary, only those asked for. */
export function sideColumns(left: StatementTable, right: StatementTable, parts: readonly KeyPart[]): (readonly [Int32Array, Int32Array])[] {
  const translation = left.vocabulary === right.vocabulary ? undefined : translate(right.vocabulary, left.vocabulary);
  return parts.map((part) => {
    const at = KEY_PARTS.indexOf(part);
    const column = right.keys[at]!;
    return [left.keys[at]!, translation === undefined ? column : translated(column, right.rows, translation)] as const;
  });
}

/** By number of one vocabulary the number in another; texts that the other does not have get the numbers behind its last. */
function translate(from: Vocabulary, to: Vocabulary): Int32Array {
  const numbers = new Int32Array(from.size);
  let next = to.size;
  for (let id = 0; id < from.size; id++) {
    const known = to.find(from, id);
    numbers[id] = known < 0 ? next++ : known;
  }
  return numbers;
}

function translated(column: Int32Array, rows: number, translation: Int32Array): Int32Array {
  const numbers = new Int32Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = translation[column[row]!]!;
  return numbers;
}

/** Which rows of a table lie within another's scope; `undefined` if all do. A part that a row does not tell apart is within. */
export function rowsWithin(table: StatementTable, scope: StatementScope | undefined): Uint8Array | undefined {
  const bounds = SCOPE_PARTS.filter(([member]) => scope?.[member] !== undefined);
  if (bounds.length === 0) return undefined;
  const within = new Uint8Array(table.rows).fill(1);
  for (const [member, part] of bounds) {
    const allowed = new Set(scope![member]!.map((text) => table.vocabulary.lookup(text)));
    allowed.add(0);
    const column = table.keys[KEY_PARTS.indexOf(part)]!;
    for (let row = 0; row < table.rows; row++) if (!allowed.has(column[row]!)) within[row] = 0;
  }
  return within;
}

const SCOPE_PARTS: readonly (readonly [keyof StatementScope, KeyPart])[] = [['items', 'item'], ['locations', 'location'], ['states', 'state'], ['owners', 'owner']];

/** A test of whether keys lie within a scope. A part that a key does not tell apart is within. */
export function scopeTest(scope: StatementScope | undefined): (key: StatementKey) => boolean {
  const bounds = SCOPE_PARTS.flatMap(([member, part]) => (scope?.[member] === undefined ? [] : [{ part, allowed: new Set(scope[member]).add('') }]));
  return (key) => bounds.every(({ part, allowed }) => allowed.has(key[part]));
}
