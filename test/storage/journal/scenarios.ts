import assert from 'node:assert/strict';
import { isInventoryError, type ErrorCode } from '../../../src/foundation/index.js';
import type { Commit, FileSystem, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import type { journalStorage } from '../../../src/storage/journal/index.js';
import { simulatedDisk } from '../../../src/testing/index.js';

/**
 * Misfortunes that chance alone brings about too rarely, each played out once. They hold for the journal, and each is what finds one of the planted bugs.
 */
export const SCENARIOS = {
  tornBatchIsDropped, damageBeforeTheTailIsRefused, lossAfterAnOrderlyCloseIsNoticed, failedDirectorySyncEndsTheHandle, directorySyncsInTurn,
  trimUnderUnsureSnapshot, readsDuringCompaction, laterOpenerFencesTheEarlier,
} as const;

type Journal = typeof journalStorage;

const HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 1 };
const DIRECTORY = '/data';
const FIRST_SEGMENT = '/data/segment-00000001.journal';

/** Three commits written at once: the first is lost, the others arrived. None was durable, so the tail is dropped and the store opens. */
async function tornBatchIsDropped(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const storage = await open(journal, disk.boot());
  await storage.commit(commitOf('p', 1));
  const end = disk.content(FIRST_SEGMENT).length;
  await Promise.all([2, 3, 4].map((number) => storage.commit(commitOf('p', number))));
  disk.crash('kill');
  disk.flipBit(FIRST_SEGMENT, end + 20, 3);
  const again = await open(journal, disk.boot());
  assert.deepEqual(await again.heads(['p']), new Map([['p', 1]]));
  assert.deepEqual(await again.commit(commitOf('p', 2)), { ok: true });
}

/** A frame that was durable when a later one was written fails its checksum: that is damage, and is named. */
async function damageBeforeTheTailIsRefused(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const storage = await open(journal, disk.boot());
  await storage.commit(commitOf('p', 1));
  const offset = disk.content(FIRST_SEGMENT).length;
  await storage.commit(commitOf('p', 2));
  await storage.commit(commitOf('p', 3));
  disk.crash('kill');
  disk.flipBit(FIRST_SEGMENT, offset + 40, 0);
  const error = await failure(open(journal, disk.boot()), 'storage.corrupt');
  assert.deepEqual(error.details, { file: FIRST_SEGMENT, offset });
  assert.match(error.message, /segment-00000001\.journal at byte \d+/);
}

/** After closing in order, even the last frame is known to have been whole. */
async function lossAfterAnOrderlyCloseIsNoticed(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const storage = await open(journal, disk.boot());
  await storage.commit(commitOf('p', 1));
  const offset = disk.content(FIRST_SEGMENT).length;
  await storage.commit(commitOf('p', 2));
  await storage.close();
  disk.flipBit(FIRST_SEGMENT, offset + 30, 5);
  const error = await failure(open(journal, disk.boot()), 'storage.corrupt');
  assert.deepEqual(error.details, { file: FIRST_SEGMENT, offset });
}

/** A directory sync that failed for a snapshot may have swallowed the name of a new segment. */
async function failedDirectorySyncEndsTheHandle(journal: Journal): Promise<void> {
  const faults = { syncDirectory: 0 };
  const disk = simulatedDisk({ seed: 1, faults });
  const storage = await open(journal, disk.boot());
  await storage.commit(commitOf('p', 1));
  faults.syncDirectory = 1;
  await failure(storage.saveSnapshot({ partition: 'p', number: 1, format: 'f', state: 1 }), 'storage.poisoned');
  faults.syncDirectory = 0;
  await failure(storage.commit(commitOf('p', 2)), 'storage.poisoned');
  await failure(storage.read('p', 0, 1), 'storage.poisoned');
  await storage.close();
  assert.deepEqual(await (await open(journal, disk.boot())).heads(['p']), new Map([['p', 1]]));
}

/** Two directory syncs at once could each take the other's failure for its own success. */
async function directorySyncsInTurn(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const files = disk.boot();
  let running = 0;
  let most = 0;
  const storage = await open(journal, {
    ...files,
    syncDirectory: async (directory) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      await files.syncDirectory(directory);
      running--;
    },
  }, 100);
  await storage.commit(commitOf('p', 1));
  await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => storage.saveSnapshot({ partition: 'p', number: 1, format: 'f', state: index })),
    (async (): Promise<void> => {
      for (let number = 2; number < 20; number++) await storage.commit(commitOf('p', number));
    })(),
  ]);
  assert.equal(most, 1);
}

