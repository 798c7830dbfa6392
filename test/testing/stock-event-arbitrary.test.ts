import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STOCK_EVENT_TYPES, validateEvent } from '../../src/model/index.js';
import { stockEventArbitrary, stockHistoryArbitrary } from '../../src/testing/index.js';

const options = {
  items: [{ id: 'TEA-100', units: ['EA', 'CA'] }, { id: 'HAM', units: ['KGM'], decimals: 3, weightUnit: 'KGM' }],
  locations: ['DC-EAST', 'DC-WEST'],
  sources: ['wms', 'erp', 'shop'],
  serials: ['S1', 'S2'],
  owners: ['SUP-1'],
  tenant: 'acme',
};

describe('arbitrary events', () => {
  it.each(STOCK_EVENT_TYPES)('%s: every generated event passes validation unchanged', (type) => {
    fc.assert(fc.property(stockEventArbitrary(fc, { ...options, types: [type] }), (event) => {
      expect(event.type).toBe(type);
      expect(validateEvent(event)).toEqual({ ok: true, event });
    }));
  });

  it('every kind of event comes up', () => {
    const seen = new Set(fc.sample(stockEventArbitrary(fc, options), { numRuns: 1000, seed: 1 }).map(({ type }) => type));
    expect([...seen].sort()).toEqual([...STOCK_EVENT_TYPES].sort());
  });

  it('with one plain item and nothing else said, events stay valid', () => {
    fc.assert(fc.property(stockEventArbitrary(fc, { items: [{ id: 'X' }], locations: ['A'], sources: ['s'], lots: [], states: [], channels: [] }), (event) => {
      expect(validateEvent(event)).toEqual({ ok: true, event });
      expect(JSON.stringify(event)).not.toMatch(/"(lot|state|channel|weight)":/);
    }));
  });

  it('a first effective time that is none is a mistake', () => {
    expect(() => stockEventArbitrary(fc, { ...options, from: 'today' }).generate(undefined, undefined)).toThrow();
  });
});

describe('arbitrary histories', () => {
  it('no two events share an identity, and numbered sources count from 1 without gaps', () => {
    fc.assert(fc.property(stockHistoryArbitrary(fc, { ...options, sequenced: ['wms'] }), (events) => {
      expect(new Set(events.map(({ source, id }) => JSON.stringify([source, id]))).size).toBe(events.length);
      const numbers = events.filter(({ source }) => source === 'wms').map(({ sourceSequence }) => sourceSequence);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(events.every(({ source, sourceSequence }) => source === 'wms' || sourceSequence === undefined)).toBe(true);
      for (const event of events) expect(validateEvent(event)).toEqual({ ok: true, event });
    }));
  });
});
