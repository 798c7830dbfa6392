import assert from 'node:assert/strict';
import { isInventoryError } from '../../../src/foundation/index.js';
import type { Block, Commit, StoragePort, StoreHeader } from '../../../src/ports/index.js';
import type { journalStorage } from '../../../src/storage/journal/index.js';
import { seededRandom, simulatedDisk, type SeededRandom, type SimulatedDisk } from '../../../src/testing/index.js';

/**
 * One seed of the simulation: a journal on a simulated disk lives and dies several times under concurrent load. A model walks beside it: what was acknowledged. After every death and
 * reopening, all of it must be there, nothing in part, and nothing that was never asked for.
 */
export interface CampaignTally {
  readonly crashes: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly calls: number;
}

const HEADER: StoreHeader = { format: 1, partitions: 4, hash: 'fnv1a-murmur3', seed: 1 };
const DIRECTORY = '/data';
const PARTITIONS = ['a', 'b', 'c'] as const;
const READERS = ['mail', 'audit'] as const;

type Journal = typeof journalStorage;

/** What is known of the store. */
interface Model {
  /** Acknowledged blocks by partition, as JSON. */
  readonly blocks: Map<string, string[]>;
  readonly unknown: Map<string, Commit>;
  /** Values a cursor may have: the acknowledged one first. */
  readonly cursors: Map<string, number[]>;
  readonly trimmed: Map<string, { sure: number; asked: number }>;
  readonly snapshots: Map<string, { sure: number; asked: Set<number> }>;
  acknowledged: number;
  unknowns: number;
  commits: number;
}

/** Runs one seed. Throws where a law is broken. */
export async function runSeed(seed: number, journal: Journal): Promise<CampaignTally> {
  const random = seededRandom(seed);
  const rate = (): number => (random.chance(0.5) ? 0 : random.next() * 0.05);
  const disk = simulatedDisk({ seed: random.below(2 ** 32), faults: { sync: rate(), append: rate(), rename: rate(), syncDirectory: rate() } });
  const model: Model = { blocks: new Map(), unknown: new Map(), cursors: new Map(), trimmed: new Map(), snapshots: new Map(), acknowledged: 0, unknowns: 0, commits: 0 };
  const segmentBytes = random.pick([300, 1500, 6000]);
  let crashes = 0;
  for (let lives = 3 + random.below(5); lives > 0; lives--) {
    await live({ random, disk, model, storage: journal({ directory: DIRECTORY, segmentBytes, fileSystem: disk.boot() }) });
    // A death of the process alone leaves the page cache; losing power right after it is the harder of the two.
    if (!disk.crashed()) disk.crash(random.pick(['kill', 'power']));
    else if (random.chance(0.3)) disk.crash('power');
    crashes++;
  }
  await verifyInCalm({ random, disk, model, storage: journal({ directory: DIRECTORY, segmentBytes, fileSystem: disk.boot() }) });
  return { crashes, acknowledged: model.acknowledged, unknown: model.unknowns, calls: disk.calls() };
}

interface Life {
  readonly random: SeededRandom;
  readonly disk: SimulatedDisk;
  readonly model: Model;
  readonly storage: StoragePort;
}

async function live(life: Life): Promise<void> {
  const { random, disk, storage } = life;
  if (random.chance(0.8)) disk.crashAfter(random.below(random.chance(0.3) ? 30 : 250), random.pick(['kill', 'power']));
  if (!(await survives(life, () => storage.open(HEADER)))) return end(life);
  if (!(await survives(life, () => verify(life)))) return end(life);
  const work = Array.from({ length: 1 + random.below(4) }, () => worker(life, 5 + random.below(20)));
  await Promise.all(work);
  await end(life);
}

/** Whatever happened, a handle can be closed; a dead one fails to. */
async function end({ storage, disk, random }: Life): Promise<void> {
  if (random.chance(0.5) && !disk.crashed()) await storage.close().catch(allowed);
}

async function verifyInCalm(life: Life): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if (await survives(life, () => life.storage.open(HEADER))) {
      if (await survives(life, () => verify(life))) return;
    }
  }
  // The disk may have failed all the way; another seed will tell.
}

async function worker(life: Life, turns: number): Promise<void> {
  const { random, storage, model } = life;
  for (let turn = 0; turn < turns && !life.disk.crashed(); turn++) {
    const partition = random.pick(PARTITIONS);
    const dice = random.below(20);
    if (dice < 10) await commitOne(life);
    else if (dice < 12) await Promise.all([commitOne(life), commitOne(life), commitOne(life), commitOne(life)]);
    else if (dice < 14) await saveCursor(life, random.pick(READERS), partition);
    else if (dice < 16) await snapshot(life, partition);
    else if (dice < 17) await Promise.all([trim(life, partition), commitOne(life), survives(life, () => lookAround(storage, model, random, partition))]);
    else await survives(life, () => lookAround(storage, model, random, partition));
  }
}

