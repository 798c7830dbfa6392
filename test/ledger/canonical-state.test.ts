import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/foundation/index.js';
import {
  admissionOf, admit, cursorOf, decodeItem, decodeLedger, encodeItem, encodeLedger, evolve, evolveDecision, exceptionsOf, identityDigest, isNumbered, itemOf, lapsedLines, LEDGER_FORMAT, noteConflict,
  pictureOf, postingsOf, replay, replayAdmitted, standingFacts, startItemLedger, startLedger, stateHash, stockCard, verify, verifyItems, type Ledger, type LogEntry,
} from '../../src/ledger/index.js';
import type { Fact, ReservationEvent, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register, ruledRegister } from './world.js';

type Told = Readonly<Record<string, unknown>>;
const AT = '2026-01-05T00:00:00Z';
const MIDNIGHT = Date.parse(AT);
const THREE = { quantity: { amount: '3', unit: 'EA' } };

function fact(rest: Told): Fact {
  return factOf(register, { type: 'stock.received', source: 'erp', id: 'a', effectiveAt: AT, item: 'TEA', location: 'EAST', ...THREE, ...rest } as unknown as StockEvent);
}
const told = (rest: Told): LogEntry => ({ fact: fact(rest) });
const opened = (line: string, item = 'TEA'): LogEntry => ({ decision: { type: 'reservation.opened', item, line, policy: 'p', requested: grains(3) } });

