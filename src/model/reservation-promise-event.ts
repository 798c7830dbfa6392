import * as z from 'zod';
import type { Grains } from '../quantity/index.js';
import { identifierSchema } from './identifier-schema.js';
import { HOLDS_MAX, reservationShape, wholeGrainsSchema, type ReservationEnvelope } from './reservation-envelope.js';
import { instantSchema } from './time-schema.js';

/** Part of a line promised from a place for an instant. */
export interface PromisedAmount {
  readonly location: string;
  /** RFC 3339 instant at which it is to be taken from stock there. */
  readonly pickAt: string;
  readonly grains: Grains;
}

/** What is backordered of a line was promised: where it comes from and when. Replaces what was promised of it before; what is held afterwards at those places uses it up. */
export interface LinePromised extends ReservationEnvelope {
  readonly type: 'reservation.promised';
  /** The version of the rules of promising. */
  readonly rules: string;
  /** RFC 3339 instant at which it is wanted. */
  readonly requestedFor: string;
  readonly shipments: readonly PromisedAmount[];
}

const promisedAmountSchema = z
  .strictObject({
    location: identifierSchema.describe('Where it comes from.'),
    pickAt: instantSchema.describe('When it is to be taken from stock there.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
  })
  .meta({ id: 'PromisedAmount', description: 'Part of a line promised from a place for an instant.' }) satisfies z.ZodType<PromisedAmount>;

/** Schema of {@link LinePromised}. */
export const linePromisedSchema = z
  .strictObject({
    type: z.literal('reservation.promised'),
    ...reservationShape,
    rules: identifierSchema.describe('The version of the rules of promising.'),
    requestedFor: instantSchema.describe('When it is wanted.'),
    shipments: z.array(promisedAmountSchema).min(1).max(HOLDS_MAX).describe('How much, by place and instant.'),
  })
  .meta({ id: 'LinePromised', description: 'What is backordered of a line was promised: where it comes from and when. Replaces what was promised before.' }) satisfies z.ZodType<LinePromised>;
