import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { placedQuantityShape, type PlacedQuantity } from './placed-quantity.js';
import { positiveQuantitySchema } from './quantity-schema.js';
import { freeTextSchema } from './text-schema.js';

/** Goods came back from a customer. They are in `inspection` unless the event says otherwise. */
export interface StockReturned extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.returned';
  /** The line of the return. */
  readonly returnLine?: string | undefined;
}

/** A return may come. */
export interface ReturnAuthorized extends EventEnvelope {
  readonly type: 'return.authorized';
  readonly returnLine: string;
  readonly line?: string | undefined;
  readonly quantity: Quantity;
  readonly reason?: string | undefined;
}

/** Returned goods were looked at. */
export interface ReturnInspected extends EventEnvelope {
  readonly type: 'return.inspected';
  readonly returnLine: string;
  readonly quantity: Quantity;
  readonly finding?: string | undefined;
}

/** What a returned unit becomes. */
export type Disposition = 'restock' | 'damaged' | 'quarantine' | 'scrap' | 'returnToVendor';

/** Returned goods found their place. Only `restock` makes them sellable. */
export interface ReturnDispositioned extends EventEnvelope, PlacedQuantity {
  readonly type: 'return.dispositioned';
  readonly returnLine: string;
  readonly disposition: Disposition;
}

/**
 * The customer was credited for goods: before they came back, after, or without them ever coming. It says nothing of money and moves no stock.
 */
export interface ReturnCredited extends EventEnvelope {
  readonly type: 'return.credited';
  readonly returnLine: string;
  readonly line?: string | undefined;
  readonly quantity: Quantity;
  readonly reason?: string | undefined;
}

/** Nothing more is expected of a return. */
export interface ReturnClosed extends EventEnvelope {
  readonly type: 'return.closed';
  readonly returnLine: string;
}

const returnLineSchema = identifierSchema.describe('The line of the return.');

/** Schema of {@link StockReturned}. */
export const stockReturnedSchema = z
  .strictObject({
    type: z.literal('stock.returned'),
    ...envelopeShape,
    ...placedQuantityShape('inspection'),
    returnLine: returnLineSchema.optional().describe('The line of the return.'),
  })
  .meta({ id: 'StockReturned', description: 'Goods came back from a customer.' }) satisfies z.ZodType<StockReturned>;

/** Schema of {@link ReturnAuthorized}. */
export const returnAuthorizedSchema = z
  .strictObject({
    type: z.literal('return.authorized'),
    ...envelopeShape,
    returnLine: returnLineSchema,
    line: identifierSchema.optional().describe('The order line they were sold on.'),
    quantity: positiveQuantitySchema.describe('How much may come.'),
    reason: freeTextSchema.optional().describe('Why.'),
  })
  .meta({ id: 'ReturnAuthorized', description: 'A return may come.' }) satisfies z.ZodType<ReturnAuthorized>;

/** Schema of {@link ReturnInspected}. */
export const returnInspectedSchema = z
  .strictObject({
    type: z.literal('return.inspected'),
    ...envelopeShape,
    returnLine: returnLineSchema,
    quantity: positiveQuantitySchema.describe('How much was looked at.'),
    finding: freeTextSchema.optional().describe('What was found.'),
  })
  .meta({ id: 'ReturnInspected', description: 'Returned goods were looked at.' }) satisfies z.ZodType<ReturnInspected>;

/** Schema of {@link ReturnDispositioned}. */
export const returnDispositionedSchema = z
  .strictObject({
    type: z.literal('return.dispositioned'),
    ...envelopeShape,
    ...placedQuantityShape('inspection'),
    returnLine: returnLineSchema,
    disposition: z.enum(['restock', 'damaged', 'quarantine', 'scrap', 'returnToVendor']).describe('What they become. Only `restock` makes them sellable.'),
  })
  .meta({ id: 'ReturnDispositioned', description: 'Returned goods found their place. The place and condition are those they are taken from.' }) satisfies z.ZodType<ReturnDispositioned>;

/** Schema of {@link ReturnCredited}. */
export const returnCreditedSchema = z
  .strictObject({
    type: z.literal('return.credited'),
    ...envelopeShape,
    returnLine: returnLineSchema,
    line: identifierSchema.optional().describe('The order line they were sold on.'),
    quantity: positiveQuantitySchema.describe('How much was credited. Goods need not have come, or come at all.'),
    reason: freeTextSchema.optional().describe('Why.'),
  })
  .meta({ id: 'ReturnCredited', description: 'The customer was credited for goods. It says nothing of money and moves no stock.' }) satisfies z.ZodType<ReturnCredited>;

/** Schema of {@link ReturnClosed}. */
export const returnClosedSchema = z
  .strictObject({ type: z.literal('return.closed'), ...envelopeShape, returnLine: returnLineSchema })
  .meta({ id: 'ReturnClosed', description: 'Nothing more is expected of a return.' }) satisfies z.ZodType<ReturnClosed>;
