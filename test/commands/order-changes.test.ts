import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeAnswer, Inventory, LineAnswer, MoveAnswer, OrderMove } from '../../src/commands/index.js';
import type { Catalog, StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { availableOf, CATALOG, each, open, received, START } from './warehouse.js';

const at = { at: START };
let keys = 0;

/** Parts of a line that are not zero, as numbers. */
function partsOf(line: LineAnswer | undefined): Record<string, number> {
  const parts = Object.entries(line ?? {}).flatMap(([name, value]) => (typeof value === 'object' && 'amount' in value ? [[name, Number(value.amount)] as const] : []));
  return Object.fromEntries(parts.filter(([, amount]) => amount !== 0));
}

async function lineOf(inventory: Inventory, line = 'so-1#1', item = 'TEA'): Promise<Record<string, number>> {
  return partsOf(await inventory.line(item, line));
}

async function change(inventory: Inventory, ...moves: readonly OrderMove[]): Promise<ChangeAnswer> {
  return await inventory.change({ key: `k${++keys}`, moves }, at) as ChangeAnswer;
}

const move = <Name extends OrderMove['move']>(name: Name, rest: Omit<Extract<OrderMove, { move: Name }>, 'move' | 'item' | 'line'> & { item?: string; line?: string }): OrderMove =>
  ({ move: name, item: 'TEA', line: 'so-1#1', ...rest }) as unknown as OrderMove;

/** EAST has 10 and WEST 6, and an order of the shop holds 4. */
async function shop(catalog: Catalog = CATALOG, reserve = 4): Promise<Inventory> {
  const { inventory } = open({ catalog });
  await inventory.record([received(10), received(6, { location: 'WEST' }), received(5, { item: 'CUP' })], at);
  if (reserve > 0) {
    const held = await inventory.reserve({ key: 'so-1', channel: 'shop', lines: [{ item: 'TEA', quantity: each(reserve) }], expiresAt: '2026-05-12T10:00:00Z' }, at);
    expect(held.ok).toBe(true);
  }
  return inventory;
}

describe('amending a line', () => {
  it('holds more if there is more, and takes less off', async () => {
    const inventory = await shop();
    expect(await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(9) }, at)).toMatchObject({ ok: true, moved: each(5), line: { reserved: each(9), requested: each(9) } });
    expect(await inventory.amend({ key: 'a2', item: 'TEA', line: 'so-1#1', quantity: each(2) }, at)).toMatchObject({ ok: true, moved: each(7) });
    expect(await lineOf(inventory)).toEqual({ requested: 9, reserved: 2, cancelled: 7 });
    expect(await availableOf(inventory, 'TEA', at)).toBe(14);
  });

  it('is refused with the numbers if there is not enough, and then changes nothing', async () => {
    const inventory = await shop();
    expect(await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(17) }, at)).toMatchObject({
      ok: false, reason: { code: 'reservation.insufficient', shortages: [{ line: 'so-1#1', requested: each(13), available: each(12) }] },
    });
    expect(await lineOf(inventory)).toEqual({ requested: 4, reserved: 4 });
    expect(await inventory.amend({ key: 'a2', item: 'TEA', line: 'so-1#1', quantity: each(17), mode: 'backorder' }, at)).toMatchObject({ ok: true, moved: each(13) });
    expect(await lineOf(inventory)).toEqual({ requested: 17, reserved: 16, backordered: 1 });
  });

  it('keeps the end of the holds that are there, and brings a lapsed line back as it would a new one', async () => {
    const inventory = await shop();
    await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(5) }, at);
    expect(await inventory.line('TEA', 'so-1#1')).toMatchObject({ expiresAt: Date.parse('2026-05-12T10:00:00Z') });
    const late = { at: Date.parse('2026-05-12T10:00:00Z') };
    expect(await inventory.extend({ key: 'e', item: 'TEA', line: 'so-1#1', expiresAt: '2026-05-12T12:00:00Z' }, late)).toMatchObject({ ok: false, reason: { code: 'reservation.lapsed', expired: each(5) } });
    expect(await inventory.amend({ key: 'a2', item: 'TEA', line: 'so-1#1', quantity: each(3), expiresAt: '2026-05-12T12:00:00Z' }, late)).toMatchObject({ ok: true, moved: each(3) });
    expect(await lineOf(inventory)).toEqual({ requested: 8, reserved: 3, expired: 5 });
    expect(await inventory.line('TEA', 'so-1#1')).toMatchObject({ expiresAt: Date.parse('2026-05-12T12:00:00Z') });
  });

  it('is answered the same again under the same key', async () => {
    const inventory = await shop();
    const first = await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(6) }, at);
    expect(await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(6) }, at)).toEqual({ ...first, repeated: true });
    expect(await inventory.amend({ key: 'a1', item: 'TEA', line: 'so-1#1', quantity: each(7) }, at)).toMatchObject({ ok: false, reason: { code: 'inventory.key_reused' } });
    expect(await lineOf(inventory)).toEqual({ requested: 6, reserved: 6 });
  });
});

