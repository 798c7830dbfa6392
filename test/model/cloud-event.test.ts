import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCloudEvent, STOCK_EVENT_TYPES, toCloudEvent, validateEvent, type StockEvent } from '../../src/model/index.js';
import { stockEventArbitrary } from '../../src/testing/index.js';
import { FACT_EXAMPLES } from './example.js';

const fact: StockEvent = {
  type: 'stock.received', source: 'wms east/1', id: 'asn#1', effectiveAt: '2026-05-12T08:00:00Z', item: 'TEA', stream: 'dock', sourceSequence: 42, recordedAt: '2026-05-12T08:01:00Z',
  correlationId: 'po-1', causationId: 'asn-0', tenant: 'acme', document: 'ASN-1#1', location: 'DC', quantity: { amount: '10', unit: 'EA' },
};

const events = stockEventArbitrary(fc, { items: [{ id: 'TEA', units: ['EA', 'CA'] }, { id: 'HAM', decimals: 3, weightUnit: 'KGM' }], locations: ['A', 'B/1 é'], sources: ['wms:east', 'erp/1?x=1#f', '100% ä'], tenant: 'acme' });

/** The fact without the schema version, which is the present one. */
function unversioned({ schemaVersion: _, ...event }: StockEvent): object {
  return event;
}

describe('a fact in the envelope of CloudEvents', () => {
  it('has the attributes of the specification, our extensions, and the rest as data', () => {
    expect(toCloudEvent(fact)).toEqual({
      specversion: '1.0', id: 'asn#1', source: 'wms%20east%2F1', type: 'stockwright.stock.received', subject: 'TEA', time: '2026-05-12T08:00:00Z', datacontenttype: 'application/json',
      dataschema: 'https://unpkg.com/stockwright/dist/schemas/stock.received.v2.json', schemaversion: 2, tenant: 'acme', stream: 'dock', sequence: '0000000000000042', recordedat: '2026-05-12T08:01:00Z',
      correlationid: 'po-1', causationid: 'asn-0', data: { document: 'ASN-1#1', location: 'DC', quantity: { amount: '10', unit: 'EA' } },
    });
  });

  it('leaves out what the fact leaves out, and what is undefined', () => {
    expect(Object.keys(toCloudEvent({ type: 'return.closed', source: 's', id: 'i', effectiveAt: '2026-05-12T08:00:00Z', item: 'x', returnLine: 'r', tenant: undefined, document: undefined })))
      .toEqual(['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'schemaversion', 'data']);
  });

  it('names the tenant it is told, and refuses to rename another’s', () => {
    const { tenant: _, ...nobodys } = fact;
    expect(toCloudEvent(nobodys, { tenant: 'acme' }).tenant).toBe('acme');
    expect(fromCloudEvent(toCloudEvent(nobodys, { tenant: 'acme' }))).toEqual({ ok: true, event: fact });
    expect(toCloudEvent(fact, { tenant: 'acme' }).tenant).toBe('acme');
    expect(() => toCloudEvent(fact, { tenant: 'other' })).toThrow(TypeError);
  });

  it('sequence numbers sort as texts in the order of numbers', () => {
    const texts = [1, 2, 9, 10, 99, 1e6, Number.MAX_SAFE_INTEGER].map((sourceSequence) => toCloudEvent({ ...fact, sourceSequence }).sequence!);
    expect([...texts].sort()).toEqual(texts);
    expect(new Set(texts.map(({ length }) => length))).toEqual(new Set([16]));
  });

  it('there and back is the identity, over JSON as well', () => {
    fc.assert(fc.property(events, (event) => {
      expect(fromCloudEvent(toCloudEvent(event))).toEqual({ ok: true, event: unversioned(event) });
      expect(fromCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(event))))).toEqual({ ok: true, event: unversioned(event) });
    }), { numRuns: 300 });
  });

  it.each(FACT_EXAMPLES)('there and back with every member: $name', ({ value }) => {
    expect(fromCloudEvent(toCloudEvent(value as unknown as StockEvent))).toEqual({ ok: true, event: unversioned(value as unknown as StockEvent) });
  });

  it('the reference implementation accepts it, and its HTTP messages read back as the same fact', () => {
    fc.assert(fc.property(events, (event) => {
      const envelope = new CloudEvent({ ...toCloudEvent(event) });
      expect(envelope.validate()).toBe(true);
      expect(fromCloudEvent(envelope.toJSON())).toEqual({ ok: true, event: unversioned(event) });
      const structured = HTTP.toEvent(JSON.parse(JSON.stringify(HTTP.structured(envelope))) as never) as CloudEvent<unknown>;
      expect(fromCloudEvent(structured.toJSON())).toEqual({ ok: true, event: unversioned(event) });
      const binary = HTTP.toEvent(JSON.parse(JSON.stringify(HTTP.binary(envelope))) as never) as CloudEvent<unknown>;
      expect(fromCloudEvent(binary.toJSON())).toEqual({ ok: true, event: unversioned(event) });
    }), { numRuns: 100 });
  });

  it('attribute names are lower-case letters and digits', () => {
    for (const name of Object.keys(toCloudEvent(fact))) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });
});

