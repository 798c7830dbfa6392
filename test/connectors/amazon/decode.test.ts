import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNotifications } from '../../../src/connectors/amazon/index.js';
import { describeWithShared } from '../../shared-data.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { anyPayload, damagedJson } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const options = { source: 'amazon', location: 'DC-EAST' };
const pairs = goldenPairs('amazon');
const input = (name: string): string => new TextDecoder().decode(pairs.find((pair) => pair.name === name)?.input);
const codes = ({ issues }: { readonly issues: readonly { readonly code: string }[] }): readonly string[] => issues.map(({ code }) => code);

/** The same notification with every name beginning in lower case, as newer types have it. */
const lowered = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(lowered)
  : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), lowered(member)]))
  : value;

describe('a notification reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = decodeNotifications(pair.input, options);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });
});

describe('partner data never throws', () => {
  it('whatever arrives', () => {
    fc.assert(fc.property(anyPayload(), (payload) => expectRecordable(decodeNotifications(payload, options).events)));
  });

  it('with a member of a real notification replaced by anything', () => {
    fc.assert(fc.property(fc.constantFrom(...pairs), damagedJson(pairs.map((pair) => pair.input)), (pair, damage) => {
      expectRecordable(decodeNotifications(damage(pair.input), options).events);
    }), { numRuns: 500 });
  });
});

describe('notifications', () => {
  it.each(['order-unshipped', 'order-partly-shipped', 'order-shipped', 'order-canceled'])('of either casing say the same: %s', (name) => {
    const { events, issues } = decodeNotifications(lowered(JSON.parse(input(name))), options);
    expect(events).toEqual(decodeNotifications(input(name), options).events);
    expect(codes({ issues })).toEqual(codes(decodeNotifications(input(name), options)));
  });

  it('as an SQS body, alone or among others', () => {
    const notification = input('order-unshipped');
    const expected = decodeNotifications(notification, options).events;
    expect(decodeNotifications(JSON.stringify({ Body: notification }), options).events).toEqual(expected);
    expect(decodeNotifications(JSON.stringify({ body: notification }), options).events).toEqual(expected);
    expect(codes(decodeNotifications('{"Body":{"a":1}}', options))).toEqual(['amazon.no_body']);
  });

  it('of a type that is not read are a hint to fetch or a warning', () => {
    const typed = (type: string, payload: object) => decodeNotifications({ notificationType: type, payload }, options);
    expect(typed('FEED_PROCESSING_FINISHED', { feedProcessingFinishedNotification: { feedId: '53347' } }).pokes).toEqual([{ resource: 'FEED_PROCESSING_FINISHED', id: '53347' }]);
    expect(typed('LISTINGS_ITEM_STATUS_CHANGED', { sku: 'A' }).pokes).toEqual([{ resource: 'LISTINGS_ITEM_STATUS_CHANGED', id: 'A' }]);
    expect(codes(typed('PRICING_HEALTH', {}))).toEqual(['amazon.unknown_type']);
  });
});

