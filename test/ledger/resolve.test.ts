import { describe, expect, it } from 'vitest';
import { resolveEvent, type Unresolved } from '../../src/ledger/index.js';
import { compileRegister, eventFingerprint, type Catalog, type StockEvent } from '../../src/model/index.js';

const CATALOG: Catalog = {
  items: [
    { id: 'TEA', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }], aliases: [{ system: 'sap', id: '4711' }] },
    { id: 'HAM', unit: 'KGM', granularity: '0.01', catchWeight: { unit: 'KGM' } },
  ],
  locations: [{ id: 'EAST', kind: 'warehouse', aliases: [{ system: 'sap', id: '0001' }] }, { id: 'WEST', kind: 'warehouse' }],
  channels: [{ id: 'shop', aliases: [{ system: 'sap', id: '10' }] }],
  systems: [{ id: 'sap' }],
  sources: [{ id: 'erp', system: 'sap', unitCodes: 'partner' }, { id: 'bare', unitCodes: 'missing' }],
  unitCodes: { partner: { KI: 'CA', EA: 'CA' } },
};
const register = compileRegister(CATALOG);
const ruled = compileRegister({ ...CATALOG, authority: [
  { kind: 'receipt', source: 'erp' }, { kind: 'issue', source: 'erp', location: 'EAST' }, { kind: 'move', source: 'erp' }, { kind: 'count', source: 'erp', from: '2026-01-05T02:00:00Z' },
  { kind: 'adjustment', source: 'erp' }, { kind: 'transfer', source: 'erp' }, { kind: 'return', source: 'erp' },
] });

const AT = Date.parse('2026-01-05T01:00:00Z');
const eaches = (amount: string) => ({ quantity: { amount, unit: 'EA' } });
const THREE = eaches('3');
type Told = Readonly<Record<string, unknown>>;

function told(type: string, rest: Told = {}): StockEvent {
  return { type, source: 'erp', id: 'e', effectiveAt: '2026-01-05T01:00:00Z', item: 'TEA', ...rest } as unknown as StockEvent;
}

/** What a fact says beyond nothing: the parts that are not empty, told quantity and fingerprint aside. */
function partsOf(event: StockEvent): Told {
  const resolved = resolveEvent(register, event);
  if (!resolved.ok) throw new Error(`${resolved.unresolved.code} ${resolved.unresolved.path}`);
  const { type, source, id, at, sequence, item, told: _told, fingerprint: _fingerprint, ...parts } = resolved.fact;
  expect([type, source, id, at, sequence, item]).toEqual([event.type, event.source, event.id, AT, -1, 'TEA']);
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== '' && value !== 0 && value !== false && value !== undefined));
}

function unresolved(event: StockEvent): Unresolved | undefined {
  const resolved = resolveEvent(register, event);
  return resolved.ok ? undefined : resolved.unresolved;
}

