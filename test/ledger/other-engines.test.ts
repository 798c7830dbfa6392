import { describe, expect, it } from 'vitest';
import { asOf, balancesOf, evolve, evolveDecision, exceptionsOf, itemOf, pictureOf, replay, startLedger, stockCard, verify, type Ledger, type LogEntry } from '../../src/ledger/index.js';
import { inTransit, type Fact, type LineBalance, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideCancel, decidePick, decideRelease, type MoveDecision } from '../../src/reservation/index.js';
import { bytesOf, decide, factOf, register, streamed } from './world.js';

// Errors that users of other engines reported, each as the behaviour it should have been.

const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');
let made = 0;
const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
function fact(minute: number, type: string, rest: object): Fact {
  return factOf(register, { type, source: 'erp', id: `o${made++}`, effectiveAt: new Date(MIDNIGHT + minute * 60_000).toISOString(), item: 'TEA', ...rest } as unknown as StockEvent);
}
const told = (minute: number, type: string, rest: object): LogEntry => ({ fact: fact(minute, type, rest) });
const receive = (minute: number, amount: number, rest: object = {}) => told(minute, 'stock.received', { location: 'EAST', ...each(amount), ...rest });
const ship = (minute: number, amount: number, rest: object = {}) => told(minute, 'stock.shipped', { location: 'EAST', ...each(amount), ...rest });
const order = (amount: number) => told(0, 'order.placed', { line: 'SO-1#1', ...each(amount) });
const CONTEXT = { at: MIDNIGHT, policy: 'p' };

function stock(ledger: Ledger, item = 'TEA'): Record<string, number> {
  return Object.fromEntries(balancesOf(register, itemOf(ledger, item)).map(({ location, state, lot, serial, grains: amount }) =>
    [[location, state === 'sellable' ? '' : state, lot, serial].filter((part) => part !== '').join(' '), amount]));
}
function line(ledger: Ledger): LineBalance {
  const state = itemOf(ledger, 'TEA').lines.get('SO-1#1');
  if (state === undefined) throw new Error('The line is not there');
  return state.balance;
}
function decided(ledger: Ledger, decision: MoveDecision): void {
  if (!decision.ok) throw new Error(decision.reason.code);
  for (const event of decision.events) evolveDecision(ledger, event);
}

