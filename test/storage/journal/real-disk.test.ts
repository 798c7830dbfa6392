import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem, StoragePort } from '../../../src/ports/index.js';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { lockByFile } from '../../../src/storage/journal/lock-by-file.js';
import { nodeFileSystem } from '../../../src/storage/journal/node-file-system.js';
import { seededRandom } from '../../../src/testing/index.js';
import { KILL_HEADER, killCommit, runKills } from './kill-campaign.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockwright-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function opened(directory: string, fileSystem?: FileSystem): Promise<StoragePort> {
  const storage = journalStorage({ directory, fileSystem });
  await storage.open(KILL_HEADER);
  return storage;
}

describe('journalStorage on a real disk', () => {
  it('keeps every acknowledged commit over 15 kills under load', async () => {
    const tally = await runKills(join(folder, 'deep/journal'), 15, seededRandom(20));
    expect(tally.kills).toBe(15);
    expect(tally.acknowledged).toBeGreaterThan(100);
  }, 300_000);

  it('is refused to a second process, with the directory’s name, and is free once the first is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('kill-child.ts', import.meta.url)), folder, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(opened(folder)).rejects.toMatchObject({ code: 'storage.locked', message: expect.stringContaining(folder), details: { directory: folder } });
    child.stdout.resume();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await opened(folder)).close();
  });

  it('is the same directory by whatever path', async () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const storage = await opened(join(folder, 'real'));
    await expect(opened(join(folder, 'link'))).rejects.toMatchObject({ code: 'storage.locked' });
    await storage.close();
  });

  it('drops a tail that was cut off, wherever', async () => {
    const storage = await opened(join(folder, 'one'));
    for (const number of [1, 2]) await storage.commit(killCommit('test', 'a', number));
    const segment = 'segment-00000001.journal';
    const whole = statSync(join(folder, 'one', segment)).size;
    await storage.commit(killCommit('test', 'a', 3));
    const size = statSync(join(folder, 'one', segment)).size;
    for (const length of [whole, whole + 1, whole + 15, whole + 16, whole + 17, size - 1]) {
      const copy = join(folder, `cut ${length}`);
      mkdirSync(copy);
      for (const name of readdirSync(join(folder, 'one'))) copyFileSync(join(folder, 'one', name), join(copy, name));
      truncateSync(join(copy, segment), length);
      const cut = await opened(copy);
      expect(await cut.heads(['a'])).toEqual(new Map([['a', 2]]));
      await cut.close();
    }
    await storage.close();
  });

  it('says so when the disk refuses, and leaves the lock free', async () => {
    const disk = nodeFileSystem();
    const failing: FileSystem = { ...disk, list: () => Promise.reject(new Error('EACCES')) };
    await expect(opened(folder, failing)).rejects.toMatchObject({ code: 'storage.unavailable', cause: { message: 'EACCES' } });
    await (await opened(folder)).close();
  });

  it('ends for good when a sync fails', async () => {
    const disk = nodeFileSystem();
    let failing = false;
    const storage = await opened(folder, {
      ...disk,
      open: async (path, mode) => {
        const file = await disk.open(path, mode);
        return { ...file, sync: () => (failing ? Promise.reject(new Error('EIO')) : file.sync()) };
      },
    });
    await storage.commit(killCommit('test', 'a', 1));
    failing = true;
    await expect(storage.commit(killCommit('test', 'a', 2))).rejects.toMatchObject({ code: 'storage.outcome_unknown', retry: 'later' });
    failing = false;
    await expect(storage.commit(killCommit('test', 'a', 2))).rejects.toMatchObject({ code: 'storage.poisoned', retry: 'never' });
    await expect(storage.resolve('test: a/2', { partition: 'a', number: 2 })).rejects.toMatchObject({ code: 'storage.poisoned' });
    await storage.close();
    const again = await opened(folder);
    expect(await again.resolve('test: a/2', { partition: 'a', number: 2 })).toBe('committed');
    await again.close();
  });
});

describe('lockByFile', () => {
  it('is held once, also within a process', async () => {
    const unlock = await lockByFile(folder);
    expect(unlock).toBeDefined();
    expect(await lockByFile(folder)).toBeUndefined();
    await unlock!();
    const again = await lockByFile(folder);
    expect(again).toBeDefined();
    await again!();
  });

  it('is taken over from a process that ended', async () => {
    const child = spawn(process.execPath, ['-e', `require('fs').writeFileSync(${JSON.stringify(join(folder, 'lock'))}, process.pid + ' x')`]);
    await once(child, 'exit');
    const unlock = await lockByFile(folder);
    expect(unlock).toBeDefined();
    await unlock!();
  });

  it('is not taken from a process that lives', async () => {
    const child = spawn(process.execPath, ['-e', `require('fs').writeFileSync(${JSON.stringify(join(folder, 'lock'))}, process.pid + ' x'); console.log(1); setInterval(() => {}, 1000)`]);
    await once(child.stdout, 'data');
    expect(await lockByFile(folder)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
