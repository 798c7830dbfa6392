import { InventoryError } from '../../foundation/index.js';
import type { FileSystem, OpenFile } from '../../ports/index.js';
import { frameOf } from './frame.js';
import type { JournalIndex } from './journal-index.js';
import type { Manifest } from './manifest.js';
import { keysOf, type CommitHead, type SegmentPayload } from './payload.js';
import { replaceFile } from './replace-file.js';
import { checkTornTail, scanSegment, type ScanEnd, type ScannedFrame, type SegmentFile } from './scan-segment.js';
import { segmentName, segmentOfName } from './segment-name.js';
import { corrupt } from './trouble.js';

/** The segment that is appended to. */
export interface ActiveSegment {
  readonly segment: number;
  readonly file: OpenFile;
  /** Its bytes, all of them durable. */
  readonly length: number;
}

/**
 * Rebuilds the index from the segments and leaves a log that ends in a whole frame. Only the last segment may end in the trace of a crash: what
 * follows its last whole frame is dropped.
 *
 * The last segment is then written anew, synced and renamed over itself, unless it was closed in order: after a failed sync the kernel may show
 * bytes that it will never write, and a later sync of the same file would not say so.
 *
 * @throws `storage.corrupt` for anything no crash can explain.
 */
export async function recover(files: FileSystem, directory: string, manifest: Manifest, index: JournalIndex): Promise<ActiveSegment> {
  const segments = await listSegments(files, directory);
  let active: ActiveSegment | undefined;
  for (const segment of segments) {
    const isLast = segment === segments[segments.length - 1];
    const path = `${directory}/${segmentName(segment)}`;
    const file = await files.open(path, 'read');
    try {
      const segmentFile: SegmentFile = { file, name: path, segment };
      const found = await indexSegment(segmentFile, manifest, index);
      if (isLast) active = await openLast(files, directory, segmentFile, found, manifest);
      else if (!index.segments.get(segment)!.sealed) throw corrupt(path, found.end, 'a segment that is not the last ends without its seal');
    } finally {
      await file.close();
    }
  }
  const last = segments[segments.length - 1] ?? 0;
  if (manifest.closed !== undefined && manifest.closed.segment > last) {
    throw corrupt(`${directory}/${segmentName(manifest.closed.segment)}`, 0, 'the segment is missing');
  }
  if (active !== undefined && !index.segments.get(last)!.sealed) return active;
  await active?.file.close();
  return createSegment(files, directory, last + 1, index);
}

/** Begins a segment: an empty file with its first frame, durable under its name. */
export async function createSegment(files: FileSystem, directory: string, segment: number, index: JournalIndex): Promise<ActiveSegment> {
  const file = await files.open(`${directory}/${segmentName(segment)}`, 'create');
  try {
    const frame = firstFrame(segment);
    await file.append(frame);
    await file.sync();
    await files.syncDirectory(directory);
    index.segments.set(segment, { live: 0, sealed: false, compacted: false });
    return { segment, file, length: frame.length };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

async function listSegments(files: FileSystem, directory: string): Promise<number[]> {
  const segments = (await files.list(directory)).map(segmentOfName).filter((segment) => segment !== undefined).sort((left, right) => left - right);
  segments.forEach((segment, position) => {
    if (segment !== position + 1) throw corrupt(`${directory}/${segmentName(position + 1)}`, 0, 'the segment is missing');
  });
  return segments;
}

async function indexSegment(segmentFile: SegmentFile, manifest: Manifest, index: JournalIndex): Promise<ScanEnd> {
  const { name, segment } = segmentFile;
  index.segments.set(segment, { live: 0, sealed: false, compacted: false });
  const found = await scanSegment(segmentFile, (frame) => {
    try {
      applyFrame(index, segment, frame);
    } catch (error) {
      throw corrupt(name, frame.offset, error instanceof Error ? error.message : 'unreadable', error);
    }
  });
  if (found.end < found.size) await checkTornTail(segmentFile, found);
  const { closed } = manifest;
  if (closed?.segment === segment && found.end < closed.length && !index.segments.get(segment)!.compacted) {
    throw corrupt(name, found.end, `the log was closed in order at byte ${closed.length}`);
  }
  return found;
}

function applyFrame(index: JournalIndex, segment: number, { offset, length, record, payload }: ScannedFrame): void {
  const own = index.segments.get(segment)!;
  if (own.sealed) throw new Error('a frame follows the seal');
  if (('segment' in record) !== (offset === 0)) throw new Error('a segment begins with its number, and names it once');
  if ('commit' in record) {
    index.addCommit({ segment, offset, length }, record.blocks.map(({ partition, number }, position) => ({ partition, number, keys: keyNames(record, payload, position) })));
  } else if ('cursor' in record) {
    index.setCursor(record.cursor.reader, record.cursor.partition, record.cursor.number);
  } else if ('trim' in record) {
    index.setTrimmed(record.trim.partition, record.trim.upTo);
  } else if ('seal' in record) {
    own.sealed = true;
  } else {
    if (record.segment !== segment) throw new Error(`the first frame names segment ${record.segment}`);
    own.compacted = record.compacted === true;
  }
}

function keyNames(head: CommitHead, payload: Buffer, position: number): string[] {
  return keysOf(head, payload, position).map(({ key }) => key);
}

async function openLast(files: FileSystem, directory: string, { file, segment }: SegmentFile, { end, size }: ScanEnd, manifest: Manifest): Promise<ActiveSegment> {
  const { closed, epoch } = manifest;
  const name = segmentName(segment);
  if (closed?.epoch === epoch - 1 && closed.segment === segment && closed.length === end && end === size) {
    return { segment, file: await files.open(`${directory}/${name}`, 'append'), length: end };
  }
  const first = firstFrame(segment);
  const copy = await replaceFile(files, directory, name, (target) => (end === 0 ? target.append(first) : copyBytes(file, target, end)));
  return { segment, file: copy, length: end === 0 ? first.length : end };
}

async function copyBytes(from: OpenFile, to: OpenFile, length: number): Promise<void> {
  for (let offset = 0; offset < length; ) {
    const bytes = await from.read(offset, Math.min(1 << 20, length - offset));
    if (bytes.length === 0) throw new InventoryError('storage.unavailable', 'A segment became shorter while it was read');
    await to.append(bytes);
    offset += bytes.length;
  }
}

function firstFrame(segment: number): Buffer {
  return frameOf({ file: segment, offset: 0, synced: 0 }, JSON.stringify({ segment, format: 1 } satisfies SegmentPayload));
}
