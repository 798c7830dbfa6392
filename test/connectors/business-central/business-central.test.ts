import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeItemBalances, decodeItemLedgerEntries, decodeNotifications, decodePurchaseReceipts, decodeSalesShipments, encodeAdjustments, encodeItemInventory, itemLedgerEntriesPath,
  lastEntryNumber, optionText, readResult, validationTokenOf, type BusinessCentralAdjustment,
} from '../../../src/connectors/business-central/index.js';
import type { PartnerDecoded } from '../../../src/ports/index.js';
import { describeWithShared } from '../../shared-data.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { anyPayload, damagedJson } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const options = { source: 'bc', timeZone: 'America/New_York', location: 'DC-EAST', baseUnits: { 'TEA-LOOSE': 'KG' } };
const readers: Readonly<Record<string, (payload: unknown) => PartnerDecoded>> = {
  'purchase-receipts': (payload) => decodePurchaseReceipts(payload, options),
  'sales-shipments': (payload) => decodeSalesShipments(payload, options),
  'item-ledger-entries': (payload) => decodeItemLedgerEntries(payload, options),
  items: (payload) => decodeItemBalances(payload, options, { asOf: '2026-05-15T08:00:00Z' }),
  notifications: (payload) => decodeNotifications(payload, { source: 'bc', clientState: 'opaque-42' }),
};
const read = (name: string, payload: unknown): PartnerDecoded => {
  const reader = readers[name];
  if (reader === undefined) throw new Error(`no reader for ${name}`);
  return reader(payload);
};
const pairs = goldenPairs('business-central');
const input = (name: string): string => new TextDecoder().decode(pairs.find((pair) => pair.name === name)?.input);
const codes = ({ issues }: { readonly issues: readonly { readonly code: string }[] }): readonly string[] => issues.map(({ code }) => code);

describe('an answer reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = read(pair.name, pair.input);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });
});

describe('partner data never throws', () => {
  it('whatever arrives', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(readers)), anyPayload(), (name, payload) => expectRecordable(read(name, payload).events)));
  });

  it('with a member of a real answer replaced by anything', () => {
    fc.assert(fc.property(fc.constantFrom(...pairs), fc.constantFrom(...Object.keys(readers)), damagedJson(pairs.map((pair) => pair.input)), (pair, name, damage) => {
      expectRecordable(read(name, damage(pair.input)).events);
    }), { numRuns: 500 });
  });
});

describe('receipts and shipments', () => {
  it('keep every decimal of a quantity, as number or as text', () => {
    const text = input('purchase-receipts').replace('37.125', '"37.1250000000000000001"');
    expect(decodePurchaseReceipts(text, options).events[1]).toMatchObject({ quantity: { amount: '37.1250000000000000001', unit: 'KG' } });
  });

  it('read the location of a custom page, and are left out where nothing names one', () => {
    const located = input('purchase-receipts').replace('"sequence": 10000,', '"sequence": 10000, "locationCode": "WEST",');
    expect(decodePurchaseReceipts(located, options).events[0]).toMatchObject({ location: 'WEST' });
    const nowhere = decodePurchaseReceipts(input('purchase-receipts'), { source: 'bc', timeZone: 'UTC' });
    expect([nowhere.events, codes(nowhere)]).toEqual([[], ['bc.no_location', 'bc.no_location', 'bc.correction']]);
  });

  it('read one document as well as a list', () => {
    const one = JSON.stringify((JSON.parse(input('purchase-receipts')) as { value: unknown[] }).value[0]);
    expect(decodePurchaseReceipts(one, options).events).toEqual(decodePurchaseReceipts(input('purchase-receipts'), options).events);
  });

  it('without their lines are an error and not an empty receipt', () => {
    expect(codes(decodePurchaseReceipts('{"value":[{"number":"1","postingDate":"2026-05-11"}]}', options))).toEqual(['payload.not_a_list']);
  });

  it('take the zero date for none', () => {
    expect(codes(decodePurchaseReceipts(input('purchase-receipts').replace('"postingDate": "2026-05-11"', '"postingDate": "0001-01-01"'), options))).toEqual(['bc.no_date']);
  });
});

