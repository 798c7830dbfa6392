import type { FileSystem, OpenFile } from '../../ports/index.js';
import { seededRandom } from './seeded-random.js';
import { simulatedFile, type SimulatedFile } from './simulated-file.js';

/** How likely a call fails. All 0 by default: the disk then misbehaves only when it loses power. */
export interface DiskFaults {
  /** A sync fails, and the bytes may never be written. */
  readonly sync?: number | undefined;
  /** An append fails after any part of it. */
  readonly append?: number | undefined;
  /** A rename fails and nothing is renamed. */
  readonly rename?: number | undefined;
  /** A sync of a directory fails, and its names may not survive. */
  readonly syncDirectory?: number | undefined;
}

/** How to build a simulated disk. */
export interface SimulatedDiskOptions {
  readonly seed: number;
  readonly faults?: DiskFaults | undefined;
}

/** `kill`: the process ends, the machine and its page cache live on. `power`: what was not synced is at the mercy of the seed. */
export type CrashKind = 'kill' | 'power';

/** A disk whose misfortunes follow from a seed. */
export interface SimulatedDisk {
  /** Starts a process. The one before is dead: its calls fail, its locks are free. */
  boot(): FileSystem;
  /** Ends the running process. */
  crash(kind: CrashKind): void;
  /** Ends the running process within the call that comes after this many others. */
  crashAfter(calls: number, kind: CrashKind): void;
  /** Whether no process runs. */
  crashed(): boolean;
  /** Calls made so far. */
  calls(): number;
  /** The paths that lead to a file. */
  paths(): readonly string[];
  /** The bytes of a file as a process sees them. */
  content(path: string): Uint8Array;
  /** Changes one bit of a file on the disk itself. */
  flipBit(path: string, offset: number, bit: number): void;
}

/** Names that were given, changed or taken since the directory was synced: they survive together or not at all. */
type NameChange = readonly (readonly [path: string, file: SimulatedFile | undefined])[];

/**
 * A file system in memory with the semantics of a page cache: writes and names are durable only when synced; a crash may keep, lose, tear or spoil the
 * rest, and keeps renames in any combination; a sync that fails forgets what it should have written. Every call takes some turns of the microtask queue, so that calls
 * interleave as the seed says. A store whose I/O goes through {@link FileSystem} can be crashed at every one of its calls.
 */
