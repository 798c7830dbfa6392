import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { identifierSchema } from './identifier-schema.js';
import { positiveQuantitySchema } from './quantity-schema.js';

/** What a location costs, how far it is, and in which packs it ships. Numbers are whole, from zero up, in units of the caller's choice. */
export interface SourcingPlace {
  readonly location: string;
  /** Kilometres, minutes or any other cost to go by. Absent: further than all others. */
  readonly distance?: number | undefined;
  /** The fixed cost of one shipment. Default 0. */
  readonly shipmentCost?: number | undefined;
  /** What differs by item. */
  readonly items?: readonly SourcingPlaceItem[] | undefined;
}

/** What a location ships of one item. */
export interface SourcingPlaceItem {
  readonly item: string;
  /** What one grain of it costs from here. Default 0. */
  readonly unitCost?: number | undefined;
  /** It ships whole multiples of this: `1 CA`. Default: any amount. */
  readonly pack?: Quantity | undefined;
}

/**
 * Where the goods of an order come from, all of its lines together.
 * - `priority`: as the channel lists its locations
 * - `nearest`: by distance
 * - `fewestShipments`: from as few locations as can be
 * - `minimumCost`: the least sum of shipment and unit costs
 */
export interface SourcingSettings {
  readonly rule: 'priority' | 'nearest' | 'fewestShipments' | 'minimumCost';
  /** The most locations an order may come from. Default: any number. */
  readonly shipmentsMax?: number | undefined;
  /** The most locations one item of an order may come from. Default: any number. */
  readonly placesPerItemMax?: number | undefined;
  /** Whether an order is held complete or not at all, whatever its mode. Default false. */
  readonly shipComplete?: boolean | undefined;
  /** Whether each line is held in full or not at all. Default false. */
  readonly wholeLines?: boolean | undefined;
  /** How many choices are looked at before the best found is taken. Default 20,000. */
  readonly searchLimit?: number | undefined;
  readonly places?: readonly SourcingPlace[] | undefined;
}

/** How orders of a channel or account are sourced. */
export interface SourcingPolicy extends SourcingSettings {
  /** Default: every channel. */
  readonly channel?: string | undefined;
  /** Default: every account. */
  readonly account?: string | undefined;
}

/** Which lots go first. */
export type LotOrder = 'firstExpiredFirstOut' | 'firstInFirstOut' | 'lastInFirstOut' | 'fewestLots';

/** How lots and pieces are chosen for a channel or account. */
export interface LotPolicy {
  readonly item?: string | undefined;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  readonly rule?: LotOrder | undefined;
  /** For how many days after they leave the customer must still be able to use the goods. */
  readonly remainingLifeDays?: number | undefined;
}

/** How many places and items a sourcing rule may name. */
export const SOURCING_PLACES_MAX = 10_000;

/** The longest remaining life a rule may ask for, in days: a hundred years. */
export const REMAINING_LIFE_DAYS_MAX = 36_525;

const costSchema = z.int().min(0);

const placeSchema = z
  .strictObject({
    location: identifierSchema,
    distance: costSchema.optional().describe('Kilometres, minutes or any other cost to go by. Absent: further than all others.'),
    shipmentCost: costSchema.optional().describe('The fixed cost of one shipment.').meta({ default: 0 }),
    items: z
      .array(z.strictObject({
        item: identifierSchema,
        unitCost: costSchema.optional().describe('What one grain of it costs from here.').meta({ default: 0 }),
        pack: positiveQuantitySchema.optional().describe('It ships whole multiples of this. Default: any amount.'),
      }))
      .max(SOURCING_PLACES_MAX).optional().describe('What differs by item.'),
  })
  .meta({ id: 'SourcingPlace', description: 'What a location costs, how far it is, and in which packs it ships.' });

/** The members of a {@link SourcingSettings}. */
export const sourcingShape = {
  rule: z.enum(['priority', 'nearest', 'fewestShipments', 'minimumCost']).describe('What decides among locations.'),
  shipmentsMax: z.int().min(1).optional().describe('The most locations an order may come from. Default: any number.'),
  placesPerItemMax: z.int().min(1).optional().describe('The most locations one item of an order may come from. Default: any number.'),
  shipComplete: z.boolean().optional().describe('Whether an order is held complete or not at all, whatever its mode.').meta({ default: false }),
  wholeLines: z.boolean().optional().describe('Whether each line is held in full or not at all.').meta({ default: false }),
  searchLimit: z.int().min(0).max(10_000_000).optional().describe('How many choices are looked at before the best found is taken.').meta({ default: 20_000 }),
  places: z.array(placeSchema).max(SOURCING_PLACES_MAX).optional().describe('What differs by location.'),
};

const askerShape = {
  channel: identifierSchema.optional().describe('Default: every channel.'),
  account: identifierSchema.optional().describe('Default: every account.'),
};

/** Schema of {@link SourcingPolicy}. */
export const sourcingPolicySchema = z
  .strictObject({ ...askerShape, ...sourcingShape })
  .meta({ id: 'SourcingPolicy', description: 'How orders of a channel or account are sourced.' }) satisfies z.ZodType<SourcingPolicy>;

/** The members that say how lots are chosen. */
export const lotRuleShape = {
  rule: z.enum(['firstExpiredFirstOut', 'firstInFirstOut', 'lastInFirstOut', 'fewestLots']).optional().describe('Which lots go first.'),
  remainingLifeDays: z.int().min(0).max(REMAINING_LIFE_DAYS_MAX).optional().describe('For how many days after they leave the customer must still be able to use the goods.'),
};

/** Schema of {@link LotPolicy}. */
export const lotPolicySchema = z
  .strictObject({ item: identifierSchema.optional().describe('Default: every item.'), ...askerShape, ...lotRuleShape })
  .meta({ id: 'LotPolicy', description: 'How lots and pieces are chosen for a channel or account.' }) satisfies z.ZodType<LotPolicy>;
