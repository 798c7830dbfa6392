import { describe, expect, it } from 'vitest';
import { backtest, type BacktestInput, type BacktestStep } from '../../src/commands/index.js';
import type { Policy, StockEvent } from '../../src/model/index.js';
import { CATALOG, each } from './warehouse.js';

let ids = 0;
const at = (minute: number): string => new Date(Date.parse('2026-05-12T08:00:00Z') + minute * 60_000).toISOString();
const fact = (minute: number, rest: object): BacktestStep => ({ at: at(minute), event: { source: 'wms', id: `f${++ids}`, effectiveAt: at(minute), item: 'TEA', ...rest } as StockEvent });
const receipt = (minute: number, amount: number, location = 'EAST'): BacktestStep => fact(minute, { type: 'stock.received', location, quantity: each(amount) });
const order = (minute: number, channel: string, amount: number): BacktestStep => ({ at: at(minute), reserve: { key: `o${++ids}`, channel, lines: [{ item: 'TEA', quantity: each(amount) }] } });
const run = (history: readonly BacktestStep[], policies: BacktestInput['policies'], more: Partial<BacktestInput> = {}) => backtest({ catalog: CATALOG, history, policies, ...more });
const numbers = (report: ReturnType<typeof backtest>): Record<string, string[]> => Object.fromEntries(report.rows.map(({ channel, item, outcomes }) => [
  `${channel} ${item}`, outcomes.map(({ requested, promised, backordered, refused, oversold }) => [requested, promised, backordered, refused, oversold].map(({ amount }) => amount).join(' ')),
]));

const BARE: Policy = { version: 'bare' };
const CAREFUL: Policy = { version: 'careful', buffers: [{ kind: 'buffer', item: 'TEA', amount: '3' }] };