const PLACE = { location: 'EAST', state: 'sellable' };
const NAMED = { location: 'EAST', state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' };
const NOWHERE = { location: '', state: '', lot: '', serial: '', owner: '' };
const EXACT_PLACE = { ...NOWHERE, ...PLACE };

describe('each event becomes the fact it tells', () => {
  it.each<[string, Told, Told]>([
    ['stock.received', { location: 'EAST', ...THREE }, { ...PLACE, grains: 3 }],
    ['stock.received', { ...NAMED, ...THREE, supply: 'PO#1', lotAttributes: { expiresOn: '2026-06-30' } }, { ...NAMED, grains: 3, line: 'PO#1', detail: { lotAttributes: { expiresOn: '2026-06-30' } } }],
    ['stock.shipped', { ...NAMED, ...THREE, line: 'SO#1' }, { ...NAMED, grains: 3, line: 'SO#1' }],
    ['stock.issued', { ...NAMED, ...THREE, reason: 'scrapped' }, { ...NAMED, grains: 3, detail: { issue: 'scrapped' } }],
    ['stock.returned', { location: 'EAST', ...THREE, returnLine: 'R#1' }, { location: 'EAST', state: 'inspection', grains: 3, line: 'R#1' }],
    ['stock.returned', { ...NAMED, ...THREE }, { ...NAMED, grains: 3 }],
    ['stock.adjusted', { ...NAMED, ...eaches('-3'), reason: 'found', approval: 'A-1' }, { ...NAMED, grains: -3, detail: { reason: 'found', approval: 'A-1' } }],
    ['stock.moved', { from: NAMED, to: { location: 'WEST' }, ...THREE }, { ...NAMED, grains: 3, detail: { to: { ...NOWHERE, location: 'WEST', state: 'sellable' } } }],
    ['stock.moved', { from: { location: 'WEST' }, to: NAMED, ...THREE }, { location: 'WEST', state: 'sellable', grains: 3, detail: { to: NAMED } }],
    ['stock.stateChanged', { ...NAMED, state: undefined, fromState: 'damaged', toState: 'sellable', ...THREE },
      { ...NAMED, grains: 3, detail: { to: { ...NAMED, state: 'sellable' } } }],
    ['stock.opened', { balances: [{ ...NAMED, ...THREE }, { location: 'WEST', ...eaches('2') }] },
      { detail: { balances: [{ ...NAMED, grains: 3, weight: 0 }, { ...NOWHERE, location: 'WEST', state: 'sellable', grains: 2, weight: 0 }] } }],
    ['stock.counted', { location: 'EAST', balances: [THREE] },
      { ...PLACE, detail: { balances: [{ ...EXACT_PLACE, grains: 3, weight: 0 }], count: { detail: 'none', unlisted: 'zero', includesPicked: true, before: false } } }],
    ['stock.counted', { location: 'EAST', state: 'damaged', owner: 'SUP', detail: 'lot', unlisted: 'unknown', includesPicked: false, moment: 'before', balances: [{ location: 'WEST', lot: 'L', serial: 'S', ...THREE }] },
      { location: 'EAST', state: 'damaged', owner: 'SUP', detail: { balances: [{ ...NAMED, location: 'WEST', grains: 3, weight: 0 }], count: { detail: 'lot', unlisted: 'unknown', includesPicked: false, before: true } } }],
    ['stock.counted', { location: 'EAST', moment: 'after', balances: [] }, { ...PLACE, detail: { balances: [], count: { detail: 'none', unlisted: 'zero', includesPicked: true, before: false } } }],
    ['transfer.dispatched', { transfer: 'T#1', from: NAMED, to: 'WEST', ...THREE }, { ...NAMED, grains: 3, line: 'T#1', detail: { to: { ...NOWHERE, location: 'WEST' } } }],
    ['transfer.received', { transfer: 'T#1', location: 'EAST', ...THREE }, { ...PLACE, grains: 3, line: 'T#1' }],
    ['transfer.rejected', { transfer: 'T#1', location: 'EAST', ...THREE, reason: 'wet' }, { location: 'EAST', state: 'quarantined', grains: 3, line: 'T#1', detail: { reason: 'wet' } }],
    ['transfer.lost', { transfer: 'T#1', ...THREE }, { grains: 3, line: 'T#1' }],
    ['transfer.lost', { transfer: 'T#1', ...THREE, lot: 'L', owner: 'SUP' }, { lot: 'L', owner: 'SUP', grains: 3, line: 'T#1' }],
    ['supply.scheduled', { supply: 'PO#1', class: 'onOrder', location: 'EAST', dueAt: '2026-01-06T00:00:00Z', ...THREE },
      { ...PLACE, grains: 3, line: 'PO#1', detail: { class: 'onOrder', dueAt: Date.parse('2026-01-06T00:00:00Z') } }],
    ['supply.changed', { supply: 'PO#1', class: 'planned', location: 'EAST', dueAt: '2026-01-07T00:00:00Z', ...THREE },
      { ...PLACE, grains: 3, line: 'PO#1', detail: { class: 'planned', dueAt: Date.parse('2026-01-07T00:00:00Z') } }],
    ['supply.cancelled', { supply: 'PO#1' }, { line: 'PO#1' }],
    ['demand.scheduled', { demand: 'D#1', class: 'forecast', location: 'EAST', channel: '10', dueAt: '2026-01-06T00:00:00Z', ...THREE },
      { ...PLACE, grains: 3, line: 'D#1', detail: { class: 'forecast', dueAt: Date.parse('2026-01-06T00:00:00Z'), channel: 'shop' } }],
    ['demand.changed', { demand: 'D#1', class: 'confirmed', location: 'EAST', dueAt: '2026-01-06T00:00:00Z', ...THREE },
      { ...PLACE, grains: 3, line: 'D#1', detail: { class: 'confirmed', dueAt: Date.parse('2026-01-06T00:00:00Z'), channel: undefined } }],
    ['demand.cancelled', { demand: 'D#1' }, { line: 'D#1' }],
    ['order.placed', { line: 'SO#1', ...THREE }, { grains: 3, line: 'SO#1', detail: { channel: undefined, requestedFor: undefined } }],
    ['order.placed', { line: 'SO#1', location: '0001', channel: 'shop', requestedFor: '2026-01-09T00:00:00Z', ...THREE },
      { ...PLACE, grains: 3, line: 'SO#1', detail: { channel: 'shop', requestedFor: Date.parse('2026-01-09T00:00:00Z') } }],
    ['order.cancelled', { line: 'SO#1' }, { line: 'SO#1', detail: { everything: true } }],
    ['order.cancelled', { line: 'SO#1', ...THREE }, { line: 'SO#1', grains: 3 }],
    ['claim.reported', { line: 'SO#1', location: 'EAST', measure: 'picked', mode: 'delta', ...THREE }, { ...PLACE, grains: 3, line: 'SO#1', detail: { claim: { measure: 'picked', mode: 'delta' } } }],
    ['return.authorized', { returnLine: 'R#1', ...THREE }, { grains: 3, line: 'R#1' }],
    ['return.authorized', { returnLine: 'R#1', line: 'SO#1', reason: 'too small', ...THREE }, { grains: 3, line: 'R#1', detail: { orderLine: 'SO#1' } }],
    ['return.credited', { returnLine: 'R#1', ...THREE }, { grains: 3, line: 'R#1' }],
    ['return.credited', { returnLine: 'R#1', line: 'SO#1', ...THREE }, { grains: 3, line: 'R#1', detail: { orderLine: 'SO#1' } }],
    ['return.inspected', { returnLine: 'R#1', ...THREE }, { grains: 3, line: 'R#1' }],
    ['return.dispositioned', { returnLine: 'R#1', location: 'EAST', disposition: 'restock', ...THREE }, { location: 'EAST', state: 'inspection', grains: 3, line: 'R#1', detail: { disposition: 'restock' } }],
    ['return.closed', { returnLine: 'R#1' }, { line: 'R#1' }],
    ['receipt.settled', { document: 'ASN', outcome: 'rejected' }, { document: 'ASN', detail: { outcome: 'rejected' } }],
    ['fact.voided', { target: { source: 'shop', id: 'x' }, reason: 'typo', approval: 'A-1' }, { detail: { target: { source: 'shop', id: 'x' }, reason: 'typo', approval: 'A-1' } }],
  ])('%s %j', (type, rest, expected) => {
    expect(partsOf(told(type, rest))).toEqual(expected);
  });

  it('keeps its number, stream and fingerprint, and what it was told', () => {
    const event = told('stock.received', { location: 'EAST', stream: 'docks', sourceSequence: 7, document: 'ASN#1', quantity: { amount: '2', unit: 'CA' } });
    const resolved = resolveEvent(register, event);
    expect(resolved).toMatchObject({ ok: true, fact: {
      stream: 'docks', sequence: 7, document: 'ASN#1', fingerprint: eventFingerprint(event), told: { amount: '2', unit: 'CA' }, grains: 24, via: '1 CA = 12 EA', remainder: '',
    } });
    expect(resolveEvent(register, told('supply.cancelled', { supply: 'PO' }))).toMatchObject({ fact: { told: undefined, via: '', remainder: '' } });
  });

  it('an event that was not validated and names no instant is a mistake of the caller', () => {
    expect(() => resolveEvent(register, told('return.closed', { returnLine: 'R', effectiveAt: 'noon' }))).toThrow(new TypeError('An event must be validated before it is resolved'));
  });
});

describe('names are translated', () => {
  it('by the system of the source', () => {
    expect(resolveEvent(register, told('stock.received', { item: '4711', location: '0001', ...THREE }))).toMatchObject({ fact: { item: 'TEA', location: 'EAST' } });
  });

  it('and are canonical where the source has no system', () => {
    expect(resolveEvent(register, told('stock.received', { source: 'bare', location: 'EAST', ...THREE }))).toMatchObject({ fact: { item: 'TEA', location: 'EAST' } });
    expect(resolveEvent(register, told('stock.received', { source: 'bare', item: '4711', location: 'EAST', ...THREE }))).toEqual({ ok: false, unresolved: { code: 'unknown_item', value: '4711', path: '$.item' } });
    expect(resolveEvent(register, told('stock.received', { source: 'nobody', location: 'EAST', ...THREE }))).toMatchObject({ fact: { source: 'nobody', location: 'EAST' } });
  });

  it.each<[string, string, string, number]>([
    ['a code of the partner’s table', 'erp', 'KI', 36], ['the item’s own unit before the table', 'erp', 'EA', 3],
  ])('%s', (_, source, unit, grains) => {
    expect(resolveEvent(register, told('stock.received', { source, location: 'EAST', quantity: { amount: '3', unit } }))).toMatchObject({ fact: { grains } });
  });

  it.each(['bare', 'nobody'])('%s has no table, so its code is unknown', (source) => {
    expect(unresolved(told('stock.received', { source, location: 'EAST', quantity: { amount: '3', unit: 'KI' } }))).toEqual({ code: 'no_conversion', value: 'KI', path: '$.quantity.unit' });
  });

  it('a table that is named where there are none is no table', () => {
    const world = compileRegister({ ...CATALOG, unitCodes: undefined });
    expect(resolveEvent(world, told('stock.received', { location: 'EAST', quantity: { amount: '3', unit: 'KI' } }))).toMatchObject({ unresolved: { code: 'no_conversion', value: 'KI' } });
  });

  it('a name that objects have from birth is no table and no code', () => {
    const world = compileRegister({ ...CATALOG, sources: [{ id: 'erp', unitCodes: 'toString' }, { id: 'shop', unitCodes: 'partner' }] });
    expect(resolveEvent(world, told('stock.received', { location: 'EAST', quantity: { amount: '3', unit: 'name' } }))).toMatchObject({ unresolved: { code: 'no_conversion', value: 'name' } });
    expect(resolveEvent(world, told('stock.received', { source: 'shop', location: 'EAST', quantity: { amount: '3', unit: 'toString' } }))).toMatchObject({ unresolved: { code: 'no_conversion', value: 'toString' } });
  });
});

describe('what the register cannot resolve is named with its path', () => {
  it.each<[string, Told, Unresolved]>([
    ['stock.received', { item: 'X', location: 'Y', ...THREE }, { code: 'unknown_item', value: 'X', path: '$.item' }],
    ['stock.received', { location: 'X', state: 'odd', ...THREE }, { code: 'unknown_location', value: 'X', path: '$.location' }],
    ['stock.received', { location: 'EAST', state: 'odd', ...THREE }, { code: 'unknown_state', value: 'odd', path: '$.state' }],
    ['stock.received', { location: 'EAST', quantity: { amount: '3', unit: 'PL' } }, { code: 'no_conversion', value: 'PL', path: '$.quantity.unit' }],
    ['stock.received', { location: 'EAST', ...eaches('1099511627777') }, { code: 'too_large', value: '1099511627777', path: '$.quantity.amount' }],
    ['stock.received', { location: 'EAST', ...eaches('99999999999999999999') }, { code: 'too_large', value: '99999999999999999999', path: '$.quantity.amount' }],
    ['stock.received', { item: 'HAM', location: 'EAST', quantity: { amount: '1', unit: 'KGM' }, weight: { amount: '1', unit: 'EA' } }, { code: 'no_conversion', value: 'EA', path: '$.weight.unit' }],
    ['stock.moved', { from: { location: 'X' }, to: { location: 'EAST' }, ...THREE }, { code: 'unknown_location', value: 'X', path: '$.from.location' }],
    ['stock.moved', { from: { location: 'EAST' }, to: { location: 'X' }, ...THREE }, { code: 'unknown_location', value: 'X', path: '$.to.location' }],
    ['stock.moved', { from: { location: 'EAST' }, to: { location: 'EAST', state: 'odd' }, ...THREE }, { code: 'unknown_state', value: 'odd', path: '$.to.state' }],
    ['stock.stateChanged', { location: 'EAST', fromState: 'odd', toState: 'sellable', ...THREE }, { code: 'unknown_state', value: 'odd', path: '$.fromState' }],
    ['stock.stateChanged', { location: 'EAST', fromState: 'sellable', toState: 'odd', ...THREE }, { code: 'unknown_state', value: 'odd', path: '$.toState' }],
    ['stock.opened', { balances: [{ location: 'EAST', ...THREE }, { location: 'X', ...THREE }] }, { code: 'unknown_location', value: 'X', path: '$.balances[1].location' }],
    ['stock.opened', { balances: [{ location: 'EAST', quantity: { amount: '3', unit: 'PL' } }] }, { code: 'no_conversion', value: 'PL', path: '$.balances[0].quantity.unit' }],
    ['stock.counted', { location: 'X', balances: [] }, { code: 'unknown_location', value: 'X', path: '$.location' }],
    ['stock.counted', { location: 'EAST', balances: [THREE, { location: 'X', ...THREE }] }, { code: 'unknown_location', value: 'X', path: '$.balances[1].location' }],
    ['transfer.dispatched', { transfer: 'T', from: { location: 'X' }, to: 'EAST', ...THREE }, { code: 'unknown_location', value: 'X', path: '$.from.location' }],
    ['transfer.dispatched', { transfer: 'T', from: { location: 'EAST' }, to: 'X', ...THREE }, { code: 'unknown_location', value: 'X', path: '$.to' }],
    ['order.placed', { line: 'SO', location: 'X', ...THREE }, { code: 'unknown_location', value: 'X', path: '$.location' }],
    ['order.placed', { line: 'SO', channel: 'X', ...THREE }, { code: 'unknown_channel', value: 'X', path: '$.channel' }],
    ['demand.scheduled', { demand: 'D', class: 'forecast', location: 'EAST', channel: 'X', dueAt: '2026-01-06T00:00:00Z', ...THREE }, { code: 'unknown_channel', value: 'X', path: '$.channel' }],
    ['order.cancelled', { line: 'SO', quantity: { amount: '3', unit: 'PL' } }, { code: 'no_conversion', value: 'PL', path: '$.quantity.unit' }],
  ])('%s %j', (type, rest, expected) => {
    expect(unresolved(told(type, rest))).toEqual(expected);
  });

  it('an amount is too large only beyond 2^40 grains', () => {
    for (const amount of ['1099511627776', '-1099511627776']) expect(unresolved(told('stock.adjusted', { location: 'EAST', reason: 'r', ...eaches(amount) }))).toBeUndefined();
    expect(unresolved(told('stock.adjusted', { location: 'EAST', reason: 'r', ...eaches('-1099511627777') }))).toMatchObject({ code: 'too_large' });
  });
});

describe('the quantity', () => {
  const ham = (amount: string, rest: Told = {}): StockEvent => told('stock.received', { item: 'HAM', location: 'EAST', quantity: { amount, unit: 'KGM' }, ...rest });

  it.each([['1.25', 125, ''], ['1.255', 126, '-1/200'], ['1.245', 124, '1/200'], ['0.001', 0, '1/1000']])('%s kg are %i grains; what is left over is %s', (amount, grains, remainder) => {
    expect(resolveEvent(register, ham(amount))).toMatchObject({ fact: { grains, remainder, via: '' } });
  });

  it('a weight counts for an item that is weighed, and for no other', () => {
    expect(resolveEvent(register, ham('1', { weight: { amount: '1.5', unit: 'KGM' } }))).toMatchObject({ fact: { grains: 100, weight: 1500 } });
    expect(resolveEvent(register, told('stock.received', { location: 'EAST', ...THREE, weight: { amount: '1.5', unit: 'KGM' } }))).toMatchObject({ fact: { grains: 3, weight: 0 } });
    const counted = told('stock.counted', { item: 'HAM', location: 'EAST', balances: [{ quantity: { amount: '2', unit: 'KGM' }, weight: { amount: '2.125', unit: 'KGM' } }] });
    expect(resolveEvent(register, counted)).toMatchObject({ fact: { weight: 0, detail: { balances: [{ grains: 200, weight: 2125 }] } } });
  });
});

describe('who is believed', () => {
  const by = (source: string, type: string, rest: Told): unknown => {
    const resolved = resolveEvent(ruled, told(type, { source, ...rest }));
    return resolved.ok ? [resolved.fact.provisional, resolved.fact.document] : resolved.unresolved;
  };

  it.each<[string, Told]>([
    ['stock.received', { location: 'EAST', ...THREE }], ['stock.shipped', { location: 'EAST', ...THREE }], ['stock.issued', { location: 'EAST', reason: 'consumed', ...THREE }],
    ['stock.moved', { from: { location: 'EAST' }, to: { location: 'WEST' }, ...THREE }], ['stock.stateChanged', { location: 'EAST', fromState: 'sellable', toState: 'damaged', ...THREE }],
    ['stock.counted', { location: 'EAST', balances: [], effectiveAt: '2026-01-05T02:00:00Z' }], ['stock.adjusted', { location: 'EAST', reason: 'r', ...THREE }],
    ['transfer.dispatched', { transfer: 'T', from: { location: 'EAST' }, to: 'WEST', ...THREE }], ['transfer.received', { transfer: 'T', location: 'EAST', ...THREE }],
    ['transfer.rejected', { transfer: 'T', location: 'EAST', ...THREE }], ['transfer.lost', { transfer: 'T', ...THREE }],
    ['stock.returned', { location: 'EAST', ...THREE }], ['return.dispositioned', { returnLine: 'R', location: 'EAST', disposition: 'scrap', ...THREE }],
  ])('%s of its owner stands, that of another waits under the same document', (type, rest) => {
    expect(by('erp', type, rest)).toEqual([false, 'e']);
    expect(by('shop', type, rest)).toEqual([true, 'e']);
    expect(by('shop', type, { ...rest, document: 'DOC' })).toEqual([true, 'DOC']);
  });

  it.each<[string, string, Told]>([
    ['outside the place that is owned', 'stock.shipped', { location: 'WEST', ...THREE }], ['before it was owned', 'stock.counted', { location: 'EAST', balances: [], effectiveAt: '2026-01-05T01:59:59Z' }],
    ['of a kind that nobody owns', 'order.placed', { line: 'SO', location: 'EAST', ...THREE }], ['of an opening', 'stock.opened', { balances: [] }], ['of a return to come', 'return.authorized', { returnLine: 'R', ...THREE }],
  ])('everyone is believed %s', (_, type, rest) => {
    expect(by('shop', type, rest)).toEqual([false, '']);
    expect(by('shop', type, { ...rest, document: 'DOC' })).toEqual([false, 'DOC']);
  });

  it('a receipt that its source calls provisional waits, whoever owns receipts', () => {
    const receipt = (source: string, provisional: boolean, world = register) => {
      const resolved = resolveEvent(world, told('stock.received', { source, location: 'EAST', provisional, ...THREE }));
      return resolved.ok && [resolved.fact.provisional, resolved.fact.document];
    };
    expect([receipt('shop', true), receipt('shop', false), receipt('erp', true, ruled), receipt('erp', false, ruled)]).toEqual([[true, 'e'], [false, ''], [true, 'e'], [false, 'e']]);
  });
});
