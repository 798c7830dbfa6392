import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaFiles } from '../../scripts/schema-files.js';
import { definitionOf } from '../../src/model/compile-guard.js';
import { explainRefusal } from '../../src/model/explain-refusal.js';
import { jsonSchema, jsonSchemas } from '../../scripts/json-schemas.js';
import { schemaAddress, STOCK_EVENT_TYPES } from '../../src/model/index.js';
import { identifierSchema, tenantSchema, unitSchema } from '../../src/model/identifier-schema.js';
import { nonNegativeAmountSchema, percentSchema, positiveAmountSchema, signedAmountSchema } from '../../src/model/quantity-schema.js';
import { freeTextSchema } from '../../src/model/text-schema.js';
import { calendarDateSchema, instantSchema } from '../../src/model/time-schema.js';
import { stockEventArbitrary } from '../../src/testing/index.js';
import { changed, EXAMPLES, FACT_EXAMPLES, pathText, spotsOf, type Example } from './example.js';

const documents = jsonSchemas();
const ajv = addFormats.default(new Ajv2020({ strict: true, allErrors: false }));
const compiled = new Map(Object.entries(documents).filter(([name]) => name !== 'asyncapi').map(([name, document]) => [name, ajv.compile(document)]));

function schemaOf({ name }: Example): ValidateFunction {
  return compiled.get(FACT_EXAMPLES.some((example) => example.name === name) ? `${name}.v2` : name)!;
}

