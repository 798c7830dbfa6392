import * as z from 'zod';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { freeTextSchema } from './text-schema.js';

/** A recorded fact is taken back: it counts for nothing. May arrive before the fact it speaks of. */
export interface FactVoided extends EventEnvelope {
  readonly type: 'fact.voided';
  readonly target: { readonly source: string; readonly id: string };
  readonly reason: string;
  readonly approval?: string | undefined;
}

/** Schema of {@link FactVoided}. */
export const factVoidedSchema = z
  .strictObject({
    type: z.literal('fact.voided'),
    ...envelopeShape,
    target: z
      .strictObject({ source: identifierSchema.describe('The system that said it.'), id: identifierSchema.describe('Its id there.') })
      .describe('The fact that is taken back.'),
    reason: freeTextSchema.describe('Why, in the source’s words or codes.'),
    approval: identifierSchema.optional().describe('Who approved it, an opaque reference.'),
  })
  .meta({ id: 'FactVoided', description: 'A recorded fact is taken back: it counts for nothing. May arrive before the fact it speaks of.' }) satisfies z.ZodType<FactVoided>;
