import { isInventoryError } from '../../foundation/index.js';
import type { FileSystem, OpenFile } from '../../ports/index.js';
import type { FrameLocation } from './block-index.js';
import { FRAME_HEADER_BYTES, frameHolds, readFrameHeader } from './frame.js';
import { segmentName } from './segment-name.js';
import { corrupt, unavailable } from './trouble.js';

/** Reads frames by their location. */
export interface SegmentReader {
  /**
   * The payloads of frames, in the order asked for. `locate` is called when no segment can be replaced until the frames are read.
   *
   * @throws `storage.corrupt` if one fails its checksum
   */
  payloads(locate: () => readonly FrameLocation[]): Promise<readonly Buffer[]>;
  /** Runs `replace` while nobody reads; the segment's file is opened anew afterwards. */
  replacing(segment: number, replace: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** How many segments are kept open for reading. */
const OPEN_FILES_MAX = 16;
/** Frames of one partition that lie closer together than this are read with what lies between. */
const GAP_BYTES_MAX = 65_536;
/** How much is read by one call, unless one frame is longer. */
const READ_BYTES_MAX = 1 << 20;

interface OpenSegment {
  readonly file: Promise<OpenFile>;
  readers: number;
}

/** Builds a reader of the segments of a directory. */
export function segmentReader(files: FileSystem, directory: string): SegmentReader {
  const open = new Map<number, OpenSegment>();
  let reading = 0;
  let replacing: Promise<void> | undefined;
  let idle: (() => void) | undefined;

  async function enter(): Promise<void> {
    while (replacing !== undefined) await replacing;
    reading++;
  }

  function leave(): void {
    if (--reading === 0) idle?.();
  }

  async function withFile<Value>(segment: number, use: (file: OpenFile) => Promise<Value>): Promise<Value> {
    let entry = open.get(segment);
    if (entry === undefined) {
      entry = { file: files.open(`${directory}/${segmentName(segment)}`, 'read'), readers: 0 };
      entry.file.catch(() => open.delete(segment));
    } else {
      open.delete(segment);
    }
    // Last in the map is most recently used.
    open.set(segment, entry);
    entry.readers++;
    try {
      return await use(await entry.file);
    } finally {
      entry.readers--;
      closeUnused();
    }
  }

  function closeUnused(): void {
    for (const [segment, { readers }] of open) {
      if (open.size <= OPEN_FILES_MAX) return;
      if (readers === 0) void closeSegment(segment);
    }
  }

  async function closeSegment(segment: number): Promise<void> {
    const entry = open.get(segment);
    open.delete(segment);
    // A file that was only read is closed as well as it can be.
    await entry?.file.then((file) => file.close()).catch(() => undefined);
  }

  async function readSpan(span: readonly FrameLocation[]): Promise<Buffer[]> {
    const { segment, offset: start } = span[0]!;
    const end = endOf(span[span.length - 1]!);
    const read = await withFile(segment, (file) => file.read(start, end - start));
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
    return span.map((location) => checked(directory, location, bytes.subarray(location.offset - start, endOf(location) - start)));
  }

  return {
    async payloads(locate: () => readonly FrameLocation[]): Promise<readonly Buffer[]> {
      await enter();
      try {
        const payloads: Buffer[] = [];
        for (const span of spans(locate())) payloads.push(...(await readSpan(span)));
        return payloads;
      } catch (error) {
        throw isInventoryError(error) ? error : unavailable('Reading the log', error);
      } finally {
        leave();
      }
    },
    async replacing(segment: number, replace: () => Promise<void>): Promise<void> {
      while (replacing !== undefined) await replacing;
      let done: (() => void) | undefined;
      replacing = new Promise((resolve) => (done = resolve));
      try {
        if (reading > 0) await new Promise<void>((resolve) => (idle = resolve));
        idle = undefined;
        await closeSegment(segment);
        await replace();
      } finally {
        replacing = undefined;
        done?.();
      }
    },
    async close(): Promise<void> {
      await Promise.all([...open.keys()].map(closeSegment));
    },
  };
}

function checked(directory: string, { segment, offset, length }: FrameLocation, frame: Buffer): Buffer {
  const header = readFrameHeader(frame, 0);
  const payload = frame.subarray(FRAME_HEADER_BYTES);
  if (frame.length === length && header !== undefined && frameHolds(header, segment, offset, payload)) return payload;
  throw corrupt(`${directory}/${segmentName(segment)}`, offset, 'a frame fails its checksum');
}

/** Groups neighbouring frames so that each group is read by one call. */
function spans(locations: readonly FrameLocation[]): FrameLocation[][] {
  const groups: FrameLocation[][] = [];
  let group: FrameLocation[] = [];
  for (const location of locations) {
    const [first, last] = [group[0], group[group.length - 1]];
    if (first === undefined || last === undefined || !follows(first, last, location)) groups.push((group = []));
    group.push(location);
  }
  return groups;
}

function follows(first: FrameLocation, last: FrameLocation, next: FrameLocation): boolean {
  const gap = next.offset - endOf(last);
  return next.segment === last.segment && gap >= 0 && gap <= GAP_BYTES_MAX && endOf(next) - first.offset <= READ_BYTES_MAX;
}

function endOf({ offset, length }: FrameLocation): number {
  return offset + length;
}
