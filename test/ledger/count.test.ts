import { describe, expect, it } from 'vitest';
import { balancesOf, evolve, itemOf, replay, settle, type CountEffect, type LogEntry } from '../../src/ledger/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { factOf, register, streamed } from './world.js';

let made = 0;

/** An event at a minute of the day. */
function at(minute: number, type: string, rest: object): StockEvent {
  const time = new Date(Date.parse('2026-01-05T00:00:00Z') + minute * 60_000).toISOString();
  return { type, source: 'erp', id: `e${made++}`, effectiveAt: time, item: 'TEA', ...rest } as StockEvent;
}

const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
const receive = (minute: number, amount: number, rest: object = {}) => at(minute, 'stock.received', { location: 'EAST', ...each(amount), ...rest });
const ship = (minute: number, amount: number, rest: object = {}) => at(minute, 'stock.shipped', { location: 'EAST', ...each(amount), ...rest });
const count = (minute: number, amount: number, rest: object = {}) => at(minute, 'stock.counted', { location: 'EAST', balances: [each(amount)], ...rest });
const list = (minute: number, detail: 'bin' | 'lot' | 'serial', balances: readonly object[], rest: object = {}) => at(minute, 'stock.counted', { location: 'EAST', detail, balances, ...rest });

function stockAfter(...events: StockEvent[]): Record<string, number> {
  const ledger = replay(register, events.map((event): LogEntry => ({ fact: factOf(register, event) })));
  const stock: Record<string, number> = {};
  for (const { location, state, lot, serial, owner, grains } of balancesOf(register, itemOf(ledger, 'TEA'))) {
    stock[[location, state === 'sellable' ? '' : state, lot, serial, owner].filter((part) => part !== '').join(' ')] = grains;
  }
  return stock;
}

/** The same as things come, one after the other: a void finds its fact already counted. */
function stockLive(...events: StockEvent[]): Record<string, number> {
  const item = itemOf(streamed(register, events.map((event): LogEntry => ({ fact: factOf(register, event) }))), 'TEA');
  return Object.fromEntries(balancesOf(register, item).map(({ location, grains }) => [location, grains]));
}

describe('a count that was read', () => {
  it('is worked out anew for what comes late, its own instant included, and not for what comes after it', () => {
    const ledger = streamed(register, [count(5, 7)].map((event): LogEntry => ({ fact: factOf(register, event) })));
    const read = (): readonly number[] => balancesOf(register, itemOf(ledger, 'TEA')).map(({ grains }) => grains);
    const after = (event: StockEvent): readonly [boolean, readonly number[]] => {
      evolve(ledger, factOf(register, event));
      return [ledger.items.get('TEA')!.settled, read()];
    };
    expect(read()).toEqual([7]);
    expect([after(receive(4, 2)), after(receive(5, 2)), after(receive(6, 2))]).toEqual([[false, [7]], [false, [7]], [true, [9]]]);
  });
});

describe('a count', () => {
  it.each<[string, StockEvent[], Record<string, number>]>([
    ['sets what was seen', [receive(1, 10), count(5, 7)], { EAST: 7 }],
    ['of nothing known is what there is', [count(5, 7)], { EAST: 7 }],
    ['of zero leaves nothing', [receive(1, 10), count(5, 0)], {}],
    ['absorbs a movement before it that comes late', [count(5, 7), receive(1, 10), ship(2, 4)], { EAST: 7 }],
    ['has a later movement on top', [count(5, 7), ship(6, 2), receive(8, 10)], { EAST: 15 }],
    ['has a movement on top that came first and happened later', [ship(6, 2), count(5, 7)], { EAST: 5 }],
    ['includes what moved at its own instant', [count(5, 7), ship(5, 2)], { EAST: 7 }],
    ['taken before what moved at its own instant does not include it', [count(5, 7, { moment: 'before' }), ship(5, 2)], { EAST: 5 }],
    ['taken before includes what moved a moment earlier', [count(5, 7, { moment: 'before' }), ship(4, 2)], { EAST: 7 }],
    ['is overruled by a later one', [count(5, 7), count(9, 3)], { EAST: 3 }],
    ['that comes late, between two others, changes nothing after the second', [count(1, 7), count(9, 3), count(5, 100)], { EAST: 3 }],
    ['that comes late stands where the movements after it are counted on', [count(1, 7), ship(9, 3), count(5, 100)], { EAST: 97 }],
    ['between two others absorbs what came before it and not what came after', [count(1, 7), receive(4, 1), count(5, 20), ship(6, 3)], { EAST: 17 }],
    ['before and after one instant: the one after stands', [count(5, 7, { moment: 'before' }), count(5, 9), ship(5, 2)], { EAST: 9 }],
    ['leaves another condition and owner alone', [receive(1, 10), receive(1, 4, { state: 'damaged' }), receive(1, 3, { owner: 'SUP' }), count(5, 7)], { EAST: 7, 'EAST damaged': 4, 'EAST SUP': 3 }],
    ['of another condition', [receive(1, 10), receive(1, 4, { state: 'damaged' }), count(5, 1, { state: 'damaged' })], { EAST: 10, 'EAST damaged': 1 }],
    ['of another owner', [receive(1, 10), receive(1, 4, { owner: 'SUP' }), count(5, 1, { owner: 'SUP' })], { EAST: 10, 'EAST SUP': 1 }],
    ['leaves other places alone', [receive(1, 10), receive(1, 4, { location: 'WEST' }), count(5, 7)], { EAST: 7, WEST: 4 }],
  ])('%s', (_, events, expected) => {
    expect(stockAfter(...events)).toEqual(expected);
    expect(stockAfter(...events.toReversed())).toEqual(expected);
  });
});