describe('holding what an order placed elsewhere wants', () => {
  const placed = (amount: number): StockEvent => ({
    type: 'order.placed', source: 'shop', id: 'o-9', effectiveAt: '2026-05-12T07:59:00Z', item: 'TEA', line: 'o-9#1', channel: 'shop', quantity: each(amount),
  });

  it('holds all that is backordered, or says what is missing', async () => {
    const inventory = await shop();
    await inventory.record(placed(20), at);
    expect(await change(inventory, move('hold', { line: 'o-9#1' }))).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', move: 0, shortages: [{ requested: each(20), available: each(12) }] } });
    expect(await change(inventory, move('hold', { line: 'o-9#1', mode: 'backorder' }))).toMatchObject({ ok: true, moved: [each(12)] });
    expect(await lineOf(inventory, 'o-9#1')).toEqual({ requested: 20, reserved: 12, backordered: 8 });
    expect(await change(inventory, move('hold', { line: 'o-9#1', quantity: each(9) }))).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', wanted: each(9), open: each(8) } });
    expect(await change(inventory, move('hold', { line: 'so-1#1' }))).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: each(0) } });
  });

  it('holds where it is told to, if the channel sells from there', async () => {
    const inventory = await shop();
    await inventory.record([placed(3), { ...placed(2), id: 'o-8', line: 'o-8#1', channel: 'market' } as StockEvent], at);
    expect(await change(inventory, move('hold', { line: 'o-9#1', location: 'WEST' }))).toMatchObject({ ok: true, lines: [{ holds: [{ location: 'WEST', reserved: each(3) }] }] });
    expect(await change(inventory, move('hold', { line: 'o-8#1', location: 'EAST' }))).toMatchObject({ ok: false, reason: { code: 'reservation.outside_channel', location: 'EAST', channel: 'market' } });
    expect(await change(inventory, move('hold', { line: 'o-8#1', location: 'MOON' }))).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_location', location: 'MOON' } });
  });
});

