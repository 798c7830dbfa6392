import * as z from 'zod';
import type { Grains } from '../quantity/index.js';
import { crossFieldRule } from './cross-field-rule.js';
import { identifierSchema } from './identifier-schema.js';
import { lineExplodedSchema, lineGatheredSchema, type LineExploded, type LineGathered } from './kit-events.js';
import {
  lineAmendedSchema, lineAssignedSchema, lineBackorderedSchema, lineMovedSchema, lineReassignedSchema, type LineAmended, type LineAssigned, type LineBackordered, type LineMoved,
  type LineReassigned,
} from './reservation-change-events.js';
import {
  grainsOrNoneSchema, heldAmountSchema, heldSum, holdEndSchema, HOLDS_MAX, holdsSchema, reservationShape, wholeGrainsSchema, type HeldAmount, type ReservationEnvelope,
} from './reservation-envelope.js';
import { linePromisedSchema, type LinePromised } from './reservation-promise-event.js';
import { instantSchema } from './time-schema.js';

/** A line was opened: all of it is backordered until held. */
export interface LineOpened extends ReservationEnvelope {
  readonly type: 'reservation.opened';
  readonly channel?: string | undefined;
  /** The customer account it is for, as an opaque identifier. */
  readonly account?: string | undefined;
  readonly requested: Grains;
  /** RFC 3339 instant at which it is wanted. Absent for as soon as possible. */
  readonly requestedFor?: string | undefined;
}

/** Backordered quantity became held. */
export interface LineReserved extends ReservationEnvelope {
  readonly type: 'reservation.reserved';
  readonly holds: readonly HeldAmount[];
  /** RFC 3339 instant at which the hold ends by itself. */
  readonly expiresAt?: string | undefined;
}

/** The end of the line's soft holds was moved. */
export interface LineExtended extends ReservationEnvelope {
  readonly type: 'reservation.extended';
  readonly expiresAt?: string | undefined;
}

/** Soft holds became bound to a place, lot or serial. */
export interface LineAllocated extends ReservationEnvelope {
  readonly type: 'reservation.allocated';
  /** The place of the soft hold it was taken from. */
  readonly from: string;
  readonly holds: readonly HeldAmount[];
}

/** Held goods were taken from their place for this line. They are still on hand. */
export interface LinePicked extends ReservationEnvelope {
  readonly type: 'reservation.picked';
  readonly from: 'reserved' | 'allocated';
  readonly holds: readonly HeldAmount[];
}

/** Holds were given up; that part of the line is done. */
export interface LineReleased extends ReservationEnvelope {
  readonly type: 'reservation.released';
  readonly from: 'reserved' | 'allocated' | 'picked';
  readonly holds: readonly HeldAmount[];
}

/** That much of the line is no longer wanted. */
export interface LineCancelled extends ReservationEnvelope {
  readonly type: 'reservation.cancelled';
  readonly from: 'backordered' | 'reserved' | 'allocated' | 'picked';
  readonly grains: Grains;
  /** Where it was held; empty for backordered quantity. The amounts sum to `grains`. */
  readonly holds: readonly HeldAmount[];
}

/** The line's soft holds ran out at that instant. What expired is what was left of them then. */
export interface HoldLapsed extends ReservationEnvelope {
  readonly type: 'reservation.lapsed';
  readonly expiresAt: string;
}

/** Every decision about an order line. */
export type ReservationEvent =
  | LineOpened | LineAmended | LineReserved | LineExtended | LineAllocated | LineMoved | LinePicked | LineBackordered | LineReleased | LineCancelled | LineReassigned | LineAssigned
  | LinePromised | LineExploded | LineGathered | HoldLapsed;

/** The name of a decision about an order line. */
export type ReservationEventType = ReservationEvent['type'];

/** Schema of {@link LineOpened}. */
export const lineOpenedSchema = z
  .strictObject({
    type: z.literal('reservation.opened'),
    ...reservationShape,
    channel: identifierSchema.optional().describe('The channel that asked.'),
    account: identifierSchema.optional().describe('The customer account it is for, as an opaque identifier.'),
    requested: grainsOrNoneSchema.describe('How much was asked for, in whole grains of the item.'),
    requestedFor: instantSchema.optional().describe('When it is wanted. Absent for as soon as possible.'),
  })
  .meta({ id: 'LineOpened', description: 'A line was opened: all of it is backordered until held.' }) satisfies z.ZodType<LineOpened>;

/** Schema of {@link LineReserved}. */
export const lineReservedSchema = z
  .strictObject({ type: z.literal('reservation.reserved'), ...reservationShape, holds: holdsSchema, expiresAt: holdEndSchema.optional() })
  .meta({ id: 'LineReserved', description: 'Backordered quantity became held.' }) satisfies z.ZodType<LineReserved>;

