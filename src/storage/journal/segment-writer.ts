import { InventoryError } from '../../foundation/index.js';
import type { FileSystem } from '../../ports/index.js';
import type { FrameLocation } from './block-index.js';
import { FRAME_HEADER_BYTES, frameOf, writeFrame } from './frame.js';
import type { JournalIndex } from './journal-index.js';
import type { SealPayload } from './payload.js';
import { createSegment, type ActiveSegment } from './recover.js';
import { closedError, poisonedError } from './trouble.js';

/** A frame to be appended when its turn comes. */
export interface AppendRequest {
  readonly payload: string;
  /** The payload's length in UTF-8. */
  readonly payloadBytes: number;
  /** Asked in order, with everything before it decided; on false nothing is written. */
  wanted(): boolean;
  /** The frame is durable. Called in order, before any other request is decided. */
  written(location: FrameLocation): void;
  /** It was not wanted, and what it was measured against is durable now. */
  skipped(): void;
  failed(error: InventoryError): void;
}

/** The one writer of the log. */
export interface SegmentWriter {
  append(request: AppendRequest): void;
  /** Where the log ends; asked when nothing is being written. */
  position(): { readonly segment: number; readonly length: number };
  /** Fails if a write or any sync failed. @throws `storage.poisoned` */
  check(): void;
  /** Waits for what was asked for and closes the segment's file. */
  close(): Promise<void>;
}

/** What a writer needs. */
export interface SegmentWriterOptions {
  readonly files: FileSystem;
  readonly directory: string;
  readonly active: ActiveSegment;
  readonly index: JournalIndex;
  /** A new segment is begun rather than let one grow beyond this. */
  readonly segmentBytes: number;
  /** Whether this handle is still the newest to have opened the store. */
  readonly isNewest: () => boolean;
  /** The first failure of any sync of the store's files. */
  readonly syncFailure: () => { readonly cause: unknown } | undefined;
}

/** How much is appended by one write. */
const APPEND_BYTES_MAX = 16 << 20;
/** A segment no longer than this holds its first frame and nothing else. */
const EMPTY_SEGMENT_BYTES_MAX = 64;

/**
 * Appends frames in the order they were asked for: all that wait are written at once, synced once, and acknowledged. After a failed write or sync
 * nothing is written again.
 */
export function segmentWriter({ files, directory, active, index, segmentBytes, isNewest, syncFailure }: SegmentWriterOptions): SegmentWriter {
  let { segment, file, length } = active;
  const waiting: AppendRequest[] = [];
  let running: Promise<void> | undefined;
  let poison: InventoryError | undefined;
  let closed = false;

  /** Set for good once anything failed. */
  function poisoned(): InventoryError | undefined {
    const failure = syncFailure();
    if (failure !== undefined) poison ??= poisonedError(failure.cause);
    return poison;
  }

  async function run(): Promise<void> {
    // What is asked for in one turn is written together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchLength(waiting));
      const trouble = poisoned();
      if (trouble === undefined) await appendBatch(batch).catch((error: unknown) => failAll(batch, error));
      else failAll(batch, trouble);
    }
    running = undefined;
  }

  /** Those of a batch that were answered before keep their answer. */
  function failAll(batch: readonly AppendRequest[], cause: unknown): void {
    poison ??= poisonedError(cause);
    for (const request of batch) request.failed(poison);
  }

  async function appendBatch(batch: readonly AppendRequest[]): Promise<void> {
    const wanted = new Set(batch.filter((request) => request.wanted()));
    const locations: FrameLocation[] = [];
    let touched = false;
    try {
      if (wanted.size > 0) {
        const bytes = sum(wanted);
        if (length + bytes > segmentBytes && length > EMPTY_SEGMENT_BYTES_MAX) await rotate();
        touched = true;
        await write(wanted, bytes, locations);
      }
    } catch (error) {
      poison ??= poisonedError(error);
      for (const request of batch) request.failed(touched && wanted.has(request) ? outcomeUnknown(error) : poison);
      return;
    }
    let position = 0;
    for (const request of wanted) request.written(locations[position++]!);
    for (const request of batch) {
      if (!wanted.has(request)) request.skipped();
    }
  }

  async function write(requests: Iterable<AppendRequest>, bytes: number, locations: FrameLocation[]): Promise<void> {
    const frames = Buffer.allocUnsafe(bytes);
    let filled = 0;
    for (const request of requests) {
      const offset = length + filled;
      const frameLength = writeFrame(frames, filled, { file: segment, offset, synced: length }, request.payload);
      locations.push({ segment, offset, length: frameLength });
      filled += frameLength;
    }
    await file.append(frames);
    await file.sync();
    if (!isNewest()) throw new Error('the store was opened by another process');
    length += filled;
  }

  async function rotate(): Promise<void> {
    await file.append(frameOf({ file: segment, offset: length, synced: length }, JSON.stringify({ seal: segment } satisfies SealPayload)));
    await file.sync();
    await file.close();
    index.segments.get(segment)!.sealed = true;
    ({ segment, file, length } = await createSegment(files, directory, segment + 1, index));
  }

  return {
    append(request: AppendRequest): void {
      const trouble = poisoned() ?? (closed ? closedError() : undefined);
      if (trouble !== undefined) {
        request.failed(trouble);
        return;
      }
      waiting.push(request);
      running ??= run();
    },
    position: () => ({ segment, length }),
    check(): void {
      const trouble = poisoned();
      if (trouble !== undefined) throw trouble;
    },
    async close(): Promise<void> {
      closed = true;
      await running;
      await file.close().catch(() => undefined);
    },
  };
}

function batchLength(requests: readonly AppendRequest[]): number {
  let bytes = 0;
  for (let position = 0; position < requests.length; position++) {
    bytes += FRAME_HEADER_BYTES + requests[position]!.payloadBytes;
    if (bytes > APPEND_BYTES_MAX) return Math.max(1, position);
  }
  return requests.length;
}

function sum(requests: Iterable<AppendRequest>): number {
  let bytes = 0;
  for (const { payloadBytes } of requests) bytes += FRAME_HEADER_BYTES + payloadBytes;
  return bytes;
}

function outcomeUnknown(cause: unknown): InventoryError {
  return new InventoryError('storage.outcome_unknown', 'Writing or syncing failed; open the store again and look the commit up', { cause });
}
