import * as z from 'zod';
import { definitionOf, memberOf } from '../src/model/compile-guard.js';
import { envelopeShape } from '../src/model/event-envelope.js';
import { ruleText } from './json-schemas.js';
import { RESERVATION_EVENT_SCHEMAS } from '../src/model/reservation-event.js';
import { STOCK_EVENT_SCHEMAS } from '../src/model/stock-event.js';

/** The text of docs/reference/events.md, made from the schemas. */
export function eventsPage(): string {
  const kinds = new Map<string, z.core.$ZodType>();
  const facts = Object.entries(STOCK_EVENT_SCHEMAS).flatMap(([type, schema]) => record(type, schema, kinds, new Set(Object.keys(envelopeShape))));
  const decisions = Object.entries(RESERVATION_EVENT_SCHEMAS).flatMap(([type, schema]) => record(type, schema, kinds));
  const envelope = memberTable(envelopeShape, kinds);
  return [
    '# Events',
    '',
    'Generated from the schemas in `src/model` by `npm run events-doc`; do not edit. The same schemas as JSON Schema are in `schemas/`. Members not named here are refused.',
    '',
    '## The envelope of a fact',
    '',
    'Every fact has a `type` and these members. Its identity is (tenant, source, id): a repeat with the same content changes nothing.',
    '',
    ...envelope,
    '',
    '## Facts',
    '',
    'What other systems tell. The members of the envelope are not repeated, but where a fact demands one that is optional elsewhere.',
    '',
    ...facts,
    '## Decisions',
    '',
    'What the library decided about order lines, as recorded. Amounts are whole grains of the item.',
    '',
    ...decisions,
    '## Kinds of value',
    '',
    ...kindSections(kinds),
  ].join('\n');
}

function record(title: string, schema: z.core.$ZodType, kinds: Map<string, z.core.$ZodType>, inherited: ReadonlySet<string> = new Set()): string[] {
  const def = definitionOf(schema) as z.core.$ZodObjectDef;
  const own = Object.fromEntries(Object.entries(def.shape).filter(([name, member]) => name !== 'type' && !(inherited.has(name) && memberOf(member).optional === isOptionalInEnvelope(name))));
  const rules = (def.checks ?? []).map(ruleText).filter((text) => text !== undefined);
  return [
    `### ${title}`,
    '',
    descriptionOf(schema),
    '',
    ...(Object.keys(own).length > 0 ? [...memberTable(own, kinds), ''] : []),
    ...(rules.length > 0 ? ['Rules between members:', '', ...rules.map((rule) => `- ${rule}`), ''] : []),
  ];
}

function isOptionalInEnvelope(name: string): boolean {
  return memberOf(envelopeShape[name as keyof typeof envelopeShape]).optional;
}

function memberTable(shape: Readonly<Record<string, z.core.$ZodType>>, kinds: Map<string, z.core.$ZodType>): string[] {
  const rows = Object.entries(shape).map(([name, declared]) => {
    const { schema, optional } = memberOf(declared);
    const usual = z.globalRegistry.get(declared)?.['default'] as string | number | boolean | undefined;
    const meaning = descriptionOf(declared) + (usual === undefined ? '' : ` Default: \`${usual}\`.`);
    return `| \`${name}\` | ${kindText(schema, kinds)} | ${optional ? '' : 'yes'} | ${meaning} |`;
  });
  return ['| member | kind | required | meaning |', '| --- | --- | --- | --- |', ...rows];
}

/** The kind of a value; those with a name are noted for a section of their own. */
function kindText(schema: z.core.$ZodType, kinds: Map<string, z.core.$ZodType>): string {
  const named = namedSchema(schema);
  if (named !== undefined) {
    kinds.set(named.id, named.schema);
    return `[${named.id}](#${named.id.toLowerCase()})`;
  }
  const def = definitionOf(schema);
  switch (def.type) {
    case 'boolean':
      return 'true or false';
    case 'number':
      return 'whole number';
    case 'enum':
      return Object.values(def.entries).map((value) => `\`${value}\``).join(', ');
    case 'array':
      return `list of ${kindText(def.element, kinds)}`;
    case 'object':
      return `{ ${Object.entries(def.shape).map(([name, member]) => `\`${name}\`: ${kindText(memberOf(member).schema, kinds)}`).join(', ')} }`;
    default:
      throw new Error(`The page has no words for a ${def.type}`);
  }
}

/** The schema that gave a kind its name: a member's description makes a copy of it. */
function namedSchema(schema: z.core.$ZodType): { readonly id: string; readonly schema: z.core.$ZodType } | undefined {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = at._zod.parent) {
    const id = z.globalRegistry.get(at)?.id;
    if (id !== undefined) return { id, schema: at };
  }
  return undefined;
}

function kindSections(kinds: Map<string, z.core.$ZodType>): string[] {
  const sections = new Map<string, string[]>();
  // A kind's members may name further kinds.
  for (let found = -1; found < kinds.size;) {
    found = kinds.size;
    for (const [id, schema] of [...kinds]) {
      if (!sections.has(id)) sections.set(id, definitionOf(schema).type === 'object' ? record(id, schema, kinds) : [`### ${id}`, '', descriptionOf(schema), '']);
    }
  }
  return [...sections].sort(([left], [right]) => (left < right ? -1 : 1)).flatMap(([, lines]) => lines);
}

function descriptionOf(schema: z.core.$ZodType): string {
  return (z.globalRegistry.get(schema)?.description ?? '').replaceAll('|', '\\|');
}