/** A snapshot whose directory sync failed can be seen by the next process and yet not survive; blocks trimmed on its word would be gone. */
async function trimUnderUnsureSnapshot(journal: Journal): Promise<void> {
  for (let seed = 1; seed <= 10; seed++) {
    const faults = { syncDirectory: 0 };
    const disk = simulatedDisk({ seed, faults });
    const first = await open(journal, disk.boot());
    for (let number = 1; number <= 5; number++) await first.commit(commitOf('p', number));
    faults.syncDirectory = 1;
    await failure(first.saveSnapshot({ partition: 'p', number: 4, format: 'f', state: 'sum' }), 'storage.poisoned');
    faults.syncDirectory = 0;
    disk.crash('kill');
    const second = await open(journal, disk.boot());
    if ((await second.loadSnapshot('p')) === undefined) continue;
    await second.trim('p', 4);
    disk.crash('power');
    const third = await open(journal, disk.boot());
    assert.equal((await third.loadSnapshot('p'))?.state, 'sum');
  }
}

/** A key is looked up in a segment that is compacted meanwhile: its frame lies elsewhere in the new file. */
async function readsDuringCompaction(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const files = disk.boot();
  let hold = false;
  const storage = await open(journal, {
    ...files,
    open: async (path, mode) => {
      const file = await files.open(path, mode);
      if (!hold || mode !== 'read' || path !== FIRST_SEGMENT) return file;
      hold = false;
      return {
        ...file,
        read: async (offset, length) => {
          for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
          return file.read(offset, length);
        },
      };
    },
  }, 1500);
  for (let number = 1; number <= 20; number++) await storage.commit(commitOf('p', number));
  await storage.saveSnapshot({ partition: 'p', number: 20, format: 'f', state: 1 });
  const before = disk.content(FIRST_SEGMENT).length;
  hold = true;
  const [found] = await Promise.all([storage.findKeys('p', ['key of p 3']), storage.trim('p', 20)]);
  assert.equal(found.size, 1);
  assert.ok(disk.content(FIRST_SEGMENT).length < before, 'the segment was not compacted');
  assert.equal((await storage.findKeys('p', ['key of p 3'])).size, 1);
}

/** Where the lock does not reach, as between containers, the later opener's epoch ends the earlier handle before it can acknowledge. */
async function laterOpenerFencesTheEarlier(journal: Journal): Promise<void> {
  const disk = simulatedDisk({ seed: 1 });
  const files = disk.boot();
  const unlocked: FileSystem = { ...files, lock: () => Promise.resolve(() => Promise.resolve()) };
  const first = await open(journal, unlocked);
  await first.commit(commitOf('p', 1));
  const second = await open(journal, unlocked);
  await failure(first.commit(commitOf('p', 2)), 'storage.outcome_unknown');
  await failure(first.commit(commitOf('p', 2)), 'storage.poisoned');
  assert.deepEqual(await second.commit(commitOf('p', 2)), { ok: true });
  await first.close();
  await second.close();
  assert.deepEqual(await (await open(journal, unlocked)).heads(['p']), new Map([['p', 2]]));
}

async function open(journal: Journal, fileSystem: FileSystem, segmentBytes?: number): Promise<StoragePort> {
  const storage = journal({ directory: DIRECTORY, fileSystem, segmentBytes });
  await storage.open(HEADER);
  return storage;
}

function commitOf(partition: string, number: number): Commit {
  const id = `${partition} ${number}`;
  const members = [{ partition, number }];
  const entries = [{ id, filling: 'x'.repeat(200) }];
  return { id, blocks: [{ partition, number, commit: id, members, at: 0, register: 0, entries, keys: [{ key: `key of ${id}`, fingerprint: id }], cursors: [] }] };
}

async function failure(call: Promise<unknown>, code: ErrorCode): Promise<{ readonly details: Readonly<Record<string, unknown>>; readonly message: string }> {
  const outcome = await call.then(() => 'success', (error: unknown) => error);
  assert.ok(isInventoryError(outcome, code), `expected ${code}, got ${String(outcome)}`);
  return outcome;
}
