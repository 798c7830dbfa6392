import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../../src/foundation/index.js';
import type { Block, Commit, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import { memoryStorage, sharedMemory, type SharedMemory } from '../../../src/storage/memory/index.js';

const HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 7 };

async function opened(shared?: SharedMemory): Promise<StoragePort> {
  const storage = memoryStorage({ shared });
  await storage.open(HEADER);
  return storage;
}

function commitOf(id: string, number: number, entries: readonly unknown[] = [id]): Commit {
  const block: Block = { partition: 'p', number, commit: id, members: [{ partition: 'p', number }], at: 0, register: 0, entries, keys: [], cursors: [] };
  return { id, blocks: [block] };
}

// What the conformance suite cannot know: that this store keeps no reference into what it was given or gives out, and how handles share a memory.
describe('memoryStorage', () => {
  it('keeps the log apart from the objects that were committed', async () => {
    const storage = await opened();
    const entry = { amount: '1' };
    await storage.commit(commitOf('one', 1, [entry]));
    entry.amount = '999';
    expect((await storage.read('p', 0, 1))[0]!.entries).toEqual([{ amount: '1' }]);
  });

  it('keeps the log apart from the objects that were read', async () => {
    const storage = await opened();
    await storage.commit(commitOf('one', 1, [{ amount: '1' }]));
    ((await storage.read('p', 0, 1))[0]!.entries[0] as { amount: string }).amount = '999';
    expect((await storage.read('p', 0, 1))[0]!.entries).toEqual([{ amount: '1' }]);
  });

  it('does not write during the call, but in a later turn', async () => {
    const shared = sharedMemory();
    const [one, two] = [await opened(shared), await opened(shared)];
    const first = one.commit(commitOf('one', 1));
    const second = two.commit(commitOf('two', 1));
    expect(await Promise.all([first, second])).toEqual([{ ok: true }, { ok: false, heads: new Map([['p', 1]]) }]);
  });

  it('gives a handle without a shared memory a store of its own', async () => {
    const [one, two] = [await opened(), await opened()];
    await one.commit(commitOf('one', 1));
    expect(await two.partitions()).toEqual([]);
  });

  it('refuses a shared memory that it did not make', () => {
    expect(() => memoryStorage({ shared: { kind: 'shared-memory' } })).toThrow(TypeError);
  });

  it('measures a commit in bytes, not in characters', async () => {
    const storage = memoryStorage({ commitBytesMax: 1000 });
    await storage.open(HEADER);
    expect(await storage.commit(commitOf('narrow', 1, ['e'.repeat(500)]))).toEqual({ ok: true });
    await expect(storage.commit(commitOf('wide', 2, ['€'.repeat(500)]))).rejects.toSatisfy((error) => isInventoryError(error, 'storage.too_large'));
  });
});
