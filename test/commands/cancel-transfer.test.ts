import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { AuthorityRule, StockEvent } from '../../src/model/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { availableOf, CATALOG, each, onHandOf, open, received } from './warehouse.js';

let ids = 0;
const told = (type: string, amount: number, rest: object): StockEvent => ({
  type, source: 'wms', id: `x${ids += 1}`, effectiveAt: '2026-05-12T07:30:00Z', item: 'TEA', transfer: 'T#1', quantity: each(amount), ...rest,
}) as unknown as StockEvent;
const left = (amount: number, more: object = {}): StockEvent => told('transfer.dispatched', amount, { from: { location: 'EAST', ...more }, to: 'WEST' });
const came = (amount: number, more: object = {}): StockEvent => told('transfer.received', amount, { location: 'WEST', ...more });

const ASK = { source: 'wms', item: 'TEA', transfer: 'T#1' };
type Ask = Partial<Parameters<Inventory['cancelTransfer']>[0]>;

async function after(events: readonly StockEvent[], authority: readonly AuthorityRule[] = []): Promise<Inventory> {
  const { inventory } = open({ catalog: { ...CATALOG, authority } });
  await inventory.record([received(30), received(10, { lot: 'L1' }), received(10, { lot: 'L2', owner: 'SUP' }), ...events]);
  return inventory;
}

const cancel = (inventory: Inventory, ask: Ask): ReturnType<Inventory['cancelTransfer']> => inventory.cancelTransfer({ key: 'k', ...ASK, outcome: 'writeOff', ...ask } as Parameters<Inventory['cancelTransfer']>[0]);
const RESTOCK = { outcome: 'restock', location: 'EAST' } as const;
const LEGS = [left(5), left(3, { lot: 'L1' }), left(4, { lot: 'L2', owner: 'SUP' })];

