import { describe, expect, it } from 'vitest';
import { decodeFact, encodeFact } from '../../src/ledger/index.js';
import type { Fact } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register } from './world.js';

const BARE: Fact = {
  type: 'return.closed', source: 'erp', id: 'a', at: Date.parse('2026-01-05T00:00:00Z'), stream: '', sequence: -1, item: 'TEA', location: '', state: '', lot: '', serial: '', owner: '', grains: grains(0),
  weight: grains(0), line: '', document: '', provisional: false, told: undefined, via: '', remainder: '', fingerprint: '', detail: undefined,
};
const CORE = { type: 'return.closed', source: 'erp', id: 'a', effectiveAt: '2026-01-05T00:00:00.000Z', item: 'TEA' };

describe('a fact in a block', () => {
  it('with nothing but its identity, item and time', () => {
    expect(encodeFact(BARE)).toStrictEqual(CORE);
    expect(decodeFact(CORE as never)).toEqual(BARE);
  });

  it.each<[keyof Fact, unknown]>([
    ['sequence', 7], ['sequence', 0], ['stream', 's'], ['location', 'EAST'], ['state', 'sellable'], ['lot', 'L'], ['serial', 'S'], ['owner', 'SUP'], ['line', 'SO'], ['document', 'D'], ['via', '1 CA = 12 EA'],
    ['remainder', '1/3'], ['fingerprint', 'f'.repeat(32)], ['grains', -3], ['weight', 4], ['provisional', true], ['told', { amount: '1', unit: 'CA' }],
  ])('with its %s %j', (name, value) => {
    expect(encodeFact({ ...BARE, [name]: value })).toEqual({ ...CORE, [name]: value });
    expect(decodeFact({ ...CORE, [name]: value } as never)).toEqual({ ...BARE, [name]: value });
  });

  it('with instants of its detail as texts, and without what its detail leaves open', () => {
    const detail = { dueAt: Date.parse('2026-01-06T00:00:00Z'), requestedFor: Date.parse('2026-01-07T00:00:00Z'), class: 'onOrder' as const, channel: undefined };
    const encoded = { ...CORE, detail: { dueAt: '2026-01-06T00:00:00.000Z', requestedFor: '2026-01-07T00:00:00.000Z', class: 'onOrder' } };
    expect(encodeFact({ ...BARE, detail })).toEqual(encoded);
    expect(Object.keys(encodeFact({ ...BARE, detail })['detail'] as object)).not.toContain('channel');
    expect(decodeFact(encoded as never)).toEqual({ ...BARE, detail: { dueAt: detail.dueAt, requestedFor: detail.requestedFor, class: 'onOrder' } });
    expect(Object.keys(decodeFact({ ...CORE, detail: { everything: true } } as never).detail ?? {})).toEqual(['everything']);
  });

  it('a void with the fact it takes back', () => {
    const reverses = factOf(register, { type: 'stock.received', source: 'erp', id: 'x', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', location: 'EAST', quantity: { amount: '3', unit: 'EA' } });
    const fact: Fact = { ...BARE, type: 'fact.voided', detail: { target: { source: 'erp', id: 'x' }, reverses } };
    expect(encodeFact(fact)['detail']).toEqual({ target: { source: 'erp', id: 'x' }, reverses: encodeFact(reverses) });
    expect(decodeFact(JSON.parse(JSON.stringify(encodeFact(fact))) as never)).toEqual(fact);
  });

  it('without its core is corrupt, and the error names it', () => {
    expect(() => decodeFact({ ...CORE, effectiveAt: undefined } as never)).toThrow(expect.objectContaining({
      code: 'storage.corrupt', message: 'A stored fact lacks its identity, item or effective time', details: { id: 'a' },
    }));
  });
});
