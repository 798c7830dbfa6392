import type { FileSystem, OpenFile } from '../../ports/index.js';
import { serially } from './serially.js';

/** A file system on which one failed sync ends all syncing. */
export interface SyncGuard {
  readonly files: FileSystem;
  /** The first failure of a sync, if one failed. */
  failure(): { readonly cause: unknown } | undefined;
}

/**
 * After a sync failed, the kernel may hold bytes and names as written that are not, and a later sync succeeds without them, even one that another
 * caller asked for. So syncs of the directory wait for each other, and none is tried after one failed.
 */
export function syncGuard(files: FileSystem): SyncGuard {
  const inTurn = serially();
  let failure: { readonly cause: unknown } | undefined;

  async function guarded(sync: () => Promise<void>): Promise<void> {
    if (failure !== undefined) throw failure.cause;
    try {
      await sync();
    } catch (error) {
      failure ??= { cause: error };
      throw error;
    }
  }

  return {
    files: {
      ...files,
      async open(path: string, mode: 'read' | 'append' | 'create'): Promise<OpenFile> {
        const file = await files.open(path, mode);
        return { ...file, sync: () => guarded(() => file.sync()) };
      },
      syncDirectory: (directory) => inTurn(() => guarded(() => files.syncDirectory(directory))),
    },
    failure: () => failure,
  };
}
