import { describe, expect, it } from 'vitest';
import { InventoryError } from '../../src/foundation/index.js';
import type { Block, StoragePort, TransportPort } from '../../src/ports/index.js';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';
import { manualClock, storageConformance, transportConformance, type ConformanceRunner } from '../../src/testing/index.js';
import { memoryTransport } from '../../src/transport/memory/index.js';

/** Runs a suite by itself and gives the laws that failed. */
async function failedLaws(define: (runner: ConformanceRunner) => void): Promise<string[]> {
  const tests: { name: string; run: () => Promise<void> }[] = [];
  define({ describe: (_name, body) => body(), it: (name, run) => void tests.push({ name, run }) });
  const failed: string[] = [];
  for (const { name, run } of tests) await run().catch(() => failed.push(name));
  return failed;
}

function storageFailures(breakIt: (storage: StoragePort) => Partial<StoragePort>, shared = true): Promise<string[]> {
  return failedLaws((runner) => storageConformance({
    runner,
    supports: shared ? ['reopen', 'shared'] : [],
    print: () => undefined,
    open: () => {
      const memory = sharedMemory();
      const handle = (): StoragePort => {
        const storage = memoryStorage({ shared: memory, commitBytesMax: 100_000 });
        return { ...storage, ...breakIt(storage) };
      };
      return { storage: handle(), reopen: handle, rival: handle };
    },
  }));
}

function transportFailures(breakIt: (transport: TransportPort) => Partial<TransportPort>): Promise<string[]> {
  return failedLaws((runner) => transportConformance({
    runner,
    supports: ['replay'],
    print: () => undefined,
    open: () => {
      const clock = manualClock();
      const transport = memoryTransport({ clock, partitions: 3 });
      return { transport: { ...transport, ...breakIt(transport) }, pass: (delayMs) => clock.advance(delayMs) };
    },
  }));
}

