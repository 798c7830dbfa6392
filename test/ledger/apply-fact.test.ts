import { describe, expect, it } from 'vitest';
import { encodeItem, evolve, isOutbound, itemOf, pictureOf, replay, startLedger, type LogEntry } from '../../src/ledger/index.js';
import type { Fact, Register, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register, ruledRegister, streamed } from './world.js';

type Told = Readonly<Record<string, unknown>>;
const AT = '2026-01-05T01:00:00Z';
const DUE = '2026-01-09T00:00:00Z';
const THREE = { quantity: { amount: '3', unit: 'EA' } };
const EAST = { location: 'EAST' };
const NAMED = { location: 'EAST', state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' };

function told(type: string, rest: Told = {}): StockEvent {
  return { type, source: 'erp', id: 'e', effectiveAt: AT, item: 'TEA', ...rest } as unknown as StockEvent;
}

function entries(world: Register, events: readonly StockEvent[]): LogEntry[] {
  return events.map((event) => ({ fact: factOf(world, event) }));
}

/** What is known of the item beyond nothing: stock by place, the parts of lines that were told, statements without their order. */
function known(world: Register, log: readonly LogEntry[], item = 'TEA', fold = streamed): Told {
  const { item: _item, positions, weights, lines, ...rest } = encodeItem(world, itemOf(fold(world, log), item)) as Record<string, never>;
  const stock = (table: readonly (readonly [string, string, string, string, string, number])[] | undefined): Told | undefined =>
    table && Object.fromEntries(table.map(([location, state, lot, serial, owner, amount]) => [[location, state, lot, serial, owner].filter((part) => part !== '').join(' '), amount]));
  const plain = JSON.parse(JSON.stringify({ stock: stock(positions), weights: stock(weights), lines: (lines as Told[] | undefined)?.map(toldOfLine), ...rest })) as Told;
  return contentsOnly(plain) as Told;
}

function toldOfLine({ line, placed, claims, cancels, shipped }: Told): Told {
  return Object.fromEntries(Object.entries({ line, placed, claims, cancels, shipped }).filter(([, part]) => (part as { length: number }).length > 0));
}

function contentsOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentsOnly);
  if (typeof value !== 'object' || value === null) return value;
  if ('order' in value && 'content' in value) return contentsOnly(value.content);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, contentsOnly(member)]));
}

const TRANSFER = { transfer: 'T', lot: '', owner: '', bound: [], dispatched: 0, received: 0, rejected: 0, lost: 0 };
const RETURN = { returnLine: 'R', authorized: 0, received: 0, inspected: 0, dispositioned: {}, credited: 0, closed: 0, orderLines: [] };
const PLAN = { channel: '', location: 'EAST', dueAt: Date.parse(DUE), grains: 3, cancelled: false };
const NO_PLAN = { class: 'planned', channel: '', location: '', dueAt: Date.parse(AT), grains: 0, cancelled: true };
const disposed = (disposition: string): Told => ({ returnLine: 'R', ...EAST, lot: 'L', disposition, ...THREE });

