import { InventoryError } from '../../foundation/index.js';
import type { FileSystem, OpenFile, StoreHeader } from '../../ports/index.js';
import { FRAME_HEADER_BYTES, frameHolds, frameOf, readFrameHeader } from './frame.js';
import { replaceFile } from './replace-file.js';
import { corrupt } from './trouble.js';

/** The file that makes a directory a journal. */
export const MANIFEST_NAME = 'manifest';

/** What a journal says of itself as a whole. */
export interface Manifest {
  readonly stockwright: 'journal';
  readonly header: StoreHeader;
  /** Counts the openings. Whoever raises it ends the right of those before to acknowledge anything. */
  readonly epoch: number;
  /** Where the log ended when it was last closed in order, and in which epoch. That many bytes are whole for ever after. */
  readonly closed?: { readonly epoch: number; readonly segment: number; readonly length: number } | undefined;
}

const MANIFEST_BYTES_MAX = 65_536;

/** Reads the manifest of a journal that has one. @throws `storage.corrupt` */
export async function readManifest(files: FileSystem, directory: string): Promise<Manifest> {
  const path = `${directory}/${MANIFEST_NAME}`;
  const file = await files.open(path, 'read');
  try {
    const read = await file.read(0, MANIFEST_BYTES_MAX);
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
    const header = readFrameHeader(bytes, 0);
    const payload = bytes.subarray(FRAME_HEADER_BYTES);
    if (header === undefined || !frameHolds(header, 0, 0, payload)) throw corrupt(path, 0, 'the manifest fails its checksum');
    return JSON.parse(payload.toString('utf8')) as Manifest;
  } finally {
    await file.close();
  }
}

/** Writes the manifest and gives the open file, by which a later opener is noticed. */
export function writeManifest(files: FileSystem, directory: string, manifest: Manifest): Promise<OpenFile> {
  const frame = frameOf({ file: 0, offset: 0, synced: 0 }, JSON.stringify(manifest));
  return replaceFile(files, directory, MANIFEST_NAME, (file) => file.append(frame));
}

/** Refuses settings other than those the store was created with. @throws `storage.header_mismatch` */
export function checkHeader(stored: StoreHeader, asked: StoreHeader): void {
  const differing = (['format', 'partitions', 'hash', 'seed'] as const).filter((field) => stored[field] !== asked[field]);
  if (differing.length === 0) return;
  throw new InventoryError('storage.header_mismatch', `The store was created with another ${differing.join(', ')}`, { details: { stored, asked } });
}
