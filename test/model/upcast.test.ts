import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../src/foundation/index.js';
import { eventFingerprint, upcast, UPCASTERS, upcastThrough, validateEvent, type StockEvent, type Upcaster } from '../../src/model/index.js';

const old = { schemaVersion: 1, source: 'wms', id: 'd#1', at: '2024-03-01T08:00:00Z', item: 'TEA' };
const now = { source: 'wms', id: 'd#1', effectiveAt: '2024-03-01T08:00:00Z', item: 'TEA' };
const qty = { value: '12.5', uom: 'KGM' };
const quantity = { amount: '12.5', unit: 'KGM' };

/** An event of version 1 and the same event of version 2. */
const PAIRS: readonly (readonly [string, object, object])[] = [
  ['receipt', { ...old, type: 'stock.received', location: 'DC', qty }, { ...now, type: 'stock.received', location: 'DC', quantity }],
  ['receipt with everything', {
    ...old, type: 'stock.received', seq: 7, stream: 's', recorded: '2024-03-01T09:00:00Z', correlationId: 'c', causationId: 'k', tenant: 'acme', document: 'D', location: 'DC', status: 'quarantine',
    lot: 'L', serial: 'S', owner: 'P', qty, provisional: true, po: 'PO#1', expires: '2025-01-31',
  }, {
    ...now, type: 'stock.received', sourceSequence: 7, stream: 's', recordedAt: '2024-03-01T09:00:00Z', correlationId: 'c', causationId: 'k', tenant: 'acme', document: 'D', location: 'DC', state: 'quarantined',
    lot: 'L', serial: 'S', owner: 'P', quantity, provisional: true, supply: 'PO#1', lotAttributes: { expiresOn: '2025-01-31' },
  }],
  ['shipment', { ...old, type: 'stock.shipped', location: 'DC', status: 'available', qty, order: 'SO#1' }, { ...now, type: 'stock.shipped', location: 'DC', state: 'sellable', quantity, line: 'SO#1' }],
  ['adjustment up', { ...old, type: 'stock.adjusted', location: 'DC', qty, direction: 'in', reason: 'found' }, { ...now, type: 'stock.adjusted', location: 'DC', quantity, reason: 'found' }],
  ['adjustment down', { ...old, type: 'stock.adjusted', location: 'DC', status: 'damaged', qty, direction: 'out', reason: 'lost', approval: 'A' },
    { ...now, type: 'stock.adjusted', location: 'DC', state: 'damaged', quantity: { amount: '-12.5', unit: 'KGM' }, reason: 'lost', approval: 'A' }],
  ['move', { ...old, type: 'stock.moved', fromLocation: 'A', toLocation: 'B', status: 'available', lot: 'L', owner: 'P', qty },
    { ...now, type: 'stock.moved', from: { location: 'A', state: 'sellable', lot: 'L', owner: 'P' }, to: { location: 'B', state: 'sellable', lot: 'L', owner: 'P' }, quantity }],
  ['count', { ...old, type: 'stock.counted', location: 'DC', status: 'available', qty: { value: '0', uom: 'EA' } },
    { ...now, type: 'stock.counted', location: 'DC', state: 'sellable', detail: 'none', balances: [{ quantity: { amount: '0', unit: 'EA' } }] }],
  ['count of a lot', { ...old, type: 'stock.counted', location: 'DC', lot: 'L', qty }, { ...now, type: 'stock.counted', location: 'DC', detail: 'lot', unlisted: 'unknown', balances: [{ lot: 'L', quantity }] }],
];

