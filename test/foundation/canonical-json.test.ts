import { describe, expect, it } from 'vitest';
import { JSON_DEPTH_MAX, canonicalJson } from '../../src/foundation/index.js';

describe('canonicalJson', () => {
  it('writes members by code unit of their key, without white space', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'x'], B: { z: -5, y: 'é' } })).toBe('{"B":{"y":"é","z":-5},"a":[true,null,"x"],"b":1}');
  });

  it('sorts the keys of RFC 8785 as its example does, by UTF-16 code unit and not by code point', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  it('leaves out members that are undefined, and keeps the place of undefined in a list as null', () => {
    expect(canonicalJson({ a: undefined, b: 0 })).toBe('{"b":0}');
    expect(canonicalJson({ a: undefined })).toBe('{}');
    expect(canonicalJson([undefined, 1])).toBe('[null,1]');
  });

  it('knows one zero', () => {
    expect(canonicalJson(-0)).toBe('0');
    expect(canonicalJson({ a: -0 })).toBe(canonicalJson({ a: 0 }));
  });

  it('writes the empty texts, lists and objects', () => {
    expect(canonicalJson(['', [], {}])).toBe('["",[],{}]');
  });

  it.each([
    ['a fraction', 1.5],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an integer that a double cannot tell from its neighbour', 2 ** 53],
    ['a bigint', 1n],
    ['a function', () => 0],
    ['a symbol', Symbol('x')],
    ['undefined on its own', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    if (value !== undefined) expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  });

  it('takes the largest safe integers', () => {
    expect(canonicalJson([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toBe('[9007199254740991,-9007199254740991]');
  });

  it('goes as deep as allowed and not one deeper, so that a cycle ends', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);
    expect(canonicalJson(nested(JSON_DEPTH_MAX))).toBe(`${'['.repeat(JSON_DEPTH_MAX)}0${']'.repeat(JSON_DEPTH_MAX)}`);
    expect(() => canonicalJson(nested(JSON_DEPTH_MAX + 1))).toThrow('nests deeper than 32');
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(() => canonicalJson(cycle)).toThrow('nests deeper than 32');
  });

  it('treats a key named __proto__ as any other', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});
