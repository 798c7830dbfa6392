import type { Block, Commit, KeyRecord } from '../../../src/ports/index.js';

/** The storage contract in its plainest form, written apart from every adapter: arrays, scanned. */
export class NaiveStore {
  readonly blocks: Block[] = [];
  readonly cursors: [reader: string, partition: string, number: number][] = [];
  readonly trims: [partition: string, upTo: number][] = [];
  snapshots: [partition: string, number: number, state: unknown][] = [];

  head(partition: string): number {
    return this.blocks.filter((block) => block.partition === partition).length;
  }

  commit(commit: Commit): boolean {
    if (commit.blocks.some(({ partition, number }) => number !== this.head(partition) + 1)) return false;
    this.blocks.push(...commit.blocks);
    return true;
  }

  read(partition: string, after: number, limit: number): Block[] | 'trimmed' {
    if (after < this.trimmed(partition)) return 'trimmed';
    return this.blocks.filter((block) => block.partition === partition && block.number > after).slice(0, limit);
  }

  key(partition: string, key: string): KeyRecord | undefined {
    return this.blocks.filter((block) => block.partition === partition).flatMap((block) => block.keys).find((record) => record.key === key);
  }

  landed(commit: string, partition: string, number: number): boolean {
    return this.blocks.some((block) => block.commit === commit && block.partition === partition && block.number === number);
  }

  snapshot(partition: string): { number: number; state: unknown } | undefined {
    const own = this.snapshots.filter(([of]) => of === partition);
    const newest = Math.max(...own.map(([, number]) => number));
    const last = own.filter(([, number]) => number === newest).pop();
    return last === undefined ? undefined : { number: newest, state: last[2] };
  }

  trimmed(partition: string): number {
    return Math.max(0, ...this.trims.filter(([of]) => of === partition).map(([, upTo]) => upTo));
  }

  cursor(reader: string, partition: string): number {
    return this.cursors.filter(([of, at]) => of === reader && at === partition).pop()?.[2] ?? 0;
  }
}
