import type { FileSystem, OpenFile } from '../../ports/index.js';
import type { FrameLocation } from './block-index.js';
import { frameOf } from './frame.js';
import type { JournalIndex } from './journal-index.js';
import { trimmedPayload, type CommitHead, type Payload, type SegmentPayload } from './payload.js';
import { TEMPORARY_SUFFIX } from './replace-file.js';
import { scanSegment, type ScannedFrame, type SegmentFile } from './scan-segment.js';
import { segmentName } from './segment-name.js';
import type { SegmentReader } from './segment-reader.js';
import { corrupt } from './trouble.js';

/** A commit's frame at its new place. */
interface MovedCommit {
  readonly head: CommitHead;
  readonly location: FrameLocation;
}

/** What compaction works on. */
export interface CompactionOptions {
  readonly files: FileSystem;
  readonly directory: string;
  readonly index: JournalIndex;
  readonly reader: SegmentReader;
}

/**
 * Writes a full segment anew with nothing but the keys of its blocks, which are all trimmed, and the newest of its cursors and trim marks. The new file takes
 * the old one's name in one step, so that a crash leaves the one or the other.
 */
export async function compactSegment({ files, directory, index, reader }: CompactionOptions, segment: number): Promise<void> {
  const path = `${directory}/${segmentName(segment)}`;
  const source: SegmentFile = { file: await files.open(path, 'read'), name: path, segment };
  try {
    const target = await files.open(path + TEMPORARY_SUFFIX, 'create');
    let moved: readonly MovedCommit[];
    try {
      moved = await writeCompacted(source, target);
      await target.sync();
    } finally {
      await target.close();
    }
    await reader.replacing(segment, () => files.rename(path + TEMPORARY_SUFFIX, path).then(() => moveBlocks(index, segment, moved)));
    await files.syncDirectory(directory);
  } finally {
    await source.file.close();
  }
}

function moveBlocks(index: JournalIndex, segment: number, moved: readonly MovedCommit[]): void {
  for (const { head, location } of moved) {
    for (const { partition, number } of head.blocks) index.partitions.get(partition)!.blocks.move(number, location);
  }
  index.segments.get(segment)!.compacted = true;
}

async function writeCompacted(source: SegmentFile, target: OpenFile): Promise<readonly MovedCommit[]> {
  const newest = await newestMarks(source);
  const moved: MovedCommit[] = [];
  const { segment } = source;
  const frames: Buffer[] = [];
  let length = 0;
  await scanWhole(source, (frame) => {
    const payload = compacted(frame, newest);
    if (payload === undefined) return;
    const bytes = frameOf({ file: segment, offset: length, synced: 0 }, payload);
    if ('commit' in frame.record) moved.push({ head: frame.record, location: { segment, offset: length, length: bytes.length } });
    frames.push(bytes);
    length += bytes.length;
  });
  await target.append(Buffer.concat(frames, length));
  return moved;
}

/** Which cursor and trim mark is the last of its kind in a segment: its kind and place, to its offset. */
async function newestMarks(source: SegmentFile): Promise<ReadonlyMap<string, number>> {
  const newest = new Map<string, number>();
  await scanWhole(source, ({ record, offset }) => {
    const name = markName(record);
    if (name !== undefined) newest.set(name, offset);
  });
  return newest;
}

function compacted({ record, offset, payload }: ScannedFrame, newest: ReadonlyMap<string, number>): string | undefined {
  if ('commit' in record) return trimmedPayload(record, payload);
  if ('segment' in record) return JSON.stringify({ segment: record.segment, format: record.format, compacted: true } satisfies SegmentPayload);
  const name = markName(record);
  return name !== undefined && newest.get(name) !== offset ? undefined : JSON.stringify(record);
}

function markName(record: Payload): string | undefined {
  if ('cursor' in record) return JSON.stringify(['cursor', record.cursor.reader, record.cursor.partition]);
  return 'trim' in record ? JSON.stringify(['trim', record.trim.partition]) : undefined;
}

async function scanWhole(source: SegmentFile, visit: (frame: ScannedFrame) => void): Promise<void> {
  const { end, size } = await scanSegment(source, visit);
  if (end < size) throw corrupt(source.name, end, 'a frame fails its checksum');
}