const EFFECTS: [string, Told, Told][] = [
  ['stock.received', { ...EAST, ...THREE }, { stock: { 'EAST sellable': 3 }, supplier: -3 }],
  ['stock.received', { ...NAMED, ...THREE, supply: 'PO', lotAttributes: { expiresOn: '2026-06-30' } },
    { stock: { 'EAST damaged L S SUP': 3 }, supplier: -3, supplies: [{ line: 'PO', statements: [], received: 3 }], lots: [['L', [{ expiresOn: '2026-06-30' }]]] }],
  ['stock.shipped', { ...EAST, ...THREE }, { stock: { 'EAST sellable': -3 }, customer: 3 }],
  ['stock.shipped', { ...NAMED, ...THREE, line: 'SO' }, { stock: { 'EAST damaged L S SUP': -3 }, customer: 3, lines: [{ line: 'SO', shipped: [['EAST', 3]] }] }],
  ['stock.issued', { ...EAST, ...THREE, reason: 'consumed' }, { stock: { 'EAST sellable': -3 }, adjustment: 3 }],
  ['stock.issued', { ...EAST, ...THREE, reason: 'returnedToVendor' }, { stock: { 'EAST sellable': -3 }, supplier: 3 }],
  ['stock.returned', { ...EAST, ...THREE }, { stock: { 'EAST inspection': 3 }, customer: -3 }],
  ['stock.returned', { ...NAMED, ...THREE, returnLine: 'R' }, { stock: { 'EAST damaged L S SUP': 3 }, customer: -3, returns: [{ ...RETURN, received: 3 }] }],
  ['stock.adjusted', { ...EAST, quantity: { amount: '-3', unit: 'EA' }, reason: 'r' }, { stock: { 'EAST sellable': -3 }, adjustment: 3 }],
  ['stock.moved', { from: NAMED, to: { location: 'WEST' }, ...THREE }, { stock: { 'EAST damaged L S SUP': -3, 'WEST sellable': 3 } }],
  ['stock.stateChanged', { ...EAST, fromState: 'sellable', toState: 'damaged', ...THREE }, { stock: { 'EAST sellable': -3, 'EAST damaged': 3 } }],
  ['transfer.dispatched', { transfer: 'T', from: NAMED, to: 'WEST', ...THREE }, { stock: { 'EAST damaged L S SUP': -3 }, transfers: [{ ...TRANSFER, lot: 'L', owner: 'SUP', bound: ['WEST'], dispatched: 3 }] }],
  ['transfer.received', { transfer: 'T', ...EAST, ...THREE }, { stock: { 'EAST sellable': 3 }, transfers: [{ ...TRANSFER, received: 3 }] }],
  ['transfer.rejected', { transfer: 'T', ...EAST, ...THREE }, { stock: { 'EAST quarantined': 3 }, transfers: [{ ...TRANSFER, rejected: 3 }] }],
  ['transfer.lost', { transfer: 'T', lot: 'L', owner: 'SUP', ...THREE }, { adjustment: 3, transfers: [{ ...TRANSFER, lot: 'L', owner: 'SUP', lost: 3 }] }],
  ['supply.scheduled', { supply: 'PO', class: 'onOrder', ...EAST, dueAt: DUE, ...THREE }, { supplies: [{ line: 'PO', statements: [{ ...PLAN, class: 'onOrder' }], received: 0 }] }],
  ['supply.changed', { supply: 'PO', class: 'onOrder', ...EAST, dueAt: DUE, ...THREE }, { supplies: [{ line: 'PO', statements: [{ ...PLAN, class: 'onOrder' }], received: 0 }] }],
  ['supply.cancelled', { supply: 'PO' }, { supplies: [{ line: 'PO', statements: [NO_PLAN], received: 0 }] }],
  ['demand.scheduled', { demand: 'D', class: 'forecast', channel: 'shop', ...EAST, dueAt: DUE, ...THREE }, { demands: [{ line: 'D', statements: [{ ...PLAN, class: 'forecast', channel: 'shop' }], received: 0 }] }],
  ['demand.changed', { demand: 'D', class: 'confirmed', ...EAST, dueAt: DUE, ...THREE }, { demands: [{ line: 'D', statements: [{ ...PLAN, class: 'confirmed' }], received: 0 }] }],
  ['demand.cancelled', { demand: 'D' }, { demands: [{ line: 'D', statements: [NO_PLAN], received: 0 }] }],
  ['order.placed', { line: 'SO', ...EAST, channel: 'shop', ...THREE }, { lines: [{ line: 'SO', placed: [{ grains: 3, channel: 'shop', account: '', location: 'EAST' }] }] }],
  ['order.placed', { line: 'SO', ...THREE }, { lines: [{ line: 'SO', placed: [{ grains: 3, channel: '', account: '', location: '' }] }] }],
  ['order.cancelled', { line: 'SO' }, { lines: [{ line: 'SO', cancels: [{ grains: 0, everything: true }] }] }],
  ['order.cancelled', { line: 'SO', ...THREE }, { lines: [{ line: 'SO', cancels: [{ grains: 3, everything: false }] }] }],
  ['claim.reported', { line: 'SO', ...EAST, measure: 'picked', mode: 'cumulative', ...THREE }, { lines: [{ line: 'SO', claims: [{ source: 'erp', measure: 'picked', mode: 'cumulative', location: 'EAST', grains: 3 }] }] }],
  ['return.authorized', { returnLine: 'R', ...THREE }, { returns: [{ ...RETURN, authorized: 3 }] }],
  ['return.authorized', { returnLine: 'R', line: 'SO', ...THREE }, { returns: [{ ...RETURN, authorized: 3, orderLines: ['SO'] }] }],
  ['return.credited', { returnLine: 'R', ...THREE }, { returns: [{ ...RETURN, credited: 3 }] }],
  ['return.credited', { returnLine: 'R', line: 'SO', ...THREE }, { returns: [{ ...RETURN, credited: 3, orderLines: ['SO'] }] }],
  ['return.inspected', { returnLine: 'R', ...THREE }, { returns: [{ ...RETURN, inspected: 3 }] }],
  ['return.dispositioned', disposed('restock'), { stock: { 'EAST inspection L': -3, 'EAST sellable L': 3 }, returns: [{ ...RETURN, dispositioned: { restock: 3 } }] }],
  ['return.dispositioned', disposed('damaged'), { stock: { 'EAST inspection L': -3, 'EAST damaged L': 3 }, returns: [{ ...RETURN, dispositioned: { damaged: 3 } }] }],
  ['return.dispositioned', disposed('quarantine'), { stock: { 'EAST inspection L': -3, 'EAST quarantined L': 3 }, returns: [{ ...RETURN, dispositioned: { quarantine: 3 } }] }],
  ['return.dispositioned', disposed('scrap'), { stock: { 'EAST inspection L': -3 }, adjustment: 3, returns: [{ ...RETURN, dispositioned: { scrap: 3 } }] }],
  ['return.dispositioned', disposed('returnToVendor'), { stock: { 'EAST inspection L': -3 }, supplier: 3, returns: [{ ...RETURN, dispositioned: { returnToVendor: 3 } }] }],
  ['return.closed', { returnLine: 'R' }, { returns: [{ ...RETURN, closed: 1 }] }],
];

