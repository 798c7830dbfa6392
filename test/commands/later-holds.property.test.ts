import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy, SourcingSettings, StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { each, open, received } from './warehouse.js';
import { KITS, openKits } from './kit-warehouse.js';

const PLACES = ['P', 'Q', 'R', 'S'];
const CATALOG = { ...KITS, channels: [{ id: 'shop' }, { id: 'b2b' }], locations: [{ id: 'ALL', kind: 'group' as const }, ...PLACES.map((id, index) => ({ id, kind: 'warehouse' as const, ...(index < 2 ? { parent: 'ALL' } : {}) }))] };
const ordered = (item: string, amount: number): StockEvent =>
  ({ type: 'order.placed', source: 'erp', id: `o-${item}`, effectiveAt: '2026-05-12T07:00:00Z', item, line: 'SO#1', channel: 'shop', quantity: each(amount) });

const rule: fc.Arbitrary<SourcingSettings> = fc.record({
  rule: fc.constantFrom('priority' as const, 'nearest' as const, 'fewestShipments' as const, 'minimumCost' as const), shipmentsMax: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  placesPerItemMax: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }), wholeLines: fc.boolean(), shipComplete: fc.boolean(),
  places: fc.tuple(...PLACES.map((location) => fc.record({
    location: fc.constant(location), distance: fc.nat(3), shipmentCost: fc.nat(9), items: fc.record({ item: fc.constant('TEA'), unitCost: fc.nat(3), pack: fc.constantFrom(1, 1, 2, 3).map(each) }).map((one) => [one]),
  }))),
});
const stockOf = (items: readonly string[]): fc.Arbitrary<Readonly<Record<string, Readonly<Record<string, number>>>>> => fc.record(Object.fromEntries(PLACES.map((place) => [place, fc.record(Object.fromEntries(items.map((item) => [item, fc.nat(7)])))])));
const policyOf: fc.Arbitrary<Policy> = fc.record({ buffer: fc.nat(4), ring: fc.option(fc.record({ kind: fc.constantFrom('ringfence' as const, 'partition' as const, 'cap' as const), channels: fc.constantFrom(['b2b'], ['shop']), amount: fc.nat(6).map(String) }), { nil: undefined }) })
  .map(({ buffer, ring }) => ({ version: 'p', buffers: [{ kind: 'buffer', item: 'TEA', amount: String(buffer) }], ...(ring === undefined ? {} : { segments: [{ id: 's', item: 'TEA', ...ring }] }) }));
const receiptsOf = (there: Readonly<Record<string, Readonly<Record<string, number>>>>): readonly (readonly [string, number, string])[] =>
  PLACES.flatMap((place) => Object.entries(there[place]!).filter(([, amount]) => amount > 0).map(([item, amount]) => [item, amount, place] as const));