describe('the canonical form of a ledger', () => {
  it('of nothing', () => {
    expect(encodeLedger(startLedger(register))).toEqual({ format: 'stockwright-ledger-1', items: [], streams: [], identities: [], conflicts: [] });
    expect(LEDGER_FORMAT).toBe('stockwright-ledger-1');
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

describe('whether a fact is new', () => {
  it('is asked without remembering the answer', () => {
    const ledger = startLedger(register);
    const first = fact({});
    expect(admissionOf(ledger, first)).toEqual({ outcome: 'recorded' });
    expect(admit(ledger, first)).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, first)).toEqual({ outcome: 'repeated', verified: true });
    const other = fact({ quantity: { amount: '4', unit: 'EA' } });
    expect(admissionOf(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect(ledger.conflicts.size).toBe(0);
    expect(admit(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect([...ledger.conflicts.values()]).toEqual([{ source: 'erp', id: 'a', item: 'TEA', recorded: first.fingerprint, received: other.fingerprint }]);
    expect(ledger.items.size).toBe(0);
  });

  it('is a matter of the number where the source numbers', () => {
    const ledger = startLedger(register);
    const numbered = (sourceSequence: number, rest: Told = {}): Fact => fact({ source: 'wms', id: `n${sourceSequence}`, sourceSequence, ...rest });
    expect(admissionOf(ledger, numbered(1))).toEqual({ outcome: 'recorded' });
    expect(admit(ledger, numbered(1))).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, numbered(1))).toEqual({ outcome: 'repeated', verified: false });
    expect(admit(ledger, numbered(1))).toEqual({ outcome: 'repeated', verified: false });
    expect(admissionOf(ledger, numbered(2))).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, numbered(1, { stream: 'other' }))).toEqual({ outcome: 'recorded' });
    expect([...ledger.streams].map(([source, streams]) => [source, [...streams.keys()]])).toEqual([['wms', ['']]]);
    expect(cursorOf(ledger, 'wms', '')).toBe(ledger.streams.get('wms')?.get(''));
    expect(cursorOf(ledger, 'wms', 'other').low).toBe(0);
    expect([...(ledger.streams.get('wms')?.keys() ?? [])]).toEqual(['', 'other']);
  });

  it.each<[string, Told, boolean]>([
    ['a number of a source that numbers', { source: 'wms', sourceSequence: 1 }, true], ['no number', { source: 'wms' }, false], ['a number of a source that does not say so', { source: 'erp', sourceSequence: 1 }, false],
    ['a number of a source nobody declared', { source: 'nobody', sourceSequence: 1 }, false],
  ])('%s', (_, rest, expected) => {
    expect(isNumbered(register, fact(rest))).toBe(expected);
  });

  it('an identity is its source and id, and neither runs into the other', () => {
    expect(identityDigest('erp', 'a')).toMatch(/^[0-9a-f]{32}$/);
    expect(identityDigest('erp', 'a')).toBe(identityDigest('erp', 'a'));
    expect(identityDigest('erpa', '')).not.toBe(identityDigest('erp', 'a'));
  });

  it('an item is started once', () => {
    const ledger = startLedger(register);
    const item = itemOf(ledger, 'TEA');
    expect(itemOf(ledger, 'TEA')).toBe(item);
    expect(item.item).toBe('TEA');
    evolveDecision(ledger, (opened('SO') as { decision: ReservationEvent }).decision);
    expect(item.lines.has('SO')).toBe(true);
  });
});

describe('the postings of one fact', () => {
  const NONE = { state: '', lot: '', serial: '', owner: '' };
  it('name every part of the place', () => {
    expect(postingsOf(register, fact({ state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' }))).toEqual([
      { place: 'EAST', state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP', grains: 3 }, { place: '@supplier', ...NONE, grains: -3 },
    ]);
    expect(postingsOf(register, fact({ type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST', lot: 'L', owner: 'SUP' }, to: 'WEST' }))).toEqual([
      { place: 'EAST', state: 'sellable', lot: 'L', serial: '', owner: 'SUP', grains: -3 }, { place: '@transit/T', ...NONE, lot: 'L', owner: 'SUP', grains: 3 },
    ]);
  });

  it.each<[string, Told]>([
    ['of a count', { type: 'stock.counted', balances: [THREE] }], ['of an opening', { type: 'stock.opened', balances: [{ location: 'EAST', ...THREE }] }], ['of an order', { type: 'order.placed', line: 'SO' }],
    ['of what rounds to nothing', { item: 'HAM', quantity: { amount: '0.001', unit: 'KGM' } }],
  ])('there are none %s', (_, rest) => {
    expect(postingsOf(register, fact(rest))).toEqual([]);
  });
});

describe('what a log says', () => {
  it('a repeat and a conflict are left out, and decisions are no facts', () => {
    const first = told({});
    expect(standingFacts([first, first, told({ quantity: { amount: '4', unit: 'EA' } }), opened('SO')])).toEqual([(first as { fact: Fact }).fact]);
  });

  it('a void stands, and what it may take back does not, wherever it stands', () => {
    const undo = told({ id: 'v', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' });
    const approved = told({ id: 'w', source: 'shop', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r', approval: 'A' });
    const unlawful = told({ id: 'x', source: 'shop', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' });
    const ids = (...log: LogEntry[]): string[] => standingFacts(log).map(({ id }) => id);
    expect(ids(told({}), undo)).toEqual(['v']);
    expect(ids(undo, told({}))).toEqual(['v']);
    expect(ids(approved, told({}))).toEqual(['w']);
    expect(ids(unlawful, told({}))).toEqual(['x', 'a']);
    expect(ids(undo, told({ id: 'v2', type: 'fact.voided', target: { source: 'erp', id: 'v' }, reason: 'r' }))).toEqual(['v', 'v2']);
  });

  it('a void in a replayed log that carries what it takes back takes it back once', () => {
    const carried: LogEntry = { fact: { ...fact({ id: 'v', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' }), detail: { target: { source: 'erp', id: 'a' }, reason: 'r', reverses: fact({}) } } };
    expect(pictureOf(register, itemOf(replay(register, [told({}), carried]), 'TEA'), MIDNIGHT).balances).toEqual([]);
    expect(exceptionsOf(replay(register, [told({}), carried]))).toEqual([]);
  });

  it('a log may be any iterable', () => {
    expect(itemOf(replayAdmitted(register, new Set([told({})])), 'TEA').positions.get('EAST')?.net).toBe(3);
  });
});

describe('a stock card reads the facts of one document together', () => {
  const provisional = told({ id: 's', source: 'shop', document: 'D', provisional: true });
  const own = told({ id: 'o', document: 'D', quantity: { amount: '5', unit: 'EA' }, effectiveAt: '2026-01-05T01:00:00Z' });
  const card = (...log: LogEntry[]): unknown => stockCard(register, log, { item: 'TEA' }).map(({ id, change, balance }) => [id, change, balance]);

  it.each<[string, LogEntry[], unknown[]]>([
    ['a receipt that waits has no row', [provisional], []],
    ['one that is confirmed has its row at the confirmation', [provisional, told({ id: 't', type: 'receipt.settled', document: 'D', outcome: 'confirmed', effectiveAt: '2026-01-05T01:00:00Z' })], [['t', 3, 3]]],
    ['the owner’s has its row', [provisional, own], [['o', 5, 5]]],
    ['a provisional shipment has its row, and the owner’s what it changes', [told({ id: 's', source: 'shop', type: 'stock.shipped' }), told({ id: 'b', location: 'WEST' })], [['b', 3, 3], ['s', -3, 0]]],
    ['facts that change nothing in scope have none', [told({ id: 'm', type: 'stock.moved', from: { location: 'EAST' }, to: { location: 'WEST' } })], []],
  ])('%s', (_, log, expected) => {
    expect(card(...log)).toEqual(expected);
  });

  it('a count that belongs to a document has its row', () => {
    expect(card(told({ id: 'c', type: 'stock.counted', document: 'D', balances: [THREE] }))).toEqual([['c', 3, 3]]);
  });

  it.each<[string, object, number[]]>([
    ['all', {}, [3, 3, 3, 3, 3, 3]], ['a place', { location: 'WEST' }, [3]], ['a condition', { state: 'damaged' }, [3]], ['a lot', { lot: 'L' }, [3]], ['a serial', { serial: 'S' }, [3]], ['an owner', { owner: 'SUP' }, [3]],
    ['no lot', { lot: '' }, [3, 3, 3, 3, 3]], ['a place and a lot', { location: 'WEST', lot: 'L' }, []],
  ])('in scope: %s', (_, scope, changes) => {
    const log = [{}, { id: 'b', location: 'WEST' }, { id: 'c', state: 'damaged' }, { id: 'd', lot: 'L' }, { id: 'e', serial: 'S' }, { id: 'f', owner: 'SUP' }].map(told);
    expect(stockCard(register, log, { item: 'TEA', ...scope }).map(({ change }) => change)).toEqual(changes);
  });
});

describe('a proof says what is wrong', () => {
  const sound = (): Ledger => {
    const ledger = replay(register, [
      told({ item: 'HAM', quantity: { amount: '1', unit: 'KGM' }, weight: { amount: '1', unit: 'KGM' } }), told({ id: 'b', item: 'HAM', type: 'order.placed', line: 'SO', quantity: { amount: '2', unit: 'KGM' } }),
      told({ id: 'c', item: 'HAM', type: 'claim.reported', line: 'SO', measure: 'picked', mode: 'delta', quantity: { amount: '1', unit: 'KGM' } }),
      told({ id: 'd', item: 'HAM', type: 'stock.counted', effectiveAt: '2026-01-05T01:00:00Z', balances: [{ quantity: { amount: '3', unit: 'KGM' } }] }),
    ]);
    exceptionsOf(ledger); // Settles the count.
    return ledger;
  };
  const wrong = (corrupt: (item: Ledger['items'] extends Map<string, infer Item> ? Item : never, ledger: Ledger) => void): unknown => {
    const ledger = sound();
    corrupt(ledger.items.get('HAM')!, ledger);
    return verify(ledger).violations.map(({ subject, message }) => [subject, message]);
  };

  it('in words, with both figures', () => {
    expect(wrong((item) => { item.supplier = grains(item.supplier + 1); })).toEqual([['', 'Postings sum to 1']]);
    expect(wrong((item) => { item.weightOutside = grains(item.weightOutside - 1); })).toEqual([['weight', 'Weight postings sum to -1']]);
    expect(wrong((item) => { item.positions.get('EAST')!.history.amounts[0] = grains(90); })).toEqual([['EAST', 'Movements sum to 90, the position says 100']]);
    expect(wrong((item) => { item.positions.get('EAST')!.derived = grains(7); })).toEqual([['EAST', 'Counts imply 200, the position says 7']]);
    expect(wrong((item) => { item.claims.set('EAST', { reserved: grains(1), allocated: grains(0), picked: grains(100) }); })).toEqual([
      ['EAST', 'Lines claim {"allocated":0,"picked":100,"reserved":0}, the total says {"allocated":0,"picked":100,"reserved":1}']]);
    expect(wrong((item) => { const line = item.lines.get('SO')!; item.lines.set('SO', { ...line, balance: { ...line.balance, backordered: grains(-1) } }); })).toEqual([
      ['SO', 'Parts sum to 99, requested are 200'], ['SO', 'backordered is -1'], ['SO', 'The kept balance is not the one its decisions and facts give']]);
  });

  it('an unsettled item is not judged by counts that are still to be worked out', () => {
    expect(wrong((item) => { item.positions.get('EAST')!.derived = grains(7); item.settled = false; })).toEqual([]);
  });

  it('against a log: where the two part, or that numbers differ', () => {
    const log = [told({})];
    const other = replay(register, [told({ quantity: { amount: '4', unit: 'EA' } })]);
    for (const { ok, violations } of [verify(other, log), verifyItems(other, log)]) {
      expect(ok).toBe(false);
      expect(violations).toEqual([{ law: 'fold_equals_state', item: 'TEA', subject: expect.stringMatching(/^….*4.*… and not ….*3.*…$/) as unknown, message: 'A fold of the log gives another state' }]);
    }
    const seen = startLedger(register);
    cursorOf(seen, 'wms', '');
    expect(verify(seen, []).violations).toEqual([{ law: 'fold_equals_state', item: '', subject: 'streams', message: 'A fold of the log has seen other numbers' }]);
    expect(verifyItems(seen, [])).toEqual({ ok: true, violations: [] });
    expect(verifyItems(replay(register, log), log)).toEqual({ ok: true, violations: [] });
    expect(verifyItems(startLedger(register), log).violations.map(({ item }) => item)).toEqual(['TEA']);
    expect(verifyItems(replay(register, log), []).violations.map(({ item }) => item)).toEqual(['TEA']);
  });
});
