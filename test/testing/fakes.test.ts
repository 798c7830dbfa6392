import { describe, expect, it } from 'vitest';
import type { Commit, IncomingMessage } from '../../src/ports/index.js';
import { memoryStorage } from '../../src/storage/memory/index.js';
import { faultyStorage, lossyTransport, manualClock, seededRandom, simulatedDisk } from '../../src/testing/index.js';
import { memoryTransport } from '../../src/transport/memory/index.js';

describe('seededRandom', () => {
  it('gives the same for the same seed, and other things for another', () => {
    const take = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.below(1000));
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });

  it('never changes: recorded seeds stay what they were', () => {
    const random = seededRandom(42);
    expect([random.below(1e6), random.below(1e6), random.below(1e6), random.chance(0.5)]).toMatchInlineSnapshot(`
      [
        660615,
        126880,
        111701,
        false,
      ]
    `);
  });

  it('is even: no digit is preferred', () => {
    const random = seededRandom(3);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) counts[random.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('manualClock', () => {
  it('calls back what falls due, by time and then by order of asking, and shows the time of each', async () => {
    const clock = manualClock(1000);
    const seen: [string, number][] = [];
    const at = (name: string, delayMs: number): (() => void) => clock.after(delayMs, () => seen.push([name, clock.now()]));
    at('late', 30);
    at('first', 10);
    at('second', 10);
    const cancel = at('never', 20);
    clock.after(10, () => void at('from within', 5));
    cancel();
    await clock.advance(20);
    expect(seen).toEqual([['first', 1010], ['second', 1010], ['from within', 1015]]);
    expect(clock.now()).toBe(1020);
    expect(clock.pending()).toBe(1);
  });
});

describe('simulatedDisk', () => {
  it('keeps what was synced and its name, whatever the seed', async () => {
    for (let seed = 1; seed <= 50; seed++) {
      const disk = simulatedDisk({ seed });
      const files = disk.boot();
      const file = await files.open('/d/file', 'create');
      await file.append(Uint8Array.of(1, 2, 3));
      await file.sync();
      await files.syncDirectory('/d');
      await file.append(Uint8Array.of(4));
      disk.crash('power');
      expect([...disk.content('/d/file').subarray(0, 3)]).toEqual([1, 2, 3]);
    }
  });

  it('may keep, lose, shorten or spoil what was not synced', async () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const disk = simulatedDisk({ seed });
      const files = disk.boot();
      const file = await files.open('/d/file', 'create');
      await files.syncDirectory('/d');
      await file.append(new Uint8Array(1500).fill(7));
      disk.crash('power');
      const content = disk.content('/d/file');
      outcomes.add(content.length === 0 ? 'lost' : content.some((byte) => byte !== 7) ? 'spoilt' : content.length < 1500 ? 'torn' : 'kept');
    }
    expect([...outcomes].sort()).toEqual(['kept', 'lost', 'spoilt', 'torn']);
  });

  it('may lose a name that was not synced, and may keep it', async () => {
    const lengths = new Set<number>();
    for (let seed = 1; seed <= 50; seed++) {
      const disk = simulatedDisk({ seed });
      await disk.boot().open('/d/file', 'create');
      disk.crash('power');
      lengths.add(disk.paths().length);
    }
    expect(lengths).toEqual(new Set([0, 1]));
  });

  it('keeps everything when only the process ends, and nothing works for the dead', async () => {
    const disk = simulatedDisk({ seed: 1 });
    const files = disk.boot();
    const file = await files.open('/d/file', 'create');
    await file.append(Uint8Array.of(1));
    expect(await files.lock('/d')).toBeDefined();
    disk.crash('kill');
    expect([...disk.content('/d/file')]).toEqual([1]);
    await expect(file.sync()).rejects.toThrow('the process ended');
    expect(await disk.boot().lock('/d')).toBeDefined();
  });

  it('forgets what a failed sync should have written, though a later one succeeds', async () => {
    const lost = new Set<boolean>();
    for (let seed = 1; seed <= 50; seed++) {
      const faults = { sync: 0 };
      const disk = simulatedDisk({ seed, faults });
      const files = disk.boot();
      const file = await files.open('/d/file', 'create');
      await files.syncDirectory('/d');
      await file.append(new Uint8Array(2000).fill(7));
      faults.sync = 1;
      await expect(file.sync()).rejects.toMatchObject({ code: 'EIO' });
      faults.sync = 0;
      await file.sync();
      expect((await file.read(0, 2000)).every((byte) => byte === 7)).toBe(true);
      disk.crash('power');
      lost.add(disk.content('/d/file').length < 2000 || disk.content('/d/file').some((byte) => byte !== 7));
    }
    expect(lost).toEqual(new Set([true, false]));
  });

  it('ends the process within a given call', async () => {
    const disk = simulatedDisk({ seed: 1 });
    const files = disk.boot();
    disk.crashAfter(2, 'kill');
    await files.list('/d');
    await files.list('/d');
    await expect(files.list('/d')).rejects.toThrow('the process ended');
    expect(disk.crashed()).toBe(true);
  });
});

describe('faultyStorage', () => {
  const commitOf = (number: number): Commit => {
    const place = { partition: 'p', number };
    return { id: `c${number}`, blocks: [{ ...place, commit: `c${number}`, members: [place], at: 0, register: 0, entries: [], keys: [], cursors: [] }] };
  };

  it('keeps the contract: a writer who looks up what is unknown ends with a gapless log', async () => {
    const storage = faultyStorage(memoryStorage(), { seed: 5, lost: 0.2, unheard: 0.2, refused: 0.2, turnsMax: 3 });
    await storage.open({ format: 1, partitions: 1, hash: 'fnv1a-murmur3', seed: 1 });
    for (let number = 1; number <= 50; ) {
      const landed = await storage.commit(commitOf(number)).then(({ ok }) => ok, async () => (await storage.resolve(`c${number}`, { partition: 'p', number })) === 'committed');
      if (landed) number++;
    }
    expect(storage.faults()).toBeGreaterThan(20);
    expect((await storage.read('p', 0, 100)).map(({ commit }) => commit)).toEqual(Array.from({ length: 50 }, (_, index) => `c${index + 1}`));
  });

  it('fails reads when asked to, until it is calm', async () => {
    const storage = faultyStorage(memoryStorage(), { seed: 5, unavailable: 1 });
    await storage.open({ format: 1, partitions: 1, hash: 'fnv1a-murmur3', seed: 1 });
    await expect(storage.heads(['p'])).rejects.toMatchObject({ code: 'storage.unavailable' });
    storage.calm();
    expect(await storage.heads(['p'])).toEqual(new Map([['p', 0]]));
  });
});

describe('lossyTransport', () => {
  it('loses, repeats and reorders, and yet everything arrives when it is sent until it is accepted', async () => {
    const clock = manualClock();
    const transport = lossyTransport(memoryTransport({ clock, partitions: 2 }), { seed: 3, loss: 0.2, duplication: 0.2, reorder: 0.2 });
    const received: string[] = [];
    await transport.subscribe(async (message: IncomingMessage) => {
      received.push(message.id);
      await message.ack();
    }, { group: 'g', deliveriesMax: 100 });
    const ids = Array.from({ length: 100 }, (_, index) => `m${index}`);
    for (const id of ids) {
      while (!(await transport.publish([{ key: 'k', id, headers: {}, body: new Uint8Array(0) }]).then(() => true, () => false)));
    }
    await transport.calm();
    for (let turn = 0; turn < 300; turn++) await clock.advance(100);
    expect(new Set(received)).toEqual(new Set(ids));
    expect(received.length).toBeGreaterThan(ids.length);
    expect([...new Set(received)]).not.toEqual(ids);
    expect(transport.faults()).toBeGreaterThan(50);
  });
});
