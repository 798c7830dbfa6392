import type { OpenFile } from '../../ports/index.js';
import { FRAME_HEADER_BYTES, findFrameStart, frameHolds, readFrameHeader } from './frame.js';
import { readPayload, type Payload } from './payload.js';
import { corrupt } from './trouble.js';

/** A frame whose checksum holds. `payload` is valid during the visit only. */
export interface ScannedFrame {
  readonly offset: number;
  readonly length: number;
  readonly record: Payload;
  readonly payload: Buffer;
}

/** How far a segment is whole: short of its size, the rest may be the trace of a crash. */
export interface ScanEnd {
  readonly end: number;
  readonly size: number;
}

/** A segment file to be read from its beginning. */
export interface SegmentFile {
  readonly file: OpenFile;
  readonly name: string;
  readonly segment: number;
}

const WINDOW_BYTES = 1 << 20;

/**
 * Visits every frame of a segment up to the first that is cut off or fails its checksum. Holds a window of one mebibyte, or one frame where that is longer.
 *
 * @throws `storage.corrupt` for a frame that is whole and yet says nothing this format writes.
 */
export async function scanSegment(segmentFile: SegmentFile, visit: (frame: ScannedFrame) => void): Promise<ScanEnd> {
  const { file, name, segment } = segmentFile;
  const size = await file.size();
  const bytesAt = windowOver(file, size);
  let offset = 0;
  while (offset < size) {
    const payload = await wholePayload(bytesAt, segment, offset, size);
    if (payload === undefined) break;
    const length = FRAME_HEADER_BYTES + payload.length;
    visit({ offset, length, record: parse(name, offset, payload), payload });
    offset += length;
  }
  return { end: offset, size };
}

/**
 * Tells the trace of a crash from damage. Appends that were not yet durable may be lost in any part; but a whole frame that says it was written when
 * more than `end` bytes were durable proves that the bytes at `end` once were whole.
 *
 * @throws `storage.corrupt` for damage.
 */
export async function checkTornTail({ file, name, segment }: SegmentFile, { end, size }: ScanEnd): Promise<void> {
  const bytesAt = windowOver(file, size);
  for (let offset = end; offset < size; ) {
    const window = await bytesAt(offset, Math.min(WINDOW_BYTES, size - offset));
    const found = findFrameStart(window, 0);
    if (found === -1) {
      // A magic number may straddle the edge of the window.
      if (offset + window.length >= size) return;
      offset += window.length - 3;
      continue;
    }
    offset += found;
    const header = readFrameHeader(await bytesAt(offset, Math.min(FRAME_HEADER_BYTES, size - offset)), 0);
    if (header !== undefined && header.synced > end && (await wholePayload(bytesAt, segment, offset, size)) !== undefined) {
      throw corrupt(name, end, `a frame is damaged, and the one at byte ${offset} was written when it was durable`);
    }
    offset += 1;
  }
}

type BytesAt = (offset: number, length: number) => Promise<Buffer>;

async function wholePayload(bytesAt: BytesAt, segment: number, offset: number, size: number): Promise<Buffer | undefined> {
  if (offset + FRAME_HEADER_BYTES > size) return undefined;
  const header = readFrameHeader(await bytesAt(offset, FRAME_HEADER_BYTES), 0);
  if (header === undefined || offset + FRAME_HEADER_BYTES + header.payloadLength > size) return undefined;
  const payload = (await bytesAt(offset, FRAME_HEADER_BYTES + header.payloadLength)).subarray(FRAME_HEADER_BYTES);
  return frameHolds(header, segment, offset, payload) ? payload : undefined;
}

function parse(name: string, offset: number, payload: Buffer): Payload {
  try {
    return readPayload(payload);
  } catch (error) {
    throw corrupt(name, offset, 'a whole frame with a record this format does not write', error);
  }
}

/** Reads ahead, so that small frames do not cost a call each. */
function windowOver(file: OpenFile, size: number): BytesAt {
  let window: Buffer = Buffer.alloc(0);
  let start = 0;
  return async (offset, length) => {
    if (offset < start || offset + length > start + window.length) {
      const bytes = await file.read(offset, Math.min(Math.max(length, WINDOW_BYTES), size - offset));
      window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      start = offset;
    }
    return window.subarray(offset - start, offset - start + length);
  };
}
