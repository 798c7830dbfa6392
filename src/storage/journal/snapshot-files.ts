import { InventoryError } from '../../foundation/index.js';
import type { FileSystem, Snapshot } from '../../ports/index.js';
import { FRAME_HEADER_BYTES, frameHolds, frameOf, readFrameHeader } from './frame.js';
import { replaceFile } from './replace-file.js';

/** The snapshots of a journal: a file of one frame each. Calls are made one after another. */
export interface SnapshotFiles {
  /** The newest snapshot of a partition that can be read. */
  load(partition: string): Promise<Snapshot | undefined>;
  /** Keeps a snapshot unless there is a newer one, then removes those it replaces. */
  save(snapshot: Snapshot): Promise<void>;
  /** The same as `load`, and sure to survive: one that this handle did not write is written again, since the syncs of a dead process may have failed. */
  secure(partition: string): Promise<Snapshot | undefined>;
}

interface SnapshotFile {
  readonly name: string;
  readonly number: number;
}

interface SnapshotHead {
  readonly snapshot: 1;
  readonly partition: string;
  readonly number: number;
  readonly format: string;
}

/** Enough for the first line of a snapshot; a longer one is read whole. */
const HEAD_BYTES = 4096;
/** A string of this runtime holds hardly more. */
const SNAPSHOT_LENGTH_MAX = 500_000_000;

/** Finds the snapshots of a directory. A file that cannot be read is left where it is and not used. */
export async function snapshotFiles(files: FileSystem, directory: string): Promise<SnapshotFiles> {
  /** By partition, newest first. */
  const known = new Map<string, SnapshotFile[]>();
  let serial = 0;
  for (const name of await files.list(directory)) {
    const digits = /^snapshot-(\d{8,15})\.json$/.exec(name)?.[1];
    if (digits === undefined) continue;
    serial = Math.max(serial, Number(digits));
    const head = await readHead(files, `${directory}/${name}`);
    if (head !== undefined) known.set(head.partition, [...(known.get(head.partition) ?? []), { name, number: head.number }]);
  }
  for (const list of known.values()) list.sort((left, right) => right.number - left.number || (left.name < right.name ? 1 : -1));

  const ownNames = new Set<string>();

  async function load(partition: string): Promise<{ readonly name: string; readonly snapshot: Snapshot } | undefined> {
    for (const { name } of known.get(partition) ?? []) {
      const snapshot = await readSnapshot(files, `${directory}/${name}`);
      if (snapshot?.partition === partition) return { name, snapshot };
    }
    return undefined;
  }

  async function write({ partition, number, format, state }: Snapshot): Promise<void> {
    const older = known.get(partition) ?? [];
    const payload = `${JSON.stringify({ snapshot: 1, partition, number, format } satisfies SnapshotHead)}\n${JSON.stringify(state)}`;
    if (payload.length > SNAPSHOT_LENGTH_MAX) throw tooLarge(partition, payload.length);
    const name = `snapshot-${String(++serial).padStart(8, '0')}.json`;
    const file = await replaceFile(files, directory, name, (target) => target.append(frameOf({ file: 0, offset: 0, synced: 0 }, payload)));
    known.set(partition, [{ name, number }]);
    ownNames.add(name);
    await file.close();
    for (const replaced of older) {
      ownNames.delete(replaced.name);
      // One that cannot be removed now is found at the next opening, and removed after the next save.
      await files.remove(`${directory}/${replaced.name}`).catch(() => undefined);
    }
  }

  return {
    load: async (partition) => (await load(partition))?.snapshot,
    async save(snapshot: Snapshot): Promise<void> {
      const newest = known.get(snapshot.partition)?.[0];
      if (newest === undefined || newest.number <= snapshot.number) await write(snapshot);
    },
    async secure(partition: string): Promise<Snapshot | undefined> {
      const found = await load(partition);
      if (found !== undefined && !ownNames.has(found.name)) await write(found.snapshot);
      return found?.snapshot;
    },
  };
}

async function readHead(files: FileSystem, path: string): Promise<SnapshotHead | undefined> {
  const start = await readBytes(files, path, HEAD_BYTES);
  const bytes = start.indexOf(0x0a) === -1 ? await readBytes(files, path, Infinity) : start;
  if (readFrameHeader(bytes, 0) === undefined) return undefined;
  return parseHead(bytes.subarray(FRAME_HEADER_BYTES));
}

async function readSnapshot(files: FileSystem, path: string): Promise<Snapshot | undefined> {
  const bytes = await readBytes(files, path, Infinity);
  const header = readFrameHeader(bytes, 0);
  const payload = bytes.subarray(FRAME_HEADER_BYTES);
  if (header === undefined || !frameHolds(header, 0, 0, payload)) return undefined;
  const head = parseHead(payload);
  if (head === undefined) return undefined;
  const { partition, number, format } = head;
  return { partition, number, format, state: JSON.parse(payload.toString('utf8', payload.indexOf(0x0a) + 1)) };
}

function parseHead(payload: Buffer): SnapshotHead | undefined {
  try {
    const head = JSON.parse(payload.toString('utf8', 0, payload.indexOf(0x0a))) as Partial<SnapshotHead> | null;
    return head?.snapshot === 1 && typeof head.partition === 'string' && Number.isSafeInteger(head.number) && typeof head.format === 'string' ? (head as SnapshotHead) : undefined;
  } catch {
    return undefined;
  }
}

async function readBytes(files: FileSystem, path: string, most: number): Promise<Buffer> {
  const file = await files.open(path, 'read');
  try {
    const bytes = await file.read(0, Math.min(most, await file.size()));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  } finally {
    await file.close();
  }
}

function tooLarge(partition: string, length: number): InventoryError {
  return new InventoryError('storage.too_large', `A snapshot of ${partition} is ${length} long, more than the ${SNAPSHOT_LENGTH_MAX} that are taken`, { details: { partition, length } });
}
