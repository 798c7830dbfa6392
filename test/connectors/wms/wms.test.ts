import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeWmsBalances, decodeWmsMovements, shipHeroInventory, verifyShipHero, verifyStandardWebhook, type WmsBalanceProfile, type WmsMovementProfile,
} from '../../../src/connectors/wms/index.js';
import type { PartnerDecoded } from '../../../src/ports/index.js';
import { hmacSha256 } from '../../../src/wire/index.js';
import { describeWithShared } from '../../shared-data.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { anyPayload, damagedJson } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const movements: WmsMovementProfile = {
  source: 'lakeside', timeZone: 'America/Chicago', rows: 'data.transactions', id: 'ref', code: 'type', item: 'item.sku', location: 'site', place: 'LAKE-RETURNS', lot: 'batch',
  quantity: 'qty', unit: 'uom', units: { EACH: 'EA' }, at: 'at', order: 'order', orderLine: 'orderLine', linePrefix: 'shopify',
  rules: {
    RCPT: { fact: 'received' }, SHIP: { fact: 'shipped' }, CYCLE_COUNT: { fact: 'adjusted', sign: 'asSent' }, HOLD: { fact: 'stateChanged', from: 'sellable', to: 'quarantined' },
    RTN: { fact: 'returned' }, SCRAP: { fact: 'issued', reason: 'scrapped' }, RESERVE: { fact: 'nothing' },
  },
};
const asOf = '2026-05-13T14:00:00Z';
const read = (name: string, payload: unknown): PartnerDecoded => (name === 'movements' ? decodeWmsMovements(payload, movements) : decodeWmsBalances(payload, shipHeroInventory('shiphero'), { asOf }));
const pairs = goldenPairs('wms');
const input = (name: string): string => new TextDecoder().decode(pairs.find((pair) => pair.name === name)?.input);
const codes = ({ issues }: { readonly issues: readonly { readonly code: string }[] }): readonly string[] => issues.map(({ code }) => code);

describe('a message reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = read(pair.name, pair.input);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });
});

describe('partner data never throws', () => {
  it('whatever arrives', () => {
    fc.assert(fc.property(fc.constantFrom('movements', 'shiphero-inventory'), fc.oneof(anyPayload(), fc.tuple(fc.constantFrom(...pairs), damagedJson(pairs.map((pair) => pair.input))).map(([pair, damage]) => damage(pair.input))), (name, payload) => {
      expectRecordable(read(name, payload).events);
    }), { numRuns: 500 });
  });
});

describe('movements', () => {
  const one = (changes: object, profile: Partial<WmsMovementProfile> = {}) =>
    decodeWmsMovements({ ref: 'T', type: 'RCPT', item: { sku: 'A' }, site: 'S', qty: 1, at: asOf, ...changes }, { ...movements, rows: '', ...profile });

  it('go by the rule of their code, whatever their sign, unless the rule says otherwise', () => {
    const quantities = (code: string, sign: 'asSent' | 'down' | 'up') => ['5', '-5'].map((qty) => one({ type: code, qty }, { rules: { X: { fact: 'adjusted', sign } } }).events.map((event) => ('quantity' in event ? event.quantity?.amount : '')));
    expect(quantities('X', 'asSent')).toEqual([['5'], ['-5']]);
    expect(quantities('X', 'down')).toEqual([['-5'], ['-5']]);
    expect(quantities('X', 'up')).toEqual([['5'], ['5']]);
    expect(one({ qty: -1 }).events).toMatchObject([{ type: 'stock.received', quantity: { amount: '1' } }]);
  });

  it('take no inherited member for a code', () => {
    for (const type of ['constructor', '__proto__', 'toString']) expect(codes(one({ type }))).toEqual(['wms.unknown_code']);
  });

  it.each([
    ['2026-05-12T08:00:00-05:00', '2026-05-12T13:00:00.000Z'], ['2026-05-12 08:00:00', '2026-05-12T13:00:00.000Z'], ['2026-05-12T08:00', '2026-05-12T13:00:00.000Z'],
    ['20260512080000', '2026-05-12T13:00:00.000Z'], ['2026-05-12', '2026-05-12T17:00:00.000Z'], ['20260512', '2026-05-12T17:00:00.000Z'],
  ])('read the time %s', (at, expected) => {
    expect(one({ at }).events[0]?.effectiveAt).toBe(expected);
  });

  it.each(['2026-02-30', '0001-01-01 00:00:00.000', '12/05/2026', '2026-05-12T25:00:00', ''])('do not guess at the time %j', (at) => {
    expect(codes(one({ at }))).toEqual(['wms.missing']);
  });

  it('are read line by line where each line is a message', () => {
    const lines = ['{"ref":"1","type":"RCPT","item":{"sku":"A"},"qty":1,"at":"2026-05-12"}', '{"ref":"2","type":"RCPT","item":{"sku":"A"},"qty":x,"at":"2026-05-12"}', '{"ref":"3","type":"RCPT","item":{"sku":"A"},"qty":2,"at":"2026-05-12"}'];
    const decoded = decodeWmsMovements(lines.join('\n'), { ...movements, rows: '' });
    expect(decoded.events.map(({ id }) => id)).toEqual(['1', '3']);
    expect(decoded.issues).toMatchObject([{ code: 'json.syntax', path: '$[1]' }]);
  });

  it('can be provisional and in a state of their own', () => {
    expect(one({}, { rules: { RCPT: { fact: 'received', provisional: true, state: 'inspection' } } }).events).toMatchObject([{ provisional: true, state: 'inspection' }]);
  });
});