describe('what a fact changes, and nothing else', () => {
  it.each(EFFECTS)('%s %j', (type, rest, expected) => {
    expect(known(register, entries(register, [told(type, rest)]))).toEqual(expected);
  });

  it.each(EFFECTS)('under two ids, both count: %s %j', (type, rest) => {
    const twice = known(register, entries(register, [told(type, rest), told(type, { ...rest, id: 'f' })]));
    const amounts = (state: Told): unknown[] => Object.values((state['stock'] ?? {}) as Told);
    expect(amounts(twice)).toEqual(amounts(known(register, entries(register, [told(type, rest)]))).map((amount) => 2 * (amount as number)));
    for (const account of ['supplier', 'customer', 'adjustment']) expect(twice[account]).toEqual(doubled(known(register, entries(register, [told(type, rest)]))[account]));
  });

  const gone = [{ source: 'erp', id: 'e', told: 1, allowed: 1 }];
  const takenBack = told('fact.voided', { id: 'v', target: { source: 'erp', id: 'e' }, reason: 'typo' });

  it.each(EFFECTS)('taken back, only that is left: %s %j', (type, rest) => {
    const log = entries(register, [told(type, rest), takenBack]);
    for (const fold of [streamed, replay]) {
      expect(known(register, log, 'TEA', fold)).toEqual({ voids: gone });
      expect(known(register, log.toReversed(), 'TEA', fold)).toEqual({ voids: gone });
    }
  });

  it.each(EFFECTS)('taken back beside another of its kind, the other is left: %s %j', (type, rest, expected) => {
    expect(known(register, entries(register, [told(type, { ...rest, id: 'f' }), told(type, rest), takenBack]))).toEqual({ ...expected, voids: gone });
  });
});

function doubled(amount: unknown): unknown {
  return typeof amount === 'number' ? amount * 2 : amount;
}

