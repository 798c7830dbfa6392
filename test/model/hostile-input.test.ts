import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { fromCloudEvent, toCloudEvent, upcast, validateCatalog, validateEvent, validatePolicy, validateReservationEvent, type StockEvent } from '../../src/model/index.js';

const fact = {
  type: 'stock.received', source: 'wms', id: 'asn#1', effectiveAt: '2026-05-12T08:00:00Z', item: 'TEA', location: 'DC', quantity: { amount: '10', unit: 'EA' },
} as const;

describe('getters and proxies', () => {
  it('each member is read once where the event is right, and what was read is what is kept', () => {
    let reads = 0;
    const shifty = { ...fact, get item() { return reads++ === 0 ? 'TEA' : '__proto__'; } };
    expect(validateEvent(shifty)).toEqual({ ok: true, event: fact });
    expect(reads).toBe(1);
  });

  it('a getter that answers differently each time never gets past the check', () => {
    for (let start = 0; start < 2; start++) {
      let reads = start;
      const checked = validateEvent({ ...fact, get id() { return reads++ % 2 === 0 ? 'good' : ' bad'; } });
      if (checked.ok) expect(checked.event.id).toBe('good');
      else expect(checked.issues[0]!.path).toBe('$.id');
    }
  });

  it('a getter that throws is an issue', () => {
    const thrower = (): never => { throw new Error('secret'); };
    const input = Object.defineProperty({ ...fact }, 'item', { get: thrower, enumerable: true });
    expect(validateEvent(input)).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$.item', rule: 'unreadable', got: 'nothing' })] });
    expect(JSON.stringify(validateEvent(input))).not.toContain('secret');
    const untyped = Object.defineProperty({ ...fact }, 'type', { get: thrower, enumerable: true });
    expect(validateEvent(untyped)).toMatchObject({ ok: false, issues: [{ path: '$.type', rule: 'unreadable' }] });
    const unversioned = Object.defineProperty({ ...fact, item: 5 }, 'schemaVersion', { get: thrower, enumerable: true });
    expect(validateEvent(unversioned)).toMatchObject({ ok: false, issues: [{ path: '$.item' }, { path: '$.schemaVersion', rule: 'unreadable' }] });
  });

  it('a proxy whose every trap throws, a revoked proxy and a proxy of a list are issues', () => {
    const traps = new Proxy({}, { get: () => { throw new Error('get'); }, ownKeys: () => { throw new Error('ownKeys'); }, getPrototypeOf: () => { throw new Error('getPrototypeOf'); }, has: () => { throw new Error('has'); } });
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const { proxy: revokedList, revoke: revokeList } = Proxy.revocable([], {});
    revokeList();
    for (const check of [validateEvent, validateReservationEvent, validateCatalog, validatePolicy, fromCloudEvent]) {
      for (const input of [traps, revoked, revokedList]) expect(check(input)).toMatchObject({ ok: false });
    }
    for (const value of [traps, revoked, revokedList, new Proxy([], { get: () => { throw new Error('length'); } })]) {
      expect(validateEvent({ ...fact, quantity: value })).toMatchObject({ ok: false, issues: [{ path: expect.stringMatching(/^\$\.quantity/) as string }] });
      expect(validateEvent({ ...fact, type: 'stock.opened', location: undefined, balances: value })).toMatchObject({ ok: false });
    }
  });

  it('toString, valueOf and toJSON of a value are not called', () => {
    const loud = { toString: () => { throw new Error('toString'); }, valueOf: () => { throw new Error('valueOf'); }, toJSON: () => { throw new Error('toJSON'); } };
    expect(validateEvent({ ...fact, id: loud, item: loud, quantity: loud, recordedAt: loud })).toMatchObject({ ok: false });
    expect(validateEvent(loud)).toMatchObject({ ok: false });
  });
});