describe('moving a hold', () => {
  it('to another location: what the line gives up is free for it, what others hold is not', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('relocate', { from: 'EAST', to: 'WEST' }))).toMatchObject({ ok: true, moved: [each(4)], lines: [{ holds: [{ location: 'WEST', reserved: each(4) }], expiresAt: Date.parse('2026-05-12T10:00:00Z') }] });
    await inventory.reserve({ key: 'so-2', lines: [{ item: 'TEA', quantity: each(9), location: 'EAST' }] }, at);
    expect(await change(inventory, move('relocate', { from: 'WEST', to: 'EAST' }))).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ requested: each(4), available: each(1) }] } });
    expect(await change(inventory, move('relocate', { from: 'WEST', to: 'EAST', quantity: each(1) }))).toMatchObject({ ok: true });
    expect((await inventory.line('TEA', 'so-1#1'))?.holds.map(({ location, reserved }) => [location, reserved.amount])).toEqual([['WEST', '3'], ['EAST', '1']]);
  });

  it('into the same tree: a place above the hold does not count it twice', async () => {
    const inventory = await shop(CATALOG, 10);
    await inventory.record({ type: 'stock.moved', source: 'wms', id: 'm1', effectiveAt: '2026-05-12T07:30:00Z', item: 'TEA', quantity: each(10), from: { location: 'EAST' }, to: { location: 'EAST-A' } } as StockEvent, at);
    expect(await change(inventory, move('relocate', { from: 'EAST', to: 'EAST-A' }))).toMatchObject({ ok: true, moved: [each(10)] });
  });

  it('is refused to a place that is purely structural, that the channel does not sell from, or that nobody knows', async () => {
    const inventory = await shop({ ...CATALOG, locations: [...CATALOG.locations, { id: 'ALL', kind: 'group' }], channels: [{ id: 'shop', locations: ['EAST', 'ALL'] }] });
    expect(await change(inventory, move('relocate', { from: 'EAST', to: 'ALL' }))).toMatchObject({ ok: false, reason: { code: 'reservation.structural_location', location: 'ALL' } });
    expect(await change(inventory, move('relocate', { from: 'EAST', to: 'WEST' }))).toMatchObject({ ok: false, reason: { code: 'reservation.outside_channel', location: 'WEST', channel: 'shop' } });
    expect(await change(inventory, move('relocate', { from: 'EAST', to: 'MOON' }))).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_location' } });
    expect(await change(inventory, move('relocate', { line: 'none', from: 'EAST', to: 'WEST' }))).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line', line: 'none' } });
  });

  it('from one lot to another, no further than the lot is free', async () => {
    const inventory = await shop();
    await inventory.record([
      received(3, { item: 'MILK', lot: 'A' }), received(4, { item: 'MILK', lot: 'B' }),
    ], at);
    await inventory.reserve({ key: 'so-7', lines: [{ item: 'MILK', quantity: each(3) }] }, at);
    await inventory.reserve({ key: 'so-8', lines: [{ item: 'MILK', quantity: each(2) }] }, at);
    const milk = { item: 'MILK', line: 'so-7#1' };
    expect(await change(inventory, move('allocate', { ...milk, from: 'EAST', lot: 'A', quantity: each(3) }), move('allocate', { item: 'MILK', line: 'so-8#1', from: 'EAST', lot: 'B', quantity: each(2) }))).toMatchObject({ ok: true });
    const swap = (amount: number): OrderMove => move('reallocate', { ...milk, from: { location: 'EAST', lot: 'A' }, to: { location: 'EAST', lot: 'B' }, quantity: each(amount) });
    expect(await change(inventory, swap(3))).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ requested: each(3), available: each(2) }] } });
    expect(await change(inventory, swap(2))).toMatchObject({ ok: true, lines: [{ holds: [{ lot: 'A', allocated: each(1) }, { lot: 'B', allocated: each(2) }] }] });
    // The first lot is free for others again.
    await inventory.reserve({ key: 'so-9', lines: [{ item: 'MILK', quantity: each(2) }] }, at);
    expect(await change(inventory, move('allocate', { item: 'MILK', line: 'so-9#1', from: 'EAST', lot: 'A', quantity: each(2) }))).toMatchObject({ ok: true });
  });

  it('frees a binding, with an end of its own if no soft hold of the line has one', async () => {
    const inventory = await shop();
    await change(inventory, move('allocate', { from: 'EAST', location: 'EAST', quantity: each(4) }));
    expect(await change(inventory, move('deallocate', { quantity: each(3), expiresAt: '2026-05-12T09:00:00Z' }))).toMatchObject({ ok: true, lines: [{ reserved: each(3), allocated: each(1), expiresAt: Date.parse('2026-05-12T09:00:00Z') }] });
    expect(await change(inventory, move('deallocate', {}))).toMatchObject({ ok: true, lines: [{ reserved: each(4), expiresAt: Date.parse('2026-05-12T09:00:00Z') }] });
  });
});

describe('picking', () => {
  it('short: what was not found is wanted still and held no more; the rest of the change may hold it elsewhere', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('shortPick', { location: 'EAST', quantity: each(1) }), move('hold', { location: 'WEST' }))).toMatchObject({
      ok: true, moved: [each(1), each(3)], lines: [{ picked: each(1), reserved: each(3), holds: [{ location: 'EAST', picked: each(1) }, { location: 'WEST', reserved: each(3) }] }],
    });
    expect(await change(inventory, move('shortPick', { location: 'WEST' }))).toMatchObject({ ok: true, moved: [each(0)] });
    expect(await lineOf(inventory)).toEqual({ requested: 4, picked: 1, backordered: 3 });
  });

  it('can be put back, and a hold given up while the goods are wanted', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('pick', { location: 'EAST', quantity: each(3) }), move('putBack', { quantity: each(2) }), move('giveUp', { quantity: each(2) }))).toMatchObject({
      ok: true, moved: [each(3), each(2), each(2)], lines: [{ picked: each(1), allocated: each(1), backordered: each(2) }],
    });
    expect(await availableOf(inventory, 'TEA', at)).toBe(14);
  });
});

