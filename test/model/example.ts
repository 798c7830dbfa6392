import * as z from 'zod';
import { definitionOf, memberOf } from '../../src/model/compile-guard.js';
import {
  RESERVATION_EVENT_SCHEMAS, STOCK_EVENT_SCHEMAS, catalogSchema, policySchema, type ReservationEventType, type StockEventType,
} from '../../src/model/index.js';

/** A valid text for each named kind of text. */
const TEXTS: Readonly<Record<string, string>> = {
  Identifier: 'ID-1', UnitCode: 'EA', Tenant: 'acme', RequestKey: 'shop\u001f4711', FreeText: 'as reported', Instant: '2026-05-12T08:00:00Z', CalendarDate: '2026-05-31',
  TimeZone: 'America/New_York', PositiveAmount: '12.5', NonNegativeAmount: '3', SignedAmount: '-2', Percent: '2.5', Country: 'NL', Gtin: '4006381333931', PartRatio: '3/10',
};

/** The name a kind of value has in the JSON Schemas. */
export function kindOf(schema: z.core.$ZodType): string | undefined {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = at._zod.parent) {
    const id = z.globalRegistry.get(at)?.id;
    if (id !== undefined) return id;
  }
  return undefined;
}

/** A value with every member there is, made by walking the schema. Rules between members are not looked at. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'string':
      return TEXTS[kindOf(schema)!];
    case 'number':
      return schemaVersionOr(schema, 7);
    case 'boolean':
      return true;
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'array':
      return [exampleOf(def.element)];
    case 'record':
      return { [String(exampleOf(def.keyType))]: exampleOf(def.valueType) };
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([name, member]) => [name, exampleOf(memberOf(member).schema)]));
    default:
      throw new Error(`No example of a ${def.type}`);
  }
}

function schemaVersionOr(schema: z.core.$ZodType, usual: number): number {
  const stated = z.globalRegistry.get(schema)?.['const'];
  return typeof stated === 'number' ? stated : usual;
}

/** What the rules between members ask of the examples. */
const CHANGES: Readonly<Record<string, object>> = {
  'stock.counted': { detail: 'bin' },
  'claim.reported': { mode: 'delta' },
  'reservation.cancelled': { from: 'reserved' },
  'reservation.reassigned': { from: 'reserved' },
  'reservation.assigned': { to: 'reserved' },
};

/** A record under test: its name, its schema and a valid example with every member. */
export interface Example {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly value: Record<string, unknown>;
}

function example(name: string, schema: z.core.$ZodType): Example {
  return { name, schema, value: { ...(exampleOf(schema) as object), ...CHANGES[name] } };
}

/** An example of every fact. */
export const FACT_EXAMPLES: readonly Example[] = Object.entries(STOCK_EVENT_SCHEMAS).map(([type, schema]) => example(type satisfies string as StockEventType, schema));

/** An example of every decision. */
export const DECISION_EXAMPLES: readonly Example[] = Object.entries(RESERVATION_EVENT_SCHEMAS).map(([type, schema]) => example(type satisfies string as ReservationEventType, schema));

/** An example of a catalogue and of a policy. */
export const CATALOG_EXAMPLE: Example = example('catalog', catalogSchema);
export const POLICY_EXAMPLE: Example = example('policy', policySchema);

/** Every example. */
export const EXAMPLES: readonly Example[] = [...FACT_EXAMPLES, ...DECISION_EXAMPLES, CATALOG_EXAMPLE, POLICY_EXAMPLE];

/** A place in an example: the names on the way, and the schema there. */
export interface Spot {
  readonly path: readonly (string | number)[];
  readonly schema: z.core.$ZodType;
  readonly optional: boolean;
}

/** Every member of a value that the schema knows, at every depth. */
export function spotsOf(schema: z.core.$ZodType, path: readonly (string | number)[] = []): Spot[] {
  const def = definitionOf(schema);
  if (def.type === 'array') return [{ path: [...path, 0], schema: def.element, optional: false }, ...spotsOf(def.element, [...path, 0])];
  if (def.type === 'record') {
    const at = [...path, String(exampleOf(def.keyType))];
    return [{ path: at, schema: def.valueType, optional: true }, ...spotsOf(def.valueType, at)];
  }
  if (def.type !== 'object') return [];
  return Object.entries(def.shape).flatMap(([name, declared]) => {
    const { schema: member, optional } = memberOf(declared);
    const at = [...path, name];
    return [{ path: at, schema: member, optional }, ...spotsOf(member, at)];
  });
}

/** A copy with another value at a place; `undefined` takes the member away. */
export function changed(value: unknown, path: readonly (string | number)[], next: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return next;
  const copy: Record<string | number, unknown> = Array.isArray(value) ? (value.slice() as unknown as Record<number, unknown>) : { ...(value as object) };
  const member = changed(copy[name], rest, next);
  if (member === undefined && !Array.isArray(value)) Reflect.deleteProperty(copy, name);
  else copy[name] = member;
  return copy;
}

/** A path as issues write it. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, name) => (typeof name === 'number' ? `${text}[${name}]` : /^[A-Za-z]\w*$/.test(name) ? `${text}.${name}` : `${text}["${name}"]`), '$');
}
