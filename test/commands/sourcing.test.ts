import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { SourcingSettings } from '../../src/model/index.js';
import { availableOf, each, received } from './warehouse.js';
import { KITS, openKits } from './kit-warehouse.js';

const PLACES = ['NORTH', 'WEST', 'SOUTH', 'FAR'];
const CATALOG = { ...KITS, locations: PLACES.map((id) => ({ id, kind: 'warehouse' as const })), channels: [{ id: 'shop' }, { id: 'market', locations: ['WEST'] }] };
const STOCK = [['TEA', 8, 'NORTH'], ['TEA', 5, 'SOUTH'], ['TEA', 20, 'FAR'], ['CUP', 4, 'WEST'], ['CUP', 4, 'SOUTH'], ['CUP', 9, 'FAR']] as const;

async function start(policy: Parameters<typeof openKits>[1] = {}): Promise<Inventory> {
  return (await openKits(STOCK, { catalog: CATALOG, ...policy })).inventory;
}

/** Where what comes from: `8 TEA NORTH`. */
function placesOf(answer: Awaited<ReturnType<Inventory['reserve']>>): readonly string[] {
  if (!answer.ok) return [answer.reason.code];
  return answer.lines.flatMap((line) => [line, ...(line.parts ?? [])]).flatMap(({ item, holds }) => holds.map(({ location, quantity }) => `${quantity.amount} ${item} ${location}`));
}

const ORDER = [{ item: 'TEA', quantity: each(8) }, { item: 'CUP', quantity: each(4) }];
const distances = (...list: readonly number[]): SourcingSettings['places'] => PLACES.map((location, index) => ({ location, distance: list[index]! }));

