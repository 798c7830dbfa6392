import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWebhookHeaders, shopifyConnector, verifyWebhook } from '../../../src/connectors/shopify/index.js';
import { describeWithShared } from '../../shared-data.js';

/** Computed with OpenSSL: `printf '%s' '{"id":1}' | openssl dgst -sha256 -hmac shpss_test -binary | base64`. */
const body = '{"id":1}';
const secret = 'shpss_test';
const signature = '1GxccvotnkOedTjSm8S0m/VA3yAUKshyqT52ccNYHj4=';
const headers = { 'X-Shopify-Hmac-SHA256': signature };

describe('a delivery is trusted by its signature alone', () => {
  it('over the raw bytes, as text or as bytes', () => {
    expect(verifyWebhook(body, headers, secret)).toEqual({ ok: true });
    expect(verifyWebhook(new TextEncoder().encode(body), headers, secret)).toEqual({ ok: true });
    expect(verifyWebhook('{"id": 1}', headers, secret)).toEqual({ ok: false, reason: 'wrong_signature' });
  });

  it('under either spelling of the header, in any case', () => {
    for (const name of ['x-shopify-hmac-sha256', 'Shopify-Hmac-SHA256', 'shopify-hmac-sha256']) expect(verifyWebhook(body, { [name]: signature }, secret)).toEqual({ ok: true });
    expect(verifyWebhook(body, { 'x-shopify-hmac-sha256': [signature] }, secret)).toEqual({ ok: true });
  });

  it('by any of the secrets while one is rotated', () => {
    expect(verifyWebhook(body, headers, ['new', secret])).toEqual({ ok: true });
    expect(verifyWebhook(body, headers, ['new', 'newer'])).toEqual({ ok: false, reason: 'wrong_signature' });
  });

  it('and says what is wrong with it', () => {
    expect(verifyWebhook(body, {}, secret)).toEqual({ ok: false, reason: 'missing_signature' });
    expect(verifyWebhook(body, { 'x-shopify-hmac-sha256': [signature, signature] }, secret)).toEqual({ ok: false, reason: 'missing_signature' });
    for (const text of ['', 'x', `${signature}=`, signature.slice(0, -1), 'a'.repeat(64), `${signature.slice(0, -2)}\n=`]) {
      expect(verifyWebhook(body, { 'x-shopify-hmac-sha256': text }, secret)).toEqual({ ok: false, reason: 'malformed_signature' });
    }
  });

  it('never with an empty secret', () => {
    expect(() => verifyWebhook(body, headers, '')).toThrow(TypeError);
    expect(() => verifyWebhook(body, headers, [])).toThrow(TypeError);
  });
});

it('reads the delivery headers with and without their prefix', () => {
  const expected = { topic: 'orders/create', shop: 'a.myshopify.com', webhookId: 'w', apiVersion: '2026-07', triggeredAt: '2026-09-14T13:00:00Z' };
  const named = (prefix: string): Record<string, string> => ({
    [`${prefix}Topic`]: 'orders/create', [`${prefix}Shop-Domain`]: 'a.myshopify.com', [`${prefix}Webhook-Id`]: 'w', [`${prefix}API-Version`]: '2026-07', [`${prefix}Triggered-At`]: '2026-09-14T13:00:00Z',
  });
  expect(readWebhookHeaders(named('X-Shopify-'))).toEqual(expected);
  expect(readWebhookHeaders(named('shopify-'))).toEqual(expected);
});

describeWithShared('signed deliveries', ['contracts/shopify/webhooks/signed-deliveries.json'], (path) => {
  interface Delivery { readonly headers: Record<string, string>; readonly secret: string; readonly rawBody: string; readonly valid: boolean; readonly why?: string }
  const deliveries = JSON.parse(readFileSync(path, 'utf8')) as Delivery[];

  it.each(deliveries.map((delivery, index) => ({ ...delivery, index })))('delivery $index is valid: $valid', ({ headers: sent, secret: key, rawBody, valid }) => {
    expect(verifyWebhook(rawBody, sent, key).ok).toBe(valid);
  });

  it('reads what they say', () => {
    const shop = shopifyConnector({ source: 'shopify' });
    const read = deliveries.filter(({ valid }) => valid).map(({ headers: sent, rawBody }) => {
      const { topic = '', triggeredAt } = readWebhookHeaders(sent);
      return shop.decode(topic, rawBody, { triggeredAt });
    });
    expect(read.map(({ events, statements, issues }) => [events.map(({ type }) => type), statements.length, issues.map(({ code }) => code)])).toEqual([
      [[], 1, []],
      [[], 0, ['shopify.untracked_item']],
      [['order.placed'], 0, []],
      [['stock.returned'], 0, []],
    ]);
    expect(deliveries).toHaveLength(6);
  });
});
