import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verified } from '../ports/index.js';

/** A text is signed by its UTF-8 bytes. */
export type SignedBytes = string | Uint8Array;

/** The shared secret, or several while one replaces another. */
export type Secrets = string | Uint8Array | readonly (string | Uint8Array)[];

/** HMAC-SHA256 of the parts one after another (RFC 2104). @see https://www.rfc-editor.org/rfc/rfc2104 */
export function hmacSha256(secret: string | Uint8Array, ...parts: readonly SignedBytes[]): Uint8Array {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Compares without telling by its time how much was equal. */
export function equalSecretly(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

const BASE64_SHA256 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Checks base64 HMAC-SHA256 signatures over the raw bytes: any of the candidates by any of the secrets is enough. Every pair is compared, so the time
 * does not tell which one fitted.
 */
export function verifyHmac(candidates: readonly string[], secrets: Secrets, ...parts: readonly SignedBytes[]): Verified {
  const signatures = candidates.filter((text) => BASE64_SHA256.test(text)).map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  if (signatures.length === 0) return { ok: false, reason: 'malformed_signature' };
  let fits = false;
  for (const secret of listOf(secrets)) {
    const expected = hmacSha256(secret, ...parts);
    for (const signature of signatures) fits = equalSecretly(signature, expected) || fits;
  }
  return fits ? { ok: true } : { ok: false, reason: 'wrong_signature' };
}

/** The secrets as a list. An empty secret would let everyone sign, so it is a mistake. */
function listOf(secrets: Secrets): readonly (string | Uint8Array)[] {
  const list = typeof secrets === 'string' || secrets instanceof Uint8Array ? [secrets] : secrets;
  if (list.length === 0 || list.some((secret) => secret.length === 0)) throw new TypeError('A signature needs a secret that is not empty');
  return list;
}
