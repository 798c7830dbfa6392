import * as z from 'zod';
import type { Grains } from '../quantity/index.js';
import { crossFieldRule } from './cross-field-rule.js';
import { identifierSchema } from './identifier-schema.js';
import {
  heldBucketSchema, heldSum, holdEndSchema, holdsSchema, reservationShape, wholeGrainsSchema, type HeldAmount, type HeldBucket, type ReservationEnvelope,
} from './reservation-envelope.js';
import { instantSchema } from './time-schema.js';

/** More is wanted of a line than before: so much more, backordered until held. Less is told as cancelled. */
export interface LineAmended extends ReservationEnvelope {
  readonly type: 'reservation.amended';
  readonly added: Grains;
}

/**
 * Held goods are held otherwise: at another place, bound to another lot or piece, freed of their binding, or put back after a pick. What goes in is as
 * much as what comes out.
 */
export interface LineMoved extends ReservationEnvelope {
  readonly type: 'reservation.moved';
  readonly from: HeldBucket;
  readonly to: HeldBucket;
  readonly out: readonly HeldAmount[];
  readonly into: readonly HeldAmount[];
  /** The end of the soft holds, where goods become softly held. */
  readonly expiresAt?: string | undefined;
}

/** Goods held for a line are held no more, and are still wanted: they were not where they should have been, or others need them more. */
export interface LineBackordered extends ReservationEnvelope {
  readonly type: 'reservation.backordered';
  readonly from: HeldBucket;
  readonly holds: readonly HeldAmount[];
}

/** A line of some item. */
export interface LineReference {
  readonly item: string;
  readonly line: string;
}

/** Part of a line is carried by another line from now on: a split, a merge, or a substitute. The line's request shrinks by it. */
export interface LineReassigned extends ReservationEnvelope {
  readonly type: 'reservation.reassigned';
  readonly from: 'backordered' | HeldBucket;
  readonly grains: Grains;
  /** Where it was held; empty for backordered quantity. The amounts sum to `grains`. */
  readonly holds: readonly HeldAmount[];
  readonly to: LineReference;
}

/** A line carries part of another from now on. Its request grows by it; it is opened if it was unknown. */
export interface LineAssigned extends ReservationEnvelope {
  readonly type: 'reservation.assigned';
  readonly to: 'backordered' | HeldBucket;
  readonly grains: Grains;
  readonly holds: readonly HeldAmount[];
  readonly of: LineReference;
  readonly channel?: string | undefined;
  /** The customer account of the line it came from. */
  readonly account?: string | undefined;
  /** RFC 3339 instant at which the line it came from is wanted. */
  readonly requestedFor?: string | undefined;
  /** The end of the line's soft holds from now on. */
  readonly expiresAt?: string | undefined;
}

const bucketSchema = z.enum(['backordered', 'reserved', 'allocated', 'picked']);
const referenceSchema = z.strictObject({
  item: identifierSchema.describe('The item, in canonical identifiers.'),
  line: identifierSchema.describe('The order line.'),
});

const nothingHeld = { path: ['holds'], ...crossFieldRule('not_held', 'no holds for a backordered quantity') };
const sumsUp = { path: ['holds'], ...crossFieldRule('sum', 'holds that sum to the grains') };

/** Schema of {@link LineAmended}. */
export const lineAmendedSchema = z
  .strictObject({ type: z.literal('reservation.amended'), ...reservationShape, added: wholeGrainsSchema.describe('How much more is wanted, in whole grains of the item.') })
  .meta({ id: 'LineAmended', description: 'More is wanted of a line than before.' }) satisfies z.ZodType<LineAmended>;

/** Schema of {@link LineMoved}. */
export const lineMovedSchema = z
  .strictObject({
    type: z.literal('reservation.moved'),
    ...reservationShape,
    from: heldBucketSchema.describe('The kind of hold it was.'),
    to: heldBucketSchema.describe('The kind of hold it is.'),
    out: holdsSchema.describe('Where it was held.'),
    into: holdsSchema.describe('Where it is held. The amounts sum to those of `out`.'),
    expiresAt: holdEndSchema.optional(),
  })
  .refine(({ out, into }) => heldSum(out) === heldSum(into), { path: ['into'], ...crossFieldRule('sum', 'as much as comes out') })
  .meta({ id: 'LineMoved', description: 'Held goods are held otherwise: elsewhere, bound to other goods, freed, or put back.' }) satisfies z.ZodType<LineMoved>;

/** Schema of {@link LineBackordered}. */
export const lineBackorderedSchema = z
  .strictObject({ type: z.literal('reservation.backordered'), ...reservationShape, from: heldBucketSchema.describe('The kind of hold that ended.'), holds: holdsSchema })
  .meta({ id: 'LineBackordered', description: 'Goods held for a line are held no more, and are still wanted.' }) satisfies z.ZodType<LineBackordered>;

/** Schema of {@link LineReassigned}. */
export const lineReassignedSchema = z
  .strictObject({
    type: z.literal('reservation.reassigned'),
    ...reservationShape,
    from: bucketSchema.describe('What it was before.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
    holds: holdsSchema,
    to: referenceSchema.describe('The line that carries it now.'),
  })
  .refine(({ from, holds }) => from !== 'backordered' || holds.length === 0, nothingHeld)
  .refine(({ from, grains, holds }) => from === 'backordered' || heldSum(holds) === grains, sumsUp)
  .meta({ id: 'LineReassigned', description: 'Part of a line is carried by another line from now on.' }) satisfies z.ZodType<LineReassigned>;

/** Schema of {@link LineAssigned}. */
export const lineAssignedSchema = z
  .strictObject({
    type: z.literal('reservation.assigned'),
    ...reservationShape,
    to: bucketSchema.describe('What it is on this line.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
    holds: holdsSchema,
    of: referenceSchema.describe('The line that carried it before.'),
    channel: identifierSchema.optional().describe('The channel that asked.'),
    account: identifierSchema.optional().describe('The customer account of the line it came from.'),
    requestedFor: instantSchema.optional().describe('When the line it came from is wanted.'),
    expiresAt: holdEndSchema.optional(),
  })
  .refine(({ to, holds }) => to !== 'backordered' || holds.length === 0, nothingHeld)
  .refine(({ to, grains, holds }) => to === 'backordered' || heldSum(holds) === grains, sumsUp)
  .meta({ id: 'LineAssigned', description: 'A line carries part of another from now on.' }) satisfies z.ZodType<LineAssigned>;
