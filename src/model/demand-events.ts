import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { nonNegativeQuantitySchema, positiveQuantitySchema } from './quantity-schema.js';
import { instantSchema } from './time-schema.js';

/** How firm a line of planned demand is. */
export type DemandClass = 'confirmed' | 'forecast';

/** Goods will be wanted. A later statement about the same line replaces it. */
export interface DemandScheduled extends EventEnvelope {
  readonly type: 'demand.scheduled';
  readonly demand: string;
  readonly class: DemandClass;
  readonly location: string;
  readonly channel?: string | undefined;
  readonly dueAt: string;
  readonly quantity: Quantity;
}

/** A wanted line has another date, quantity, place or class. */
export interface DemandChanged extends Omit<DemandScheduled, 'type'> {
  readonly type: 'demand.changed';
}

/** A line is no longer wanted. */
export interface DemandCancelled extends EventEnvelope {
  readonly type: 'demand.cancelled';
  readonly demand: string;
}

const demandSchema = identifierSchema.describe('The line of planned demand.');

const demandShape = {
  ...envelopeShape,
  demand: demandSchema,
  class: z.enum(['confirmed', 'forecast']).describe('How firm it is.'),
  location: identifierSchema.describe('Where it is wanted.'),
  channel: identifierSchema.optional().describe('The channel that wants it.'),
  dueAt: instantSchema.describe('When it is wanted.'),
};

/** Schema of {@link DemandScheduled}. */
export const demandScheduledSchema = z
  .strictObject({ type: z.literal('demand.scheduled'), ...demandShape, quantity: positiveQuantitySchema.describe('How much is wanted.') })
  .meta({ id: 'DemandScheduled', description: 'Goods will be wanted. A later statement about the same line replaces it.' }) satisfies z.ZodType<DemandScheduled>;

/** Schema of {@link DemandChanged}. Zero is allowed: nothing more is wanted, and the line stays known. */
export const demandChangedSchema = z
  .strictObject({ type: z.literal('demand.changed'), ...demandShape, quantity: nonNegativeQuantitySchema.describe('How much is wanted in all; zero for nothing more.') })
  .meta({ id: 'DemandChanged', description: 'A wanted line has another date, quantity, place or class.' }) satisfies z.ZodType<DemandChanged>;

/** Schema of {@link DemandCancelled}. */
export const demandCancelledSchema = z
  .strictObject({ type: z.literal('demand.cancelled'), ...envelopeShape, demand: demandSchema })
  .meta({ id: 'DemandCancelled', description: 'A line is no longer wanted.' }) satisfies z.ZodType<DemandCancelled>;
