import * as z from 'zod';
import { textSchema } from './text-schema.js';
import { calendarDateSchema } from './time-schema.js';

/** What is known of a lot. Told by facts; the last in canonical order stands, and a contradiction is raised. */
export interface LotAttributes {
  /** The last calendar date on which the lot may be used, in the place's zone: `2026-05-31` is usable until that day ends. */
  readonly expiresOn?: string | undefined;
  readonly manufacturedOn?: string | undefined;
  /** Country of origin, ISO 3166-1 alpha-2. */
  readonly origin?: string | undefined;
}

const originSchema = textSchema((text) => /^[A-Z]{2}$/.test(text), {
  id: 'Country', rule: 'country', expected: 'two capital letters, ISO 3166-1 alpha-2', pattern: '^[A-Z]{2}$',
});

/** Schema of {@link LotAttributes}. */
export const lotAttributesSchema = z
  .strictObject({
    expiresOn: calendarDateSchema.optional().describe("The last calendar date on which the lot may be used, in the place's zone."),
    manufacturedOn: calendarDateSchema.optional().describe('The date of manufacture.'),
    origin: originSchema.optional().describe('Country of origin, ISO 3166-1 alpha-2.'),
  })
  .meta({ id: 'LotAttributes', description: 'What is known of a lot.' }) satisfies z.ZodType<LotAttributes>;
