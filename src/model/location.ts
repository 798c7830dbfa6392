import * as z from 'zod';
import { aliasesSchema, type ExternalReference } from './external-reference.js';
import { identifierSchema } from './identifier-schema.js';
import { freeTextSchema } from './text-schema.js';
import { timeZoneSchema } from './time-schema.js';

/** What a place is. A level inside a site is a `zone`, `aisle` or `bin`. */
export type LocationKind = 'warehouse' | 'store' | '3pl' | 'dropShip' | 'vendorManaged' | 'transit' | 'zone' | 'aisle' | 'bin' | 'group';

/** A place in the location tree. Stock at a node answers for its subtree. */
export interface Location {
  readonly id: string;
  readonly description?: string | undefined;
  readonly kind: LocationKind;
  readonly parent?: string | undefined;
  /** Nothing is held or kept at a purely structural node. Default: true for `group`, else false. */
  readonly structural?: boolean | undefined;
  /** Whether goods here may be promised to anyone. Default true; false for staging, quarantine cages and the like. */
  readonly sellable?: boolean | undefined;
  /** IANA zone of the place's calendar, for dates without a time. Inherited from the parent; `UTC` at the root. */
  readonly timeZone?: string | undefined;
  readonly aliases?: readonly ExternalReference[] | undefined;
}

/** Schema of {@link Location}. */
export const locationSchema = z
  .strictObject({
    id: identifierSchema.describe('The canonical name.'),
    description: freeTextSchema.optional().describe('For people.'),
    kind: z.enum(['warehouse', 'store', '3pl', 'dropShip', 'vendorManaged', 'transit', 'zone', 'aisle', 'bin', 'group']).describe('What the place is.'),
    parent: identifierSchema.optional().describe('The place it is part of.'),
    structural: z.boolean().optional().describe('Whether nothing is held or kept at the node itself. Default: true for `group`, else false.'),
    sellable: z.boolean().optional().describe('Whether goods here may be promised to anyone.').meta({ default: true }),
    timeZone: timeZoneSchema.optional().describe('IANA zone of its calendar. Inherited from the parent; `UTC` at the root.'),
    aliases: aliasesSchema.optional().describe('What other systems call it.'),
  })
  .meta({ id: 'Location', description: 'A place in the location tree.' }) satisfies z.ZodType<Location>;