describe('the suite of storage finds a store that', () => {
  it('is sound: nothing', async () => {
    expect(await storageFailures(() => ({}))).toEqual([]);
  });

  it.each<[string, string, (storage: StoragePort) => Partial<StoragePort>]>([
    ['lands a commit in part', 'a commit with one block that does not follow its head lands in no partition', (storage) => ({
      commit: async (commit) => {
        const result = await storage.commit(commit);
        if (!result.ok && commit.blocks.length > 1) {
          for (const block of commit.blocks) await storage.commit({ id: commit.id, blocks: [{ ...block, members: [{ partition: block.partition, number: block.number }] }] });
        }
        return result;
      },
    })],
    ['loses members of a commit', 'a commit over several partitions lands whole', (storage) => ({
      read: async (...range) => (await storage.read(...range)).map((block) => ({ ...block, members: block.members.slice(0, 1) })),
    })],
    ['answers yes to everybody', 'of many commits against one head exactly one lands', (storage) => ({ commit: (commit) => storage.commit(commit).then(() => ({ ok: true })) })],
    ['answers before it has written', 'what was acknowledged is there when the store is opened again', (storage) => ({
      saveFeedCursor: async (...cursor) => {
        setTimeout(() => void storage.saveFeedCursor(...cursor).catch(() => undefined), 5);
        return Promise.resolve();
      },
    })],
    ['reads backwards', 'blocks are read in order, after a number and up to a limit', (storage) => ({ read: async (...range) => [...(await storage.read(...range))].reverse() })],
    ['counts from 0', 'blocks are read in order, after a number and up to a limit', (storage) => ({ read: (partition, after, limit) => storage.read(partition, Math.max(0, after - 1), limit) })],
    ['rounds numbers', 'a block comes back exactly as it was written', (storage) => ({
      read: async (...range) => JSON.parse(JSON.stringify(await storage.read(...range), (_key, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))) as Block[],
    })],
    ['gives other heads', 'a block that does not follow the head is refused with the head, and nothing is written', (storage) => ({
      commit: async (commit) => {
        const result = await storage.commit(commit);
        return result.ok ? result : { ok: false, heads: new Map([...result.heads].map(([partition]) => [partition, 0])) };
      },
    })],
    ['takes anything for a landed commit', 'a commit that did not land is absent, whatever stands in its place', (storage) => ({
      resolve: async (_commit, member) => ((await storage.heads([member.partition])).get(member.partition)! >= member.number ? 'committed' : 'absent'),
    })],
    ['keeps keys for all partitions together', 'a key is found with everything that was kept about it, in its own partition only', (storage) => ({ findKeys: (_partition, keys) => storage.findKeys('p', keys) })],
    ['keeps the last record of a key', 'the first record of a key stands', (storage) => ({
      findKeys: async (partition, keys) => {
        const records = (await storage.read(partition, 0, 1000)).flatMap((block) => block.keys).filter(({ key }) => keys.includes(key));
        return new Map(records.map((record) => [record.key, record]));
      },
    })],
    ['never wakes a reader', 'a waiting reader is woken by the block it waits for, and not before', () => ({ waitForBlock: () => Promise.reject(new Error('asleep')) })],
    ['wakes readers at once', 'a waiting reader is woken by the block it waits for, and not before', () => ({ waitForBlock: () => Promise.resolve() })],
    ['keeps one cursor for all', 'a feed cursor is kept per reader and partition', (storage) => ({
      saveFeedCursor: (_reader, partition, number) => storage.saveFeedCursor('all', partition, number), loadFeedCursor: (_reader, partition) => storage.loadFeedCursor('all', partition),
    })],
    ['trims without a snapshot', 'nothing is trimmed that no snapshot covers', () => ({ trim: () => Promise.resolve() })],
    ['does not trim', 'trimmed blocks are refused, the others are read', () => ({ trim: () => Promise.resolve() })],
    ['forgets the keys of trimmed blocks', 'keys and outcomes of trimmed blocks stay known', (storage) => {
      let trimmed = false;
      return {
        trim: async (...blocks) => {
          trimmed = true;
          await storage.trim(...blocks);
        },
        findKeys: (partition, keys) => (trimmed ? Promise.resolve(new Map()) : storage.findKeys(partition, keys)),
      };
    }],
    ['forgets its header', 'a store is not opened with another header', (storage) => ({ open: (header) => storage.open({ ...header, partitions: 4, seed: 2026 }) })],
    ['takes what is too large', 'a commit larger than the store takes is refused whole, and the store goes on', (storage) => ({ capabilities: { ...storage.capabilities, commitBytesMax: 10 } })],
    ['answers after it was closed', 'after closing, every call says so', (storage) => ({ heads: (partitions) => storage.heads(partitions).catch(() => new Map()) })],
    ['throws what has no code', 'after closing, every call says so', (storage) => ({ partitions: () => storage.partitions().catch(() => Promise.reject(new Error('closed'))) })],
  ])('%s', async (_what, law, breakIt) => {
    expect(await storageFailures(breakIt)).toContain(law);
  });
});

