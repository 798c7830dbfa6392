import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../src/foundation/index.js';
import { copyStreamCursor, decodeStreamCursor, encodeStreamCursor, firstGap, hasSeen, noteSequence, startStreamCursor, STREAM_WINDOW, type StreamCursor } from '../../src/ledger/index.js';
import { runs } from '../runs.js';

/** Numbers that mostly come in order, some late, some far ahead, some again. */
const streams = fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 }), fc.constantFrom(8192, 8193, 8200, 16_385, 100_000)), { maxLength: 200 });

function noteAll(numbers: Iterable<number>): StreamCursor {
  const cursor = startStreamCursor();
  for (const number of numbers) noteSequence(cursor, number);
  return cursor;
}

function gapOf(seen: ReadonlySet<number>): { from: number; to: number } | undefined {
  const highest = Math.max(0, ...seen);
  let from = 1;
  while (seen.has(from)) from++;
  if (from > highest) return undefined;
  let to = from;
  while (!seen.has(to + 1)) to++;
  return { from, to };
}

describe('a stream cursor', () => {
  it('answers as a set of all numbers seen would', () => {
    fc.assert(fc.property(streams, fc.array(fc.nat(500)), (numbers, probes) => {
      const cursor = startStreamCursor();
      const seen = new Set<number>();
      for (const number of numbers) {
        expect(noteSequence(cursor, number)).toBe(!seen.has(number));
        seen.add(number);
        expect(hasSeen(cursor, number)).toBe(true);
      }
      for (const probe of probes) expect(hasSeen(cursor, probe + 1)).toBe(seen.has(probe + 1));
      expect(firstGap(cursor)).toEqual(gapOf(seen));
      expect(cursor.high).toBe(Math.max(0, ...seen));
    }), { numRuns: runs(100) });
  });

  it('is the same for the same numbers in any order, and made again from its plain data', () => {
    fc.assert(fc.property(streams, fc.integer({ min: 1, max: 500 }), (numbers, next) => {
      const cursor = noteAll(numbers);
      const encoded = encodeStreamCursor(cursor);
      expect(encodeStreamCursor(noteAll([...numbers].reverse()))).toEqual(encoded);
      const again = decodeStreamCursor(JSON.parse(JSON.stringify(encoded)) as typeof encoded);
      expect(encodeStreamCursor(again)).toEqual(encoded);
      expect(again.high).toBe(cursor.high);
      expect(noteSequence(again, next)).toBe(noteSequence(cursor, next));
      expect(encodeStreamCursor(again)).toEqual(encodeStreamCursor(cursor));
    }), { numRuns: runs(100) });
  });

  it('a copy goes its own way', () => {
    fc.assert(fc.property(streams, fc.array(fc.integer({ min: 1, max: 500 })), (numbers, more) => {
      const cursor = noteAll(numbers);
      const before = encodeStreamCursor(cursor);
      const copy = copyStreamCursor(cursor);
      for (const number of more) noteSequence(copy, number);
      expect(encodeStreamCursor(cursor)).toEqual(before);
      expect(encodeStreamCursor(copy)).toEqual(encodeStreamCursor(noteAll([...numbers, ...more])));
    }), { numRuns: runs(100) });
  });

  it('takes no memory in order, and at most 128 KiB a million numbers ahead', () => {
    const cursor = startStreamCursor();
    for (let number = 1; number <= 10_000; number++) noteSequence(cursor, number);
    expect(cursor.bits.byteLength).toBe(0);
    expect(noteSequence(cursor, 10_000 + STREAM_WINDOW)).toBe(true);
    expect(cursor.bits.byteLength).toBe(128 * 1024);
    expect(firstGap(cursor)).toEqual({ from: 10_001, to: 10_000 + STREAM_WINDOW - 1 });
    for (let number = 10_001; number < 10_000 + STREAM_WINDOW; number++) noteSequence(cursor, number);
    expect(encodeStreamCursor(cursor)).toEqual({ low: 10_000 + STREAM_WINDOW, seen: [] });
  });

  it('refuses a number further ahead, and stays as it was', () => {
    const cursor = noteAll([1, 2, 5]);
    const before = encodeStreamCursor(cursor);
    expect(() => noteSequence(cursor, 3 + STREAM_WINDOW)).toThrow(expect.objectContaining({ code: 'ledger.stream_gap', details: { missing: 3, sequence: 3 + STREAM_WINDOW } }));
    expect(encodeStreamCursor(cursor)).toEqual(before);
    expect(noteSequence(cursor, 2 + STREAM_WINDOW)).toBe(true);
    let problem: unknown;
    try { noteSequence(cursor, 4 + STREAM_WINDOW); } catch (caught) { problem = caught; }
    expect(isInventoryError(problem, 'ledger.stream_gap')).toBe(true);
  });

  it.each([0, -1, 1.5, NaN, 2 ** 53])('%d is no number of a stream', (number) => {
    expect(() => noteSequence(startStreamCursor(), number)).toThrow();
  });
});
