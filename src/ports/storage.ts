import type { Instant } from '../foundation/index.js';

/** Where a block stands: its partition and its number there. */
export interface BlockPosition {
  readonly partition: string;
  /** Counts from 1 without gaps within the partition. */
  readonly number: number;
}

/** What a store keeps about a used request key or a recorded identity. */
export interface KeyRecord {
  /** The key, unique within its partition: a kind prefix, then the scope and key as the writer composed them. */
  readonly key: string;
  /** The algorithm and content hash, `sha256-128:9f86d0…`; equal for equal content. */
  readonly fingerprint: string;
  /** What was answered, for a request key: any JSON value. */
  readonly answer?: unknown;
  /** Where the fact stands, for a recorded identity. */
  readonly at?: BlockPosition | undefined;
}

/** How far a named reader or an intake stream has come, committed with what it read. */
export interface CursorRecord {
  readonly name: string;
  /** Any JSON value the reader understands. */
  readonly position: unknown;
}

/**
 * One gapless step of a partition's log: everything one commit says about that partition. Plain JSON, so that a person can read it and a queue can
 * carry it.
 */
export interface Block extends BlockPosition {
  /** The commit this block is part of; the same in every member. */
  readonly commit: string;
  /** Every block of the commit, this one included. */
  readonly members: readonly BlockPosition[];
  /** The block's time in epoch milliseconds; never decreases within a partition. */
  readonly at: Instant;
  /** The head of the register log under which the block was made; never decreases. */
  readonly register: number;
  /** Facts and decisions in order, as JSON values. */
  readonly entries: readonly unknown[];
  readonly keys: readonly KeyRecord[];
  readonly cursors: readonly CursorRecord[];
}

/** Blocks of one or more partitions that are written together or not at all. */
export interface Commit {
  /** Unique; names the commit when its outcome has to be looked up. */
  readonly id: string;
  /** At most one block per partition, each numbered one above the head the writer saw. */
  readonly blocks: readonly Block[];
}

/** Written, or refused because another writer moved a head. A thrown error means the outcome is unknown: {@link StoragePort.resolve} it. */
export type CommitResult = { readonly ok: true } | { readonly ok: false; readonly heads: ReadonlyMap<string, number> };

/** A cached state of a partition at a block. May be dropped at any time; the log is the truth. */
export interface Snapshot extends BlockPosition {
  /** The shape of `state`; a reader that does not know it ignores the snapshot. */
  readonly format: string;
  /** Any JSON value. */
  readonly state: unknown;
}

/** Fixed when a store is created; opening it with other values is refused. */
export interface StoreHeader {
  /** The version of the stored format. */
  readonly format: 1;
  /** How many partitions a tenant's items are spread over. */
  readonly partitions: number;
  /** The hash that spreads them and its seed. */
  readonly hash: 'fnv1a-murmur3';
  readonly seed: number;
}

/** What a store can and cannot do, declared and not discovered. */
export interface StorageCapabilities {
  /** What survives once a commit is acknowledged: nothing, a crash of the process, or a loss of power. */
  readonly durability: 'none' | 'process' | 'power';
  /** Whether several processes may have the store open. */
  readonly writers: 'one-process' | 'shared';
  /** The largest commit taken, in bytes of its JSON text. */
  readonly commitBytesMax: number;
}

/**
 * A block log with compare-and-set on the heads. The laws every adapter keeps are the conformance suite in `stockwright/testing`:
 * a commit lands whole or not at all; `ok` only after the declared durability; a head is gapless and its compare-and-set is the only fence; a thrown
 * commit is of unknown outcome until resolved; a failed sync poisons the store for good; nothing is visible before `ok`; blocks come back exactly as
 * they were written.
 */
export interface StoragePort {
  readonly capabilities: StorageCapabilities;
  /** Opens the store, creating it with `header` if it is new. @throws `storage.header_mismatch`, `storage.locked`, `storage.corrupt` */
  open(header: StoreHeader): Promise<StoreHeader>;
  /** The number of the newest block of each partition asked for; 0 where there is none. */
  heads(partitions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Every partition that holds a block, in code unit order. */
  partitions(): Promise<readonly string[]>;
  /**
   * Appends the blocks if every one is numbered one above its partition's head.
   * @throws `storage.too_large`, `storage.poisoned`, `storage.closed` (nothing written); `storage.outcome_unknown`, `storage.unavailable` (resolve first)
   */
  commit(commit: Commit): Promise<CommitResult>;
  /** Whether a commit of unknown outcome landed, looked up by any of its members. Final: after `absent` it can never land. */
  resolve(commitId: string, member: BlockPosition): Promise<'committed' | 'absent'>;
  /** Blocks after a number, in order, at most `limit`. @throws `storage.trimmed` if some of them were trimmed away */
  read(partition: string, after: number, limit: number): Promise<readonly Block[]>;
  /** The records of those keys that exist in the partition's blocks. */
  findKeys(partition: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeyRecord>>;
  /** Resolves once the partition's head is above `after`, or when the signal aborts. */
  waitForBlock(partition: string, after: number, signal: AbortSignal): Promise<void>;
  /** The newest readable snapshot of a partition. */
  loadSnapshot(partition: string): Promise<Snapshot | undefined>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** Forgets blocks up to and including a number that a snapshot covers; their keys stay findable. */
  trim(partition: string, upTo: number): Promise<void>;
  /** A feed reader's durable place, 0 if it has none. */
  loadFeedCursor(reader: string, partition: string): Promise<number>;
  saveFeedCursor(reader: string, partition: string, number: number): Promise<void>;
  close(): Promise<void>;
}
