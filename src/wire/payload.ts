import type { IssueList } from './issue-list.js';
import type { JsonAt } from './json-at.js';
import { jsonFrom } from './json-from.js';
import { readJson } from './read-json.js';

/**
 * What a partner sent: best the raw bytes or text, in which every digit is still there; a parsed JSON value is taken as well if no number in it lost
 * digits.
 */
export type Payload = unknown;

/** The text of a payload's bytes: UTF-8, or one character a byte where it is none; without a byte order mark. */
export function payloadText(payload: string | Uint8Array): string {
  const text = typeof payload === 'string' ? payload : textOfBytes(payload);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Whether a payload is larger than the connector takes. */
export function exceedsBytes(payload: string | Uint8Array, bytesMax: number): boolean {
  return payload.length > bytesMax || (typeof payload === 'string' && payload.length * 3 > bytesMax && new TextEncoder().encode(payload).length > bytesMax);
}

/** The JSON value of a payload, or `undefined` and an error at `path`, where the payload stands if it is part of another. Never throws. */
export function readJsonPayload(payload: Payload, bytesMax: number, issues: IssueList, path = '$'): JsonAt | undefined {
  const raw = typeof payload === 'string' || payload instanceof Uint8Array;
  if (raw && exceedsBytes(payload, bytesMax)) {
    issues.error('payload.too_large', path, `The payload is larger than ${bytesMax} bytes`);
    return undefined;
  }
  const result = raw ? readJson(payloadText(payload)) : jsonFrom(payload);
  if (result.ok) return { value: result.value, path };
  issues.error(result.code, path, result.message, raw ? result.offset : undefined);
  return undefined;
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}
