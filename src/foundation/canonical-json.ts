import { assert } from './assert.js';

/** How deep a value may nest before it is refused. */
export const JSON_DEPTH_MAX = 32;

/**
 * The one canonical text of a plain value: object keys sorted by code unit, `undefined` members left out, no white space. Equal values give equal
 * bytes whatever the order their members were written in. After RFC 8785, restricted to the values this library stores: strings, safe integers,
 * booleans, null, arrays and plain objects.
 *
 * @throws TypeError for a fraction, NaN, bigint, function, symbol or a value nested deeper than {@link JSON_DEPTH_MAX}.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  assert(depth <= JSON_DEPTH_MAX, `A value nests deeper than ${JSON_DEPTH_MAX}`);
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      assert(Number.isSafeInteger(value), `Only safe integers have a canonical text, not ${value}`);
      return value === 0 ? '0' : String(value);
    case 'object':
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value as Record<string, unknown>, depth);
    default:
      throw new TypeError(`A ${typeof value} has no canonical text`);
  }
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += write(values[index] ?? null, depth + 1);
  }
  return text + ']';
}

function writeObject(record: Record<string, unknown>, depth: number): string {
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${write(member, depth + 1)}`;
  }
  return text + '}';
}
