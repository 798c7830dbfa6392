import type { Headers, Verified } from '../../ports/index.js';
import { headerOf, verifyHmac, type Secrets } from '../../wire/index.js';

/**
 * Whether a webhook was signed by Shopify for this app: HMAC-SHA256 in base64 over the raw body, keyed with the app's client secret. Headers are accepted
 * with and without the `X-` prefix. Give both secrets while one is being rotated.
 *
 * @param rawBody - The bytes as they arrived, before any JSON parser touched them.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function verifyWebhook(rawBody: string | Uint8Array, headers: Headers, secrets: Secrets): Verified {
  const signature = headerOf(headers, 'X-Shopify-Hmac-SHA256', 'Shopify-Hmac-SHA256');
  return signature === undefined ? { ok: false, reason: 'missing_signature' } : verifyHmac([signature], secrets, rawBody);
}

/** What the headers of a delivery say. None of it takes part in the identity of an event: a redelivery is the same event. */
export interface WebhookHeaders {
  readonly topic?: string | undefined;
  readonly shop?: string | undefined;
  /** Changes with each subscription; equal for redeliveries. */
  readonly webhookId?: string | undefined;
  readonly apiVersion?: string | undefined;
  readonly triggeredAt?: string | undefined;
}

/** Reads the headers of a delivery, with and without the `X-` prefix. */
export function readWebhookHeaders(headers: Headers): WebhookHeaders {
  const read = (name: string): string | undefined => headerOf(headers, `X-Shopify-${name}`, `Shopify-${name}`);
  return { topic: read('Topic'), shop: read('Shop-Domain'), webhookId: read('Webhook-Id'), apiVersion: read('API-Version'), triggeredAt: read('Triggered-At') };
}