describe('splitting and merging orders', () => {
  it('moves holds with what they are held for, and the claims on the stock stay what they were', async () => {
    const inventory = await shop();
    const before = await availableOf(inventory, 'TEA', at);
    expect(await change(inventory, move('reassign', { to: 'so-1b#1', quantity: each(3) }))).toMatchObject({ ok: true, moved: [each(3)], lines: [{ line: 'so-1#1', requested: each(1) }, { line: 'so-1b#1', channel: 'shop', requested: each(3), reserved: each(3) }] });
    expect(await availableOf(inventory, 'TEA', at)).toBe(before);
    expect(await change(inventory, move('reassign', { line: 'so-1b#1', to: 'so-1#1' }))).toMatchObject({ ok: true });
    expect(await lineOf(inventory)).toEqual({ requested: 4, reserved: 4 });
    expect(await lineOf(inventory, 'so-1b#1')).toEqual({});
    expect(await availableOf(inventory, 'TEA', at)).toBe(before);
    expect(await inventory.line('TEA', 'so-1#1')).toMatchObject({ expiresAt: Date.parse('2026-05-12T10:00:00Z') });
  });
  it('is refused to a channel nobody knows', async () => {
    expect(await change(await shop(), move('reassign', { to: 'x', channel: 'bazaar' }))).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_channel', channel: 'bazaar' } });
  });
});

describe('a substitute', () => {
  it('is held before the first item is given up for good', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('substitute', { quantity: each(3), by: { item: 'CUP', quantity: each(6) } }))).toMatchObject({
      ok: false, reason: { code: 'reservation.insufficient', move: 0, shortages: [{ item: 'CUP', requested: each(6), available: each(5) }] },
    });
    expect(await lineOf(inventory)).toEqual({ requested: 4, reserved: 4 });
    expect(await inventory.line('CUP', 'so-1#1')).toBeUndefined();
    expect(await change(inventory, move('substitute', { quantity: each(3), by: { item: 'CUP', quantity: each(5), line: 'so-1#2' } }))).toMatchObject({
      ok: true, moved: [each(3)], lines: [{ item: 'TEA', requested: each(1), reserved: each(1) }, { item: 'CUP', line: 'so-1#2', channel: 'shop', requested: each(5), reserved: each(5) }],
    });
    expect(await availableOf(inventory, 'CUP', at)).toBe(0);
  });
  it('is another item, known, in a unit it has', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('substitute', { by: { item: 'TEA', quantity: each(1) } }))).toMatchObject({ ok: false, reason: { code: 'reservation.same_line' } });
    expect(await change(inventory, move('substitute', { by: { item: 'GOLD', quantity: each(1) } }))).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_item', item: 'GOLD' } });
    expect(await change(inventory, move('substitute', { by: { item: 'CUP', quantity: { amount: '1', unit: 'CA' } } }))).toMatchObject({ ok: false, reason: { code: 'inventory.unit', item: 'CUP' } });
    expect(await lineOf(inventory)).toEqual({ requested: 4, reserved: 4 });
  });
});

