import { closeSync, fdatasync, fdatasyncSync, mkdtempSync, openSync, rmSync, write, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block, Commit, StoragePort, StoreHeader } from '../../src/ports/index.js';
import { keyIndex } from '../../src/storage/journal/key-index.js';
import { journalStorage } from '../../src/storage/journal/index.js';
import { compare, limit, retainedBytes, type Benchmark, type Side } from './harness.js';

const HEADER: StoreHeader = { format: 1, partitions: 16, hash: 'fnv1a-murmur3', seed: 1 };
const WORK = 'JSON text of the events and their keys, written to a local disk and synced before it is acknowledged; ours adds frame, checksum, compare-and-set, block and key index';

/** A commit of so many received goods, each with its identity. */
function commitOf(partition: string, number: number, events: number): Commit {
  const id = `${partition}/${number}`;
  const members = [{ partition, number }];
  const entries = Array.from({ length: events }, (_, index) => ({
    type: 'stock.received', source: 'wms-east', id: `asn-${number}#${index}`, effectiveAt: '2026-05-12T08:00:00Z', item: `SKU-${index % 97}`, location: 'DC-EAST', quantity: { amount: '12', unit: 'EA' },
  }));
  const keys = entries.map(({ id: fact }) => ({ key: `f:wms-east:${fact}`, fingerprint: 'sha256-128:9f86d081884c7d659a2feaa0c55ad015', at: { partition, number } }));
  const block: Block = { partition, number, commit: id, members, at: 1_790_000_000_000, register: 0, entries, keys, cursors: [] };
  return { id, blocks: [block] };
}

interface Ground<Subject> {
  readonly commits: readonly Commit[];
  readonly subject: Subject;
}

let last: string | undefined;
let open: StoragePort | undefined;

/** A fresh folder; the one before is cleared away. */
function fresh(): string {
  if (last !== undefined) rmSync(last, { recursive: true });
  last = mkdtempSync(join(tmpdir(), 'stockwright-bench-'));
  return last;
}
process.once('exit', () => {
  if (last !== undefined) rmSync(last, { recursive: true });
});

async function journal(commits: readonly Commit[]): Promise<Ground<StoragePort>> {
  await open?.close();
  const subject = journalStorage({ directory: join(fresh(), 'journal') });
  open = subject;
  await subject.open(HEADER);
  return { commits, subject };
}

function file(commits: readonly Commit[]): Ground<number> {
  return { commits, subject: openSync(join(fresh(), 'log'), 'a') };
}

function eventsIn(commits: readonly Commit[]): number {
  return commits.reduce((sum, { blocks }) => sum + blocks[0]!.entries.length, 0);
}

async function oneByOne({ commits, subject }: Ground<StoragePort>): Promise<number> {
  for (const commit of commits) if (!(await subject.commit(commit)).ok) throw new Error('A commit was refused');
  return eventsIn(commits);
}

async function together({ commits, subject }: Ground<StoragePort>): Promise<number> {
  const results = await Promise.all(commits.map((commit) => subject.commit(commit)));
  if (results.some(({ ok }) => !ok)) throw new Error('A commit was refused');
  return eventsIn(commits);
}

/** What one writes by hand: a line of JSON, appended and synced. No checksum, no index, nothing to recover by. */
async function appendLoop({ commits, subject }: Ground<number>): Promise<number> {
  for (const commit of commits) {
    const bytes = Buffer.from(JSON.stringify(commit));
    await new Promise<void>((resolve, reject) => write(subject, bytes, (error) => (error === null ? resolve() : reject(error))));
    await new Promise<void>((resolve, reject) => fdatasync(subject, (error) => (error === null ? resolve() : reject(error))));
  }
  closeSync(subject);
  return eventsIn(commits);
}

/** The same, blocking the process for every sync. */
function blockingLoop({ commits, subject }: Ground<number>): number {
  for (const commit of commits) {
    writeSync(subject, JSON.stringify(commit));
    fdatasyncSync(subject);
  }
  closeSync(subject);
  return eventsIn(commits);
}

function side<Subject>(prepare: () => Ground<Subject> | Promise<Ground<Subject>>, run: (ground: Ground<Subject>) => number | Promise<number>): Side {
  return { prepare, run };
}

/** As many commits as make a round worth measuring. */
function batches(events: number, count: number): readonly Commit[] {
  return Array.from({ length: count }, (_, index) => commitOf('p', index + 1, events));
}

function single(events: number, count: number, reach: number): Benchmark {
  const commits = batches(events, count);
  return compare({
    name: `journal, commits of ${events}`,
    unit: 'events/s', clock: 'wall',
    work: WORK,
    ours: side(() => journal(commits), oneByOne),
    baselines: {
      'append and fdatasync': side(() => file(commits), appendLoop),
      'append and fdatasync, blocking': side(() => file(commits), blockingLoop),
    },
    reach: { 'append and fdatasync': reach },
  });
}

const SIXTEEN = Array.from({ length: 16 * 20 }, (_, index) => commitOf(`p${index % 16}`, Math.floor(index / 16) + 1, 10));

const KEYS = 1_000_000;

export const benchmarks: readonly Benchmark[] = [
  single(1, 300, 0.5),
  single(100, 60, 0.5),
  single(1000, 15, 0.5),
  compare({
    name: 'journal, 16 partitions at once, commits of 10',
    unit: 'events/s', clock: 'wall',
    work: `${WORK}. Ours: all asked for at once. By hand: one after the other`,
    ours: side(() => journal(SIXTEEN), together),
    baselines: { 'append and fdatasync': side(() => file(SIXTEEN), appendLoop) },
    reach: { 'append and fdatasync': 4 },
  }),
  limit({
    name: 'journal, memory per key',
    unit: 'bytes',
    work: `The index of ${KEYS} keys of one partition, whatever their length; at its largest just after it has grown`,
    atMost: 25,
    measure: () => retainedBytes(() => {
      const index = keyIndex(1);
      for (let key = 0; key < KEYS; key++) index.add(`f:wms-east:asn-${key}#1`, 1 + (key % 10_000));
      return index;
    }).bytes / KEYS,
  }),
];
