import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeItemLocations, decodeItemReceipts, encodeInventoryAdjustments, readResult, type NetSuiteAdjustment } from '../../../src/connectors/netsuite/index.js';
import type { PartnerDecoded } from '../../../src/ports/index.js';
import { describeWithShared } from '../../shared-data.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { anyPayload, damagedJson } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const options = { source: 'netsuite', timeZone: 'America/Los_Angeles' };
const asOf = '2026-05-15T08:00:00Z';
const read = (name: string, payload: unknown): PartnerDecoded => (name === 'item-receipts' ? decodeItemReceipts(payload, options) : decodeItemLocations(payload, options, { asOf }));
const pairs = goldenPairs('netsuite');

describe('an answer reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = read(pair.name, pair.input);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });

  it('and needs a time for its balances', () => {
    expect(() => decodeItemLocations('{}', options, { asOf: 'today' })).toThrow(TypeError);
  });
});

describe('partner data never throws', () => {
  it('whatever arrives', () => {
    fc.assert(fc.property(fc.constantFrom('item-receipts', 'item-locations'), fc.oneof(anyPayload(), fc.tuple(fc.constantFrom(...pairs), damagedJson(pairs.map(({ input }) => input))).map(([pair, damage]) => damage(pair.input))), (name, payload) => {
      expectRecordable(read(name, payload).events);
    }), { numRuns: 500 });
  });
});

describe('adjustments', () => {
  const adjustment = (externalId: string, ...lines: NetSuiteAdjustment['lines']): NetSuiteAdjustment => ({ externalId, subsidiary: '1', account: '214', location: '2', at: '2026-05-15T23:00:00-07:00', lines });

  it('are upserts by external id', () => {
    const { requests, issues } = encodeInventoryAdjustments([adjustment('count/7', { item: '311', amount: '-3', lot: '88', bin: '12' }, { item: '312', amount: '1.25', lot: 'L9' }, { item: '313', amount: '2' })]);
    expect(issues).toEqual([]);
    expect(requests).toMatchObject([{ method: 'PUT', path: '/services/rest/record/v1/inventoryAdjustment/eid:count%2F7', body: { externalId: 'count/7', tranDate: '2026-05-15', adjLocation: { id: '2' } } }]);
    expect(requests[0]?.body.inventory.items).toEqual([
      { item: { id: '311' }, location: { id: '2' }, adjustQtyBy: -3, inventoryDetail: { inventoryAssignment: { items: [{ quantity: -3, issueInventoryNumber: { id: '88' }, binNumber: { id: '12' } }] } } },
      { item: { id: '312' }, location: { id: '2' }, adjustQtyBy: 1.25, inventoryDetail: { inventoryAssignment: { items: [{ quantity: 1.25, receiptInventoryNumber: 'L9' }] } } },
      { item: { id: '313' }, location: { id: '2' }, adjustQtyBy: 2 },
    ]);
  });

  it('are left out whole where a line cannot be written', () => {
    const { requests, issues } = encodeInventoryAdjustments([
      adjustment('a', { item: '1', amount: '1' }, { item: '2', amount: '0' }), adjustment('b'), adjustment('c', { item: '1', amount: '0.1234567890123456789' }),
      adjustment('d', { item: '1', amount: '1' }), adjustment('d', { item: '1', amount: '1' }),
    ]);
    expect(requests).toEqual([]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['publish.repeated', '$[3]'], ['publish.repeated', '$[4]'], ['publish.no_amount', '$[0].lines[1]'], ['netsuite.adjustment', '$[1]'], ['publish.no_amount', '$[2].lines[0]'],
    ]);
  });

  it.each([
    [204, '', { outcome: 'accepted' }],
    [400, { 'o:errorDetails': [{ detail: 'closed', 'o:errorCode': 'USER_ERROR' }] }, { outcome: 'rejected', code: 'USER_ERROR', message: 'closed' }],
    [400, { 'o:errorDetails': [{ detail: 'busy', 'o:errorCode': 'SSS_REQUEST_LIMIT_EXCEEDED' }] }, { outcome: 'retry', code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'busy' }],
    [429, '', { outcome: 'retry', code: 'http.429' }],
  ])('status %i says what became of it', (status, body, expected) => {
    expect(readResult({ status, body }, 'a')).toEqual({ line: 'a', ...expected });
  });
});

describeWithShared('gathered shapes', ['contracts/netsuite/rest'], (folder) => {
  const file = (name: string): string => readFileSync(`${folder}/${name}.json`, 'utf8');

  it('a SuiteQL answer is read, negative stock and empty columns included', () => {
    expect(decodeItemLocations(file('syn-suiteql-item-location'), options, { asOf }).statements.map(({ measure, rows }) => [measure, rows.map(({ location, quantity }) => [location, quantity.amount])])).toEqual([
      ['onHand', [['1', '264'], ['2', '-1']]], ['available', [['1', '264']]], ['committed', [['1', '0'], ['2', '0']]],
    ]);
  });

  it('an upsert has the members of the gathered one, and an error is understood', () => {
    const expected = JSON.parse(file('syn-inventoryAdjustment-upsert')) as { path: string; body: object };
    const [request] = encodeInventoryAdjustments([{ externalId: 'inv-57', subsidiary: '1', account: '214', location: '1', at: '2026-09-14T12:00:00Z', memo: 'count', lines: [{ item: '57', amount: '-3', lot: '88', bin: '12' }] }]).requests;
    expect([request?.path, request?.body]).toEqual([expected.path, expected.body]);
    expect(readResult({ status: 400, body: file('syn-error') }, 'inv-57')).toMatchObject({ outcome: 'rejected', code: 'USER_ERROR' });
  });
});
