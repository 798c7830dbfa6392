import type { JsonValue } from './json-value.js';
import { PAYLOAD_DEPTH_MAX, type ReadJson } from './read-json.js';

/**
 * The same value as `readJson` gives, from a value that something else has parsed. What JSON cannot hold is refused, and so is a whole number beyond
 * 2^53: its last digits are already lost. Accessors are not called. Never throws.
 */
export function jsonFrom(parsed: unknown): ReadJson {
  const refusal: Refusal = { code: 'json.unreadable', message: 'The value cannot be read' };
  try {
    const value = copy(parsed, 0, refusal);
    if (value !== undefined) return { ok: true, value };
  } catch {
    // A proxy that refuses to be read is as unreadable as a function.
  }
  return { ok: false, ...refusal, offset: 0 };
}

interface Refusal {
  code: string;
  message: string;
}

function refuse(refusal: Refusal, code: string, message: string): string | undefined {
  Object.assign(refusal, { code, message });
  return undefined;
}

function copy(value: unknown, depth: number, refusal: Refusal): JsonValue | undefined {
  if (depth > PAYLOAD_DEPTH_MAX) return refuse(refusal, 'json.too_deep', `Nests deeper than ${PAYLOAD_DEPTH_MAX}`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return fromNumber(value, refusal);
  if (Array.isArray(value)) return fromArray(value, depth, refusal);
  if (typeof value === 'object') return fromObject(value, depth, refusal);
  return refuse(refusal, 'json.unreadable', `A value of the kind ${typeof value} is not JSON`);
}

function fromNumber(value: number, refusal: Refusal): JsonValue | undefined {
  if (!Number.isFinite(value)) return refuse(refusal, 'json.unreadable', 'A number is not finite');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return refuse(refusal, 'json.unsafe_number', 'A whole number beyond 2^53 lost its last digits when it was parsed; hand over the text or the bytes');
  }
  return { digits: Object.is(value, -0) ? '0' : String(value) };
}

function fromArray(values: readonly unknown[], depth: number, refusal: Refusal): JsonValue | undefined {
  const copies: JsonValue[] = [];
  for (const value of values) {
    const copied = copy(value ?? null, depth + 1, refusal);
    if (copied === undefined) return undefined;
    copies.push(copied);
  }
  return copies;
}

function fromObject(record: object, depth: number, refusal: Refusal): JsonValue | undefined {
  const members = new Map<string, JsonValue>();
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(record))) {
    const value: unknown = descriptor.value;
    if (descriptor.enumerable !== true || value === undefined) continue;
    const copied = copy(value, depth + 1, refusal);
    if (copied === undefined) return undefined;
    members.set(name, copied);
  }
  return members;
}
