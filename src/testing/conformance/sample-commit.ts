import type { Block, Commit, KeyRecord, StoreHeader } from '../../ports/index.js';

/** The header the suites open stores with. */
export const SAMPLE_HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 2026 };

/** What a sample block may say beside its place. */
export type SampleContent = Partial<Pick<Block, 'entries' | 'keys' | 'cursors' | 'at' | 'register'>>;

/** A commit of one block. */
export function sampleCommit(id: string, partition: string, number: number, content: SampleContent = {}): Commit {
  return sampleCommitOver(id, [[partition, number]], content);
}

/** A commit of a block in each of several partitions. */
export function sampleCommitOver(id: string, places: readonly (readonly [partition: string, number: number])[], content: SampleContent = {}): Commit {
  const members = places.map(([partition, number]) => ({ partition, number }));
  const { entries = [{ type: 'sample', id }], keys = [sampleKey(`key of ${id}`)], cursors = [], at = 1_790_000_000_000, register = 0 } = content;
  return { id, blocks: members.map(({ partition, number }) => ({ partition, number, commit: id, members, at, register, entries, keys, cursors })) };
}

/** A key with something to recognise it by. */
export function sampleKey(key: string, answer: unknown = { ok: true, about: key }): KeyRecord {
  return { key, fingerprint: `sha256-128:${key.length.toString(16).padStart(32, '0')}`, answer };
}