describe('goods held for a line later', () => {
  it('come from where a reservation of as many would have held them, in the same words, where the line had none', { timeout: 60_000 }, async () => {
    const ask = fc.record({ item: fc.constantFrom('TEA', 'TEA', 'SET'), amount: fc.integer({ min: 1, max: 12 }), open: fc.nat(5), mode: fc.constantFrom('allOrNothing' as const, 'backorder' as const), given: fc.boolean() });
    let [held, refused] = [0, 0];
    await fc.assert(fc.asyncProperty(stockOf(['TEA', 'CUP', 'BOX']), policyOf, rule, ask, async (there, base, sourcing, { item, amount, open: more, mode, given }) => {
      const policy: Policy = given ? base : { ...base, sourcing: [{ channel: 'shop', ...sourcing }] };
      const wanted = item === 'SET' ? Math.ceil(amount / 4) : amount;
      const [later, sooner] = [await openKits(receiptsOf(there), { catalog: CATALOG, policy }), await openKits(receiptsOf(there), { catalog: CATALOG, policy })];
      for (const { inventory } of [later, sooner]) await inventory.record(ordered(item, wanted + more));
      const rules = given ? { sourcing } : {};
      const moved = await later.inventory.change({ key: 'k', moves: [{ move: 'hold', item, line: 'SO#1', quantity: each(wanted), mode, ...rules }] });
      const reserved = await sooner.inventory.reserve({ key: 'k', channel: 'shop', mode, ...rules, lines: [{ item, line: 'SO#1', quantity: each(wanted) }] });
      expect(moved.ok, JSON.stringify([moved, reserved])).toBe(reserved.ok);
      for (const [name, line] of [[item, 'SO#1'], ['CUP', 'SO#1/CUP'], ['BOX', 'SO#1/BOX']] as const) expect(await later.inventory.line(name, line)).toEqual(await sooner.inventory.line(name, line));
      if (moved.ok && reserved.ok) {
        held++;
        expect(moved.moved).toEqual([reserved.lines[0]!.reserved]);
        expect(moved.sourcing).toEqual([{ ...reserved.sourcing, move: 0 }]);
      } else if (!moved.ok && !reserved.ok) {
        refused++;
        expect(moved.reason).toEqual({ ...reserved.reason, move: 0 });
      }
    }), { numRuns: runs(200) });
    expect(Math.min(held, refused)).toBeGreaterThan(0);
  });

  it('are never more than is free at a place, and come from no more places than they may, beside trying every set', { timeout: 60_000 }, async () => {
    const step = fc.record({ who: fc.constantFrom('ours', 'ours', 'ours', 'others'), amount: fc.integer({ min: 1, max: 9 }), limit: fc.integer({ min: 1, max: 4 }), by: fc.constantFrom('priority' as const, 'fewestShipments' as const), place: fc.option(fc.constantFrom(...PLACES), { nil: undefined }), handle: fc.nat(1) });
    let [within, refused] = [0, 0];
    await fc.assert(fc.asyncProperty(stockOf(['TEA']), fc.array(step, { minLength: 2, maxLength: 7 }), async (there, steps) => {
      const first = await openKits(receiptsOf(there), { catalog: CATALOG });
      const handles = [first.inventory, open({ catalog: CATALOG, shared: first.shared, testClock: first.clock }).inventory];
      await first.inventory.record(ordered('TEA', 1000));
      const free = new Map(PLACES.map((place) => [place, there[place]!['TEA']!]));
      const ours = new Map<string, number>();
      for (const [index, { who, amount, limit, by, place, handle }] of steps.entries()) {
        if (who === 'others') {
          const answer = await handles[handle]!.reserve({ key: `r${index}`, mode: 'partial', lines: [{ item: 'TEA', quantity: each(amount), ...(place === undefined ? {} : { location: place }) }] });
          if (answer.ok) for (const { location, quantity } of answer.lines[0]!.holds) free.set(location, free.get(location)! - Number(quantity.amount));
          continue;
        }
        const has = [...ours.keys()];
        const answer = await handles[handle]!.change({
          key: `h${index}`, moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', quantity: each(amount), ...(place === undefined || index > 0 ? { sourcing: { rule: by, shipmentsMax: limit } } : { location: place }) }],
        });
        const sourced = place === undefined || index > 0;
        // Every set of places that takes in those the line has, and no others if those are too many already.
        const sets = Array.from({ length: 2 ** PLACES.length }, (_, bits) => PLACES.filter((_place, at) => (bits & (2 ** at)) > 0)).filter((set) => has.every((one) => set.includes(one)) && set.length <= Math.max(limit, has.length));
        const able = sets.filter((set) => set.reduce((sum, one) => sum + free.get(one)!, 0) >= amount);
        if (sourced) expect(answer.ok, JSON.stringify({ free: [...free], has, step: steps[index] })).toBe(able.length > 0);
        if (!answer.ok) {
          refused++;
          continue;
        }
        for (const { location, reserved } of answer.lines[0]!.holds) {
          const more = Number(reserved.amount) - (ours.get(location) ?? 0);
          expect(more).toBeGreaterThanOrEqual(0);
          expect(more).toBeLessThanOrEqual(free.get(location)!);
          free.set(location, free.get(location)! - more);
          ours.set(location, Number(reserved.amount));
        }
        if (!sourced) continue;
        within++;
        expect(ours.size).toBeLessThanOrEqual(Math.max(limit, has.length));
        expect(new Set(answer.sourcing![0]!.shipments)).toEqual(new Set(ours.keys()));
        if (by === 'fewestShipments') expect(ours.size).toBe(Math.min(...able.map((set) => set.length)));
      }
      const [answer] = await handles[1]!.available({ items: ['TEA'], fresh: true });
      expect(Number(answer!.available.amount)).toBe([...free.values()].reduce((sum, amount) => sum + amount, 0));
      expect(await first.inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(200) });
    expect(Math.min(within, refused)).toBeGreaterThan(0);
  });

  it('are held once, and never beyond what there is, by handles that race', async () => {
    const first = await openKits([['TEA', 9, 'P'], ['TEA', 5, 'R'], ['TEA', 6, 'S']], { catalog: CATALOG });
    const handles = [first.inventory, ...[0, 1].map(() => open({ catalog: CATALOG, shared: first.shared, testClock: first.clock }).inventory)];
    await first.inventory.record([ordered('TEA', 500), received(1, { item: 'CUP', location: 'P' })]);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => handles[n % 3]!.change({ key: `k${n % 30}`, moves: [{ move: 'hold', item: 'TEA', line: 'SO#1', quantity: each(1), sourcing: { rule: 'fewestShipments' } }] })));
    expect(answers.filter(({ ok, repeated }) => ok && !repeated)).toHaveLength(20);
    await first.inventory.available({ items: ['TEA'], fresh: true });
    const line = await first.inventory.line('TEA', 'SO#1');
    expect(line!.holds.map(({ location, reserved }) => `${reserved.amount} ${location}`).sort()).toEqual(['5 R', '6 S', '9 P']);
    expect(await first.inventory.verify()).toEqual({ ok: true, violations: [] });
  });
});