describe('reading a CloudEvent', () => {
  const envelope = toCloudEvent(fact);
  const issues = (change: object): string[] => {
    const read = fromCloudEvent({ ...envelope, ...change });
    return read.ok ? [] : read.issues.map(({ path, rule, message }) => {
      expect(message.startsWith(`${path}: `)).toBe(true);
      return `${path} ${rule}`;
    });
  };

  it('attributes of others are ignored', () => {
    expect(issues({ traceparent: '00-ab-cd-01', partitionkey: 7 })).toEqual([]);
  });

  it('a source that is a URI is a name as it stands', () => {
    expect(fromCloudEvent({ ...envelope, source: 'https://wms.example/dc1' })).toMatchObject({ ok: true, event: { source: 'https://wms.example/dc1' } });
  });

  it('attributes as texts, as HTTP headers carry them', () => {
    expect(fromCloudEvent({ ...envelope, schemaversion: '2', sequence: '7' })).toMatchObject({ ok: true, event: { sourceSequence: 7 } });
  });

  it.each([
    [{ specversion: '0.3' }, ['$.specversion choice']],
    [{ specversion: undefined }, ['$.specversion choice']],
    [{ type: 'stock.received' }, ['$.type choice']],
    [{ type: 'stockwright.stock.vanished' }, ['$.type choice']],
    [{ type: 5 }, ['$.type choice']],
    [{ type: undefined }, ['$.type required']],
    [{ source: '100%' }, ['$.source uri']],
    [{ source: '%40x' }, ['$.source identifier']],
    [{ source: 5 }, ['$.source type']],
    [{ id: '' }, ['$.id identifier']],
    [{ time: 'noon' }, ['$.time instant']],
    [{ time: undefined }, ['$.time required']],
    [{ subject: undefined }, ['$.subject required']],
    [{ sequence: 42 }, ['$.sequence sequence']],
    [{ sequence: '0' }, ['$.sequence sequence']],
    [{ sequence: '9999999999999999' }, ['$.sequence sequence']],
    [{ sequence: '1e3' }, ['$.sequence sequence']],
    [{ recordedat: 'x' }, ['$.recordedat instant']],
    [{ correlationid: '' }, ['$.correlationid identifier']],
    [{ causationid: '' }, ['$.causationid identifier']],
    [{ tenant: 'ACME' }, ['$.tenant tenant']],
    [{ stream: '' }, ['$.stream identifier']],
    [{ schemaversion: 3 }, ['$.schemaversion version']],
    [{ schemaversion: 'two' }, ['$.schemaversion type']],
    [{ data: undefined }, ['$.data type']],
    [{ data: 'text', data_base64: 'e30=' }, ['$.data type']],
    [{ data: [] }, ['$.data type']],
    [{ data: { ...envelope.data, quantity: { amount: '0', unit: 'EA' } } }, ['$.data.quantity.amount amount']],
    [{ data: { ...envelope.data, surprise: 1 } }, ['$.data.surprise unknown_key']],
    [{ data: { ...envelope.data, source: 'other' } }, ['$.data.source unknown_key']],
    [{ specversion: '2', type: 'x', source: '%', sequence: 'x', data: 1 }, ['$.specversion choice', '$.data type', '$.type choice', '$.source uri', '$.sequence sequence']],
  ])('%j', (change, expected) => {
    expect(issues(change)).toEqual(expected);
  });

  it.each([null, 5, 'text', []])('no object: %j', (input) => {
    expect(fromCloudEvent(input)).toMatchObject({ ok: false, issues: [{ path: '$', rule: 'type' }] });
  });

  it('an older schema version is read through the upcasters', () => {
    const old = { ...envelope, schemaversion: 1, data: { location: 'DC', status: 'available', qty: { value: '10', uom: 'EA' }, document: 'ASN-1#1' } };
    expect(fromCloudEvent(old)).toEqual({ ok: true, event: { ...fact, schemaVersion: 2, state: 'sellable' } });
    expect(fromCloudEvent({ ...old, schemaversion: '1' })).toMatchObject({ ok: true });
  });

  it('what it gives is valid, for every kind', () => {
    expect(FACT_EXAMPLES.map(({ name }) => name)).toEqual(STOCK_EVENT_TYPES);
    for (const { value } of FACT_EXAMPLES) {
      const read = fromCloudEvent(toCloudEvent(value as unknown as StockEvent));
      expect(read.ok && validateEvent(read.event)).toMatchObject({ ok: true });
    }
  });
});
