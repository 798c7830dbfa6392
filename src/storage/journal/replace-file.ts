import type { FileSystem, OpenFile } from '../../ports/index.js';

/** What is appended to while a file is not yet there under its name. Removed at the next opening if it never got it. */
export const TEMPORARY_SUFFIX = '.tmp';

/**
 * Writes a file so that its name leads to the old content or the new, whole, at every instant: into another file, synced, renamed over it, the
 * directory synced. Gives the open file.
 */
export async function replaceFile(
  files: FileSystem,
  directory: string,
  name: string,
  fill: (file: OpenFile) => Promise<void>,
): Promise<OpenFile> {
  const path = `${directory}/${name}`;
  const file = await files.open(path + TEMPORARY_SUFFIX, 'create');
  try {
    await fill(file);
    await file.sync();
    await files.rename(path + TEMPORARY_SUFFIX, path);
    await files.syncDirectory(directory);
    return file;
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}