describe('a change of many moves', () => {
  it('says which move was refused, and makes none, over any number of items', async () => {
    const inventory = await shop();
    await inventory.reserve({ key: 'so-3', lines: [{ item: 'CUP', quantity: each(2) }] }, at);
    const answer = await change(inventory, move('cancel', {}), move('release', { item: 'CUP', line: 'so-3#1' }), move('pick', { item: 'CUP', line: 'so-3#1' }));
    expect(answer).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', move: 2 } });
    expect(await lineOf(inventory)).toEqual({ requested: 4, reserved: 4 });
    expect(await lineOf(inventory, 'so-3#1', 'CUP')).toEqual({ requested: 2, reserved: 2 });
    expect(await change(inventory, move('cancel', {}), move('release', { item: 'CUP', line: 'so-3#1' }))).toMatchObject({ ok: true, moved: [each(4), each(2)] });
  });

  it('lets each move see what those before it did', async () => {
    const inventory = await shop();
    expect(await change(inventory, move('cancel', { quantity: each(1) }), move('cancel', { quantity: each(2) }), move('cancel', {}))).toMatchObject({ ok: true, moved: [each(1), each(2), each(1)] });
    expect(await change(inventory, move('extend', {}))).toMatchObject({ ok: false, reason: { code: 'reservation.not_open' } });
  });

  it('is refused as malformed with the place of what is wrong', async () => {
    const inventory = await shop();
    expect(await inventory.change({ key: 'x', moves: [{ move: 'fly', item: 'TEA', line: 'l' } as never] })).toMatchObject({ ok: false, reason: { code: 'inventory.malformed', issues: [{ path: '$.moves[0].move' }] } });
    expect(await inventory.change({ key: 'x', moves: [] })).toMatchObject({ ok: false, reason: { code: 'inventory.malformed', issues: [{ path: '$.moves' }] } });
    expect(await inventory.change({ key: 'x', moves: [move('relocate', { from: 'EAST' } as never)] })).toMatchObject({ ok: false, reason: { issues: [{ path: '$.moves[0].to' }] } });
  });

  const LINES = ['so-1#1', 'so-2#1'];
  const amount = fc.option(fc.integer({ min: 1, max: 6 }).map(each), { nil: undefined });
  const place = fc.constantFrom('EAST', 'WEST');
  const line = fc.record({ item: fc.constantFrom('TEA', 'TEA', 'CUP'), line: fc.constantFrom(...LINES) });
  const moves: fc.Arbitrary<OrderMove> = fc.oneof(
    fc.record({ move: fc.constantFrom('hold' as const, 'release' as const, 'cancel' as const, 'pick' as const, 'putBack' as const, 'giveUp' as const, 'deallocate' as const), quantity: amount, line })
      .map(({ line: of, ...rest }) => ({ ...rest, ...of })),
    fc.record({ quantity: fc.integer({ min: 1, max: 20 }).map(each), mode: fc.constantFrom('allOrNothing' as const, 'backorder' as const), line }).map(({ line: of, ...rest }) => ({ move: 'amend' as const, ...rest, ...of })),
    fc.record({ quantity: fc.integer({ min: 1, max: 4 }).map(each), from: place, line }).map(({ line: of, ...rest }) => ({ move: 'allocate' as const, ...rest, ...of })),
    fc.record({ quantity: amount, from: place, to: place, line }).map(({ line: of, ...rest }) => ({ move: 'relocate' as const, ...rest, ...of })),
    fc.record({ quantity: amount, location: place, line }).map(({ line: of, ...rest }) => ({ move: 'shortPick' as const, ...rest, ...of })),
    fc.record({ quantity: amount, to: fc.constantFrom(...LINES, 'so-3#1'), line }).map(({ line: of, ...rest }) => ({ move: 'reassign' as const, ...rest, ...of })),
    fc.record({ quantity: amount, by: fc.integer({ min: 1, max: 3 }).map((pieces) => ({ item: 'CUP', quantity: each(pieces) })), line: fc.constantFrom(...LINES) })
      .map(({ line: of, ...rest }) => ({ move: 'substitute' as const, item: 'TEA', line: of, ...rest })),
  );

  it('is whole or nothing, never promises what is not there, and the ledger proves itself', async () => {
    const outcomes = { yes: 0, no: 0 };
    await fc.assert(fc.asyncProperty(fc.array(fc.array(moves, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), async (changes) => {
      const inventory = await shop();
      await inventory.reserve({ key: 'so-2', lines: [{ item: 'TEA', quantity: each(8) }, { item: 'CUP', quantity: each(3), line: 'so-1#1' }], mode: 'backorder' }, at);
      const picture = async (): Promise<string> => JSON.stringify(await Promise.all(['TEA', 'CUP'].flatMap((item) => [...LINES, 'so-3#1'].map((name) => inventory.line(item, name)))));
      for (const [index, list] of changes.entries()) {
        const before = await picture();
        const answer = await inventory.change({ key: `c${index}`, moves: list }, at);
        outcomes[answer.ok ? 'yes' : 'no']++;
        if (!answer.ok) expect(await picture()).toBe(before);
        for (const item of ['TEA', 'CUP']) {
          const [available] = await inventory.available({ items: [item], ...at });
          expect(Number(available?.signed.amount), `${item} after ${JSON.stringify(list)}`).toBeGreaterThanOrEqual(0);
        }
      }
      expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(150) });
    expect(outcomes.yes).toBeGreaterThan(20);
    expect(outcomes.no).toBeGreaterThan(20);
  });
});

it('one move alone is answered as it always was', async () => {
  const inventory = await shop();
  const answer = await inventory.pick({ key: 'p', item: 'TEA', line: 'so-1#1', location: 'WEST' }, at) as MoveAnswer;
  expect(answer).toEqual({ ok: false, reason: { code: 'reservation.not_open', line: 'so-1#1', wanted: each(0), open: each(0) }, repeated: false });
});
