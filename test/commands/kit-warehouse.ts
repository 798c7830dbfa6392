import type { Inventory } from '../../src/commands/index.js';
import type { Catalog, StockEvent } from '../../src/model/index.js';
import { CATALOG, each, open, received, type Opened } from './warehouse.js';

/** SET: 4 cups and a box; DUO: 2 cups and a box; HAMPER: a SET and a tea; MIX: sold by the kilogram, 300 g of one rice and 700 g of another. */
export const KITS: Catalog = {
  ...CATALOG,
  items: [
    ...CATALOG.items, { id: 'BOX', unit: 'EA' }, { id: 'WILD', unit: 'KGM', granularity: '0.001' },
    { id: 'SET', unit: 'EA', components: [{ item: 'CUP', quantity: { amount: '4', unit: 'EA' } }, { item: 'BOX', quantity: { amount: '1', unit: 'EA' } }] },
    { id: 'DUO', unit: 'EA', components: [{ item: 'CUP', quantity: { amount: '2', unit: 'EA' } }, { item: 'BOX', quantity: { amount: '1', unit: 'EA' } }] },
    { id: 'HAMPER', unit: 'EA', components: [{ item: 'SET', quantity: { amount: '1', unit: 'EA' } }, { item: 'TEA', quantity: { amount: '1', unit: 'EA' } }] },
    {
      id: 'MIX', unit: 'KGM', granularity: '0.001',
      components: [{ item: 'RICE', quantity: { amount: '0.3', unit: 'KGM' } }, { item: 'WILD', quantity: { amount: '0.7', unit: 'KGM' } }],
    },
  ],
};

/** A handle over kits with stock, by item and place. */
export async function openKits(stock: readonly (readonly [item: string, amount: number | string, location?: string])[], options: Parameters<typeof open>[0] = {}): Promise<Opened> {
  const opened = open({ catalog: KITS, ...options });
  await opened.inventory.record(stock.map(([item, amount, location = 'EAST']): StockEvent => received(amount, {
    item, location, ...(item === 'RICE' || item === 'WILD' || item === 'MIX' ? { quantity: { amount: String(amount), unit: 'KGM' } } : {}),
  })));
  return opened;
}

/** How a kit line stands, as numbers. */
export async function standing(inventory: Inventory, item: string, line: string): Promise<Readonly<Record<string, number>>> {
  const answer = await inventory.kitLine(item, line);
  const named = ['requested', 'waiting', 'reserved', 'allocated', 'picked', 'shipped', 'closed', 'inParts'] as const;
  return Object.fromEntries(named.map((name) => [name, Number(answer?.[name].amount)] as const).filter(([, amount]) => amount !== 0));
}

/** What is held of an item, as a number. */
export async function heldOf(inventory: Inventory, item: string): Promise<number> {
  const [answer] = await inventory.available({ items: [item] });
  return Number(answer?.reserved.amount) + Number(answer?.allocated.amount) + Number(answer?.picked.amount);
}

export { each };