/** What is left of a value on the wire. */
function wired(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe('the files in schemas/', () => {
  it('are what the model gives today (npm run schemas writes them)', () => {
    const files = schemaFiles();
    expect(readdirSync('schemas').sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(readFileSync(`schemas/${name}`, 'utf8') === text, `schemas/${name} is up to date`).toBe(true);
  });

  it('have the address that CloudEvents name', () => {
    for (const type of STOCK_EVENT_TYPES) expect(documents[`${type}.v2`]!['$id']).toBe(schemaAddress(type));
  });

  it('say in words what they cannot say otherwise', () => {
    expect(JSON.stringify(documents['stock.counted.v2'])).toContain('Rules between members: balances: exactly one balance in a count without a detail;');
    expect(JSON.stringify(documents['claim.reported.v2'])).toContain('an amount other than zero where the mode is');
  });
});

describe.each(EXAMPLES)('$name as JSON Schema', (example) => {
  const { schema, value } = example;
  const validate = schemaOf(example);
  const spots = spotsOf(schema);

  it('accepts the example', () => {
    expect(validate(wired(value)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('refuses other kinds, missing and unknown members, and values above their bound', () => {
    for (const { path, schema: at, optional } of spots) {
      const kind = definitionOf(at).type;
      const wrong = [null, kind === 'boolean' ? 'true' : true, kind === 'array' ? {} : [], ...(kind === 'string' ? ['9'.repeat(2000)] : kind === 'number' ? [1e300, 1.5] : [])];
      for (const next of wrong) {
        expect(validate(wired(changed(value, path, next))), `${pathText(path)} = ${JSON.stringify(next).slice(0, 40)}`).toBe(false);
      }
      if (!optional && typeof path.at(-1) === 'string') expect(validate(wired(changed(value, path, undefined))), `without ${pathText(path)}`).toBe(false);
      if (kind === 'object') expect(validate(wired(changed(value, [...path, 'surprise'], 1))), `${pathText(path)}.surprise`).toBe(false);
    }
    expect(validate({ ...(wired(value) as object), surprise: 1 })).toBe(false);
  });

  it('never refuses what validation accepts', () => {
    const junk = [null, true, 0, 1, 7, '', '0', '-1', '1.5', 'EA', 'sellable', 'none', 'lot', '@x', 'ä', '2026-05-31', '2026-05-12T08:00:00.5+05:45', [], {}];
    fc.assert(fc.property(fc.constantFrom(...spots), fc.constantFrom(...junk), ({ path }, next) => {
      const mutated = wired(changed(value, path, next));
      if (explainRefusal(schema, mutated).issues.length === 0) expect(validate(mutated), JSON.stringify(validate.errors)).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('the union of all facts', () => {
  it('accepts every fact and no fact under another’s name', () => {
    const union = compiled.get('stock-event.v2')!;
    const events = stockEventArbitrary(fc, { items: [{ id: 'TEA' }, { id: 'HAM', decimals: 3, weightUnit: 'KGM' }], locations: ['A'], sources: ['s'], owners: ['P'], serials: ['S'], tenant: 'acme' });
    fc.assert(fc.property(events, (event) => {
      expect(union(wired(event)), JSON.stringify(union.errors)).toBe(true);
      expect(compiled.get(`${event.type}.v2`)!(wired(event))).toBe(true);
      expect(union({ ...event, type: event.type === 'return.closed' ? 'stock.moved' : 'return.closed' })).toBe(false);
    }), { numRuns: 150 });
  });
});

/** The UTF-16 code units of a text, each by itself. */
function units(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => text.charAt(index));
}

describe('patterns say what the functions say', () => {
  const characters = fc.constantFrom(...units(' @a9-_.+\u0000\u0009\u000a\u001f\u007f\u0080\u009f\u00a0ä\u2000\u200a\u200b\u2028\u3000\ufeff\ud800\udc00'), '😀');
  const texts = fc.oneof(fc.array(characters, { maxLength: 6 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 8 }));
  const amounts = fc.array(fc.constantFrom(...units('0012.-+e ')), { maxLength: 6 }).map((parts) => parts.join(''));
  const times = fc.tuple(
    fc.constantFrom('2026', '0000', '9999', '26'), fc.constantFrom('01', '02', '12', '13', '00'), fc.constantFrom('01', '29', '31', '32', '00'), fc.constantFrom('T', 't', ' '),
    fc.constantFrom('00:00:00', '23:59:59', '24:00:00', '12:60:00', '12:00:60', '12:00'), fc.constantFrom('', '.5', '.123456789', '.', '.1234567890'), fc.constantFrom('Z', 'z', '+02:00', '-23:59', '+24:00', '+2:00', ''),
  );
  const check = (schema: Parameters<typeof jsonSchema>[0], text: string): { readonly zod: boolean; readonly ajv: boolean } => {
    const zod = explainRefusal(schema, text).issues.length === 0;
    let validate = patterns.get(schema);
    if (validate === undefined) patterns.set(schema, (validate = ajv.compile(jsonSchema(schema, `test:${patterns.size}`))));
    return { zod, ajv: validate(text) };
  };
  const patterns = new Map<unknown, ValidateFunction>();

  it.each([['identifier', identifierSchema], ['unit', unitSchema], ['tenant', tenantSchema], ['free text', freeTextSchema]])('%s: exactly', (_name, schema) => {
    fc.assert(fc.property(texts, (text) => {
      const { zod, ajv: pattern } = check(schema, text);
      expect(pattern).toBe(zod);
    }), { numRuns: 500 });
  });

  it.each([['above zero', positiveAmountSchema], ['zero or more', nonNegativeAmountSchema], ['signed', signedAmountSchema], ['percent', percentSchema]])('amount, %s: exactly', (_name, schema) => {
    fc.assert(fc.property(amounts, (text) => {
      const { zod, ajv: pattern } = check(schema, text);
      expect(pattern).toBe(zod);
    }), { numRuns: 1000 });
  });

  it('instants and dates: nothing less, and with the format nearly nothing more', () => {
    fc.assert(fc.property(times, ([year, month, day, separator, time, fraction, offset]) => {
      const instant = check(instantSchema, `${year}-${month}-${day}${separator}${time}${fraction}${offset}`);
      const date = check(calendarDateSchema, `${year}-${month}-${day}`);
      if (instant.zod) expect(instant.ajv).toBe(true);
      if (date.zod) expect(date.ajv).toBe(true);
      // Year 0 is a date to JSON Schema; so is an instant that leaves the year 9999 by its offset.
      if (year === '2026') {
        expect(instant.ajv).toBe(instant.zod);
        expect(date.ajv).toBe(date.zod);
      }
    }), { numRuns: 1000 });
  });
});

describe('the AsyncAPI document', () => {
  interface Document {
    readonly asyncapi: string;
    readonly info: Readonly<Record<string, unknown>>;
    readonly channels: Readonly<Record<string, { readonly address: string; readonly parameters: object; readonly messages: Readonly<Record<string, { readonly $ref: string }>> }>>;
    readonly operations: Readonly<Record<string, { readonly action: string; readonly channel: { readonly $ref: string } }>>;
    readonly components: { readonly messages: Readonly<Record<string, { readonly name: string; readonly payload: { readonly schemaFormat: string; readonly schema: { readonly $ref: string } } }>> };
  }
  const document = documents['asyncapi'] as unknown as Document;

  it('has what AsyncAPI 3.0 requires: version, info, channels with messages, operations on them', () => {
    expect(document.asyncapi).toBe('3.0.0');
    expect(document.info).toMatchObject({ title: expect.any(String) as string, version: '2.0.0' });
    expect(Object.keys(document)).toEqual(['asyncapi', 'info', 'defaultContentType', 'channels', 'operations', 'components']);
    expect(Object.keys(document.channels)).toEqual(['facts', 'decisions']);
    for (const { action, channel } of Object.values(document.operations)) {
      expect(['send', 'receive']).toContain(action);
      expect(resolve(channel.$ref)).toBeDefined();
    }
  });

  it('every address parameter is declared, and every name may be a key of AsyncAPI', () => {
    for (const { address, parameters } of Object.values(document.channels)) {
      expect([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(Object.keys(parameters));
    }
    for (const key of Object.keys(document.components.messages)) expect(key).toMatch(/^[a-zA-Z0-9._-]+$/);
  });

  it('lists every fact and decision once, each with the schema of that name', () => {
    const listed = Object.values(document.channels).flatMap(({ messages }) => Object.entries(messages));
    expect(listed.map(([name]) => name).sort()).toEqual(EXAMPLES.map(({ name }) => name).filter((name) => name.includes('.')).sort());
    for (const [name, { $ref }] of listed) {
      const message = resolve($ref) as Document['components']['messages'][string];
      expect(message.name).toBe(name);
      expect(message.payload.schemaFormat).toBe('application/schema+json;version=draft-2020-12');
      expect(Object.values(documents).map((schema) => schema['$id'])).toContain(message.payload.schema.$ref);
      expect(message.payload.schema.$ref).toContain(`/${name}.`);
    }
  });

  function resolve(pointer: string): unknown {
    expect(pointer.startsWith('#/')).toBe(true);
    return pointer.slice(2).split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
  }
});