export function simulatedDisk({ seed, faults = {} }: SimulatedDiskOptions): SimulatedDisk {
  const random = seededRandom(seed);
  let names = new Map<string, SimulatedFile>();
  const durableNames = new Map<string, SimulatedFile>();
  let unsyncedNames: NameChange[] = [];
  let locked = new Set<string>();
  let process = 0;
  let running = false;
  let calls = 0;
  let crashAt: { readonly call: number; readonly kind: CrashKind } | undefined;

  function changeNames(change: NameChange): void {
    for (const [path, file] of change) setName(names, path, file);
    unsyncedNames.push(change);
  }

  function losePower(): void {
    const fate = random.pick(['none', 'all', 'first', 'some'] as const);
    const until = random.below(unsyncedNames.length + 1);
    unsyncedNames.forEach((change, position) => {
      const kept = fate === 'all' || (fate === 'first' && position < until) || (fate === 'some' && random.chance(0.5));
      if (kept) for (const [path, file] of change) applyName(durableNames, path, file);
    });
    unsyncedNames = [];
    for (const file of names.values()) file.path = undefined;
    names = new Map(durableNames);
    for (const [path, file] of names) file.path = path;
    for (const file of new Set(names.values())) file.losePower(random);
  }

  function crash(kind: CrashKind): void {
    running = false;
    crashAt = undefined;
    locked = new Set();
    if (kind === 'power') losePower();
  }

  /** Waits for its turn, then does a call, unless the process is dead or dies in it. */
  async function call<Value>(owner: number, act: () => Value, half?: () => void): Promise<Value> {
    for (let turns = random.below(4); turns >= 0; turns--) await Promise.resolve();
    checkAlive(owner);
    calls++;
    if (crashAt !== undefined && calls > crashAt.call) {
      // A call that is cut short may have done its work, or some of it.
      const done = random.below(3);
      if (done === 1) half?.();
      else if (done === 2) act();
      crash(crashAt.kind);
      throw diskError('ESIMULATED', 'the process ended');
    }
    return act();
  }

  function checkAlive(owner: number): void {
    if (!running || owner !== process) throw diskError('ESIMULATED', 'the process ended');
  }

  function fileAt(path: string): SimulatedFile {
    const file = names.get(path);
    if (file === undefined) throw diskError('ENOENT', `no such file: ${path}`);
    return file;
  }

  function openFile(owner: number, file: SimulatedFile): OpenFile {
    let closed = false;
    const appendSome = (bytes: Uint8Array): void => file.append(bytes.subarray(0, random.below(bytes.length + 1)));
    const callOpen = <Value>(act: () => Value, half?: () => void): Promise<Value> => call(owner, () => {
      if (closed) throw diskError('EBADF', 'bad file descriptor');
      return act();
    }, half);
    return {
      read: (offset, length) => callOpen(() => file.read(offset, length)),
      append: (bytes) => callOpen(() => {
        if (random.chance(faults.append ?? 0)) {
          appendSome(bytes);
          throw diskError('ENOSPC', 'no space left on device');
        }
        file.append(bytes);
      }, () => appendSome(bytes)),
      sync: () => callOpen(() => {
        if (random.chance(faults.sync ?? 0)) {
          file.failSync(random);
          throw diskError('EIO', 'input/output error');
        }
        file.sync();
      }),
      size: () => callOpen(() => file.size()),
      linked(): boolean {
        checkAlive(owner);
        return file.path !== undefined;
      },
      close: () => callOpen(() => {
        closed = true;
      }),
    };
  }

  function fileSystem(owner: number): FileSystem {
    return {
      makeDirectory: (directory) => call(owner, () => directory),
      lock: (directory) => call(owner, () => {
        if (locked.has(directory)) return undefined;
        locked.add(directory);
        return (): Promise<void> => call(owner, () => void locked.delete(directory));
      }),
      list: (directory) => call(owner, () => [...names.keys()].filter((path) => parentOf(path) === directory).map((path) => path.slice(directory.length + 1))),
      open: (path, mode) => call(owner, () => {
        if (mode !== 'create') return openFile(owner, fileAt(path));
        const existing = names.get(path);
        if (existing === undefined) changeNames([[path, simulatedFile()]]);
        else existing.empty();
        return openFile(owner, fileAt(path));
      }),
      rename: (from, to) => call(owner, () => {
        if (random.chance(faults.rename ?? 0)) throw diskError('EIO', 'input/output error');
        const file = fileAt(from);
        changeNames([[from, undefined], [to, file]]);
      }),
      remove: (path) => call(owner, () => {
        fileAt(path);
        changeNames([[path, undefined]]);
      }),
      syncDirectory: (directory) => call(owner, () => {
        const own = (change: NameChange): boolean => parentOf(change[0]![0]) === directory;
        const changes = unsyncedNames.filter(own);
        unsyncedNames = unsyncedNames.filter((change) => !own(change));
        const failing = random.chance(faults.syncDirectory ?? 0);
        for (const change of changes) {
          if (!failing || random.chance(0.5)) for (const [path, file] of change) applyName(durableNames, path, file);
        }
        if (failing) throw diskError('EIO', 'input/output error');
      }),
    };
  }

  return {
    boot(): FileSystem {
      if (running) crash('kill');
      running = true;
      return fileSystem(++process);
    },
    crash,
    crashAfter(after: number, kind: CrashKind): void {
      crashAt = { call: calls + after, kind };
    },
    crashed: () => !running,
    calls: () => calls,
    paths: () => [...names.keys()].sort(),
    content: (path) => fileAt(path).read(0, fileAt(path).size()),
    flipBit: (path, offset, bit) => fileAt(path).flipBit(offset, bit),
  };
}

function setName(names: Map<string, SimulatedFile>, path: string, file: SimulatedFile | undefined): void {
  const before = names.get(path);
  if (before !== undefined) before.path = undefined;
  applyName(names, path, file);
  if (file !== undefined) file.path = path;
}

function applyName(names: Map<string, SimulatedFile>, path: string, file: SimulatedFile | undefined): void {
  if (file === undefined) names.delete(path);
  else names.set(path, file);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function diskError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
