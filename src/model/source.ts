import * as z from 'zod';
import { identifierSchema } from './identifier-schema.js';
import { instantSchema } from './time-schema.js';

/** Where facts come from: one ERP, WMS, 3PL, shop or partner link. */
export interface Source {
  readonly id: string;
  /** The system whose identifiers it uses; canonical identifiers are understood as well. */
  readonly system?: string | undefined;
  /**
   * Whether its events carry `sourceSequence` counting up by one within each `stream`, one id per number. Then repeats are recognised for ever in constant
   * memory, and a missing number is noticed. Default false: every id is remembered.
   */
  readonly sequenced?: boolean | undefined;
  /** The alias table its unit codes are read with, beside the item's own: `x12`, `rec20`, or a table given in the catalogue. */
  readonly unitCodes?: string | undefined;
}

/** Which kinds of fact can have an owner. `return` speaks of goods that come back; that they may come, and that they are credited, are kinds of their own. */
export type AuthorityKind = 'receipt' | 'issue' | 'move' | 'count' | 'adjustment' | 'transfer' | 'return' | 'authorization' | 'credit';

/** Kinds of fact that happen at no place. */
export const PLACELESS_KINDS: ReadonlySet<AuthorityKind> = new Set(['authorization', 'credit']);

/**
 * Which source owns a kind of fact at a location and below it, from an instant on. Where a rule exists, the same kind from another source is
 * provisional. Where none does, everyone is believed.
 */
export interface AuthorityRule {
  readonly kind: AuthorityKind;
  readonly source: string;
  /** Default: everywhere. Authorisations and credits are at no place, so a rule about them names none. */
  readonly location?: string | undefined;
  /** RFC 3339 instant. Default: always. */
  readonly from?: string | undefined;
}

/** Schema of {@link Source}. */
export const sourceSchema = z
  .strictObject({
    id: identifierSchema.describe('The name events give as their source.'),
    system: identifierSchema.optional().describe('The system whose identifiers it uses; canonical identifiers are understood as well.'),
    sequenced: z
      .boolean().optional().describe('Whether its events are numbered from 1 without gaps within each stream, one id per number.').meta({ default: false }),
    unitCodes: identifierSchema.optional().describe('The alias table its unit codes are read with: `x12`, `rec20`, or one given in the catalogue.'),
  })
  .meta({ id: 'Source', description: 'Where facts come from.' }) satisfies z.ZodType<Source>;

/** Schema of {@link AuthorityRule}. */
export const authorityRuleSchema = z
  .strictObject({
    kind: z.enum(['receipt', 'issue', 'move', 'count', 'adjustment', 'transfer', 'return', 'authorization', 'credit']).describe('The kind of fact.'),
    source: identifierSchema.describe('The source that is believed.'),
    location: identifierSchema.optional().describe('The place, with all below it. Default: everywhere.'),
    from: instantSchema.optional().describe('Since when. Default: always.'),
  })
  .meta({ id: 'AuthorityRule', description: 'Which source owns a kind of fact at a location and below it.' }) satisfies z.ZodType<AuthorityRule>;
