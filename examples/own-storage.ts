// A store of one's own over plain maps, certified by the laws that every store keeps.
import { InventoryError } from 'stockwright';
import { checkCommit, type Block, type CommitResult, type KeyRecord, type Snapshot, type StoragePort, type StoreHeader } from 'stockwright/ports';
import { storageConformance } from 'stockwright/testing';

/** What a database would hold. Texts, so that nobody can change the log through an object they were given. */
interface Rows {
  header?: StoreHeader;
  readonly logs: Map<string, string[]>;
  readonly trimmed: Map<string, number>;
  readonly snapshots: Map<string, string>;
  readonly cursors: Map<string, number>;
}

function mapStorage(rows: Rows): StoragePort {
  const commitBytesMax = 1_000_000;
  const changed = new EventTarget();
  let state: 'new' | 'open' | 'closed' = 'new';

  /** Every call: only while open, and not at once, as with a real database. */
  async function enter(): Promise<void> {
    check();
    await Promise.resolve();
    check();
  }
  function check(): void {
    if (state === 'closed') throw new InventoryError('storage.closed', 'The store was closed');
    mistakeUnless(state === 'open', 'The store is not open');
  }
  const log = (partition: string): readonly string[] => rows.logs.get(partition) ?? [];
  const blocks = (partition: string): Block[] => log(partition).map((text) => JSON.parse(text) as Block);
  const headsOf = (partitions: readonly string[]): Map<string, number> => new Map(partitions.map((partition) => [partition, log(partition).length]));

  return {
    capabilities: { durability: 'none', writers: 'one-process', commitBytesMax },
    async open(header) {
      if (state === 'closed') check();
      mistakeUnless(state === 'new', 'The store is open already');
      await Promise.resolve();
      rows.header ??= { ...header };
      if (JSON.stringify(rows.header) !== JSON.stringify(header)) throw new InventoryError('storage.header_mismatch', 'The store was created with other settings');
      state = 'open';
      return { ...rows.header };
    },
    async heads(partitions) {
      await enter();
      return headsOf(partitions);
    },
    async partitions() {
      await enter();
      return [...rows.logs.keys()].sort();
    },
    async commit(commit): Promise<CommitResult> {
      checkCommit(commit);
      const texts = commit.blocks.map((block) => JSON.stringify(block));
      if (Buffer.byteLength(texts.join('')) > commitBytesMax) throw new InventoryError('storage.too_large', 'The commit is too large');
      await enter();
      // From here to the end nothing else runs: the comparison and the writing are one step. In SQL this is one transaction.
      if (commit.blocks.some(({ partition, number }) => log(partition).length !== number - 1)) return { ok: false, heads: headsOf(commit.blocks.map(({ partition }) => partition)) };
      commit.blocks.forEach(({ partition }, index) => rows.logs.set(partition, [...log(partition), texts[index]!]));
      changed.dispatchEvent(new Event('commit'));
      return { ok: true };
    },
    async resolve(commitId, { partition, number }) {
      await enter();
      return blocks(partition)[number - 1]?.commit === commitId ? 'committed' : 'absent';
    },
    async read(partition, after, limit) {
      await enter();
      const trimmed = rows.trimmed.get(partition) ?? 0;
      if (after < trimmed) throw new InventoryError('storage.trimmed', `Blocks up to ${trimmed} were trimmed`, { details: { trimmed } });
      return blocks(partition).slice(after, after + limit);
    },
    async findKeys(partition, keys) {
      await enter();
      const found = new Map<string, KeyRecord>();
      const wanted = new Set(keys);
      for (const record of blocks(partition).flatMap((block) => block.keys)) {
        if (wanted.has(record.key) && !found.has(record.key)) found.set(record.key, record);
      }
      return found;
    },
    async waitForBlock(partition, after, signal) {
      await enter();
      while (!signal.aborted && log(partition).length <= after) {
        await new Promise<void>((resolve) => {
          const finish = (): void => {
            signal.removeEventListener('abort', finish);
            resolve();
          };
          changed.addEventListener('commit', finish, { once: true });
          signal.addEventListener('abort', finish, { once: true });
        });
        check();
      }
    },
    async loadSnapshot(partition) {
      await enter();
      const text = rows.snapshots.get(partition);
      return text === undefined ? undefined : (JSON.parse(text) as Snapshot);
    },
    async saveSnapshot(snapshot) {
      await enter();
      const { partition, number } = snapshot;
      mistakeUnless(number >= 1 && number <= log(partition).length, 'A snapshot of a block that does not exist');
      const kept = rows.snapshots.get(partition);
      if (kept === undefined || (JSON.parse(kept) as Snapshot).number <= number) rows.snapshots.set(partition, JSON.stringify(snapshot));
    },
    async trim(partition, upTo) {
      await enter();
      const kept = rows.snapshots.get(partition);
      mistakeUnless(upTo <= (kept === undefined ? 0 : (JSON.parse(kept) as Snapshot).number), 'No snapshot covers what is to be trimmed');
      rows.trimmed.set(partition, Math.max(upTo, rows.trimmed.get(partition) ?? 0));
    },
    async loadFeedCursor(reader, partition) {
      await enter();
      return rows.cursors.get(JSON.stringify([reader, partition])) ?? 0;
    },
    async saveFeedCursor(reader, partition, number) {
      await enter();
      mistakeUnless(Number.isSafeInteger(number) && number >= 0, 'A cursor is a block number');
      rows.cursors.set(JSON.stringify([reader, partition]), number);
    },
    async close() {
      await Promise.resolve();
      state = 'closed';
      changed.dispatchEvent(new Event('commit'));
    },
  };
}

