import { pairNumbers } from './pair-numbers.js';

/** The key of every row of one side in two whole numbers of 32 bits: rows have the same words exactly if they have the same key. */
export interface KeyWords {
  readonly low: Int32Array;
  /** `undefined` where all are zero. */
  readonly high: Int32Array | undefined;
}

/** The numbers of one part of the key, of both sides. */
interface PartNumbers {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly bits: number;
}

const WORD_BITS = 32;

/**
 * Packs the parts of the keys of two sides into words. Where they take more than 64 bits, parts are first counted off in pairs: each pair that occurs gets a number.
 * Columns may be longer than the sides' rows; their numbers are less than `numbers`.
 */
export function keyWords(columns: readonly (readonly [Int32Array, Int32Array])[], leftRows: number, rightRows: number, numbers: number): readonly [KeyWords, KeyWords] {
  let parts: PartNumbers[] = columns
    .map(([left, right]) => ({ left, right, bits: Math.max(columnBits(left, leftRows, numbers), columnBits(right, rightRows, numbers)) }))
    .filter(({ bits }) => bits > 0)
    .sort(widestFirst);
  while (parts.reduce((sum, { bits }) => sum + bits, 0) > 2 * WORD_BITS) {
    parts = [pairOff(parts[0]!, parts[1]!, leftRows, rightRows), ...parts.slice(2)].sort(widestFirst);
  }
  const widths = parts.map(({ bits }) => bits);
  return [pack(parts.map(({ left }) => left), widths, leftRows), pack(parts.map(({ right }) => right), widths, rightRows)];
}

function widestFirst(one: PartNumbers, other: PartNumbers): number {
  return other.bits - one.bits;
}

/** The columns side by side, from the lowest bit of the low word up; a part may begin in one word and end in the other. */
function pack(columns: readonly Int32Array[], widths: readonly number[], rows: number): KeyWords {
  if (columns.length === 1) return { low: columns[0]!, high: undefined };
  const low = new Int32Array(rows);
  const total = widths.reduce((sum, bits) => sum + bits, 0);
  const high = total > WORD_BITS ? new Int32Array(rows) : undefined;
  let shift = 0;
  columns.forEach((column, at) => {
    if (shift < WORD_BITS) merge(low, column, shift, rows);
    if (high !== undefined && shift + widths[at]! > WORD_BITS) merge(high, column, shift - WORD_BITS, rows);
    shift += widths[at]!;
  });
  return { low, high };
}

/** Sets a column's bits in the words, shifted up, or down where the shift is negative. */
function merge(words: Int32Array, column: Int32Array, shift: number, rows: number): void {
  if (shift < 0) for (let row = 0; row < rows; row++) words[row] = words[row]! | (column[row]! >>> -shift);
  else for (let row = 0; row < rows; row++) words[row] = words[row]! | (column[row]! << shift);
}

/** One part in the place of two: the pairs that occur, numbered. */
function pairOff(one: PartNumbers, other: PartNumbers, leftRows: number, rightRows: number): PartNumbers {
  const pairs = pairNumbers(Math.max(leftRows, rightRows));
  const left = new Int32Array(leftRows);
  for (let row = 0; row < leftRows; row++) left[row] = pairs.of(one.left[row]!, other.left[row]!);
  const right = new Int32Array(rightRows);
  for (let row = 0; row < rightRows; row++) right[row] = pairs.of(one.right[row]!, other.right[row]!);
  return { left, right, bits: bitsOf(pairs.size) };
}

/** How many bits the numbers of a column take. One that takes all that a number can have ends the search. */
function columnBits(column: Int32Array, rows: number, numbers: number): number {
  const widest = 1 << (bitsOf(numbers) - 1);
  let greatest = 0;
  for (let row = 0; row < rows && greatest < widest; row++) if (column[row]! > greatest) greatest = column[row]!;
  return bitsOf(greatest);
}

function bitsOf(value: number): number {
  return WORD_BITS - Math.clz32(value);
}