describe('the lines of an order are sourced together', () => {
  it.each<{ readonly name: string; readonly sourcing: SourcingSettings | undefined; readonly places: readonly string[]; readonly answer?: object }>([
    { name: 'location by location where nothing is said', sourcing: undefined, places: ['8 TEA NORTH', '4 CUP WEST'] },
    { name: 'by priority', sourcing: { rule: 'priority' }, places: ['8 TEA NORTH', '4 CUP WEST'], answer: { shipments: ['NORTH', 'WEST'], proof: { exact: true } } },
    { name: 'nearest first', sourcing: { rule: 'nearest', places: distances(3, 9, 1, 2) }, places: ['5 TEA SOUTH', '3 TEA FAR', '4 CUP SOUTH'], answer: { shipments: ['SOUTH', 'FAR'] } },
    { name: 'in the fewest shipments', sourcing: { rule: 'fewestShipments' }, places: ['8 TEA FAR', '4 CUP FAR'], answer: { shipments: ['FAR'], proof: { exact: true, value: 1, atLeast: 1 } } },
    {
      name: 'at the least cost', answer: { cost: 12, proof: { exact: true, value: 12 } }, places: ['8 TEA NORTH', '4 CUP SOUTH'],
      sourcing: { rule: 'minimumCost', places: [{ location: 'FAR', shipmentCost: 40 }, { location: 'WEST', shipmentCost: 9 }, { location: 'SOUTH', items: [{ item: 'CUP', unitCost: 1 }, { item: 'TEA', unitCost: 3 }] }, { location: 'NORTH', items: [{ item: 'TEA', unitCost: 1 }] }] },
    },
    { name: 'within a number of shipments', sourcing: { rule: 'priority', shipmentsMax: 1 }, places: ['8 TEA FAR', '4 CUP FAR'] },
    { name: 'with the searching cut short, which is said', sourcing: { rule: 'fewestShipments', searchLimit: 0 }, places: ['8 TEA FAR', '4 CUP FAR'] },
    { name: 'in whole packs', sourcing: { rule: 'priority', places: [{ location: 'NORTH', items: [{ item: 'TEA', pack: { amount: '1', unit: 'CA' } }] }] }, places: ['5 TEA SOUTH', '3 TEA FAR', '4 CUP WEST'] },
  ])('$name', async ({ sourcing, places, answer }) => {
    const inventory = await start();
    const reserved = await inventory.reserve({ key: 'k', sourcing, lines: ORDER });
    expect(placesOf(reserved)).toEqual(places);
    if (answer !== undefined) expect(reserved).toMatchObject({ ok: true, sourcing: { rule: sourcing?.rule, sharedLimit: false, ...answer } });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it.each<{ readonly name: string; readonly mode: 'allOrNothing' | 'partial' | 'backorder'; readonly sourcing: SourcingSettings; readonly tea: number; readonly places: readonly string[] }>([
    { name: 'too much for the limit', mode: 'allOrNothing', sourcing: { rule: 'priority', shipmentsMax: 1 }, tea: 30, places: ['allocation.shipment_limit'] },
    { name: 'too much at all', mode: 'allOrNothing', sourcing: { rule: 'priority', shipmentsMax: 1 }, tea: 40, places: ['reservation.insufficient'] },
    { name: 'partial within the limit', mode: 'partial', sourcing: { rule: 'priority', shipmentsMax: 1 }, tea: 30, places: ['20 TEA FAR', '4 CUP FAR'] },
    { name: 'complete or not at all', mode: 'partial', sourcing: { rule: 'priority', shipComplete: true }, tea: 40, places: ['reservation.insufficient'] },
    { name: 'whole lines', mode: 'backorder', sourcing: { rule: 'priority', wholeLines: true }, tea: 40, places: ['4 CUP WEST'] },
  ])('what cannot be filled: $name', async ({ mode, sourcing, tea, places }) => {
    const inventory = await start();
    expect(placesOf(await inventory.reserve({ key: 'k', mode, sourcing, lines: [{ item: 'TEA', quantity: each(tea) }, ORDER[1]!] }))).toEqual(places);
  });

  it('says a limit with its numbers', async () => {
    const inventory = await start();
    expect(await inventory.reserve({ key: 'k', sourcing: { rule: 'priority', placesPerItemMax: 1 }, lines: [{ item: 'TEA', line: 'l', quantity: each(21) }] })).toMatchObject({
      ok: false, reason: { code: 'allocation.shipment_limit', shipmentsMax: undefined, placesPerItemMax: 1, certain: true, shortages: [{ line: 'l', item: 'TEA', requested: each(21), available: each(20) }] },
    });
    expect(await inventory.reserve({ key: 'u', sourcing: { rule: 'priority', places: [{ location: 'FAR', items: [{ item: 'TEA', pack: { amount: '1', unit: 'XX' } }] }] }, lines: ORDER })).toMatchObject({ ok: false, reason: { code: 'inventory.unit' } });
  });

  it('goes by the policy of the channel and account, unless the request says otherwise', async () => {
    const inventory = await start({ policy: { version: 'p', sourcing: [{ account: 'big', rule: 'nearest', places: distances(3, 9, 1, 2) }, { channel: 'shop', rule: 'fewestShipments' }] } });
    expect(placesOf(await inventory.reserve({ key: '1', channel: 'shop', account: 'big', lines: [{ item: 'TEA', quantity: each(1) }] }))).toEqual(['1 TEA SOUTH']);
    expect(placesOf(await inventory.reserve({ key: '2', channel: 'shop', lines: ORDER }))).toEqual(['8 TEA FAR', '4 CUP FAR']);
    expect(placesOf(await inventory.reserve({ key: '3', channel: 'shop', sourcing: { rule: 'priority' }, lines: [{ item: 'TEA', quantity: each(1) }] }))).toEqual(['1 TEA NORTH']);
    expect(placesOf(await inventory.reserve({ key: '4', lines: [{ item: 'TEA', quantity: each(1) }] }))).toEqual(['1 TEA NORTH']);
  });

  it('leaves lines that name a location where they are, and counts what they take first', async () => {
    const inventory = await start();
    expect(placesOf(await inventory.reserve({ key: 'k', sourcing: { rule: 'fewestShipments' }, lines: [{ item: 'TEA', quantity: each(10) }, { item: 'TEA', location: 'FAR', quantity: each(15) }] })))
      .toEqual(['8 TEA NORTH', '2 TEA SOUTH', '15 TEA FAR']);
  });

  it('never takes more together than all locations may give', async () => {
    const inventory = await start({ policy: { version: 'p', buffers: [{ kind: 'buffer', item: 'TEA', amount: '28' }] } });
    expect(await availableOf(inventory)).toBe(5);
    const answer = await inventory.reserve({ key: 'k', mode: 'backorder', sourcing: { rule: 'fewestShipments' }, lines: [{ item: 'TEA', quantity: each(6) }] });
    expect(answer).toMatchObject({ ok: true, lines: [{ reserved: each(5), backordered: each(1) }], sourcing: { sharedLimit: true } });
    expect(await availableOf(inventory)).toBe(0);
  });

  it('takes the parts of kits along, and keeps kits whole within the limits', async () => {
    const inventory = await start();
    await inventory.record([received(1, { item: 'BOX', location: 'NORTH' }), received(2, { item: 'BOX', location: 'FAR' })]);
    expect(placesOf(await inventory.reserve({ key: 'a', sourcing: { rule: 'fewestShipments' }, lines: [{ item: 'SET', line: 'a', quantity: each(1) }] }))).toEqual(['4 CUP FAR', '1 BOX FAR']);
    const second = await inventory.reserve({ key: 'b', mode: 'backorder', sourcing: { rule: 'priority', shipmentsMax: 1 }, lines: [{ item: 'SET', line: 'b', quantity: each(3) }] });
    expect(second).toMatchObject({ ok: true, lines: [{ reserved: each(1), backordered: each(2) }] });
    expect(placesOf(second)).toEqual(['4 CUP FAR', '1 BOX FAR']);
  });
});
