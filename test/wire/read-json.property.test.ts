import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAYLOAD_DEPTH_MAX, isJsonArray, isJsonNumber, isJsonObject, jsonFrom, readJson, type JsonValue } from '../../src/wire/index.js';

/** The value as `JSON.parse` gives it. */
function plain(value: JsonValue): unknown {
  if (isJsonArray(value)) return value.map(plain);
  if (isJsonObject(value)) return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  return isJsonNumber(value) ? Number(value.digits) : value;
}

/** What a reader makes of a text, in comparable form. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'refused';
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
      const spaced = JSON.stringify(JSON.parse(text), null, space);
      const result = readJson(spaced);
      expect(result.ok && plain(result.value)).toEqual(JSON.parse(spaced));
    }));
  });

  it('accepts and refuses the texts that JSON.parse does, but for names that occur twice', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '"\\u0041"', '"\\x"', '"', '1', '-', '0', '01', '1.', '.5', '1e3', '1e', 'true', 'nul', 'null', ' ', '\n', '\u00a0', '\\');
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const result = readJson(text);
      if (!result.ok && result.code === 'json.duplicate_member') return;
      expect(result.ok ? plain(result.value) : 'refused').toEqual(parsed(text));
    }), { numRuns: 5000 });
  });

  it('says where a text stops being JSON', () => {
    expect(readJson('{"a":1,}')).toMatchObject({ ok: false, code: 'json.syntax', offset: 7 });
    expect(readJson('[1 2]')).toMatchObject({ offset: 3 });
    expect(readJson('"a\nb"')).toMatchObject({ offset: 2 });
    expect(readJson('')).toMatchObject({ offset: 0 });
    expect(readJson('1 x')).toMatchObject({ message: 'Text follows the value', offset: 2 });
  });

  it('keeps every digit', () => {
    expect(readJson('[9007199254740993,-0.10,1E400]')).toEqual({ ok: true, value: [{ digits: '9007199254740993' }, { digits: '-0.10' }, { digits: '1E400' }] });
  });

  it('refuses a name that occurs twice, and takes __proto__ for a name', () => {
    expect(readJson('{"a":1,"\\u0061":2}')).toMatchObject({ ok: false, code: 'json.duplicate_member' });
    const result = readJson('{"__proto__":{"polluted":true}}');
    expect(result.ok && isJsonObject(result.value) && result.value.has('__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('ends at a bounded depth, without exhausting the stack', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(nested(PAYLOAD_DEPTH_MAX)).ok).toBe(true);
    expect(readJson(nested(PAYLOAD_DEPTH_MAX + 2))).toMatchObject({ ok: false, code: 'json.too_deep' });
    expect(readJson('['.repeat(1_000_000))).toMatchObject({ code: 'json.too_deep' });
  });
});

describe('jsonFrom', () => {
  it('gives what readJson gives for the same value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const read = readJson(JSON.stringify(value));
      const from = jsonFrom(JSON.parse(JSON.stringify(value)));
      if (!from.ok && from.code === 'json.unsafe_number') return;
      expect(from.ok && plain(from.value)).toEqual(read.ok && plain(read.value));
    }));
  });

  it('refuses what JSON cannot hold, and whole numbers whose digits are lost', () => {
    for (const value of [undefined, () => 1, 1n, Symbol('a'), [NaN], { a: Infinity }]) expect(jsonFrom(value)).toMatchObject({ ok: false, code: 'json.unreadable' });
    expect(jsonFrom([2 ** 53])).toMatchObject({ code: 'json.unsafe_number' });
    const ring: unknown[] = [];
    ring.push(ring);
    expect(jsonFrom(ring)).toMatchObject({ code: 'json.too_deep' });
  });

  it('calls no accessor and survives a proxy that refuses', () => {
    let called = false;
    expect(jsonFrom({ get a() { called = true; return 1; } })).toEqual({ ok: true, value: new Map() });
    expect(called).toBe(false);
    const refusing = new Proxy({}, { getOwnPropertyDescriptor: () => { throw new Error('no'); }, ownKeys: () => { throw new Error('no'); } });
    expect(jsonFrom(refusing)).toMatchObject({ ok: false, code: 'json.unreadable' });
  });
});
