import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { encodeListingPatches, encodeListingsFeeds, readFeedReport, readPatchResult, type AmazonFigure } from '../../../src/connectors/amazon/index.js';
import { describeWithShared } from '../../shared-data.js';

const seller = { sellerId: 'A1FERNTRADING', marketplaceId: 'ATVPDKIKX0DER', reference: 'P-1' };
const figure = (sku: string, amount: string, more: Partial<AmazonFigure> = {}): AmazonFigure => ({ sku, amount, ...more });
const quantities = (...figures: AmazonFigure[]): readonly unknown[] => encodeListingPatches(figures, seller).requests.map(({ body }) => body.patches[0]?.value[0]?.quantity);
const codes = (...figures: AmazonFigure[]): readonly string[] => encodeListingPatches(figures, seller).issues.map(({ code }) => code);

describe('figures become listing patches', () => {
  it('that merge the quantity and leave the handling time alone', () => {
    const { requests, issues } = encodeListingPatches([figure('TEA 100/ü', '84')], seller);
    expect(issues).toEqual([]);
    expect(requests).toMatchObject([{
      method: 'PATCH', path: '/listings/2021-08-01/items/A1FERNTRADING/TEA%20100%2F%C3%BC?marketplaceIds=ATVPDKIKX0DER',
      body: { productType: 'PRODUCT', patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 84 }] }] },
    }]);
    expect(requests[0]?.body.patches[0]?.value[0]).toEqual({ fulfillment_channel_code: 'DEFAULT', quantity: 84 });
  });

  it('that replace on request, with what else the figure says', () => {
    const { requests } = encodeListingPatches([figure('A', '1', { productType: 'LUGGAGE', leadTimeToShipDaysMax: 2, restockOn: '2026-06-01' })], { ...seller, operation: 'replace', preview: true });
    expect(requests[0]?.path).toContain('&mode=VALIDATION_PREVIEW');
    expect(requests[0]?.body).toEqual({
      productType: 'LUGGAGE',
      patches: [{ op: 'replace', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 1, lead_time_to_ship_max_days: 2, restock_date: '2026-06-01' }] }],
    });
  });

  it.each([
    ['84.99', 84, ['publish.rounded_down']], ['-1', 0, ['publish.clamped']], ['0.4', 0, ['publish.rounded_down']], ['99999999999', 2_147_483_647, ['publish.clamped']],
  ])('%s is published as %i', (amount, quantity, expected) => {
    expect(quantities(figure('A', amount))).toEqual([quantity]);
    expect(codes(figure('A', amount))).toEqual(expected);
  });

  it('but not what contradicts itself, is no figure or belongs to Amazon', () => {
    expect([quantities(figure('A', '1'), figure('A', '2'), figure('B', '3')), codes(figure('A', '1'), figure('A', '2'))]).toEqual([[3], ['publish.repeated', 'publish.repeated']]);
    expect(codes(figure('', '1'), figure('\ud800', '1'), figure('A', 'many'), figure('B', '1', { leadTimeToShipDaysMax: 1.5 }), figure('C', '1', { restockOn: 'soon' }))).toEqual([
      'amazon.no_sku', 'amazon.no_sku', 'publish.no_amount', 'amazon.lead_time', 'amazon.lead_time',
    ]);
    expect(encodeListingPatches([figure('A', '1')], { ...seller, fulfillmentChannel: 'AMAZON_NA' })).toMatchObject({ requests: [], issues: [{ code: 'amazon.fulfilled_by_amazon' }] });
  });

  it('with one key for one publication', () => {
    const key = (reference: string, amount = '1'): unknown => encodeListingPatches([figure('A', amount)], { ...seller, reference }).requests[0]?.idempotencyKey;
    expect(key('P-1')).toBe(key('P-1'));
    expect(new Set([key('P-1'), key('P-2'), key('P-1', '2')]).size).toBe(3);
  });

  it.each([
    [200, { sku: 'A', status: 'ACCEPTED', submissionId: 's', issues: [] }, { outcome: 'accepted' }],
    [200, { sku: 'A', status: 'VALID', submissionId: 's' }, { outcome: 'accepted' }],
    [200, { sku: 'A', status: 'INVALID', submissionId: 's', issues: [{ code: '90220', message: 'missing', severity: 'ERROR' }] }, { outcome: 'rejected', code: '90220', message: 'missing' }],
    [200, '<html>', { outcome: 'retry', code: 'unreadable_response' }],
    [400, { errors: [{ code: 'InvalidInput', message: 'bad' }] }, { outcome: 'rejected', code: 'InvalidInput', message: 'bad' }],
    [429, { errors: [{ code: 'QuotaExceeded', message: 'slow' }] }, { outcome: 'retry', code: 'QuotaExceeded', message: 'slow' }],
    [503, '', { outcome: 'retry', code: 'http.503' }],
  ])('status %i says what became of it', (status, body, expected) => {
    expect(readPatchResult({ status, body }, 'A')).toEqual({ line: 'A', ...expected });
  });
});

