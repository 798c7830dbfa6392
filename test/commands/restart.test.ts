import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createInventory, type Inventory, type InventoryOptions } from '../../src/commands/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { journalStorage } from '../../src/storage/journal/index.js';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';
import { availableOf, CATALOG, each, onHandOf, open, received, shipped, START, testClock } from './warehouse.js';

const folders: string[] = [];
afterAll(async () => { await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))); });

type Reopen = (more?: Partial<InventoryOptions>) => Inventory;

const STORES: readonly (readonly [string, () => Promise<Reopen>])[] = [
  ['memory', () => {
    const shared = sharedMemory();
    return Promise.resolve((more = {}) => open({ shared, ...more }).inventory);
  }],
  ['journal', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'stockwright-restart-'));
    folders.push(directory);
    return (more = {}) => createInventory({ storage: journalStorage({ directory }), catalog: CATALOG, partitions: 4, clock: testClock(), ...more });
  }],
];

const numbered = (sequence: number, amount: number): StockEvent => received(amount, { source: 'feed', id: `n${sequence}`, sourceSequence: sequence });

describe.each(STORES)('an inventory reopened over a %s store', (_name, make) => {
  it.each([1, 3, 100_000])('is as it was, keys and numbers included (snapshot every %i entries)', async (snapshotEveryEntries) => {
    const reopen = await make();
    const first = reopen({ snapshotEveryEntries });
    const receipt = received(30);
    await first.record([receipt, shipped(4), received('1.5', { item: 'RICE', quantity: { amount: '1.5', unit: 'KGM' } })]);
    await first.record([numbered(1, 5), numbered(2, 6), numbered(4, 7)]);
    const request = { key: 'order-1', lines: [{ item: 'TEA', quantity: each(10), line: 'l' }] };
    const held = await first.reserve(request);
    const refused = await first.reserve({ key: 'order-2', lines: [{ item: 'TEA', quantity: each(1000) }] });
    await first.pick({ key: 'p', item: 'TEA', line: 'l', quantity: each(2) });
    const before = { line: await first.line('TEA', 'l'), tea: await first.balances('TEA'), rice: await first.balances('RICE'), exceptions: await first.exceptions() };
    await first.close();

    const second = reopen({ snapshotEveryEntries });
    expect({ line: await second.line('TEA', 'l'), tea: await second.balances('TEA'), rice: await second.balances('RICE'), exceptions: await second.exceptions() }).toEqual(before);
    expect(await second.verify()).toEqual({ ok: true, violations: [] });
    expect(await second.record(receipt)).toEqual({ ok: true, outcome: 'repeated', repeated: true, verified: true });
    expect(await second.record({ ...receipt, quantity: each(31) } as StockEvent)).toMatchObject({ ok: false, reason: { code: 'inventory.identity_conflict' } });
    expect(await second.reserve(request)).toEqual({ ...held, repeated: true });
    expect(await second.reserve({ key: 'order-2', lines: [{ item: 'TEA', quantity: each(1000) }] })).toEqual({ ...refused, repeated: true });
    expect(await second.reserve({ ...request, mode: 'partial' })).toEqual({ ok: false, reason: { code: 'inventory.key_reused', key: 'order-1' }, repeated: false });
    expect(await second.record(numbered(2, 6))).toEqual({ ok: true, outcome: 'repeated', repeated: true, verified: true });
    expect(await second.record(numbered(4, 8))).toMatchObject({ ok: false, reason: { code: 'inventory.identity_conflict', id: 'n4' } });
    expect(await second.record(numbered(3, 1))).toMatchObject({ ok: true, outcome: 'recorded' });
    expect(await onHandOf(second)).toBe(30 - 4 + 5 + 6 + 7 + 1);
    expect((await second.exceptions()).map(({ kind }) => kind)).toContain('identity_conflict');
    await second.close();
  });
});

