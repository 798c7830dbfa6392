import { createHash } from 'node:crypto';
import { close, fdatasync, fstatSync, fsync, mkdir, open, read, readdir, realpath, rename, unlink, write } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { FileSystem, OpenFile } from '../../ports/index.js';
import { lockByFile } from './lock-by-file.js';

const openFile = promisify(open);
const closeFile = promisify(close);
const makeFolder = promisify(mkdir);
const canonicalPath = promisify(realpath);
const listFolder = promisify(readdir);
const renameFile = promisify(rename);
const removeFile = promisify(unlink);
const syncWhole = promisify(fsync);

/** The machine's own disk. Made for local file systems: over a network, neither the lock nor a sync means what it says. */
export function nodeFileSystem(): FileSystem {
  return {
    async makeDirectory(directory: string): Promise<string> {
      const first = await makeFolder(directory, { recursive: true });
      const path = await canonicalPath(directory);
      if (first !== undefined) await syncParents(path, dirname(await canonicalPath(first)));
      return path;
    },
    lock: process.platform === 'linux' ? lockBySocket : lockByFile,
    list: (directory) => listFolder(directory),
    async open(path: string, mode: 'read' | 'append' | 'create'): Promise<OpenFile> {
      const fd = await openFile(path, mode === 'read' ? 'r' : mode === 'append' ? 'r+' : 'w+');
      return fileOf(fd);
    },
    rename: (from, to) => renameFile(from, to),
    remove: (path) => removeFile(path),
    syncDirectory,
  };
}

function fileOf(fd: number): OpenFile {
  let end = fstatSync(fd).size;
  return {
    async read(offset: number, length: number): Promise<Uint8Array> {
      const bytes = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const count = await readAt(fd, bytes, filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return filled === length ? bytes : bytes.subarray(0, filled);
    },
    async append(bytes: Uint8Array): Promise<void> {
      let written = 0;
      while (written < bytes.length) {
        const count = await writeAt(fd, bytes, written, end);
        written += count;
        end += count;
      }
    },
    sync: () => new Promise((resolve, reject) => fdatasync(fd, (error) => (error === null ? resolve() : reject(error)))),
    size: () => Promise.resolve(fstatSync(fd).size),
    // Asked once per commit: a stat of an open file takes microseconds, far less than a turn through the thread pool.
    linked: () => process.platform === 'win32' || fstatSync(fd).nlink > 0,
    close: () => closeFile(fd),
  };
}

function readAt(fd: number, bytes: Buffer, filled: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, bytes, filled, bytes.length - filled, position, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function writeAt(fd: number, bytes: Uint8Array, written: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(fd, bytes, written, bytes.length - written, position, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

async function syncParents(path: string, last: string): Promise<void> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    await syncDirectory(folder);
    if (folder === last || folder === dirname(folder)) return;
  }
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows has no such call; its file systems order changes of names by themselves.
  if (process.platform === 'win32') return;
  const fd = await openFile(directory, 'r');
  try {
    await syncWhole(fd);
  } finally {
    await closeFile(fd);
  }
}

/**
 * A socket in Linux's abstract namespace, named after the directory: the kernel frees it the moment the process ends, however it ends. Processes in
 * different network namespaces do not see each other's; there the epoch of the manifest is the fence.
 */
function lockBySocket(directory: string): Promise<(() => Promise<void>) | undefined> {
  const name = `\0stockwright-journal-${createHash('sha256').update(directory).digest('hex').slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    // Without `exclusive`, workers of a cluster would share the socket through their primary, and each would hold the lock.
    server.listen({ path: name, exclusive: true }, () => {
      server.unref();
      resolve(() => new Promise((released) => server.close(() => released())));
    });
  });
}
