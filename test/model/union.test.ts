import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { validator } from '../../src/model/validator.js';
import { compileGuard } from '../../src/model/compile-guard.js';

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), radius: z.int().min(1) }),
  z.strictObject({ kind: z.literal('square'), side: z.int().min(1), label: z.enum(['a', 'b']).optional() }),
]);
const check = validator(z.strictObject({ shapes: z.array(shape) }));
const issueOf = (value: unknown): unknown => {
  const checked = check({ shapes: [value] });
  return checked.ok ? checked.value : checked.issues.map(({ path, rule, expected }) => `${path} ${rule} ${expected}`);
};

describe('a record told apart by one of its members', () => {
  it.each([
    [{ kind: 'circle', radius: 2 }, { shapes: [{ kind: 'circle', radius: 2 }] }],
    [{ label: 'b', side: 1, kind: 'square' }, { shapes: [{ kind: 'square', side: 1, label: 'b' }] }],
    [{ kind: 'line' }, ['$.shapes[0].kind choice one of "circle", "square"']],
    [{}, ['$.shapes[0].kind required one of "circle", "square"']],
    [{ kind: undefined }, ['$.shapes[0].kind required one of "circle", "square"']],
    [7, ['$.shapes[0] type an object']],
    [null, ['$.shapes[0] type an object']],
    [[], ['$.shapes[0] type an object']],
    [{ kind: 'circle' }, ['$.shapes[0].radius required a number']],
    [{ kind: 'circle', radius: 0 }, ['$.shapes[0].radius too_small a number of at least 1']],
    [{ kind: 'square', side: 1, radius: 2 }, ['$.shapes[0].radius unknown_key no member of this name']],
    [{ kind: 'square', side: 1, label: 'c' }, ['$.shapes[0].label choice one of "a", "b"']],
  ])('%j', (value, expected) => {
    expect(issueOf(value)).toEqual(expected);
  });

  it('is copied, and never taken from a prototype', () => {
    const value = { kind: 'circle', radius: 1 };
    expect(compileGuard(shape)(value)).toEqual(value);
    expect(compileGuard(shape)(value)).not.toBe(value);
    expect(issueOf(Object.create({ kind: 'circle', radius: 1 }))).toEqual(['$.shapes[0] type a plain object']);
  });

  it('that answers otherwise when it is looked at again, or throws, is refused', () => {
    let asked = 0;
    const sly = { get kind() { return asked++ % 2 === 0 ? 'circle' : 'square'; }, radius: 1 };
    expect(Array.isArray(issueOf(sly))).toBe(true);
    expect(issueOf({ get kind() { throw new Error('no'); } })).toEqual(['$.shapes[0].kind unreadable a member that can be read']);
  });

  it('is a mistake where no member tells the records apart', () => {
    expect(() => compileGuard(z.union([z.string(), z.number()]))).toThrow(TypeError);
    expect(() => compileGuard(z.discriminatedUnion('kind', [z.strictObject({ kind: z.enum(['a', 'b']) })]))).toThrow(TypeError);
  });
});
