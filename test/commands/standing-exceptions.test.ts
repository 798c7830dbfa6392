import { describe, expect, it } from 'vitest';
import { createInventory, type Catalog, type Inventory, type StockEvent } from '../../src/index.js';
import { memoryStorage } from '../../src/storage/memory/index.js';

const catalog: Catalog = {
  items: [{ id: 'TEA', unit: 'EA' }],
  locations: [{ id: 'DC', kind: 'warehouse' }, { id: 'A-01', kind: 'bin', parent: 'DC' }, { id: 'WEST', kind: 'warehouse' }],
  channels: [{ id: 'shop', locations: ['DC'] }],
  authority: [{ kind: 'receipt', source: 'erp', location: 'WEST' }],
};
const EIGHT = Date.UTC(2026, 4, 12, 8);

function open(now = (): number => EIGHT): Inventory {
  return createInventory({ storage: memoryStorage(), catalog, clock: { now, after: () => () => undefined } });
}

function event(type: 'stock.received' | 'stock.shipped', id: string, location: string, amount: string, source = 'wms'): StockEvent {
  return { type, source, id, effectiveAt: '2026-05-12T08:00:00Z', item: 'TEA', location, quantity: { amount, unit: 'EA' } };
}

async function kinds(inventory: Inventory): Promise<string[]> {
  return (await inventory.exceptions()).map(({ kind, subject }) => `${kind} ${subject}`);
}

describe('goods that left without a bin', () => {
  it('are no exception while the bins below have them', async () => {
    const inventory = open();
    await inventory.record([event('stock.received', 'r', 'A-01', '10'), event('stock.shipped', 's', 'DC', '4')]);
    expect(await kinds(inventory)).toEqual([]);
    await inventory.record(event('stock.shipped', 's2', 'DC', '7'));
    expect(await kinds(inventory)).toEqual(['negative_stock DC sellable']);
  });

  it('are one where the bin itself is named', async () => {
    const inventory = open();
    await inventory.record([event('stock.received', 'r', 'DC', '10'), event('stock.shipped', 's', 'A-01', '4')]);
    expect(await kinds(inventory)).toEqual(['negative_stock A-01 sellable']);
  });
});

describe('a provisional receipt', () => {
  it('becomes an exception when it has waited longer than the policy allows', async () => {
    let now = EIGHT;
    const inventory = open(() => now);
    await inventory.register({ policy: { version: 'p1', provisionalMinutesMax: 60 } });
    await inventory.record(event('stock.received', 'asn#1', 'WEST', '10', '3pl'));
    now = EIGHT + 59 * 60_000;
    expect(await kinds(inventory)).toEqual([]);
    now = EIGHT + 60 * 60_000;
    expect(await kinds(inventory)).toEqual(['provisional_unsettled asn#1']);
    await inventory.record(event('stock.received', 'asn#1', 'WEST', '9', 'erp'));
    expect(await kinds(inventory)).toEqual([]);
  });
});

describe('a channel', () => {
  it('holds goods only where it sells from', async () => {
    const inventory = open();
    await inventory.record(event('stock.received', 'r', 'WEST', '10', 'erp'));
    const answer = await inventory.reserve({ key: 'o', channel: 'shop', lines: [{ item: 'TEA', quantity: { amount: '1', unit: 'EA' }, location: 'WEST' }] });
    expect(answer).toMatchObject({ ok: false, reason: { code: 'reservation.outside_channel', location: 'WEST', channel: 'shop' } });
    const below = await inventory.reserve({ key: 'p', channel: 'shop', lines: [{ item: 'TEA', quantity: { amount: '1', unit: 'EA' }, location: 'A-01' }] });
    expect(below).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
  });
});

describe('an inventory', () => {
  it('names the items it knows anything of', async () => {
    const inventory = open();
    expect(await inventory.items()).toEqual([]);
    await inventory.record(event('stock.received', 'r', 'DC', '1'));
    expect(await inventory.items()).toEqual(['TEA']);
  });

  it('can be proved while others write', async () => {
    const inventory = open();
    const writes = Array.from({ length: 50 }, (_, index) => inventory.record(event('stock.received', `r${index}`, 'DC', '1')));
    const [proof] = await Promise.all([inventory.verify(), ...writes]);
    expect(proof).toEqual({ ok: true, violations: [] });
  });

  it('registers a whole catalogue in one block', async () => {
    const storage = memoryStorage();
    const inventory = createInventory({ storage, catalog, policy: { version: 'p1' } });
    await inventory.items();
    expect((await storage.heads(['default/register'])).get('default/register')).toBe(1);
  });
});
