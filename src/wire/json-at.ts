import { isIdentifier } from '../foundation/index.js';
import { decimalText } from './decimal-text.js';
import type { IssueList } from './issue-list.js';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from './json-value.js';

/** A place in a payload: what stands there, if anything, and the path that leads to it. */
export interface JsonAt {
  readonly value: JsonValue | undefined;
  /** `$.line_items[2].sku` */
  readonly path: string;
}

/** The most elements of one array that are read. */
export const ELEMENTS_MAX = 100_000;

/** The member with the first of the names that is there and not null; a place without a value if there is none. */
export function member(at: JsonAt, ...names: readonly [string, ...string[]]): JsonAt {
  if (isJsonObject(at.value)) {
    for (const name of names) {
      const value = at.value.get(name);
      if (value !== undefined && value !== null) return { value, path: `${at.path}.${name}` };
    }
  }
  return { value: undefined, path: `${at.path}.${names[0]}` };
}

/** The place a chain of member names leads to. */
export function descend(at: JsonAt, names: readonly string[]): JsonAt {
  return names.reduce<JsonAt>((place, name) => member(place, name), at);
}

/** The elements of an array; none, and an error, for anything else. */
export function elements(at: JsonAt, issues: IssueList): readonly JsonAt[] {
  if (!isJsonArray(at.value)) {
    issues.error('payload.not_a_list', at.path, at.value === undefined ? 'A list is missing' : 'A list was expected');
    return [];
  }
  if (at.value.length > ELEMENTS_MAX) {
    issues.error('payload.too_many_elements', at.path, `More than ${ELEMENTS_MAX} elements; none was read`);
    return [];
  }
  return at.value.map((value, index) => ({ value, path: `${at.path}[${index}]` }));
}

/** Whether something other than null stands there. */
export function isPresent(at: JsonAt): boolean {
  return at.value !== undefined && at.value !== null;
}

/** The text or the digits of a number there, without blanks at the ends; `undefined` if there is nothing to read. */
export function textAt(at: JsonAt): string | undefined {
  const text = typeof at.value === 'string' ? at.value.trim() : isJsonNumber(at.value) ? at.value.digits : '';
  return text === '' ? undefined : text;
}

/** The text there if it can serve as an identifier. */
export function identifierAt(at: JsonAt): string | undefined {
  const text = textAt(at);
  return text !== undefined && isIdentifier(text) ? text : undefined;
}

/** The amount there as a canonical decimal text, from a number or from the text of one. */
export function amountAt(at: JsonAt): string | undefined {
  const text = textAt(at);
  return text === undefined ? undefined : decimalText(text);
}

/** The truth value there. */
export function flagAt(at: JsonAt): boolean | undefined {
  return typeof at.value === 'boolean' ? at.value : undefined;
}
