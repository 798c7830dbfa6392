import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { crossFieldRule } from './cross-field-rule.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { positiveQuantitySchema, signedQuantitySchema } from './quantity-schema.js';
import { instantSchema } from './time-schema.js';

/** An order was placed elsewhere: a fact. The line begins backordered; reserving it is a decision of its own. */
export interface OrderPlaced extends EventEnvelope {
  readonly type: 'order.placed';
  readonly line: string;
  readonly channel?: string | undefined;
  /** The customer account it is for, as an opaque identifier. */
  readonly account?: string | undefined;
  readonly location?: string | undefined;
  readonly quantity: Quantity;
  readonly requestedFor?: string | undefined;
}

/** An order line, or part of it, was cancelled elsewhere. Without a quantity: all that was still open. */
export interface OrderCancelled extends EventEnvelope {
  readonly type: 'order.cancelled';
  readonly line: string;
  readonly quantity?: Quantity | undefined;
}

/** Another system says what it has done with an order line: allocated or picked. */
export interface ClaimReported extends EventEnvelope {
  readonly type: 'claim.reported';
  readonly line: string;
  readonly measure: 'allocated' | 'picked';
  /** `delta`: summed by id; `cumulative`: the latest in source order stands. */
  readonly mode: 'delta' | 'cumulative';
  readonly location: string;
  readonly quantity: Quantity;
}

const lineSchema = identifierSchema.describe('The order line.');

/** Schema of {@link OrderPlaced}. */
export const orderPlacedSchema = z
  .strictObject({
    type: z.literal('order.placed'),
    ...envelopeShape,
    line: lineSchema,
    channel: identifierSchema.optional().describe('The channel it was placed in.'),
    account: identifierSchema.optional().describe('The customer account it is for, as an opaque identifier.'),
    location: identifierSchema.optional().describe('The location it is to be served from, if the other system said so.'),
    quantity: positiveQuantitySchema.describe('How much was ordered.'),
    requestedFor: instantSchema.optional().describe('When it is wanted.'),
  })
  .meta({ id: 'OrderPlaced', description: 'An order was placed elsewhere. The line begins backordered.' }) satisfies z.ZodType<OrderPlaced>;

/** Schema of {@link OrderCancelled}. */
export const orderCancelledSchema = z
  .strictObject({
    type: z.literal('order.cancelled'),
    ...envelopeShape,
    line: lineSchema,
    quantity: positiveQuantitySchema.optional().describe('How much was cancelled. Default: all that was still open.'),
  })
  .meta({ id: 'OrderCancelled', description: 'An order line, or part of it, was cancelled elsewhere.' }) satisfies z.ZodType<OrderCancelled>;

/** Schema of {@link ClaimReported}. A change of zero says nothing and is refused; a total is never below zero. */
export const claimReportedSchema = z
  .strictObject({
    type: z.literal('claim.reported'),
    ...envelopeShape,
    line: lineSchema,
    measure: z.enum(['allocated', 'picked']).describe('What it has done.'),
    mode: z.enum(['delta', 'cumulative']).describe('`delta`: a change, summed by id; `cumulative`: a total, of which the latest in source order stands.'),
    location: identifierSchema.describe('Where.'),
    quantity: signedQuantitySchema.describe('A change of either sign and not zero, or a total of zero or more.'),
  })
  .refine(({ mode, quantity }) => mode === 'cumulative' || quantity.amount !== '0', {
    path: ['quantity', 'amount'], ...crossFieldRule('not_zero', 'an amount other than zero where the mode is "delta"'),
  })
  .refine(({ mode, quantity }) => mode === 'delta' || !quantity.amount.startsWith('-'), {
    path: ['quantity', 'amount'], ...crossFieldRule('amount', 'a decimal text of zero or more where the mode is "cumulative"'),
  })
  .meta({ id: 'ClaimReported', description: 'Another system says what it has done with an order line.' }) satisfies z.ZodType<ClaimReported>;
