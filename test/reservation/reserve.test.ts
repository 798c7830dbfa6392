import { describe, expect, it } from 'vitest';
import { grains } from '../../src/quantity/index.js';
import { decideReserve, type ReserveLine, type ReserveRequest, type ReserveView } from '../../src/reservation/index.js';
import { AT, line } from './lines.js';

/** A view over so much at each place; `known` are lines that exist. */
function view(stock: Readonly<Record<string, number>>, known: Readonly<Record<string, ReturnType<typeof line>>> = {}): ReserveView {
  return {
    at: AT, policy: 'p1', line: (_item, name) => known[name],
    offers: (wanted, taken) => Object.entries(stock).filter(([location]) => wanted.location === undefined || wanted.location === location)
      .map(([location, amount]) => ({ location, grains: grains(taken.reduce((left, one) => (one.location === location && one.item === wanted.item ? left - one.grains : left), amount)) })),
  };
}
const want = (name: string, amount: number, more: Partial<ReserveLine> = {}): ReserveLine => ({ line: name, item: 'TEA', grains: grains(amount), ...more });
const ask = (lines: readonly ReserveLine[], more: Partial<ReserveRequest> = {}): ReserveRequest => ({ request: 'r', lines, mode: 'allOrNothing', ...more });
const outcome = (decision: ReturnType<typeof decideReserve>): unknown => (decision.ok
  ? decision.lines.map(({ line: name, reserved, backordered, refused }) => [name, reserved, backordered, refused]) : decision.reason);

describe('the modes', () => {
  it.each([
    ['allOrNothing', { code: 'reservation.insufficient', shortages: [{ line: 'a', item: 'TEA', requested: 8, available: 5 }] }],
    ['partial', [['a', 5, 0, 3]]], ['backorder', [['a', 5, 3, 0]]],
  ] as const)('%s where there is not enough', (mode, expected) => { expect(outcome(decideReserve(ask([want('a', 8)], { mode }), view({ EAST: 5 })))).toEqual(expected); });

  it.each([
    ['allOrNothing', { code: 'reservation.insufficient', shortages: [{ line: 'a', item: 'TEA', requested: 8, available: 0 }] }],
    ['partial', { code: 'reservation.insufficient', shortages: [{ line: 'a', item: 'TEA', requested: 8, available: 0 }] }], ['backorder', [['a', 0, 8, 0]]],
  ] as const)('%s where there is nothing', (mode, expected) => { expect(outcome(decideReserve(ask([want('a', 8)], { mode }), view({ EAST: -3 })))).toEqual(expected); });

  it('open a line for what was granted or left as demand, and hold it', () => {
    const decision = decideReserve(ask([want('a', 8)], { mode: 'backorder', channel: 'shop', expiresAt: AT + 1 }), view({ EAST: 3, WEST: 2 }));
    expect(decision.ok && decision.events).toEqual([
      { type: 'reservation.opened', item: 'TEA', line: 'a', policy: 'p1', request: 'r', channel: 'shop', requested: 8 },
      { type: 'reservation.reserved', item: 'TEA', line: 'a', policy: 'p1', request: 'r', holds: [{ location: 'EAST', grains: 3 }, { location: 'WEST', grains: 2 }], expiresAt: '2026-05-12T08:00:00.001Z' },
    ]);
  });

  it('open it for the account, where one is named', () => {
    const [opened] = ((decision) => (decision.ok ? decision.events : []))(decideReserve(ask([want('a', 1)], { account: 'A' }), view({ EAST: 3 })));
    expect(opened).toEqual({ type: 'reservation.opened', item: 'TEA', line: 'a', policy: 'p1', request: 'r', channel: undefined, account: 'A', requested: 1 });
    const [anybody] = ((decision) => (decision.ok ? decision.events : []))(decideReserve(ask([want('a', 1)]), view({ EAST: 3 })));
    expect(anybody !== undefined && 'account' in anybody).toBe(false);
  });

  it('leave no trace of a line that a partial request gets nothing for', () => {
    const decision = decideReserve(ask([want('a', 5), want('b', 1)], { mode: 'partial' }), view({ EAST: 5 }));
    expect(outcome(decision)).toEqual([['a', 5, 0, 0], ['b', 0, 0, 1]]);
    expect(decision.ok && decision.events.map((event) => event.line)).toEqual(['a', 'a']);
  });
});

describe('the order of checks', () => {
  it('is: the end lies ahead, the line has as much open, there is enough', () => {
    const known = { a: line({ backordered: 2, shipped: 5 }) };
    expect(outcome(decideReserve(ask([want('a', 9)], { expiresAt: AT }), view({}, known)))).toMatchObject({ code: 'reservation.expiry_in_past' });
    expect(outcome(decideReserve(ask([want('a', 9)]), view({}, known)))).toEqual({ code: 'reservation.exists', line: 'a', item: 'TEA', backordered: 2, requested: 9 });
    expect(outcome(decideReserve(ask([want('a', 2)]), view({}, known)))).toMatchObject({ code: 'reservation.insufficient' });
    const decision = decideReserve(ask([want('a', 2)]), view({ EAST: 2 }, known));
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(['reservation.reserved']);
  });
});

describe('several lines', () => {
  it('of one item are summed before any is granted', () => {
    expect(outcome(decideReserve(ask([want('a', 5), want('b', 5)]), view({ EAST: 5 })))).toEqual({ code: 'reservation.insufficient', shortages: [{ line: 'b', item: 'TEA', requested: 5, available: 0 }] });
    expect(outcome(decideReserve(ask([want('a', 5), want('b', 5)]), view({ EAST: 5, WEST: 5 })))).toEqual([['a', 5, 0, 0], ['b', 5, 0, 0]]);
  });
  it('are shown exactly what the lines before them took', () => {
    const shown: unknown[] = [];
    const stock = view({ EAST: 4, WEST: 9 });
    const watched: ReserveView = { ...stock, line: stock.line, offers: (wanted, taken) => { shown.push([wanted.line, ...taken]); return stock.offers(wanted, taken); } };
    decideReserve(ask([want('a', 5), want('b', 1)]), watched);
    expect(shown).toEqual([['a'], ['b', { item: 'TEA', location: 'EAST', grains: 4 }, { item: 'TEA', location: 'WEST', grains: 1 }]]);
  });
  it('let those choose first that can only go to one place', () => {
    const decision = decideReserve(ask([want('a', 5), want('b', 5, { location: 'EAST' })]), view({ EAST: 5, WEST: 5 }));
    expect(decision.ok && decision.lines.map(({ line: name, holds }) => [name, holds.map(({ location }) => location)])).toEqual([['a', ['WEST']], ['b', ['EAST']]]);
  });
  it('are granted together or not at all', () => {
    expect(decideReserve(ask([want('a', 5), want('b', 6, { item: 'CUP' })]), view({ EAST: 5 })).ok).toBe(false);
  });
});
