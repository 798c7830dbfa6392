import { InventoryError, assert, compareText, isInventoryError } from '../../foundation/index.js';
import { checkCommit, type Block, type BlockPosition, type Commit, type CommitResult, type FileSystem, type KeyRecord, type StorageCapabilities, type StoragePort, type StoreHeader } from '../../ports/index.js';
import type { FrameLocation } from './block-index.js';
import { compactSegment } from './compact-segment.js';
import type { IndexedBlock } from './journal-index.js';
import { nodeFileSystem } from './node-file-system.js';
import { openJournal, type OpenJournal } from './open-journal.js';
import { blockOf, commitPayload, keysOf, readPayload, type CommitHead, type CursorPayload, type TrimPayload } from './payload.js';
import { serially } from './serially.js';
import { closedError, corrupt, poisonedError, unavailable } from './trouble.js';
import { waiters } from './waiters.js';

/** Where a journal lives, and its limits. */
export interface JournalStorageOptions {
  /** A directory of its own, on a local disk. Made if it is missing. */
  readonly directory: string;
  /** The largest commit taken, in bytes of its JSON text. Default 8 388 608, at most 67 108 864. */
  readonly commitBytesMax?: number | undefined;
  /** A new file is begun rather than let one grow beyond this. Default 16 777 216, at most 1 073 741 824. */
  readonly segmentBytes?: number | undefined;
  /** The disk. Default the machine's own. */
  readonly fileSystem?: FileSystem | undefined;
}

const COMMIT_BYTES_MAX = 1 << 26;
const SEGMENT_BYTES_MAX = 1 << 30;
/** Blocks read from disk at a time. */
const READ_BLOCKS = 256;

/**
 * A store in files of its own: a log of checksummed frames, one for each commit, synced before it is acknowledged. It survives a loss of power, serves one
 * process, and needs nothing but a local disk. The format is in docs/concepts/storage.md.
 */
