import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AvailabilityChanged, Inventory } from '../../src/commands/index.js';
import { formatInstant, hash32 } from '../../src/foundation/index.js';
import type { StoragePort } from '../../src/ports/index.js';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';
import { each, KITS, openKits } from './kit-warehouse.js';
import { open, received, shipped, START } from './warehouse.js';

/** Writes down what listeners are told, and reads it away. */
function listen(inventory: Inventory): () => readonly string[] {
  const heard: string[] = [];
  inventory.on('availabilityChanged', ({ item, channel, before, after }) => heard.push(`${item} ${channel} ${before.amount}>${after.amount}`));
  return () => heard.splice(0);
}

/** So many partitions that every item of the kits has one of its own. */
const APART = 64;

describe('listeners of availability', () => {
  it('are told of every kit that a change of a part reaches, over all levels, and of no other', async () => {
    const { inventory } = await openKits([['CUP', 16, 'WEST'], ['BOX', 2, 'WEST'], ['TEA', 9, 'WEST']], { partitions: APART });
    const said = listen(inventory);
    await inventory.record(received(1, { item: 'BOX', location: 'WEST' }));
    expect(said()).toEqual([
      'BOX shop 2>3', 'BOX market 2>3', 'SET shop 2>3', 'SET market 2>3', 'DUO shop 2>3', 'DUO market 2>3', 'HAMPER shop 2>3', 'HAMPER market 2>3',
    ]);
    await inventory.record(shipped(6, { item: 'TEA', location: 'WEST' }));
    // Three hampers can still be built.
    expect(said()).toEqual(['TEA shop 9>3', 'TEA market 9>3']);
    await inventory.record(received(5, { item: 'CUP' }));
    // East serves the shop only, and a box is the limit of all kits.
    expect(said()).toEqual(['CUP shop 16>21']);
    await inventory.record(received(2, { item: 'SET' }));
    // A hamper is built of what is stocked below a set, not of sets.
    expect(said()).toEqual(['SET shop 3>5']);
  });

  it('are told once of a kit of which several parts change in one commit, and of parts that two kits share', async () => {
    const { inventory } = await openKits([['CUP', 8], ['BOX', 9]], { partitions: APART });
    const said = listen(inventory);
    await inventory.reserve({ key: 'k', lines: [{ item: 'SET', line: 'l', quantity: each(1) }] });
    expect([...said()].sort()).toEqual(['BOX shop 9>8', 'CUP shop 8>4', 'DUO shop 4>2', 'SET shop 2>1']);
    await inventory.cancel({ key: 'c', item: 'SET', line: 'l' });
    expect([...said()].sort()).toEqual(['BOX shop 8>9', 'CUP shop 4>8', 'DUO shop 2>4', 'SET shop 1>2']);
  });

  it('are told of a kit when a hold of a part lapses, with the sweep or with the next change of another part', async () => {
    for (const swept of [true, false]) {
      const { inventory, clock } = await openKits([['CUP', 8], ['BOX', 1]], { partitions: APART });
      await inventory.reserve({ key: 'k', expiresAt: formatInstant(START + 1000), lines: [{ item: 'BOX', quantity: each(1) }] });
      const said = listen(inventory);
      clock.move(1000);
      if (swept) {
        await inventory.sweep();
        expect(said()).toEqual(['BOX shop 0>1', 'SET shop 0>1', 'DUO shop 0>1']);
      } else {
        await inventory.record(received(1, { item: 'CUP' }));
        expect(said()).toEqual(['CUP shop 8>9', 'SET shop 0>1', 'DUO shop 0>1']);
        await inventory.sweep();
        expect(said()).toEqual(['BOX shop 0>1']);
      }
    }
  });

  it('are told without channels what all places together make', async () => {
    const { inventory } = await openKits([['CUP', 2], ['CUP', 2, 'WEST']], { catalog: { ...KITS, channels: [] } });
    const said = listen(inventory);
    await inventory.record(received(1, { item: 'BOX' }));
    expect(said()).toEqual(['BOX  0>1', 'SET  0>1', 'DUO  0>1']);
  });

  it('are told as available says, by rules of the parts and under the policy in force', async () => {
    const policy = [{ version: 'p1' }, { version: 'p2', validFrom: formatInstant(START + 1000), buffers: [{ kind: 'buffer', item: 'BOX', amount: '2', channel: 'shop' }] }] as const;
    const { inventory, clock } = await openKits([['CUP', 80], ['BOX', 5]], { policy, partitions: APART });
    const said = listen(inventory);
    await inventory.record(received(1, { item: 'BOX' }));
    expect(said()).toEqual(['BOX shop 5>6', 'SET shop 5>6', 'DUO shop 5>6']);
    clock.move(1000);
    await inventory.record(received(4, { item: 'CUP' }));
    expect(said()).toEqual(['CUP shop 80>84', 'SET shop 6>4', 'DUO shop 6>4']);
  });

  it('are told of parts that another process changed, when this one changes another part', async () => {
    const first = await openKits([['CUP', 8]], { partitions: APART });
    const second = open({ catalog: KITS, shared: first.shared, partitions: APART });
    const said = listen(second.inventory);
    await second.inventory.record(received(4, { item: 'CUP' }));
    expect(said()).toEqual(['CUP shop 8>12']);
    await first.inventory.record(received(2, { item: 'BOX' }));
    await second.inventory.record(received(4, { item: 'CUP' }));
    expect(said()).toEqual(['CUP shop 12>16', 'SET shop 0>2', 'DUO shop 0>2']);
  });

  it('hear nothing of a kit that contains itself', async () => {
    const round = { ...KITS, items: [...KITS.items, { id: 'A', unit: 'EA', components: [{ item: 'B', quantity: each(1) }, { item: 'CUP', quantity: each(1) }] }, { id: 'B', unit: 'EA', components: [{ item: 'A', quantity: each(1) }] }] };
    const { inventory } = await openKits([['BOX', 1]], { catalog: round });
    const said = listen(inventory);
    await inventory.record(received(4, { item: 'CUP' }));
    expect(said()).toEqual(['CUP shop 0>4', 'SET shop 0>1', 'DUO shop 0>1']);
    await inventory.record(received(1, { item: 'A' }));
    expect(said()).toEqual(['A shop 0>1']);
  });
});

