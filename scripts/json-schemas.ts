import * as z from 'zod';
import { asyncApi } from './async-api.js';
import { catalogSchema } from '../src/model/catalog.js';
import { policySchema } from '../src/model/policy.js';
import { RESERVATION_EVENT_SCHEMAS, reservationEventSchema } from '../src/model/reservation-event.js';
import { SCHEMA_BASE, schemaName } from '../src/model/schema-address.js';
import { STOCK_EVENT_SCHEMAS, STOCK_EVENT_TYPES, stockEventSchema } from '../src/model/stock-event.js';

/** A JSON document. */
export type JsonDocument = Readonly<Record<string, unknown>>;

/**
 * The JSON Schemas (draft 2020-12) of what crosses the border, by file name without `.json`: catalogue, policy, every fact and all of them, every decision and all of
 * them; and the AsyncAPI document of the events. Made from the zod schemas, so they cannot differ from what is checked. Where JSON Schema cannot say a rule, the
 * document allows more, and the description says the rule.
 */
export function jsonSchemas(): Record<string, JsonDocument> {
  const schemas: readonly (readonly [string, z.core.$ZodType])[] = [
    ['catalog', catalogSchema],
    ['policy', policySchema],
    ...STOCK_EVENT_TYPES.map((type) => [schemaName(type), STOCK_EVENT_SCHEMAS[type]] as const),
    [schemaName('stock-event'), stockEventSchema],
    ...Object.entries(RESERVATION_EVENT_SCHEMAS),
    ['reservation-event', reservationEventSchema],
  ];
  return {
    ...Object.fromEntries(schemas.map(([name, schema]) => [name, jsonSchema(schema, `${SCHEMA_BASE}${name}.json`)])),
    asyncapi: asyncApi(),
  };
}

/** One schema as a JSON Schema document with this address. */
export function jsonSchema(schema: z.core.$ZodType, address: string): JsonDocument {
  const { $schema, id: title, ...rest } = z.toJSONSchema(schema, { override: describeRules, io: 'input' }) as Record<string, unknown>;
  return { $schema, $id: address, ...(title !== undefined && { title }), ...rest };
}

/** Adds to a description the rules between members, which are functions and cannot be translated. */
function describeRules({ zodSchema, jsonSchema }: { readonly zodSchema: z.core.$ZodTypes; readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (zodSchema._zod.def.type !== 'object') return;
  const rules = (zodSchema._zod.def.checks ?? []).map(ruleText).filter((text) => text !== undefined);
  if (rules.length > 0) jsonSchema.description = `${jsonSchema.description ?? ''} Rules between members: ${rules.join('; ')}.`.trimStart();
}

/** What a refinement wants, where and in words. */
export function ruleText(check: z.core.$ZodCheck): string | undefined {
  const def = check._zod.def as Partial<z.core.$ZodCustomDef>;
  const expected = def.params?.['expected'] as string | undefined;
  return expected === undefined ? undefined : `${(def.path ?? []).join('.')}: ${expected}`;
}
