import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { placeSchema, type Place } from './place.js';
import { placedQuantityShape, type PlacedQuantity } from './placed-quantity.js';
import { positiveQuantitySchema } from './quantity-schema.js';
import { freeTextSchema } from './text-schema.js';

/** Goods left one of our places for another. */
export interface TransferDispatched extends EventEnvelope {
  readonly type: 'transfer.dispatched';
  /** The transfer line. */
  readonly transfer: string;
  readonly from: Place;
  readonly to: string;
  readonly quantity: Quantity;
}

/** Goods of a transfer arrived. */
export interface TransferReceived extends EventEnvelope, PlacedQuantity {
  readonly type: 'transfer.received';
  readonly transfer: string;
}

/** Goods of a transfer were refused at the door. They stay there, `quarantined` unless the event says otherwise, until restocked or returned. */
export interface TransferRejected extends EventEnvelope, PlacedQuantity {
  readonly type: 'transfer.rejected';
  readonly transfer: string;
  readonly reason?: string | undefined;
}

/** Goods of a transfer will not arrive. */
export interface TransferLost extends EventEnvelope {
  readonly type: 'transfer.lost';
  readonly transfer: string;
  readonly quantity: Quantity;
  readonly lot?: string | undefined;
  readonly owner?: string | undefined;
}

const transferSchema = identifierSchema.describe('The transfer line.');

/** Schema of {@link TransferDispatched}. */
export const transferDispatchedSchema = z
  .strictObject({
    type: z.literal('transfer.dispatched'),
    ...envelopeShape,
    transfer: transferSchema,
    from: placeSchema.describe('Where they left.'),
    to: identifierSchema.describe('The location they are bound for.'),
    quantity: positiveQuantitySchema.describe('How much.'),
  })
  .meta({ id: 'TransferDispatched', description: 'Goods left one of our places for another.' }) satisfies z.ZodType<TransferDispatched>;

/** Schema of {@link TransferReceived}. */
export const transferReceivedSchema = z
  .strictObject({ type: z.literal('transfer.received'), ...envelopeShape, ...placedQuantityShape(), transfer: transferSchema })
  .meta({ id: 'TransferReceived', description: 'Goods of a transfer arrived.' }) satisfies z.ZodType<TransferReceived>;

/** Schema of {@link TransferRejected}. */
export const transferRejectedSchema = z
  .strictObject({
    type: z.literal('transfer.rejected'),
    ...envelopeShape,
    ...placedQuantityShape('quarantined'),
    transfer: transferSchema,
    reason: freeTextSchema.optional().describe('Why.'),
  })
  .meta({ id: 'TransferRejected', description: 'Goods of a transfer were refused at the door. They stay there until restocked or returned.' }) satisfies z.ZodType<TransferRejected>;

/** Schema of {@link TransferLost}. */
export const transferLostSchema = z
  .strictObject({
    type: z.literal('transfer.lost'),
    ...envelopeShape,
    transfer: transferSchema,
    quantity: positiveQuantitySchema.describe('How much.'),
    lot: identifierSchema.optional().describe('The lot, where it is known.'),
    owner: identifierSchema.optional().describe('Whose goods they are where they are not our own: a party reference.'),
  })
  .meta({ id: 'TransferLost', description: 'Goods of a transfer will not arrive.' }) satisfies z.ZodType<TransferLost>;