describe('a count taken back', () => {
  const undo = (event: StockEvent) => at(20, 'fact.voided', { target: { source: event.source, id: event.id }, reason: 'r' });
  const [first, second] = [count(5, 7), count(9, 3)];
  it.each<[string, StockEvent[], Record<string, number>]>([
    ['leaves the one before it', [receive(1, 10), first, second, undo(second)], { EAST: 7 }],
    ['leaves the one after it', [receive(1, 10), first, second, undo(first)], { EAST: 3 }],
    ['leaves the movements', [receive(1, 10), first, undo(first), ship(6, 1)], { EAST: 9 }],
    ['leaves a count of another source with its id', [receive(1, 10), first, { ...first, source: 'shop', effectiveAt: second.effectiveAt, balances: [each(4)] } as StockEvent, undo(first)], { EAST: 4 }],
  ])('%s', (_, events, expected) => {
    expect(stockAfter(...events)).toEqual(expected);
    expect(stockLive(...events)).toEqual(expected);
  });
});

describe('a coarse count puts the difference where no lot or bin is named', () => {
  it.each<[string, StockEvent[], Record<string, number>]>([
    ['below a node', [receive(1, 10, { location: 'EAST-A' }), receive(1, 5, { location: 'EAST-A-1' }), count(5, 18)], { EAST: 3, 'EAST-A': 10, 'EAST-A-1': 5 }],
    ['with less than the bins hold', [receive(1, 10, { location: 'EAST-A' }), count(5, 8)], { EAST: -2, 'EAST-A': 10 }],
    ['of lots', [receive(1, 10, { lot: 'L1' }), receive(1, 5, { lot: 'L2' }), count(5, 12)], { EAST: -3, 'EAST L1': 10, 'EAST L2': 5 }],
    ['exactly met changes nothing', [receive(1, 10, { lot: 'L1' }), receive(1, 5, { location: 'EAST-A' }), count(5, 15)], { 'EAST L1': 10, 'EAST-A': 5 }],
    ['of one zone leaves what stands above it', [receive(1, 10), receive(1, 5, { location: 'EAST-A-1' }), count(5, 2, { location: 'EAST-A' })], { EAST: 10, 'EAST-A': -3, 'EAST-A-1': 5 }],
  ])('%s', (_, events, expected) => {
    expect(stockAfter(...events)).toEqual(expected);
    expect(stockAfter(...events.toReversed())).toEqual(expected);
  });
});

