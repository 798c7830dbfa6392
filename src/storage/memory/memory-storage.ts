import { InventoryError, assert, compareText } from '../../foundation/index.js';
import { checkCommit, type Block, type BlockPosition, type Commit, type CommitResult, type KeyRecord, type Snapshot, type StorageCapabilities, type StoragePort, type StoreHeader } from '../../ports/index.js';
import { sharedMemory, storeOf, type MemoryStore, type PartitionLog, type SharedMemory, type Waiter } from './shared-memory.js';

/** How to build a memory store's handle. */
export interface MemoryStorageOptions {
  /** The store to open; several handles may open one. Default a store of its own, which ends with the handle. */
  readonly shared?: SharedMemory | undefined;
  /** The largest commit taken, in bytes of its JSON text. Default 8 388 608. */
  readonly commitBytesMax?: number | undefined;
}

const encoder = new TextEncoder();

/** A block as the texts that are kept. */
interface WrittenBlock extends BlockPosition {
  readonly content: string;
  readonly keys: string;
  readonly keyNames: readonly string[];
}

/**
 * A store in memory: nothing survives the process, everything else is the contract. Blocks are kept as JSON text, so that a later change to what was
 * committed, or to what was read, cannot reach the log. For tests, and for stock that may be forgotten.
 */
