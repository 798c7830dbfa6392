import { describe, expect, it } from 'vitest';
import type { Inventory, LineAnswer, OrderMove } from '../../src/commands/index.js';
import type { Policy, SourcingSettings, StockEvent } from '../../src/model/index.js';
import { availableOf, each, received } from './warehouse.js';
import { KITS, openKits } from './kit-warehouse.js';

const PLACES = ['NORTH', 'WEST', 'SOUTH', 'FAR'];
const CATALOG = { ...KITS, locations: [...PLACES.map((id) => ({ id, kind: 'warehouse' as const })), { id: 'FAR-1', kind: 'bin' as const, parent: 'FAR' }], channels: [{ id: 'shop' }, { id: 'market', locations: ['WEST'] }] };
const STOCK = [['TEA', 8, 'NORTH'], ['TEA', 3, 'WEST'], ['TEA', 5, 'SOUTH'], ['TEA', 20, 'FAR']] as const;
const ordered = (amount: number, more: object = {}): StockEvent =>
  ({ type: 'order.placed', source: 'erp', id: `o${JSON.stringify(more)}`, effectiveAt: '2026-05-12T07:00:00Z', item: 'TEA', line: 'SO#1', channel: 'shop', quantity: each(amount), ...more });

/** A line of thirty placed elsewhere, of which some is held at named places first. */
async function start(held: Readonly<Record<string, number>> = {}, policy?: Policy, wanted = 30): Promise<Inventory> {
  const { inventory } = await openKits(STOCK, { catalog: CATALOG, policy });
  await inventory.record(ordered(wanted));
  for (const [location, amount] of Object.entries(held)) {
    expect(await inventory.change({ key: location, moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', location, quantity: each(amount) }] })).toMatchObject({ ok: true });
  }
  return inventory;
}

const holdsOf = (line: LineAnswer | undefined): string => (line?.holds ?? []).map(({ location, reserved }) => `${reserved.amount} ${location}`).sort().join(', ');
const distances = (...list: readonly number[]): SourcingSettings['places'] => PLACES.map((location, index) => ({ location, distance: list[index]! }));
const pack = (location: string, unit: string): SourcingSettings['places'] => [{ location, items: [{ item: 'TEA', pack: { amount: '1', unit } }] }];
type Hold = Partial<Extract<OrderMove, { move: 'hold' }>>;
const hold = (inventory: Inventory, more: Hold): ReturnType<Inventory['change']> => inventory.change({ key: 'k', moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', ...more }] });

describe('what is held for a line later comes from where a rule says', () => {
  it.each<{ readonly name: string; readonly held?: Readonly<Record<string, number>>; readonly ask: Hold; readonly holds: string; readonly sourcing?: object }>([
    { name: 'place by place where nothing is said', ask: { quantity: each(10) }, holds: '2 WEST, 8 NORTH' },
    { name: 'by priority', ask: { quantity: each(10), sourcing: { rule: 'priority' } }, holds: '2 WEST, 8 NORTH', sourcing: { rule: 'priority', shipments: ['NORTH', 'WEST'], sharedLimit: false, proof: { exact: true } } },
    { name: 'nearest first', ask: { quantity: each(10), sourcing: { rule: 'nearest', places: distances(3, 9, 1, 2) } }, holds: '5 FAR, 5 SOUTH' },
    { name: 'in the fewest shipments', ask: { quantity: each(10), sourcing: { rule: 'fewestShipments' } }, holds: '10 FAR', sourcing: { shipments: ['FAR'], proof: { value: 1 } } },
    { name: 'in as few more as can be, beside those it has', held: { NORTH: 2 }, ask: { quantity: each(6), sourcing: { rule: 'fewestShipments' } }, holds: '8 NORTH', sourcing: { shipments: ['NORTH'], proof: { value: 1, atLeast: 1 } } },
    { name: 'within a number of shipments that counts those it has', held: { SOUTH: 1 }, ask: { quantity: each(4), sourcing: { rule: 'priority', shipmentsMax: 1 } }, holds: '5 SOUTH' },
    { name: 'one more where that is too little', held: { SOUTH: 1 }, ask: { quantity: each(24), sourcing: { rule: 'priority', shipmentsMax: 2 } }, holds: '20 FAR, 5 SOUTH' },
    { name: 'within a number of places that counts those it has', held: { WEST: 3 }, ask: { quantity: each(8), sourcing: { rule: 'nearest', placesPerItemMax: 2, places: distances(4, 9, 1, 2) } }, holds: '3 WEST, 8 FAR' },
    { name: 'from those it has alone where limits are below them', held: { SOUTH: 1, WEST: 1 }, ask: { quantity: each(6), sourcing: { rule: 'priority', shipmentsMax: 1 } }, holds: '3 WEST, 5 SOUTH' },
    {
      name: 'at no further cost for a shipment that is made anyway', held: { FAR: 1 }, holds: '11 FAR', sourcing: { cost: 20 },
      ask: { quantity: each(10), sourcing: { rule: 'minimumCost', places: [{ location: 'FAR', shipmentCost: 40, items: [{ item: 'TEA', unitCost: 2 }] }, { location: 'NORTH', shipmentCost: 9, items: [{ item: 'TEA', unitCost: 2 }] }, { location: 'WEST', shipmentCost: 99 }, { location: 'SOUTH', shipmentCost: 99 }] } },
    },
    { name: 'in whole packs', ask: { quantity: each(12), sourcing: { rule: 'priority', places: pack('NORTH', 'CA') } }, holds: '3 WEST, 4 FAR, 5 SOUTH' },
    { name: 'what there is, where the rest may wait', ask: { quantity: each(30), mode: 'backorder', sourcing: { rule: 'priority', shipmentsMax: 1 } }, holds: '20 FAR' },
    { name: 'all of it, unless an amount is named', held: { FAR: 20 }, ask: { sourcing: { rule: 'fewestShipments' } }, holds: '2 WEST, 20 FAR, 8 NORTH' },
    { name: 'from the place that is named, whatever the rule', ask: { quantity: each(3), location: 'WEST', sourcing: { rule: 'fewestShipments' } }, holds: '3 WEST' },
  ])('$name', async ({ held, ask, holds, sourcing }) => {
    const inventory = await start(held);
    const answer = await hold(inventory, ask);
    expect(answer).toMatchObject({ ok: true, ...(sourcing === undefined ? {} : { sourcing: [{ move: 0, ...sourcing }] }) });
    if (!answer.ok) return;
    if (sourcing === undefined && (ask.sourcing === undefined || ask.location !== undefined)) expect(answer).not.toHaveProperty('sourcing');
    expect(holdsOf(answer.lines[0])).toBe(holds);
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it.each<{ readonly name: string; readonly held?: Readonly<Record<string, number>>; readonly ask: Hold; readonly reason: object }>([
    {
      name: 'more than the places allowed have', held: { SOUTH: 1 }, ask: { line: 'SO#1', quantity: each(6), sourcing: { rule: 'priority', shipmentsMax: 1 } },
      reason: { code: 'allocation.shipment_limit', shipmentsMax: 1, placesPerItemMax: undefined, certain: true, shortages: [{ line: 'SO#1', item: 'TEA', requested: each(6), available: each(4) }], move: 0 },
    },
    { name: 'more than there is where others hold goods', held: { FAR: 20 }, ask: { quantity: each(10), sourcing: { rule: 'priority', shipmentsMax: 9, places: pack('NORTH', 'CA') } }, reason: { code: 'reservation.insufficient', shortages: [{ requested: each(10), available: each(8) }] } },
    { name: 'more than is wanted', ask: { quantity: each(31), sourcing: { rule: 'priority' } }, reason: { code: 'reservation.not_open', wanted: each(31), open: each(30) } },
    { name: 'packs of a unit the item does not have', ask: { quantity: each(3), sourcing: { rule: 'priority', places: pack('NORTH', 'PAL') } }, reason: { code: 'inventory.unit', item: 'TEA' } },
    { name: 'until an instant that has passed', ask: { quantity: each(3), expiresAt: '2026-05-12T08:00:00Z', sourcing: { rule: 'priority' } }, reason: { code: 'reservation.expiry_in_past' } },
  ])('but not $name, and then nothing is held', async ({ held, ask, reason }) => {
    const inventory = await start(held);
    const before = await inventory.line('TEA', 'SO#1');
    expect(await hold(inventory, ask)).toMatchObject({ ok: false, reason });
    expect(await inventory.line('TEA', 'SO#1')).toEqual(before);
  });

  it('by the policy for the channel and account of the line, unless the move says otherwise', async () => {
    const policy: Policy = { version: 'p', sourcing: [{ account: 'big', rule: 'nearest', places: distances(3, 9, 1, 2) }, { channel: 'shop', rule: 'fewestShipments' }] };
    const inventory = await start({}, policy, 12);
    await inventory.record(ordered(2, { line: 'SO#2', account: 'big' }));
    const answer = await inventory.change({
      key: 'k', moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', quantity: each(10) }, { move: 'hold', item: 'TEA', line: 'SO#2' }, { move: 'hold', item: 'TEA', line: 'SO#1', quantity: each(2), sourcing: { rule: 'priority' } }],
    });
    expect(answer).toMatchObject({ ok: true, sourcing: [{ move: 0, rule: 'fewestShipments' }, { move: 1, rule: 'nearest' }, { move: 2, rule: 'priority' }] });
    expect(answer.ok && answer.lines.map(holdsOf)).toEqual(['10 FAR, 2 NORTH', '2 SOUTH']);
  });

  it('also of what a line is amended by, of what stands for it, and of kits', async () => {
    const policy: Policy = { version: 'p', sourcing: [{ rule: 'fewestShipments' }] };
    const inventory = await start({ NORTH: 2 }, policy, 2);
    const amended = await inventory.amend({ key: 'a', item: 'TEA', line: 'SO#1', quantity: each(8) });
    expect(amended).toMatchObject({ ok: true, moved: each(6), sourcing: { rule: 'fewestShipments', shipments: ['NORTH'] } });
    expect(amended).not.toHaveProperty('sourcing.move');
    expect(await inventory.amend({ key: 'b', item: 'TEA', line: 'SO#1', quantity: each(18), sourcing: { rule: 'priority', shipmentsMax: 1 } })).toMatchObject({ ok: false, reason: { code: 'allocation.shipment_limit' } });
    await inventory.record([received(9, { item: 'CUP', location: 'WEST' }), received(4, { item: 'CUP', location: 'FAR' }), received(2, { item: 'BOX', location: 'FAR' })]);
    const changed = await inventory.change({ key: 'c', moves: [{ move: 'substitute', item: 'TEA', line: 'SO#1', quantity: each(1), by: { item: 'CUP', quantity: each(9) } }] });
    expect(changed).toMatchObject({ ok: true, sourcing: [{ move: 0, shipments: ['WEST'] }] });
    await inventory.record(ordered(1, { item: 'SET', line: 'SO#3' }));
    const kit = await inventory.change({ key: 'd', moves: [{ move: 'hold', item: 'SET', line: 'SO#3' }] });
    expect(kit).toMatchObject({ ok: true, sourcing: [{ move: 0, rule: 'fewestShipments', shipments: ['FAR'] }] });
  });

  it('where goods bound to a bin, or picked there, count as held at the place that ships them', async () => {
    const inventory = await start();
    await inventory.record(received(2, { location: 'FAR-1' }));
    await inventory.change({ key: 'a', moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', location: 'FAR', quantity: each(2) }, { move: 'allocate', item: 'TEA', line: 'SO#1', from: 'FAR', location: 'FAR-1', quantity: each(2) }] });
    await inventory.pick({ key: 'b', item: 'TEA', line: 'SO#1', location: 'FAR-1' });
    const answer = await hold(inventory, { quantity: each(5), sourcing: { rule: 'priority', shipmentsMax: 1 } });
    expect(answer).toMatchObject({ ok: true, sourcing: [{ shipments: ['FAR'] }] });
  });

  it('where goods held at a place the channel no longer sells from are a shipment all the same', async () => {
    const inventory = await start({ NORTH: 1 });
    await inventory.register({ catalog: { ...CATALOG, channels: [{ id: 'shop', locations: ['SOUTH', 'FAR'] }] } });
    expect(await hold(inventory, { quantity: each(1), sourcing: { rule: 'priority', shipmentsMax: 1 } })).toMatchObject({ ok: false, reason: { code: 'allocation.shipment_limit' } });
    expect(await inventory.change({ key: 'l', moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', quantity: each(1), sourcing: { rule: 'priority', shipmentsMax: 2 } }] }))
      .toMatchObject({ ok: true, sourcing: [{ shipments: ['SOUTH', 'NORTH'] }] });
  });

  it('never of goods that segments keep for others', async () => {
    const inventory = await start({}, { version: 'p', segments: [{ id: 's', kind: 'ringfence', item: 'TEA', channels: ['market'], amount: '3' }] });
    expect(await hold(inventory, { mode: 'backorder', sourcing: { rule: 'fewestShipments' } })).toMatchObject({ ok: true, lines: [{ backordered: each(0) }] });
    expect(await availableOf(inventory, 'TEA', { channel: 'market' })).toBe(3);
  });
});
