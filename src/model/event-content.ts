import * as z from 'zod';
import { compareText, formatInstant, parseInstant } from '../foundation/index.js';
import { definitionOf, memberOf } from './compile-guard.js';

/** Writes a validated value as canonical text; nothing for a value that says no more than its absence. */
export type ContentWriter = (value: unknown) => string | undefined;

/**
 * Turns a schema into the writer of its content. The text is canonical JSON (`canonicalJson` of `foundation`) of the value in normal form: members that state their
 * default or nothing at all are left out, instants are in UTC with milliseconds, lists are in the order of their elements' texts (no list of an event has an order). So one content
 * has one text, however it was told.
 *
 * @param omit - Members at the top that are no content.
 */
export function compileContentWriter(schema: z.core.$ZodType, omit: ReadonlySet<string> = new Set()): ContentWriter {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'object':
      return objectWriter(def.shape, omit);
    case 'array':
      return arrayWriter(compileContentWriter(def.element));
    case 'string':
      return z.globalRegistry.get(schema)?.['format'] === 'date-time' ? (value) => JSON.stringify(canonicalInstant(value as string)) : plainText;
    default:
      return plainText;
  }
}

function objectWriter(shape: z.core.$ZodShape, omit: ReadonlySet<string>): ContentWriter {
  const members = Object.keys(shape)
    .filter((name) => !omit.has(name))
    .sort(compareText)
    .map((name) => ({
      name,
      label: `${JSON.stringify(name)}:`,
      usual: z.globalRegistry.get(shape[name]!)?.['default'],
      write: compileContentWriter(memberOf(shape[name]!).schema),
    }));
  return (value) => {
    const record = value as Readonly<Record<string, unknown>>;
    let text = '{';
    for (const { name, label, usual, write } of members) {
      const member = record[name];
      if (member === undefined || member === usual) continue;
      const written = write(member);
      if (written === undefined) continue;
      text += text.length === 1 ? label + written : `,${label}${written}`;
    }
    return text.length === 1 ? undefined : `${text}}`;
  };
}

function arrayWriter(write: ContentWriter): ContentWriter {
  return (value) => `[${(value as readonly unknown[]).map(write).sort((left, right) => compareText(left!, right!)).join(',')}]`;
}

function plainText(value: unknown): string {
  return JSON.stringify(value);
}

/** The text `formatInstant` gives. The two usual spellings are known to be instants already and need no reading. */
function canonicalInstant(text: string): string {
  const length = text.length;
  if ((length === 20 || length === 24) && text[10] === 'T' && text[length - 1] === 'Z') {
    if (length === 20) return `${text.slice(0, 19)}.000Z`;
    if (text[19] === '.') return text;
  }
  return formatInstant(parseInstant(text)!);
}
