import { describe, expect, it } from 'vitest';
import { type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type LineBalance } from '../../src/model/index.js';
import { addGrains, grains } from '../../src/quantity/index.js';
import { decideAmend, decidePick, decideRelease, decideReserve, wantedOf } from '../../src/reservation/index.js';
import {
  allocated, amounts, cancelled, claimed, decided, decidedOn, itemAfter, LATER, lineAfter, MIDNIGHT, opened, picked, placed, released, reserved, shipped, takenBack, told, type Held,
} from './lines.js';
import { CATALOG, factOf } from './world.js';

const moved = (from: string, out: Held, to: string, into: Held, rest: object = {}): LogEntry => decided({ type: 'reservation.moved', from, to, out: amounts(out), into: amounts(into), ...rest });
const backordered = (from: string, held: Held): LogEntry => decided({ type: 'reservation.backordered', from, holds: amounts(held) });
const reassigned = (from: string, held: Held, amount: number): LogEntry => decided({ type: 'reservation.reassigned', from, holds: amounts(held), grains: grains(amount), to: { item: 'TEA', line: 'T' } });
const assigned = (to: string, held: Held, amount: number, rest: object = {}): LogEntry => decided({ type: 'reservation.assigned', to, holds: amounts(held), grains: grains(amount), of: { item: 'TEA', line: 'T' }, ...rest });
const balanceAfter = (entries: readonly LogEntry[]): LineBalance => itemAfter(entries).lines.get('SO')!.balance;

