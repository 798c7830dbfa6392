import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { nonNegativeQuantitySchema, positiveQuantitySchema } from './quantity-schema.js';
import { instantSchema } from './time-schema.js';

/** How firm a line of planned supply is. */
export type SupplyClass = 'onOrder' | 'inTransit' | 'provisionalReceipt' | 'planned';

/** Goods are expected. A later statement about the same line replaces it. */
export interface SupplyScheduled extends EventEnvelope {
  readonly type: 'supply.scheduled';
  readonly supply: string;
  readonly class: SupplyClass;
  readonly location: string;
  readonly dueAt: string;
  readonly quantity: Quantity;
}

/** An expected line has another date, quantity, place or class. */
export interface SupplyChanged extends Omit<SupplyScheduled, 'type'> {
  readonly type: 'supply.changed';
}

/** An expected line will not come; what was received against it stands. */
export interface SupplyCancelled extends EventEnvelope {
  readonly type: 'supply.cancelled';
  readonly supply: string;
}

const supplySchema = identifierSchema.describe('The line of planned supply.');

const supplyShape = {
  ...envelopeShape,
  supply: supplySchema,
  class: z.enum(['onOrder', 'inTransit', 'provisionalReceipt', 'planned']).describe('How firm it is.'),
  location: identifierSchema.describe('Where it is expected.'),
  dueAt: instantSchema.describe('When it is expected.'),
};

/** Schema of {@link SupplyScheduled}. */
export const supplyScheduledSchema = z
  .strictObject({ type: z.literal('supply.scheduled'), ...supplyShape, quantity: positiveQuantitySchema.describe('How much is expected.') })
  .meta({ id: 'SupplyScheduled', description: 'Goods are expected. A later statement about the same line replaces it.' }) satisfies z.ZodType<SupplyScheduled>;

/** Schema of {@link SupplyChanged}. Zero is allowed: nothing more is expected, and the line stays known. */
export const supplyChangedSchema = z
  .strictObject({ type: z.literal('supply.changed'), ...supplyShape, quantity: nonNegativeQuantitySchema.describe('How much is expected in all; zero for nothing more.') })
  .meta({ id: 'SupplyChanged', description: 'An expected line has another date, quantity, place or class.' }) satisfies z.ZodType<SupplyChanged>;

/** Schema of {@link SupplyCancelled}. */
export const supplyCancelledSchema = z
  .strictObject({ type: z.literal('supply.cancelled'), ...envelopeShape, supply: supplySchema })
  .meta({ id: 'SupplyCancelled', description: 'An expected line will not come; what was received against it stands.' }) satisfies z.ZodType<SupplyCancelled>;
