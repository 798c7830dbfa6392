import { Decimal } from 'decimal.js';
import * as z from 'zod';
import { createInventory, type Catalog, type Inventory } from '../../src/index.js';
import { memoryStorage } from '../../src/storage/memory/index.js';
import { compare, type Benchmark } from './harness.js';

const ITEMS = 1000;
const CALLS = 5000;
const AT = Date.UTC(2026, 4, 12);
const catalog: Catalog = {
  items: Array.from({ length: ITEMS }, (_, index) => ({ id: `SKU-${index}`, unit: 'EA' })),
  locations: [{ id: 'DC', kind: 'warehouse' }],
  channels: [{ id: 'shop' }],
};

/** Stock of a million at one place for every item, in a fresh inventory over memory. */
async function stocked(): Promise<Inventory> {
  const clock = { now: () => AT, after: () => () => undefined };
  const inventory = createInventory({ storage: memoryStorage(), catalog, clock });
  await inventory.record(catalog.items.map(({ id }) => ({
    type: 'stock.received' as const, source: 'erp', id: `first-${id}`, effectiveAt: '2026-05-11T00:00:00Z', item: id, location: 'DC', quantity: { amount: '1000000', unit: 'EA' },
  })));
  return inventory;
}

async function ours(inventory: Inventory): Promise<number> {
  const answers = await Promise.all(Array.from({ length: CALLS }, (_, index) => inventory.reserve({
    key: `order-${index}`, channel: 'shop', lines: [{ item: `SKU-${index % ITEMS}`, quantity: { amount: '2', unit: 'EA' } }],
  })));
  if (answers.some(({ ok }) => !ok)) throw new Error('A reservation was refused');
  return CALLS;
}

interface HandStock { available: number }

/** A key table, a stock table, a line table: check, hold, remember. No log, no places, no policy. */
function handTuned(): number {
  const stock = new Map<string, HandStock>(catalog.items.map(({ id }) => [id, { available: 1_000_000 }]));
  const keys = new Map<string, { readonly item: string; readonly amount: number; readonly answer: object }>();
  const lines = new Map<string, { readonly item: string; readonly reserved: number }>();
  for (let index = 0; index < CALLS; index++) {
    const key = `order-${index}`;
    const item = `SKU-${index % ITEMS}`;
    if (keys.has(key)) continue;
    const held = stock.get(item);
    if (held === undefined || held.available < 2) throw new Error('A reservation was refused');
    held.available -= 2;
    lines.set(`${key}#1`, { item, reserved: 2 });
    keys.set(key, { item, amount: 2, answer: { ok: true, line: `${key}#1`, reserved: 2 } });
  }
  return CALLS;
}

const requestSchema = z.strictObject({
  key: z.string().min(1).max(200), channel: z.string(), lines: z.array(z.strictObject({ item: z.string(), quantity: z.strictObject({ amount: z.string(), unit: z.string() }) })).min(1),
});

/** Validated requests, decimal amounts, copied records, an event for each call in a JSON log, each call awaiting its turn. */
async function plainVersion(): Promise<number> {
  const stock = new Map(catalog.items.map(({ id }) => [id, { available: new Decimal(1_000_000), holds: [] as readonly object[] }]));
  const answers = new Map<string, object>();
  const log: string[] = [];
  let turn = Promise.resolve();
  await Promise.all(Array.from({ length: CALLS }, (_, index) => {
    turn = turn.then(() => {
      const request = requestSchema.parse({ key: `order-${index}`, channel: 'shop', lines: [{ item: `SKU-${index % ITEMS}`, quantity: { amount: '2', unit: 'EA' } }] });
      if (answers.has(request.key)) return;
      for (const [place, line] of request.lines.entries()) {
        const known = stock.get(line.item);
        const amount = new Decimal(line.quantity.amount);
        if (known?.available.lt(amount) !== false) throw new Error('A reservation was refused');
        const hold = { line: `${request.key}#${place + 1}`, amount: amount.toFixed() };
        stock.set(line.item, { available: known.available.minus(amount), holds: [...known.holds, hold] });
        log.push(JSON.stringify({ type: 'reserved', ...request, hold }));
      }
      answers.set(request.key, { ok: true });
    });
    return turn;
  }));
  return CALLS;
}

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'reserve: calls on an inventory in memory', unit: 'calls/s', rounds: 7,
    work: `${CALLS} concurrent calls on ${ITEMS} items: ours validates, remembers key and answer, decides over the location tree, folds, and appends blocks; by hand only a check and a hold on maps; the plain version validates, holds in decimals and logs JSON`,
    ours: { prepare: stocked, run: ours },
    baselines: { 'hand-tuned check and hold on maps': handTuned, 'zod, decimal.js, copied records, JSON log': plainVersion },
  }),
];
