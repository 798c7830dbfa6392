import * as z from 'zod';
import type { Grains } from '../quantity/index.js';
import { identifierSchema, requestSchema } from './identifier-schema.js';
import { instantSchema } from './time-schema.js';

/** Part of a line held at a place. */
export interface HeldAmount {
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly grains: Grains;
}

/** What every decision about an order line says. Amounts are whole grains of the item. A decision is made once and never decided again. */
export interface ReservationEnvelope {
  readonly item: string;
  readonly line: string;
  /** The version of the policy it was made under. */
  readonly policy: string;
  /** The request that led to it: scope and key. Absent for the sweep. */
  readonly request?: string | undefined;
}

/** The kinds of hold a line has goods under. */
export type HeldBucket = 'reserved' | 'allocated' | 'picked';

/** How many holds one decision may name. */
export const HOLDS_MAX = 10_000;

/** Schema of whole grains, of which there is at least one. */
export const wholeGrainsSchema = z.int().min(1) as unknown as z.ZodType<Grains>;
/** Schema of whole grains, none included. */
export const grainsOrNoneSchema = z.int().min(0) as unknown as z.ZodType<Grains>;

/** The members of every decision about a line. */
export const reservationShape = {
  item: identifierSchema.describe('The item, in canonical identifiers.'),
  line: identifierSchema.describe('The order line.'),
  policy: identifierSchema.describe('The version of the policy it was made under.'),
  request: requestSchema.optional().describe('The request that led to it: scope and key. Absent for the sweep.'),
};

/** Schema of {@link HeldAmount}. */
export const heldAmountSchema = z
  .strictObject({
    location: identifierSchema.describe('Where it is held.'),
    lot: identifierSchema.optional().describe('The lot it is bound to.'),
    serial: identifierSchema.optional().describe('The piece it is bound to.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
  })
  .meta({ id: 'HeldAmount', description: 'Part of a line held at a place.' }) satisfies z.ZodType<HeldAmount>;

/** Schema of the holds a decision names. */
export const holdsSchema = z.array(heldAmountSchema).max(HOLDS_MAX).describe('How much, by place.');
/** Schema of the end of a hold. */
export const holdEndSchema = instantSchema.describe('The instant at which the hold ends by itself.');

/** Schema of {@link HeldBucket}. */
export const heldBucketSchema = z.enum(['reserved', 'allocated', 'picked']);

/** The sum of some holds, for checks between members. */
export function heldSum(holds: readonly HeldAmount[]): number {
  return holds.reduce<number>((sum, hold) => sum + (hold.grains as number), 0);
}
