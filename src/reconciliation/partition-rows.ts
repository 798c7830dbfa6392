import { scaledAmount } from './common-scale.js';
import { hashWords } from './hash-words.js';
import type { KeyWords } from './key-words.js';
import type { StatementTable } from './statement-table.js';

/** 32-bit words per record: the two words of the key, the row, and one to keep amounts in line; the amount takes two more. */
export const RECORD_WORDS = 6;

/**
 * The rows of one side, those of one key near one another: by the top bits of the key's hash, so that each part of the join works on little memory. Record
 * `i` has its words at `words[6 * i]` and its amount at `amounts[3 * i + 2]`, both in the same bytes.
 */
export interface PartitionedRows {
  readonly words: Int32Array;
  readonly amounts: Float64Array;
  /** Where each part begins, and at last the number of records. */
  readonly begins: Int32Array;
  /** Rows that were left out because they are not `within`. */
  readonly outside: number;
}

/** Deals the rows of a table into 2^bits parts, with their amounts at a common scale (NaN for those that are not safe integers there). */
export function partitionRows(table: StatementTable, { low, high }: KeyWords, within: Uint8Array | undefined, bits: number, scale: number): PartitionedRows {
  const { rows, amounts: column } = table;
  const shift = 32 - bits;
  const begins = new Int32Array((1 << bits) + 1);
  // A shift by 32 is one by 0.
  const partOf = (row: number): number => (bits === 0 ? 0 : hashWords(low[row]!, high === undefined ? 0 : high[row]!) >>> shift);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    if (within?.[row] === 0) continue;
    const part = partOf(row) + 1;
    begins[part] = begins[part]! + 1;
    kept++;
  }
  for (let part = 1; part < begins.length; part++) begins[part]! += begins[part - 1]!;
  const next = begins.slice();
  const words = new Int32Array(RECORD_WORDS * kept);
  const amounts = new Float64Array(words.buffer);
  for (let row = 0; row < rows; row++) {
    if (within?.[row] === 0) continue;
    const part = partOf(row);
    const record = next[part]!;
    next[part] = record + 1;
    const at = RECORD_WORDS * record;
    words[at] = low[row]!;
    words[at + 1] = high === undefined ? 0 : high[row]!;
    words[at + 2] = row;
    amounts[3 * record + 2] = scaledAmount(column, row, scale);
  }
  return { words, amounts, begins, outside: rows - kept };
}
