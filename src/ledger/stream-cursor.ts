import { assert, InventoryError } from '../foundation/index.js';

/** How far ahead of a missing number a stream may run: a million numbers, in a ring of bits of at most 128 KiB. */
export const STREAM_WINDOW = 1 << 20;

const START_BITS = 1 << 13;

/**
 * Which numbers of a densely numbered stream were seen, exactly and for ever, in constant memory: all up to `low`, and a ring of bits for those ahead
 * of a gap.
 */
export interface StreamCursor {
  /** Every number up to this one was seen. */
  low: number;
  /** The highest number seen. */
  high: number;
  /** How many numbers above `low` were seen. */
  ahead: number;
  /** Bit `n mod length` is set if number n, low < n <= low + length, was seen. */
  bits: Uint32Array;
}

/** A stream of which nothing was seen. */
export function startStreamCursor(): StreamCursor {
  return { low: 0, high: 0, ahead: 0, bits: new Uint32Array(0) };
}

/** Whether a number was seen. */
export function hasSeen(cursor: StreamCursor, sequence: number): boolean {
  if (sequence <= cursor.low) return true;
  if (cursor.ahead === 0 || sequence > cursor.high) return false;
  return readBit(cursor.bits, sequence);
}

/**
 * Notes a number. Returns false if it was seen before.
 * @throws `ledger.stream_gap` if the number is more than {@link STREAM_WINDOW} ahead of a missing one: the stream is not dense.
 */
export function noteSequence(cursor: StreamCursor, sequence: number): boolean {
  assert(Number.isSafeInteger(sequence) && sequence >= 1, `A source sequence counts from 1, not ${sequence}`);
  if (sequence === cursor.low + 1 && cursor.ahead === 0) {
    cursor.low = sequence;
    cursor.high = sequence;
    return true;
  }
  if (hasSeen(cursor, sequence)) return false;
  const distance = sequence - cursor.low;
  if (distance > STREAM_WINDOW) {
    throw new InventoryError('ledger.stream_gap', `Number ${sequence} is ${distance} ahead of the first missing number ${cursor.low + 1}; the stream is not dense`, {
      details: { missing: cursor.low + 1, sequence },
    });
  }
  if (distance > cursor.bits.length * 32) grow(cursor, distance);
  writeBit(cursor.bits, sequence, true);
  cursor.ahead++;
  if (sequence > cursor.high) cursor.high = sequence;
  while (cursor.ahead > 0 && readBit(cursor.bits, cursor.low + 1)) {
    writeBit(cursor.bits, cursor.low + 1, false);
    cursor.low++;
    cursor.ahead--;
  }
  if (cursor.low > cursor.high) cursor.high = cursor.low;
  return true;
}

/** The first number not seen while later ones were, if there is one. */
export function firstGap(cursor: StreamCursor): { readonly from: number; readonly to: number } | undefined {
  if (cursor.ahead === 0) return undefined;
  let to = cursor.low + 1;
  while (!readBit(cursor.bits, to + 1)) to++;
  return { from: cursor.low + 1, to };
}

/** The cursor as plain data: runs of seen numbers above `low`, as pairs of first and last. */
export function encodeStreamCursor(cursor: StreamCursor): { readonly low: number; readonly seen: readonly number[] } {
  const seen: number[] = [];
  if (cursor.ahead > 0) {
    for (let number = cursor.low + 1; number <= cursor.high; number++) {
      if (!readBit(cursor.bits, number)) continue;
      if (seen.length > 0 && seen[seen.length - 1] === number - 1) seen[seen.length - 1] = number;
      else seen.push(number, number);
    }
  }
  return { low: cursor.low, seen };
}

/** The cursor from its plain data. */
export function decodeStreamCursor(data: { readonly low: number; readonly seen: readonly number[] }): StreamCursor {
  const cursor: StreamCursor = { ...startStreamCursor(), low: data.low, high: data.low };
  for (let index = 0; index + 1 < data.seen.length; index += 2) {
    for (let number = data.seen[index]!; number <= (data.seen[index + 1]!); number++) noteSequence(cursor, number);
  }
  return cursor;
}

/** A cursor with the same contents. */
export function copyStreamCursor(cursor: StreamCursor): StreamCursor {
  return { ...cursor, bits: cursor.ahead === 0 ? new Uint32Array(0) : cursor.bits.slice() };
}

function grow(cursor: StreamCursor, distance: number): void {
  let bitCount = Math.max(START_BITS, cursor.bits.length * 32);
  while (bitCount < distance) bitCount *= 2;
  const grown = new Uint32Array(bitCount / 32);
  if (cursor.ahead > 0) {
    for (let number = cursor.low + 1; number <= cursor.high; number++) if (readBit(cursor.bits, number)) writeBit(grown, number, true);
  }
  cursor.bits = grown;
}

// Lengths are powers of two, so the place of a number in the ring is its low bits. Numbers may exceed 32 bits; their remainder does not.
function readBit(bits: Uint32Array, sequence: number): boolean {
  const place = sequence % (bits.length * 32);
  return ((bits[place >>> 5]!) & (1 << (place & 31))) !== 0;
}

function writeBit(bits: Uint32Array, sequence: number, on: boolean): void {
  const place = sequence % (bits.length * 32);
  const word = bits[place >>> 5]!;
  bits[place >>> 5] = on ? word | (1 << (place & 31)) : word & ~(1 << (place & 31));
}
