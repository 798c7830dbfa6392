import { describe, expect, it } from 'vitest';
import { decodeWebhook, shopifyConnector } from '../../../src/connectors/shopify/index.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { expectRecordable } from '../recordable.js';

const options = { source: 'shopify', location: undefined };
const pairs = goldenPairs('shopify');
const input = (name: string): string => new TextDecoder().decode(pairs.find((pair) => pair.name === name)?.input);

describe('a recorded delivery reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = decodeWebhook(pair.name.replace('-', '/'), pair.input, options);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });
});

describe('orders', () => {
  it('keeps every digit of a line id beyond 2^53', () => {
    const [placed] = decodeWebhook('orders/create', input('orders-create'), options).events;
    expect(placed).toMatchObject({ id: 'orders/create/5678901234501#9007199254740995', line: 'shopify/5678901234501#9007199254740995' });
  });

  it('refuses a parsed body whose ids lost digits, and names the reason', () => {
    const decoded = decodeWebhook('orders/create', JSON.parse(input('orders-create')), options);
    expect(decoded.events).toEqual([]);
    expect(decoded.issues.map(({ code }) => code)).toEqual(['json.unsafe_number']);
  });

  it('reads a redelivered webhook as the same event, whatever its delivery headers', () => {
    const first = decodeWebhook('orders/create', input('orders-create'), options, { triggeredAt: '2026-05-12T14:15:31Z' });
    const second = decodeWebhook('orders/create', input('orders-create'), options, { triggeredAt: '2026-05-12T18:00:00Z' });
    expect(second).toEqual(first);
  });

  it('leaves a line without an SKU out and reads the others', () => {
    const text = input('orders-create').replace('"sku": "TEA-100"', '"sku": null');
    const { events, issues } = decodeWebhook('orders/create', text, options);
    expect(events.map(({ item }) => item)).toEqual(['POT-01']);
    expect(issues).toContainEqual(expect.objectContaining({ code: 'shopify.no_sku', path: '$.line_items[0].sku', severity: 'error' }));
  });

  it('identifies items by variant on request', () => {
    const { events } = decodeWebhook('orders/create', input('orders-create'), { ...options, identifyBy: 'variant' });
    expect(events[0]?.item).toBe('gid://shopify/ProductVariant/44556677889901');
  });

  it('uses the channel, prefix and unit it was told', () => {
    const { events } = shopifyConnector({ source: 'shop-eu', channel: 'web', linePrefix: 'orders', unit: 'C62' }).decode('orders/create', input('orders-create'));
    expect(events[0]).toMatchObject({ source: 'shop-eu', channel: 'web', line: 'orders/5678901234501#9007199254740995', quantity: { amount: '3', unit: 'C62' } });
  });

  it('says that an edited order has to be fetched', () => {
    expect(decodeWebhook('orders/edited', input('orders-edited'), options).pokes).toEqual([{ resource: 'orders/edited', id: '5678901234501' }]);
  });
});

describe('fulfilments', () => {
  it.each(['pending', 'open', 'error', 'failure'])('nothing has left while the status is %s', (status) => {
    const text = input('fulfillments-create').replace('"success"', `"${status}"`);
    const { events, issues } = decodeWebhook('fulfillments/update', text, options);
    expect(events).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['shopify.fulfillment_open']);
  });

  it('an update of a successful fulfilment repeats the event of its creation', () => {
    const later = input('fulfillments-create').replace('"updated_at": "2026-05-13T09:05:00-04:00"', '"updated_at": "2026-05-14T00:00:00Z"');
    expect(decodeWebhook('fulfillments/update', later, options).events).toEqual(decodeWebhook('fulfillments/create', input('fulfillments-create'), options).events);
  });

  it('a second update of a cancelled fulfilment says the same again', () => {
    const later = input('fulfillments-update').replace('2026-05-13T10:40:00-04:00', '2026-05-20T00:00:00Z');
    expect(decodeWebhook('fulfillments/update', later, options)).toEqual(decodeWebhook('fulfillments/update', input('fulfillments-update'), options));
  });

  it('takes the location of the options where the message names none, and leaves the lines out where they name none either', () => {
    const text = input('fulfillments-create').replace('"location_id": 66554433221', '"location_id": null');
    expect(decodeWebhook('fulfillments/create', text, { ...options, location: 'DC-EAST' }).events[0]).toMatchObject({ location: 'DC-EAST' });
    const without = decodeWebhook('fulfillments/create', text, options);
    expect(without.events).toEqual([]);
    expect(without.issues.map(({ code }) => code)).toEqual(['shopify.no_location']);
  });
});

describe('refunds', () => {
  it('brings goods back into inspection unless told otherwise', () => {
    const state = (returnedState?: string): unknown => decodeWebhook('refunds/create', input('refunds-create'), { ...options, returnedState }).events[0];
    expect(state()).toMatchObject({ type: 'stock.returned', state: 'inspection' });
    expect(state('sellable')).toMatchObject({ type: 'stock.returned', state: 'sellable' });
  });

  it('does not guess what an unknown restock type means', () => {
    const text = input('refunds-create').replaceAll('"return"', '"legacy_restock"');
    const { events, issues } = decodeWebhook('refunds/create', text, options);
    expect(events.map(({ type }) => type)).toEqual(['order.cancelled']);
    expect(issues.filter(({ code }) => code === 'shopify.unknown_restock')).toHaveLength(2);
  });
});

describe('inventory levels', () => {
  it('is a statement to compare and never an event', () => {
    const { events, statements } = decodeWebhook('inventory_levels/update', input('inventory_levels-update'), options);
    expect(events).toEqual([]);
    expect(statements[0]).toMatchObject({ measure: 'available', full: false, rows: [{ item: 'gid://shopify/InventoryItem/271878346596884015' }] });
  });

  it('reads no figure for an item that is not tracked', () => {
    const { statements, issues } = decodeWebhook('inventory_levels/update', '{"inventory_item_id":1,"location_id":2,"available":null}', options);
    expect(statements).toEqual([]);
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['shopify.untracked_item', 'warning']]);
  });

  it('dates a level without a time by its delivery, and refuses it without either', () => {
    const level = '{"inventory_item_id":1,"location_id":2,"available":-3}';
    const dated = decodeWebhook('inventory_levels/update', level, options, { triggeredAt: '2026-09-14T13:00:00.123456789Z' });
    expect(dated.statements[0]).toMatchObject({ asOf: '2026-09-14T13:00:00.123Z', rows: [{ quantity: { amount: '-3' } }] });
    expect(decodeWebhook('inventory_levels/update', level, options).issues.map(({ code }) => code)).toEqual(['shopify.no_time']);
  });
});

describe('other topics', () => {
  it('a return that was approved has to be fetched', () => {
    expect(decodeWebhook('returns/approve', '{"id":5,"status":"open"}', options).pokes).toEqual([{ resource: 'returns/approve', id: '5' }]);
  });

  it('a topic that has nothing to do with stock is named in a warning', () => {
    expect(decodeWebhook('customers/create', '{"id":5}', options)).toMatchObject({ events: [], issues: [{ code: 'shopify.unknown_topic', severity: 'warning' }] });
  });

  it('a body that is no JSON is an issue with its position', () => {
    expect(decodeWebhook('orders/create', '{"id":1,', options).issues).toEqual([
      { code: 'json.syntax', message: 'A member name was expected', severity: 'error', path: '$', offset: 8 },
    ]);
  });
});
