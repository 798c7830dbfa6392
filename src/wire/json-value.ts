/** A number as it was written: its digits are kept, so that an identifier beyond 2^53 and a long decimal survive. */
export interface JsonNumber {
  readonly digits: string;
}

/**
 * A JSON value without loss and without prototypes: objects are maps, so a member named `__proto__` is a name like any other, and numbers keep their
 * text.
 */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Whether a value is an object of the payload. */
export function isJsonObject(value: JsonValue | undefined): value is ReadonlyMap<string, JsonValue> {
  return value instanceof Map;
}

/** Whether a value is an array of the payload. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value is a number of the payload. */
export function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && !isJsonArray(value) && !isJsonObject(value);
}
