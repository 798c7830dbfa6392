import * as z from 'zod';
import { aliasesSchema, type ExternalReference } from './external-reference.js';
import { identifierSchema } from './identifier-schema.js';
import { freeTextSchema } from './text-schema.js';

/** Where goods are sold: a web shop, a marketplace, an EDI partner, field sales. */
export interface Channel {
  readonly id: string;
  readonly description?: string | undefined;
  /** The locations it may sell from, best first. Default: every location without a parent, in catalogue order. */
  readonly locations?: readonly string[] | undefined;
  readonly aliases?: readonly ExternalReference[] | undefined;
}

/** How many locations a channel may name. */
export const CHANNEL_LOCATIONS_MAX = 10_000;

/** Schema of {@link Channel}. */
export const channelSchema = z
  .strictObject({
    id: identifierSchema.describe('The canonical name.'),
    description: freeTextSchema.optional().describe('For people.'),
    locations: z
      .array(identifierSchema).max(CHANNEL_LOCATIONS_MAX).optional()
      .describe('The locations it may sell from, best first. Default: every location without a parent, in catalogue order.'),
    aliases: aliasesSchema.optional().describe('What other systems call it.'),
  })
  .meta({ id: 'Channel', description: 'Where goods are sold.' }) satisfies z.ZodType<Channel>;