describe('figures become listings feeds', () => {
  const feeds = encodeListingsFeeds([figure('A', '1'), figure('B', '2.5'), figure('C', '-3')], { sellerId: 'S', issueLocale: 'en_US', messagesMax: 2 });

  it('numbered from one in each feed', () => {
    expect(feeds.feeds.map(({ messages }) => messages.map(({ messageId, sku }) => [messageId, sku]))).toEqual([[[1, 'A'], [2, 'B']], [[1, 'C']]]);
    expect(feeds.feeds[0]?.header).toEqual({ sellerId: 'S', version: '2.0', issueLocale: 'en_US' });
    expect(feeds.issues.map(({ code }) => code)).toEqual(['publish.rounded_down', 'publish.clamped']);
  });

  it('of at most the messages that the schema takes', () => {
    expect(() => encodeListingsFeeds([], { sellerId: 'S', messagesMax: 25_001 })).toThrow(TypeError);
    expect(() => encodeListingsFeeds([], { sellerId: 'S', messagesMax: 0 })).toThrow(TypeError);
  });

  it('whose report says what became of each SKU', () => {
    const [feed] = feeds.feeds;
    if (feed === undefined) throw new Error('no feed');
    const report = (issues: object[]) => readFeedReport({ header: { sellerId: 'S', version: '2.0', feedId: '1' }, issues, summary: {} }, feed);
    expect(report([{ messageId: 2, code: '18449', severity: 'ERROR', message: 'no' }, { messageId: 1, severity: 'WARNING', message: 'hm' }])).toEqual([
      { line: 'A', outcome: 'accepted' }, { line: 'B', outcome: 'rejected', code: '18449', message: 'no' },
    ]);
    expect(report([{ severity: 'ERROR', message: 'all bad' }]).map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected']);
    expect(readFeedReport('nothing', feed).map(({ outcome }) => outcome)).toEqual(['retry', 'retry']);
  });
});

describeWithShared('the published schemas', ['contracts/amazon/feeds/listings-feed-schema-v2.json', 'contracts/amazon/models/listingsItems_2021-08-01.json.gz'], (feedSchema, model) => {
  it('accept a feed, and would not accept a negative message id', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(feedSchema, 'utf8')) as object);
    const { feeds } = encodeListingsFeeds(Array.from({ length: 30 }, (_, index) => figure(`S${index}`, String(index))), { sellerId: 'S', messagesMax: 20 });
    expect(feeds).toHaveLength(2);
    for (const feed of feeds) {
      validate(feed);
      expect(validate.errors).toBeNull();
    }
    expect(validate({ ...feeds[0], messages: [{ ...feeds[0]?.messages[0], messageId: -1 }] })).toBe(false);
  });

  it('accept the body of a patch', () => {
    const { definitions } = JSON.parse(gunzipSync(readFileSync(model)).toString()) as { definitions: object };
    const validate = new Ajv({ strict: false, formats: { date: true, 'date-time': true } }).compile({ definitions, $ref: '#/definitions/ListingsItemPatchRequest' });
    validate(encodeListingPatches([figure('A', '1', { leadTimeToShipDaysMax: 2 })], seller).requests[0]?.body);
    expect(validate.errors).toBeNull();
  });
});
