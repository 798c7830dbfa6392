import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { placeShape, type Place, type PlaceShape } from './place.js';
import { nonNegativeQuantitySchema, positiveQuantitySchema } from './quantity-schema.js';
import { SELLABLE } from './stock-state.js';

/** A quantity of the item at a place. */
export interface PlacedQuantity extends Place {
  readonly quantity: Quantity;
  /** The second balance of a catch-weight item. */
  readonly weight?: Quantity | undefined;
}

/** The second balance of a movement of catch-weight goods. */
export const weightSchema = positiveQuantitySchema.optional().describe('The second balance of a catch-weight item.');

/** The schemas of a {@link PlacedQuantity}'s members. */
export interface PlacedQuantityShape extends PlaceShape {
  quantity: typeof positiveQuantitySchema;
  weight: z.ZodOptional<typeof positiveQuantitySchema>;
}

/** The members of a {@link PlacedQuantity} above zero, to spread into a schema. `state` is what the goods' condition is where the event does not say. */
export function placedQuantityShape(state: string = SELLABLE): PlacedQuantityShape {
  return { ...placeShape(state), quantity: positiveQuantitySchema.describe('How much.'), weight: weightSchema };
}

/** Schema of a {@link PlacedQuantity} that may be zero: a balance. */
export const placedBalanceSchema = z
  .strictObject({
    ...placeShape(SELLABLE),
    quantity: nonNegativeQuantitySchema.describe('How much.'),
    weight: nonNegativeQuantitySchema.optional().describe('The second balance of a catch-weight item.'),
  })
  .meta({ id: 'PlacedBalance', description: 'A balance of the item at a place.' }) satisfies z.ZodType<PlacedQuantity>;
