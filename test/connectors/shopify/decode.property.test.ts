import fc from 'fast-check';
import { describe, it } from 'vitest';
import { decodeWebhook } from '../../../src/connectors/shopify/index.js';
import { goldenPairs } from '../golden-pairs.js';
import { anyPayload, damagedJson } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const options = { source: 'shopify', location: 'DC-EAST' };
const topics = ['orders/create', 'orders/cancelled', 'orders/edited', 'fulfillments/create', 'fulfillments/update', 'refunds/create', 'inventory_levels/update', 'returns/approve', 'x'];

describe('partner data never throws', () => {
  it('whatever bytes, texts and values arrive', () => {
    fc.assert(fc.property(fc.constantFrom(...topics), anyPayload(), (topic, payload) => {
      expectRecordable(decodeWebhook(topic, payload, options).events);
    }));
  });

  it('with a member of a real message replaced by anything', () => {
    const pairs = goldenPairs('shopify');
    fc.assert(fc.property(fc.constantFrom(...pairs), fc.constantFrom(...topics), damagedJson(pairs.map(({ input }) => input)), (pair, topic, damage) => {
      expectRecordable(decodeWebhook(topic, damage(pair.input), options).events);
    }), { numRuns: 500 });
  });
});
