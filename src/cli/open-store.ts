import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoragePort } from '../ports/index.js';
import { journalStorage } from '../storage/journal/index.js';

/** A journal for one run. */
export interface OpenedStore {
  readonly storage: StoragePort;
  /** Whether it is still there after the run. */
  readonly kept: boolean;
  /** To be called when the store was closed. */
  dispose(): Promise<void>;
}

/** The embedded journal in a directory, or in a fresh temporary one that is deleted at the end. */
export async function openStore(directory: string | undefined): Promise<OpenedStore> {
  const place = directory ?? (await mkdtemp(join(tmpdir(), 'stockwright-')));
  return {
    storage: journalStorage({ directory: place }),
    kept: directory !== undefined,
    async dispose() {
      if (directory === undefined) await rm(place, { recursive: true, force: true });
    },
  };
}
