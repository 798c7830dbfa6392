import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprintOf } from '../../src/foundation/index.js';
import { eventFingerprint, eventFingerprintText, validateEvent, type StockEvent } from '../../src/model/index.js';
import { stockEventArbitrary } from '../../src/testing/index.js';
import { changed, FACT_EXAMPLES, spotsOf } from './example.js';

const receipt: StockEvent = {
  type: 'stock.received', source: 'wms-east', id: 'asn-4711/1', effectiveAt: '2026-05-12T08:00:00Z', item: 'TEA-100', location: 'DC-EAST', quantity: { amount: '10', unit: 'CA' },
};
const count: StockEvent = {
  type: 'stock.counted', source: 'wms-east', id: 'cc-9', effectiveAt: '2026-05-12T20:30:00.250+02:00', item: 'TEA-100', location: 'DC-EAST', detail: 'lot', sourceSequence: 17,
  balances: [{ lot: 'L2', quantity: { amount: '0', unit: 'EA' } }, { lot: 'L1', quantity: { amount: '118', unit: 'EA' } }],
};

const events = stockEventArbitrary(fc, {
  items: [{ id: 'TEA', units: ['EA', 'CA'] }, { id: 'HAM', decimals: 3, weightUnit: 'KGM' }], locations: ['A', 'B'], sources: ['wms', 'erp'], owners: ['P'], serials: ['S'], tenant: 'acme',
});

describe('known answers: part of the stored format, never to change', () => {
  it('a receipt', () => {
    expect(eventFingerprintText(receipt)).toBe(
      '{"effectiveAt":"2026-05-12T08:00:00.000Z","id":"asn-4711/1","item":"TEA-100","location":"DC-EAST","quantity":{"amount":"10","unit":"CA"},"source":"wms-east","type":"stock.received"}',
    );
    expect(eventFingerprint(receipt)).toBe('ed9fa9bd31395fb0750ecfd460530e01');
  });

  it('a count', () => {
    expect(eventFingerprintText(count)).toBe(
      '{"balances":[{"lot":"L1","quantity":{"amount":"118","unit":"EA"}},{"lot":"L2","quantity":{"amount":"0","unit":"EA"}}],"detail":"lot","effectiveAt":"2026-05-12T18:30:00.250Z","id":"cc-9","item":"TEA-100","location":"DC-EAST","source":"wms-east","sourceSequence":17,"type":"stock.counted"}',
    );
    expect(eventFingerprint(count)).toBe('9caf018187d1b6927165a26697234945');
  });
});

describe('the same content has the same fingerprint', () => {
  const same = (left: object, right: object): void => {
    expect(eventFingerprint(left as StockEvent)).toBe(eventFingerprint(right as StockEvent));
  };

  it('whatever the order of members', () => {
    fc.assert(fc.property(events, (event) => same(event, reversed(event) as object)), { numRuns: 200 });
  });

  it('whoever tells it, when and in which transaction', () => {
    same(receipt, { ...receipt, recordedAt: '2026-06-01T00:00:00Z', correlationId: 'c', causationId: 'k', tenant: 'acme', schemaVersion: 2 });
  });

  it('whether a default is stated or left out', () => {
    same(receipt, { ...receipt, state: 'sellable', provisional: false, lotAttributes: {} });
    const total = { ...count, detail: undefined, balances: [{ quantity: { amount: '5', unit: 'EA' } }] };
    same(total, { ...total, detail: 'none', state: 'sellable', includesPicked: true, moment: 'after' });
    same(count, { ...count, unlisted: 'zero' });
    const back = { ...receipt, type: 'stock.returned' };
    same(back, { ...back, state: 'inspection' });
    const refused = { ...receipt, type: 'transfer.rejected', transfer: 'T' };
    same(refused, { ...refused, state: 'quarantined' });
  });

  it('whichever offset an instant is told in', () => {
    for (const effectiveAt of ['2026-05-12T10:00:00+02:00', '2026-05-12t08:00:00z', '2026-05-12T08:00:00.000Z', '2026-05-12T08:00:00.0004Z', '2026-05-12T08:00:00.0Z', '2026-05-11T23:59:00-08:01']) {
      same(receipt, { ...receipt, effectiveAt });
    }
  });

  it('whatever the order of balances', () => {
    same(count, { ...count, balances: [...count.balances].reverse() });
  });
});

describe('other content has another fingerprint', () => {
  const differ = (left: object, right: object): void => {
    expect(eventFingerprint(left as StockEvent)).not.toBe(eventFingerprint(right as StockEvent));
  };

  it.each(FACT_EXAMPLES)('$name: every member of the content counts', ({ schema, value }) => {
    const trace = ['recordedAt', 'correlationId', 'causationId', 'tenant', 'schemaVersion'];
    const text = eventFingerprintText(value as unknown as StockEvent);
    for (const { path, optional } of spotsOf(schema)) {
      if (!optional) continue;
      const without = eventFingerprintText(changed(value, path, undefined) as StockEvent);
      const usual = new Map<unknown, unknown>([['detail', 'none'], ['unlisted', 'zero'], ['includesPicked', true], ['moment', 'after']]);
      const isDefault = path.length === 1 && usual.has(path[0]) && usual.get(path[0]) === value[path[0]!];
      expect(without === text, path.join('.')).toBe(trace.includes(String(path[0])) || isDefault);
    }
  });

  it('another default of another kind of event is no default', () => {
    differ(receipt, { ...receipt, state: 'inspection' });
    differ({ ...receipt, type: 'stock.returned' }, { ...receipt, type: 'stock.returned', state: 'sellable' });
  });

  it('a case is not twelve pieces, and an id, stream, number or millisecond is another event', () => {
    differ(receipt, { ...receipt, quantity: { amount: '120', unit: 'EA' } });
    differ(receipt, { ...receipt, id: 'asn-4711/2' });
    differ(receipt, { ...receipt, stream: 's' });
    differ(receipt, { ...receipt, sourceSequence: 1 });
    differ(receipt, { ...receipt, effectiveAt: '2026-05-12T08:00:00.001Z' });
    differ(receipt, { ...receipt, document: receipt.id });
    differ(count, { ...count, unlisted: 'unknown' });
  });
});

describe('the text', () => {
  it('is canonical JSON of the normal form', () => {
    fc.assert(fc.property(events, (event) => {
      const text = eventFingerprintText(event);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(eventFingerprint(event)).toBe(fingerprintOf(text));
    }), { numRuns: 200 });
  });

  it('reads as a valid event of the same fingerprint', () => {
    fc.assert(fc.property(events, (event) => {
      const again = validateEvent(JSON.parse(eventFingerprintText(event)));
      expect(again.ok && eventFingerprint(again.event)).toBe(eventFingerprint(event));
    }), { numRuns: 200 });
  });
});

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reversed(member)]));
}
