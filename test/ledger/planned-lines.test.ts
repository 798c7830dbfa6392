import { describe, expect, it } from 'vitest';
import { plannedLinesOf, replay, type LogEntry } from '../../src/ledger/index.js';
import type { PlannedLines, Register, ReservationEvent, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register, ruledRegister } from './world.js';

type Told = { readonly type: StockEvent['type'] } & Record<string, unknown>;
const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
const DUE = '2026-01-09T00:00:00Z';
const due = Date.parse(DUE);
const expect5 = (rest: object = {}): Told => ({ type: 'supply.scheduled', supply: 'PO', class: 'onOrder', location: 'EAST', dueAt: DUE, ...each(5), ...rest });
const receive = (amount: number, rest: object = {}): Told => ({ type: 'stock.received', location: 'EAST', supply: 'PO', ...each(amount), ...rest });
const want4 = (rest: object = {}): Told => ({ type: 'demand.scheduled', demand: 'SO', class: 'confirmed', location: 'EAST', channel: 'shop', dueAt: DUE, ...each(4), ...rest });
const order = (amount: number, rest: object = {}): Told => ({ type: 'order.placed', line: 'SO', channel: 'shop', ...each(amount), ...rest });
const ship = (amount: number): Told => ({ type: 'stock.shipped', location: 'EAST', line: 'SO', ...each(amount) });
const dispatch = (amount: number, rest: object = {}): Told => ({ type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST' }, to: 'WEST', ...each(amount), ...rest });
const later = (told: Told, hour: number): Told => ({ ...told, effectiveAt: `2026-01-05T0${hour}:00:00Z` });

function linesAfter(told: readonly (Told | ReservationEvent)[], world: Register = register, except?: string): PlannedLines {
  const entries = told.map((one, index): LogEntry => (one.type.startsWith('reservation.')
    ? { decision: one as ReservationEvent }
    : { fact: factOf(world, { source: 'erp', id: `e${index}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...one } as unknown as StockEvent) }));
  const facts = entries.filter((entry) => 'fact' in entry);
  const decisions = entries.filter((entry) => 'decision' in entry);
  const forward = plannedLinesOf(replay(world, [...facts, ...decisions]).items.get('TEA')!, except);
  expect(plannedLinesOf(replay(world, [...facts.toReversed(), ...decisions]).items.get('TEA')!, except)).toEqual(forward);
  return forward;
}

describe('what is still to come', () => {
  const po = { reference: 'PO', class: 'onOrder', location: 'EAST', dueAt: due, grains: 5 };

  it.each<[string, readonly Told[], readonly object[]]>([
    ['of a line is all of it', [expect5()], [po]],
    ['of a line that was received in part is the rest', [expect5(), receive(2)], [{ ...po, grains: 3 }]],
    ['of a line that was received in whole is nothing', [expect5(), receive(5)], []],
    ['of a line of which more was received is nothing either', [expect5(), receive(7)], []],
    ['of a line that was received and never expected is nothing', [receive(2)], []],
    ['of a line said again is what was said last', [expect5(), later(expect5({ type: 'supply.changed', class: 'inTransit', location: 'WEST', dueAt: '2026-01-10T00:00:00Z', ...each(9) }), 1), receive(2)],
      [{ reference: 'PO', class: 'inTransit', location: 'WEST', dueAt: Date.parse('2026-01-10T00:00:00Z'), grains: 7 }]],
    ['of a line that was cancelled is nothing', [expect5(), later({ type: 'supply.cancelled', supply: 'PO' }, 1)], []],
    ['of a line that was cancelled and said again is what was said', [expect5(), later({ type: 'supply.cancelled', supply: 'PO' }, 1), later(expect5(), 2)], [po]],
    ['of a transfer is what is under way, at no known time', [dispatch(6), { type: 'transfer.received', transfer: 'T', location: 'WEST', ...each(2) }, { type: 'transfer.lost', transfer: 'T', ...each(1) }],
      [{ reference: 'T', class: 'inTransit', location: 'WEST', dueAt: undefined, grains: 3 }]],
    ['of a transfer of two lots is both', [dispatch(6, { from: { location: 'EAST', lot: 'L1' } }), dispatch(2, { from: { location: 'EAST', lot: 'L2' } })], [{ reference: 'T', class: 'inTransit', location: 'WEST', dueAt: undefined, grains: 8 }]],
    ['of a transfer of goods of two owners is by owner',
      [dispatch(6, { from: { location: 'EAST', owner: 'SUP' } }), dispatch(2), dispatch(1, { from: { location: 'EAST', owner: 'ELSE' } }), { type: 'transfer.received', transfer: 'T', location: 'WEST', owner: 'SUP', ...each(4) }],
      [{ reference: 'T', class: 'inTransit', location: 'WEST', dueAt: undefined, grains: 2 }, { reference: 'T', class: 'inTransit', location: 'WEST', dueAt: undefined, grains: 1, owner: 'ELSE' },
        { reference: 'T', class: 'inTransit', location: 'WEST', dueAt: undefined, grains: 2, owner: 'SUP' }]],
    ['of a transfer that a line speaks of is expected there', [dispatch(6), expect5({ supply: 'T', class: 'inTransit', location: 'WEST', ...each(6) })], [{ reference: 'T', class: 'inTransit', location: 'WEST', dueAt: due, grains: 6 }]],
    ['and what has arrived of it, in whatever way, is no longer',
      [dispatch(6), expect5({ supply: 'T', class: 'inTransit', location: 'WEST', ...each(6) }), { type: 'transfer.received', transfer: 'T', location: 'WEST', ...each(1) }, { type: 'transfer.rejected', transfer: 'T', location: 'WEST', ...each(2) }, { type: 'transfer.lost', transfer: 'T', ...each(1) }],
      [{ reference: 'T', class: 'inTransit', location: 'WEST', dueAt: due, grains: 2 }]],
    ['of a transfer whose line was cancelled is not expected', [dispatch(6), expect5({ supply: 'T', class: 'inTransit' }), later({ type: 'supply.cancelled', supply: 'T' }, 1)], []],
    ['of a transfer that arrived before it left is nothing', [{ type: 'transfer.received', transfer: 'T', location: 'WEST', ...each(2) }], []],
  ])('%s', (_, told, expected) => {
    expect(linesAfter(told).expected).toEqual(expected);
  });

  it('is in order of date, what has none first, and of name', () => {
    const told = [expect5({ supply: 'C' }), expect5({ supply: 'A', dueAt: '2026-01-10T00:00:00Z' }), expect5({ supply: 'B' }), dispatch(1), dispatch(1, { transfer: 'S' })];
    expect(linesAfter(told).expected.map(({ reference }) => reference)).toEqual(['S', 'T', 'B', 'C', 'A']);
  });

  describe('where the owner of receipts has not spoken', () => {
    const wms = (amount: number, rest: object = {}): Told => ({ ...receive(amount), source: 'wms', sourceSequence: 1, document: 'ASN', ...rest });
    const told = { reference: 'wms\u001fe1', class: 'provisionalReceipt', location: 'EAST', dueAt: Date.parse('2026-01-05T00:00:00Z') };

    it('expected goods stay expected, and nothing is counted twice', () => {
      expect(linesAfter([expect5(), wms(5)], ruledRegister).expected).toEqual([po]);
      expect(linesAfter([expect5(), wms(3)], ruledRegister).expected).toEqual([po]);
    });

    it('what exceeds them, or was not expected, is a receipt to be confirmed', () => {
      expect(linesAfter([expect5(), wms(7)], ruledRegister).expected).toEqual([{ ...told, grains: 2 }, po]);
      expect(linesAfter([expect5(), wms(7, { supply: undefined })], ruledRegister).expected).toEqual([{ ...told, grains: 7 }, po]);
      expect(linesAfter([expect5(), wms(7, { owner: 'SUP' })], ruledRegister).expected).toEqual([{ ...told, grains: 2, owner: 'SUP' }, po]);
      expect(linesAfter([expect5(), wms(4), wms(4, { sourceSequence: 2, document: 'ASN2' })], ruledRegister).expected.map((line) => line.grains).sort()).toEqual([3, 5]);
    });

    it('what came in another condition is none', () => {
      expect(linesAfter([expect5(), wms(7, { state: 'damaged' })], ruledRegister).expected).toEqual([po]);
    });

    it('and once he has, it is there', () => {
      expect(linesAfter([expect5(), wms(5), { type: 'receipt.settled', document: 'ASN', outcome: 'confirmed' }], ruledRegister).expected).toEqual([]);
      expect(linesAfter([expect5(), wms(5), { type: 'receipt.settled', document: 'ASN', outcome: 'rejected' }], ruledRegister).expected).toEqual([po]);
    });
  });
});

describe('what is wanted', () => {
  const so = { reference: 'SO', class: 'confirmed', location: 'EAST', channel: 'shop', dueAt: due, grains: 4 };
  const open = (amount: number, rest: object = {}): object => ({ reference: 'SO', class: 'backorder', location: '', channel: 'shop', dueAt: undefined, grains: amount, ...rest });

  it.each<[string, readonly (Told | ReservationEvent)[], readonly object[]]>([
    ['of a line is all of it', [want4()], [so]],
    ['of a forecast is a forecast', [want4({ class: 'forecast', channel: undefined })], [{ ...so, class: 'forecast', channel: '' }]],
    ['of a line that is no longer wanted is nothing', [want4(), later({ type: 'demand.cancelled', demand: 'SO' }, 1)], []],
    ['of a line said again is what was said last', [want4(), later(want4({ type: 'demand.changed', ...each(0) }), 1)], []],
    ['of an order is what is not held for it, as soon as possible', [order(7)], [open(7)]],
    ['at the place and the time it says', [order(7, { location: 'WEST', requestedFor: DUE })], [open(7, { location: 'WEST', dueAt: due })]],
    ['of an order held in part is the rest', [
      { type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: grains(7), channel: 'shop' },
      { type: 'reservation.reserved', item: 'TEA', line: 'SO', policy: 'p', holds: [{ location: 'EAST', grains: grains(5) }] },
    ], [open(2)]],
    ['of an order that was shipped is nothing', [order(7), ship(7)], []],
    ['of a line that became an order is the order, at its date', [want4(), order(4)], [open(4, { location: 'EAST', dueAt: due })]],
    ['the order’s own place goes before', [want4(), order(4, { location: 'WEST', requestedFor: '2026-01-07T00:00:00Z' })], [open(4, { location: 'WEST', dueAt: due })]],
    ['of a line of which less was ordered is both', [want4(), order(3)], [open(3, { location: 'EAST', dueAt: due }), { ...so, grains: 1 }]],
    ['of a line that was shipped without an order is what was not', [want4(), ship(3)], [{ ...so, grains: 1 }]],
    ['of a line that was shipped and ordered is nothing', [want4(), order(4), ship(4)], []],
    ['of a line that was cancelled, ordered or not, is what was ordered', [want4(), later({ type: 'demand.cancelled', demand: 'SO' }, 1), order(2)], [open(2)]],
  ])('%s', (_, told, wanted) => {
    expect([...linesAfter(told).wanted].sort((left, right) => (left.class < right.class ? -1 : 1))).toEqual(wanted);
  });

  it('is without the line that is asked for again', () => {
    expect(linesAfter([want4(), order(3), want4({ demand: 'SO2' })], register, 'SO').wanted).toEqual([{ ...so, reference: 'SO2' }]);
  });

  it('is in order of date and name', () => {
    expect(linesAfter([want4({ demand: 'B' }), want4({ demand: 'A' }), want4({ demand: 'C', dueAt: '2026-01-08T00:00:00Z' }), order(1)]).wanted.map(({ reference }) => reference)).toEqual(['SO', 'C', 'A', 'B']);
  });
});

describe('what was promised', () => {
  const decided = (type: string, rest: object): ReservationEvent => ({ type, item: 'TEA', line: 'SO', policy: 'p', ...rest } as unknown as ReservationEvent);
  const opened = (requested: number, rest: object = {}): ReservationEvent => decided('reservation.opened', { requested, channel: 'shop', ...rest });
  const promised = (...shipments: readonly (readonly [string, number, number])[]): ReservationEvent => decided('reservation.promised', {
    rules: 'r1', requestedFor: DUE, shipments: shipments.map(([location, day, amount]) => ({ location, pickAt: `2026-01-0${day}T00:00:00Z`, grains: amount })),
  });
  const held = (location: string, amount: number): ReservationEvent => decided('reservation.reserved', { holds: [{ location, grains: amount }] });
  const unwanted = (amount: number, rest: object = {}): ReservationEvent => decided('reservation.cancelled', { from: 'backordered', grains: amount, holds: [], ...rest });
  const handed = (amount: number): ReservationEvent => decided('reservation.reassigned', { from: 'backordered', grains: amount, holds: [], to: { item: 'TEA', line: 'SO2' } });
  const three = [opened(9), promised(['EAST', 7, 4], ['WEST', 6, 2], ['EAST', 8, 3])];
  const row = (...told: readonly (Told | ReservationEvent)[]): readonly string[] => linesAfter(told).wanted
    .map(({ class: kind, location, dueAt, grains: amount, reference }) => `${reference} ${kind} ${location} ${dueAt === undefined ? 'now' : new Date(dueAt).getUTCDate()} ${amount}`);

  it.each<[string, readonly (Told | ReservationEvent)[], readonly string[]]>([
    ['is wanted where and when it was promised', three, ['SO reservation WEST 6 2', 'SO reservation EAST 7 4', 'SO reservation EAST 8 3']],
    ['and what of the line was not promised as soon as possible, or for its date', [opened(9), promised(['EAST', 7, 4])], ['SO reservation EAST 7 4', 'SO backorder  9 5']],
    ['an opened line is wanted for the date it says', [opened(3, { requestedFor: DUE })], ['SO backorder  9 3']],
    ['an order that another system says it is, is wanted when that says', [opened(3, { requestedFor: DUE }), order(3, { requestedFor: '2026-01-07T00:00:00Z' })], ['SO backorder  7 3']],
    ['is used up by what is held there, the earliest first', [...three, held('EAST', 5)], ['SO reservation WEST 6 2', 'SO reservation EAST 8 2']],
    ['by what is held below there', [...three, held('EAST-A-1', 5)], ['SO reservation WEST 6 2', 'SO reservation EAST 8 2']],
    ['and, where more is held than promised there, by that, the earliest first', [...three, held('WEST', 5)], ['SO reservation EAST 7 1', 'SO reservation EAST 8 3']],
    ['all of it held is nothing', [...three, held('WEST', 2), held('EAST', 7)], []],
    ['of what is cancelled the latest goes', [...three, unwanted(4)], ['SO reservation WEST 6 2', 'SO reservation EAST 7 3']],
    ['of what is handed to another line likewise', [...three, handed(4)], ['SO reservation WEST 6 2', 'SO reservation EAST 7 3']],
    ['cancelling what is held leaves it', [opened(9), promised(['EAST', 7, 4], ['WEST', 8, 5]), held('EAST', 4), unwanted(4, { from: 'reserved', holds: [{ location: 'EAST', grains: 4 }] })], ['SO reservation WEST 8 5']],
    ['what is wanted more is not promised', [...three, decided('reservation.amended', { added: 2 })], ['SO reservation WEST 6 2', 'SO reservation EAST 7 4', 'SO reservation EAST 8 3', 'SO backorder  9 2']],
    ['a cancelled part is not promised again by what is wanted more', [...three, unwanted(3), decided('reservation.amended', { added: 3 })], ['SO reservation WEST 6 2', 'SO reservation EAST 7 4', 'SO backorder  9 3']],
    ['goods that leave use up what was promised where they leave', [...three, ship(5)], ['SO reservation WEST 6 2', 'SO reservation EAST 8 2']],
    ['what another system cancels is the latest', [...three, { type: 'order.cancelled', line: 'SO', ...each(4) }], ['SO reservation WEST 6 2', 'SO reservation EAST 7 3']],
    ['both together', [...three, ship(5), { type: 'order.cancelled', line: 'SO', ...each(3) }], ['SO reservation WEST 6 1']],
    ['is promised again in place of before', [...three, promised(['WEST', 8, 9])], ['SO reservation WEST 8 9']],
    ['a hold that is lost is wanted, and not promised', [opened(5), promised(['EAST', 7, 5]), held('EAST', 5), decided('reservation.backordered', { from: 'reserved', holds: [{ location: 'EAST', grains: 5 }] })], ['SO backorder  9 5']],
    ['what was announced is in it', [want4(), opened(4), promised(['EAST', 7, 4])], ['SO reservation EAST 7 4']],
  ])('%s', (_, told, expected) => {
    expect(row(...told)).toEqual(expected);
  });

  it('a line that carries part of it is wanted when that is', () => {
    const carried = { ...decided('reservation.assigned', { to: 'backordered', grains: 3, holds: [], of: { item: 'TEA', line: 'SO' }, requestedFor: DUE }), line: 'SO2' } as ReservationEvent;
    expect(row(...three, handed(3), carried)).toEqual(['SO reservation WEST 6 2', 'SO reservation EAST 7 4', 'SO2 backorder  9 3']);
    expect(row({ ...opened(1, { requestedFor: '2026-01-08T00:00:00Z' }), line: 'SO2' }, carried)).toEqual(['SO2 backorder  8 4']);
  });
});
