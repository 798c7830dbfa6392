import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/foundation/index.js';
import {
  decodeItem, decodeLedger, encodeItem, encodeLedger, evolve, itemOf, lapsedLines, LEDGER_FORMAT, noteConflict, pictureOf, replay, replayAdmitted, startItemLedger, startLedger, stateHash, verify, type Ledger, type LogEntry,
} from '../../src/ledger/index.js';
import type { Fact } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { register, ruledRegister } from './world.js';
import { AT, MIDNIGHT, opened, told, type Told } from './told.js';

describe('the canonical form of a ledger', () => {
  it('of nothing', () => {
    expect(encodeLedger(startLedger(register))).toEqual({ format: 'stockwright-ledger-6', items: [], streams: [], identities: [], conflicts: [] });
    expect(LEDGER_FORMAT).toBe('stockwright-ledger-6');
  });

  it('says what is known, parts with nothing in them left out', () => {
    const item = itemOf(replay(register, [told({}), told({ id: 'b', location: 'WEST', lot: 'L', quantity: { amount: '1', unit: 'EA' } }), told({ id: 'c', type: 'stock.shipped', location: 'WEST', lot: 'L', quantity: { amount: '1', unit: 'EA' } })]), 'TEA');
    expect(encodeItem(register, item)).toEqual({ item: 'TEA', positions: [['EAST', 'sellable', '', '', '', 3, [[MIDNIGHT, 3]]]], supplier: -4, customer: 1 });
    expect(encodeItem(register, startItemLedger('TEA'))).toEqual({ item: 'TEA' });
  });

  it('is in order of name, whatever came first', () => {
    const encoded = encodeLedger(replay(register, [
      told({ id: 'b', location: 'WEST' }), told({ id: 'a', item: 'HAM', quantity: { amount: '1', unit: 'KGM' } }), told({ id: 'c' }),
      opened('SO-2'), opened('SO-1'),
      told({ id: 'd', source: 'wms', stream: 'y', sourceSequence: 3 }), told({ id: 'd', source: 'wms', stream: 'x', sourceSequence: 1 }),
    ])) as unknown as { items: { item: string; positions: string[][]; lines: { line: string }[] }[]; streams: unknown };
    expect(encoded.items.map(({ item }) => item)).toEqual(['HAM', 'TEA']);
    expect(encoded.items[1]?.positions.map(([location]) => location)).toEqual(['EAST', 'WEST']);
    expect(encoded.items[1]?.lines.map(({ line }) => line)).toEqual(['SO-1', 'SO-2']);
    expect(encoded.streams).toEqual([{ source: 'wms', stream: 'x', low: 1, seen: [] }, { source: 'wms', stream: 'y', low: 0, seen: [3, 3] }]);
  });

  it('keeps conflicts in order of identity and then of what came', () => {
    const ledger = startLedger(register);
    for (const [id, received] of [['b', '1'], ['a', '2'], ['a', '1']] as const) noteConflict(ledger, { source: 'erp', id, item: 'TEA', recorded: '0', received });
    noteConflict(ledger, { source: 'erp', id: 'a', item: 'TEA', recorded: '0', received: '1' });
    const encoded = encodeLedger(ledger);
    expect((encoded['conflicts'] as { id: string; received: string }[]).map(({ id, received }) => [id, received])).toEqual([['a', '1'], ['a', '2'], ['b', '1']]);
    expect(decodeLedger(register, encoded).conflicts).toEqual(ledger.conflicts);
  });

  it('has no item of which nothing is known', () => {
    const ledger = startLedger(register);
    itemOf(ledger, 'TEA');
    expect(encodeLedger(ledger)['items']).toEqual([]);
    expect(verify(ledger, []).ok).toBe(true);
    expect(verify(startLedger(register), []).ok).toBe(true);
  });

  it('changes with every part of the state', () => {
    const log = [told({}), opened('SO')];
    const hashes = [
      replay(register, log), replay(register, [told({ location: 'WEST' }), opened('SO')]), replay(register, [told({}), opened('SO-1')]), replay(register, [told({}), opened('SO', 'HAM')]),
      replay(register, [...log, told({ id: 'x', type: 'return.closed', returnLine: 'R' })]), replay(register, [told({ id: 'b' }), opened('SO')]),
    ].map(stateHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(stateHash(replay(register, log))).toBe(hashes[0]);
  });
});

describe('an item read again from its canonical form', () => {
  const count = (id: string, minute: number, amount: string): LogEntry => told({
    id, type: 'stock.counted', effectiveAt: new Date(MIDNIGHT + minute * 60_000).toISOString(), balances: [{ quantity: { amount, unit: 'EA' } }],
  });
  const again = (log: readonly LogEntry[], item = 'TEA') => decodeItem(ruledRegister, JSON.parse(canonicalJson(encodeItem(ruledRegister, itemOf(replayAdmitted(ruledRegister, log), item)))) as Told);

  it('knows when it was last counted, and that the counts must be worked out', () => {
    const counted = again([told({}), count('c', 5, '7'), count('d', 3, '9')]);
    expect([counted.lastCountAt, counted.settled]).toEqual([MIDNIGHT + 5 * 60_000, false]);
    expect(pictureOf(register, counted, MIDNIGHT).balances).toMatchObject([{ location: 'EAST', grains: 7 }]);
    const plain = again([told({})]);
    expect([plain.lastCountAt, plain.settled]).toEqual([-Infinity, true]);
  });

  it.each<[string, Told[]]>([
    ['positions of every kind', [{}, { id: 'b', state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' }]],
    ['weights', [{ item: 'HAM', quantity: { amount: '1', unit: 'KGM' }, weight: { amount: '1.5', unit: 'KGM' } }]],
    ['rounding', [{ item: 'HAM', quantity: { amount: '1.001', unit: 'KGM' } }]],
    ['virtual places', [{ type: 'stock.shipped' }, { id: 'b', type: 'stock.adjusted', reason: 'r', location: 'WEST' }]],
    ['transfers', [{ type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST', lot: 'L', owner: 'SUP' }, to: 'WEST' }, { id: 'b', type: 'transfer.received', transfer: 'T', location: 'WEST', lot: 'L', owner: 'SUP' }]],
    ['supplies', [{ type: 'supply.scheduled', supply: 'PO', class: 'onOrder', dueAt: AT }, { id: 'b', supply: 'PO' }]],
    ['demands', [{ type: 'demand.scheduled', demand: 'D', class: 'forecast', dueAt: AT }]],
    ['returns', [{ type: 'return.authorized', returnLine: 'R' }, { id: 'b', type: 'return.dispositioned', returnLine: 'R', disposition: 'scrap' }]],
    ['documents', [{ source: 'shop', document: 'ASN', provisional: true }, { id: 'b', type: 'receipt.settled', document: 'D2', outcome: 'rejected' }]],
    ['voids', [{ type: 'fact.voided', target: { source: 'erp', id: 'z' }, reason: 'r' }]],
    ['lots', [{ lot: 'L', lotAttributes: { origin: 'a' } }]],
    ['lines', [{ type: 'order.placed', line: 'SO' }, { id: 'b', type: 'stock.shipped', line: 'SO' }, { id: 'c', type: 'claim.reported', line: 'SO', measure: 'picked', mode: 'delta' }, { id: 'd', type: 'order.cancelled', line: 'SO', quantity: { amount: '1', unit: 'EA' } }]],
  ])('is the same and folds on the same way: %s', (_, facts) => {
    const log = facts.map(told);
    const item = facts[0]?.['item'] === 'HAM' ? 'HAM' : 'TEA';
    const original = itemOf(replayAdmitted(register, log), item);
    const read = again(log, item);
    expect(canonicalJson(encodeItem(register, read))).toBe(canonicalJson(encodeItem(register, original)));
    for (const [name, table] of Object.entries(original)) if (table instanceof Map) expect([...(read[name as 'lots'] as unknown as Map<string, unknown>).keys()]).toEqual([...table.keys()]);
    // The same facts once more: whatever was read is added to and not begun anew.
    const more = log.map((entry) => ({ fact: { ...(entry as { fact: Fact }).fact, id: `${(entry as { fact: Fact }).fact.id}2` } }));
    const ledgers = [original, read].map((start): Ledger => ({ ...startLedger(register), items: new Map([[item, start]]) }));
    for (const ledger of ledgers) for (const entry of more) evolve(ledger, entry.fact);
    expect(canonicalJson(encodeLedger(ledgers[1]!)['items'])).toBe(canonicalJson(encodeLedger(ledgers[0]!)['items']));
  });

  it('keeps claims and the ends of soft holds', () => {
    const reserved: LogEntry = { decision: { type: 'reservation.reserved', item: 'TEA', line: 'SO', policy: 'p', holds: [{ location: 'EAST', grains: grains(2) }], expiresAt: AT } };
    const read = again([opened('SO'), reserved]);
    expect([...read.claims]).toEqual([['EAST', { reserved: 2, allocated: 0, picked: 0 }]]);
    expect(lapsedLines(read, MIDNIGHT).map(({ line }) => line)).toEqual(['SO']);
  });
});
