import fc from 'fast-check';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { compileGuard, REFUSED } from '../../src/model/compile-guard.js';
import { explainRefusal } from '../../src/model/explain-refusal.js';
import { STOCK_EVENT_SCHEMAS, stockEventSchema } from '../../src/model/index.js';
import { stockEventArbitrary } from '../../src/testing/index.js';
import { changed, EXAMPLES, spotsOf } from './example.js';

/** Values that are wrong in most places and right in some. */
const JUNK = [
  undefined, null, true, false, 0, -0, 1, -1, 1.5, NaN, Infinity, 2 ** 53, '', ' ', '0', '-1', '1', '1.5', '-0', '1.50', 'EA', 'sellable', '@x', 'a\u0000', '\ud800', 'x'.repeat(201), '2026-05-31',
  '2026-05-12T08:00:00Z', 'none', 'lot', 'delta', 'cumulative', [], [null], {}, { amount: '0', unit: 'EA' }, { amount: '-1', unit: 'EA' }, { amount: '1', unit: 'EA', more: 1 },
  [{ quantity: { amount: '1', unit: 'EA' } }], [{ quantity: { amount: '1', unit: 'EA' } }, { quantity: { amount: '1', unit: 'EA' } }], { location: 'A' },
];

/** What both sides say of a value: the copy they accept, or nothing. */
function verdicts(schema: z.core.$ZodType, value: unknown): { readonly zod: unknown; readonly guard: unknown; readonly explained: unknown } {
  const parsed = z.core.safeParse(schema, value);
  const guarded = compileGuard(schema)(value);
  const { copy, issues } = explainRefusal(schema, value);
  return { zod: parsed.success ? { copy: withoutUndefined(parsed.data) } : 'no', guard: guarded === REFUSED ? 'no' : { copy: guarded }, explained: issues.length > 0 ? 'no' : { copy } };
}

/** zod keeps members that are there and undefined; our copies leave them out. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => [name, withoutUndefined(member)]));
}

describe('the guard, the explanation and zod accept the same values and give the same copies', () => {
  it.each(EXAMPLES)('$name', ({ schema, value }) => {
    const spots = spotsOf(schema);
    const change = fc.tuple(fc.constantFrom(...spots), fc.constantFrom(...JUNK), fc.constantFrom('set', 'delete', 'add'));
    fc.assert(fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
      let mutated: unknown = value;
      for (const [{ path }, junk, how] of changes) {
        try {
          if (how === 'set') mutated = changed(mutated, path, junk);
          else if (how === 'delete') mutated = changed(mutated, path, undefined);
          else mutated = changed(mutated, [...path.slice(0, -1), 'surprise'], junk ?? 0);
        } catch {
          // An earlier change took the place away.
        }
      }
      const { zod, guard, explained } = verdicts(schema, mutated);
      expect(guard).toEqual(zod);
      expect(explained).toEqual(zod);
    }), { numRuns: 60 });
  });

  it('valid events of every kind', () => {
    const events = stockEventArbitrary(fc, { items: [{ id: 'TEA', units: ['EA', 'CA'] }, { id: 'HAM', decimals: 3, weightUnit: 'KGM' }], locations: ['A', 'B'], sources: ['wms', 'erp'], owners: ['P'], serials: ['S'] });
    fc.assert(fc.property(events, (event) => {
      const { zod, guard, explained } = verdicts(STOCK_EVENT_SCHEMAS[event.type], event);
      expect(zod).toEqual({ copy: event });
      expect(guard).toEqual(zod);
      expect(explained).toEqual(zod);
      expect(stockEventSchema.safeParse(event).success).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('a guard can be made of the parts of zod that the model uses, and of no other', () => {
  it.each([
    ['transform', z.strictObject({ a: z.string().transform(Number) })],
    ['default', z.strictObject({ a: z.string().default('x') })],
    ['nullable', z.strictObject({ a: z.string().nullable() })],
    ['loose object', z.looseObject({ a: z.string() })],
    ['stripping object', z.object({ a: z.string() })],
    ['superRefine', z.strictObject({ a: z.string().superRefine(() => undefined) })],
    ['regex', z.strictObject({ a: z.string().regex(/x/) })],
    ['trim', z.strictObject({ a: z.string().trim() })],
    ['int32', z.strictObject({ a: z.int32() })],
    ['multipleOf', z.strictObject({ a: z.number().multipleOf(2) })],
  ])('%s is refused', (_name, schema) => {
    expect(() => compileGuard(schema)).toThrow(TypeError);
  });

  it('bounds of numbers and texts, open and closed', () => {
    const guard = compileGuard(z.strictObject({ n: z.number().gt(0).lte(5).optional(), s: z.string().min(2).max(3).optional(), t: z.number().gte(0).lt(1).optional() }));
    for (const [value, accepted] of [
      [{ n: 0 }, false], [{ n: 0.1 }, true], [{ n: 5 }, true], [{ n: 5.1 }, false], [{ s: 'a' }, false], [{ s: 'ab' }, true], [{ s: 'abc' }, true], [{ s: 'abcd' }, false], [{ t: 0 }, true], [{ t: 1 }, false], [{}, true],
    ] as const) expect(guard(value) !== REFUSED, JSON.stringify(value)).toBe(accepted);
  });
});
