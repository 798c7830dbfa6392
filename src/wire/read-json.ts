import type { JsonValue } from './json-value.js';

/** How deep a payload may nest. */
export const PAYLOAD_DEPTH_MAX = 64;

/** Either the value of a JSON text, or what is wrong with it and where. */
export type ReadJson =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly offset: number };

/**
 * Reads a JSON text (RFC 8259) without turning numbers into binary floating point. Never throws. Stricter than `JSON.parse` in two points: a member
 * name that occurs twice in one object is refused, because the two readings are both possible; and nesting is bounded by {@link PAYLOAD_DEPTH_MAX}.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string): ReadJson {
  const state: ReaderState = { text, offset: 0, failure: undefined };
  skipSpace(state);
  const value = readValue(state, 0);
  if (value !== undefined) {
    skipSpace(state);
    if (state.offset === text.length) return { ok: true, value };
    fail(state, 'json.syntax', 'Text follows the value');
  }
  const { code, message, offset } = state.failure ?? { code: 'json.syntax', message: 'Not a JSON value', offset: state.offset };
  return { ok: false, code, message, offset };
}

interface ReaderState {
  readonly text: string;
  offset: number;
  failure: { readonly code: string; readonly message: string; readonly offset: number } | undefined;
}

function fail(state: ReaderState, code: string, message: string): string | undefined {
  state.failure ??= { code, message, offset: state.offset };
  return undefined;
}

function readValue(state: ReaderState, depth: number): JsonValue | undefined {
  if (depth > PAYLOAD_DEPTH_MAX) return fail(state, 'json.too_deep', `Nests deeper than ${PAYLOAD_DEPTH_MAX}`);
  switch (state.text[state.offset]) {
    case undefined:
      return fail(state, 'json.syntax', 'The text ends where a value was expected');
    case '{':
      return readObject(state, depth);
    case '[':
      return readArray(state, depth);
    case '"':
      return readString(state);
    case 't':
      return readWord(state, 'true', true);
    case 'f':
      return readWord(state, 'false', false);
    case 'n':
      return readWord(state, 'null', null);
    default:
      return readNumber(state);
  }
}

function readObject(state: ReaderState, depth: number): JsonValue | undefined {
  const members = new Map<string, JsonValue>();
  state.offset++;
  skipSpace(state);
  if (take(state, '}')) return members;
  for (;;) {
    if (state.text[state.offset] !== '"') return fail(state, 'json.syntax', 'A member name was expected');
    const name = readString(state);
    if (name === undefined) return undefined;
    if (members.has(name)) return fail(state, 'json.duplicate_member', `The member ${quoted(name)} occurs twice in one object`);
    skipSpace(state);
    if (!take(state, ':')) return fail(state, 'json.syntax', 'A colon was expected');
    skipSpace(state);
    const value = readValue(state, depth + 1);
    if (value === undefined) return undefined;
    members.set(name, value);
    skipSpace(state);
    if (take(state, '}')) return members;
    if (!take(state, ',')) return fail(state, 'json.syntax', 'A comma or the end of the object was expected');
    skipSpace(state);
  }
}

function readArray(state: ReaderState, depth: number): JsonValue | undefined {
  const values: JsonValue[] = [];
  state.offset++;
  skipSpace(state);
  if (take(state, ']')) return values;
  for (;;) {
    const value = readValue(state, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
    skipSpace(state);
    if (take(state, ']')) return values;
    if (!take(state, ',')) return fail(state, 'json.syntax', 'A comma or the end of the array was expected');
    skipSpace(state);
  }
}

function readString(state: ReaderState): string | undefined {
  const start = state.offset;
  let escaped = false;
  for (let index = start + 1; index < state.text.length; index++) {
    const code = state.text.charCodeAt(index);
    if (code === QUOTE) {
      state.offset = index + 1;
      return escaped ? unescaped(state, start) : state.text.slice(start + 1, index);
    }
    if (code < 0x20) {
      state.offset = index;
      return fail(state, 'json.syntax', 'A control character stands in a string');
    }
    if (code === BACKSLASH) {
      escaped = true;
      index++;
    }
  }
  return fail(state, 'json.syntax', 'A string is not closed');
}

/** The runtime's own reader knows the escapes; only the text of this one string is handed to it. */
function unescaped(state: ReaderState, start: number): string | undefined {
  try {
    return JSON.parse(state.text.slice(start, state.offset)) as string;
  } catch {
    state.offset = start;
    return fail(state, 'json.syntax', 'A string has an unknown escape');
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(state: ReaderState): JsonValue | undefined {
  NUMBER.lastIndex = state.offset;
  const match = NUMBER.exec(state.text);
  if (match === null) return fail(state, 'json.syntax', 'A value was expected');
  state.offset += match[0].length;
  return { digits: match[0] };
}

function readWord(state: ReaderState, word: string, value: JsonValue): JsonValue | undefined {
  if (!state.text.startsWith(word, state.offset)) return fail(state, 'json.syntax', 'A value was expected');
  state.offset += word.length;
  return value;
}

function skipSpace(state: ReaderState): void {
  for (;;) {
    const code = state.text.charCodeAt(state.offset);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    state.offset++;
  }
}

function take(state: ReaderState, character: string): boolean {
  if (state.text[state.offset] !== character) return false;
  state.offset++;
  return true;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