export function journalStorage(options: JournalStorageOptions): StoragePort {
  const { directory, commitBytesMax = 1 << 23, segmentBytes = 1 << 24, fileSystem = nodeFileSystem() } = options;
  assert(commitBytesMax >= 1 && commitBytesMax <= COMMIT_BYTES_MAX, `commitBytesMax is at most ${COMMIT_BYTES_MAX}`);
  assert(segmentBytes >= 1 && segmentBytes <= SEGMENT_BYTES_MAX, `segmentBytes is at most ${SEGMENT_BYTES_MAX}`);
  const capabilities: StorageCapabilities = { durability: 'power', writers: 'one-process', commitBytesMax };
  const waiting = waiters();
  /** Snapshots and compaction, one at a time; the log does not wait for them. */
  const maintain = serially();
  /** Heads as they will be when what is being written is durable. */
  const pendingHeads = new Map<string, number>();
  let opening: Promise<OpenJournal> | undefined;
  let closing: Promise<void> | undefined;
  let journal: OpenJournal | undefined;

  /** The journal, if calls may be made on it. */
  function opened(): OpenJournal {
    if (closing !== undefined) throw closedError();
    assert(journal !== undefined, 'The store is not open yet: call open() first');
    journal.writer.check();
    return journal;
  }

  function append(to: OpenJournal, record: CursorPayload | TrimPayload, apply: () => void): Promise<void> {
    const payload = JSON.stringify(record);
    return new Promise((resolve, reject) => {
      to.writer.append({
        payload,
        payloadBytes: Buffer.byteLength(payload),
        wanted: () => true,
        written(): void {
          apply();
          resolve();
        },
        skipped: resolve,
        failed: reject,
      });
    });
  }

  function appendCommit(to: OpenJournal, commit: Commit): Promise<CommitResult> {
    const payload = commitPayload(commit, to.epoch);
    const payloadBytes = Buffer.byteLength(payload);
    if (payloadBytes > commitBytesMax) throw tooLarge(commit.id, payloadBytes, commitBytesMax);
    const blocks = commit.blocks.map(({ partition, number, keys }): IndexedBlock => ({ partition, number, keys: keys.map(({ key }) => key) }));
    const headOf = (partition: string): number => pendingHeads.get(partition) ?? to.index.head(partition);
    return new Promise((resolve, reject) => {
      to.writer.append({
        payload,
        payloadBytes,
        wanted(): boolean {
          if (blocks.some(({ partition, number }) => headOf(partition) !== number - 1)) return false;
          for (const { partition, number } of blocks) pendingHeads.set(partition, number);
          return true;
        },
        written(location: FrameLocation): void {
          to.index.addCommit(location, blocks);
          for (const { partition, number } of blocks) {
            if (pendingHeads.get(partition) === number) pendingHeads.delete(partition);
            waiting.wake(partition, number);
          }
          resolve({ ok: true });
        },
        skipped: () => resolve({ ok: false, heads: new Map(blocks.map(({ partition }) => [partition, to.index.head(partition)])) }),
        failed: reject,
      });
    });
  }

  /** Lets a task pass that changes files beside the log. Nobody whose place was taken may. */
  function maintaining<Value>(what: string, task: (on: OpenJournal) => Promise<Value>): Promise<Value> {
    return maintain(async () => {
      const on = opened();
      try {
        if (!on.isNewest()) throw poisonedError(undefined);
        return await task(on);
      } catch (error) {
        if (isInventoryError(error) || error instanceof TypeError) throw error;
        on.writer.check();
        throw unavailable(what, error);
      }
    });
  }

  async function shutDown(): Promise<void> {
    const on = await opening?.catch(() => undefined);
    if (on === undefined) return;
    waiting.wakeAll();
    await maintain(() => on.writer.close());
    await on.reader.close();
    try {
      await on.close(isSound(on));
    } catch (error) {
      throw unavailable('Closing the journal', error);
    }
  }

  return {
    capabilities,

    async open(header: StoreHeader): Promise<StoreHeader> {
      if (closing !== undefined) throw closedError();
      assert(opening === undefined, 'The store is open already');
      opening = openJournal({ files: fileSystem, directory, segmentBytes }, header);
      try {
        journal = await opening;
      } catch (error) {
        opening = undefined;
        throw error;
      }
      return { ...journal.header };
    },

    async heads(partitions: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const { index } = opened();
      return Promise.resolve(new Map(partitions.map((partition) => [partition, index.head(partition)])));
    },

    async partitions(): Promise<readonly string[]> {
      return Promise.resolve([...opened().index.partitions.keys()].sort(compareText));
    },

    async commit(commit: Commit): Promise<CommitResult> {
      const on = opened();
      checkCommit(commit);
      return appendCommit(on, commit);
    },

    async resolve(commitId: string, member: BlockPosition): Promise<'committed' | 'absent'> {
      const on = opened();
      // Whatever was asked for before is decided before.
      await new Promise<void>((resolve, reject) => on.writer.append({ payload: '', payloadBytes: 0, wanted: () => false, written: () => resolve(), skipped: resolve, failed: reject }));
      const location = on.index.partitions.get(member.partition)?.blocks.at(member.number);
      if (location === undefined) return 'absent';
      const [payload] = await on.reader.payloads(() => [on.index.partitions.get(member.partition)!.blocks.at(member.number)!]);
      return headOf(on, location, payload!).commit === commitId ? 'committed' : 'absent';
    },

    async read(partition: string, after: number, limit: number): Promise<readonly Block[]> {
      assert(Number.isSafeInteger(after) && after >= 0, `Blocks are read after a block number, not ${after}`);
      assert(Number.isSafeInteger(limit) && limit >= 1, `At least one block is read, not ${limit}`);
      const on = opened();
      const own = on.index.partitions.get(partition);
      if (own === undefined) return [];
      const last = Math.min(own.blocks.head(), after + limit);
      const blocks: Block[] = [];
      for (let from = after + 1; from <= last; from += READ_BLOCKS) {
        const numbers = Array.from({ length: Math.min(READ_BLOCKS, last - from + 1) }, (_, position) => from + position);
        let locations: readonly FrameLocation[] = [];
        const payloads = await on.reader.payloads(() => {
          if (after < own.trimmed) throw trimmedError(partition, after, own.trimmed);
          locations = numbers.map((number) => own.blocks.at(number)!);
          return locations;
        });
        payloads.forEach((payload, position) => {
          const head = headOf(on, locations[position]!, payload);
          blocks.push(blockOf(head, payload, head.blocks.findIndex((block) => block.partition === partition)));
        });
      }
      return blocks;
    },

    async findKeys(partition: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeyRecord>> {
      const on = opened();
      const own = on.index.partitions.get(partition);
      const found = new Map<string, KeyRecord>();
      if (own === undefined) return found;
      for (const [number, wanted] of candidates(keys, (key) => own.keys.blocksOf(key))) {
        let location: FrameLocation | undefined;
        const [payload] = await on.reader.payloads(() => [(location = own.blocks.at(number)!)]);
        const head = headOf(on, location!, payload!);
        for (const record of keysOf(head, payload!, head.blocks.findIndex((block) => block.partition === partition))) {
          if (wanted.has(record.key) && !found.has(record.key)) found.set(record.key, record);
        }
      }
      return found;
    },

    async waitForBlock(partition: string, after: number, signal: AbortSignal): Promise<void> {
      if (opened().index.head(partition) > after) return;
      await waiting.wait(partition, after, signal);
      if (!signal.aborted) opened();
    },

    loadSnapshot: (partition) => maintaining('Loading a snapshot', async (on) => {
      const snapshot = await on.snapshots.load(partition);
      const trimmed = on.index.partitions.get(partition)?.trimmed ?? 0;
      if (trimmed > (snapshot?.number ?? 0)) throw corrupt(on.directory, 0, `no snapshot of ${partition} covers its trimmed blocks up to ${trimmed}`);
      return snapshot;
    }),

    saveSnapshot: (snapshot) => maintaining('Saving a snapshot', (on) => {
      const { partition, number } = snapshot;
      assert(number >= 1 && number <= on.index.head(partition), `A snapshot at ${partition}/${number} is of a block that does not exist`);
      return on.snapshots.save(snapshot);
    }),

    trim: (partition, upTo) => maintaining('Trimming', async (on) => {
      const snapshot = await on.snapshots.secure(partition);
      assert(upTo <= (snapshot?.number ?? 0), `No snapshot covers ${partition}/${upTo}, so it cannot be trimmed`);
      if (upTo <= (on.index.partitions.get(partition)?.trimmed ?? 0)) return;
      await append(on, { trim: { partition, upTo } }, () => on.index.setTrimmed(partition, upTo));
      for (const [segment, { live, sealed, compacted }] of on.index.segments) {
        if (sealed && live === 0 && !compacted) await compactSegment(on, segment);
      }
    }),

    async loadFeedCursor(reader: string, partition: string): Promise<number> {
      return Promise.resolve(opened().index.cursor(reader, partition));
    },

    async saveFeedCursor(reader: string, partition: string, number: number): Promise<void> {
      assert(Number.isSafeInteger(number) && number >= 0, `A feed cursor is a block number, not ${number}`);
      const on = opened();
      await append(on, { cursor: { reader, partition, number } }, () => on.index.setCursor(reader, partition, number));
    },

    close(): Promise<void> {
      closing ??= shutDown();
      return closing;
    },
  };
}

function isSound(on: OpenJournal): boolean {
  try {
    on.writer.check();
    return true;
  } catch {
    return false;
  }
}

/** The head of a commit whose frame holds. */
function headOf(on: OpenJournal, location: FrameLocation, payload: Buffer): CommitHead {
  const record = readPayload(payload);
  if ('commit' in record) return record;
  throw corrupt(`${on.directory} segment ${location.segment}`, location.offset, 'not a commit');
}

/** Blocks to look into, lowest first, so that the first use of a key is found first; with the keys to look for in each. */
function candidates(keys: readonly string[], blocksOf: (key: string) => readonly number[]): [number, Set<string>][] {
  const wanted = new Map<number, Set<string>>();
  for (const key of keys) {
    for (const number of blocksOf(key)) wanted.set(number, (wanted.get(number) ?? new Set()).add(key));
  }
  return [...wanted].sort(([left], [right]) => left - right);
}

function tooLarge(commit: string, size: number, sizeMax: number): InventoryError {
  return new InventoryError('storage.too_large', `Commit ${commit} has ${size} bytes, more than the ${sizeMax} this store takes`, { details: { commit, size, sizeMax } });
}

function trimmedError(partition: string, after: number, trimmed: number): InventoryError {
  return new InventoryError('storage.trimmed', `Blocks of ${partition} up to ${trimmed} were trimmed; read from the snapshot on`, { details: { partition, after, trimmed } });
}
