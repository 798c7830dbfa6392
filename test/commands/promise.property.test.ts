import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { each, open, received, START } from './warehouse.js';

const HOUR = 3_600_000;
const at = (hours: number): string => formatInstant(START + hours * HOUR);
const amount = fc.integer({ min: 1, max: 20 });
const hours = fc.integer({ min: 1, max: 9 });
const place = fc.constantFrom('EAST', 'WEST');
const wanted = fc.array(fc.record({ amount, hours, kind: fc.constantFrom('order', 'announced', 'confirmed') }), { maxLength: 5 });
let told = 0;
const said = (type: StockEvent['type'], more: object): StockEvent => ({ type, source: 'erp', id: `p${++told}`, effectiveAt: at(-1), item: 'TEA', ...more } as unknown as StockEvent);

/** What may be promised at every hour to come. */
async function figures(inventory: Inventory, from: number): Promise<readonly number[]> {
  const [answer] = await inventory.availableToPromise({ items: ['TEA'] });
  return Array.from({ length: 12 - from }, (_, hour) => Number(answer!.buckets.findLast(({ startAt }) => startAt <= at(from + hour))!.cumulative.amount));
}

async function stocked(lines: readonly { readonly amount: number; readonly hours: number; readonly kind: string }[]): Promise<ReturnType<typeof open>> {
  const opened = open();
  await opened.inventory.record([received(30), received(10, { location: 'WEST' })]);
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'order') await opened.inventory.record(said('order.placed', { line: `L${index}`, requestedFor: at(line.hours), quantity: each(line.amount) }));
    else if (line.kind === 'announced') await opened.inventory.record(said('demand.scheduled', { demand: `L${index}`, class: 'confirmed', location: 'EAST', dueAt: at(line.hours), quantity: each(line.amount) }));
    else await opened.inventory.confirm({ key: `k${index}`, lines: [{ item: 'TEA', line: `L${index}`, quantity: each(line.amount), wantedAt: at(line.hours), mode: 'partialOnDate' }] });
  }
  return opened;
}

describe('what may be promised', () => {
  it('does not move when goods arrive as expected: of an order, of a transfer, in parts, or told by another system first', async () => {
    await fc.assert(fc.asyncProperty(wanted, amount, hours, place, fc.constantFrom('order', 'transfer', 'parts', 'provisional'), async (lines, comes, due, where, how) => {
      const { inventory, clock } = await stocked(lines);
      const name = 'IN';
      if (how === 'transfer') await inventory.record(said('transfer.dispatched', { transfer: name, from: { location: where }, to: where === 'EAST' ? 'WEST' : 'EAST', quantity: each(comes) }));
      const location = how === 'transfer' && where === 'EAST' ? 'WEST' : how === 'transfer' ? 'EAST' : where;
      await inventory.record(said('supply.scheduled', { supply: name, class: how === 'transfer' ? 'inTransit' : 'onOrder', location, dueAt: at(due), quantity: each(comes) }));
      clock.move(due * HOUR);
      const before = await figures(inventory, due);
      const parts = how === 'parts' && comes > 1 ? [1, comes - 1] : [comes];
      for (const part of parts) {
        if (how === 'transfer') await inventory.record(said('transfer.received', { transfer: name, location, quantity: each(part), effectiveAt: at(due) }));
        else await inventory.record(said('stock.received', { location, supply: name, quantity: each(part), effectiveAt: at(due), ...(how === 'provisional' ? { provisional: true, document: 'D1' } : {}) }));
        expect(await figures(inventory, due)).toEqual(before);
      }
      if (how === 'provisional') {
        await inventory.record(said('receipt.settled', { document: 'D1', outcome: 'confirmed', effectiveAt: at(due) }));
        expect(await figures(inventory, due)).toEqual(before);
      }
    }), { numRuns: runs(120) });
  });

  it('is the same after a line was said again as it was, and as if it had never been after it was cancelled', async () => {
    await fc.assert(fc.asyncProperty(wanted, amount, hours, fc.array(fc.record({ amount, hours, place }), { maxLength: 3 }), async (lines, comes, due, moves) => {
      const { inventory } = await stocked(lines);
      const none = await figures(inventory, 0);
      const line = (type: StockEvent['type'], what: { readonly amount: number; readonly hours: number; readonly place: string }, minute: number): StockEvent =>
        said(type, { supply: 'IN', class: 'onOrder', location: what.place, dueAt: at(what.hours), quantity: each(what.amount), effectiveAt: at(-1 + minute / 60) });
      const first = { amount: comes, hours: due, place: 'EAST' };
      await inventory.record(line('supply.scheduled', first, 0));
      const once = await figures(inventory, 0);
      for (const [index, move] of moves.entries()) await inventory.record(line('supply.changed', move, index + 1));
      await inventory.record(line('supply.changed', first, 10));
      expect(await figures(inventory, 0)).toEqual(once);
      await inventory.record(said('supply.cancelled', { supply: 'IN', effectiveAt: at(-1 + 20 / 60) }));
      expect(await figures(inventory, 0)).toEqual(none);
    }), { numRuns: runs(100) });
  });

  it('is kept to the last grain: what was confirmed at a date was there, and one more was not', async () => {
    await fc.assert(fc.asyncProperty(wanted, amount, hours, amount, hours, place, async (lines, comes, due, asked, when, where) => {
      const { inventory } = await stocked(lines);
      await inventory.record(said('supply.scheduled', { supply: 'IN', class: 'onOrder', location: where, dueAt: at(due), quantity: each(comes) }));
      const line = (quantity: number, mode: 'partialOnDate' | 'allOrNothing') => ({ item: 'TEA', quantity: each(quantity), wantedAt: at(when), mode, sources: [{ location: where }] });
      const most = await inventory.promise({ lines: [line(1000, 'partialOnDate')] });
      const has = most.ok ? Number(most.lines[0]!.confirmed.amount) : 0;
      expect((await inventory.promise({ lines: [line(has + 1, 'allOrNothing')] })).ok).toBe(false);
      const answer = await inventory.confirm({ key: 'k', lines: [line(asked, 'allOrNothing')] });
      expect(answer.ok).toBe(asked <= has);
      if (!answer.ok) return;
      const left = await inventory.promise({ lines: [line(1000, 'partialOnDate')] });
      expect(left.ok ? Number(left.lines[0]!.confirmed.amount) : 0).toBe(has - asked);
    }), { numRuns: runs(120) });
  });
});
