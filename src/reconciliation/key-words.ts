import { groupIndex } from './group-index.js';

/** The key of every row of one side in at most two whole numbers of 32 bits: rows have the same words exactly if they have the same key. */
export interface KeyWords {
  readonly low: Int32Array;
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
 * Packs the parts of the keys of two sides into words. Parts that together do not fit are first counted off in pairs: each pair that occurs gets a number.
 * Columns may be longer than the sides' rows.
 */
export function keyWords(columns: readonly (readonly [Int32Array, Int32Array])[], leftRows: number, rightRows: number): readonly [KeyWords, KeyWords] {
  let parts: PartNumbers[] = columns
    .map(([left, right]) => ({ left, right, bits: bitsOf(Math.max(greatest(left, leftRows), greatest(right, rightRows))) }))
    .filter(({ bits }) => bits > 0)
    .sort((one, other) => other.bits - one.bits);
  for (;;) {
    const words = share(parts);
    if (words !== undefined) {
      const packed = words.map((word) => [pack(word.map(({ left }) => left), word, leftRows), pack(word.map(({ right }) => right), word, rightRows)] as const);
      const [low, high] = packed;
      return [{ low: low?.[0] ?? new Int32Array(leftRows), high: high?.[0] }, { low: low?.[1] ?? new Int32Array(rightRows), high: high?.[1] }];
    }
    parts = [pairOff(parts[0]!, parts[1]!, leftRows, rightRows), ...parts.slice(2)].sort((one, other) => other.bits - one.bits);
  }
}

/** The parts shared out over one or two words, widest first; `undefined` if they do not fit. */
function share(parts: readonly PartNumbers[]): PartNumbers[][] | undefined {
  const words: PartNumbers[][] = [];
  const free: number[] = [];
  for (const part of parts) {
    let word = free.findIndex((bits) => bits >= part.bits);
    if (word < 0) {
      word = words.push([]) - 1;
      free.push(WORD_BITS);
      if (word > 1) return undefined;
    }
    words[word]!.push(part);
    free[word]! -= part.bits;
  }
  return words;
}

function pack(columns: readonly Int32Array[], parts: readonly PartNumbers[], rows: number): Int32Array {
  if (columns.length === 1) return columns[0]!;
  const words = new Int32Array(rows);
  let shift = 0;
  columns.forEach((column, at) => {
    for (let row = 0; row < rows; row++) words[row] = words[row]! | (column[row]! << shift);
    shift += parts[at]!.bits;
  });
  return words;
}

/** One part in the place of two: the pairs that occur, numbered. */
function pairOff(one: PartNumbers, other: PartNumbers, leftRows: number, rightRows: number): PartNumbers {
  const index = groupIndex(Math.max(leftRows, rightRows));
  const left = new Int32Array(leftRows);
  for (let row = 0; row < leftRows; row++) left[row] = index.group(one.left[row]!, other.left[row]!);
  const right = new Int32Array(rightRows);
  for (let row = 0; row < rightRows; row++) right[row] = index.group(one.right[row]!, other.right[row]!);
  return { left, right, bits: Math.max(1, bitsOf(index.size - 1)) };
}

function greatest(column: Int32Array, rows: number): number {
  let most = 0;
  for (let row = 0; row < rows; row++) if (column[row]! > most) most = column[row]!;
  return most;
}

function bitsOf(value: number): number {
  return WORD_BITS - Math.clz32(value);
}
