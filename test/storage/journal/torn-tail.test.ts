import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../../src/foundation/index.js';
import type { Commit, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { simulatedDisk, type SimulatedDisk } from '../../../src/testing/index.js';

const HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 1 };
const SEGMENT = '/data/segment-00000001.journal';

/** A journal of three commits whose process was killed: its files, and where its frames begin. */
const { manifest, segment, frames } = await threeCommits();
const [, second, third] = frames as [number, number, number];

describe('the last frame', () => {
  it('is dropped when cut off at any byte, and the log goes on', async () => {
    for (let length = third; length < segment.length; length++) await expectTwo(await diskOf(segment.subarray(0, length)), `cut at ${length}`);
  });

  it('is dropped when any one bit of it is wrong', async () => {
    for (let offset = third; offset < segment.length; offset++) {
      for (let bit = 0; bit < 8; bit++) {
        const bytes = Uint8Array.from(segment);
        bytes[offset]! ^= 1 << bit;
        await expectTwo(await diskOf(bytes), `bit ${bit} at ${offset}`);
      }
    }
  });

  it('is dropped when it is followed by anything, or is zeros', async () => {
    const zeros = Uint8Array.from(segment).fill(0, third);
    await expectTwo(await diskOf(zeros), 'zeros');
    await expectTwo(await diskOf(concat(segment.subarray(0, third), new Uint8Array(5000).fill(255))), 'ones');
    await expectTwo(await diskOf(concat(segment.subarray(0, third), segment.subarray(second, third))), 'an older frame again');
  });

  it('stays when what follows it is rubbish', async () => {
    const storage = await opened(await diskOf(concat(segment, new Uint8Array(100).fill(7))));
    expect(await storage.heads(['p'])).toEqual(new Map([['p', 3]]));
  });
});

describe('a frame before the last', () => {
  it('is never dropped: damage to any byte is refused, with the file and the place', async () => {
    for (let offset = second; offset < third; offset++) {
      const bytes = Uint8Array.from(segment);
      bytes[offset]! ^= 1 << (offset % 8);
      const error: unknown = await opened(await diskOf(bytes)).catch((caught: unknown) => caught);
      expect(isInventoryError(error, 'storage.corrupt') && error.details, `byte ${offset}`).toEqual({ file: SEGMENT, offset: second });
    }
  });
});

describe('what belongs to the journal as a whole', () => {
  it('a segment without its number is refused', async () => {
    const bytes = Uint8Array.from(segment);
    bytes[20]! ^= 1;
    await expect(opened(await diskOf(bytes))).rejects.toMatchObject({ code: 'storage.corrupt', details: { file: SEGMENT, offset: 0 } });
  });

  it('a damaged manifest is refused', async () => {
    for (let offset = 0; offset < manifest.length; offset += 3) {
      const bytes = Uint8Array.from(manifest);
      bytes[offset]! ^= 4;
      await expect(opened(await diskOf(segment, bytes))).rejects.toMatchObject({ code: 'storage.corrupt', details: { file: '/data/manifest' } });
    }
  });

  it('a missing manifest or segment is refused', async () => {
    const disk = simulatedDisk({ seed: 1 });
    await put(disk, SEGMENT, segment);
    await expect(opened(disk)).rejects.toMatchObject({ code: 'storage.corrupt', details: { file: '/data/manifest' } });
    await put(disk, '/data/manifest', manifest);
    await put(disk, '/data/segment-00000003.journal', segment);
    await expect(opened(disk)).rejects.toMatchObject({ code: 'storage.corrupt', details: { file: '/data/segment-00000002.journal' } });
  });

  it('a segment under another number is refused', async () => {
    const disk = await diskOf(segment);
    await put(disk, '/data/segment-00000002.journal', segment);
    await expect(opened(disk)).rejects.toMatchObject({ code: 'storage.corrupt' });
  });

  it('a file that was not finished is cleared away', async () => {
    const disk = await diskOf(segment);
    await put(disk, `${SEGMENT}.tmp`, new Uint8Array(10));
    await opened(disk);
    expect(disk.paths()).toEqual(['/data/manifest', SEGMENT]);
  });
});

async function threeCommits(): Promise<{ manifest: Uint8Array; segment: Uint8Array; frames: number[] }> {
  const disk = simulatedDisk({ seed: 1 });
  const storage = await opened(disk);
  const starts: number[] = [];
  for (const number of [1, 2, 3]) {
    starts.push(disk.content(SEGMENT).length);
    await storage.commit(commitOf(number));
  }
  return { manifest: disk.content('/data/manifest'), segment: disk.content(SEGMENT), frames: starts };
}

async function expectTwo(disk: SimulatedDisk, what: string): Promise<void> {
  const storage = await opened(disk);
  expect((await storage.read('p', 0, 10)).map(({ commit }) => commit), what).toEqual(['c1', 'c2']);
  expect((await storage.findKeys('p', ['k1', 'k2', 'k3'])).size, what).toBe(2);
  expect(await storage.commit(commitOf(3)), what).toEqual({ ok: true });
  disk.crash('power');
  const again = await opened(disk);
  expect((await again.read('p', 0, 10)).map(({ commit }) => commit), what).toEqual(['c1', 'c2', 'c3']);
}

async function diskOf(bytes: Uint8Array, manifestBytes = manifest): Promise<SimulatedDisk> {
  const disk = simulatedDisk({ seed: 1 });
  await put(disk, '/data/manifest', manifestBytes);
  await put(disk, SEGMENT, bytes);
  return disk;
}

async function put(disk: SimulatedDisk, path: string, bytes: Uint8Array): Promise<void> {
  const files = disk.boot();
  const file = await files.open(path, 'create');
  await file.append(bytes);
  await file.sync();
  await files.syncDirectory('/data');
}

async function opened(disk: SimulatedDisk): Promise<StoragePort> {
  const storage = journalStorage({ directory: '/data', fileSystem: disk.boot() });
  await storage.open(HEADER);
  return storage;
}

function commitOf(number: number): Commit {
  const id = `c${number}`;
  const place = { partition: 'p', number };
  return { id, blocks: [{ ...place, commit: id, members: [place], at: 0, register: 0, entries: [id], keys: [{ key: `k${number}`, fingerprint: id }], cursors: [] }] };
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
