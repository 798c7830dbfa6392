import { randomUUID } from 'node:crypto';
import { readFile, unlink, writeFile } from 'node:fs/promises';

/** Locks held by this process: its own number in a lock file does not mean that the lock is stale. */
const held = new Set<string>();

/**
 * A file with the number of the process that holds the directory, for platforms without abstract sockets. A file whose process has ended is taken
 * over. Two processes that find one stale at the same instant are told apart by a second look, and, should that fail, by the epoch of the manifest.
 */
export async function lockByFile(directory: string): Promise<(() => Promise<void>) | undefined> {
  const path = `${directory}/lock`;
  if (held.has(path)) return undefined;
  held.add(path);
  let taken = false;
  try {
    taken = await take(path);
  } finally {
    if (!taken) held.delete(path);
  }
  if (!taken) return undefined;
  return async () => {
    await unlink(path).catch(() => undefined);
    held.delete(path);
  };
}

async function take(path: string): Promise<boolean> {
  const mark = `${process.pid} ${randomUUID()}`;
  if (!(await create(path, mark))) {
    if (await isHeld(path)) return false;
    await unlink(path).catch(() => undefined);
    if (!(await create(path, mark))) return false;
  }
  return (await readFile(path, 'utf8')) === mark;
}

async function create(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isHeld(path: string): Promise<boolean> {
  const holder = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (!Number.isSafeInteger(holder) || holder <= 0 || holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
