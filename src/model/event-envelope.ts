import * as z from 'zod';
import { identifierSchema, tenantSchema } from './identifier-schema.js';
import { instantSchema } from './time-schema.js';

/** The schema version written today. Older ones are read through upcasters. */
export const SCHEMA_VERSION = 2;

/** What every event says. Identity is (tenant, source, id); a repeat with the same content changes nothing. */
export interface EventEnvelope {
  /** The system that says so. */
  readonly source: string;
  /** Unique within the source: usually `document#line`. */
  readonly id: string;
  /** When it took effect, RFC 3339 with offset. */
  readonly effectiveAt: string;
  /** The item, in canonical identifiers or those of the source's system. */
  readonly item: string;
  readonly schemaVersion?: number | undefined;
  /** A line of events the source numbers by itself. Default: the source has one. */
  readonly stream?: string | undefined;
  /** The number within the stream, from 1. */
  readonly sourceSequence?: number | undefined;
  /** When it was written down at the source. Not part of the content. */
  readonly recordedAt?: string | undefined;
  /** The business transaction it belongs to. */
  readonly correlationId?: string | undefined;
  /** The event that led to it. */
  readonly causationId?: string | undefined;
  /** The tenant it is meant for; refused if it is not the one of the handle. */
  readonly tenant?: string | undefined;
  /** The document line that two systems know it by, for settlement. */
  readonly document?: string | undefined;
}

const schemaVersionSchema = z
  .int()
  .refine((version): boolean => version === SCHEMA_VERSION, {
    error: `expected the version written today, ${SCHEMA_VERSION}`,
    params: { rule: 'version', expected: `the version written today, ${SCHEMA_VERSION}` },
  })
  .meta({ const: SCHEMA_VERSION });

/** The members every event has beside `type`, to spread into its schema. */
export const envelopeShape = {
  source: identifierSchema.describe('The system that says so.'),
  id: identifierSchema.describe('Unique within the source: usually `document#line`.'),
  effectiveAt: instantSchema.describe('When it took effect, RFC 3339 with an offset.'),
  item: identifierSchema.describe('The item, in canonical identifiers or those of the source’s system.'),
  schemaVersion: schemaVersionSchema.optional().describe('The version of this schema. Default: the one written today.'),
  stream: identifierSchema.optional().describe('A line of events the source numbers by itself. Default: the source has one.'),
  sourceSequence: z.int().min(1).optional().describe('The number within the stream, from 1.'),
  recordedAt: instantSchema.optional().describe('When it was written down at the source. Not part of the content.'),
  correlationId: identifierSchema.optional().describe('The business transaction it belongs to. Not part of the content.'),
  causationId: identifierSchema.optional().describe('The event that led to it. Not part of the content.'),
  tenant: tenantSchema.optional().describe('The tenant it is meant for. Not part of the content.'),
  document: identifierSchema.optional().describe('The document line that two systems know it by, for settlement.'),
};
