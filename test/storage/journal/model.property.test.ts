import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../../src/foundation/index.js';
import type { Commit, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { memoryStorage, sharedMemory } from '../../../src/storage/memory/index.js';
import { simulatedDisk } from '../../../src/testing/index.js';
import { NaiveStore } from './naive-store.js';

const HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 1 };

/** The store under test and a way to open it again. */
interface Real {
  storage: StoragePort;
  readonly reopen: () => Promise<StoragePort>;
}

type Command = fc.AsyncCommand<NaiveStore, Real>;

function command(name: string, check: (model: NaiveStore) => boolean, run: (model: NaiveStore, real: Real) => Promise<void>): Command {
  return { check, run, toString: () => name };
}

let commits = 0;

const partition = fc.constantFrom('a', 'b', 'π "c"');
const reader = fc.constantFrom('mail', 'audit');
const json = fc.jsonValue({ maxDepth: 3 });

const commitCommand = fc.record({
  partitions: fc.uniqueArray(partition, { minLength: 1, maxLength: 3 }), entries: fc.array(json, { maxLength: 4 }), offset: fc.constantFrom(0, 0, 0, 0, -1, 1, 5), key: fc.string({ maxLength: 3 }), value: json,
}).map(({ partitions, entries, offset, key, value }): Command => command(`commit to ${partitions.join(', ')} ${offset}`, () => true, async (model, { storage }) => {
  const id = `commit ${++commits}`;
  const members = partitions.map((name) => ({ partition: name, number: Math.max(1, model.head(name) + 1 + offset) }));
  const blocks = members.map((place) => ({ ...place, commit: id, members, at: commits, register: 1, entries, keys: [{ key, fingerprint: id, answer: value }], cursors: [{ name: 'c', position: value }] }));
  const commit: Commit = JSON.parse(JSON.stringify({ id, blocks })) as Commit;
  expect((await storage.commit(commit)).ok).toBe(model.commit(commit));
  for (const place of members) expect(await storage.resolve(id, place)).toBe(model.landed(id, place.partition, place.number) ? 'committed' : 'absent');
}));

const readCommand = fc.record({ name: partition, after: fc.nat(8), limit: fc.integer({ min: 1, max: 5 }) }).map(({ name, after, limit }): Command => command(`read ${name} after ${after}`, () => true, async (model, { storage }) => {
  const blocks = await storage.read(name, after, limit).catch((error: unknown) => {
    if (isInventoryError(error, 'storage.trimmed')) return 'trimmed';
    throw error;
  });
  expect(blocks).toEqual(model.read(name, after, limit));
}));

const keyCommand = fc.record({ name: partition, keys: fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }) }).map(({ name, keys }): Command => command(`find keys in ${name}`, () => true, async (model, { storage }) => {
  const found = await storage.findKeys(name, keys);
  for (const key of keys) expect(found.get(key)).toEqual(model.key(name, key));
}));

const cursorCommand = fc.record({ name: partition, of: reader, number: fc.nat(100) }).map(({ name, of, number }): Command => command(`cursor of ${of} at ${number}`, () => true, async (model, { storage }) => {
  expect(await storage.loadFeedCursor(of, name)).toBe(model.cursor(of, name));
  await storage.saveFeedCursor(of, name, number);
  model.cursors.push([of, name, number]);
}));

const snapshotCommand = fc.record({ name: partition, back: fc.nat(3), state: json }).map(({ name, back, state }): Command => command(`snapshot of ${name}`, (model) => model.head(name) > back, async (model, { storage }) => {
  const number = model.head(name) - back;
  await storage.saveSnapshot({ partition: name, number, format: 'f', state });
  model.snapshots.push([name, number, JSON.parse(JSON.stringify(state))]);
  const expected = model.snapshot(name)!;
  expect(await storage.loadSnapshot(name)).toEqual({ partition: name, format: 'f', ...expected });
}));

const trimCommand = fc.record({ name: partition, back: fc.nat(3) }).map(({ name, back }): Command => command(`trim ${name}`, (model) => (model.snapshot(name)?.number ?? 0) > back, async (model, { storage }) => {
  const upTo = model.snapshot(name)!.number - back;
  await storage.trim(name, upTo);
  model.trims.push([name, upTo]);
}));

const reopenCommand = fc.constant<Command>(command('reopen', () => true, async (model, real) => {
  await real.storage.close();
  real.storage = await real.reopen();
  for (const name of ['a', 'b', 'π "c"']) expect((await real.storage.heads([name])).get(name)).toBe(model.head(name));
}));

const histories = fc.commands([commitCommand, commitCommand, readCommand, keyCommand, cursorCommand, snapshotCommand, trimCommand, reopenCommand], { maxCommands: 60 });

function real(make: () => StoragePort): () => Promise<{ model: NaiveStore; real: Real }> {
  return async () => {
    const reopen = async (): Promise<StoragePort> => {
      const storage = make();
      await storage.open(HEADER);
      return storage;
    };
    return { model: new NaiveStore(), real: { storage: await reopen(), reopen } };
  };
}

describe('any history means the same to a plain list as to', () => {
  it('journalStorage', async () => {
    await fc.assert(fc.asyncProperty(histories, fc.constantFrom(200, 2000, 100_000), async (commands, segmentBytes) => {
      const fileSystem = simulatedDisk({ seed: 1 }).boot();
      await fc.asyncModelRun(real(() => journalStorage({ directory: '/d', fileSystem, segmentBytes })), commands);
    }), { numRuns: 150 });
  });

  it('memoryStorage', async () => {
    await fc.assert(fc.asyncProperty(histories, async (commands) => {
      const shared = sharedMemory();
      await fc.asyncModelRun(real(() => memoryStorage({ shared })), commands);
    }), { numRuns: 150 });
  });
});