describe('a fact taken back', () => {
  const receipt = told('stock.received', { ...EAST, ...THREE });
  const undo = (rest: Told): StockEvent => told('fact.voided', { id: 'v', target: { source: 'erp', id: 'e' }, reason: 'r', ...rest });

  it.each<[string, StockEvent[], number, Told]>([
    ['by its own source', [undo({})], 0, { told: 1, allowed: 1 }],
    ['by another source without approval: it stands', [undo({ source: 'shop' })], 3, { told: 1, allowed: 0 }],
    ['by another source with approval', [undo({ source: 'shop', approval: 'A' })], 0, { told: 1, allowed: 1 }],
    ['twice: once is enough', [undo({}), undo({ id: 'w' })], 0, { told: 2, allowed: 2 }],
    ['first without and then with approval', [undo({ source: 'shop' }), undo({ source: 'shop', id: 'w', approval: 'A' })], 0, { told: 2, allowed: 1 }],
  ])('%s', (_, voids, stock, expected) => {
    for (const events of [[receipt, ...voids], [...voids, receipt]]) {
      const state = known(register, entries(register, events));
      expect(state['voids']).toEqual([{ source: 'erp', id: 'e', ...expected }]);
      expect(Object.values((state['stock'] ?? {}) as Told)).toEqual(stock === 0 ? [] : [stock]);
    }
  });

  it('is that fact alone: the same id of another source stands', () => {
    expect(known(register, entries(register, [receipt, told('stock.received', { ...EAST, ...THREE, source: 'shop' }), undo({})]))['stock']).toEqual({ 'EAST sellable': 3 });
  });

  it('of a dated line leaves what was said before it', () => {
    const scheduled = told('supply.scheduled', { id: 'a', supply: 'PO', class: 'onOrder', ...EAST, dueAt: DUE, ...THREE });
    const changed = told('supply.changed', { supply: 'PO', class: 'planned', location: 'WEST', dueAt: DUE, quantity: { amount: '5', unit: 'EA' } });
    const came = told('stock.received', { id: 'b', ...EAST, ...THREE, supply: 'PO' });
    expect(known(register, entries(register, [scheduled, changed, came, undo({})]))['supplies']).toEqual([{ line: 'PO', statements: [{ ...PLAN, class: 'onOrder' }], received: 3 }]);
  });
});

describe('the second balance of goods that are weighed', () => {
  const ham = { item: 'HAM', quantity: { amount: '1', unit: 'KGM' }, weight: { amount: '1.5', unit: 'KGM' } };
  it.each<[string, Told, Told]>([
    ['stock.received', EAST, { weights: { 'EAST sellable': 1500 }, weightOutside: -1500 }],
    ['stock.shipped', EAST, { weights: { 'EAST sellable': -1500 }, weightOutside: 1500 }],
    ['stock.issued', { ...EAST, reason: 'consumed' }, { weights: { 'EAST sellable': -1500 }, weightOutside: 1500 }],
    ['stock.returned', EAST, { weights: { 'EAST inspection': 1500 }, weightOutside: -1500 }],
    ['stock.adjusted', { ...EAST, reason: 'r' }, { weights: { 'EAST sellable': 1500 }, weightOutside: -1500 }],
    ['stock.moved', { from: EAST, to: { location: 'WEST' } }, { weights: { 'EAST sellable': -1500, 'WEST sellable': 1500 } }],
    ['stock.stateChanged', { ...EAST, fromState: 'sellable', toState: 'damaged' }, { weights: { 'EAST sellable': -1500, 'EAST damaged': 1500 } }],
    ['transfer.received', { ...EAST, transfer: 'T' }, { weights: { 'EAST sellable': 1500 }, weightOutside: -1500 }],
    ['transfer.rejected', { ...EAST, transfer: 'T' }, { weights: { 'EAST quarantined': 1500 }, weightOutside: -1500 }],
    ['return.dispositioned', { ...EAST, returnLine: 'R', disposition: 'restock' }, { weights: { 'EAST inspection': -1500, 'EAST sellable': 1500 } }],
    ['return.dispositioned', { ...EAST, returnLine: 'R', disposition: 'scrap' }, { weights: { 'EAST inspection': -1500 }, weightOutside: 1500 }],
  ])('%s %j, and taken back', (type, rest, expected) => {
    const fact = { ...ham, ...rest };
    const { weights, weightOutside } = known(register, entries(register, [told(type, fact)]), 'HAM');
    expect({ weights, weightOutside }).toEqual({ weightOutside: undefined, ...expected });
    const undo = told('fact.voided', { item: 'HAM', id: 'v', target: { source: 'erp', id: 'e' }, reason: 'r' });
    expect(known(register, entries(register, [told(type, fact), undo]), 'HAM')).toEqual({ voids: [{ source: 'erp', id: 'e', told: 1, allowed: 1 }] });
  });
});

