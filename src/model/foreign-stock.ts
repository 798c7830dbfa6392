import * as z from 'zod';
import { identifierSchema } from './identifier-schema.js';

/**
 * Goods that are not our own: at a drop-ship supplier's place, at a place a vendor manages, or anywhere else under the name of their owner. The nearest site
 * above the goods decides, so goods at such a place are of that kind whether they name an owner or not.
 */
export type ForeignStockKind = 'consignment' | 'vendorManaged' | 'dropShip';

/** Whether goods that are not our own may be promised. What is left out matches all; a location matches its subtree. The first rule that fits decides. */
export interface ForeignStockRule {
  readonly kind?: ForeignStockKind | undefined;
  /** A party reference, as goods name it. */
  readonly owner?: string | undefined;
  readonly item?: string | undefined;
  readonly location?: string | undefined;
  readonly use: 'include' | 'exclude';
}

/** Schema of {@link ForeignStockRule}. */
export const foreignStockRuleSchema = z
  .strictObject({
    kind: z.enum(['consignment', 'vendorManaged', 'dropShip']).optional().describe('Default: all goods that are not our own.'),
    owner: identifierSchema.optional().describe('Whose goods, as they name their owner. Default: everybody\u2019s, also where no owner is named.'),
    item: identifierSchema.optional().describe('Default: every item.'),
    location: identifierSchema.optional().describe('The place, with all below it. Default: everywhere.'),
    use: z.enum(['include', 'exclude']).describe('Whether they may be promised.'),
  })
  .meta({ id: 'ForeignStockRule', description: 'Whether goods that are not our own may be promised.' }) satisfies z.ZodType<ForeignStockRule>;
