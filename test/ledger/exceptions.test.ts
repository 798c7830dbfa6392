import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve, exceptionsOf, replay, startLedger, type ExceptionKind, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type Register, type ReservationEvent, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { CATALOG, factOf, histories, logOf, register, registerWith, ruledRegister, wishes } from './world.js';

type Told = { readonly type: StockEvent['type'] } & Record<string, unknown>;
const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });

function entryOf(world: Register, told: Told | ReservationEvent, index: number): LogEntry {
  if (told.type.startsWith('reservation.')) return { decision: told as ReservationEvent };
  return { fact: factOf(world, { source: 'erp', id: `e${index}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...told } as unknown as StockEvent) };
}

function kindsAfter(world: Register, told: readonly (Told | ReservationEvent)[]): ExceptionKind[] {
  return exceptionsOf(replay(world, told.map((one, index) => entryOf(world, one, index)))).map(({ kind }) => kind);
}

const receive = (amount: number, rest: object = {}): Told => ({ type: 'stock.received', location: 'EAST', ...each(amount), ...rest });
const ship = (amount: number, rest: object = {}): Told => ({ type: 'stock.shipped', location: 'EAST', ...each(amount), ...rest });
const placed = (amount: number): Told => ({ type: 'order.placed', line: 'SO', ...each(amount) });
const dispatch = (amount: number): Told => ({ type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST' }, to: 'WEST', ...each(amount) });
const arrive = (amount: number): Told => ({ type: 'transfer.received', transfer: 'T', location: 'WEST', ...each(amount) });
const authorize = (amount: number, rest: object = {}): Told => ({ type: 'return.authorized', returnLine: 'R', ...each(amount), ...rest });
const bring = (amount: number): Told => ({ type: 'stock.returned', returnLine: 'R', location: 'EAST', ...each(amount) });
const dispose = (amount: number, disposition = 'restock'): Told => ({ type: 'return.dispositioned', returnLine: 'R', location: 'EAST', disposition, ...each(amount) });
const credit = (amount: number, rest: object = {}): Told => ({ type: 'return.credited', returnLine: 'R', line: 'SO', ...each(amount), ...rest });
const close: Told = { type: 'return.closed', returnLine: 'R' };
const serum = (serial: string, location: string, amount: number, lot = 'L1'): Told => ({ type: 'stock.received', item: 'SERUM', location, serial, lot, ...each(amount) });
const held = (amount: number): ReservationEvent[] => [
  { type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: grains(amount) },
  { type: 'reservation.reserved', item: 'TEA', line: 'SO', policy: 'p', holds: [{ location: 'EAST', grains: grains(amount) }] },
];

describe('a standing exception comes with its cause and goes with it', () => {
  it.each<[ExceptionKind, Register, (Told | ReservationEvent)[], (Told | ReservationEvent)[]]>([
    ['negative_stock', register, [ship(3)], [receive(3)]],
    ['negative_stock', register, [ship(3)], [{ type: 'stock.counted', location: 'EAST', balances: [each(0)] }]],
    ['negative_stock', register, [ship(3)], [{ type: 'fact.voided', target: { source: 'erp', id: 'e0' }, reason: 'twice' }]],
    ['oversold', register, [receive(5), ...held(8)], [receive(3)]],
    ['oversold', register, [receive(8), ...held(8), { type: 'stock.stateChanged', location: 'EAST', fromState: 'sellable', toState: 'damaged', ...each(1) }], [receive(1)]],
    ['over_shipment', register, [receive(9), placed(4), ship(6, { line: 'SO' })], [{ ...placed(6), effectiveAt: '2026-01-05T01:00:00Z' }]],
    ['unknown_line', register, [receive(9), ship(6, { line: 'SO' })], [placed(6)]],
    ['unknown_supply', register, [receive(9, { supply: 'PO' })], [{ type: 'supply.scheduled', supply: 'PO', class: 'onOrder', location: 'EAST', dueAt: '2026-01-06T00:00:00Z', ...each(9) }]],
    ['transfer_not_dispatched', register, [arrive(4)], [receive(4), dispatch(4)]],
    ['transfer_negative', register, [receive(9), dispatch(3), arrive(4)], [dispatch(1)]],
    ['return_unauthorised', register, [bring(4)], [authorize(4)]],
    ['return_unauthorised', register, [authorize(3), bring(4)], [authorize(1)]],
    ['return_unauthorised', register, [authorize(3), bring(3), bring(1)], [{ type: 'fact.voided', target: { source: 'erp', id: 'e2' }, reason: 'counted twice' }]],
    ['return_over_dispositioned', register, [receive(1, { state: 'inspection' }), authorize(4), bring(3), dispose(2), dispose(2, 'scrap')], [bring(1)]],
    ['return_closed_early', register, [authorize(4), bring(4), dispose(3), close], [dispose(1, 'damaged')]],
    ['return_closed_early', register, [authorize(4), bring(4), dispose(3), close], [{ type: 'fact.voided', target: { source: 'erp', id: 'e3' }, reason: 'too early' }]],
    ['return_over_credited', register, [receive(9), placed(4), ship(3, { line: 'SO' }), credit(2), credit(2, { returnLine: 'S' })], [ship(1, { line: 'SO' })]],
    ['return_over_credited', register, [placed(4), credit(2)], [{ type: 'fact.voided', target: { source: 'erp', id: 'e1' }, reason: 'cancelled instead' }]],
    ['serial_count', register, [serum('S1', 'EAST', 2)], [{ type: 'stock.shipped', item: 'SERUM', location: 'EAST', serial: 'S1', lot: 'L1', ...each(1) }]],
    ['serial_in_two_places', register, [serum('S1', 'EAST', 1), serum('S1', 'WEST', 1)], [{ type: 'stock.shipped', item: 'SERUM', location: 'WEST', serial: 'S1', lot: 'L1', ...each(1) }]],
    ['untracked_stock', register, [receive(1, { item: 'SERUM' })], [{ type: 'stock.moved', item: 'SERUM', from: { location: 'EAST' }, to: { location: 'EAST', lot: 'L1', serial: 'S1' }, ...each(1) }]],
    ['lot_contradiction', register, [receive(1, { lot: 'L1', lotAttributes: { expiresOn: '2026-06-30' } }), receive(1, { lot: 'L1', lotAttributes: { expiresOn: '2026-07-31' } })],
      [{ type: 'fact.voided', target: { source: 'erp', id: 'e1' }, reason: 'misread' }]],
    ['provisional_unsettled', ruledRegister, [receive(4, { source: 'wms', sourceSequence: 1, document: 'ASN' })], [{ type: 'receipt.settled', document: 'ASN', outcome: 'confirmed' }]],
    ['provisional_unsettled', ruledRegister, [receive(4, { source: 'wms', sourceSequence: 1, document: 'ASN' })], [receive(4, { document: 'ASN' })]],
    ['unauthorised_settlement', ruledRegister,
      [receive(4, { source: 'wms', sourceSequence: 1, document: 'ASN' }), { type: 'receipt.settled', document: 'ASN', outcome: 'confirmed' }, { type: 'receipt.settled', source: 'shop', document: 'ASN', outcome: 'rejected' }],
      [{ type: 'fact.voided', source: 'shop', target: { source: 'shop', id: 'e2' }, reason: 'not ours' }]],
    ['unauthorised_void', register, [receive(4), { type: 'fact.voided', source: 'shop', target: { source: 'erp', id: 'e0' }, reason: 'no' }],
      [{ type: 'fact.voided', source: 'shop', target: { source: 'erp', id: 'e0' }, reason: 'no', approval: 'A-1' }]],
    ['source_gap', register, [receive(4, { source: 'wms', sourceSequence: 1 }), receive(4, { source: 'wms', sourceSequence: 3 })], [receive(4, { source: 'wms', sourceSequence: 2 })]],
  ])('%s', (kind, world, cause, remedy) => {
    expect(kindsAfter(world, cause)).toEqual([kind]);
    expect(kindsAfter(world, [...cause, ...remedy])).toEqual([]);
    // The remedy may come first: what stands is a matter of what is known and not of when it came.
    const entries = [...cause, ...remedy].map((told, index) => entryOf(world, told, index));
    const facts = entries.filter((entry) => 'fact' in entry);
    expect(exceptionsOf(replay(world, [...facts.toReversed(), ...entries.filter((entry) => 'decision' in entry)]))).toEqual([]);
  });

  it('each says what it is about and how much', () => {
    const ledger = replay(register, [ship(3), arrive(4), placed(2), ship(5, { line: 'SO', location: 'WEST', lot: 'L1' })].map((told, index) => entryOf(register, told, index)));
    expect(exceptionsOf(ledger)).toEqual([
      { kind: 'negative_stock', item: 'TEA', subject: 'EAST sellable', cause: '', grains: -3, message: 'EAST sellable stands at -3' },
      { kind: 'negative_stock', item: 'TEA', subject: 'WEST sellable lot L1', cause: '', grains: -5, message: 'WEST sellable lot L1 stands at -5' },
      { kind: 'over_shipment', item: 'TEA', subject: 'SO', cause: '', grains: 3, message: 'Line SO was shipped 3 beyond its request' },
      { kind: 'transfer_not_dispatched', item: 'TEA', subject: 'T', cause: '', grains: -4, message: 'Transfer T arrived and was never dispatched' },
    ]);
  });
});

describe('an identity that comes again with other content', () => {
  it('changes nothing, is kept once, and is an exception', () => {
    const ledger = startLedger(register);
    const first = factOf(register, { source: 'erp', id: 'x', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...receive(4) } as never);
    const other = factOf(register, { source: 'erp', id: 'x', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...receive(5) } as never);
    expect(evolve(ledger, first)).toEqual({ outcome: 'recorded' });
    expect(evolve(ledger, first)).toEqual({ outcome: 'repeated', verified: true });
    expect(evolve(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect(evolve(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect(ledger.items.get('TEA')?.positions.get('EAST')?.net).toBe(4);
    expect(exceptionsOf(ledger)).toEqual([{
      kind: 'identity_conflict', item: 'TEA', subject: 'erp x', cause: other.fingerprint, message: `erp sent x again with other content (${first.fingerprint} stands)`,
    }]);
  });

  it('is the same id of another source, or the other way round, another identity', () => {
    expect(kindsAfter(register, [{ ...receive(4), id: 'x' }, { ...receive(5), id: 'x', source: 'shop' }])).toEqual([]);
  });

  it('the first in the log stands, also where the other takes a fact back', () => {
    const log = [{ ...receive(4), id: 'x' }, { ...receive(2), id: 'y' }, { type: 'fact.voided', id: 'y', target: { source: 'erp', id: 'x' }, reason: 'typo' } as Told].map((told, index) => entryOf(register, told, index));
    const ledger = replay(register, log);
    expect(ledger.items.get('TEA')?.positions.get('EAST')?.net).toBe(6);
    expect(exceptionsOf(ledger).map(({ kind }) => kind)).toEqual(['identity_conflict']);
  });

  it('a repeat in a numbered stream is told by its number alone', () => {
    const ledger = startLedger(register);
    const numbered = (sequence: number) => factOf(register, { source: 'wms', id: `n${sequence}`, sourceSequence: sequence, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...receive(4) } as never);
    expect(evolve(ledger, numbered(1))).toEqual({ outcome: 'recorded' });
    expect(evolve(ledger, numbered(1))).toEqual({ outcome: 'repeated', verified: false });
    expect(ledger.identities.size).toBe(0);
  });

  it('a number that belongs to no dense stream is trouble and leaves the ledger as it was', () => {
    const ledger = startLedger(register);
    const fact = factOf(register, { source: 'wms', id: 'far', sourceSequence: 2_000_000, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', ...receive(4) } as never);
    expect(() => evolve(ledger, fact)).toThrow(expect.objectContaining({ code: 'ledger.stream_gap' }));
    expect(ledger.items.size).toBe(0);
  });
});

it('no two of one history have the same kind, item, subject and cause, whatever it holds', () => {
  fc.assert(fc.property(histories({ serials: ['S1', 'S2'] }), fc.array(wishes, { maxLength: 10 }), (events, wished) => {
    const keys = exceptionsOf(replay(ruledRegister, logOf(ruledRegister, events, wished))).map(({ kind, item, subject, cause }) => JSON.stringify([kind, item, subject, cause]));
    expect(keys).toEqual([...new Set(keys)]);
  }), { numRuns: runs(300) });
  const arrived = (owner: string | undefined, id: string): LogEntry => ({
    fact: factOf(register, { type: 'transfer.received', source: 'erp', id, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', transfer: 'T', location: 'EAST', lot: 'L', quantity: { amount: '1', unit: 'EA' }, ...(owner !== undefined && { owner }) }),
  });
  expect(exceptionsOf(replay(register, [arrived(undefined, 'a'), arrived('SUP', 'b')])).map(({ kind, subject, cause }) => [kind, subject, cause])).toEqual([
    ['transfer_not_dispatched', 'T', 'lot L'], ['transfer_not_dispatched', 'T', 'lot L owner SUP'],
  ]);
});

describe('where the policy lets stock go negative', () => {
  it.each([
    [{ location: 'EAST' }, true], [{ location: 'EAST-A' }, true], [{ item: 'TEA' }, true], [{}, true], [{ location: 'WEST' }, false], [{ item: 'HAM' }, false], [{ location: 'EAST-A-1' }, false],
  ])('a rule for %j allows it at EAST-A: %s', (scope, allowed) => {
    const world = registerWith({ version: 'p', negative: [{ ...scope, rule: 'allow' }] });
    expect(kindsAfter(world, [ship(3, { location: 'EAST-A' })])).toEqual(allowed ? [] : ['negative_stock']);
  });

  it('goods in a place that does not sell back no promise', () => {
    const world = compileRegister(CATALOG);
    const cage: ReservationEvent[] = [
      { type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: grains(2) },
      { type: 'reservation.reserved', item: 'TEA', line: 'SO', policy: 'p', holds: [{ location: 'WEST', grains: grains(2) }] },
    ];
    expect(kindsAfter(world, [receive(2, { location: 'CAGE' }), ...cage])).toEqual(['oversold']);
    expect(kindsAfter(world, [receive(2, { location: 'WEST' }), ...cage])).toEqual([]);
  });
});
