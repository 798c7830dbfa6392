import { assert } from '../../foundation/index.js';
import type { BlockPosition } from '../../ports/index.js';
import { blockIndex, type BlockIndex, type FrameLocation } from './block-index.js';
import { keyIndex, type KeyIndex } from './key-index.js';

/** What is kept in memory of a partition. */
export interface PartitionIndex {
  readonly blocks: BlockIndex;
  readonly keys: KeyIndex;
  /** Blocks up to this number were given up. */
  trimmed: number;
}

/** What is kept in memory of a segment. */
export interface SegmentIndex {
  /** Blocks in it that are not trimmed. */
  live: number;
  /** Whether its last frame is written. */
  sealed: boolean;
  /** Whether its blocks were reduced to their keys. */
  compacted: boolean;
}

/** A block with the names of its keys. */
export interface IndexedBlock extends BlockPosition {
  readonly keys: readonly string[];
}

/** The journal's memory: where things are, never what they are. A fold of the frames, by the same functions while running and while recovering. */
export interface JournalIndex {
  readonly partitions: ReadonlyMap<string, PartitionIndex>;
  readonly segments: Map<number, SegmentIndex>;
  head(partition: string): number;
  addCommit(location: FrameLocation, blocks: readonly IndexedBlock[]): void;
  setTrimmed(partition: string, upTo: number): void;
  cursor(reader: string, partition: string): number;
  setCursor(reader: string, partition: string, number: number): void;
}

/** Builds an empty index. `seed` scatters the keys. */
export function journalIndex(seed: number): JournalIndex {
  const partitions = new Map<string, PartitionIndex>();
  const segments = new Map<number, SegmentIndex>();
  const cursors = new Map<string, Map<string, number>>();

  function partitionOf(name: string): PartitionIndex {
    let partition = partitions.get(name);
    if (partition === undefined) {
      partition = { blocks: blockIndex(), keys: keyIndex(seed), trimmed: 0 };
      partitions.set(name, partition);
    }
    return partition;
  }

  return {
    partitions,
    segments,
    head: (partition) => partitions.get(partition)?.blocks.head() ?? 0,
    addCommit(location: FrameLocation, blocks: readonly IndexedBlock[]): void {
      for (const { partition: name, number, keys } of blocks) {
        const partition = partitionOf(name);
        assert(number === partition.blocks.head() + 1, `Block ${name}/${number} does not follow ${partition.blocks.head()}`);
        partition.blocks.add(location);
        for (const key of keys) partition.keys.add(key, number);
      }
      segments.get(location.segment)!.live += blocks.length;
    },
    setTrimmed(name: string, upTo: number): void {
      const partition = partitionOf(name);
      assert(upTo <= partition.blocks.head(), `${name} has no block ${upTo} to trim`);
      for (let number = partition.trimmed + 1; number <= upTo; number++) segments.get(partition.blocks.at(number)!.segment)!.live -= 1;
      partition.trimmed = Math.max(partition.trimmed, upTo);
    },
    cursor: (reader, partition) => cursors.get(partition)?.get(reader) ?? 0,
    setCursor(reader: string, partition: string, number: number): void {
      const readers = cursors.get(partition) ?? new Map<string, number>();
      cursors.set(partition, readers.set(reader, number));
    },
  };
}
