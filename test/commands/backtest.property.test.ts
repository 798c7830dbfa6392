import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backtest, type BacktestStep } from '../../src/commands/index.js';
import type { Policy, StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { CATALOG, each, open, START } from './warehouse.js';

const minute = (index: number): string => new Date(START + index * 60_000).toISOString();
const amount = fc.integer({ min: 1, max: 9 });
const steps: fc.Arbitrary<(index: number) => BacktestStep> = fc.oneof(
  fc.record({ type: fc.constantFrom('stock.received', 'stock.shipped'), location: fc.constantFrom('EAST', 'WEST'), amount }).map(({ type, location, amount: moved }) => (index: number): BacktestStep => ({
    at: minute(index), event: { type, source: 'wms', id: `f${index}`, effectiveAt: minute(index), item: 'TEA', location, quantity: each(moved) } as StockEvent,
  })),
  fc.record({ channel: fc.constantFrom('shop', 'market'), amount, mode: fc.constantFrom('allOrNothing' as const, 'partial' as const, 'backorder' as const) })
    .map(({ channel, amount: wanted, mode }) => (index: number): BacktestStep => ({ at: minute(index), reserve: { key: `r${index}`, channel, mode, lines: [{ item: 'TEA', quantity: each(wanted), line: `r${index}#1` }] } })),
  fc.record({ order: fc.nat(30), amount }).map(({ order, amount: wanted }) => (index: number): BacktestStep => ({
    at: minute(index), change: { key: `c${index}`, moves: [{ move: 'cancel', item: 'TEA', line: `r${order % (index + 1)}#1`, quantity: each(wanted) }] },
  })),
);
const policies: fc.Arbitrary<Policy> = fc.record({ version: fc.constant('p'), holdMinutes: fc.constantFrom(undefined, 3), buffers: fc.constantFrom(undefined, [{ kind: 'buffer' as const, item: 'TEA', amount: '2' }]) });

it('a backtest under a policy promises exactly what live processing under it promised', async () => {
  await fc.assert(fc.asyncProperty(fc.array(steps, { maxLength: 25 }), policies, async (made, policy) => {
    const history = made.map((step, index) => step(index));
    const { inventory } = open({ policy });
    const live = new Map<string, number>();
    for (const [index, step] of history.entries()) {
      const at = { at: START + index * 60_000 };
      if ('event' in step) await inventory.record(step.event, at);
      else if ('change' in step) await inventory.change(step.change, at);
      else {
        const answer = await inventory.reserve(step.reserve, at);
        const channel = step.reserve.channel ?? '';
        if (answer.ok) live.set(channel, (live.get(channel) ?? 0) + answer.lines.reduce((sum, line) => sum + Number(line.reserved.amount), 0));
      }
    }
    const report = backtest({ catalog: CATALOG, history, policies: [policy] });
    for (const { channel, outcomes } of report.rows) {
      const [outcome] = outcomes;
      expect(Number(outcome?.promised.amount), channel).toBe(live.get(channel) ?? 0);
      const [requested, promised, backordered, refused] = [outcome?.requested, outcome?.promised, outcome?.backordered, outcome?.refused].map((quantity) => Number(quantity?.amount));
      expect(promised! + backordered! + refused!).toBe(requested);
    }
  }), { numRuns: runs(60) });
});