describe('balances', () => {
  const profile: WmsBalanceProfile = { source: 's', timeZone: 'UTC', rows: 'rows', item: 'sku', place: 'P', measures: { n: 'onHand' }, full: true };

  it('need a time from the row or with the message', () => {
    expect(codes(decodeWmsBalances({ rows: [{ sku: 'A', n: 1 }] }, profile))).toEqual(['wms.no_time']);
    expect(decodeWmsBalances({ rows: [{ sku: 'A', n: '-1.50' }] }, profile, { asOf }).statements).toEqual([
      { system: 's', measure: 'onHand', asOf: '2026-05-13T14:00:00.000Z', full: true, rows: [{ item: 'A', location: 'P', quantity: { amount: '-1.5', unit: 'EA' } }] },
    ]);
  });

  it('leave out what is absent and report what is no amount', () => {
    const decoded = decodeWmsBalances({ rows: [{ sku: 'A', n: null }, { sku: 'B', n: 'many' }, { n: 1 }] }, profile, { asOf });
    expect([decoded.statements, codes(decoded)]).toEqual([[], ['wms.no_amount', 'wms.missing']]);
  });
});

describe('signatures', () => {
  const body = '{"a":1}';
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

  it('of ShipHero are over the body', () => {
    const headers = { 'X-ShipHero-HMAC-SHA256': base64(hmacSha256('s', body)) };
    expect(verifyShipHero(body, headers, ['other', 's'])).toEqual({ ok: true });
    expect(verifyShipHero(`${body} `, headers, 's')).toEqual({ ok: false, reason: 'wrong_signature' });
    expect(verifyShipHero(body, {}, 's')).toEqual({ ok: false, reason: 'missing_signature' });
  });

  it('of Standard Webhooks are over id, time and body, one of several is enough, and may be too old', () => {
    const key = Buffer.from('a key of some length');
    const signature = base64(hmacSha256(key, 'msg_1.1789376400.', body));
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1789376400', 'webhook-signature': `v1,AAAA v2,x v1,${signature}` };
    const secret = `whsec_${key.toString('base64')}`;
    const now = 1_789_376_400_000;
    expect(verifyStandardWebhook(body, headers, secret)).toEqual({ ok: true });
    expect(verifyStandardWebhook(body, headers, [`whsec_${base64(new Uint8Array(8))}`, secret], { now: now + 300_000 })).toEqual({ ok: true });
    expect(verifyStandardWebhook(body, headers, secret, { now: now + 300_001 })).toEqual({ ok: false, reason: 'stale' });
    expect(verifyStandardWebhook(body, headers, secret, { now: now - 300_001 })).toEqual({ ok: false, reason: 'stale' });
    expect(verifyStandardWebhook(body, { ...headers, 'webhook-id': 'msg_2' }, secret)).toEqual({ ok: false, reason: 'wrong_signature' });
    expect(verifyStandardWebhook(body, { ...headers, 'webhook-timestamp': '1789376401' }, secret)).toEqual({ ok: false, reason: 'wrong_signature' });
    expect(verifyStandardWebhook(body, { ...headers, 'webhook-timestamp': 'now' }, secret)).toEqual({ ok: false, reason: 'malformed_signature' });
    expect(verifyStandardWebhook(body, { ...headers, 'webhook-signature': signature }, secret)).toEqual({ ok: false, reason: 'malformed_signature' });
    expect(verifyStandardWebhook(body, { 'webhook-id': 'msg_1' }, secret)).toEqual({ ok: false, reason: 'missing_signature' });
    expect(() => verifyStandardWebhook(body, headers, 'whsec_*')).toThrow(TypeError);
  });
});