describe('a count by lot, serial or bin', () => {
  const lots = [receive(1, 10, { lot: 'L1' }), receive(1, 5, { lot: 'L2' }), receive(1, 2)];
  it.each<[string, StockEvent[], Record<string, number>]>([
    ['sets each lot; one not listed was seen to be empty', [...lots, list(5, 'lot', [{ lot: 'L1', ...each(8) }])], { 'EAST L1': 8 }],
    ['leaves one not listed where it was not looked at', [...lots, list(5, 'lot', [{ lot: 'L1', ...each(8) }], { unlisted: 'unknown' })], { 'EAST L1': 8, 'EAST L2': 5, EAST: 2 }],
    ['goods without a lot are listed without a name', [...lots, list(5, 'lot', [{ lot: 'L1', ...each(8) }, each(1)])], { 'EAST L1': 8, EAST: 1 }],
    ['that lists nothing saw nothing', [...lots, list(5, 'lot', [])], {}],
    ['a lot nobody knew', [list(5, 'lot', [{ lot: 'L9', ...each(3) }])], { 'EAST L9': 3 }],
    ['a lot over all bins of a zone', [receive(1, 10, { lot: 'L1', location: 'EAST-A-1' }), list(5, 'lot', [{ lot: 'L1', ...each(12) }])], { 'EAST L1': 2, 'EAST-A-1 L1': 10 }],
    ['serials', [receive(1, 1, { serial: 'S1' }), receive(1, 1, { serial: 'S2' }), list(5, 'serial', [{ serial: 'S2', ...each(1) }, { serial: 'S3', ...each(1) }])], { 'EAST S2': 1, 'EAST S3': 1 }],
    ['a serial known with its lot is met by its serial', [receive(1, 1, { serial: 'S1', lot: 'L1' }), list(5, 'serial', [{ serial: 'S1', ...each(1) }])], { 'EAST L1 S1': 1 }],
    ['bins: the innermost listed place takes what is in it', [receive(1, 10, { location: 'EAST-A' }), receive(1, 5, { location: 'EAST-A-1' }), receive(1, 1),
      list(5, 'bin', [{ location: 'EAST-A', ...each(9) }, { location: 'EAST-A-1', ...each(6) }])], { 'EAST-A': 9, 'EAST-A-1': 6 }],
    ['bins that hold lots: the difference is of no lot', [receive(1, 5, { location: 'EAST-A-1', lot: 'L1' }), list(5, 'bin', [{ location: 'EAST-A-1', ...each(6) }])], { 'EAST-A-1': 1, 'EAST-A-1 L1': 5 }],
    ['bins and their lots: each lot is set by itself', [receive(1, 9, { lot: 'L1' }), receive(1, 1, { lot: 'L2' }), list(5, 'bin', [{ lot: 'L1', ...each(5) }, { lot: 'L2', ...each(3) }])], { 'EAST L1': 5, 'EAST L2': 3 }],
    ['the innermost listed place takes what is in it, before a lot and serial listed further out', [receive(1, 1, { location: 'EAST-A', lot: 'L1', serial: 'S1' }),
      list(5, 'bin', [{ lot: 'L1', serial: 'S1', ...each(1) }, { location: 'EAST-A', ...each(5) }])], { 'EAST-A L1 S1': 1, 'EAST-A': 4, 'EAST L1 S1': 1 }],
    ['a lot and serial before a lot, a lot before none, at one place', [receive(1, 1, { lot: 'L1', serial: 'S1' }), receive(1, 4, { lot: 'L1' }), receive(1, 9, { lot: 'L2' }),
      list(5, 'bin', [each(7), { lot: 'L1', ...each(5) }, { lot: 'L1', serial: 'S1', ...each(2) }])], { 'EAST L1 S1': 2, 'EAST L1': 5, 'EAST L2': 9, EAST: -2 }],
    ['a serial before a lot that is not its own', [receive(1, 1, { lot: 'L1', serial: 'S1' }), list(5, 'bin', [each(4), { serial: 'S1', ...each(2) }])], { 'EAST L1 S1': 1, 'EAST S1': 1, EAST: 4 }],
    ['one place listed twice adds up', [receive(1, 10), list(5, 'bin', [each(5), each(3)])], { EAST: 8 }],
    ['by lot: goods of a serial are met by their lot', [receive(1, 1, { lot: 'L1', serial: 'S1' }), list(5, 'lot', [{ lot: 'L1', ...each(3) }])], { 'EAST L1 S1': 1, 'EAST L1': 2 }],
    ['of a zone leaves what is not listed above it', [receive(1, 10), receive(1, 5, { location: 'EAST-A' }), receive(1, 2, { location: 'EAST-A-1' }), list(5, 'bin', [], { location: 'EAST-A' })], { EAST: 10 }],
    ['a place outside the counted one that is listed all the same is set, not added to', [receive(1, 9, { location: 'WEST' }), list(5, 'bin', [{ location: 'WEST', ...each(4) }])], { WEST: 4 }],
  ])('%s', (_, events, expected) => {
    expect(stockAfter(...events)).toEqual(expected);
    expect(stockAfter(...events.toReversed())).toEqual(expected);
  });
});