describe('objects that are not plain', () => {
  class Received {
    readonly type = 'stock.received';
    readonly source = 'wms';
  }
  it.each([
    ['a class instance', Object.assign(new Received(), fact)], ['a date', Object.assign(new Date(0), fact)], ['a map', Object.assign(new Map(), fact)],
    ['an object with members on its prototype', Object.create(fact) as object], ['an object with a foreign prototype', Object.assign(Object.create({ lot: 'L' }) as object, fact)],
  ])('%s is refused', (_name, input) => {
    expect(validateEvent(input)).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$', rule: 'type', expected: 'a plain object' })] });
  });

  it('a list is no object and a boxed text is no text', () => {
    expect(validateEvent(Object.assign([], fact))).toMatchObject({ ok: false, issues: [{ path: '$', rule: 'type' }] });
    expect(validateEvent({ ...fact, id: Object('asn#1') as unknown })).toMatchObject({ ok: false, issues: [{ path: '$.id', rule: 'type', got: 'object' }] });
  });

  it('an object without a prototype, a frozen one and one of another realm are plain', () => {
    const bare = Object.assign(Object.create(null) as object, fact, { quantity: Object.assign(Object.create(null) as object, fact.quantity) });
    const foreign: unknown = runInNewContext(`JSON.parse(${JSON.stringify(JSON.stringify(fact))})`);
    for (const input of [bare, Object.freeze({ ...fact }), foreign]) {
      const checked = validateEvent(input);
      expect(checked).toEqual({ ok: true, event: fact });
      expect(checked.ok && Object.getPrototypeOf(checked.event)).toBe(Object.prototype);
      expect(checked.ok && Object.getPrototypeOf((checked.event as { quantity?: unknown }).quantity)).toBe(Object.prototype);
    }
  });

  it('members that are symbols or not enumerable are not taken along', () => {
    const checked = validateEvent(Object.assign({ ...fact }, { [Symbol('s')]: 1 }));
    expect(checked.ok && Object.getOwnPropertySymbols(checked.event)).toEqual([]);
    const hidden = Object.defineProperty({ ...fact }, 'item', { value: 'TEA', enumerable: false });
    expect(validateEvent(hidden)).toMatchObject({ ok: false, issues: [{ path: '$.item', rule: 'required' }] });
  });
});

describe('prototype pollution', () => {
  afterEach(() => {
    delete (Object.prototype as { lot?: unknown }).lot;
    delete (Object.prototype as { document?: unknown }).document;
  });

  it('a member named __proto__ is unknown and changes no prototype', () => {
    const input: unknown = JSON.parse(`{"__proto__": {"polluted": true}, ${JSON.stringify(fact).slice(1)}`);
    expect(validateEvent(input)).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$.__proto__', rule: 'unknown_key' })] });
    expect(upcast(JSON.parse(`{"__proto__": {"polluted": true}, "schemaVersion": 1, "type": "stock.shipped", "qty": {"__proto__": {"polluted": true}}}`))).not.toHaveProperty('polluted');
    const envelope = JSON.parse(JSON.stringify(toCloudEvent(fact)).replace('"data":{', '"data":{"__proto__":{"polluted":true},')) as unknown;
    expect(fromCloudEvent(envelope)).toMatchObject({ ok: false, issues: [{ path: '$.data.__proto__', rule: 'unknown_key' }] });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('names of a table: __proto__ is refused, names of inherited members are names like others', () => {
    const catalog = (codes: string): unknown => JSON.parse(`{"items": [], "locations": [], "unitCodes": {"x": ${codes}}}`);
    expect(validateCatalog(catalog('{"__proto__": "EA"}'))).toMatchObject({ ok: false, issues: [{ path: '$.unitCodes.x.__proto__', rule: 'key' }] });
    const checked = validateCatalog(catalog('{"constructor": "EA"}'));
    expect(checked).toMatchObject({ ok: true, catalog: { unitCodes: { x: { constructor: 'EA' } } } });
    expect(checked.ok && (checked.catalog.unitCodes!['x']! as Record<string, unknown>)['toString']).toBeUndefined();
  });

  it('what something else has put on every object is not taken for a member of the event', () => {
    (Object.prototype as { lot?: unknown }).lot = 'EVIL';
    const plain = validateEvent({ ...fact });
    expect(plain.ok && Object.hasOwn(plain.event, 'lot')).toBe(false);
    expect(validateEvent({ ...fact, surprise: 1 })).toMatchObject({ ok: false, issues: [{ path: '$.surprise', rule: 'unknown_key' }] });
    (Object.prototype as { document?: unknown }).document = 'EVIL';
    const flat = validateEvent({ type: 'return.closed', source: 's', id: 'i', effectiveAt: '2026-05-12T08:00:00Z', item: 'x', returnLine: 'r' });
    expect(flat.ok && Object.hasOwn(flat.event, 'document')).toBe(false);
  });
});

describe('depth and cycles', () => {
  it('an object that holds itself, and one nested very deep, are looked at no deeper than the schema', () => {
    const loop: Record<string, unknown> = { ...fact };
    loop['quantity'] = loop;
    expect(validateEvent(loop)).toMatchObject({ ok: false });
    let deep: unknown = 'end';
    for (let level = 0; level < 200_000; level++) deep = { deep };
    expect(validateEvent({ ...fact, quantity: deep })).toMatchObject({ ok: false, issues: [{ path: '$.quantity.amount', rule: 'required' }, { path: '$.quantity.unit', rule: 'required' }, { path: '$.quantity.deep', rule: 'unknown_key', got: 'object' }] });
    expect(fromCloudEvent({ ...toCloudEvent(fact as StockEvent), data: { ...fact, quantity: deep } })).toMatchObject({ ok: false });
  });
});