async function commitOne(life: Life): Promise<void> {
  const { random, storage, model, disk } = life;
  const wide = random.chance(0.3);
  const partitions = PARTITIONS.filter(() => random.chance(0.5)).slice(0, wide ? 3 : 1);
  if (partitions.length === 0) return;
  const heads = await storage.heads(partitions).catch(allowed);
  if (heads === undefined) return;
  const id = `commit ${++model.commits}`;
  const members = partitions.map((partition) => ({ partition, number: heads.get(partition)! + 1 }));
  const entries = [{ id, filling: 'x'.repeat(random.below(random.chance(0.2) ? 3000 : 60)) }];
  const keys = [{ key: `key of ${id}`, fingerprint: id }];
  const commit: Commit = { id, blocks: members.map(({ partition, number }) => ({ partition, number, commit: id, members, at: model.commits, register: 0, entries, keys, cursors: [] })) };
  model.unknown.set(id, commit);
  model.unknowns++;
  const result = await storage.commit(commit).catch(allowed);
  // What a dead process heard, nobody heard.
  if (result === undefined || disk.crashed()) return;
  model.unknown.delete(id);
  model.unknowns--;
  if (!result.ok) return;
  model.acknowledged++;
  for (const block of commit.blocks) {
    const log = logOf(model, block.partition);
    assert.equal(block.number, log.length + 1, `${id} was acknowledged out of turn`);
    log.push(JSON.stringify(sorted(block)));
  }
}

async function saveCursor({ random, storage, model, disk }: Life, reader: string, partition: string): Promise<void> {
  const name = `${reader} ${partition}`;
  const values = model.cursors.get(name) ?? [0];
  model.cursors.set(name, values);
  const value = random.below(1000);
  values.push(value);
  const saved = await storage.saveFeedCursor(reader, partition, value).then(() => true, allowed);
  // A later save by another worker may be under way: it may still win.
  if (saved === true && !disk.crashed()) values.splice(0, values.indexOf(value));
}

async function snapshot(life: Life, partition: string): Promise<void> {
  const { storage, model, disk } = life;
  const number = logOf(model, partition).length;
  if (number === 0) return;
  const known = model.snapshots.get(partition) ?? { sure: 0, asked: new Set() };
  model.snapshots.set(partition, known);
  known.asked.add(number);
  const saved = await storage.saveSnapshot({ partition, number, format: 'sum', state: stateAt(model, partition, number) }).then(() => true, allowed);
  if (saved === true && !disk.crashed()) known.sure = Math.max(known.sure, number);
}

async function trim(life: Life, partition: string): Promise<void> {
  const { random, storage, model, disk } = life;
  // Not only those that were acknowledged: whatever the store shows, it may be asked to rely on.
  const covered = (await storage.loadSnapshot(partition).catch(allowed))?.number ?? 0;
  if (covered === 0) return;
  const upTo = 1 + random.below(covered);
  const known = model.trimmed.get(partition) ?? { sure: 0, asked: 0 };
  model.trimmed.set(partition, known);
  known.asked = Math.max(known.asked, upTo);
  const done = await storage.trim(partition, upTo).then(() => true, allowed);
  if (done === true && !disk.crashed()) known.sure = Math.max(known.sure, upTo);
}

async function lookAround(storage: StoragePort, model: Model, random: SeededRandom, partition: string): Promise<void> {
  const log = [...logOf(model, partition)];
  const after = Math.max(model.trimmed.get(partition)?.asked ?? 0, random.below(log.length + 1));
  const blocks = await storage.read(partition, after, 5).catch((error: unknown) => {
    // Trimmed meanwhile.
    if (isInventoryError(error, 'storage.trimmed')) return undefined;
    throw error;
  });
  blocks?.slice(0, Math.max(0, log.length - after)).forEach((block, position) => assert.equal(JSON.stringify(sorted(block)), log[after + position], 'a block changed'));
  if (log.length === 0) return;
  const number = 1 + random.below(log.length);
  const { commit } = JSON.parse(log[number - 1]!) as Block;
  assert.equal((await storage.findKeys(partition, [`key of ${commit}`, 'no key'])).size, 1, 'a key was lost');
  assert.equal(await storage.resolve(commit, { partition, number }), 'committed');
}

