import { describe, expect, it } from 'vitest';
import type { Inventory, InventoryOptions } from '../../src/commands/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import type { SegmentRule, StockEvent } from '../../src/model/index.js';
import { availableOf, CATALOG, each, open, received, shipped, START, type Opened } from './warehouse.js';

const DAY = 86_400_000;
const catalog = { ...CATALOG, channels: [{ id: 'shop' }, { id: 'market', locations: ['WEST'] }, { id: 'edi' }] };

function opened(segments: readonly Partial<SegmentRule>[], more: Partial<InventoryOptions> & Partial<Pick<Opened, 'shared'>> = {}): Opened {
  return open({ catalog, policy: { version: 'p1', segments: segments.map((rule, index) => ({ id: `s${index}`, kind: 'ringfence', item: 'TEA', channels: ['shop'], ...rule })) }, ...more });
}

let keys = 0;

/** Holds tea for a channel; answers how much was held. */
async function hold(inventory: Inventory, channel: string, amount: number, more: { readonly account?: string; readonly line?: string; readonly location?: string; readonly expiresAt?: string } = {}): Promise<number> {
  const { account, expiresAt, ...line } = more;
  const answer = await inventory.reserve({
    key: `k${++keys}`, channel, mode: 'partial', ...(account === undefined ? {} : { account }), ...(expiresAt === undefined ? {} : { expiresAt }), lines: [{ item: 'TEA', quantity: each(amount), ...line }],
  });
  return answer.ok ? Number(answer.lines[0]?.reserved.amount) : 0;
}

