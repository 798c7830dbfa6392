import { describe, expect, it } from 'vitest';
import { InventoryError } from '../../src/foundation/index.js';
import type { Inventory } from '../../src/commands/index.js';
import type { Commit, StoragePort } from '../../src/ports/index.js';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';
import { availableOf, each, onHandOf, open, received } from './warehouse.js';

/** What happens to one commit of stock; the register's own pass unharmed. */
type Fault = 'none' | 'lost before' | 'lost after' | 'unavailable before' | 'unavailable after' | 'conflict' | 'too_large' | 'poisoned';

interface Faulty {
  readonly storage: StoragePort;
  /** The faults of the commits to come, in order. */
  readonly plan: Fault[];
  /** How many look-ups of an outcome fail first. */
  failLookups: number;
  /** Called while a commit is on its way, before it lands. */
  during: (() => void) | undefined;
  readonly commits: Commit[];
}

function faulty(inner: StoragePort): Faulty {
  const faults: Faulty = {
    plan: [], failLookups: 0, during: undefined, commits: [],
    storage: {
      ...inner,
      async commit(commit) {
        if (commit.blocks.some(({ partition }) => partition.endsWith('/register'))) return inner.commit(commit);
        faults.commits.push(commit);
        faults.during?.();
        const fault = faults.plan.shift() ?? 'none';
        switch (fault) {
          case 'none':
            return inner.commit(commit);
          case 'conflict':
            return { ok: false, heads: new Map() };
          case 'too_large':
            throw new InventoryError('storage.too_large', 'too large');
          case 'poisoned':
            throw new InventoryError('storage.poisoned', 'poisoned');
          default: {
            if (fault.endsWith('after')) await inner.commit(commit);
            throw new InventoryError(fault.startsWith('lost') ? 'storage.outcome_unknown' : 'storage.unavailable', fault);
          }
        }
      },
      async resolve(id, member) {
        if (faults.failLookups > 0) {
          faults.failLookups--;
          throw new InventoryError('storage.unavailable', 'no answer');
        }
        return inner.resolve(id, member);
      },
    },
  };
  return faults;
}

function start(): { inventory: Inventory; faults: Faulty; reopen: () => Inventory } {
  const shared = sharedMemory();
  const faults = faulty(memoryStorage({ shared }));
  return { inventory: open({ storage: faults.storage }).inventory, faults, reopen: () => open({ shared }).inventory };
}

const hold = (inventory: Inventory, key: string, amount: number): ReturnType<Inventory['reserve']> =>
  inventory.reserve({ key, lines: [{ item: 'TEA', line: key, quantity: each(amount) }] });

describe.each<Fault>(['lost before', 'lost after', 'unavailable before', 'unavailable after', 'conflict'])('a commit that is %s', (fault) => {
  it('counts once', async () => {
    const { inventory, faults, reopen } = start();
    faults.plan.push(fault);
    expect(await inventory.record(received(10))).toMatchObject({ ok: true, outcome: 'recorded' });
    faults.plan.push(fault);
    expect(await hold(inventory, 'a', 4)).toMatchObject({ ok: true, repeated: false });
    for (const handle of [inventory, reopen()]) {
      expect(await availableOf(handle)).toBe(6);
      expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }
  });

  it('counts once for every call it gathered', async () => {
    const { inventory, faults, reopen } = start();
    faults.plan.push(fault, fault);
    await Promise.all(Array.from({ length: 8 }, () => inventory.record(received(1))));
    faults.plan.push(fault);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => hold(inventory, `k${n}`, 1)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(8);
    expect(await onHandOf(reopen())).toBe(8);
    expect(await availableOf(reopen())).toBe(0);
  });

  it('counts once where the look-up fails at first', async () => {
    const { inventory, faults, reopen } = start();
    faults.plan.push(fault);
    faults.failLookups = 3;
    await inventory.record(received(10));
    expect(await onHandOf(inventory)).toBe(10);
    expect(await onHandOf(reopen())).toBe(10);
  });
});