describe('ledger entries', () => {
  it('carry no sequence, because entry numbers have gaps', () => {
    for (const event of decodeItemLedgerEntries(input('item-ledger-entries'), options).events) expect(event).not.toHaveProperty('sourceSequence');
  });

  it('are fetched after a cursor, the greatest number read', () => {
    expect(lastEntryNumber(input('item-ledger-entries'))).toBe('4112');
    expect(lastEntryNumber('{"value":[]}')).toBeUndefined();
    expect(itemLedgerEntriesPath('c1', '4112')).toBe('/api/v2.0/companies(c1)/itemLedgerEntries?$filter=entryNumber%20gt%204112&$orderby=entryNumber');
    expect(() => itemLedgerEntriesPath('c1', '1 or 1')).toThrow(TypeError);
  });

  it('of a transfer with locations are two corrections that cancel out', () => {
    const located = input('item-ledger-entries').replaceAll('"entryType": "Transfer",', '"entryType": "Transfer", "locationCode": "WEST",');
    expect(decodeItemLedgerEntries(located, options).events.filter(({ correlationId }) => correlationId === 'TS-3').map((event) => ('quantity' in event ? event.quantity?.amount : ''))).toEqual(['-4', '4']);
  });

  it('of an unknown type are not guessed at', () => {
    expect(codes(decodeItemLedgerEntries(input('item-ledger-entries').replace('"Purchase"', '"Revaluation"'), options))).toContain('bc.unknown_entry_type');
  });
});

it.each([['Positive_x0020_Adjmt_x002E_', 'Positive Adjmt.'], ['_x0020_', ''], ['Sale', 'Sale'], ['G_x002F_L_x0020_Account', 'G/L Account'], ['_x00', '_x00']])('the option %s is %j', (sent, meant) => {
  expect(optionText(sent)).toBe(meant);
});

describe('subscriptions', () => {
  it('answer the handshake with its token, on creation and on renewal', () => {
    expect(validationTokenOf('https://a.example/hook?validationToken=abc%20d')).toBe('abc d');
    expect(validationTokenOf('validationToken=x')).toBe('x');
    for (const query of ['', 'https://a.example/hook', '?validationToken=', `?validationToken=${'x'.repeat(2001)}`]) expect(validationTokenOf(query)).toBeUndefined();
  });

  it('need a client state', () => {
    expect(() => decodeNotifications('{}', { source: 'bc', clientState: '' })).toThrow(TypeError);
  });
});

describe('adjustments', () => {
  const adjustment = (reference: string, amount: string): BusinessCentralAdjustment => ({ item: 'TEA-100', location: 'EAST', amount, unit: 'PCS', reason: 'COUNT', reference });
  const target = { companyId: 'c1', at: '2026-05-15T23:30:00-04:00', page: 'api/fern/stock/v1.0/itemJournalLines', journalBatch: 'SYNC' };

  it('become journal lines of a custom page, the sign in the entry type', () => {
    const { requests, issues } = encodeAdjustments([adjustment('D-1', '-3.50'), { ...adjustment('D-2', '2'), lot: 'L1', variant: 'RED' }], target);
    expect(issues).toEqual([]);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(Array<string>(2).fill('POST /api/fern/stock/v1.0/companies(c1)/itemJournalLines'));
    expect(requests.map(({ body }) => body)).toEqual([
      { externalDocumentNumber: 'D-1', postingDate: '2026-05-15', entryType: 'Negative Adjmt.', itemNumber: 'TEA-100', locationCode: 'EAST', quantity: '3.5', unitOfMeasureCode: 'PCS', reasonCode: 'COUNT', journalBatchName: 'SYNC' },
      { externalDocumentNumber: 'D-2', postingDate: '2026-05-15', entryType: 'Positive Adjmt.', itemNumber: 'TEA-100', locationCode: 'EAST', variantCode: 'RED', lotNumber: 'L1', quantity: '2', unitOfMeasureCode: 'PCS', reasonCode: 'COUNT', journalBatchName: 'SYNC' },
    ]);
    expect(encodeAdjustments([adjustment('D-1', '-3.5')], target).requests[0]?.idempotencyKey).toBe(requests[0]?.idempotencyKey);
  });

  it('are left out where they say nothing, repeat a reference or cannot be found again', () => {
    const { requests, issues } = encodeAdjustments([adjustment('D-1', '0'), adjustment('D-2', '1'), adjustment('D-2', '1'), adjustment('x'.repeat(36), '1'), adjustment('D-3', 'one')], target);
    expect(requests).toEqual([]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['publish.repeated', '$[1]'], ['publish.repeated', '$[2]'], ['publish.no_amount', '$[0]'], ['bc.reference', '$[3]'], ['publish.no_amount', '$[4]']]);
  });

  it('need a page and a date', () => {
    expect(() => encodeAdjustments([], { ...target, page: '../secret' })).toThrow(TypeError);
    expect(() => encodeAdjustments([], { ...target, at: '2026-05-15' })).toThrow(TypeError);
  });

  it('of a company without locations can set the item itself', () => {
    const { requests, issues } = encodeItemInventory([{ itemId: 'f1', amount: '37.50', etag: 'W/"1"' }, { itemId: 'f2', amount: 'x', etag: '*' }], { companyId: 'c1', reference: 'P-1' });
    expect(requests).toMatchObject([{ method: 'PATCH', path: '/api/v2.0/companies(c1)/items(f1)', headers: { 'If-Match': 'W/"1"' }, body: '{"inventory":37.5}' }]);
    expect(codes({ issues })).toEqual(['publish.no_amount']);
  });

  it.each([
    [201, {}, { outcome: 'accepted' }],
    [412, { error: { code: 'Request_EntityChanged', message: 'changed' } }, { outcome: 'retry', code: 'Request_EntityChanged', message: 'changed' }],
    [409, 'x', { outcome: 'retry', code: 'http.409' }],
    [429, '', { outcome: 'retry', code: 'http.429', retryAfterMs: 3000 }],
    [503, '', { outcome: 'retry', code: 'http.503', retryAfterMs: 3000 }],
    [400, { error: { code: 'BadRequest', message: 'no such item' } }, { outcome: 'rejected', code: 'BadRequest', message: 'no such item' }],
  ])('status %i says what became of it', (status, body, expected) => {
    expect(readResult({ status, headers: { 'Retry-After': '3' }, body }, 'D-1')).toEqual({ line: 'D-1', ...expected });
  });
});