describe('the suite of transport finds a transport that', () => {
  it('is sound: nothing', async () => {
    expect(await transportFailures(() => ({}))).toEqual([]);
  });

  it.each<[string, string, (transport: TransportPort) => Partial<TransportPort>]>([
    ['reorders', 'messages of one key arrive in the order they were published, from one partition', (transport) => ({ publish: (messages) => transport.publish([...messages].reverse()) })],
    ['loses headers', 'a message arrives as it was sent', (transport) => ({ publish: (messages) => transport.publish(messages.map((message) => ({ ...message, headers: {} }))) })],
    ['repeats without need', 'consumers of one group share the messages, each going to one of them', (transport) => ({ publish: (messages) => transport.publish([...messages, ...messages]) })],
    ['treats a nack as an ack', 'a message asked for again comes after its pause and not before, and later ones of its key wait for it', (transport) => ({
      subscribe: (handler, options) => transport.subscribe((message) => handler({ ...message, nack: () => message.ack() }), options),
    })],
    ['redelivers at once', 'a message asked for again comes after its pause and not before, and later ones of its key wait for it', (transport) => ({
      subscribe: (handler, options) => transport.subscribe((message) => handler({ ...message, nack: () => message.nack(0) }), options),
    })],
    ['acknowledges by itself', 'a message that is not settled in time comes again', (transport) => ({
      subscribe: (handler, options) => transport.subscribe(async (message) => {
        await handler(message);
        await message.ack().catch(() => undefined);
      }, options),
    })],
    ['never gives up', 'a message that fails too often becomes a dead letter by itself', (transport) => ({ subscribe: (handler, options) => transport.subscribe(handler, { ...options, deliveriesMax: 1_000_000 }) })],
    ['ignores the bound', 'no more messages of a partition are under way than were allowed', (transport) => ({ subscribe: (handler, options) => transport.subscribe(handler, { ...options, inFlightMax: 100 }) })],
    ['gives each consumer a group of its own', 'consumers of one group share the messages, each going to one of them', (transport) => {
      let consumers = 0;
      return { subscribe: (handler, options) => transport.subscribe(handler, { ...options, group: `${options.group} ${++consumers}` }) };
    }],
    ['does not know how long a handler runs', 'stopping waits for the handlers that run', (transport) => ({
      subscribe: async (handler, options) => {
        const subscription = await transport.subscribe(handler, options);
        return { stop: () => (void subscription.stop(), Promise.resolve()) };
      },
    })],
    ['forgets why', 'a message given up is a dead letter with its reason, and the next one comes', (transport) => ({
      deadLetters: async (...asked) => (await transport.deadLetters(...asked)).map((letter) => ({ ...letter, reason: 'failed' })),
    })],
    ['cannot replay', 'a group may begin again at a position it has passed', (transport) => ({ subscribe: (handler, options) => transport.subscribe(handler, { ...options, replayFrom: undefined }) })],
    ['stays open', 'after closing, every call says so', (transport) => ({ publish: (messages) => transport.publish(messages).catch(() => undefined) })],
  ])('%s', async (_what, law, breakIt) => {
    expect(await transportFailures(breakIt)).toContain(law);
  });
});

describe('exceptions and claims', () => {
  const LAW = 'the first record of a key stands';
  const asleep = { open: () => ({ storage: memoryStorage() }) };

  function run(options: Partial<Parameters<typeof storageConformance>[0]>): { printed: string[]; failed: Promise<string[]> } {
    const printed: string[] = [];
    return { printed, failed: failedLaws((runner) => storageConformance({ runner, ...asleep, print: (line) => printed.push(line), ...options })) };
  }

  it('prints the reason of a law that is excepted and does not hold', async () => {
    const broken = (): StoragePort => ({ ...memoryStorage(), findKeys: () => Promise.reject(new InventoryError('storage.unavailable', 'no index')) });
    const exceptions = [LAW].map((law) => ({ law, reason: 'the index is rebuilt by night' }));
    const { printed, failed } = run({ open: () => ({ storage: broken() }), exceptions });
    expect(await failed).not.toContain(LAW);
    expect(printed).toContain(`excepted: ${LAW}: the index is rebuilt by night`);
  });

  it('fails for a law that is excepted and holds', async () => {
    expect(await run({ exceptions: [{ law: LAW, reason: 'it used not to' }] }).failed).toEqual([LAW]);
  });

  it('refuses an exception of an unknown law, or without a reason', async () => {
    await expect(run({ exceptions: [{ law: 'stores are blue', reason: 'x' }] }).failed).rejects.toThrow('does not exist');
    await expect(run({ exceptions: [{ law: LAW, reason: ' ' }] }).failed).rejects.toThrow('no reason');
  });

  it('prints the laws that are not claimed', async () => {
    const { printed, failed } = run({});
    await failed;
    expect(printed).toContain('not claimed (reopen): what was acknowledged is there when the store is opened again');
    expect(printed.filter((line) => line.startsWith('not claimed'))).toHaveLength(8);
  });

  it('says so when an ability is claimed that cannot be tried', async () => {
    expect(await run({ supports: ['exclusive'] }).failed).toHaveLength(2);
  });
});
