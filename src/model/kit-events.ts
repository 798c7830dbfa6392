import * as z from 'zod';
import type { Grains } from '../quantity/index.js';
import { identifierSchema } from './identifier-schema.js';
import { grainsOrNoneSchema, reservationShape, wholeGrainsSchema, type ReservationEnvelope } from './reservation-envelope.js';
import { textSchema } from './text-schema.js';

/** One part of a kit: how many of its grains one grain of the kit takes, exactly, as the text of a ratio: `4`, `3/10`. */
export interface FrozenPart {
  readonly item: string;
  readonly perKit: string;
}

/**
 * Kits of the line are served by their parts from now on, each part by the line named `<line>/<part>`. The line's request shrinks by them. What the kit is made
 * of is frozen with the first such decision: a later change of the kit does not reach the line.
 */
export interface LineExploded extends ReservationEnvelope {
  readonly type: 'reservation.exploded';
  /** How many, in whole grains of the kit; none where only the parts are frozen. */
  readonly grains: Grains;
  readonly parts: readonly FrozenPart[];
}

/** Kits of the line are served by their parts no more, and are wanted as kits again. The line's request grows by them. */
export interface LineGathered extends ReservationEnvelope {
  readonly type: 'reservation.gathered';
  readonly grains: Grains;
}

/** How many parts a kit may come to, over all its levels. */
export const PARTS_MAX = 10_000;

const ratioSchema = textSchema((text) => text.length <= 200 && /^[1-9]\d*(?:\/[1-9]\d*)?$/.test(text), {
  id: 'PartRatio', rule: 'ratio', expected: 'a ratio above zero: 4, 3/10', pattern: '^[1-9][0-9]*(/[1-9][0-9]*)?$', maxLength: 200,
});

const frozenPartSchema = z
  .strictObject({
    item: identifierSchema.describe('The part.'),
    perKit: ratioSchema.describe('How many of its grains one grain of the kit takes, as the text of a ratio.'),
  })
  .meta({ id: 'FrozenPart', description: 'One part of a kit, as it was when the line was taken apart.' }) satisfies z.ZodType<FrozenPart>;

/** Schema of {@link LineExploded}. */
export const lineExplodedSchema = z
  .strictObject({
    type: z.literal('reservation.exploded'),
    ...reservationShape,
    grains: grainsOrNoneSchema.describe('How many kits are served by parts from now on, in whole grains of the kit; none where only the parts are frozen.'),
    parts: z.array(frozenPartSchema).min(1).max(PARTS_MAX).describe('What the kit is made of, over all its levels, each part once.'),
  })
  .meta({ id: 'LineExploded', description: 'Kits of the line are served by their parts from now on, each part by a line of its own.' }) satisfies z.ZodType<LineExploded>;

/** Schema of {@link LineGathered}. */
export const lineGatheredSchema = z
  .strictObject({ type: z.literal('reservation.gathered'), ...reservationShape, grains: wholeGrainsSchema.describe('How many kits, in whole grains of the kit.') })
  .meta({ id: 'LineGathered', description: 'Kits of the line are served by their parts no more, and are wanted as kits again.' }) satisfies z.ZodType<LineGathered>;