describe('what other engines get wrong', () => {
  it('counters are folds of changes: no update is lost, whichever of two comes first', () => {
    const both = [receive(1, 10), ship(2, 3), ship(2, 4)];
    expect(stock(streamed(register, both))).toEqual({ EAST: 3 });
    expect(stock(streamed(register, both.toReversed()))).toEqual({ EAST: 3 });
  });

  it('what is claimed is derived from the lines, never drifts from them and never goes negative', () => {
    const ledger = replay(register, [receive(0, 50), order(20)]);
    for (const event of decide(ledger, 'TEA', { move: 'reserve', line: 'SO-1#1', amount: 20, minute: 1 })) evolveDecision(ledger, event);
    for (const entry of [ship(5, 25, { line: 'SO-1#1' }), told(6, 'order.cancelled', { line: 'SO-1#1' }), ship(7, 5, { line: 'SO-1#1' })]) if ('fact' in entry) evolve(ledger, entry.fact);
    expect(line(ledger)).toMatchObject({ requested: 20, reserved: 0, shipped: 20, excess: 10 });
    expect(itemOf(ledger, 'TEA').claims.size).toBe(0);
    expect(verify(ledger).ok).toBe(true);
  });

  it('released, shipped and cancelled never add up to more than was asked for: nothing is given back twice', () => {
    const ledger = replay(register, [receive(0, 50), order(10)]);
    for (const event of decide(ledger, 'TEA', { move: 'reserve', line: 'SO-1#1', amount: 10, minute: 1 })) evolveDecision(ledger, event);
    decided(ledger, decideRelease(line(ledger), 'SO-1#1', grains(4), CONTEXT));
    decided(ledger, decideCancel(line(ledger), 'SO-1#1', undefined, CONTEXT));
    expect(decideCancel(line(ledger), 'SO-1#1', undefined, CONTEXT)).toMatchObject({ ok: false });
    expect(decideRelease(line(ledger), 'SO-1#1', grains(1), CONTEXT)).toMatchObject({ ok: false });
    const late = ship(9, 3, { line: 'SO-1#1' });
    if ('fact' in late) evolve(ledger, late.fact);
    expect(line(ledger)).toMatchObject({ requested: 10, released: 4, cancelled: 6, shipped: 0, excess: 3, reserved: 0 });
  });

  it('no residue of fractions is left: ten tenths are one, and one taken away leaves nothing', () => {
    const tenth = Array.from({ length: 10 }, (_, index) => told(index, 'stock.received', { item: 'HAM', location: 'EAST', quantity: { amount: '0.1', unit: 'KGM' } }));
    const ledger = replay(register, [...tenth, told(20, 'stock.shipped', { item: 'HAM', location: 'EAST', quantity: { amount: '1', unit: 'KGM' } })]);
    expect(stock(ledger, 'HAM')).toEqual({});
    expect(exceptionsOf(ledger)).toEqual([]);
  });

  it('no tolerance hides a shortage: one grain too few is an exception', () => {
    const ledger = replay(register, [
      told(1, 'stock.received', { item: 'HAM', location: 'EAST', quantity: { amount: '1', unit: 'KGM' } }), told(2, 'stock.shipped', { item: 'HAM', location: 'EAST', quantity: { amount: '1.01', unit: 'KGM' } }),
    ]);
    expect(exceptionsOf(ledger)).toMatchObject([{ kind: 'negative_stock', item: 'HAM', grains: -1 }]);
  });

  it('what is below the grain is kept beside the stock, exactly, and goes with a void', () => {
    const thin = told(1, 'stock.received', { item: 'HAM', location: 'EAST', quantity: { amount: '1.004', unit: 'KGM' } });
    const log = [thin, thin, told(2, 'stock.received', { item: 'HAM', location: 'EAST', quantity: { amount: '1.003', unit: 'KGM' } })];
    expect(itemOf(replay(register, log), 'HAM').rounding).toBe('7/1000');
    const target = 'fact' in thin ? { source: thin.fact.source, id: thin.fact.id } : undefined;
    const voided = [...log, told(3, 'fact.voided', { item: 'HAM', target, reason: 'typo' })];
    expect(itemOf(replay(register, voided), 'HAM').rounding).toBe('3/1000');
    expect(itemOf(streamed(register, voided), 'HAM').rounding).toBe('3/1000');
  });

  it('a stale figure is never mixed with fresh changes: a count stands at its own time and later changes come on top once', () => {
    const late = told(10, 'stock.counted', { location: 'EAST', balances: [each(40)] });
    const log = [receive(0, 50), ship(5, 8), ship(12, 3), late];
    expect(stock(streamed(register, log))).toEqual({ EAST: 37 });
    expect(stock(streamed(register, [...log, late, ...log]))).toEqual({ EAST: 37 });
  });

  it('a refund before shipping takes back demand; goods that come back after it are a return and say in what condition', () => {
    const before = replay(register, [receive(0, 10), order(4), told(1, 'order.cancelled', { line: 'SO-1#1' })]);
    expect([stock(before), line(before)]).toMatchObject([{ EAST: 10 }, { cancelled: 4, shipped: 0 }]);
    const back = [receive(0, 10), order(4), ship(1, 4, { line: 'SO-1#1' }), told(2, 'stock.returned', { location: 'EAST', returnLine: 'R', ...each(3) })];
    expect(stock(replay(register, back))).toEqual({ EAST: 6, 'EAST inspection': 3 });
    const sorted = replay(register, [...back,
      told(3, 'return.dispositioned', { location: 'EAST', returnLine: 'R', disposition: 'restock', ...each(2) }), told(3, 'return.dispositioned', { location: 'EAST', returnLine: 'R', disposition: 'scrap', ...each(1) })]);
    expect(stock(sorted)).toEqual({ EAST: 8 });
    expect(itemOf(sorted, 'TEA').returns.get('R')).toMatchObject({ received: 3, dispositioned: { restock: 2, scrap: 1 } });
    expect(line(sorted)).toMatchObject({ shipped: 4, cancelled: 0 });
  });

  it('taking a fact back is its exact inverse, part-shipped lines included', () => {
    const base = [receive(0, 50), order(10), ship(1, 4, { line: 'SO-1#1' })];
    const step = fact(2, 'stock.shipped', { location: 'EAST', line: 'SO-1#1', ...each(9) });
    const undo = told(3, 'fact.voided', { target: { source: step.source, id: step.id }, reason: 'not sent' });
    const after = streamed(register, [...base, { fact: step }, undo]);
    expect(line(after)).toEqual(line(replay(register, base)));
    expect(stock(after)).toEqual(stock(replay(register, base)));
    expect(bytesOf(after)).toBe(bytesOf(streamed(register, [...base, undo, { fact: step }])));
  });

  it('a lot’s stock is its own, a lot of two orders serves both, and a serial stands in one place or says so', () => {
    const ledger = replay(register, [receive(0, 6, { lot: 'L1' }), receive(0, 4, { lot: 'L2' }), ship(1, 6, { lot: 'L1' }), ship(2, 1, { lot: 'L2', line: 'A' }), ship(2, 2, { lot: 'L2', line: 'B' })]);
    expect(stock(ledger)).toEqual({ 'EAST L2': 1 });
    const moved = [
      told(0, 'stock.received', { item: 'SERUM', location: 'EAST', lot: 'L', serial: 'S', ...each(1) }), told(2, 'stock.received', { item: 'SERUM', location: 'WEST', lot: 'L', serial: 'S', ...each(1) }),
    ];
    expect(exceptionsOf(replay(register, moved)).map(({ kind, subject }) => [kind, subject])).toEqual([['serial_in_two_places', 'S']]);
    expect(exceptionsOf(replay(register, [...moved, told(1, 'stock.shipped', { item: 'SERUM', location: 'EAST', lot: 'L', serial: 'S', ...each(1) })]))).toEqual([]);
  });

  it('a lot ends by one rule: the first instant of the next day where it lies', () => {
    const ledger = replay(register, [receive(0, 1, { lot: 'L1', lotAttributes: { expiresOn: '2026-06-30' } })]);
    const { lotEndsAt } = pictureOf(register, itemOf(ledger, 'TEA'), MIDNIGHT);
    expect(new Date(lotEndsAt('L1', 'UTC') ?? 0).toISOString()).toBe('2026-07-01T00:00:00.000Z');
    expect(new Date(lotEndsAt('L1', 'America/New_York') ?? 0).toISOString()).toBe('2026-07-01T04:00:00.000Z');
    expect(lotEndsAt('L2', 'UTC')).toBeUndefined();
  });

  it('what was dispatched is received, rejected, lost or still on its way, at every step', () => {
    const steps = [
      told(1, 'transfer.dispatched', { transfer: 'T', from: { location: 'EAST' }, to: 'WEST', ...each(10) }), told(2, 'transfer.received', { transfer: 'T', location: 'WEST', ...each(5) }),
      told(3, 'transfer.rejected', { transfer: 'T', location: 'WEST', reason: 'wet', ...each(2) }), told(4, 'transfer.lost', { transfer: 'T', ...each(1) }),
    ];
    const ledger = startLedger(register);
    for (const entry of [receive(0, 10), ...steps]) {
      if ('fact' in entry) evolve(ledger, entry.fact);
      for (const state of itemOf(ledger, 'TEA').transfers.values()) expect(state.dispatched).toBe(state.received + state.rejected + state.lost + inTransit(state));
    }
    expect(stock(ledger)).toEqual({ WEST: 5, 'WEST quarantined': 2 });
    expect([...itemOf(ledger, 'TEA').transfers.values()].map(inTransit)).toEqual([2]);
    expect(bytesOf(streamed(register, [...steps].reverse()))).toBe(bytesOf(streamed(register, steps)));
  });

  it('a backdated event changes the past it belongs to and what was known then can still be seen', () => {
    const entries: LogEntry[] = [{ ...receive(0, 10), recordedAt: MIDNIGHT }, { ...ship(30, 4), recordedAt: MIDNIGHT + 30 * 60_000 }, { ...ship(10, 5), recordedAt: MIDNIGHT + 60 * 60_000 }];
    expect(stock(asOf(register, entries, { effectiveAt: MIDNIGHT + 20 * 60_000 }))).toEqual({ EAST: 5 });
    expect(stock(asOf(register, entries, { effectiveAt: MIDNIGHT + 20 * 60_000, knownAt: MIDNIGHT + 40 * 60_000 }))).toEqual({ EAST: 10 });
    expect(stockCard(register, entries, { item: 'TEA' }).map(({ balance }) => balance)).toEqual([10, 5, 1]);
  });

  it('a proof does not misjudge part-shipped, part-picked and cancelled orders', () => {
    const ledger = replay(register, [receive(0, 50), order(20)]);
    for (const event of decide(ledger, 'TEA', { move: 'reserve', line: 'SO-1#1', amount: 20, minute: 1 })) evolveDecision(ledger, event);
    decided(ledger, decidePick(line(ledger), 'SO-1#1', undefined, grains(8), CONTEXT));
    const part = ship(4, 5, { line: 'SO-1#1' });
    if ('fact' in part) evolve(ledger, part.fact);
    decided(ledger, decideCancel(line(ledger), 'SO-1#1', grains(6), CONTEXT));
    expect(line(ledger)).toMatchObject({ requested: 20, shipped: 5, cancelled: 6, picked: 3, reserved: 6 });
    expect(verify(ledger)).toEqual({ ok: true, violations: [] });
    expect(exceptionsOf(ledger)).toEqual([]);
  });
});
