import { crc32 } from 'node:zlib';

/** Bytes before a frame's payload. */
export const FRAME_HEADER_BYTES = 16;

/** The first byte cannot occur in UTF-8 text, so no payload can look like the start of a frame. */
const MAGIC = 0x4a57_53ff;

/** Where a frame stands and what was durable when it was written: what its checksum covers beside the payload. */
export interface FramePlace {
  /** The number of the segment; 0 for files that hold a single frame. */
  readonly file: number;
  readonly offset: number;
  /** The bytes of this file that were durable when the frame was written. */
  readonly synced: number;
}

/** A frame's header as read, not yet checked. */
export interface FrameHeader {
  readonly payloadLength: number;
  readonly synced: number;
  readonly checksum: number;
}

const prefix = Buffer.alloc(16);

/**
 * Writes a frame into `target` and gives its length. Little endian: magic `FF 53 57 4A`, payload length, bytes of the file that were durable before,
 * CRC-32 over file number, offset, length, durable bytes and payload; then the payload as UTF-8.
 */
export function writeFrame(target: Buffer, at: number, place: FramePlace, payload: string): number {
  const start = at + FRAME_HEADER_BYTES;
  const length = target.write(payload, start, 'utf8');
  target.writeUInt32LE(MAGIC, at);
  target.writeUInt32LE(length, at + 4);
  target.writeUInt32LE(place.synced, at + 8);
  target.writeUInt32LE(checksumOf(place, target.subarray(start, start + length)), at + 12);
  return FRAME_HEADER_BYTES + length;
}

/** The bytes of one frame. */
export function frameOf(place: FramePlace, payload: string): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + Buffer.byteLength(payload));
  writeFrame(frame, 0, place, payload);
  return frame;
}

/** Reads the header at `at`, or nothing where no frame starts or the header is cut off. */
export function readFrameHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + FRAME_HEADER_BYTES > bytes.length || bytes.readUInt32LE(at) !== MAGIC) return undefined;
  return { payloadLength: bytes.readUInt32LE(at + 4), synced: bytes.readUInt32LE(at + 8), checksum: bytes.readUInt32LE(at + 12) };
}

/** Whether a payload is the one its header was written for, at that place. */
export function frameHolds(header: FrameHeader, file: number, offset: number, payload: Buffer): boolean {
  return payload.length === header.payloadLength && checksumOf({ file, offset, synced: header.synced }, payload) === header.checksum;
}

/** The place of the first possible start of a frame at or after `from`, or -1. */
export function findFrameStart(bytes: Buffer, from: number): number {
  return bytes.indexOf(MAGIC_BYTES, from);
}

const MAGIC_BYTES = Buffer.from([0xff, 0x53, 0x57, 0x4a]);

function checksumOf({ file, offset, synced }: FramePlace, payload: Buffer): number {
  prefix.writeUInt32LE(file, 0);
  prefix.writeUInt32LE(offset, 4);
  prefix.writeUInt32LE(payload.length, 8);
  prefix.writeUInt32LE(synced, 12);
  return crc32(payload, crc32(prefix));
}