describe('an inventory under segments', () => {
  it('keeps a minimum from other channels, and says how much is left', async () => {
    const { inventory } = opened([{ amount: '30' }]);
    await inventory.record(received(100));
    expect(await inventory.reserve({ key: 'much', channel: 'edi', lines: [{ item: 'TEA', quantity: each(71) }] }))
      .toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ available: each(70) }] } });
    expect(await hold(inventory, 'edi', 70)).toBe(70);
    expect(await hold(inventory, 'edi', 1)).toBe(0);
    expect(await hold(inventory, 'shop', 30)).toBe(30);
    expect(await inventory.verify()).toMatchObject({ ok: true });
  });

  it('answers with the terms in the base unit', async () => {
    const { inventory } = opened([{ amount: '30' }, { id: 'most', kind: 'cap', amount: '50', per: 'day' }]);
    await inventory.record(received(100));
    const [answer] = await inventory.available({ items: ['TEA'], channel: 'shop', account: 'ACME' });
    expect(answer).toMatchObject({ channel: 'shop', account: 'ACME', available: each(50), locations: [{ location: 'EAST', protected: each(0) }, { location: 'WEST' }] });
    expect(answer?.segments).toEqual({
      serving: [
        { segment: 's0', kind: 'ringfence', size: each(30), used: each(0), left: each(30) },
        { segment: 'most', kind: 'cap', size: each(50), used: each(0), left: each(50), from: Date.parse('2026-05-12T00:00:00Z'), until: Date.parse('2026-05-13T00:00:00Z') },
      ],
      protected: each(0), own: each(30), shared: each(70), limit: each(50), limitedBy: 'most', overlap: each(20),
    });
    expect((await inventory.availableByChannel('TEA')).map(({ channel, available }) => [channel, available.amount])).toEqual([['shop', '50'], ['market', '0'], ['edi', '70']]);
  });

  it('sees what earlier lines of one request took', async () => {
    const { inventory } = opened([{ kind: 'cap', amount: '10' }]);
    await inventory.record(received(100));
    const line = { item: 'TEA', quantity: each(6) };
    expect(await inventory.reserve({ key: 'k', channel: 'shop', lines: [line, line] })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ available: each(4) }] } });
    expect(await inventory.reserve({ key: 'l', channel: 'shop', mode: 'partial', lines: [line, line] })).toMatchObject({ ok: true, lines: [{ reserved: each(6) }, { reserved: each(4) }] });
  });

  it('keeps a maximum among concurrent calls', async () => {
    const { inventory } = opened([{ kind: 'cap', amount: '10' }]);
    await inventory.record(received(100));
    const held = await Promise.all(Array.from({ length: 8 }, () => hold(inventory, 'shop', 3)));
    expect(held.reduce((sum, amount) => sum + amount, 0)).toBe(10);
    expect(await availableOf(inventory, 'TEA', { channel: 'shop' })).toBe(0);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(90);
  });

  it('knows an account by the request, or by the order placed elsewhere', async () => {
    const { inventory } = opened([{ channels: undefined, accounts: ['ACME'], amount: '40' }]);
    await inventory.record(received(100));
    expect(await hold(inventory, 'edi', 5, { account: 'ACME', line: 'a' })).toBe(5);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(60);
    expect(await inventory.line('TEA', 'a')).toMatchObject({ account: 'ACME', channel: 'edi' });
    await inventory.record({ type: 'order.placed', source: 'erp', id: 'o1', effectiveAt: '2026-05-12T07:30:00Z', item: 'TEA', line: 'b', account: 'ACME', quantity: each(10) } as StockEvent);
    expect(await inventory.line('TEA', 'b')).toMatchObject({ account: 'ACME', channel: '' });
    await inventory.record({ type: 'claim.reported', source: 'erp', id: 'c1', effectiveAt: '2026-05-12T07:31:00Z', item: 'TEA', line: 'b', location: 'EAST', measure: 'allocated', mode: 'delta', quantity: each(10) } as StockEvent);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(60);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi', account: 'ACME' })).toBe(85);
    expect(await hold(inventory, 'edi', 61)).toBe(60);
  });

  it('counts what was shipped as used within the period, whatever order the facts come in, and no longer', async () => {
    const { inventory, clock } = opened([{ amount: '30', per: 'day' }]);
    await inventory.record(received(100));
    // Shipped before anybody knew whose order it was.
    await inventory.record(shipped(20, { line: 'l' }));
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(50);
    await inventory.record({ type: 'order.placed', source: 'erp', id: 'o2', effectiveAt: '2026-05-12T07:00:00Z', item: 'TEA', line: 'l', channel: 'shop', quantity: each(20) } as StockEvent);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(70);
    const late = shipped(5, { line: 'l', effectiveAt: '2026-05-11T07:30:00Z' });
    await inventory.record(late);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(65);
    clock.move(DAY);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(45);
    await inventory.record({ type: 'fact.voided', source: 'wms', id: 'v1', effectiveAt: '2026-05-12T09:00:00Z', item: 'TEA', target: { source: 'wms', id: late.id }, reason: 'mistake' } as StockEvent);
    expect(await availableOf(inventory, 'TEA', { channel: 'edi' })).toBe(50);
    expect(await inventory.verify()).toMatchObject({ ok: true });
  });

  it('gives back what a hold used when it lapses, swept or not, and does not count it against itself', async () => {
    const { inventory, clock } = opened([{ kind: 'cap', amount: '10' }]);
    await inventory.record(received(100));
    await hold(inventory, 'shop', 10, { line: 'l', expiresAt: formatInstant(START + 1000) });
    expect(await availableOf(inventory, 'TEA', { channel: 'shop' })).toBe(0);
    expect(await availableOf(inventory, 'TEA', { channel: 'shop', exceptLine: 'l' })).toBe(10);
    clock.move(1000);
    expect(await availableOf(inventory, 'TEA', { channel: 'shop' })).toBe(10);
    expect(await hold(inventory, 'shop', 12)).toBe(10);
    expect(await inventory.verify()).toMatchObject({ ok: true });
  });

  it('binds and picks goods that are held, though a segment would not give them again', async () => {
    const { inventory } = opened([{ amount: '100' }, { id: 'p', kind: 'partition', channels: ['edi'], amount: '0' }]);
    await inventory.record(received(10));
    await hold(inventory, 'shop', 10, { line: 'l' });
    const move = { item: 'TEA', line: 'l', quantity: each(10) };
    expect(await inventory.allocate({ key: 'a', ...move, from: 'EAST' })).toMatchObject({ ok: true, line: { allocated: each(10) } });
    expect(await inventory.pick({ key: 'p', ...move })).toMatchObject({ ok: true, line: { picked: each(10) } });
  });

  it('releases a protection at its instants', async () => {
    const { inventory, clock } = opened([{ amount: '30', steps: [{ at: formatInstant(START + 1000), to: '10' }, { at: formatInstant(START + 2000), to: '0' }] }]);
    await inventory.record(received(100));
    const seen: number[] = [];
    for (const step of [0, 999, 1, 1000]) {
      clock.move(step);
      seen.push(await availableOf(inventory, 'TEA', { channel: 'edi' }));
    }
    expect(seen).toEqual([70, 70, 90, 100]);
  });

  it('publishes a set that is never more than is there', async () => {
    const { inventory } = opened([{ amount: '30' }, { id: 'v', kind: 'view', channels: ['edi'] }]);
    await inventory.record([received(60), received(40, { location: 'WEST' })]);
    const [set, empty] = await inventory.publishSet({ items: ['TEA', 'CUP'], targets: [{ channel: 'shop' }, { channel: 'market' }, { channel: 'edi', account: 'ACME' }] });
    expect(set).toMatchObject({
      item: 'TEA', at: START, policy: 'p1', physical: each(100), exclusive: each(100), overlap: each(70), version: { block: 1 },
      figures: [{ channel: 'shop', exclusive: true, quantity: each(80) }, { channel: 'market', quantity: each(20) }, { channel: 'edi', account: 'ACME', exclusive: false, quantity: each(70), overlap: each(70) }],
    });
    expect(empty).toMatchObject({ item: 'CUP', physical: each(0), figures: [{ quantity: each(0) }, { quantity: each(0) }, { quantity: each(0) }] });
    await expect(inventory.publishSet({ items: ['TEA'], targets: [{ channel: 'shop', weight: 0 }] })).rejects.toThrow(TypeError);
  });

  it('tells listeners of every channel whose share another channel used', async () => {
    const { inventory } = opened([{ kind: 'cap', channels: ['shop', 'edi'], amount: '10' }]);
    await inventory.record(received(100));
    const heard: string[] = [];
    inventory.on('availabilityChanged', ({ channel, after }) => heard.push(`${channel} ${after.amount}`));
    await hold(inventory, 'shop', 4);
    expect(heard).toEqual(['shop 6', 'edi 6']);
  });

  it('is the same after a restart, from a snapshot or from the log', async () => {
    for (const snapshotEveryEntries of [1, 100_000]) {
      const first = opened([{ amount: '30', per: 'day' }], { snapshotEveryEntries });
      await first.inventory.record(received(100));
      await hold(first.inventory, 'shop', 10, { account: 'ACME', line: 'l' });
      await first.inventory.record(shipped(4, { line: 'l' }));
      const before = await first.inventory.availableByChannel('TEA');
      await first.inventory.close();
      const { inventory } = opened([{ amount: '30', per: 'day' }], { shared: first.shared, snapshotEveryEntries });
      expect(await inventory.availableByChannel('TEA')).toEqual(before);
      expect(before.map(({ available }) => available.amount)).toEqual(['90', '0', '70']);
      expect(await inventory.line('TEA', 'l')).toMatchObject({ account: 'ACME' });
      expect(await inventory.verify()).toMatchObject({ ok: true });
    }
  });

  it('refuses a policy that contradicts itself, and says where', async () => {
    const { inventory } = opened([{ kind: 'cap', amount: '5' }, { amount: '30' }]);
    await expect(inventory.items()).rejects.toMatchObject({ code: 'model.invalid', message: expect.stringContaining('Policy p1, segments[0] s0: cap_below_floor: it allows 5, and s1 protects 30 for the same') as string });
  });
});