describe('an opening', () => {
  const opened = (minute: number, ...balances: object[]) => at(minute, 'stock.opened', { balances });
  it.each<[string, StockEvent[], Record<string, number>]>([
    ['absorbs what was before it, late or not', [receive(1, 10), opened(5, { location: 'EAST', ...each(3) }), ship(2, 4)], { EAST: 3 }],
    ['absorbs what was at its own instant', [opened(5, { location: 'EAST', ...each(3) }), ship(5, 4)], { EAST: 3 }],
    ['has what comes later on top', [opened(5, { location: 'EAST', ...each(3) }), receive(6, 4)], { EAST: 7 }],
    ['is complete: what it does not name is gone, everywhere', [receive(1, 10, { location: 'WEST', lot: 'L1' }), opened(5, { location: 'EAST', ...each(3) })], { EAST: 3 }],
    ['of nothing', [receive(1, 10), opened(5)], {}],
    ['names exact positions and no subtree', [receive(1, 10, { location: 'EAST-A' }), opened(5, { location: 'EAST', ...each(3) }, { location: 'EAST-A', lot: 'L1', ...each(2) })], { EAST: 3, 'EAST-A L1': 2 }],
    ['absorbs a count before it', [count(4, 50), opened(5, { location: 'EAST', ...each(3) })], { EAST: 3 }],
    ['absorbs a count taken before the movements of its own instant', [count(5, 50, { moment: 'before' }), opened(5, { location: 'EAST', ...each(3) }), ship(5, 1)], { EAST: 3 }],
    ['is overruled by a count of its own instant', [opened(5, { location: 'EAST', ...each(3) }), count(5, 50)], { EAST: 50 }],
  ])('%s', (_, events, expected) => {
    expect(stockAfter(...events)).toEqual(expected);
    expect(stockAfter(...events.toReversed())).toEqual(expected);
  });
});

describe('the adjustment a count implies', () => {
  function effects(...events: StockEvent[]): (readonly [string, number, number])[] {
    const ledger = replay(register, events.map((event): LogEntry => ({ fact: factOf(register, event) })));
    const found: CountEffect[] = [];
    settle(register, itemOf(ledger, 'TEA'), (effect) => { found.push(effect); });
    return found.map(({ count: { at: time }, before, after }) => [new Date(time).toISOString().slice(11, 16), before, after]);
  }

  it('is what the ledger had then and what it has after', () => {
    expect(effects(receive(1, 10), count(5, 7), ship(6, 2), count(8, 6))).toEqual([['00:05', 10, 7], ['00:08', 5, 6]]);
  });

  it('names its count and every part of the place', () => {
    const counted = list(5, 'lot', [{ lot: 'L1', serial: 'S1', ...each(3) }], { state: 'damaged', owner: 'SUP' });
    const ledger = replay(register, [receive(1, 10, { state: 'damaged', owner: 'SUP', lot: 'L2' }), counted].map((event): LogEntry => ({ fact: factOf(register, event) })));
    const found: CountEffect[] = [];
    settle(register, itemOf(ledger, 'TEA'), (effect) => { found.push(effect); });
    expect(found).toEqual([
      { count: factOf(register, counted), location: 'EAST', state: 'damaged', lot: 'L1', serial: 'S1', owner: 'SUP', before: 0, after: 3 },
      { count: factOf(register, counted), location: 'EAST', state: 'damaged', lot: 'L2', serial: '', owner: 'SUP', before: 10, after: 0 },
    ]);
    // Asked again, it says the same: what counts imply is worked out anew and not added.
    const again: CountEffect[] = [];
    settle(register, itemOf(ledger, 'TEA'), (effect) => { again.push(effect); });
    expect(again).toEqual(found);
  });

  it('is smaller when the missing movement comes late, and the stock stays', () => {
    const counted = [receive(1, 10), count(5, 7)];
    expect(effects(...counted, ship(3, 3))).toEqual([['00:05', 7, 7]]);
  });
});

describe('a count of goods with a weight', () => {
  const ham = (minute: number, type: string, kilos: string, weight: string | undefined) => {
    const balance = { quantity: { amount: kilos, unit: 'KGM' }, ...(weight !== undefined && { weight: { amount: weight, unit: 'KGM' } }) };
    return at(minute, type, { item: 'HAM', location: 'EAST', ...(type === 'stock.counted' ? { balances: [balance] } : balance) });
  };
  const weightAfter = (...events: StockEvent[]): number => {
    const ledger = replay(register, events.map((event): LogEntry => ({ fact: factOf(register, event) })));
    const item = itemOf(ledger, 'HAM');
    settle(register, item);
    const east = item.weights.get('EAST');
    return east === undefined ? 0 : east.net + east.derived;
  };

  it('sets the weight it states, keeps it where it states none, and clears it with the goods', () => {
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), ham(2, 'stock.counted', '4', '4.1'))).toBe(4100);
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), ham(2, 'stock.counted', '4', undefined))).toBe(5200);
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), ham(2, 'stock.counted', '0', undefined))).toBe(0);
    expect(weightAfter(ham(2, 'stock.counted', '4', '4.1'))).toBe(4100);
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), at(2, 'stock.opened', { item: 'HAM', balances: [] }))).toBe(0);
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), at(2, 'stock.counted', { item: 'HAM', location: 'EAST', detail: 'lot', balances: [] }))).toBe(0);
    expect(weightAfter(ham(1, 'stock.received', '5', '5.2'), at(2, 'stock.counted', { item: 'HAM', location: 'WEST', balances: [] }))).toBe(5200);
  });
});