describe('a backtest', () => {
  it('says by channel and item what each policy would have promised and refused', () => {
    const history = [receipt(0, 10), order(1, 'shop', 6), order(2, 'shop', 3), order(3, 'market', 1), receipt(4, 5, 'WEST'), order(5, 'market', 2)];
    const report = run(history, [BARE, CAREFUL]);
    expect(report.policies).toEqual(['bare', 'careful']);
    // requested, promised, backordered, refused, oversold. The market sells from WEST alone.
    expect(numbers(report)).toEqual({ 'market TEA': ['3 2 0 1 0', '3 2 0 1 0'], 'shop TEA': ['9 9 0 0 0', '9 6 0 3 0'] });
    expect(report.rows.map(({ channel }) => channel)).toEqual(['market', 'shop']);
  });

  it('charges what counts take away to the latest promises', () => {
    const history = [receipt(0, 10), order(1, 'shop', 4), order(2, '', 5), fact(3, { type: 'stock.counted', location: 'EAST', balances: [{ quantity: each(3) }] })]
      .map((step) => ('reserve' in step && step.reserve.channel === '' ? { ...step, reserve: { key: step.reserve.key, lines: step.reserve.lines } } : step));
    expect(numbers(run(history, [BARE, CAREFUL]))).toEqual({ ' TEA': ['5 5 0 0 5', '5 0 0 5 0'], 'shop TEA': ['4 4 0 0 1', '4 4 0 0 1'] });
    // Goods that come afterwards take nothing back of what was oversold.
    expect(numbers(run([...history, receipt(4, 20)], [BARE]))).toEqual({ ' TEA': ['5 5 0 0 5'], 'shop TEA': ['4 4 0 0 1'] });
  });

  it('counts what is missing at a place although there is enough elsewhere', () => {
    const history = [receipt(0, 5), receipt(0, 5, 'WEST'), order(1, 'market', 4), fact(2, { type: 'stock.counted', location: 'WEST', balances: [{ quantity: each(1) }] })];
    expect(numbers(run(history, [BARE]))).toEqual({ 'market TEA': ['4 4 0 0 3'] });
  });

  it('holds orders placed elsewhere as far as there are goods, or leaves them as demand', () => {
    const history = [receipt(0, 5), fact(1, { type: 'order.placed', line: 'x#1', channel: 'shop', quantity: each(7) })];
    expect(numbers(run(history, [BARE, CAREFUL]))).toEqual({ 'shop TEA': ['7 5 2 0 0', '7 2 5 0 0'] });
    expect(numbers(run(history, [BARE], { placedOrders: 'leave' }))).toEqual({ 'shop TEA': ['7 0 7 0 0'] });
  });

  it('takes changes as they come: what they add is asked for, what they hand over is not', () => {
    const held = { at: at(1), reserve: { key: 'o', channel: 'shop', lines: [{ item: 'TEA', quantity: each(4), line: 'o#1' }] } };
    const change = (key: string, minute: number, ...moves: readonly object[]): BacktestStep => ({ at: at(minute), change: { key, moves: moves.map((move) => ({ item: 'TEA', line: 'o#1', ...move })) as never } });
    const more = change('a', 2, { move: 'amend', quantity: each(9) });
    expect(numbers(run([receipt(0, 10), held, more], [BARE, CAREFUL]))).toEqual({ 'shop TEA': ['9 9 0 0 0', '9 4 0 5 0'] });
    expect(numbers(run([receipt(0, 10), held, change('b', 2, { move: 'reassign', to: 'o#2', quantity: each(3) })], [BARE]))).toEqual({ 'shop TEA': ['4 4 0 0 0'] });
    expect(numbers(run([receipt(0, 10), held, change('c', 2, { move: 'cancel' }), change('d', 3, { move: 'cancel' })], [BARE]))).toEqual({ 'shop TEA': ['4 4 0 0 0'] });
    // An amendment that is granted is charged like any other promise.
    expect(numbers(run([receipt(0, 10), held, more, fact(3, { type: 'stock.counted', location: 'EAST', balances: [{ quantity: each(7) }] })], [BARE]))).toEqual({ 'shop TEA': ['9 9 0 0 2'] });
  });

  it('takes nothing off what a change adds for soft holds of other lines that have ended by then', () => {
    const ending = { at: at(1), reserve: { key: 'o', channel: 'shop', expiresAt: at(3), lines: [{ item: 'TEA', quantity: each(4), line: 'o#1' }] } };
    const placed = fact(2, { type: 'order.placed', line: 'o#2', channel: 'shop', quantity: each(4) });
    const hold: BacktestStep = { at: at(5), change: { key: 'h', moves: [{ move: 'hold', item: 'TEA', line: 'o#2' }] } };
    expect(numbers(run([receipt(0, 4), ending, placed, hold], [BARE], { placedOrders: 'leave' }))).toEqual({ 'shop TEA': ['8 8 4 0 0'] });
  });

  it('counts a repeated message and a repeated request once', () => {
    const [first, asked] = [receipt(0, 10), order(1, 'shop', 4)];
    expect(numbers(run([first, asked, first, asked, order(2, 'shop', 7)], [BARE]))).toEqual({ 'shop TEA': ['11 4 0 7 0'] });
  });

  it('lets policies take over from each other in time', () => {
    const late: Policy = { ...CAREFUL, validFrom: at(10) };
    const history = [receipt(0, 10), order(5, 'shop', 4), order(15, 'shop', 4)];
    const report = run(history, [[BARE, late]]);
    expect(report.policies).toEqual(['bare, careful']);
    expect(numbers(report)).toEqual({ 'shop TEA': ['8 4 0 4 0'] });
  });

  it('gives the same report every time, and takes back what was voided', () => {
    const receiptStep = receipt(0, 10);
    const id = 'event' in receiptStep ? receiptStep.event.id : '';
    const history = [receiptStep, order(1, 'shop', 4), fact(2, { type: 'fact.voided', target: { source: 'wms', id }, reason: 'typo' })];
    expect(numbers(run(history, [BARE]))).toEqual({ 'shop TEA': ['4 4 0 0 4'] });
    expect(run(history, [BARE, CAREFUL])).toEqual(run(history, [BARE, CAREFUL]));
  });

  it.each([
    ['a time that is none', { at: 'noon', event: {} }, 'Step 0: expected an RFC 3339 instant'],
    ['a fact', { at: at(0), event: { type: 'stock.received' } }, 'Step 0: $.source'],
    ['a request', { at: at(0), reserve: { key: 'k', lines: [] } }, 'Step 0: $.lines'],
    ['a change', { at: at(0), change: { key: 'k', moves: [{ move: 'fly' }] } }, 'Step 0: $.moves[0].move'],
  ])('names the step that is malformed: %s', (_what, step, message) => {
    expect(() => run([step as never], [BARE])).toThrow(message);
  });

  it('names a policy that contradicts the catalogue', () => {
    expect(() => run([], [{ version: 'p', buffers: [{ kind: 'buffer', item: 'GOLD', amount: '1' }] }])).toThrow('Policy p names unknown item GOLD');
  });
});