function mistakeUnless(condition: boolean, message: string): void {
  if (!condition) throw new TypeError(message);
}

// The suite asks for two functions of a test runner. These collect; vitest, jest, mocha and node:test have their own.
const laws: { readonly name: string; readonly run: () => Promise<void> }[] = [];
storageConformance({
  runner: { describe: (_title, define) => define(), it: (name, run) => void laws.push({ name, run }) },
  supports: ['reopen'],
  open: () => {
    const rows: Rows = { logs: new Map(), trimmed: new Map(), snapshots: new Map(), cursors: new Map() };
    return { storage: mapStorage(rows), reopen: () => mapStorage(rows) };
  },
  print: (line) => console.log(line),
});

let kept = 0;
for (const { name, run } of laws) {
  try {
    await run();
    kept++;
    console.log(`kept: ${name}`);
  } catch (error) {
    console.log(`BROKEN: ${name}: ${String(error)}`);
  }
}
console.log(`${kept} of ${laws.length} laws kept`);

/* Prints:
not claimed (shared): several handles write one log, and each number is won once
not claimed (shared): a reader is woken by another handle’s block
not claimed (shared): closing one handle leaves the others open
not claimed (exclusive): while a handle has the store open another is refused, and the first goes on
not claimed (exclusive): a handle that was refused may try again
kept: a call before the store is open is a mistake
kept: a new store is created with the header it is opened with
kept: a handle is opened once
kept: a new store is empty
kept: a block comes back exactly as it was written
kept: the order of members is kept
kept: blocks are read in order, after a number and up to a limit
kept: reading twice gives the same
kept: partitions are listed in code unit order
kept: a block that does not follow the head is refused with the head, and nothing is written
kept: a commit over several partitions lands whole
kept: a commit with one block that does not follow its head lands in no partition
kept: of many commits against one head exactly one lands
kept: commits asked for in order land in order without waiting for each other
kept: heads stay gapless under writers who try again
kept: what one read shows, every read shows
kept: a commit that contradicts itself is a mistake, and writes nothing
kept: a commit larger than the store takes is refused whole, and the store goes on
kept: changing what was committed does not change the log
kept: changing what was read does not change the log
kept: a commit that landed is found by each of its members
kept: a commit that did not land is absent, whatever stands in its place
kept: looking a commit up while it is being written agrees with its answer
kept: a key is found with everything that was kept about it, in its own partition only
kept: keys may have any name
kept: the first record of a key stands
kept: thousands of keys are found in one call
kept: the keys of a commit that did not land are not found
kept: a waiting reader is woken by the block it waits for, and not before
kept: a reader does not wait for a block that is there
kept: a waiting reader lets go when told to
kept: a feed cursor is kept per reader and partition
kept: the newest snapshot of a partition is kept
kept: a snapshot of the same block replaces the one before
kept: a snapshot of a block that does not exist is a mistake
kept: trimmed blocks are refused, the others are read
kept: keys and outcomes of trimmed blocks stay known
kept: nothing is trimmed that no snapshot covers
kept: trimming again up to a lower number changes nothing
kept: after closing, every call says so
kept: closing ends a reader’s wait
kept: what was acknowledged is there when the store is opened again
kept: commits under way when the store is closed keep their word
kept: a store is not opened with another header
44 of 44 laws kept
*/
