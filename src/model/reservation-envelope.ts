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
  /** What facts had used of the line when it was decided; absent for nothing. Facts told later do not change what the decision took effect on. */
  readonly used?: readonly UsedAmount[] | undefined;
}

/** The kinds of hold a line has goods under. */
export type HeldBucket = 'reserved' | 'allocated' | 'picked';

/** A part of a line: held at a place, or not held. */
export interface LineSpot {
  readonly bucket: 'backordered' | HeldBucket | 'shipped' | 'released' | 'expired' | 'cancelled';
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
}

/**
 * What told of a use: others' allocations, picks, shipments and cancellations; or that something told was taken back which a decision had rested on
 * (`shortfall`).
 */
export type UsedBy = 'allocated' | 'picked' | 'shipped' | 'cancelled' | 'shortfall';

/** How much of one part of a line became another part because of facts. */
export interface UsedAmount {
  readonly by: UsedBy;
  /** Where it happened, as told; absent for cancellations and shortfalls. */
  readonly at?: string | undefined;
  readonly from: LineSpot;
  readonly to: LineSpot;
  readonly grains: Grains;
}

/** How many holds one decision may name. */
export const HOLDS_MAX = 10_000;

/** Schema of whole grains, of which there is at least one. */
export const wholeGrainsSchema = z.int().min(1) as unknown as z.ZodType<Grains>;
/** Schema of whole grains, none included. */
export const grainsOrNoneSchema = z.int().min(0) as unknown as z.ZodType<Grains>;

/** How many uses one decision may name. */
const USED_MAX = 100_000;

const spotSchema = z
  .strictObject({
    bucket: z.enum(['backordered', 'reserved', 'allocated', 'picked', 'shipped', 'released', 'expired', 'cancelled']).describe('Which part of the line.'),
    location: identifierSchema.optional().describe('Where it is held, if it is.'),
    lot: identifierSchema.optional().describe('The lot it is bound to.'),
    serial: identifierSchema.optional().describe('The piece it is bound to.'),
  })
  .meta({ id: 'LineSpot', description: 'A part of a line: held at a place, or not held.' }) satisfies z.ZodType<LineSpot>;

const usedAmountSchema = z
  .strictObject({
    by: z.enum(['allocated', 'picked', 'shipped', 'cancelled', 'shortfall']).describe('What told of it.'),
    at: identifierSchema.optional().describe('Where it happened, as told; absent for cancellations and shortfalls.'),
    from: spotSchema.describe('What it was.'),
    to: spotSchema.describe('What it became.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
  })
  .meta({ id: 'UsedAmount', description: 'How much of one part of a line became another part because of facts.' }) satisfies z.ZodType<UsedAmount>;

/** The members of every decision about a line. */
export const reservationShape = {
  item: identifierSchema.describe('The item, in canonical identifiers.'),
  line: identifierSchema.describe('The order line.'),
  policy: identifierSchema.describe('The version of the policy it was made under.'),
  request: requestSchema.optional().describe('The request that led to it: scope and key. Absent for the sweep.'),
  used: z.array(usedAmountSchema).max(USED_MAX).optional().describe('What facts had used of the line when it was decided, if anything.'),
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