describe('goods on their way are called off', () => {
  it.each<[string, readonly StockEvent[], Ask, number, readonly string[]]>([
    ['all of them, taken back', [left(10), came(6)], RESTOCK, 4, ['transfer.received 4']],
    ['all of them, written off', [left(10), came(6)], {}, 4, ['transfer.lost 4']],
    ['in part', [left(10), came(6)], { quantity: each(3) }, 3, ['transfer.lost 3']],
    ['in packs', [left(20)], { ...RESTOCK, quantity: { amount: '1', unit: 'CA' } }, 12, ['transfer.received 12']],
    ['of every lot and owner, each for itself', LEGS, {}, 12, ['transfer.lost 5', 'transfer.lost 3', 'transfer.lost 4']],
    ['of one lot', LEGS, { lot: 'L1', quantity: each(2) }, 2, ['transfer.lost 2']],
    ['of one owner', LEGS, { owner: 'SUP', quantity: each(4) }, 4, ['transfer.lost 4']],
    ['of no lot', LEGS, { lot: '', quantity: each(5) }, 5, ['transfer.lost 5']],
    ['of the only goods left, unnamed', [...LEGS, came(5), came(3, { lot: 'L1' })], { quantity: each(1) }, 1, ['transfer.lost 1']],
    ['not those of another transfer', [left(2), { ...left(9), transfer: 'T#2' } as StockEvent], {}, 2, ['transfer.lost 2']],
  ])('%s', async (_, events, ask, cancelled, recorded) => {
    const inventory = await after(events);
    const [before, there] = [await inventory.transfer('TEA', 'T#1'), await onHandOf(inventory)];
    const answer = await cancel(inventory, ask);
    expect(answer).toMatchObject({ ok: true, cancelled: each(cancelled), repeated: false });
    if (!answer.ok) return;
    expect(answer.recorded.map(({ type, quantity }) => `${type} ${quantity.amount}`)).toEqual(recorded);
    expect(answer.transfer).toEqual(await inventory.transfer('TEA', 'T#1'));
    const open = (legs: typeof before): number => legs.reduce((sum, { inTransit }) => sum + Number(inTransit.amount), 0);
    expect(open(answer.transfer)).toBe(open(before) - cancelled);
    expect(await onHandOf(inventory)).toBe(there + (ask.outcome === 'restock' ? cancelled : 0));
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it.each<[string, readonly StockEvent[], Ask, object]>([
    ['more than there are', [left(10), came(6)], { quantity: each(5) }, { code: 'transfer.not_in_transit', transfer: 'T#1', wanted: each(5), inTransit: each(4) }],
    ['where all has arrived', [left(10), came(10)], {}, { code: 'transfer.not_in_transit', transfer: 'T#1', wanted: each(0), inTransit: each(0) }],
    ['where they run ahead of what left', [came(10)], { quantity: each(1) }, { code: 'transfer.not_in_transit', transfer: 'T#1', wanted: each(1), inTransit: each(0) }],
    ['of a transfer nobody knows', [], {}, { code: 'transfer.not_in_transit', transfer: 'T#1', wanted: each(0), inTransit: each(0) }],
    ['a part of several goods, unless one is named', LEGS, { quantity: each(1) }, {
      code: 'transfer.several_goods', transfer: 'T#1',
      goods: [{ lot: '', owner: '', inTransit: each(5) }, { lot: 'L1', owner: '', inTransit: each(3) }, { lot: 'L2', owner: 'SUP', inTransit: each(4) }],
    }],
    ['to a place nobody knows', [left(1)], { outcome: 'restock', location: 'MOON' }, { code: 'inventory.unknown_location', location: 'MOON' }],
    ['of an item nobody knows', [left(1)], { item: 'ODD' }, { code: 'inventory.unknown_item', item: 'ODD' }],
    ['in a unit it does not have', [left(1)], { quantity: { amount: '1', unit: 'PAL' } }, { code: 'inventory.unit', item: 'TEA' }],
  ])('but not %s', async (_, events, ask, reason) => {
    const inventory = await after(events);
    const before = await inventory.transfer('TEA', 'T#1');
    expect(await cancel(inventory, ask)).toMatchObject({ ok: false, reason, repeated: false });
    expect(await inventory.transfer('TEA', 'T#1')).toEqual(before);
  });

  it('and can be sold where they were taken back', async () => {
    const inventory = await after([left(10)]);
    expect(await availableOf(inventory, 'TEA', { channel: 'market' })).toBe(0);
    await cancel(inventory, { outcome: 'restock', location: 'WEST' });
    expect(await availableOf(inventory, 'TEA', { channel: 'market' })).toBe(10);
  });

  it.each<[string, Ask, string, boolean]>([
    ['the owner of transfers where they are taken back', RESTOCK, 'wms', true], ['not the one of another place', { outcome: 'restock', location: 'WEST' }, 'wms', false],
    ['whose place it is', { outcome: 'restock', location: 'WEST' }, '3pl', true], ['who owns transfers everywhere, of a loss', {}, 'erp', true], ['nobody else, of a loss', {}, 'wms', false],
  ])('by %s', async (_, ask, source, ok) => {
    const inventory = await after([{ ...left(10), source: 'wms' }], [{ kind: 'transfer', source: 'erp' }, { kind: 'transfer', source: 'wms', location: 'EAST' }, { kind: 'transfer', source: '3pl', location: 'WEST' }]);
    const answer = await cancel(inventory, { ...ask, source });
    expect(answer.ok).toBe(ok);
    if (!answer.ok) expect(answer.reason).toMatchObject({ code: 'inventory.no_authority', source });
    expect((await inventory.transfer('TEA', 'T#1'))[0]?.inTransit).toEqual(each(ok ? 0 : 10));
  });

  it('once for a key, and never more than left, by whomever', async () => {
    const shared = sharedMemory();
    const handles = Array.from({ length: 3 }, () => open({ shared }).inventory);
    await handles[0]!.record([received(50), left(40)]);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => handles[n % 3]!.cancelTransfer({ key: `k${n % 50}`, ...ASK, quantity: each(1), ...(n % 2 === 0 ? RESTOCK : { outcome: 'writeOff' as const }) })));
    expect(answers.filter(({ ok, repeated }) => ok && !repeated)).toHaveLength(40);
    for (const handle of handles) {
      expect((await handle.available({ items: ['TEA'], fresh: true }))[0]!.available.amount).toBe(String(10 + answers.filter((answer) => answer.ok && !answer.repeated && answer.recorded[0]!.type === 'transfer.received').length));
      expect((await handle.transfer('TEA', 'T#1'))[0]).toMatchObject({ inTransit: each(0) });
      expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }
  });
});
