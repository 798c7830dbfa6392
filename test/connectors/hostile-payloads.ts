import fc from 'fast-check';

/** Anything a caller could hand over as a payload: bytes, texts, JSON values and values that are none. */
export function anyPayload(): fc.Arbitrary<unknown> {
  return fc.oneof(fc.uint8Array(), fc.string(), fc.json(), fc.jsonValue({ maxDepth: 4 }), fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true }));
}

const strange: readonly string[] = [
  'null', 'true', '""', '" "', '"\\u0000"', '"@x"', '"\\ud800"', '0', '-0', '-1', '1e40', '1e999', '1.5', '0.0000000000000000000000000000000000000000001', '9007199254740993',
  '[]', '[[]]', '{}', '{"__proto__":{"polluted":true}}', `"${'x'.repeat(300)}"`, '"2026-02-30T00:00:00Z"', '"2026-05-12"', '99999999999999999999999999999999999999999999999',
];

/** Replaces one value in the text of a JSON message by a strange one. The result need not be valid JSON. */
export function damagedJson(inputs: readonly Uint8Array[]): fc.Arbitrary<(input: Uint8Array) => string> {
  const longest = Math.max(...inputs.map((input) => input.length));
  return fc.tuple(fc.nat(longest), fc.constantFrom(...strange)).map(([at, value]) => (input) => {
    const text = new TextDecoder().decode(input);
    const values = [...text.matchAll(/(?<=[:[]\s*)(?:"[^"]*"|-?[\d.]+|true|false|null)/g)];
    const target = values[at % Math.max(values.length, 1)];
    return target === undefined ? value : text.slice(0, target.index) + value + text.slice(target.index + target[0].length);
  });
}

/** Bytes of a message with a few of them removed, repeated or replaced. */
export function damagedBytes(): fc.Arbitrary<(input: Uint8Array) => Uint8Array> {
  return fc.array(fc.record({ at: fc.nat(), drop: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) }), { minLength: 1, maxLength: 4 }).map((edits) => (input) => {
    let bytes = [...input];
    for (const { at, drop, insert } of edits) {
      const place = at % (bytes.length + 1);
      bytes = [...bytes.slice(0, place), ...insert, ...bytes.slice(place + drop)];
    }
    return Uint8Array.from(bytes);
  });
}