describe('an outcome that cannot be learned', () => {
  it.each<[Fault, number]>([['lost after', 1], ['lost before', 0]])('is trouble after a commit %s, and the call can be made again', async (fault, landed) => {
    const { inventory, faults, reopen } = start();
    await inventory.record(received(10));
    faults.plan.push(fault);
    faults.failLookups = 1000;
    await expect(hold(inventory, 'a', 4)).rejects.toMatchObject({ code: 'storage.outcome_unknown' });
    expect(await availableOf(inventory)).toBe(10);
    faults.failLookups = 0;
    expect(await hold(inventory, 'a', 4)).toMatchObject({ ok: true, repeated: landed === 1 });
    expect(await availableOf(inventory)).toBe(6);
    expect(await availableOf(reopen())).toBe(6);
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });
});

describe('a commit that is too large', () => {
  it('is split, and every call is answered', async () => {
    const { inventory, faults } = start();
    await inventory.record(received(5));
    faults.commits.length = 0;
    faults.plan.push('too_large', 'too_large');
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => hold(inventory, `k${n}`, 1)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    // The first call goes alone or with the rest; what was refused as too large is never what landed.
    expect(faults.commits.length).toBeGreaterThanOrEqual(4);
    expect(await availableOf(inventory)).toBe(0);
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('is trouble for a single call and leaves nothing', async () => {
    const { inventory, faults } = start();
    faults.plan.push('too_large');
    await expect(inventory.record(received(5))).rejects.toMatchObject({ code: 'storage.too_large' });
    expect(await onHandOf(inventory)).toBe(0);
    expect(await inventory.record(received(5))).toMatchObject({ outcome: 'recorded' });
  });

  it('is split by a real limit as well', async () => {
    const shared = sharedMemory();
    const { inventory } = open({ storage: memoryStorage({ shared, commitBytesMax: 6000 }) });
    await inventory.record(received(40));
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => hold(inventory, `k${n}`, 1)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
    expect(await availableOf(open({ shared }).inventory)).toBe(0);
  });
});

describe('a commit that fails for good', () => {
  it('rejects its calls and leaves nothing visible', async () => {
    const { inventory, faults, reopen } = start();
    await inventory.record([received(10), received(3, { item: 'CUP' })]);
    faults.plan.push('poisoned');
    const outcomes = await Promise.allSettled([hold(inventory, 'a', 4), inventory.record(received(7)), inventory.record(received(1, { item: 'CUP' }))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    for (const handle of [inventory, reopen()]) {
      expect(await availableOf(handle)).toBe(10);
      expect(await availableOf(handle, 'CUP')).toBe(3);
      expect(await handle.line('TEA', 'a')).toBeUndefined();
    }
    expect(await hold(inventory, 'a', 4)).toMatchObject({ ok: true, repeated: false });
  });
});

describe('a call that cannot be decided', () => {
  it('fails alone', async () => {
    const { inventory } = start();
    await inventory.record(received(10));
    const most = (count: number): Promise<unknown> => inventory.record(Array.from({ length: count }, () => received(2 ** 40, { item: 'CUP' })));
    await most(8000);
    const outcomes = await Promise.allSettled([hold(inventory, 'a', 1), most(400), hold(inventory, 'b', 1)]);
    expect(outcomes[0]).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'quantity.overflow' } });
    expect(await onHandOf(inventory, 'CUP')).toBe(8000 * 2 ** 40);
    expect(outcomes[2]).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(await availableOf(inventory)).toBe(8);
  });
});

describe('a reader', () => {
  it('sees nothing of what is not committed yet', async () => {
    const { inventory, faults } = start();
    await inventory.record(received(10));
    const seen: Promise<number>[] = [];
    faults.during = () => seen.push(availableOf(inventory), onHandOf(inventory));
    faults.plan.push('conflict', 'lost before', 'none');
    const call = hold(inventory, 'a', 4);
    await call;
    expect(seen).toHaveLength(6);
    expect(new Set(await Promise.all(seen))).toEqual(new Set([10]));
    expect(await availableOf(inventory)).toBe(6);
  });
});

describe('a snapshot that cannot be saved', () => {
  it('costs nothing but time', async () => {
    const shared = sharedMemory();
    const inner = memoryStorage({ shared });
    const storage: StoragePort = { ...inner, saveSnapshot: () => Promise.reject(new InventoryError('storage.unavailable', 'full')) };
    const { inventory } = open({ storage, snapshotEveryEntries: 1 });
    expect(await inventory.record(received(10))).toMatchObject({ ok: true });
    expect(await availableOf(open({ shared }).inventory)).toBe(10);
  });
});
