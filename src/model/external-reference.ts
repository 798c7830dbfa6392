import * as z from 'zod';
import { identifierSchema, unitSchema } from './identifier-schema.js';

/** What another system calls one of our items, locations or channels. */
export interface ExternalReference {
  /** The system whose name this is, as declared in the catalogue. */
  readonly system: string;
  readonly id: string;
  /** The unit this name stands for, where a name is one pack level: a case GTIN, an each SKU. */
  readonly unit?: string | undefined;
}

/** A system that has its own identifiers. */
export interface ExternalSystem {
  readonly id: string;
  /** Whether `85123a` and `85123A` are two identifiers there. Default true. */
  readonly caseSensitive?: boolean | undefined;
  /** Whether leading zeros mean nothing there, so that `0042` is `42`. Default false. */
  readonly ignoreLeadingZeros?: boolean | undefined;
}

/** Schema of {@link ExternalReference}. */
export const externalReferenceSchema = z
  .strictObject({
    system: identifierSchema.describe('The system whose name this is, as declared in the catalogue.'),
    id: identifierSchema.describe('The name there.'),
    unit: unitSchema.optional().describe('The unit this name stands for, where a name is one pack level.'),
  })
  .meta({ id: 'ExternalReference', description: 'What another system calls one of our items, locations or channels.' }) satisfies z.ZodType<ExternalReference>;

/** How many names of other systems one record may have. */
export const ALIASES_MAX = 1000;

/** Schema of a record's names in other systems. */
export const aliasesSchema = z.array(externalReferenceSchema).max(ALIASES_MAX);

/** Schema of {@link ExternalSystem}. */
export const externalSystemSchema = z
  .strictObject({
    id: identifierSchema.describe('The name of the system.'),
    caseSensitive: z.boolean().optional().describe('Whether `85123a` and `85123A` are two identifiers there.').meta({ default: true }),
    ignoreLeadingZeros: z.boolean().optional().describe('Whether leading zeros mean nothing there, so that `0042` is `42`.').meta({ default: false }),
  })
  .meta({ id: 'ExternalSystem', description: 'A system that has its own identifiers.' }) satisfies z.ZodType<ExternalSystem>;
