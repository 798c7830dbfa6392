import * as z from 'zod';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { lotAttributesSchema, type LotAttributes } from './lot.js';
import { placedQuantityShape, type PlacedQuantity } from './placed-quantity.js';

/** Goods came in from a supplier. */
export interface StockReceived extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.received';
  /** True if the source itself says it is not final; it is also provisional where another source owns receipts. */
  readonly provisional?: boolean | undefined;
  /** The line of planned supply that it fulfils. */
  readonly supply?: string | undefined;
  readonly lotAttributes?: LotAttributes | undefined;
}

/**
 * A provisional fact of the same document is settled without a fact of the owner's own: confirmed as it stands, or rejected. Where somebody owns such facts, only
 * the owner's word counts; another's is an exception.
 */
export interface ReceiptSettled extends EventEnvelope {
  readonly type: 'receipt.settled';
  readonly document: string;
  readonly outcome: 'confirmed' | 'rejected';
}

/** Schema of {@link StockReceived}. */
export const stockReceivedSchema = z
  .strictObject({
    type: z.literal('stock.received'),
    ...envelopeShape,
    ...placedQuantityShape(),
    provisional: z.boolean().optional().describe('Whether the source itself says it is not final.').meta({ default: false }),
    supply: identifierSchema.optional().describe('The line of planned supply that it fulfils.'),
    lotAttributes: lotAttributesSchema.optional().describe('What is known of the lot.'),
  })
  .meta({ id: 'StockReceived', description: 'Goods came in from a supplier.' }) satisfies z.ZodType<StockReceived>;

/** Schema of {@link ReceiptSettled}. */
export const receiptSettledSchema = z
  .strictObject({
    type: z.literal('receipt.settled'),
    ...envelopeShape,
    document: identifierSchema.describe('The document line of the provisional fact.'),
    outcome: z.enum(['confirmed', 'rejected']).describe('Whether it stands or never was.'),
  })
  .meta({ id: 'ReceiptSettled', description: 'A provisional fact of the same document is confirmed as it stands, or rejected.' }) satisfies z.ZodType<ReceiptSettled>;
