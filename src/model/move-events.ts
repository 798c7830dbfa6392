import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { placeSchema, type Place } from './place.js';
import { weightSchema } from './placed-quantity.js';
import { positiveQuantitySchema } from './quantity-schema.js';

/** Goods went from one place to another within a site, in one step. */
export interface StockMoved extends EventEnvelope {
  readonly type: 'stock.moved';
  readonly from: Place;
  readonly to: Place;
  readonly quantity: Quantity;
  readonly weight?: Quantity | undefined;
}

/** Goods changed condition where they are. What goods of a return became is a disposition, and told as such. */
export interface StockStateChanged extends EventEnvelope {
  readonly type: 'stock.stateChanged';
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly owner?: string | undefined;
  readonly fromState: string;
  readonly toState: string;
  readonly quantity: Quantity;
  readonly weight?: Quantity | undefined;
}

/** Schema of {@link StockMoved}. */
export const stockMovedSchema = z
  .strictObject({
    type: z.literal('stock.moved'),
    ...envelopeShape,
    from: placeSchema.describe('Where they were.'),
    to: placeSchema.describe('Where they are now.'),
    quantity: positiveQuantitySchema.describe('How much.'),
    weight: weightSchema,
  })
  .meta({ id: 'StockMoved', description: 'Goods went from one place to another within a site, in one step.' }) satisfies z.ZodType<StockMoved>;

/** Schema of {@link StockStateChanged}. */
export const stockStateChangedSchema = z
  .strictObject({
    type: z.literal('stock.stateChanged'),
    ...envelopeShape,
    location: identifierSchema.describe('Where they are.'),
    lot: identifierSchema.optional().describe('The lot, where it is known.'),
    serial: identifierSchema.optional().describe('The serial number, where it is known.'),
    owner: identifierSchema.optional().describe('Whose goods they are where they are not our own: a party reference.'),
    fromState: identifierSchema.describe('The condition they were in.'),
    toState: identifierSchema.describe('The condition they are in now.'),
    quantity: positiveQuantitySchema.describe('How much.'),
    weight: weightSchema,
  })
  .meta({ id: 'StockStateChanged', description: 'Goods changed condition where they are.' }) satisfies z.ZodType<StockStateChanged>;