it('goods that are weighed leave with their weight when they are dispatched, and come back with it when that is taken back', () => {
  const dispatch = factOf(register, told('transfer.dispatched', { item: 'HAM', transfer: 'T', from: EAST, to: 'WEST', quantity: { amount: '1', unit: 'KGM' } }));
  const weighed = { ...dispatch, weight: grains(1500) };
  expect(known(register, [{ fact: weighed }], 'HAM')).toMatchObject({ weights: { 'EAST sellable': -1500 }, weightOutside: 1500 });
  const undo = factOf(register, told('fact.voided', { item: 'HAM', id: 'v', target: { source: 'erp', id: 'e' }, reason: 'r' }));
  expect(known(register, [{ fact: weighed }, { fact: undo }], 'HAM')).toEqual({ voids: [{ source: 'erp', id: 'e', told: 1, allowed: 1 }] });
});

describe('a count or an opening', () => {
  const count = told('stock.counted', { ...EAST, balances: [{ quantity: { amount: '7', unit: 'EA' } }] });
  const opening = told('stock.opened', { balances: [{ ...EAST, quantity: { amount: '7', unit: 'EA' } }] });
  const receipt = told('stock.received', { id: 'r', effectiveAt: '2026-01-05T00:30:00Z', ...EAST, ...THREE });
  const undo = told('fact.voided', { id: 'v', target: { source: 'erp', id: 'e' }, reason: 'r' });

  it.each([['count', count], ['opening', opening]])('stands until it is taken back: %s', (_, event) => {
    for (const fold of [streamed, replay]) {
      expect(known(register, entries(register, [receipt, event]), 'TEA', fold)['stock']).toEqual({ 'EAST sellable': 7 });
      expect(known(register, entries(register, [receipt, event, undo]), 'TEA', fold)).toEqual({ stock: { 'EAST sellable': 3 }, supplier: -3, voids: [{ source: 'erp', id: 'e', told: 1, allowed: 1 }] });
    }
  });
});