describe('the register', () => {
  it('is appended to when something differs, and only then', async () => {
    const shared = sharedMemory();
    const head = async (catalog: InventoryOptions['catalog'], policy?: InventoryOptions['policy']): Promise<number> => {
      const { inventory } = open({ shared, catalog, policy });
      const [answer] = await inventory.available({ items: ['TEA'] });
      return answer?.version.register ?? -1;
    };
    const first = await head(CATALOG);
    expect(first).toBeGreaterThan(0);
    expect(await head(CATALOG)).toBe(first);
    expect(await head(undefined)).toBe(first);
    expect(await head({ ...CATALOG, items: [{ id: 'POT', unit: 'EA' }] })).toBe(first + 1);
    expect(await head(CATALOG, { version: 'p2' })).toBe(first + 2);
    expect(await head(CATALOG, { version: 'p2' })).toBe(first + 2);
  });

  it.each([{ unit: 'CA' }, { unit: 'EA', granularity: '0.5' }])('refuses another base unit or grain: %j', async (other) => {
    const shared = sharedMemory();
    await open({ shared }).inventory.record(received(1));
    const { inventory } = open({ shared, catalog: { items: [{ id: 'TEA', ...other }], locations: [] } });
    // The second call is told the same as the first.
    for (let time = 0; time < 2; time++) await expect(inventory.available({ items: ['TEA'] })).rejects.toMatchObject({ code: 'inventory.register_conflict' });
    expect(await onHandOf(open({ shared, catalog: undefined }).inventory)).toBe(1);
  });

  it('is checked as a whole before any of it is written', async () => {
    const { inventory, shared } = open();
    await expect(inventory.register({ catalog: { items: [{ id: 'NEW', unit: 'EA' }], locations: [{ id: 'BIN', kind: 'bin', parent: 'NOWHERE' }] } })).rejects.toMatchObject({ code: 'model.invalid' });
    expect(await open({ shared }).inventory.record(received(1, { item: 'NEW' }))).toMatchObject({ outcome: 'parked' });
  });
});

describe('an event that waits', () => {
  const late = { effectiveAt: '2026-05-12T05:00:00Z' };
  const cases: readonly (readonly [string, StockEvent, Parameters<Inventory['register']>[0]])[] = [
    ['unknown_item', received(5, { id: 'w', item: 'POT', ...late }), { catalog: { items: [{ id: 'POT', unit: 'EA' }], locations: [] } }],
    ['unknown_location', received(5, { id: 'w', location: 'NORTH', ...late }), { catalog: { items: [], locations: [{ id: 'NORTH', kind: 'warehouse' }] } }],
    ['unknown_state', received(5, { id: 'w', state: 'washed', ...late }), { catalog: { items: [], locations: [], states: [{ id: 'washed', sellable: true }] } }],
    ['no_conversion', received(5, { id: 'w', quantity: { amount: '5', unit: 'PF' }, ...late }), {
      catalog: { items: [{ id: 'TEA', unit: 'EA', packs: [{ unit: 'PF', holds: { amount: '1', unit: 'EA' } }] }], locations: [] },
    }],
    ['too_large', received(String(2 ** 41), { id: 'w', quantity: { amount: String(2 ** 41), unit: 'EA' }, ...late }), { policy: { version: 'p2' } }],
  ];

  it.each(cases)('for %s takes its identity and is posted at its own time when the register can', async (code, event, change) => {
    const { inventory, shared } = open();
    expect(await inventory.record(event)).toMatchObject({ ok: true, outcome: 'parked', unresolved: { code } });
    expect(await inventory.record(event)).toMatchObject({ outcome: 'repeated' });
    expect(await inventory.record({ ...event, effectiveAt: '2026-05-12T05:00:01Z' })).toMatchObject({ ok: false, reason: { code: 'inventory.identity_conflict' } });
    expect(await inventory.parked()).toHaveLength(1);
    expect(await onHandOf(inventory, event.item)).toBe(0);
    // A count after its effective time: what it brings is absorbed, which shows when it counts.
    if (code !== 'unknown_item') await inventory.record({ type: 'stock.counted', source: 'wms', id: `count of ${code}`, effectiveAt: '2026-05-12T06:00:00Z', item: 'TEA', location: 'EAST', balances: [{ quantity: each(2) }] });
    const posted = await inventory.register(change);
    expect(posted).toBe(code === 'too_large' ? 0 : 1);
    const elsewhere = code === 'unknown_item' || code === 'unknown_location' || code === 'unknown_state';
    const expected = (code === 'unknown_item' ? 0 : 2) + (elsewhere ? 5 : 0);
    for (const handle of [inventory, open({ shared, catalog: undefined }).inventory]) {
      expect(await onHandOf(handle, event.item)).toBe(expected);
      expect(await handle.parked()).toHaveLength(code === 'too_large' ? 1 : 0);
      expect(await handle.record(event)).toMatchObject({ outcome: 'repeated' });
      expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }
  });

  it('is posted as well when the register is given to a handle that is opened later', async () => {
    const { inventory, shared } = open();
    await inventory.record(received(5, { item: 'POT' }));
    const later = open({ shared, catalog: { ...CATALOG, items: [...CATALOG.items, { id: 'POT', unit: 'EA' }] } }).inventory;
    expect(await availableOf(later, 'POT')).toBe(5);
    expect(await later.parked()).toEqual([]);
    expect(await availableOf(inventory, 'POT', { fresh: true })).toBe(5);
  });

  it('is posted after a crash between the register and the posting', async () => {
    const shared = sharedMemory();
    const inner = memoryStorage({ shared });
    let broken = false;
    const { inventory } = open({ storage: { ...inner, commit: (commit) => (broken && !commit.blocks[0]?.partition.endsWith('register') ? Promise.reject(new Error('killed')) : inner.commit(commit)) } });
    await inventory.record(received(5, { item: 'POT' }));
    broken = true;
    await expect(inventory.register({ catalog: { items: [{ id: 'POT', unit: 'EA' }], locations: [] } })).rejects.toThrow('killed');
    expect(await availableOf(open({ shared, catalog: undefined }).inventory, 'POT')).toBe(5);
  });
});

