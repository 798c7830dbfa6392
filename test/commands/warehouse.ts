import { createInventory, type Inventory, type InventoryOptions } from '../../src/commands/index.js';
import type { Catalog, StockEvent } from '../../src/model/index.js';
import type { Clock } from '../../src/ports/index.js';
import { memoryStorage, sharedMemory, type SharedMemory } from '../../src/storage/memory/index.js';

/** The instant the tests begin at. */
export const START = Date.parse('2026-05-12T08:00:00Z');

/** A clock that stands until it is moved; waiting costs no time and moves it by the delay. */
export interface TestClock extends Clock {
  move(milliseconds: number): void;
}

export function testClock(start = START): TestClock {
  let now = start;
  return {
    now: () => now,
    move: (milliseconds) => { now += milliseconds; },
    after(delayMs, callback) {
      let wanted = true;
      queueMicrotask(() => {
        if (!wanted) return;
        now += delayMs;
        callback();
      });
      return () => { wanted = false; };
    },
  };
}

export const CATALOG: Catalog = {
  items: [
    { id: 'TEA', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }] },
    { id: 'CUP', unit: 'EA' },
    { id: 'MILK', unit: 'EA', tracking: 'lot' },
    { id: 'RICE', unit: 'KGM', granularity: '0.001' },
  ],
  locations: [
    { id: 'EAST', kind: 'warehouse' },
    { id: 'EAST-A', kind: 'bin', parent: 'EAST' },
    { id: 'EAST-B', kind: 'bin', parent: 'EAST' },
    { id: 'WEST', kind: 'warehouse', timeZone: 'America/New_York' },
  ],
  channels: [{ id: 'shop' }, { id: 'market', locations: ['WEST'] }],
  sources: [{ id: 'feed', sequenced: true }],
};

export interface Opened {
  readonly inventory: Inventory;
  readonly clock: TestClock;
  readonly shared: SharedMemory;
}

/** A handle over a memory store. */
export function open(options: Partial<InventoryOptions> & { readonly shared?: SharedMemory; readonly testClock?: TestClock } = {}): Opened {
  const { shared = sharedMemory(), testClock: clock = testClock(), ...rest } = options;
  return { inventory: createInventory({ storage: memoryStorage({ shared }), catalog: CATALOG, partitions: 4, clock, ...rest }), clock, shared };
}

let ids = 0;

/** A receipt, by default into EAST. */
export function received(amount: number | string, more: Partial<StockEvent> = {}): StockEvent {
  return {
    type: 'stock.received', source: 'wms', id: `r${++ids}`, effectiveAt: '2026-05-12T07:00:00Z', item: 'TEA', location: 'EAST', quantity: { amount: String(amount), unit: 'EA' }, ...more,
  } as StockEvent;
}

/** A shipment, by default from EAST. */
export function shipped(amount: number | string, more: Partial<StockEvent> = {}): StockEvent {
  return { ...received(amount), type: 'stock.shipped', id: `s${++ids}`, effectiveAt: '2026-05-12T07:30:00Z', ...more } as StockEvent;
}

export function each(amount: number | string): { readonly amount: string; readonly unit: string } {
  return { amount: String(amount), unit: 'EA' };
}

/** What may be sold of an item, as a number. */
export async function availableOf(inventory: Inventory, item = 'TEA', more: Omit<Parameters<Inventory['available']>[0], 'items'> = {}): Promise<number> {
  const [answer] = await inventory.available({ items: [item], ...more });
  return Number(answer?.available.amount);
}

/** The sum of an item's balances, as a number. */
export async function onHandOf(inventory: Inventory, item = 'TEA'): Promise<number> {
  return (await inventory.balances(item)).reduce((sum, { quantity }) => sum + Number(quantity.amount), 0);
}
