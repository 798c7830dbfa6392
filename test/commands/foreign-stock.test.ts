import { describe, expect, it } from 'vitest';
import { createInventory, type Inventory } from '../../src/commands/index.js';
import type { ForeignStockRule, StockEvent } from '../../src/model/index.js';
import { memoryStorage } from '../../src/storage/memory/index.js';
import { FOREIGN_CATALOG } from '../availability/foreign.js';
import { each, START, testClock } from './warehouse.js';

const open = (...foreignStock: ForeignStockRule[]): Inventory => createInventory({ storage: memoryStorage(), catalog: FOREIGN_CATALOG, policy: { version: 'p', foreignStock }, clock: testClock(), partitions: 2 });
const came = (id: string, location: string, amount: number, owner?: string): StockEvent =>
  ({ type: 'stock.received', source: 'wms', id, effectiveAt: new Date(START).toISOString(), item: 'TEA', location, owner, quantity: each(amount) });
const STOCK = [came('ours', 'DC', 2), came('consigned', 'DC', 3, 'ACME'), came('vendors', 'VMI-1', 4), came('drop', 'SUP-A', 5)];
const reserve = async (inventory: Inventory, amount: number, location?: string): Promise<unknown> => {
  const answer = await inventory.reserve({ key: `k${amount}${location ?? ''}`, mode: 'partial', channel: 'web', lines: [{ line: `l${amount}${location ?? ''}`, item: 'TEA', quantity: each(amount), location }] });
  return answer.ok ? answer.lines.flatMap(({ holds }) => holds.map((hold) => `${hold.location} ${hold.quantity.amount}`)).join(', ') : answer.reason.code;
};

describe('goods of others, from receipt to hold', () => {
  it.each<[string, readonly ForeignStockRule[], string, string]>([
    ['none may be promised by default', [], '2', 'DC 2'],
    ['consigned goods, where the policy says so', [{ kind: 'consignment', use: 'include' }], '5', 'DC 5'],
    ['a vendor’s', [{ kind: 'vendorManaged', use: 'include' }], '6', 'DC 6'],
    ['a supplier’s', [{ kind: 'dropShip', use: 'include' }], '7', 'DC 2, SUP 5'],
    ['all', [{ use: 'include' }], '14', 'DC 9, SUP 5'],
  ])('%s', async (_, rules, available, held) => {
    const inventory = open(...rules);
    await inventory.record(STOCK);
    const [answer] = await inventory.available({ items: ['TEA'], channel: 'web' });
    expect([answer?.available.amount, answer?.foreign.amount, answer?.foreignExcluded.amount]).toEqual([available, '12', String(14 - Number(available))]);
    expect(await reserve(inventory, 99)).toBe(held);
    expect((await inventory.available({ items: ['TEA'], channel: 'web' }))[0]?.available.amount).toBe('0');
    expect(await inventory.exceptions()).toEqual([]);
    expect((await inventory.verify()).ok).toBe(true);
  });

  it('a place of others that is named holds nothing, and a lot there binds nothing', async () => {
    const inventory = open();
    await inventory.record(STOCK);
    expect(await reserve(inventory, 1, 'SUP-A')).toBe('reservation.insufficient');
    expect(await reserve(inventory, 1, 'DC')).toBe('DC 1');
    expect(await inventory.allocate({ key: 'a', item: 'TEA', line: 'l1DC', from: 'DC', location: 'VMI-1', quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
  });

  it('left out later, what was promised of them is oversold', async () => {
    const inventory = open({ kind: 'dropShip', use: 'include' });
    await inventory.record(STOCK);
    expect(await reserve(inventory, 5, 'SUP')).toBe('SUP 5');
    await inventory.register({ policy: { version: 'p2' } });
    expect((await inventory.exceptions()).map(({ kind, subject, grains }) => [kind, subject, grains])).toEqual([['oversold', 'SUP', -5]]);
    expect((await inventory.available({ items: ['TEA'], locations: ['SUP'] }))[0]).toMatchObject({ signed: { amount: '-5' }, available: { amount: '0' }, foreignExcluded: { amount: '5' } });
  });
});
