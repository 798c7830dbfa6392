import type { Headers, Verified } from '../../ports/index.js';
import { headerOf, verifyHmac, type Secrets, type SignedBytes } from '../../wire/index.js';

/** Whether a webhook was signed by ShipHero: HMAC-SHA256 in base64 over the raw body. */
export function verifyShipHero(rawBody: SignedBytes, headers: Headers, secrets: Secrets): Verified {
  const signature = headerOf(headers, 'x-shiphero-hmac-sha256');
  return signature === undefined ? { ok: false, reason: 'missing_signature' } : verifyHmac([signature], secrets, rawBody);
}

/** The present and how old a delivery may be. */
export interface Freshness {
  /** The present in epoch milliseconds. */
  readonly now: number;
  /** Default 300. */
  readonly toleranceSeconds?: number | undefined;
}

/**
 * Whether a webhook was signed by the Standard Webhooks scheme, which ShipBob uses: HMAC-SHA256 over id, timestamp and raw body, one or more signatures
 * in the header, the secret base64 after `whsec_`. With the present given, a delivery that is too old or from the future is `stale`.
 *
 * @throws TypeError if a secret is no base64 text.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyStandardWebhook(rawBody: SignedBytes, headers: Headers, secrets: string | readonly string[], freshness?: Freshness): Verified {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (id === undefined || timestamp === undefined || signatures === undefined) return { ok: false, reason: 'missing_signature' };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: 'malformed_signature' };
  const candidates = signatures.slice(0, SIGNATURES_LENGTH_MAX).split(' ').filter((text) => text.startsWith('v1,')).map((text) => text.slice('v1,'.length));
  const keys = (typeof secrets === 'string' ? [secrets] : secrets).map(keyOf);
  const verified = verifyHmac(candidates, keys, `${id}.${timestamp}.`, rawBody);
  return verified.ok && freshness !== undefined && !isFresh(Number(timestamp), freshness) ? { ok: false, reason: 'stale' } : verified;
}

const SIGNATURES_LENGTH_MAX = 2000;

function isFresh(seconds: number, { now, toleranceSeconds = 300 }: Freshness): boolean {
  return Math.abs(now / 1000 - seconds) <= toleranceSeconds;
}

function keyOf(secret: string): Uint8Array {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new TypeError('A Standard Webhooks secret is a base64 text after whsec_');
  return new Uint8Array(Buffer.from(text, 'base64'));
}
