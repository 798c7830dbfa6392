import * as z from 'zod';
import { identifierSchema } from './identifier-schema.js';
import { SELLABLE } from './stock-state.js';

/** Where goods are and in which condition: everything of a position but the item. */
export interface Place {
  readonly location: string;
  /** Condition of the goods. Default `sellable`. */
  readonly state?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  /** Whose goods they are where they are not our own: a party reference. */
  readonly owner?: string | undefined;
}

/** The full key under which a quantity is kept. */
export interface Position extends Place {
  readonly item: string;
  readonly state: string;
}

/** The schemas of a {@link Place}'s members. */
export interface PlaceShape {
  location: z.ZodString;
  state: z.ZodOptional<z.ZodString>;
  lot: z.ZodOptional<z.ZodString>;
  serial: z.ZodOptional<z.ZodString>;
  owner: z.ZodOptional<z.ZodString>;
}

/** The members of a {@link Place}, to spread into a schema. `state` is what the goods' condition is where the record does not say. */
export function placeShape(state: string): PlaceShape {
  return {
    location: identifierSchema.describe('The location, in canonical identifiers or those of the source\u2019s system.'),
    state: identifierSchema.optional().describe('Condition of the goods.').meta({ default: state }),
    lot: identifierSchema.optional().describe('The lot, where it is known.'),
    serial: identifierSchema.optional().describe('The serial number, where it is known.'),
    owner: identifierSchema.optional().describe('Whose goods they are where they are not our own: a party reference.'),
  };
}

/** Schema of {@link Place}. */
export const placeSchema = z
  .strictObject(placeShape(SELLABLE))
  .meta({ id: 'Place', description: 'Where goods are and in which condition.' }) satisfies z.ZodType<Place>;
