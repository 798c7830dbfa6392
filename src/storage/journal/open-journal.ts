import { randomInt } from 'node:crypto';
import { InventoryError, isInventoryError } from '../../foundation/index.js';
import type { FileSystem, OpenFile, StoreHeader } from '../../ports/index.js';
import { journalIndex, type JournalIndex } from './journal-index.js';
import { MANIFEST_NAME, checkHeader, readManifest, writeManifest, type Manifest } from './manifest.js';
import { recover, type ActiveSegment } from './recover.js';
import { TEMPORARY_SUFFIX } from './replace-file.js';
import { segmentOfName } from './segment-name.js';
import { segmentReader, type SegmentReader } from './segment-reader.js';
import { segmentWriter, type SegmentWriter } from './segment-writer.js';
import { snapshotFiles, type SnapshotFiles } from './snapshot-files.js';
import { syncGuard, type SyncGuard } from './sync-guard.js';
import { corrupt, unavailable } from './trouble.js';

/** A journal in use by this process. */
export interface OpenJournal {
  readonly files: FileSystem;
  readonly directory: string;
  readonly header: StoreHeader;
  readonly epoch: number;
  readonly index: JournalIndex;
  readonly writer: SegmentWriter;
  readonly reader: SegmentReader;
  readonly snapshots: SnapshotFiles;
  /** Whether no other process has opened the journal since. */
  isNewest(): boolean;
  /** Notes where the log ends, after the writer was closed, and gives the directory free. */
  close(inOrder: boolean): Promise<void>;
}

/** What opening needs. */
export interface OpenJournalOptions {
  readonly files: FileSystem;
  readonly directory: string;
  readonly segmentBytes: number;
}

/** Takes the directory, raises the epoch, rebuilds the index. @throws `storage.locked`, `storage.header_mismatch`, `storage.corrupt`, `storage.unavailable` */
export async function openJournal({ files: disk, directory: given, segmentBytes }: OpenJournalOptions, header: StoreHeader): Promise<OpenJournal> {
  const guard = syncGuard(disk);
  const { files } = guard;
  const held: (() => Promise<void>)[] = [];
  try {
    const directory = await files.makeDirectory(given);
    held.push(await takeLock(files, directory));
    const manifest = await raiseEpoch(files, directory, header);
    // Held open to notice a later opener, who renames another manifest over it.
    const manifestFile = await writeManifest(files, directory, manifest);
    held.push(() => manifestFile.close());
    await removeTemporary(files, directory);
    const index = journalIndex(randomInt(0xffff_ffff));
    const active = await recover(files, directory, manifest, index);
    held.push(() => active.file.close());
    const snapshots = await snapshotFiles(files, directory);
    return journalOf({ guard, directory, segmentBytes, manifest, manifestFile, index, active, snapshots, unlock: held[0]! });
  } catch (error) {
    for (const release of held.reverse()) await release().catch(() => undefined);
    throw isInventoryError(error) ? error : unavailable(`Opening the journal in ${given}`, error);
  }
}

interface Parts extends Omit<OpenJournalOptions, 'files'> {
  readonly guard: SyncGuard;
  readonly manifest: Manifest;
  readonly manifestFile: OpenFile;
  readonly index: JournalIndex;
  readonly active: ActiveSegment;
  readonly snapshots: SnapshotFiles;
  readonly unlock: () => Promise<void>;
}

function journalOf({ guard, directory, segmentBytes, manifest, manifestFile, index, active, snapshots, unlock }: Parts): OpenJournal {
  const { files } = guard;
  const isNewest = (): boolean => manifestFile.linked();
  const writer = segmentWriter({ files, directory, active, index, segmentBytes, isNewest, syncFailure: () => guard.failure() });
  const reader = segmentReader(files, directory);
  const { header, epoch } = manifest;
  return {
    files, directory, header, epoch, index, writer, reader, snapshots, isNewest,
    async close(inOrder: boolean): Promise<void> {
      try {
        if (inOrder && isNewest()) {
          const noted = await writeManifest(files, directory, { ...manifest, closed: { epoch, ...writer.position() } });
          await noted.close();
        }
        await manifestFile.close();
      } finally {
        await unlock();
      }
    },
  };
}

async function takeLock(files: FileSystem, directory: string): Promise<() => Promise<void>> {
  const unlock = await files.lock(directory);
  if (unlock === undefined) throw new InventoryError('storage.locked', `The journal in ${directory} is open elsewhere; it serves one handle at a time`, { details: { directory } });
  return unlock;
}

async function raiseEpoch(files: FileSystem, directory: string, header: StoreHeader): Promise<Manifest> {
  const names = await files.list(directory);
  if (names.includes(MANIFEST_NAME)) {
    const stored = await readManifest(files, directory);
    checkHeader(stored.header, header);
    return { ...stored, epoch: stored.epoch + 1 };
  }
  if (names.some((name) => segmentOfName(name) !== undefined)) throw corrupt(`${directory}/${MANIFEST_NAME}`, 0, 'the manifest is missing');
  const { format, partitions, hash, seed } = header;
  return { stockwright: 'journal', header: { format, partitions, hash, seed }, epoch: 1 };
}

async function removeTemporary(files: FileSystem, directory: string): Promise<void> {
  for (const name of await files.list(directory)) {
    if (name.endsWith(TEMPORARY_SUFFIX)) await files.remove(`${directory}/${name}`);
  }
}
