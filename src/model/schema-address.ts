import { SCHEMA_VERSION } from './event-envelope.js';
import type { StockEventType } from './stock-event.js';

/** Where the JSON Schemas of this package can be read. */
export const SCHEMA_BASE = 'https://unpkg.com/stockwright/dist/schemas/';

/** The name of a fact's JSON Schema: it changes with the schema version, so that an address always means the same schema. */
export function schemaName(type: StockEventType | 'stock-event'): string {
  return `${type}.v${SCHEMA_VERSION}`;
}

/** Where the JSON Schema of a fact, of the present schema version, can be read. */
export function schemaAddress(type: StockEventType): string {
  return `${SCHEMA_BASE}${schemaName(type)}.json`;
}
