import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildSchema, parse, validate, coerceInputValue, type GraphQLInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SET_QUANTITIES_DOCUMENT, encodeSetQuantities, readSetQuantitiesResult, type ShopifyFigure } from '../../../src/connectors/shopify/index.js';
import { describeWithShared } from '../../shared-data.js';

const figure = (item: number, amount: string, changeFrom: number | null = null): ShopifyFigure => ({
  inventoryItem: `gid://shopify/InventoryItem/${item}`, location: 'gid://shopify/Location/7', amount, changeFrom,
});
const options = { reference: 'gid://stockwright/Publication/1042' };
const encode = (...figures: ShopifyFigure[]) => encodeSetQuantities(figures, options);
const quantities = (...figures: ShopifyFigure[]) => encode(...figures).requests.flatMap(({ body }) => body.variables.input.quantities);

describe('figures become inventorySetQuantities calls', () => {
  it('with the whole input that the mutation asks for', () => {
    const { requests, issues } = encode(figure(1, '12', 10));
    expect(issues).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/admin/api/2026-07/graphql.json' });
    expect(requests[0]?.body.variables.input).toEqual({
      name: 'available', reason: 'correction', referenceDocumentUri: 'gid://stockwright/Publication/1042',
      quantities: [{ inventoryItemId: 'gid://shopify/InventoryItem/1', locationId: 'gid://shopify/Location/7', quantity: 12, changeFromQuantity: 10 }],
    });
  });

  it('sends changeFromQuantity even when it is null', () => {
    expect(JSON.stringify(encode(figure(1, '1')).requests[0]?.body)).toContain('"changeFromQuantity":null');
  });

  it.each([
    ['12.9', 12, ['publish.rounded_down']],
    ['-3', 0, ['publish.clamped']],
    ['-0.5', 0, ['publish.rounded_down', 'publish.clamped']],
    ['1000000001', 1_000_000_000, ['publish.clamped']],
    ['0', 0, []],
  ])('%s is published as %i', (amount, quantity, codes) => {
    expect(quantities(figure(1, amount))).toMatchObject([{ quantity }]);
    expect(encode(figure(1, amount)).issues.map(({ code, severity }) => [code, severity])).toEqual(codes.map((code) => [code, 'warning']));
  });

  it('sends neither of two figures for one item and location', () => {
    const { requests, issues } = encode(figure(1, '5'), figure(2, '6'), figure(1, '5'));
    expect(requests[0]?.body.variables.input.quantities).toMatchObject([{ inventoryItemId: 'gid://shopify/InventoryItem/2' }]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['publish.repeated', '$[0]'], ['publish.repeated', '$[2]']]);
  });

  it('takes 250 quantities to a call', () => {
    const { requests } = encode(...Array.from({ length: 501 }, (_, index) => figure(index + 1, '1')));
    expect(requests.map(({ body }) => body.variables.input.quantities.length)).toEqual([250, 250, 1]);
    expect(new Set(requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it('refuses what is not a global id, and the id of a level', () => {
    const level = { ...figure(1, '1'), inventoryItem: 'gid://shopify/InventoryLevel/1?inventory_item_id=2' };
    expect(encode(level, { ...figure(2, '1'), location: '7' }, { ...figure(3, '1'), changeFrom: 0.5 }, figure(4, 'many')).issues.map(({ code }) => code)).toEqual([
      'shopify.no_global_id', 'shopify.no_global_id', 'shopify.change_from', 'publish.no_amount',
    ]);
  });

  it('gives one publication one key, and a later one with equal figures another', () => {
    const key = (reference: string, amount = '5'): unknown => encodeSetQuantities([figure(1, amount)], { reference }).requests[0]?.idempotencyKey;
    expect(key('gid://a/P/1')).toBe(key('gid://a/P/1'));
    expect(key('gid://a/P/1')).not.toBe(key('gid://a/P/2'));
    expect(key('gid://a/P/1')).not.toBe(key('gid://a/P/1', '6'));
  });

  it('does not let a publication pass as a document of Shopify', () => {
    expect(() => encodeSetQuantities([], { reference: 'gid://shopify/Order/1' })).toThrow(TypeError);
  });
});

describe('the answer says what became of each quantity', () => {
  const request = encode(figure(1, '1'), figure(2, '2')).requests[0];
  if (request === undefined) throw new Error('no request');
  const results = (status: number, body: unknown, headers = {}) => readSetQuantitiesResult({ status, headers, body }, request).map(({ line: _, ...rest }) => rest);
  const answer = (userErrors: unknown, group: unknown = null): string => JSON.stringify({ data: { inventorySetQuantities: { inventoryAdjustmentGroup: group, userErrors } } });

  it('accepted, and named by item and location', () => {
    expect(readSetQuantitiesResult({ status: 200, body: answer([], { id: 'gid://shopify/InventoryAdjustmentGroup/1' }) }, request)).toEqual([
      { line: 'gid://shopify/InventoryItem/1@gid://shopify/Location/7', outcome: 'accepted' },
      { line: 'gid://shopify/InventoryItem/2@gid://shopify/Location/7', outcome: 'accepted' },
    ]);
  });

  it('accepted when nothing had to change, so that there is no adjustment group', () => {
    expect(results(200, answer([]))).toEqual([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
  });

  it.each([
    ['CHANGE_FROM_QUANTITY_STALE', 'retry'], ['COMPARE_QUANTITY_STALE', 'retry'], ['IDEMPOTENCY_CONCURRENT_REQUEST', 'retry'], ['IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED', 'retry'],
    ['IDEMPOTENCY_KEY_PARAMETER_MISMATCH', 'rejected'], ['ITEM_NOT_STOCKED_AT_LOCATION', 'rejected'], ['NON_MUTABLE_INVENTORY_ITEM', 'rejected'], ['INVALID_QUANTITY_TOO_HIGH', 'rejected'], ['SOMETHING_NEW', 'rejected'],
  ])('%s on one quantity is %s there, and the other was not applied', (code, outcome) => {
    expect(results(200, answer([{ field: ['input', 'quantities', '1', 'quantity'], message: 'no', code }]))).toEqual([
      { outcome: 'retry', code: 'NOT_APPLIED', message: 'Another quantity of the call was refused' },
      { outcome, code, message: 'no' },
    ]);
  });

  it('an error about the whole input is one of every quantity', () => {
    expect(results(200, answer([{ field: ['input', 'reason'], message: 'bad', code: 'INVALID_REASON' }])).map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected']);
  });

  it('waits until the bucket holds what the call costs', () => {
    const body = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost: { requestedQueryCost: 12, throttleStatus: { currentlyAvailable: 2, restoreRate: 100 } } } };
    expect(results(200, body)).toMatchObject([{ outcome: 'retry', retryAfterMs: 100 }, { outcome: 'retry', retryAfterMs: 100 }]);
  });

  it('a document that Shopify refuses is not worth sending again', () => {
    expect(results(200, { errors: [{ message: 'Variable $input', extensions: { code: 'INVALID_VARIABLE' } }] })).toMatchObject([{ outcome: 'rejected', code: 'INVALID_VARIABLE' }, {}]);
  });

  it.each([
    [429, 'retry', 2000], [500, 'retry', 2000], [401, 'rejected', undefined], [422, 'rejected', undefined],
  ])('status %i is %s', (status, outcome, retryAfterMs) => {
    expect(results(status, 'x', { 'retry-after': '2.0' })[0]).toEqual({ outcome, code: `http.${status}`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  });

  it('an answer that cannot be read leaves the outcome open', () => {
    for (const body of ['<html>', '{}', '{"data":{"inventorySetQuantities":null}}', undefined]) expect(results(200, body)).toMatchObject([{ outcome: 'retry', code: 'unreadable_response' }, {}]);
  });
});

describeWithShared('the published schema', ['contracts/shopify/schema/admin-2026-07.inventory.graphql', 'contracts/shopify/schema/admin-2026-01.full.graphql.gz'], (trimmed, older) => {
  const schema = buildSchema(readFileSync(trimmed, 'utf8'));

  it('accepts the document', () => {
    expect(validate(schema, parse(SET_QUANTITIES_DOCUMENT))).toEqual([]);
  });

  it('would refuse a field it does not have', () => {
    expect(validate(schema, parse(SET_QUANTITIES_DOCUMENT.replace('userErrors', 'errors')))).not.toEqual([]);
  });

  it('accepts the variables', () => {
    const input = encode(figure(1, '12.5', 10), figure(2, '3')).requests[0]?.body.variables.input;
    const problems: string[] = [];
    coerceInputValue(input, schema.getType('InventorySetQuantitiesInput') as GraphQLInputType, (path, _value, error) => problems.push(`${path.join('.')}: ${error.message}`));
    expect(problems).toEqual([]);
  });

  it('of 2026-01 knows the same mutation, there with an optional key', () => {
    expect(validate(buildSchema(gunzipSync(readFileSync(older)).toString()), parse(SET_QUANTITIES_DOCUMENT))).toEqual([]);
  });
});

describeWithShared('recorded answers of a live store', ['contracts/shopify/captured/2026-04__inventorySetQuantities-name-validation.json', 'contracts/shopify/captured/2026-04__inventory-quantity-contracts-2026-04.json'], (names, contracts) => {
  interface Recorded { readonly variables: { readonly input: { readonly name: 'available' | 'on_hand'; readonly reason: string; readonly referenceDocumentUri: string; readonly quantities: never[] }; readonly idempotencyKey: string }; readonly response: unknown }
  const verdicts = ({ variables, response }: Recorded) =>
    readSetQuantitiesResult({ status: 200, body: response }, { method: 'POST', path: '', headers: {}, body: { query: '', variables }, idempotencyKey: variables.idempotencyKey }).map(({ outcome, code }) => [outcome, code]);

  it('refuse what cannot be set, with the code that says why', () => {
    const { cases } = JSON.parse(readFileSync(names, 'utf8')) as { cases: Record<string, Recorded> };
    const repeated = ['rejected', 'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR'];
    expect(Object.fromEntries(Object.entries(cases).map(([name, recorded]) => [name, verdicts(recorded)]))).toMatchObject({
      damaged: [['rejected', 'INVALID_NAME']], committed: [['rejected', 'INVALID_NAME']], onHand: [['accepted', undefined]],
      availableTooHigh: [['rejected', 'INVALID_QUANTITY_TOO_HIGH']], duplicatePair: [repeated, repeated],
    });
  });

  it('a quantity that was set is accepted', () => {
    const { inventorySetQuantities } = JSON.parse(readFileSync(contracts, 'utf8')) as { inventorySetQuantities: Recorded };
    expect(verdicts(inventorySetQuantities)).toEqual([['accepted', undefined]]);
  });
});