describeWithShared('gathered deliveries', ['contracts/wms-3pl'], (folder) => {
  interface Delivery { readonly headers: Record<string, string>; readonly secret: string; readonly rawBody: string }
  const delivery = (path: string): Delivery => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8')) as Delivery;

  it('are verified and read', () => {
    const hero = delivery('shiphero/syn-inventory-update.json');
    expect(verifyShipHero(hero.rawBody, hero.headers, hero.secret)).toEqual({ ok: true });
    expect(decodeWmsBalances(hero.rawBody, shipHeroInventory('hero'), { asOf }).statements.map(({ measure, rows }) => [measure, rows[0]?.location, rows[0]?.quantity.amount])).toEqual([
      ['available', '113307', '45'], ['onHand', '113307', '50'], ['backordered', '113307', '0'], ['reserved', '113307', '0'], ['damaged', '113307', '2'], ['committed', '113307', '5'],
    ]);
    const bob = delivery('shipbob/syn-standard-webhook.json');
    expect(verifyStandardWebhook(bob.rawBody, bob.headers, bob.secret)).toEqual({ ok: true });
    expect(verifyStandardWebhook(`${bob.rawBody} `, bob.headers, bob.secret)).toEqual({ ok: false, reason: 'wrong_signature' });
  });

  it('of a stock summary are balances by a profile of a few lines', () => {
    const summary = decodeWmsBalances(readFileSync(`${folder}/dpworld/syn-inventory-summary.json`), {
      source: 'dp', timeZone: 'UTC', rows: 'inventorySummaryList', item: 'inventoryName', location: 'warehouseInventoryMap.WH1.warehouseId',
      measures: { 'warehouseInventoryMap.WH1.onHand': 'onHand', 'warehouseInventoryMap.WH1.available': 'available', 'warehouseInventoryMap.WH1.committed': 'committed', 'warehouseInventoryMap.WH1.incoming': 'onOrder' },
    }, { asOf });
    expect(summary.statements.map(({ measure, rows }) => [measure, rows[0]?.quantity.amount])).toEqual([['onHand', '50'], ['available', '45'], ['committed', '5'], ['onOrder', '6']]);
  });

  it('of stock changes, one to a line, are movements', () => {
    const text = readFileSync(`${folder}/parcelninja/syn-adjustments.ndjson`, 'utf8');
    const decoded = decodeWmsMovements(text, {
      source: 'pn', timeZone: 'Africa/Johannesburg', rows: '', place: 'CT', item: 'sku', id: 'timestamp', code: 'reason', quantity: 'change', at: 'timestamp',
      rules: { 'Outbound Created': { fact: 'adjusted', sign: 'asSent' }, 'Reserve Stock': { fact: 'nothing' }, 'Stock Put Away': { fact: 'received' }, CYCLE_COUNT: { fact: 'adjusted', sign: 'asSent' } },
    });
    expect([decoded.issues, decoded.events.map((event) => [event.type, 'quantity' in event ? event.quantity?.amount : ''])]).toEqual([
      [], [['stock.adjusted', '-1'], ['stock.received', '12'], ['stock.adjusted', '-2']],
    ]);
  });
});

it('reads nothing of a fixture by another profile', () => {
  expect(codes(decodeWmsMovements(input('shiphero-inventory'), movements))).toEqual(['payload.not_a_list']);
});
