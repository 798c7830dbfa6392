import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import { runs } from '../runs.js';
import { availableOf, each, open } from './warehouse.js';
import { KITS, openKits } from './kit-warehouse.js';

const PLACES = ['P', 'Q', 'R', 'S'];
const ITEMS = ['TEA', 'CUP', 'BOX'];
const CATALOG = { ...KITS, locations: PLACES.map((id) => ({ id, kind: 'warehouse' as const })), channels: [{ id: 'shop' }] };

type Stock = Record<string, Record<string, number>>;
type Wants = Readonly<Record<string, number>>;

/** What a set of places has of what is wanted, at most. */
function filledBy(stock: Stock, places: readonly string[], wants: Wants): number {
  return Object.entries(wants).reduce((sum, [item, wanted]) => sum + Math.min(wanted, places.reduce((there, place) => there + stock[place]![item]!, 0)), 0);
}

/** Every set of places, by how many it has. */
const SETS = Array.from({ length: 2 ** PLACES.length }, (_, bits) => PLACES.filter((_place, index) => (bits & (2 ** index)) > 0)).sort((one, other) => one.length - other.length);

/** The fewest shipments that hold all of it, and no more than a limit; undefined if none do. */
function fewestByHand(stock: Stock, wants: Wants, limit: number): number | undefined {
  const all = Object.values(wants).reduce((sum, wanted) => sum + wanted, 0);
  return SETS.find((places) => places.length <= limit && filledBy(stock, places, wants) === all)?.length;
}

describe('orders sourced through the inventory, beside trying every set of places', () => {
  it('come from as few as can be, within the limit, and never take more than there is', { timeout: 60_000 }, async () => {
    const amounts = fc.record(Object.fromEntries(ITEMS.map((item) => [item, fc.nat(6)])));
    const order = fc.record({ tea: fc.nat(6), cups: fc.nat(6), sets: fc.nat(2), limit: fc.integer({ min: 1, max: 4 }), handle: fc.nat(1) });
    await fc.assert(fc.asyncProperty(fc.record(Object.fromEntries(PLACES.map((place) => [place, amounts]))), fc.array(order, { minLength: 1, maxLength: 4 }), async (drawn, orders) => {
      const stock: Stock = structuredClone(drawn);
      const receipts = PLACES.flatMap((place) => ITEMS.flatMap((item) => (stock[place]![item]! > 0 ? [[item, stock[place]![item]!, place] as const] : [])));
      const first = await openKits(receipts, { catalog: CATALOG });
      const handles: readonly Inventory[] = [first.inventory, open({ catalog: CATALOG, shared: first.shared, testClock: first.clock }).inventory];
      for (const [index, { tea, cups, sets, limit, handle }] of orders.entries()) {
        const lines = [{ item: 'TEA', amount: tea }, { item: 'CUP', amount: cups }, { item: 'SET', amount: sets }].filter(({ amount }) => amount > 0);
        if (lines.length === 0) continue;
        const answer = await handles[handle]!.reserve({
          key: `k${index}`, sourcing: { rule: 'fewestShipments', shipmentsMax: limit }, lines: lines.map(({ item, amount }) => ({ item, line: `o${index}-${item}`, quantity: each(amount) })),
        });
        const fewest = fewestByHand(stock, { TEA: tea, CUP: cups + 4 * sets, BOX: sets }, limit);
        expect(answer.ok, JSON.stringify({ stock, order: orders[index] })).toBe(fewest !== undefined);
        if (!answer.ok) continue;
        expect(answer.sourcing?.shipments.length).toBe(fewest);
        for (const { item, holds } of answer.lines.flatMap((line) => [line, ...(line.parts ?? [])])) {
          for (const { location, quantity } of holds) {
            stock[location]![item]! -= Number(quantity.amount);
            expect(stock[location]![item]).toBeGreaterThanOrEqual(0);
          }
        }
      }
      for (const item of ITEMS) expect(await availableOf(handles[0]!, item, { fresh: true })).toBe(PLACES.reduce((sum, place) => sum + stock[place]![item]!, 0));
      expect(await first.inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: 60 });
  });
});

describe('orders sourced where locations share what they have', () => {
  const TREE = {
    ...KITS, channels: [{ id: 'shop' }, { id: 'b2b' }],
    locations: [{ id: 'ALL', kind: 'group' as const }, ...['P', 'Q'].map((id) => ({ id, kind: 'warehouse' as const, parent: 'ALL' })), ...['R', 'S'].map((id) => ({ id, kind: 'warehouse' as const }))],
  };

  it('are held as if each hold were made for itself, one after another, everything read anew', { timeout: 60_000 }, async () => {
    const line = fc.record({ item: fc.constantFrom('TEA', 'CUP'), amount: fc.integer({ min: 1, max: 9 }) });
    const segment = fc.record({ channels: fc.constantFrom(['b2b'], ['shop']), kind: fc.constantFrom('ringfence' as const, 'cap' as const, 'partition' as const), amount: fc.nat(8).map(String) });
    const stock = fc.record(Object.fromEntries(PLACES.map((place) => [place, fc.record({ TEA: fc.nat(9), CUP: fc.nat(9) })])));
    let shared = 0;
    await fc.assert(fc.asyncProperty(stock, fc.nat(6), fc.option(segment, { nil: undefined }), fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom('priority' as const, 'fewestShipments' as const), async (there, buffer, rule, lines, by) => {
      const policy = {
        version: 'p', buffers: [{ kind: 'buffer' as const, item: 'TEA', location: 'ALL', amount: String(buffer) }, { kind: 'buffer' as const, item: 'CUP', location: 'ALL', amount: '2' }],
        ...(rule === undefined ? {} : { segments: [{ id: 's', item: 'TEA', ...rule }] }),
      };
      const receipts = PLACES.flatMap((place) => (['TEA', 'CUP'] as const).filter((item) => there[place]![item] > 0).map((item) => [item, there[place]![item], place] as const));
      const [ours, other] = [(await openKits(receipts, { catalog: TREE, policy })).inventory, (await openKits(receipts, { catalog: TREE, policy })).inventory];
      const answer = await ours.reserve({ key: 'k', channel: 'shop', mode: 'backorder', sourcing: { rule: by }, lines: lines.map(({ item, amount }, index) => ({ item, line: `l${index}`, quantity: each(amount) })) });
      expect(answer.ok).toBe(true);
      if (!answer.ok) return;
      if (answer.sourcing?.sharedLimit === true) shared++;
      for (const { item, line: name, holds } of answer.lines) {
        for (const [index, { location, quantity }] of holds.entries()) expect(await other.reserve({ key: `${name}-${index}`, channel: 'shop', lines: [{ item, line: `${name}-${index}`, location, quantity }] }), `${name} at ${location}`).toMatchObject({ ok: true });
      }
      for (const item of ['TEA', 'CUP']) for (const channel of ['shop', 'b2b']) expect(await availableOf(ours, item, { channel })).toBe(await availableOf(other, item, { channel }));
    }), { numRuns: runs(150) });
    expect(shared).toBeGreaterThan(0);
  });
});
