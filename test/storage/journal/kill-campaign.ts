import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isInventoryError } from '../../../src/foundation/index.js';
import type { Block, Commit, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import { journalStorage } from '../../../src/storage/journal/index.js';
import type { SeededRandom } from '../../../src/testing/index.js';

export const KILL_HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 1 };
export const KILL_PARTITIONS = ['a', 'b', 'c', 'd'] as const;

/** What a campaign of kills found. */
export interface KillTally {
  readonly kills: number;
  readonly acknowledged: number;
  /** Blocks that were there without having been acknowledged: written, but killed before they could say so. */
  readonly unacknowledged: number;
}

/** The commit a child makes: from its place alone, so that it can be told again. */
export function killCommit(writer: string, partition: string, number: number): Commit {
  const id = `${writer}: ${partition}/${number}`;
  const members = [{ partition, number }];
  const entries = Array.from({ length: 1 + (number % 7) }, (_, index) => ({ type: 'stock.received', id: `${id}/${index}`, amount: String(number * index) }));
  return { id, blocks: [{ partition, number, commit: id, members, at: number, register: 0, entries, keys: [{ key: id, fingerprint: `f${number}` }], cursors: [] }] };
}

/**
 * Kills a process with SIGKILL in the middle of its work, opens what it left, and again: every acknowledged commit must be there as it was written, exactly once, without gaps.
 * The machine lives on, so this proves recovery of the process; loss of power is the simulation's part.
 */
export async function runKills(directory: string, kills: number, random: SeededRandom, report?: (tally: KillTally) => void): Promise<KillTally> {
  const log = new Map<string, string[]>(KILL_PARTITIONS.map((partition) => [partition, []]));
  let acknowledged = 0;
  let unacknowledged = 0;
  for (let life = 1; life <= kills; life++) {
    const lines = await killedLife(directory, life, 1 + random.below(400), random.below(20));
    acknowledged += lines.length;
    for (const line of lines) noteAcknowledged(log, line);
    unacknowledged += await verify(directory, life, log);
    report?.({ kills: life, acknowledged, unacknowledged });
  }
  return { kills, acknowledged, unacknowledged };
}

async function killedLife(directory: string, life: number, afterLines: number, thenMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('kill-child.ts', import.meta.url)), directory, String(life)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === afterLines) setTimeout(() => child.kill('SIGKILL'), thenMs);
  }
  assert.ok(lines.length >= afterLines, `the child of life ${life} ended by itself after ${lines.length} commits`);
  return lines;
}

function noteAcknowledged(log: ReadonlyMap<string, string[]>, line: string): void {
  const [partition, number, id] = /^(\w) (\d+) (.*)$/.exec(line)!.slice(1) as [string, string, string];
  const ids = log.get(partition)!;
  assert.equal(Number(number), ids.length + 1, `${id} was acknowledged as block ${number} of ${partition}, which has ${ids.length}`);
  ids.push(id);
}

/** Checks the store, takes over what was not acknowledged but landed, and gives how much that was. */
async function verify(directory: string, life: number, log: ReadonlyMap<string, string[]>): Promise<number> {
  const storage = journalStorage({ directory });
  await storage.open(KILL_HEADER);
  let more = 0;
  for (const [partition, ids] of log) {
    const blocks = await readAll(storage, partition);
    const head = (await storage.heads([partition])).get(partition)!;
    assert.ok(head >= ids.length, `${partition} lost ${ids.length - head} acknowledged blocks`);
    more += head - ids.length;
    for (let number = ids.length + 1; number <= head; number++) ids.push(`life ${life}: ${partition}/${number}`);
    for (const block of blocks) assert.deepEqual(block, killCommit(ids[block.number - 1]!.split(':')[0]!, partition, block.number).blocks[0]);
    assert.deepEqual(blocks.map(({ number }) => number), blocks.map((_, index) => head - blocks.length + 1 + index));
    assert.equal((await storage.findKeys(partition, ids)).size, ids.length, `keys of ${partition} were lost`);
    const snapshot = await storage.loadSnapshot(partition);
    assert.deepEqual(snapshot?.state, snapshot && { head: snapshot.number });
  }
  await storage.close();
  return more;
}

async function readAll(storage: StoragePort, partition: string): Promise<readonly Block[]> {
  const after = await storage.read(partition, 0, 1).then(() => 0, (error: unknown) => {
    if (isInventoryError(error, 'storage.trimmed')) return error.details['trimmed'] as number;
    throw error;
  });
  return storage.read(partition, after, 1_000_000);
}
