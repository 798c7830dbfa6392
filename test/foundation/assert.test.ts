import { describe, expect, it } from 'vitest';
import { assert, unreachable } from '../../src/foundation/index.js';

describe('assert', () => {
  it('lets a true condition pass', () => {
    expect(() => assert(true, 'never shown')).not.toThrow();
  });

  it('fails as a mistake, not as trouble: a TypeError with the message given', () => {
    expect(() => assert(false, 'a page holds at least one row')).toThrow(new TypeError('a page holds at least one row'));
  });
});

describe('unreachable', () => {
  it.each([['a text', '"late"', 'late'], ['a record', '{"kind":"late"}', { kind: 'late' }], ['undefined', 'undefined', undefined]])('names %s that the types ruled out', (_, text, value) => {
    expect(() => unreachable(value as never)).toThrow(new TypeError(`Unreachable: ${text}`));
  });
});
