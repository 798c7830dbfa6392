import { InventoryError } from '../../foundation/index.js';
import type { Commit, CommitResult, StoragePort } from '../../ports/index.js';
import { seededRandom } from './seeded-random.js';

/** How often a call goes wrong, as probabilities. All 0 by default. */
export interface StorageFaults {
  readonly seed: number;
  /** A commit throws `storage.outcome_unknown` and did not land. */
  readonly lost?: number | undefined;
  /** A commit throws `storage.outcome_unknown` and did land. */
  readonly unheard?: number | undefined;
  /** A commit is refused although nobody was faster: its heads say so, and trying again helps. */
  readonly refused?: number | undefined;
  /** A call that reads throws `storage.unavailable`. */
  readonly unavailable?: number | undefined;
  /** The most turns of the event loop a call takes before it begins, and again before it answers. */
  readonly turnsMax?: number | undefined;
}

/** A store whose misfortunes follow from a seed. */
export interface FaultyStorage extends StoragePort {
  /** How many calls went wrong so far. */
  faults(): number;
  /** From now on everything goes well, so that a test can look at what came of it. */
  calm(): void;
}

/**
 * Wraps a store so that calls are slow, fail, and leave their outcome unknown, within what the contract allows. A program that keeps its promises over it keeps them
 * over a store on a bad day.
 */
export function faultyStorage(inner: StoragePort, { seed, lost = 0, unheard = 0, refused = 0, unavailable = 0, turnsMax = 0 }: StorageFaults): FaultyStorage {
  const random = seededRandom(seed);
  let isCalm = false;
  let faults = 0;

  function happens(probability: number): boolean {
    const does = random.chance(probability) && !isCalm;
    if (does) faults++;
    return does;
  }

  async function turns(): Promise<void> {
    for (let left = random.below(turnsMax + 1); left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
  }

  async function reading<Value>(call: () => Promise<Value>): Promise<Value> {
    await turns();
    if (happens(unavailable)) throw new InventoryError('storage.unavailable', 'The store did not answer, as planned');
    const value = await call();
    await turns();
    return value;
  }

  async function commit(commitToWrite: Commit): Promise<CommitResult> {
    // What is given may change while the call waits its turn; a store takes it as it is when called.
    const taken = structuredClone(commitToWrite);
    await turns();
    if (happens(lost)) throw unknownOutcome();
    if (happens(refused)) return { ok: false, heads: await inner.heads(taken.blocks.map(({ partition }) => partition)) };
    const result = await inner.commit(taken);
    await turns();
    if (result.ok && happens(unheard)) throw unknownOutcome();
    return result;
  }

  return {
    capabilities: inner.capabilities,
    faults: () => faults,
    calm: () => void (isCalm = true),
    open: (header) => inner.open(header),
    heads: (partitions) => reading(() => inner.heads(partitions)),
    partitions: () => reading(() => inner.partitions()),
    commit,
    resolve: (commitId, member) => reading(() => inner.resolve(commitId, member)),
    read: (partition, after, limit) => reading(() => inner.read(partition, after, limit)),
    findKeys: (partition, keys) => reading(() => inner.findKeys(partition, keys)),
    waitForBlock: (partition, after, signal) => inner.waitForBlock(partition, after, signal),
    loadSnapshot: (partition) => reading(() => inner.loadSnapshot(partition)),
    saveSnapshot: (snapshot) => reading(() => inner.saveSnapshot(snapshot)),
    trim: (partition, upTo) => reading(() => inner.trim(partition, upTo)),
    loadFeedCursor: (reader, partition) => reading(() => inner.loadFeedCursor(reader, partition)),
    saveFeedCursor: (reader, partition, number) => reading(() => inner.saveFeedCursor(reader, partition, number)),
    close: () => inner.close(),
  };
}

function unknownOutcome(): InventoryError {
  return new InventoryError('storage.outcome_unknown', 'The outcome of the commit is not known, as planned');
}