describe('tenants of one store', () => {
  it('do not see each other, whatever they call things', async () => {
    const shared = sharedMemory();
    const [one, two] = [open({ shared, tenant: 'one' }).inventory, open({ shared, tenant: 'two' }).inventory];
    const event = received(5);
    expect(await one.record(event)).toMatchObject({ outcome: 'recorded' });
    expect(await two.record({ ...event, quantity: each(7) } as StockEvent)).toMatchObject({ outcome: 'recorded' });
    const request = { key: 'k', lines: [{ item: 'TEA', quantity: each(6) }] };
    expect((await one.reserve(request)).ok).toBe(false);
    expect((await two.reserve(request)).ok).toBe(true);
    expect(await availableOf(one)).toBe(5);
    expect(await availableOf(two)).toBe(1);
    expect(await one.record({ ...event, id: 'x', tenant: 'two' })).toMatchObject({ ok: false, reason: { code: 'inventory.malformed' } });
  });
});

describe('a void', () => {
  const voided = (target: string, more: Partial<StockEvent> = {}): StockEvent =>
    ({ type: 'fact.voided', source: 'wms', id: `void ${target}`, effectiveAt: '2026-05-12T07:45:00Z', item: 'TEA', target: { source: 'wms', id: target }, reason: 'typed twice', ...more }) as StockEvent;

  it.each([
    ['by the owner counts', {}, 3], ['by another does not count and is an exception', { source: 'erp' }, 10], ['by another with an approval counts', { source: 'erp', approval: 'a-1' }, 3],
  ] as const)('%s, before its target or after it', async (_what, more, expected) => {
    for (const order of [0, 1]) {
      const { inventory, shared } = open({ snapshotEveryEntries: 1 });
      const events = [received(7, { id: 'wrong' }), voided('wrong', more)];
      await inventory.record(received(3));
      for (const event of order === 0 ? events : events.reverse()) await inventory.record(event);
      for (const handle of [inventory, open({ shared }).inventory]) {
        expect(await onHandOf(handle)).toBe(expected);
        expect((await handle.exceptions()).some(({ kind }) => kind === 'unauthorised_void')).toBe(expected === 10);
        expect(await handle.verify()).toEqual({ ok: true, violations: [] });
      }
    }
  });
});

describe('settings that cannot be meant', () => {
  it.each<[string, Partial<InventoryOptions>]>([
    ['tenant', { tenant: 'No Such' }], ['partitions', { partitions: 0 }], ['partitions', { partitions: 1.5 }], ['callsPerCommitMax', { callsPerCommitMax: 0 }],
    ['callsWaitingMax', { callsWaitingMax: Number.NaN }], ['clockSkewMsMax', { clockSkewMsMax: -1 }], ['snapshotEveryEntries', { snapshotEveryEntries: 0 }],
  ])('are a mistake: %s %j', (_name, more) => {
    expect(() => open(more)).toThrow(TypeError);
  });

  it.each([Number.NaN, 1.5, Infinity, '2026-05-12T08:00:00Z'])('are a mistake in the time of a call: %s', async (at) => {
    const { inventory } = open();
    const when = { at: at as number };
    await expect(inventory.record(received(1), when)).rejects.toThrow(TypeError);
    await expect(inventory.reserve({ key: 'k', lines: [{ item: 'TEA', quantity: each(1) }] }, when)).rejects.toThrow(TypeError);
    await expect(inventory.sweep(when)).rejects.toThrow(TypeError);
    await expect(inventory.available({ items: ['TEA'], ...when })).rejects.toThrow(TypeError);
    expect(await onHandOf(inventory)).toBe(0);
  });
});

describe('time', () => {
  it('never runs backwards in the log, and a clock far behind it is trouble', async () => {
    const { inventory, clock } = open();
    await inventory.record(received(10), { at: START + 60_000 });
    await inventory.record(received(1));
    const [answer] = await inventory.available({ items: ['TEA'] });
    expect(answer?.version.at).toBe(START + 60_000);
    clock.move(-600_000);
    await expect(inventory.record(received(1))).rejects.toMatchObject({ code: 'inventory.clock_skew' });
  });
});
