import type { SeededRandom } from './seeded-random.js';

/** A file with a page cache: what a process sees, what the disk holds, and which bytes differ between them. */
export interface SimulatedFile {
  /** The path that leads to it, if one does. */
  path: string | undefined;
  size(): number;
  read(offset: number, length: number): Uint8Array;
  append(bytes: Uint8Array): void;
  /** Makes the file empty, in the cache only. */
  empty(): void;
  sync(): void;
  /** As a failing disk: some of the bytes may have been written; the cache forgets that the others were not. */
  failSync(random: SeededRandom): void;
  /** Falls back to what the disk holds, and what it may have got of the rest. */
  losePower(random: SeededRandom): void;
  /** Changes one bit on the disk and in the cache. */
  flipBit(offset: number, bit: number): void;
}

/** The unit in which a write is torn. */
const SECTOR_BYTES = 512;

/** Makes an empty file. */
export function simulatedFile(): SimulatedFile {
  let cache = new Uint8Array(0);
  let disk = new Uint8Array(0);
  let dirty: (readonly [start: number, end: number])[] = [];
  let emptied = false;

  function write(start: number, end: number): void {
    if (disk.length < end) disk = resized(disk, end);
    disk.set(cache.subarray(start, end), start);
  }

  function writeSome(random: SeededRandom, sectors: readonly (readonly [number, number])[]): void {
    const fate = random.pick(FATES);
    const until = random.below(sectors.length + 1);
    sectors.forEach(([start, end], position) => {
      const kept = fate === 'all' || (fate === 'first' && position < until) || (fate === 'some' && random.chance(0.5));
      if (kept) write(start, end);
      else if (fate !== 'none' && random.chance(0.3)) spoil(random, start, end);
    });
  }

  /** A sector that was under way: its length may be there without its bytes, or with any bytes. */
  function spoil(random: SeededRandom, start: number, end: number): void {
    if (disk.length < end) disk = resized(disk, end);
    if (random.chance(0.5)) random.fill(disk.subarray(start, end));
  }

  function applyEmptying(): void {
    if (emptied) disk = new Uint8Array(0);
    emptied = false;
  }

  return {
    path: undefined,
    size: () => cache.length,
    read: (offset, length) => cache.slice(offset, offset + length),
    append(bytes: Uint8Array): void {
      const start = cache.length;
      cache = resized(cache, start + bytes.length);
      cache.set(bytes, start);
      dirty.push([start, cache.length]);
    },
    empty(): void {
      cache = new Uint8Array(0);
      dirty = [];
      emptied = true;
    },
    sync(): void {
      applyEmptying();
      for (const [start, end] of dirty) write(start, end);
      dirty = [];
    },
    failSync(random: SeededRandom): void {
      applyEmptying();
      writeSome(random, sectorsOf(dirty));
      dirty = [];
    },
    losePower(random: SeededRandom): void {
      if (emptied && random.chance(0.5)) applyEmptying();
      if (!emptied) writeSome(random, sectorsOf(dirty));
      cache = disk.slice();
      dirty = [];
      emptied = false;
    },
    flipBit(offset: number, bit: number): void {
      if (offset < cache.length) cache[offset]! ^= 1 << bit;
      if (offset < disk.length) disk[offset]! ^= 1 << bit;
    },
  };
}

/** What becomes of bytes that were not synced: nothing of them, all, those before some point, or any. */
const FATES = ['none', 'all', 'first', 'some'] as const;

function sectorsOf(ranges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const sectors: (readonly [number, number])[] = [];
  for (const [start, end] of ranges) {
    for (let from = start; from < end; ) {
      const to = Math.min(end, (Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES);
      sectors.push([from, to]);
      from = to;
    }
  }
  return sectors;
}

/** Bytes beyond the old length are zero. Room to grow is kept, so that appending costs the same however long the file is. */
function resized(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.buffer.byteLength - bytes.byteOffset) return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
  const larger = new Uint8Array(new ArrayBuffer(Math.max(length, bytes.length * 2, 1024)), 0, length);
  larger.set(bytes);
  return larger;
}