/** Schema of {@link LineExtended}. */
export const lineExtendedSchema = z
  .strictObject({ type: z.literal('reservation.extended'), ...reservationShape, expiresAt: holdEndSchema.optional() })
  .meta({ id: 'LineExtended', description: 'The end of the line’s soft holds was moved.' }) satisfies z.ZodType<LineExtended>;

/** Schema of {@link LineAllocated}. */
export const lineAllocatedSchema = z
  .strictObject({
    type: z.literal('reservation.allocated'),
    ...reservationShape,
    from: identifierSchema.describe('The place of the soft hold it was taken from.'),
    holds: holdsSchema,
  })
  .meta({ id: 'LineAllocated', description: 'Soft holds became bound to a place, lot or serial.' }) satisfies z.ZodType<LineAllocated>;

/** Schema of {@link LinePicked}. */
export const linePickedSchema = z
  .strictObject({
    type: z.literal('reservation.picked'),
    ...reservationShape,
    from: z.enum(['reserved', 'allocated']).describe('The kind of hold it was taken from.'),
    holds: holdsSchema,
  })
  .meta({ id: 'LinePicked', description: 'Held goods were taken from their place for this line. They are still on hand.' }) satisfies z.ZodType<LinePicked>;

/** Schema of {@link LineReleased}. */
export const lineReleasedSchema = z
  .strictObject({
    type: z.literal('reservation.released'),
    ...reservationShape,
    from: z.enum(['reserved', 'allocated', 'picked']).describe('The kind of hold that was given up.'),
    holds: holdsSchema,
  })
  .meta({ id: 'LineReleased', description: 'Holds were given up; that part of the line is done.' }) satisfies z.ZodType<LineReleased>;

/** Schema of {@link LineCancelled}. */
export const lineCancelledSchema = z
  .strictObject({
    type: z.literal('reservation.cancelled'),
    ...reservationShape,
    from: z.enum(['backordered', 'reserved', 'allocated', 'picked']).describe('What it was before.'),
    grains: wholeGrainsSchema.describe('How much, in whole grains of the item.'),
    holds: z.array(heldAmountSchema).max(HOLDS_MAX).describe('Where it was held; empty for backordered quantity. The amounts sum to `grains`.'),
  })
  .refine(({ from, holds }) => from !== 'backordered' || holds.length === 0, {
    path: ['holds'], ...crossFieldRule('not_held', 'no holds for a backordered quantity'),
  })
  .refine(({ from, grains, holds }) => from === 'backordered' || heldSum(holds) === grains, {
    path: ['holds'], ...crossFieldRule('sum', 'holds that sum to the grains'),
  })
  .meta({ id: 'LineCancelled', description: 'That much of the line is no longer wanted.' }) satisfies z.ZodType<LineCancelled>;

/** Schema of {@link HoldLapsed}. */
export const holdLapsedSchema = z
  .strictObject({ type: z.literal('reservation.lapsed'), ...reservationShape, expiresAt: holdEndSchema })
  .meta({ id: 'HoldLapsed', description: 'The line’s soft holds ran out at that instant.' }) satisfies z.ZodType<HoldLapsed>;

/** The schema of each decision by its name. */
export const RESERVATION_EVENT_SCHEMAS = {
  'reservation.opened': lineOpenedSchema,
  'reservation.amended': lineAmendedSchema,
  'reservation.reserved': lineReservedSchema,
  'reservation.extended': lineExtendedSchema,
  'reservation.allocated': lineAllocatedSchema,
  'reservation.moved': lineMovedSchema,
  'reservation.picked': linePickedSchema,
  'reservation.backordered': lineBackorderedSchema,
  'reservation.released': lineReleasedSchema,
  'reservation.cancelled': lineCancelledSchema,
  'reservation.reassigned': lineReassignedSchema,
  'reservation.assigned': lineAssignedSchema,
  'reservation.promised': linePromisedSchema,
  'reservation.exploded': lineExplodedSchema,
  'reservation.gathered': lineGatheredSchema,
  'reservation.lapsed': holdLapsedSchema,
} as const satisfies { readonly [Type in ReservationEventType]: z.ZodType<Extract<ReservationEvent, { type: Type }>> };

/** The names of all decisions about order lines, in the order of the reference. */
export const RESERVATION_EVENT_TYPES = Object.keys(RESERVATION_EVENT_SCHEMAS) as readonly ReservationEventType[];

/** Schema of every decision about an order line, told apart by `type`. */
export const reservationEventSchema = z
  .discriminatedUnion('type', [
    lineOpenedSchema, lineAmendedSchema, lineReservedSchema, lineExtendedSchema, lineAllocatedSchema, lineMovedSchema, linePickedSchema, lineBackorderedSchema,
    lineReleasedSchema, lineCancelledSchema, lineReassignedSchema, lineAssignedSchema, linePromisedSchema, lineExplodedSchema, lineGatheredSchema, holdLapsedSchema,
  ])
  .meta({ id: 'ReservationEvent', description: 'Every decision about an order line.' }) satisfies z.ZodType<ReservationEvent>;