describe('orders', () => {
  it('are placed by every notification about them under one identity', () => {
    const placed = (name: string) => decodeNotifications(input(name), options).events.filter(({ type }) => type === 'order.placed');
    expect(placed('order-partly-shipped')).toEqual(placed('order-unshipped'));
  });

  it('ship nothing by a running total, which says nothing of a single shipment', () => {
    const { events, issues, pokes } = decodeNotifications(input('order-partly-shipped'), options);
    expect(events.filter(({ type }) => type === 'stock.shipped')).toEqual([]);
    expect(codes({ issues })).toEqual(['amazon.partly_shipped', 'amazon.partly_shipped']);
    expect(pokes).toContainEqual({ resource: 'orders', id: '113-1234567-7654321', change: 'PartiallyShipped' });
  });

  it('ship their lines once, by the change of status and by no later notification', () => {
    const kinds = (text: string) => decodeNotifications(text, options).events.map(({ type, item }) => `${type} ${item}`);
    expect(kinds(input('order-shipped'))).toEqual(['order.placed TEA-100', 'stock.shipped TEA-100', 'order.cancelled TEA-100', 'order.placed POT-01', 'stock.shipped POT-01']);
    expect(kinds(input('order-shipped').replace('OrderStatusChange', 'BuyerRequestedChange'))).toEqual(['order.placed TEA-100', 'order.placed POT-01']);
    expect(kinds(input('order-canceled').replace('OrderStatusChange', 'BuyerRequestedChange'))).toEqual([]);
  });

  it('that Amazon fulfils are not ours to record', () => {
    const decoded = decodeNotifications(input('order-unshipped').replace('"MFN"', '"AFN"'), options);
    expect([decoded.events, codes(decoded)]).toEqual([[], ['amazon.fulfilled_by_amazon']]);
  });

  it('with a status that is not understood are not guessed at', () => {
    const decoded = decodeNotifications(input('order-unshipped').replace('"Unshipped"', '"Unfulfillable"'), options);
    expect([decoded.events, decoded.pokes]).toEqual([[], [{ resource: 'orders', id: '113-1234567-7654321', change: 'Unfulfillable' }]]);
  });

  it('that shipped from nowhere known leave the shipment out', () => {
    const decoded = decodeNotifications(input('order-shipped').replace('"d7679e14-031b-4ab3-a81b-ec4fc7a460b3"', 'null'), { source: 'amazon' });
    expect(codes(decoded)).toContain('amazon.no_location');
    expect(decoded.events.map(({ type }) => type)).toEqual(['order.placed', 'order.cancelled', 'order.placed']);
  });

  it('take the time of the event where none is stated', () => {
    const undated = input('order-unshipped').replace('"2026-05-13T15:34:10.000Z"', 'null').replace('"2026-05-13T16:04:58.100Z"', 'null');
    expect(decodeNotifications(undated, options).events[0]?.effectiveAt).toBe('2026-05-13T16:05:00.000Z');
  });
});

describe('the pool that marketplaces share', () => {
  it('is counted once', () => {
    const { statements, issues } = decodeNotifications(input('fba-availability'), options);
    expect(issues).toEqual([]);
    expect(Object.fromEntries(statements.map(({ measure, rows }) => [measure, rows.map(({ quantity }) => quantity.amount)]))).toEqual({
      available: ['60'], committed: ['4'], inTransit: ['6'], quarantined: ['4'], damaged: ['2'], onOrder: ['36'],
    });
  });

  it('is read where it offers least if the marketplaces disagree', () => {
    const second = input('fba-availability').replace(/("A2EUQ1WTGCTBG2"[^]*?"Fulfillable": )60/, '$19');
    const decoded = decodeNotifications(second, options);
    expect(decoded.statements[0]).toMatchObject({ measure: 'available', rows: [{ location: 'FBA', quantity: { amount: '9' } }] });
    expect(codes(decoded)).toEqual(['amazon.pools_differ']);
  });
});

describeWithShared('documented notifications', ['contracts/amazon/notifications'], (folder) => {
  const file = (name: string): string => readFileSync(`${folder}/${name}.json`, 'utf8');
  const example = (name: string): unknown => (JSON.parse(file(name)) as { examples: unknown[] }).examples[0];

  it('an order of the schema is placed', () => {
    const { events, issues } = decodeNotifications(example('OrderChangeNotification'), options);
    expect(issues).toEqual([]);
    expect(events).toMatchObject([{ type: 'order.placed', line: 'amazon/903-8868176-2219830#OIID34853450', effectiveAt: '2022-07-13T19:42:04.284Z', quantity: { amount: '10' } }]);
  });

  it('figures are statements', () => {
    expect(decodeNotifications(example('ListingsItemMfnQuantityChange'), options).statements).toMatchObject([{ measure: 'available', rows: [{ item: 'NLS-SHOES-03', quantity: { amount: '99' } }] }]);
    expect(decodeNotifications(file('syn-sqs-envelope'), options).statements).toMatchObject([{ rows: [{ quantity: { amount: '42' } }] }]);
    const fba = decodeNotifications(file('syn-FBA_INVENTORY_AVAILABILITY_CHANGES'), options);
    expect(fba.statements[0]).toMatchObject({ measure: 'available', rows: [{ quantity: { amount: '40' } }] });
    expect(codes(fba)).toEqual(['amazon.pools_differ']);
  });

  it('an hourly figure of a catalogue item is advice and nothing is read from it', () => {
    expect(decodeNotifications(file('syn-ITEM_INVENTORY_EVENT_CHANGE'), options)).toMatchObject({ events: [], statements: [], issues: [{ code: 'amazon.unknown_type' }] });
  });
});