export function memoryStorage(options: MemoryStorageOptions = {}): StoragePort {
  const { shared = sharedMemory(), commitBytesMax = 8_388_608 } = options;
  const store = storeOf(shared);
  const capabilities: StorageCapabilities = { durability: 'none', writers: 'shared', commitBytesMax };
  const ownWaits = new Set<() => void>();
  let state: 'new' | 'open' | 'closed' = 'new';

  /** Every call passes through a turn of the microtask queue, as one to a real store passes through I/O. */
  async function enter(): Promise<void> {
    checkOpen();
    await Promise.resolve();
    checkOpen();
  }

  function checkOpen(): void {
    assert(state !== 'new', 'The store is not open yet: call open() first');
    if (state === 'closed') throw closedError();
  }

  return {
    capabilities,

    async open(header: StoreHeader): Promise<StoreHeader> {
      assert(state !== 'open', 'The store is open already');
      if (state === 'closed') throw closedError();
      await Promise.resolve();
      store.header ??= { format: header.format, partitions: header.partitions, hash: header.hash, seed: header.seed };
      checkHeader(store.header, header);
      state = 'open';
      return { ...store.header };
    },

    async heads(partitions: readonly string[]): Promise<ReadonlyMap<string, number>> {
      await enter();
      return headsOf(store, partitions);
    },

    async partitions(): Promise<readonly string[]> {
      await enter();
      return [...store.partitions].filter(([, log]) => log.blocks.length > 0).map(([partition]) => partition).sort(compareText);
    },

    async commit(commit: Commit): Promise<CommitResult> {
      checkOpen();
      checkCommit(commit);
      const blocks = commit.blocks.map(writeBlock);
      checkSize(commit.id, blocks, commitBytesMax);
      await enter();
      if (blocks.some((block) => headOf(store, block.partition) !== block.number - 1)) {
        return { ok: false, heads: headsOf(store, blocks.map((block) => block.partition)) };
      }
      for (const block of blocks) append(store, commit.id, block);
      for (const block of blocks) wakeWaiters(store, block.partition);
      return { ok: true };
    },

    async resolve(commitId: string, member: BlockPosition): Promise<'committed' | 'absent'> {
      await enter();
      const stored = store.partitions.get(member.partition)?.blocks[member.number - 1];
      return stored?.commit === commitId ? 'committed' : 'absent';
    },

    async read(partition: string, after: number, limit: number): Promise<readonly Block[]> {
      checkRange(after, limit);
      await enter();
      const log = store.partitions.get(partition);
      if (log === undefined) return [];
      if (after < log.trimmed) throw trimmedError(partition, after, log.trimmed);
      return log.blocks.slice(after, after + limit).map(({ content, keys }) => ({ ...(JSON.parse(content!) as Block), keys: JSON.parse(keys) as KeyRecord[] }));
    },

    async findKeys(partition: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeyRecord>> {
      await enter();
      const log = store.partitions.get(partition);
      return log === undefined ? new Map() : findIn(log, keys);
    },

    async waitForBlock(partition: string, after: number, signal: AbortSignal): Promise<void> {
      await enter();
      if (signal.aborted || headOf(store, partition) > after) return;
      await new Promise<void>((resolve) => {
        const waiter: Waiter = { after, wake: finish };
        const waiters = store.waiters.get(partition) ?? new Set();
        store.waiters.set(partition, waiters.add(waiter));
        ownWaits.add(finish);
        signal.addEventListener('abort', finish);
        function finish(): void {
          waiters.delete(waiter);
          ownWaits.delete(finish);
          signal.removeEventListener('abort', finish);
          resolve();
        }
      });
      checkOpen();
    },

    async loadSnapshot(partition: string): Promise<Snapshot | undefined> {
      await enter();
      const kept = store.partitions.get(partition)?.snapshot;
      return kept === undefined ? undefined : (JSON.parse(kept.text) as Snapshot);
    },

    async saveSnapshot(snapshot: Snapshot): Promise<void> {
      const text = JSON.stringify(snapshot);
      const { partition, number } = snapshot;
      await enter();
      const log = store.partitions.get(partition);
      assert(log !== undefined && number >= 1 && number <= log.blocks.length, `A snapshot at ${partition}/${number} is of a block that does not exist`);
      if (log.snapshot === undefined || log.snapshot.number <= number) log.snapshot = { number, text };
    },

    async trim(partition: string, upTo: number): Promise<void> {
      await enter();
      const log = store.partitions.get(partition);
      assert(upTo <= (log?.snapshot?.number ?? 0), `No snapshot covers ${partition}/${upTo}, so it cannot be trimmed`);
      if (log !== undefined) trimLog(log, upTo);
    },

    async loadFeedCursor(reader: string, partition: string): Promise<number> {
      await enter();
      return store.feedCursors.get(partition)?.get(reader) ?? 0;
    },

    async saveFeedCursor(reader: string, partition: string, number: number): Promise<void> {
      assert(Number.isSafeInteger(number) && number >= 0, `A feed cursor is a block number, not ${number}`);
      await enter();
      const cursors = store.feedCursors.get(partition) ?? new Map<string, number>();
      store.feedCursors.set(partition, cursors.set(reader, number));
    },

    async close(): Promise<void> {
      await Promise.resolve();
      state = 'closed';
      for (const finish of [...ownWaits]) finish();
    },
  };
}

function headOf(store: MemoryStore, partition: string): number {
  return store.partitions.get(partition)?.blocks.length ?? 0;
}

function headsOf(store: MemoryStore, partitions: readonly string[]): Map<string, number> {
  return new Map(partitions.map((partition) => [partition, headOf(store, partition)]));
}

function writeBlock(block: Block): WrittenBlock {
  const { keys, ...rest } = block;
  return { partition: block.partition, number: block.number, content: JSON.stringify(rest), keys: JSON.stringify(keys), keyNames: keys.map(({ key }) => key) };
}

function append(store: MemoryStore, commit: string, block: WrittenBlock): void {
  let log = store.partitions.get(block.partition);
  if (log === undefined) {
    log = { blocks: [], keys: new Map(), trimmed: 0, snapshot: undefined };
    store.partitions.set(block.partition, log);
  }
  log.blocks.push({ commit, content: block.content, keys: block.keys });
  for (const key of block.keyNames) {
    if (!log.keys.has(key)) log.keys.set(key, block.number);
  }
}

function wakeWaiters(store: MemoryStore, partition: string): void {
  const head = headOf(store, partition);
  for (const waiter of [...(store.waiters.get(partition) ?? [])]) {
    if (head > waiter.after) waiter.wake();
  }
}

function findIn(log: PartitionLog, keys: readonly string[]): Map<string, KeyRecord> {
  const found = new Map<string, KeyRecord>();
  const wanted = new Set(keys);
  for (const number of new Set(keys.map((key) => log.keys.get(key)))) {
    if (number === undefined) continue;
    for (const record of JSON.parse(log.blocks[number - 1]!.keys) as KeyRecord[]) {
      if (wanted.has(record.key) && log.keys.get(record.key) === number && !found.has(record.key)) found.set(record.key, record);
    }
  }
  return found;
}

function trimLog(log: PartitionLog, upTo: number): void {
  for (let number = log.trimmed + 1; number <= upTo; number++) {
    log.blocks[number - 1] = { ...log.blocks[number - 1]!, content: undefined };
  }
  log.trimmed = Math.max(log.trimmed, upTo);
}

function checkHeader(stored: StoreHeader, asked: StoreHeader): void {
  const differing = (['format', 'partitions', 'hash', 'seed'] as const).filter((field) => stored[field] !== asked[field]);
  if (differing.length === 0) return;
  throw new InventoryError('storage.header_mismatch', `The store was created with another ${differing.join(', ')}`, { details: { stored, asked } });
}

function checkSize(commit: string, blocks: readonly WrittenBlock[], sizeMax: number): void {
  const length = blocks.reduce((sum, { content, keys }) => sum + content.length + keys.length, 0);
  // A UTF-16 code unit takes at most three bytes of UTF-8, so most commits need no exact measure.
  if (length * 3 <= sizeMax) return;
  const size = blocks.reduce((sum, { content, keys }) => sum + encoder.encode(content).length + encoder.encode(keys).length, 0);
  if (size <= sizeMax) return;
  throw new InventoryError('storage.too_large', `Commit ${commit} has ${size} bytes, more than the ${sizeMax} this store takes`, { details: { commit, size, sizeMax } });
}

function checkRange(after: number, limit: number): void {
  assert(Number.isSafeInteger(after) && after >= 0, `Blocks are read after a block number, not ${after}`);
  assert(Number.isSafeInteger(limit) && limit >= 1, `At least one block is read, not ${limit}`);
}

function trimmedError(partition: string, after: number, trimmed: number): InventoryError {
  return new InventoryError('storage.trimmed', `Blocks of ${partition} up to ${trimmed} were trimmed; read from the snapshot on`, { details: { partition, after, trimmed } });
}

function closedError(): InventoryError {
  return new InventoryError('storage.closed', 'The store was closed');
}
