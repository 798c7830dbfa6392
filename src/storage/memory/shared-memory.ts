import { assert } from '../../foundation/index.js';
import type { StoreHeader } from '../../ports/index.js';

/** What several handles of one memory store share. Opaque: made by {@link sharedMemory}, given to `memoryStorage`. */
export interface SharedMemory {
  readonly kind: 'shared-memory';
}

/** A stored block: its keys apart, because they outlive its other content. JSON texts, so that nobody holds a reference into the log. */
export interface StoredBlock {
  readonly commit: string;
  /** Everything but the keys; `undefined` once trimmed. */
  readonly content: string | undefined;
  readonly keys: string;
}

/** The log of one partition. */
export interface PartitionLog {
  /** Block `number` stands at `number - 1`. */
  readonly blocks: StoredBlock[];
  /** The block in which a key was first used. */
  readonly keys: Map<string, number>;
  trimmed: number;
  snapshot: { readonly number: number; readonly text: string } | undefined;
}

/** A waiting reader. */
export interface Waiter {
  readonly after: number;
  wake(): void;
}

/** The content of a memory store. */
export interface MemoryStore {
  header: StoreHeader | undefined;
  readonly partitions: Map<string, PartitionLog>;
  /** By partition, then by reader. */
  readonly feedCursors: Map<string, Map<string, number>>;
  readonly waiters: Map<string, Set<Waiter>>;
}

const stores = new WeakMap<SharedMemory, MemoryStore>();

/** Makes a memory store that several handles may open, as several processes would open a database. It lives as long as it is referred to. */
export function sharedMemory(): SharedMemory {
  const shared: SharedMemory = Object.freeze({ kind: 'shared-memory' });
  stores.set(shared, { header: undefined, partitions: new Map(), feedCursors: new Map(), waiters: new Map() });
  return shared;
}

/** The content behind a shared memory. */
export function storeOf(shared: SharedMemory): MemoryStore {
  const store = stores.get(shared);
  assert(store !== undefined, 'Not a shared memory made by sharedMemory()');
  return store;
}