describe('a fact that lost its detail is read in the mildest way', () => {
  const bare = (type: string, rest: Told): Told => {
    const fact = factOf(register, told(type, rest));
    return known(register, [{ fact: { ...fact, detail: undefined } }]);
  };
  it.each<[string, Told, Told]>([
    ['stock.received', { ...EAST, ...THREE, lot: 'L', lotAttributes: { origin: 'a' } }, { stock: { 'EAST sellable L': 3 }, supplier: -3 }],
    ['stock.issued', { ...EAST, ...THREE, reason: 'returnedToVendor' }, { stock: { 'EAST sellable': -3 }, adjustment: 3 }],
    ['stock.moved', { from: EAST, to: { location: 'WEST' }, ...THREE }, {}],
    ['transfer.dispatched', { transfer: 'T', from: EAST, to: 'WEST', ...THREE }, { stock: { 'EAST sellable': -3 }, transfers: [{ ...TRANSFER, bound: [''], dispatched: 3 }] }],
    ['supply.scheduled', { supply: 'PO', class: 'onOrder', ...EAST, dueAt: DUE, ...THREE }, { supplies: [{ line: 'PO', statements: [{ ...PLAN, class: 'planned', dueAt: Date.parse(AT) }], received: 0 }] }],
    ['order.placed', { line: 'SO', channel: 'shop', ...THREE }, { lines: [{ line: 'SO', placed: [{ grains: 3, channel: '', account: '', location: '' }] }] }],
    ['order.cancelled', { line: 'SO' }, { lines: [{ line: 'SO', cancels: [{ grains: 0, everything: false }] }] }],
    ['claim.reported', { line: 'SO', ...EAST, measure: 'picked', mode: 'cumulative', ...THREE }, { lines: [{ line: 'SO', claims: [{ source: 'erp', measure: 'allocated', mode: 'delta', location: 'EAST', grains: 3 }] }] }],
    ['return.dispositioned', disposed('scrap'), { stock: { 'EAST inspection L': -3, 'EAST quarantined L': 3 }, returns: [{ ...RETURN, dispositioned: { quarantine: 3 } }] }],
    ['receipt.settled', { document: 'D', outcome: 'rejected' }, { documents: [{ document: 'D', provisional: [], words: [{ source: 'erp', owned: 0, confirmed: 1, rejected: 0 }] }] }],
    ['fact.voided', { target: { source: 'erp', id: 'x' }, reason: 'r' }, { voids: [{ source: '', id: '', told: 1, allowed: 0 }] }],
    ['stock.counted', { ...EAST, balances: [THREE] }, {}],
  ])('%s', (type, rest, expected) => {
    const { counts: _counts, ...state } = bare(type, rest);
    expect(state).toEqual(expected);
  });

  it('a dispatch that says why and not where to is bound for nowhere', () => {
    const dispatch = factOf(register, told('transfer.dispatched', { transfer: 'T', from: EAST, to: 'WEST', ...THREE }));
    expect(known(register, [{ fact: { ...dispatch, detail: { reason: 'r' } } }])['transfers']).toEqual([{ ...TRANSFER, bound: [''], dispatched: 3 }]);
  });

  it('a settlement that names no document changes nothing', () => {
    expect(known(register, [{ fact: { ...factOf(register, told('receipt.settled', { document: 'D', outcome: 'rejected' })), document: '' } }])).toEqual({});
  });

  it('a void that carries a void takes back no stock', () => {
    const first = factOf(register, told('fact.voided', { target: { source: 'erp', id: 'x' }, reason: 'r' }));
    const second = factOf(register, told('fact.voided', { id: 'w', target: { source: 'erp', id: 'e' }, reason: 'r' }));
    const ledger = startLedger(register);
    evolve(ledger, first);
    evolve(ledger, { ...second, detail: { ...second.detail, reverses: first } });
    expect(encodeItem(register, itemOf(ledger, 'TEA'))['voids']).toEqual([{ source: 'erp', id: 'e', told: 1, allowed: 1 }, { source: 'erp', id: 'x', told: 1, allowed: 1 }]);
  });

  it('a fact of a kind nobody knows is a mistake', () => {
    const fact = { ...factOf(register, told('stock.received', { ...EAST, ...THREE })), type: 'stock.sung' } as unknown as Fact;
    expect(() => evolve(startLedger(register), fact)).toThrow(TypeError);
  });
});

