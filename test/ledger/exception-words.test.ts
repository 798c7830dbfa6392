import { describe, expect, it } from 'vitest';
import { exceptionsOf, replay, type LogEntry, type StandingException } from '../../src/ledger/index.js';
import { compileRegister, type Register, type ReservationEvent, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register, registerWith, RULED, ruledRegister } from './world.js';

type Told = { readonly type: StockEvent['type'] } & Record<string, unknown>;
const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');

function logOf(world: Register, told: readonly (Told | ReservationEvent)[]): LogEntry[] {
  return told.map((one, index) => (one.type.startsWith('reservation.')
    ? { decision: one as ReservationEvent }
    : { fact: factOf(world, { source: 'erp', id: `e${index}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...one } as unknown as StockEvent) }));
}

function found(world: Register, told: readonly (Told | ReservationEvent)[], at?: number): readonly StandingException[] {
  return exceptionsOf(replay(world, logOf(world, told)), at);
}

const receive = (amount: number, rest: object = {}): Told => ({ type: 'stock.received', location: 'EAST', ...each(amount), ...rest });
const ship = (amount: number, rest: object = {}): Told => ({ type: 'stock.shipped', location: 'EAST', ...each(amount), ...rest });
const serum = (serial: string | undefined, location: string, amount: number, rest: object = {}): Told => ({ type: 'stock.received', item: 'SERUM', location, serial, lot: 'L1', ...each(amount), ...rest });
const transfer = (type: 'transfer.received' | 'transfer.dispatched', amount: number): Told =>
  ({ type, transfer: 'T', location: 'WEST', from: { location: 'EAST', lot: 'L' }, lot: 'L', to: 'WEST', ...each(amount) });
const authorized = (amount: number): Told => ({ type: 'return.authorized', returnLine: 'R', ...each(amount) });
const returned = (amount: number): Told => ({ type: 'stock.returned', returnLine: 'R', location: 'EAST', ...each(amount) });
const restock = (amount: number): Told => ({ type: 'return.dispositioned', returnLine: 'R', location: 'EAST', disposition: 'restock', ...each(amount) });
const hold = (location: string, amount: number): ReservationEvent[] => [
  { type: 'reservation.opened', item: 'TEA', line: `SO@${location}`, policy: 'p', requested: grains(amount) },
  { type: 'reservation.reserved', item: 'TEA', line: `SO@${location}`, policy: 'p', holds: [{ location, grains: grains(amount) }] },
];

describe('an exception names its subject, cause and amount, and says it in words', () => {
  const words: readonly (readonly [Register, readonly (Told | ReservationEvent)[], Omit<StandingException, 'item'> & { item?: string }])[] = [
    [register, [ship(3, { state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' })],
      { kind: 'negative_stock', subject: 'EAST damaged lot L serial S owner SUP', cause: '', grains: grains(-3), message: 'EAST damaged lot L serial S owner SUP stands at -3' }],
    [register, [receive(5), ...hold('EAST', 8)], { kind: 'oversold', subject: 'EAST', cause: '', grains: grains(-3), message: 'EAST has promised 3 more than is there to sell' }],
    [register, [receive(9), { type: 'order.placed', line: 'SO', ...each(4) }, ship(6, { line: 'SO' })], { kind: 'over_shipment', subject: 'SO', cause: '', grains: grains(2), message: 'Line SO was shipped 2 beyond its request' }],
    [register, [receive(9), ship(6, { line: 'SO' })], { kind: 'unknown_line', subject: 'SO', cause: '', grains: grains(6), message: 'Line SO is spoken of and was never ordered' }],
    [register, [receive(9, { supply: 'PO' })], { kind: 'unknown_supply', subject: 'PO', cause: '', grains: grains(9), message: 'Supply line PO was received and never expected' }],
    [register, [transfer('transfer.received', 4)], { kind: 'transfer_not_dispatched', subject: 'T', cause: 'lot L', grains: grains(-4), message: 'Transfer T arrived and was never dispatched' }],
    [register, [receive(9, { lot: 'L' }), transfer('transfer.dispatched', 3), transfer('transfer.received', 4)], { kind: 'transfer_negative', subject: 'T', cause: 'lot L', grains: grains(-1), message: 'More of transfer T arrived than was dispatched' }],
    [register, [returned(4)], { kind: 'return_unauthorised', subject: 'R', cause: '', grains: grains(4), message: '4 came back on R that were not authorised' }],
    [register, [authorized(3), returned(4)], { kind: 'return_unauthorised', subject: 'R', cause: '', grains: grains(1), message: '1 came back on R that were not authorised' }],
    [register, [receive(2, { state: 'inspection' }), authorized(3), returned(3), restock(5)], { kind: 'return_over_dispositioned', subject: 'R', cause: '', grains: grains(2), message: '2 more of R found a place than came back' }],
    [register, [authorized(3), returned(3), restock(1), { type: 'return.closed', returnLine: 'R' }], { kind: 'return_closed_early', subject: 'R', cause: '', grains: grains(2), message: 'R is closed and 2 of it wait for a disposition' }],
    [register, [receive(9), { type: 'order.placed', line: 'SO', ...each(1) }, ship(1, { line: 'SO' }), { type: 'return.credited', returnLine: 'R', line: 'SO', ...each(3) }],
      { kind: 'return_over_credited', subject: 'SO', cause: '', grains: grains(2), message: 'Line SO was credited 2 beyond what was shipped' }],
    [register, [serum('S1', 'EAST', 2)], { kind: 'serial_count', item: 'SERUM', subject: 'S1', cause: 'EAST sellable lot L1 serial S1', grains: grains(2), message: 'Serial S1 counts 2 at EAST sellable lot L1 serial S1' }],
    [register, [serum('S1', 'WEST', 1), serum('S1', 'EAST', 1), serum('S1', 'EAST-A', 1, { type: 'stock.shipped' }), serum('S1', 'EAST-A', 1)],
      { kind: 'serial_in_two_places', item: 'SERUM', subject: 'S1', cause: '', message: 'Serial S1 is at EAST sellable lot L1 serial S1 and WEST sellable lot L1 serial S1' }],
    [register, [serum(undefined, 'EAST', 2)], { kind: 'untracked_stock', item: 'SERUM', subject: 'EAST sellable lot L1', cause: '', grains: grains(2), message: '2 at EAST sellable lot L1 without serial' }],
    [register, [serum('S1', 'EAST', 1, { lot: undefined })], { kind: 'untracked_stock', item: 'SERUM', subject: 'EAST sellable serial S1', cause: '', grains: grains(1), message: '1 at EAST sellable serial S1 without lot' }],
    [register, [receive(1, { lot: 'L', lotAttributes: { origin: 'a' } }), receive(1, { lot: 'L', lotAttributes: { origin: 'b' } })], { kind: 'lot_contradiction', subject: 'L', cause: '', message: 'Lot L is described in 2 ways' }],
    [ruledRegister, [receive(4, { source: 'shop', document: 'ASN' })], { kind: 'provisional_unsettled', subject: 'ASN', cause: '', message: 'Document ASN waits for the owner\'s word' }],
    [ruledRegister, [receive(4, { source: 'shop', document: 'ASN' }), { type: 'receipt.settled', document: 'ASN', outcome: 'confirmed' }, { type: 'receipt.settled', source: 'shop', document: 'ASN', outcome: 'rejected' }],
      { kind: 'unauthorised_settlement', subject: 'ASN', cause: 'shop', message: 'Document ASN was settled by shop, who may not' }],
    [register, [{ type: 'fact.voided', source: 'shop', target: { source: 'erp', id: 'x' }, reason: 'no' }], { kind: 'unauthorised_void', subject: 'erp x', cause: '', message: 'erp x was taken back by someone who may not' }],
    [register, [receive(4, { source: 'wms', sourceSequence: 1 }), receive(4, { source: 'wms', sourceSequence: 3 })], { kind: 'source_gap', item: '', subject: 'wms', cause: '', message: 'wms: number 2 is missing' }],
    [register, [receive(4, { source: 'wms', stream: 'docks', sourceSequence: 4 })], { kind: 'source_gap', item: '', subject: 'wms', cause: 'docks', message: 'wms, stream docks: numbers 1 to 3 are missing' }],
  ];

  it.each(words.map(([world, told, expected]) => [expected.kind, expected.message, world, told, expected] as const))('%s: %s', (_kind, _message, world, told, expected) => {
    expect(found(world, told)).toEqual([{ item: 'TEA', ...expected }]);
  });

  it('they stand in order of item, kind, subject and cause', () => {
    const all = found(register, [
      ship(1, { location: 'WEST' }), ship(1), receive(1, { supply: 'PO' }), ship(1, { item: 'SERUM', location: 'EAST', lot: 'L' }), receive(4, { source: 'wms', stream: 'b', sourceSequence: 2 }),
      receive(4, { source: 'wms', stream: 'a', sourceSequence: 2 }), ship(9),
    ]);
    expect(all.map(({ item, kind, subject, cause }) => [item, kind, subject, cause])).toEqual([
      ['', 'source_gap', 'wms', 'a'], ['', 'source_gap', 'wms', 'b'], ['SERUM', 'negative_stock', 'EAST sellable lot L', ''],
      ['TEA', 'negative_stock', 'EAST sellable', ''], ['TEA', 'negative_stock', 'WEST sellable', ''], ['TEA', 'unknown_supply', 'PO', ''],
    ]);
  });
});

describe('no exception is', () => {
  it.each<[string, Register, (Told | ReservationEvent)[]]>([
    ['what is there', register, [receive(3)]],
    ['nothing left', register, [receive(3), ship(3)]],
    ['one serial in one place', register, [serum('S1', 'EAST', 1)]],
    ['a serial that left one place for another', register, [serum('S1', 'EAST', 1), serum('S1', 'EAST', 1, { type: 'stock.shipped' }), serum('S1', 'WEST', 1)]],
    ['an item without tracking that has no lot', register, [receive(1)]],
    ['a lot described twice the same way', register, [receive(1, { lot: 'L', lotAttributes: { origin: 'a' } }), receive(1, { lot: 'L', lotAttributes: { origin: 'a' } })]],
    ['a lot of which one says more than the other', register, [receive(1, { lot: 'L', lotAttributes: { origin: 'a' } }), receive(1, { lot: 'L', lotAttributes: { origin: 'a', expiresOn: '2026-06-30' } })]],
    ['a transfer on its way', register, [receive(9, { lot: 'L' }), transfer('transfer.dispatched', 4), transfer('transfer.received', 3)]],
    ['a transfer that arrived in full', register, [receive(9, { lot: 'L' }), transfer('transfer.dispatched', 4), transfer('transfer.received', 4)]],
    ['an expected supply that came', register, [{ type: 'supply.scheduled', supply: 'PO', class: 'onOrder', location: 'EAST', dueAt: '2026-01-06T00:00:00Z', ...each(9) }, receive(9, { supply: 'PO' })]],
    ['an order shipped as asked', register, [receive(9), { type: 'order.placed', line: 'SO', ...each(6) }, ship(6, { line: 'SO' })]],
    ['a line opened by a decision', register, [{ type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: grains(3) }]],
    ['everything promised that is there', register, [receive(8), ...hold('EAST', 8)]],
    ['stock below zero where nothing is promised', registerWith({ version: 'p', negative: [{ rule: 'allow' }] }), [ship(8)]],
    ['a confirmed document', ruledRegister, [receive(4, { source: 'shop', document: 'ASN' }), { type: 'receipt.settled', document: 'ASN', outcome: 'confirmed' }]],
    ['a rejected document', ruledRegister, [receive(4, { source: 'shop', document: 'ASN' }), { type: 'receipt.settled', document: 'ASN', outcome: 'rejected' }]],
    ['a document of its owner', ruledRegister, [receive(4, { document: 'ASN' })]],
    ['a void with approval', register, [{ type: 'fact.voided', source: 'shop', target: { source: 'erp', id: 'x' }, reason: 'no', approval: 'A' }]],
    ['a return that came as authorised and waits for a disposition', register, [authorized(3), returned(3), restock(1)]],
    ['a return whose goods came without naming it', register, [receive(3, { state: 'inspection' }), restock(3)]],
    ['a return that has not come', register, [authorized(3), { type: 'return.closed', returnLine: 'R' }]],
    ['a return of which all found a place before it was closed', register, [authorized(3), returned(3), restock(3), { type: 'return.closed', returnLine: 'R' }]],
    ['a credit for all that was shipped', register, [receive(9), { type: 'order.placed', line: 'SO', ...each(3) }, ship(3, { line: 'SO' }), { type: 'return.credited', returnLine: 'R', line: 'SO', ...each(3) }]],
    ['a credit for an order that is not known here', register, [{ type: 'return.credited', returnLine: 'R', line: 'SO-0', ...each(3) }]],
    ['a credit that names no order', register, [{ type: 'return.credited', returnLine: 'R', ...each(3) }]],
    ['a stream without a gap', register, [receive(4, { source: 'wms', sourceSequence: 1 }), receive(4, { source: 'wms', sourceSequence: 2 })]],
  ])('%s', (_, world, told) => {
    expect(found(world, told)).toEqual([]);
  });
});

describe('a lot is described in two ways', () => {
  it.each([['expiresOn', '2026-06-30', '2026-07-31'], ['manufacturedOn', '2026-01-01', '2026-01-02'], ['origin', 'a', 'b']])('by its %s', (name, left, right) => {
    expect(found(register, [receive(1, { lot: 'L', lotAttributes: { [name]: left } }), receive(1, { lot: 'L', lotAttributes: { [name]: right } })]).map(({ kind }) => kind)).toEqual(['lot_contradiction']);
  });
});

describe('what is missing where no lot or bin was named is covered by what is there under a name', () => {
  it.each<[string, Told[], string[]]>([
    ['by a lot in the same place', [receive(5, { lot: 'L' }), ship(5)], []],
    ['by a bin within the place', [receive(5, { location: 'EAST-A-1' }), ship(5)], []],
    ['not by less', [receive(4, { lot: 'L' }), ship(5)], ['EAST sellable']],
    ['not by a place above it', [receive(5), ship(5, { location: 'EAST-A' })], ['EAST-A sellable']],
    ['not by another condition', [receive(5, { lot: 'L', state: 'damaged' }), ship(5)], ['EAST sellable']],
    ['not by another owner', [receive(5, { lot: 'L', owner: 'SUP' }), ship(5)], ['EAST sellable']],
    ['not a lot by goods without one', [receive(5), ship(5, { lot: 'L' })], ['EAST sellable lot L']],
    ['not a serial by goods without one', [receive(5), ship(1, { serial: 'S' })], ['EAST sellable serial S']],
  ])('%s', (_, told, subjects) => {
    expect(found(register, told).map(({ subject }) => subject)).toEqual(subjects);
  });
});

describe('a place has promised more than it has', () => {
  const subjects = (told: (Told | ReservationEvent)[]): unknown => found(register, told).filter(({ kind }) => kind === 'oversold').map(({ subject, grains: amount }) => [subject, amount]);

  it.each<[string, (Told | ReservationEvent)[], unknown]>([
    ['counting what lies within it', [receive(5, { location: 'EAST-A-1' }), ...hold('EAST', 5)], []],
    ['counting what is promised within it', [receive(5), ...hold('EAST-A', 3), ...hold('EAST', 3)], [['EAST', -1], ['EAST-A', -3]]],
    ['a place within it that has enough is not named', [receive(5, { location: 'EAST-A' }), ...hold('EAST-A', 3), ...hold('EAST', 3)], [['EAST', -1]]],
    ['goods that cannot be sold back nothing', [receive(5, { state: 'damaged' }), ...hold('EAST', 5)], [['EAST', -5]]],
    ['what is allocated and picked is promised as well', [receive(5), ...hold('EAST', 9),
      { type: 'reservation.allocated', item: 'TEA', line: 'SO@EAST', policy: 'p', from: 'EAST', holds: [{ location: 'EAST', grains: grains(4) }] },
      { type: 'reservation.picked', item: 'TEA', line: 'SO@EAST', policy: 'p', from: 'allocated', holds: [{ location: 'EAST', grains: grains(2) }] }], [['EAST', -4]]],
    ['a place below zero that promised nothing is no such place', [ship(5, { location: 'WEST' }), receive(5), ...hold('EAST', 5)], []],
  ])('%s', (_, told, expected) => {
    expect(subjects(told)).toEqual(expected);
  });
});

describe('a document waits for its owner only so long', () => {
  const waiting = (minutes: number | undefined, at: number, ...more: Told[]): unknown => {
    const world = minutes === undefined ? ruledRegister : compileRegister(RULED, { version: 'p', provisionalMinutesMax: minutes });
    return found(world, [receive(4, { source: 'shop', document: 'ASN' }), ...more], at).map(({ kind }) => kind);
  };

  it.each([[undefined, 1439, 0], [undefined, 1440, 1], [10, 9, 0], [10, 10, 1], [0, 0, 1], [10, -1, 0]])('with %s minutes allowed, after %i minutes: %i exceptions', (allowed, minutes, count) => {
    expect(waiting(allowed, MIDNIGHT + minutes * 60_000)).toEqual(Array.from({ length: count }, () => 'provisional_unsettled'));
  });

  it('counted from the oldest thing said under it', () => {
    const later = receive(4, { source: 'shop', document: 'ASN', effectiveAt: '2026-01-05T00:05:00Z' });
    expect(waiting(10, MIDNIGHT + 10 * 60_000, later)).toEqual(['provisional_unsettled']);
    expect(waiting(10, MIDNIGHT + 9 * 60_000, later)).toEqual([]);
  });
});