describe('a decision moves what it names', () => {
  const held = [opened(9), reserved({ EAST: 5, WEST: 3 })];
  it.each<[string, LogEntry[], object]>([
    ['a hold given up is wanted still', [...held, backordered('reserved', { EAST: 2 })], { requested: 9, backordered: 3, EAST: '3/0/0', WEST: '3/0/0' }],
    ['a binding given up', [...held, allocated('EAST', { EAST: 4 }), backordered('allocated', { EAST: 1 })], { requested: 9, backordered: 2, EAST: '1/3/0', WEST: '3/0/0' }],
    ['a hold moved', [...held, moved('reserved', { EAST: 2 }, 'reserved', { WEST: 2 })], { requested: 9, backordered: 1, EAST: '3/0/0', WEST: '5/0/0' }],
    ['a binding moved', [...held, allocated('EAST', { EAST: 4 }), moved('allocated', { EAST: 2 }, 'allocated', { WEST: 2 })], { requested: 9, backordered: 1, EAST: '1/2/0', WEST: '3/2/0' }],
    ['a binding freed', [...held, allocated('EAST', { EAST: 4 }), moved('allocated', { EAST: 3 }, 'reserved', { EAST: 3 })], { requested: 9, backordered: 1, EAST: '4/1/0', WEST: '3/0/0' }],
    ['a pick put back', [...held, picked('reserved', { EAST: 4 }), moved('picked', { EAST: 3 }, 'allocated', { EAST: 3 })], { requested: 9, backordered: 1, EAST: '1/3/1', WEST: '3/0/0' }],
    ['demand handed on', [...held, reassigned('backordered', {}, 1)], { requested: 8, EAST: '5/0/0', WEST: '3/0/0' }],
    ['a hold handed on', [...held, reassigned('reserved', { EAST: 2 }, 2)], { requested: 7, backordered: 1, EAST: '3/0/0', WEST: '3/0/0' }],
    ['demand taken on', [opened(2), assigned('backordered', {}, 3)], { requested: 5, backordered: 5 }],
    ['a hold taken on', [opened(2), assigned('reserved', { EAST: 3 }, 3)], { requested: 5, backordered: 2, EAST: '3/0/0' }],
    ['a pick taken on by a line that nobody knew', [assigned('picked', { EAST: 3 }, 3)], { requested: 3, EAST: '0/0/3' }],
    ['what holds nothing any more is forgotten', [...held, released('reserved', { EAST: 5 })], { requested: 9, backordered: 1, released: 5, WEST: '3/0/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual(expected);
  });

  it('and keeps no hold that holds nothing', () => {
    expect(itemAfter([...held, released('reserved', { EAST: 5, WEST: 3 })]).lines.get('SO')?.holds).toEqual([]);
  });

  const lot = (name: string, amount: number, serial?: string): object => ({ location: 'EAST', lot: name, ...(serial === undefined ? {} : { serial }), grains: grains(amount) });
  const bound = [opened(9), reserved({ EAST: 9 }), decided({ type: 'reservation.allocated', from: 'EAST', holds: [lot('L', 4), lot('M', 2), lot('L', 1, 'S1'), lot('L', 1, 'S2')] })];
  const taken = (...holds: object[]): LogEntry => decided({ type: 'reservation.picked', from: 'allocated', holds });
  it.each<[string, LogEntry[], object]>([
    ['each lot and piece by itself', bound, { EAST: '1/0/0', 'EAST L': '0/4/0', 'EAST M': '0/2/0', 'EAST L S1': '0/1/0', 'EAST L S2': '0/1/0' }],
    ['a lot is picked from itself', [...bound, taken(lot('M', 2))], { EAST: '1/0/0', 'EAST L': '0/4/0', 'EAST M': '0/0/2', 'EAST L S1': '0/1/0', 'EAST L S2': '0/1/0' }],
    ['a piece is picked from itself', [...bound, taken(lot('L', 1, 'S2'))], { EAST: '1/0/0', 'EAST L': '0/4/0', 'EAST M': '0/2/0', 'EAST L S1': '0/1/0', 'EAST L S2': '0/0/1' }],
    ['a shipment draws lots and pieces in the order they were bound', [...bound, shipped('EAST', 7)], { shipped: 7, EAST: '1/0/0', 'EAST L S2': '0/1/0' }],
    ['an allocation told leaves lots alone', [...bound, claimed('allocated', 'EAST', 1)], { EAST: '0/1/0', 'EAST L': '0/4/0', 'EAST M': '0/2/0', 'EAST L S1': '0/1/0', 'EAST L S2': '0/1/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual({ requested: 9, ...expected });
  });
});

describe('the end of soft holds', () => {
  const held = [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER })];
  const NOON = '2026-01-05T12:00:00Z';
  const claim = claimed('picked', 'EAST', 2);
  it.each<[string, LogEntry[], string | undefined]>([
    ['goes along with a hold that is moved', [...held, moved('reserved', { EAST: 2 }, 'reserved', { WEST: 2 })], LATER],
    ['is the one said, for goods freed of their binding', [...held, allocated('EAST', { EAST: 2 }), moved('allocated', { EAST: 2 }, 'reserved', { EAST: 2 }, { expiresAt: NOON })], NOON],
    ['is none for goods freed where nothing soft is left', [...held, allocated('EAST', { EAST: 5 }), moved('allocated', { EAST: 5 }, 'reserved', { EAST: 5 })], undefined],
    ['stays when a binding is moved', [...held, allocated('EAST', { EAST: 2 }), moved('allocated', { EAST: 2 }, 'allocated', { WEST: 2 }, { expiresAt: NOON })], LATER],
    ['is the one of the hold taken on', [...held, assigned('reserved', { EAST: 1 }, 1, { expiresAt: NOON })], NOON],
    ['is none where the hold taken on has none', [...held, assigned('reserved', { EAST: 1 }, 1)], undefined],
    ['is not that of demand taken on', [...held, assigned('backordered', {}, 1, { expiresAt: NOON })], LATER],
    ['stays where facts had used part of the holds', decidedOn([...held, claim], hold(1)), LATER],
    ['is none where facts had used all of them', decidedOn([...held, shipped('EAST', 5)], hold(1)), undefined],
    ['stays where facts had used demand alone', decidedOn([opened(9), reserved({ EAST: 2 }, { expiresAt: LATER }), cancelled(6)], hold(1)), LATER],
  ])('%s', (_, entries, expected) => {
    const { expiresAt } = balanceAfter(entries);
    expect(expiresAt).toBe(expected === undefined ? undefined : Date.parse(expected));
  });

  it('is noted once, however often the line changes, and again when it moves or something is held anew', () => {
    const noted = (...entries: LogEntry[]): readonly number[] => [...itemAfter(entries).expiries.times].sort((left, right) => left - right);
    const [end, noon] = [Date.parse(LATER), Date.parse(NOON)];
    const extended = decided({ type: 'reservation.extended', expiresAt: NOON });
    expect(noted(...held)).toEqual([end]);
    expect(noted(...held, released('reserved', { EAST: 2 }), shipped('EAST', 1), reserved({ EAST: 1 }))).toEqual([end]);
    expect(noted(...held, extended)).toEqual([end, noon]);
    expect(noted(opened(9), extended)).toEqual([]);
    expect(noted(opened(9), extended, reserved({ EAST: 1 }))).toEqual([]);
    expect(noted(...held, released('reserved', { EAST: 5 }), reserved({ EAST: 1 }, { expiresAt: LATER }))).toEqual([end, end]);
  });
});

function hold(amount: number) {
  return (line: LineBalance | undefined) => decideReserve(
    { request: 'r', mode: 'backorder', lines: [{ line: 'SO', item: 'TEA', grains: grains(amount) }] },
    { at: MIDNIGHT, policy: 'p', line: () => line, offers: () => [{ location: 'EAST', grains: grains(99) }] },
  );
}

describe('who a line is for', () => {
  it.each<[string, LogEntry[], string, string]>([
    ['nobody', [opened(9)], '', ''],
    ['whom the decision named', [opened(9, { channel: 'web', account: 'A' }), placed(5, { channel: 'shop', account: 'B' })], 'web', 'A'],
    ['whom the order named, where the decision named none', [opened(9), placed(5, { channel: 'shop', account: 'B' })], 'shop', 'B'],
    ['nobody, where neither did', [opened(9), placed(5)], '', ''],
    ['whom the line was for that it came from', [assigned('backordered', {}, 1, { channel: 'web', account: 'A' })], 'web', 'A'],
    ['nobody, where it came from such a line', [assigned('backordered', {}, 1)], '', ''],
    ['still whom it was for, whatever it takes on', [opened(9, { channel: 'web', account: 'A' }), assigned('backordered', {}, 1, { channel: 'shop', account: 'B' })], 'web', 'A'],
    ['whom the order names, whatever it took on from nobody', [assigned('backordered', {}, 1), placed(5, { channel: 'shop', account: 'B' })], 'shop', 'B'],
  ])('%s', (_, entries, channel, account) => {
    const balance = balanceAfter(entries);
    expect([balance.channel, balance.account]).toEqual([channel, account]);
  });
});

describe('what facts have used is told part by part, and a decision repeats it', () => {
  const hold9 = [opened(9), reserved({ EAST: 6, WEST: 3 })];
  const at = (bucket: string, location?: string, rest: object = {}): object => ({ bucket, ...(location === undefined ? {} : { location }), ...rest });
  it.each<[string, LogEntry[], object[]]>([
    ['nothing', hold9, []],
    ['nothing again, when it is taken back', [...hold9, claimed('picked', 'EAST', 2), claimed('picked', 'EAST', -2)], []],
    ['place by place in their order, near holds first', [...hold9, shipped('WEST', 4), shipped('EAST', 1)], [
      { by: 'shipped', at: 'EAST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 1 },
      { by: 'shipped', at: 'WEST', from: at('reserved', 'WEST'), to: at('shipped'), grains: 3 },
      { by: 'shipped', at: 'WEST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 1 },
    ]],
    ['of a claim, to where it was told', [...hold9, claimed('allocated', 'CAGE', 2), claimed('picked', 'CAGE', 3)], [
      { by: 'allocated', at: 'CAGE', from: at('reserved', 'WEST'), to: at('allocated', 'CAGE'), grains: 2 },
      { by: 'picked', at: 'CAGE', from: at('allocated', 'CAGE'), to: at('picked', 'CAGE'), grains: 2 },
      { by: 'picked', at: 'CAGE', from: at('reserved', 'WEST'), to: at('picked', 'CAGE'), grains: 1 },
    ]],
    ['of a cancellation, nowhere', [...hold9, cancelled(2)], [{ by: 'cancelled', from: at('reserved', 'EAST'), to: at('cancelled'), grains: 2 }]],
    ['of lots and pieces', [
      opened(9), reserved({ EAST: 9 }), decided({ type: 'reservation.allocated', from: 'EAST', holds: [{ location: 'EAST', lot: 'L', grains: grains(1) }, { location: 'EAST', lot: 'M', grains: grains(1) }, { location: 'EAST', lot: 'L', serial: 'S1', grains: grains(1) }] }),
      shipped('EAST', 4),
    ], [
      { by: 'shipped', at: 'EAST', from: at('allocated', 'EAST', { lot: 'L' }), to: at('shipped'), grains: 1 },
      { by: 'shipped', at: 'EAST', from: at('allocated', 'EAST', { lot: 'M' }), to: at('shipped'), grains: 1 },
      { by: 'shipped', at: 'EAST', from: at('allocated', 'EAST', { lot: 'L', serial: 'S1' }), to: at('shipped'), grains: 1 },
      { by: 'shipped', at: 'EAST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 1 },
    ]],
    ['of what is not held', [opened(2), shipped('EAST', 1)], [{ by: 'shipped', at: 'EAST', from: at('backordered'), to: at('shipped'), grains: 1 }]],
    ['before a decision and since, together', [...decidedOn([...hold9, shipped('EAST', 2)], pick(4)), shipped('EAST', 3)], [
      { by: 'shipped', at: 'EAST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 2 },
      { by: 'shipped', at: 'EAST', from: at('picked', 'EAST'), to: at('shipped'), grains: 3 },
    ]],
    ['more of the same since, in one sum', [...decidedOn([...hold9, shipped('EAST', 2)], release(1)), shipped('EAST', 3)], [{ by: 'shipped', at: 'EAST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 5 }]],
    ['what is told no more is not used, and what is told in part, in part', [...decidedOn([...hold9, shipped('EAST', 2), claimed('picked', 'WEST', 3)], release(1)), claimed('picked', 'WEST', -1)], [
      { by: 'picked', at: 'WEST', from: at('reserved', 'WEST'), to: at('picked', 'WEST'), grains: 2 }, { by: 'shipped', at: 'EAST', from: at('reserved', 'EAST'), to: at('shipped'), grains: 2 },
    ]],
    ['a pick that never was, made up for', [opened(9), reserved({ EAST: 9 }), picked('allocated', { EAST: 4 }), released('picked', { EAST: 4 })], [
      { by: 'shortfall', from: at('reserved', 'EAST'), to: at('allocated', 'EAST'), grains: 4 },
    ]],
  ])('%s', (_, entries, expected) => {
    expect(balanceAfter(entries).used).toStrictEqual(expected);
    const { settled, balance } = itemAfter(decidedOn(entries, amend)).lines.get('SO')!;
    expect([settled, balance.used]).toStrictEqual([expected, expected]);
  });

  it('and what is told no more, or taken back beyond what was told, is not', () => {
    const claim = claimed('picked', 'WEST', 3);
    const seen = decidedOn([...hold9, claim], release(1));
    expect([balanceAfter([...seen, takenBack(claim)]).used, balanceAfter([...seen, claimed('picked', 'WEST', -5)]).used]).toStrictEqual([[], []]);
  });
});

function pick(amount: number) {
  return (line: LineBalance | undefined) => decidePick(line, 'SO', undefined, grains(amount), { at: MIDNIGHT, policy: 'p' });
}
function release(amount: number) {
  return (line: LineBalance | undefined) => decideRelease(line, 'SO', grains(amount), { at: MIDNIGHT, policy: 'p' });
}
function amend(line: LineBalance | undefined) {
  return decideAmend(line, 'SO', addGrains(wantedOf(line!), grains(1)), { at: MIDNIGHT, policy: 'p' });
}

describe('what a decision saw stays used', () => {
  const order = placed(9);
  const claim = claimed('picked', 'EAST', 4);
  const unpicked = [opened(9), reserved({ EAST: 9 }), claim, released('picked', { EAST: 4 }), takenBack(claim)];
  it.each<[string, LogEntry[], object]>([
    ['out of demand, when the order is taken back', [...decidedOn([order, shipped('EAST', 2)], hold(3)), takenBack(order)], { requested: 5, shipped: 2, EAST: '3/0/0' }],
    ['out of holds, and no more is asked for', [...decidedOn([order, reserved({ EAST: 3 }), shipped('EAST', 2)], hold(3)), takenBack(order)], { requested: 6, shipped: 2, EAST: '4/0/0' }],
    ['to make up for a pick that never was', decidedOn(unpicked, pick(2)), { requested: 9, released: 4, EAST: '3/0/2' }],
    ['not at all, where a later word takes more back than was told', [...decidedOn([opened(9), reserved({ EAST: 6 }), claim], release(1)), claimed('picked', 'EAST', -5)], { requested: 9, backordered: 3, released: 1, EAST: '5/0/0' }],
    ['in part, where a later word takes part of it back', [...decidedOn([opened(9), reserved({ EAST: 6 }), claim], release(1)), claimed('picked', 'EAST', -1)], { requested: 9, backordered: 3, released: 1, EAST: '2/0/3' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual(expected);
  });

  it('and the line is kept for it', () => {
    const used = [{ by: 'shipped', at: 'EAST', from: { bucket: 'backordered' }, to: { bucket: 'shipped' }, grains: grains(2) }];
    expect(lineAfter(decided({ type: 'reservation.extended', used }), shipped('EAST', 3), takenBack(shipped('EAST', 1)))).toMatchObject({ shipped: 2, excess: 1 });
    expect(itemAfter([decided({ type: 'reservation.extended', used })]).lines.has('SO')).toBe(true);
  });
});

describe('places that are not in the catalogue any more', () => {
  const world = compileRegister({ ...CATALOG, locations: [...CATALOG.locations, { id: 'GONE', kind: 'warehouse' }] });
  const gone = (amount: number): LogEntry => ({
    fact: factOf(world, { type: 'stock.shipped', source: 'erp', id: `gone${amount}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', line: 'SO', location: 'GONE', quantity: { amount: String(amount), unit: 'EA' } }),
  });
  it('are near to themselves alone', () => {
    expect(lineAfter(opened(9), reserved({ EAST: 5, GONE: 4 }), gone(3))).toEqual({ requested: 9, shipped: 3, EAST: '5/0/0', GONE: '1/0/0' });
    expect(lineAfter(opened(9), reserved({ EAST: 5, GONE: 4 }), gone(5))).toEqual({ requested: 9, shipped: 5, EAST: '4/0/0' });
  });
});

describe('what left for a line', () => {
  const sent = (location: string, amount: number, minute: number): LogEntry => told('stock.shipped', amount, { location, effectiveAt: new Date(MIDNIGHT + minute * 60_000).toISOString() });
  const all = [sent('WEST', 1, 5), sent('EAST', 2, 5), sent('EAST', 4, 3), sent('WEST', 8, 9), sent('EAST', 16, 5)] as const;
  const shipments = (...entries: LogEntry[]): unknown => itemAfter([opened(1), ...entries]).lines.get('SO')?.shipments.map(({ at, location, grains: amount }) => [(at - MIDNIGHT) / 60_000, location, amount]);
  it('is told by instant and place, in that order, whatever the order of arrival', () => {
    const expected = [[3, 'EAST', 4], [5, 'EAST', 18], [5, 'WEST', 1], [9, 'WEST', 8]];
    expect(shipments(...all)).toEqual(expected);
    expect(shipments(...all.toReversed())).toEqual(expected);
  });
  it('and what never left is not told', () => {
    expect(shipments(...all, takenBack(all[1]))).toEqual([[3, 'EAST', 4], [5, 'EAST', 16], [5, 'WEST', 1], [9, 'WEST', 8]]);
    expect(shipments(...all, takenBack(all[0]))).toEqual([[3, 'EAST', 4], [5, 'EAST', 18], [9, 'WEST', 8]]);
  });
});