describe('lines, transfers and returns keep what is left of them', () => {
  it.each<[string, StockEvent[], string, Told[]]>([
    ['a line shipped and taken back in full from one place', [
      told('stock.shipped', { ...EAST, ...THREE, line: 'SO' }), told('stock.shipped', { id: 'f', location: 'WEST', ...THREE, line: 'SO' }), told('fact.voided', { id: 'v', target: { source: 'erp', id: 'e' }, reason: 'r' }),
    ], 'lines', [{ line: 'SO', shipped: [['WEST', 3]] }]],
    ['a transfer by lot and by owner', [
      told('transfer.dispatched', { transfer: 'T', from: { ...EAST, lot: 'L' }, to: 'WEST', ...THREE }), told('transfer.lost', { id: 'f', transfer: 'T', ...THREE }), told('transfer.lost', { id: 'g', transfer: 'T', owner: 'SUP', ...THREE }),
    ], 'transfers', [{ ...TRANSFER, lost: 3 }, { ...TRANSFER, owner: 'SUP', lost: 3 }, { ...TRANSFER, lot: 'L', bound: ['WEST'], dispatched: 3 }]],
    ['a return, step by step', [
      told('return.authorized', { returnLine: 'R', ...THREE }), told('stock.returned', { id: 'f', ...EAST, ...THREE, returnLine: 'R' }), told('return.inspected', { id: 'g', returnLine: 'R', ...THREE }),
      told('return.dispositioned', { id: 'h', ...disposed('restock'), quantity: { amount: '2', unit: 'EA' } }), told('return.dispositioned', { id: 'i', ...disposed('scrap'), quantity: { amount: '1', unit: 'EA' } }),
      told('return.credited', { id: 'k', returnLine: 'R', line: 'SO', quantity: { amount: '2', unit: 'EA' } }), told('return.closed', { id: 'j', returnLine: 'R' }),
    ], 'returns', [{ returnLine: 'R', authorized: 3, received: 3, inspected: 3, dispositioned: { restock: 2, scrap: 1 }, credited: 2, closed: 1, orderLines: ['SO'] }]],
    ['the order line of a return, as each fact named it, in order', [
      told('return.authorized', { returnLine: 'R', line: 'SO-2', ...THREE, effectiveAt: '2026-01-05T02:00:00Z' }), told('return.credited', { id: 'f', returnLine: 'R', line: 'SO-1', ...THREE }),
      told('return.credited', { id: 'g', returnLine: 'R', ...THREE, effectiveAt: '2026-01-05T03:00:00Z' }),
    ], 'returns', [{ ...RETURN, authorized: 3, credited: 6, orderLines: ['SO-1', 'SO-2'] }]],
    ['what was said of a lot, in order', [
      told('stock.received', { ...EAST, ...THREE, lot: 'L', lotAttributes: { origin: 'b' }, effectiveAt: '2026-01-05T02:00:00Z' }), told('stock.received', { id: 'f', ...EAST, ...THREE, lot: 'L', lotAttributes: { origin: 'a' } }),
    ], 'lots', [['L', [{ origin: 'a' }, { origin: 'b' }]] as never]],
  ])('%s', (_, events, part, expected) => {
    expect(known(register, entries(register, events))[part]).toEqual(expected);
  });

  it('goods returned without a return line belong to none', () => {
    expect(known(register, entries(register, [told('stock.returned', { ...EAST, ...THREE })]))['returns']).toBeUndefined();
  });
});