/** Compares all that is there with all that is known, and takes what was unknown as it is. */
async function verify(life: Life): Promise<void> {
  const { storage, model } = life;
  const found = new Map<string, readonly Block[]>();
  const heads = await storage.heads(PARTITIONS);
  for (const partition of PARTITIONS) {
    const trimmed = await trimmedAt(storage, partition);
    const { sure, asked } = model.trimmed.get(partition) ?? { sure: 0, asked: 0 };
    assert.ok(trimmed >= sure && trimmed <= asked, `${partition} is trimmed up to ${trimmed}, not between ${sure} and ${asked}`);
    model.trimmed.set(partition, { sure: trimmed, asked: trimmed });
    const blocks = await storage.read(partition, trimmed, 100_000);
    const head = heads.get(partition)!;
    assert.deepEqual(blocks.map(({ number }) => number), Array.from({ length: head - trimmed }, (_, index) => trimmed + 1 + index), `${partition} has gaps`);
    const log = logOf(model, partition);
    assert.ok(head >= log.length, `${partition} has ${head} blocks, ${log.length} were acknowledged`);
    for (let number = trimmed + 1; number <= log.length; number++) {
      assert.equal(JSON.stringify(sorted(blocks[number - trimmed - 1]!)), log[number - 1], `${partition}/${number} is not what was acknowledged`);
    }
    found.set(partition, blocks.filter(({ number }) => number > log.length));
  }
  await adopt(life, found);
  await verifyKeys(life);
  await verifyCursors(life);
  for (const partition of PARTITIONS) await verifySnapshot(life, partition);
}

async function adopt({ storage, model }: Life, found: ReadonlyMap<string, readonly Block[]>): Promise<void> {
  const landed = new Set([...found.values()].flat().map(({ commit }) => commit));
  for (const id of landed) {
    const commit = model.unknown.get(id);
    assert.ok(commit !== undefined, `${id} is there, but was refused or never asked for`);
    for (const block of commit.blocks) {
      const there = found.get(block.partition)!.find(({ commit: of }) => of === id);
      assert.equal(JSON.stringify(there === undefined ? undefined : sorted(there)), JSON.stringify(sorted(block)), `${id} landed in part`);
    }
  }
  for (const [id, { blocks }] of model.unknown) assert.equal(await storage.resolve(id, blocks[0]!), landed.has(id) ? 'committed' : 'absent');
  for (const [partition, blocks] of found) {
    for (const block of blocks) logOf(model, partition).push(JSON.stringify(sorted(block)));
  }
  model.unknown.clear();
}

async function verifyKeys({ storage, model }: Life): Promise<void> {
  for (const partition of PARTITIONS) {
    const expected = logOf(model, partition).map((text) => JSON.parse(text) as Block);
    const keys = await storage.findKeys(partition, Array.from({ length: model.commits }, (_, index) => `key of commit ${index + 1}`));
    assert.deepEqual([...keys.keys()].sort(), expected.map(({ commit }) => `key of ${commit}`).sort(), `the keys of ${partition} are others than its blocks'`);
  }
}

async function verifyCursors({ storage, model }: Life): Promise<void> {
  for (const [name, values] of model.cursors) {
    const [reader, partition] = name.split(' ') as [string, string];
    const value = await storage.loadFeedCursor(reader, partition);
    assert.ok(values.includes(value), `cursor ${name} is ${value}, not one of ${values.join(', ')}`);
    model.cursors.set(name, [value]);
  }
}

async function verifySnapshot({ storage, model }: Life, partition: string): Promise<void> {
  const { sure, asked } = model.snapshots.get(partition) ?? { sure: 0, asked: new Set<number>() };
  const loaded = await storage.loadSnapshot(partition);
  const number = loaded?.number ?? 0;
  assert.ok(number >= sure && (number === 0 || asked.has(number)), `the snapshot of ${partition} is at ${number}, ${sure} was saved`);
  if (loaded !== undefined) assert.deepEqual(loaded.state, stateAt(model, partition, number), 'a snapshot changed');
}

async function trimmedAt(storage: StoragePort, partition: string): Promise<number> {
  try {
    await storage.read(partition, 0, 1);
    return 0;
  } catch (error) {
    if (isInventoryError(error, 'storage.trimmed')) return error.details['trimmed'] as number;
    throw error;
  }
}

/** Whether a step came to its end. A dead process and a failing disk may stop it; a broken law may not. */
async function survives({ disk }: Life, step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    return !disk.crashed();
  } catch (error) {
    // What a process saw while it was dying proves nothing.
    if (disk.crashed()) return false;
    allowed(error);
    return false;
  }
}

/** Troubles that a failing disk explains. Everything else, `storage.corrupt` first of all, is a finding. */
function allowed(error: unknown): undefined {
  if (isInventoryError(error) && ['storage.outcome_unknown', 'storage.poisoned', 'storage.unavailable', 'storage.closed'].includes(error.code)) return undefined;
  throw error;
}

function logOf(model: Model, partition: string): string[] {
  const log = model.blocks.get(partition) ?? [];
  model.blocks.set(partition, log);
  return log;
}

function stateAt(model: Model, partition: string, number: number): unknown {
  return logOf(model, partition).slice(0, number).map((text) => (JSON.parse(text) as Block).commit);
}

function sorted({ partition, number, commit, members, at, register, entries, keys, cursors }: Block): Block {
  return { partition, number, commit, members, at, register, entries, keys, cursors };
}
