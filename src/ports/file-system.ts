/** An open file. Its content changes only by appending. */
export interface OpenFile {
  /** The bytes from an offset on, fewer than `length` only where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Adds bytes at the end. If it fails, any part of them may have been added. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when the file's bytes and length survive a loss of power. A sync that failed once says nothing by succeeding later. */
  sync(): Promise<void>;
  /** The file's length in bytes. */
  size(): Promise<number>;
  /** Whether a name in the directory still leads to this file: false once another file was renamed over it or it was removed. */
  linked(): boolean;
  close(): Promise<void>;
}

/**
 * The part of a file system that a store of its own needs. Everything the journal does to a disk goes through it, so that the whole adapter runs on
 * the simulated disk of `stockwright/testing`. Failures are the platform's own errors, with their `code`.
 */
export interface FileSystem {
  /** Makes a directory and its parents where they are missing, durably, and gives its canonical path. */
  makeDirectory(directory: string): Promise<string>;
  /** Takes a directory for this process until the returned function is called or the process ends; `undefined` if it is taken. */
  lock(directory: string): Promise<(() => Promise<void>) | undefined>;
  /** The names of the files in a directory, in any order. */
  list(directory: string): Promise<readonly string[]>;
  /** Opens a file that exists; `create` makes it empty, whether it exists or not. */
  open(path: string, mode: 'read' | 'append' | 'create'): Promise<OpenFile>;
  /** Gives a file another name, replacing what had it, in one step. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Resolves when names made, changed and removed in the directory survive a loss of power. */
  syncDirectory(directory: string): Promise<void>;
}