describe('what listening to kits costs', () => {
  /** Which partitions a handle reads. */
  function watched(): { readonly storage: StoragePort; readonly read: Set<string>; readonly shared: ReturnType<typeof sharedMemory> } {
    const shared = sharedMemory();
    const inner = memoryStorage({ shared });
    const read = new Set<string>();
    return { shared, read, storage: { ...inner, capabilities: inner.capabilities, read: (name, ...rest) => { read.add(name); return inner.read(name, ...rest); } } };
  }
  const homeOfItem = (item: string): string => `default/${String(hash32(['default', 'item', item].join('\u001f'), 0) % APART).padStart(4, '0')}`;

  it('is nothing without a listener, and the parts of kits of the changed item with one', async () => {
    const reads: string[][] = [];
    for (const listens of [false, true]) {
      const { shared, storage, read } = watched();
      await openKits([['CUP', 8], ['BOX', 1], ['TEA', 1]], { shared, partitions: APART });
      const { inventory } = open({ storage, catalog: KITS, partitions: APART });
      if (listens) inventory.on('availabilityChanged', () => undefined);
      await inventory.record(received(1, { item: 'TEA', id: 'only' }));
      reads.push([...read]);
    }
    const [quiet, listening] = reads as [string[], string[]];
    // Tea is a part of the hamper alone: neither the duo nor the mix is looked at.
    expect([...new Set(listening)].sort()).toEqual([...new Set([...quiet, ...['HAMPER', 'CUP', 'BOX'].map(homeOfItem)])].sort());
    expect(listening.length).toBeGreaterThan(quiet.length);
  });

  it('fails no call after its commit: a part that cannot be read is trouble before it', async () => {
    const { shared, storage } = watched();
    await openKits([['CUP', 8], ['BOX', 1]], { shared, partitions: APART });
    let broken = true;
    const { inventory } = open({
      catalog: KITS, partitions: APART,
      storage: { ...storage, read: (name, ...rest) => (broken && name === homeOfItem('BOX') ? Promise.reject(new Error('disk')) : storage.read(name, ...rest)) },
    });
    const said = listen(inventory);
    const one = received(4, { item: 'CUP' });
    await expect(inventory.record(one)).rejects.toThrow('disk');
    broken = false;
    expect(await inventory.record(one)).toMatchObject({ ok: true, repeated: false });
    expect(said()).toEqual(['CUP shop 8>12']);
  });
});

describe('what listeners have been told', () => {
  const ITEMS = ['CUP', 'BOX', 'TEA', 'SET', 'DUO', 'HAMPER'] as const;
  const step = fc.oneof(
    fc.record({ kind: fc.constant('receive' as const), item: fc.constantFrom('CUP', 'BOX', 'TEA', 'SET'), amount: fc.integer({ min: 1, max: 9 }), location: fc.constantFrom('EAST', 'WEST') }),
    fc.record({ kind: fc.constant('ship' as const), item: fc.constantFrom('CUP', 'BOX', 'TEA', 'SET'), amount: fc.integer({ min: 1, max: 9 }), location: fc.constantFrom('EAST', 'WEST') }),
    fc.record({ kind: fc.constant('reserve' as const), item: fc.constantFrom(...ITEMS), amount: fc.integer({ min: 1, max: 3 }), location: fc.constant('EAST') }),
    fc.record({ kind: fc.constant('wait' as const), item: fc.constant('CUP'), amount: fc.constant(1), location: fc.constant('EAST') }),
  );

  it('is, after every sweep, what is available: no change is kept from them, and none is told that was none', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const { inventory, clock } = await openKits([], { partitions: APART, policy: { version: 'p', holdMinutes: 5 } });
      const known = new Map<string, number>();
      inventory.on('availabilityChanged', ({ item, channel, before, after }: AvailabilityChanged) => {
        expect(Number(before.amount), `${item} ${channel} before`).toBe(known.get(`${item} ${channel}`) ?? 0);
        expect(before).not.toEqual(after);
        known.set(`${item} ${channel}`, Number(after.amount));
      });
      for (const [index, { kind, item, amount, location }] of steps.entries()) {
        if (kind === 'receive') await inventory.record(received(amount, { item, location }));
        else if (kind === 'ship') await inventory.record(shipped(amount, { item, location }));
        else if (kind === 'reserve') await inventory.reserve({ key: `k${index}`, mode: 'partial', lines: [{ item, quantity: each(amount) }] });
        else clock.move(3 * 60_000);
        await inventory.sweep();
        for (const one of ITEMS) for (const { channel, available } of await inventory.availableByChannel(one)) expect(known.get(`${one} ${channel}`) ?? 0, `${one} ${channel}`).toBe(Number(available.amount));
      }
    }), { numRuns: 60 });
  });
});
