import * as z from 'zod';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { placedQuantityShape, type PlacedQuantity } from './placed-quantity.js';
import { freeTextSchema } from './text-schema.js';

/** Goods left for a customer. */
export interface StockShipped extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.shipped';
  /** The order line it fulfils. */
  readonly line?: string | undefined;
}

/** Why goods left other than by sale. */
export type IssueReason = 'consumed' | 'scrapped' | 'sampled' | 'returnedToVendor' | 'lost' | 'other';

/** Goods left other than by sale. */
export interface StockIssued extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.issued';
  readonly reason: IssueReason;
  readonly note?: string | undefined;
}

/** Schema of {@link StockShipped}. */
export const stockShippedSchema = z
  .strictObject({
    type: z.literal('stock.shipped'),
    ...envelopeShape,
    ...placedQuantityShape(),
    line: identifierSchema.optional().describe('The order line it fulfils.'),
  })
  .meta({ id: 'StockShipped', description: 'Goods left for a customer.' }) satisfies z.ZodType<StockShipped>;

/** Schema of {@link StockIssued}. */
export const stockIssuedSchema = z
  .strictObject({
    type: z.literal('stock.issued'),
    ...envelopeShape,
    ...placedQuantityShape(),
    reason: z.enum(['consumed', 'scrapped', 'sampled', 'returnedToVendor', 'lost', 'other']).describe('Why they left.'),
    note: freeTextSchema.optional().describe('A remark.'),
  })
  .meta({ id: 'StockIssued', description: 'Goods left other than by sale.' }) satisfies z.ZodType<StockIssued>;