describe('an event of version 1 reads as one of version 2', () => {
  it.each(PAIRS)('%s', (_name, before, after) => {
    expect(upcast(before)).toEqual({ ...after, schemaVersion: 2 });
    expect(validateEvent(before)).toEqual({ ok: true, event: { ...after, schemaVersion: 2 } });
  });

  it.each(PAIRS)('%s: has the fingerprint of the same event told today', (_name, before, after) => {
    const read = validateEvent(before);
    expect(read.ok && eventFingerprint(read.event)).toBe(eventFingerprint(after as StockEvent));
  });

  it.each(PAIRS)('%s: the input is not changed', (_name, before) => {
    const text = JSON.stringify(before);
    upcast(deepFreeze(JSON.parse(text) as object));
    upcast(before);
    expect(JSON.stringify(before)).toBe(text);
  });

  it('what was wrong in it is named under its present path', () => {
    expect(validateEvent({ ...old, type: 'stock.shipped', location: 'DC', qty: { value: 5, uom: 'KGM' } })).toMatchObject({ ok: false, issues: [{ path: '$.quantity.amount', rule: 'type' }] });
    expect(validateEvent({ ...old, type: 'stock.shipped', location: 'DC', qty: 'five' })).toMatchObject({ ok: false, issues: [{ path: '$.quantity', rule: 'type' }] });
    expect(validateEvent({ ...old, type: 'stock.adjusted', location: 'DC', qty, reason: 'r' })).toMatchObject({ ok: false, issues: [{ path: '$.direction' }] });
    expect(validateEvent({ ...old, type: 'stock.adjusted', location: 'DC', qty, reason: 'r', direction: 'sideways' })).toMatchObject({ ok: false, issues: [{ path: '$.direction', rule: 'unknown_key' }] });
    expect(validateEvent({ ...old, type: 'stock.adjusted', location: 'DC', qty: 'five', reason: 'r', direction: 'out' })).toMatchObject({ ok: false, issues: [{ path: '$.quantity' }, { path: '$.direction' }] });
    expect(validateEvent({ ...old, type: 'stock.moved', toLocation: 'B', qty })).toMatchObject({ ok: false, issues: [{ path: '$.from.location', rule: 'required' }] });
  });

  it('the old and the new name side by side: the old one is refused and not dropped', () => {
    expect(validateEvent({ ...old, effectiveAt: '2024-03-02T08:00:00Z', type: 'stock.shipped', location: 'DC', qty })).toMatchObject({ ok: false, issues: [{ path: '$.at', rule: 'unknown_key' }] });
  });
});

describe('versions', () => {
  const event = { ...now, type: 'stock.received', location: 'DC', quantity };

  it('the present version, none, and what is no version come back as they were', () => {
    for (const input of [event, { ...event, schemaVersion: 2 }, { ...event, schemaVersion: '1' }, { ...event, schemaVersion: 1.5 }, null, undefined, 5, 'text', [], Object.create({ schemaVersion: 1 }) as object]) {
      expect(upcast(input)).toBe(input);
    }
  });

  it.each([[3, 'stock.received'], [99, 'stock.received'], [0, 'stock.received'], [-1, 'stock.received'], [1, 'transfer.lost'], [1, 'nonsense'], [1, undefined]])('version %s of %s is refused', (schemaVersion, type) => {
    let caught: unknown;
    try {
      upcast({ ...event, type, schemaVersion });
    } catch (error) {
      caught = error;
    }
    expect(isInventoryError(caught, 'model.unsupported_version')).toBe(true);
    expect(isInventoryError(caught) && caught.details).toMatchObject({ version: schemaVersion, supported: 2 });
  });

  it('validation gives an issue instead of throwing', () => {
    expect(validateEvent({ ...event, schemaVersion: 3 })).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$.schemaVersion', rule: 'version', got: 'number 3' })] });
    expect(validateEvent({ ...event, type: 'transfer.lost', schemaVersion: 1 })).toMatchObject({ ok: false, issues: [{ path: '$.schemaVersion', rule: 'version' }] });
    expect(validateEvent({ ...event, schemaVersion: '2' })).toMatchObject({ ok: false, issues: [{ path: '$.schemaVersion', rule: 'type' }] });
  });

  it('a name too long is cut in the error', () => {
    expect(() => upcast({ type: 'x'.repeat(1_000_000), schemaVersion: 1 })).toThrow(/^.{0,200}$/);
  });
});

describe('chains', () => {
  const types = new Set(['t']);
  const step = (from: number, mark: string): Upcaster => ({ from, to: from + 1, types, up: (event) => ({ ...event, marks: `${(event['marks'] as string | undefined) ?? ''}${mark}` }) });
  const steps = [step(1, 'a'), step(2, 'b'), step(3, 'c')];

  it('every step from the stated version on is taken, in order', () => {
    expect(upcastThrough(steps, 4, { type: 't', schemaVersion: 1 })).toEqual({ type: 't', schemaVersion: 4, marks: 'abc' });
    expect(upcastThrough(steps, 4, { type: 't', schemaVersion: 3 })).toEqual({ type: 't', schemaVersion: 4, marks: 'c' });
    expect(upcastThrough(steps, 4, { type: 't' })).toEqual({ type: 't' });
  });

  it('a chain is its parts one after the other', () => {
    const input = { type: 't', schemaVersion: 1 };
    expect(upcastThrough(steps, 4, upcastThrough(steps, 2, input))).toEqual(upcastThrough(steps, 4, input));
  });

  it('a missing step is unsupported', () => {
    expect(() => upcastThrough([steps[0]!, steps[2]!], 4, { type: 't', schemaVersion: 1 })).toThrow(/version 1/);
  });

  it('the shipped chain has no gap and ends at the present version', () => {
    expect(UPCASTERS.map(({ from, to }) => [from, to])).toEqual([[1, 2]]);
  });
});

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member as object);
  return Object.freeze(value);
}