describeWithShared('documented and synthetic answers', ['contracts/business-central/samples'], (folder) => {
  interface Block { readonly body?: unknown }
  const block = (name: string): unknown => (JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Block[]).find(({ body }) => body !== undefined)?.body;

  it('an entry of the reference is read', () => {
    const { events, issues } = decodeItemLedgerEntries(block('itemledgerentry_get'), options);
    expect(issues).toEqual([]);
    expect(events).toMatchObject([{ type: 'stock.adjusted', id: 'itemLedgerEntries/1', reason: 'Positive Adjmt.', quantity: { amount: '200' } }]);
  });

  it('a receipt of the reference has no lines unless they are expanded', () => {
    expect(codes(decodePurchaseReceipts(block('purchasereceipt_get'), options))).toEqual(['payload.not_a_list']);
  });

  it('a list of entries nets a transfer to nothing', () => {
    const decoded = decodeItemLedgerEntries(readFileSync(`${folder}/syn-itemLedgerEntries-list.json`), options);
    expect(decoded.events.map(({ type, id }) => `${type} ${id}`)).toEqual(['stock.received itemLedgerEntries/701', 'stock.shipped itemLedgerEntries/702', 'stock.adjusted itemLedgerEntries/705']);
    expect(codes(decoded)).toEqual(['bc.transfer_without_location', 'bc.transfer_without_location']);
  });

  it('an item of the reference is a balance', () => {
    expect(decodeItemBalances(block('item_get'), options, { asOf: '2026-01-01T00:00:00Z' }).statements).toEqual([
      { system: 'bc', measure: 'onHand', asOf: '2026-01-01T00:00:00.000Z', full: false, rows: [{ item: '1896-S', location: 'DC-EAST', quantity: { amount: '4', unit: 'PCS' } }] },
    ]);
  });

  it('notifications with a wrong client state are left out', () => {
    const { pokes, issues } = decodeNotifications(readFileSync(`${folder}/syn-notifications.json`), { source: 'bc', clientState: 'opaque-7' });
    expect(pokes.map(({ resource, change }) => [resource, change])).toEqual([['items', 'updated'], ['items', 'collection']]);
    expect(codes({ issues })).toEqual(['bc.client_state']);
    expect(decodeNotifications(block('webhook-notifications'), { source: 'bc', clientState: 'someClientState' }).pokes).toHaveLength(4);
  });
});
