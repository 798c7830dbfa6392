import { describe, expect, it } from 'vitest';
import { createInventory, type Inventory } from '../../src/index.js';
import { upcast } from '../../src/model/index.js';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';

const catalog = {
  items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'DC', kind: 'warehouse' as const }, { id: 'EMPTY', kind: 'group' as const }], channels: [{ id: 'shop' }],
};
const open = (): Inventory => createInventory({ storage: memoryStorage(), catalog });
const line = (change: object): { item: string; quantity: { amount: string; unit: string } } => ({ item: 'TEA', quantity: { amount: '1', unit: 'EA' }, ...change });

describe('a request that names what is not there', () => {
  it.each([
    ['inventory.unknown_item', { lines: [line({ item: 'COFFEE' })] }],
    ['inventory.unknown_location', { lines: [line({ location: 'MOON' })] }],
    ['inventory.unknown_channel', { channel: 'bazaar', lines: [line({})] }],
    ['inventory.unit', { lines: [line({ quantity: { amount: '1', unit: 'BARREL' } })] }],
    ['inventory.unit', { lines: [line({ quantity: { amount: '0.5', unit: 'EA' } })] }],
    ['reservation.structural_location', { lines: [line({ location: 'EMPTY' })] }],
    ['reservation.insufficient', { lines: [line({})] }],
  ])('is answered %s', async (code, request) => {
    const answer = await open().reserve({ key: 'order-1', ...request });
    expect(answer.ok ? 'held' : answer.reason.code).toBe(code);
  });
});

describe('trouble', () => {
  it('a store is opened with as many partitions as it was created with', async () => {
    const shared = sharedMemory();
    await memoryStorage({ shared }).open({ format: 1, partitions: 8, hash: 'fnv1a-murmur3', seed: 0 });
    const inventory = createInventory({ storage: memoryStorage({ shared }), catalog, partitions: 16 });
    await expect(inventory.balances('TEA')).rejects.toMatchObject({ code: 'storage.header_mismatch', retry: 'never' });
  });

  it('model.unsupported_version: an event newer than this library', () => {
    expect(() => upcast({ type: 'stock.received', schemaVersion: 99 })).toThrow(expect.objectContaining({ code: 'model.unsupported_version' }));
  });
});