describe('two systems tell of one document: the owner’s word counts', () => {
  const other = (type: string, rest: Told = {}): StockEvent => told(type, { source: 'shop', id: 's', document: 'D', ...EAST, ...THREE, ...rest });
  const owner = (type: string, rest: Told = {}): StockEvent => told(type, { source: 'erp', id: 'o', document: 'D', ...EAST, quantity: { amount: '5', unit: 'EA' }, ...rest });
  const wms = (type: string, rest: Told = {}): StockEvent => owner(type, { source: 'wms', sourceSequence: 1, ...rest });
  const settled = (outcome: string, id = 't'): StockEvent => told('receipt.settled', { id, document: 'D', outcome });
  const bySource = (source: string, outcome: string, id = 't'): StockEvent => told('receipt.settled', { source, id, document: 'D', outcome, ...(source === 'wms' && { sourceSequence: 2 }) });
  const undo = (source: string, id: string): StockEvent => told('fact.voided', { id: `v${id}`, source, target: { source, id }, reason: 'r' });

  it.each<[string, StockEvent[], number, number]>([
    ['a receipt of another waits', [other('stock.received')], 0, 3],
    ['a confirmed one counts', [other('stock.received'), settled('confirmed')], 3, 0],
    ['a rejected one never was', [other('stock.received'), settled('rejected')], 0, 0],
    ['rejected and confirmed: rejected', [other('stock.received'), settled('confirmed'), settled('rejected', 'u')], 0, 0],
    ['a confirmation taken back', [other('stock.received'), settled('confirmed'), undo('erp', 't')], 0, 3],
    ['a rejection taken back', [other('stock.received'), settled('rejected'), undo('erp', 't')], 0, 3],
    ['confirmed twice, one taken back', [other('stock.received'), settled('confirmed'), settled('confirmed', 'u'), undo('erp', 't')], 3, 0],
    ['the owner’s receipt replaces it', [other('stock.received'), owner('stock.received')], 5, 0],
    ['the owner’s receipt replaces a confirmed one', [other('stock.received'), settled('confirmed'), owner('stock.received')], 5, 0],
    ['the owner’s receipt taken back: it waits again', [other('stock.received'), owner('stock.received'), undo('erp', 'o')], 0, 3],
    ['the waiting one taken back', [other('stock.received'), undo('shop', 's')], 0, 0],
    ['of two waiting ones, one taken back', [other('stock.received'), other('stock.received', { id: 's2' }), undo('shop', 's')], 0, 3],
    ['of two sources’ with one id, one taken back', [other('stock.received'), other('stock.received', { source: 'pos' }), undo('shop', 's')], 0, 3],
    ['a shipment of another counts at once', [other('stock.shipped')], -3, 0],
    ['and is replaced by the owner’s', [other('stock.shipped'), wms('stock.shipped')], -5, 0],
    ['or rejected by whom shipments are owned by', [other('stock.shipped'), bySource('wms', 'rejected')], 0, 0],
    ['or confirmed, which changes nothing', [other('stock.shipped'), bySource('wms', 'confirmed')], -3, 0],
    ['not rejected by the owner of receipts', [other('stock.shipped'), settled('rejected')], -3, 0],
    ['a receipt that its own source confirms waits on', [other('stock.received'), bySource('shop', 'confirmed')], 0, 3],
    ['and is there still when a third one rejects it', [other('stock.received'), bySource('pos', 'rejected')], 0, 3],
    ['confirmed by the owner, whoever rejects it', [other('stock.received'), settled('confirmed'), bySource('shop', 'rejected', 'u')], 3, 0],
    ['another kind of fact by its owner under the same document settles nothing', [other('stock.received'), wms('stock.shipped')], -5, 3],
    ['a settlement of nothing', [settled('confirmed')], 0, 0],
  ])('%s', (_, events, stock, waiting) => {
    for (const told of [events, events.toReversed()]) {
      const ledger = streamed(ruledRegister, entries(ruledRegister, told));
      const picture = pictureOf(ruledRegister, itemOf(ledger, 'TEA'), 0);
      expect(picture.balances.map(({ location, grains }) => [location, grains])).toEqual(stock === 0 ? [] : [['EAST', stock]]);
      expect([...picture.provisional]).toEqual(waiting === 0 ? [] : [['EAST', waiting]]);
    }
  });

  it('a document is kept as long as something is said under it', () => {
    const documents = (...events: StockEvent[]): unknown => (known(ruledRegister, entries(ruledRegister, events))['documents'] as Told[] | undefined)?.map(({ document, words, provisional }) => [document, ...(words as Told[]).flatMap(({ owned, confirmed, rejected }) => [owned, confirmed, rejected]), (provisional as unknown[]).length]);
    expect(documents(other('stock.received'))).toEqual([['D', 1]]);
    expect(documents(owner('stock.received'))).toEqual([['D', 1, 0, 0, 0]]);
    expect(documents(settled('confirmed'))).toEqual([['D', 0, 1, 0, 0]]);
    expect(documents(settled('rejected'))).toEqual([['D', 0, 0, 1, 0]]);
    for (const [source, id, event] of [['shop', 's', other('stock.received')], ['erp', 'o', owner('stock.received')], ['erp', 't', settled('confirmed')], ['erp', 't', settled('rejected')]] as const) {
      expect(documents(event, undo(source, id))).toBeUndefined();
    }
  });

  it('waiting goods are summed by place', () => {
    const log = entries(ruledRegister, [other('stock.received'), other('stock.received', { id: 's2', document: 'D2' }), other('stock.received', { id: 's3', document: 'D3', location: 'WEST' })]);
    expect([...pictureOf(ruledRegister, itemOf(streamed(ruledRegister, log), 'TEA'), 0).provisional]).toEqual([['EAST', 6], ['WEST', 3]]);
  });
});

it.each<[StockEvent['type'], number, boolean]>([
  ['stock.shipped', 1, true], ['stock.issued', 1, true], ['transfer.dispatched', 1, true], ['stock.adjusted', -1, true], ['stock.adjusted', 0, false], ['stock.adjusted', 1, false],
  ['stock.received', 1, false], ['stock.received', -1, false], ['stock.counted', 0, false], ['stock.returned', 1, false], ['transfer.received', 1, false], ['transfer.lost', 1, false],
  ['stock.moved', 1, true], ['stock.stateChanged', 1, true], ['return.dispositioned', 1, true],
])('%s of %i takes goods away: %s', (type, grains, expected) => {
  expect(isOutbound({ type, grains } as Fact)).toBe(expected);
});
