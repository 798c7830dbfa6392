import { describe, expect, it } from 'vitest';
import { itemOf, pictureOf, postingsOf, stockCard, verify, verifyItems, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type StockEvent } from '../../src/model/index.js';
import { CATALOG, factOf, factsOf, streamed } from './world.js';

/** The ERP owns every kind of fact. */
const register = compileRegister({
  ...CATALOG, sources: [], authority: (['receipt', 'issue', 'move', 'adjustment', 'transfer', 'return'] as const).map((kind) => ({ kind, source: 'erp' })),
});

type Told = Record<string, unknown>;
let count = 0;
const told = (source: string, type: string, rest: Told, id = `${source}-${(count += 1)}`): StockEvent =>
  ({ source, id, type, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', document: 'D', ...rest }) as unknown as StockEvent;
const each = (amount: number): Told => ({ quantity: { amount: String(amount), unit: 'EA' } });
const settled = (outcome: string): StockEvent => told('erp', 'receipt.settled', { outcome });

/** What stands after events in the order given and turned round: balances by place and condition, what waits by place, and what returns were counted. */
function after(events: readonly StockEvent[]): Record<string, unknown> {
  const [forward, backward] = [events, events.toReversed()].map((order) => {
    const log: LogEntry[] = factsOf(register, order).map((fact) => ({ fact }));
    const ledger = streamed(register, log);
    const item = itemOf(ledger, 'TEA');
    const picture = pictureOf(register, item, 0);
    expect([verify(ledger).violations, verifyItems(ledger, log).violations]).toEqual([[], []]);
    return {
      stock: Object.fromEntries(picture.balances.map(({ location, state, grains }) => [state === 'sellable' ? location : `${location} ${state}`, grains])),
      waits: Object.fromEntries(picture.provisional), unconfirmed: item.unconfirmed, disposed: item.returns.get('R')?.dispositioned ?? {},
    };
  });
  expect(backward).toEqual(forward);
  return forward!;
}

/** One kind of fact as another system tells it. `leaves` is what counts at once, `comes` what waits for the ERP, `waits` where it is shown. */
interface Rule {
  readonly told: string;
  readonly type: string;
  readonly rest: Told;
  readonly leaves: Record<string, number>;
  readonly comes: Record<string, number>;
  readonly waits: Record<string, number>;
  readonly disposed?: Record<string, number>;
}

const EAST = { location: 'EAST' };
const disposition = (name: string): Told => ({ ...EAST, state: 'sellable', returnLine: 'R', disposition: name });

const RULES: readonly Rule[] = [
  { told: 'goods came', type: 'stock.received', rest: EAST, leaves: {}, comes: { EAST: 4 }, waits: { EAST: 4 } },
  { told: 'goods came back', type: 'stock.returned', rest: EAST, leaves: {}, comes: { 'EAST inspection': 4 }, waits: { EAST: 4 } },
  { told: 'more was found', type: 'stock.adjusted', rest: { ...EAST, reason: 'r' }, leaves: {}, comes: { EAST: 4 }, waits: { EAST: 4 } },
  { told: 'a transfer came', type: 'transfer.received', rest: { ...EAST, transfer: 'T' }, leaves: {}, comes: { EAST: 4 }, waits: { EAST: 4 } },
  { told: 'goods were shipped', type: 'stock.shipped', rest: EAST, leaves: { EAST: -4 }, comes: {}, waits: {} },
  { told: 'goods were used up', type: 'stock.issued', rest: { ...EAST, reason: 'consumed' }, leaves: { EAST: -4 }, comes: {}, waits: {} },
  { told: 'a transfer left', type: 'transfer.dispatched', rest: { transfer: 'T', from: EAST, to: 'WEST' }, leaves: { EAST: -4 }, comes: {}, waits: {} },
  { told: 'goods were moved', type: 'stock.moved', rest: { from: EAST, to: { location: 'WEST' } }, leaves: { EAST: -4 }, comes: { WEST: 4 }, waits: { WEST: 4 } },
  { told: 'goods were moved to where nothing is sold', type: 'stock.moved', rest: { from: EAST, to: { location: 'CAGE' } }, leaves: { EAST: -4 }, comes: { CAGE: 4 }, waits: { CAGE: 4 } },
  { told: 'goods were broken', type: 'stock.stateChanged', rest: { ...EAST, fromState: 'sellable', toState: 'damaged' }, leaves: { EAST: -4 }, comes: { 'EAST damaged': 4 }, waits: { EAST: 4 } },
  { told: 'goods are good again', type: 'stock.stateChanged', rest: { ...EAST, fromState: 'damaged', toState: 'sellable' }, leaves: { 'EAST damaged': -4 }, comes: { EAST: 4 }, waits: { EAST: 4 } },
  { told: 'sellable goods were scrapped', type: 'return.dispositioned', rest: disposition('scrap'), leaves: { EAST: -4 }, comes: {}, waits: {}, disposed: { scrap: 4 } },
  { told: 'sellable goods went back to the vendor', type: 'return.dispositioned', rest: disposition('returnToVendor'), leaves: { EAST: -4 }, comes: {}, waits: {}, disposed: { returnToVendor: 4 } },
  { told: 'sellable goods are kept apart', type: 'return.dispositioned', rest: disposition('quarantine'), leaves: { EAST: -4 }, comes: { 'EAST quarantined': 4 }, waits: { EAST: 4 } },
  { told: 'returned goods are to be sold again', type: 'return.dispositioned', rest: { ...disposition('restock'), state: 'inspection' }, leaves: { 'EAST inspection': -4 }, comes: { EAST: 4 }, waits: { EAST: 4 } },
];

/** The balances of several changes together. */
function together(...changes: readonly Record<string, number>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const change of changes) for (const [place, amount] of Object.entries(change)) sums.set(place, (sums.get(place) ?? 0) + amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
}

const scaled = (change: Record<string, number>, factor: number): Record<string, number> => Object.fromEntries(Object.entries(change).map(([place, amount]) => [place, amount * factor]));
const sum = (change: Record<string, number>): number => Object.values(change).reduce((total, amount) => total + amount, 0);

describe.each(RULES)('another system says: $told', ({ type, rest, leaves, comes, waits, disposed }) => {
  const others = told('shop', type, { ...rest, ...each(4) }, 's');
  const whole = together(leaves, comes);
  const isMove = sum(leaves) !== 0 && sum(comes) !== 0;

  it('what left is gone at once, what came is shown where it is said to be and waits', () => {
    expect(after([others])).toEqual({ stock: leaves, waits, unconfirmed: isMove ? 4 : 0, disposed: disposed ?? {} });
  });

  it('confirmed: all of it counts', () => {
    const { stock, waits: left, unconfirmed } = after([others, settled('confirmed')]);
    expect([stock, left, unconfirmed]).toEqual([whole, {}, 0]);
  });

  it('rejected: it never was', () => {
    expect(after([others, settled('rejected')])).toEqual({ stock: {}, waits: {}, unconfirmed: 0, disposed: {} });
    expect(after([others, settled('confirmed'), settled('rejected')])).toEqual({ stock: {}, waits: {}, unconfirmed: 0, disposed: {} });
  });

  it('the owner’s own line stands in its place', () => {
    const { stock, waits: left, unconfirmed } = after([others, told('erp', type, { ...rest, ...each(8) })]);
    expect([stock, left, unconfirmed]).toEqual([scaled(whole, 2), {}, 0]);
  });

  it('taken back, it leaves nothing; the owner’s line taken back, it waits again', () => {
    const undo = (source: string, id: string): StockEvent => told(source, 'fact.voided', { document: undefined, target: { source, id }, reason: 'r' });
    expect(after([others, undo('shop', 's')])).toEqual({ stock: {}, waits: {}, unconfirmed: 0, disposed: {} });
    expect(after([others, told('erp', type, { ...rest, ...each(8) }, 'o'), undo('erp', 'o')])).toEqual(after([others]));
  });
});

describe('half of a move', () => {
  const move = told('shop', 'stock.moved', { from: EAST, to: { location: 'WEST' }, ...each(4) }, 's');

  it('has its other end in an account of its own', () => {
    expect(postingsOf(register, factOf(register, move)).map(({ place, grains }) => [place, grains])).toEqual([['EAST', -4], ['@unconfirmed', 4]]);
  });

  it('is a row of the stock card where goods left, and of the card of their new place once it is settled', () => {
    const log: LogEntry[] = factsOf(register, [move, { ...settled('confirmed'), effectiveAt: '2026-01-05T01:00:00Z' }]).map((fact) => ({ fact }));
    const rows = (location: string, entries: readonly LogEntry[]): unknown => stockCard(register, entries, { item: 'TEA', location }).map(({ type, change }) => [type, change]);
    expect(rows('EAST', log.slice(0, 1))).toEqual([['stock.moved', -4]]);
    expect(rows('WEST', log.slice(0, 1))).toEqual([]);
    expect(rows('WEST', log)).toEqual([['receipt.settled', 4]]);
  });

  it('of goods with a second balance takes that along', () => {
    const ham = { item: 'HAM', quantity: { amount: '4', unit: 'KGM' }, weight: { amount: '1.5', unit: 'KGM' } };
    const log: LogEntry[] = factsOf(register, [told('shop', 'stock.moved', { from: EAST, to: { location: 'WEST' }, ...ham })]).map((fact) => ({ fact }));
    const ledger = streamed(register, log);
    expect([...itemOf(ledger, 'HAM').weights.values()].map(({ location, net }) => [location, net])).toEqual([['EAST', -1500]]);
    expect(verify(ledger).ok).toBe(true);
  });
});

describe('a move between places of two owners', () => {
  const split = compileRegister({ ...CATALOG, sources: [], authority: [{ kind: 'move', source: 'wms', location: 'EAST' }, { kind: 'move', source: 'erp', location: 'WEST' }] });
  const provisional = (source: string, from: string, to: string): boolean => factOf(split, told(source, 'stock.moved', { from: { location: from }, to: { location: to }, ...each(4) })).provisional;

  it.each<[string, string, string, boolean]>([
    ['wms', 'EAST', 'EAST-A', false], ['erp', 'WEST', 'CAGE', false],
    ['wms', 'EAST', 'WEST', true], ['erp', 'EAST', 'WEST', true], ['wms', 'WEST', 'EAST', true], ['shop', 'EAST', 'EAST-A', true],
  ])('%s says that goods went from %s to %s: waits %s', (source, from, to, expected) => {
    expect(provisional(source, from, to)).toBe(expected);
  });
});
