import * as z from 'zod';
import type { PackSpec, Quantity } from '../quantity/index.js';
import { aliasesSchema, type ExternalReference } from './external-reference.js';
import { identifierSchema, unitSchema } from './identifier-schema.js';
import { positiveAmountSchema, positiveQuantitySchema } from './quantity-schema.js';
import { freeTextSchema, textSchema } from './text-schema.js';
import { instantSchema } from './time-schema.js';

/** Whether single lots or pieces of an item are told apart. */
export type Tracking = 'none' | 'lot' | 'serial' | 'lot+serial';

/** The second unit of goods whose weight varies from piece to piece. Both balances are kept; the count decides, the weight follows. */
export interface CatchWeight {
  /** Unit of the weight, `KGM`. */
  readonly unit: string;
  /** The smallest weight told apart, a decimal in `unit`. Default `0.001`. */
  readonly granularity?: string | undefined;
  /** Bounds and plan figure for the weight of one base unit, decimals in `unit`. */
  readonly minPerUnit?: string | undefined;
  readonly maxPerUnit?: string | undefined;
  readonly nominalPerUnit?: string | undefined;
}

/** One part of a kit: how much of it one base unit of the kit takes. */
export interface KitComponent {
  readonly item: string;
  readonly quantity: Quantity;
}

/** What is stocked and sold. */
export interface Item {
  readonly id: string;
  readonly description?: string | undefined;
  /** Base unit: what balances are kept in, `EA`, `KGM`. */
  readonly unit: string;
  /** The smallest amount told apart, a decimal in the base unit: `1` each (the default), `0.001` kilogram. Amounts inside are whole numbers of it. */
  readonly granularity?: string | undefined;
  /** Pack levels and other item-specific conversions, dated: a pack change is a new edge and never an edit. */
  readonly packs?: readonly PackSpec[] | undefined;
  readonly tracking?: Tracking | undefined;
  readonly catchWeight?: CatchWeight | undefined;
  /** What other systems call it. */
  readonly aliases?: readonly ExternalReference[] | undefined;
  readonly shelfLifeDays?: number | undefined;
  readonly components?: readonly KitComponent[] | undefined;
}

/** How many packs and other conversions one item may have, past ones included. */
export const PACKS_MAX = 64;

/** How many parts a kit may have. */
export const COMPONENTS_MAX = 1000;

const gtinSchema = textSchema((text) => text.length <= 14 && /^(?:\d{8}|\d{12,14})$/.test(text), {
  id: 'Gtin', rule: 'gtin', expected: 'a GTIN of 8, 12, 13 or 14 digits', pattern: '^([0-9]{8}|[0-9]{12,14})$',
});

/** Schema of a pack level or other item-specific conversion. */
export const packSchema = z
  .strictObject({
    unit: unitSchema.describe('The larger unit: `CA`.'),
    holds: positiveQuantitySchema.describe('What one of it holds: 12 `EA`.'),
    validFrom: instantSchema.optional().describe('Since when it is so. Default: always.'),
    validTo: instantSchema.optional().describe('Until when, exclusive. Default: for good.'),
    gtin: gtinSchema.optional().describe('The trade item number of this pack level.'),
  })
  .meta({ id: 'Pack', description: 'A pack level or other conversion that holds for one item.' }) satisfies z.ZodType<PackSpec>;

/** Schema of {@link CatchWeight}. */
export const catchWeightSchema = z
  .strictObject({
    unit: unitSchema.describe('Unit of the weight, `KGM`.'),
    granularity: positiveAmountSchema.optional().describe('The smallest weight told apart.').meta({ default: '0.001' }),
    minPerUnit: positiveAmountSchema.optional().describe('The least weight of one base unit.'),
    maxPerUnit: positiveAmountSchema.optional().describe('The greatest weight of one base unit.'),
    nominalPerUnit: positiveAmountSchema.optional().describe('The plan figure for the weight of one base unit.'),
  })
  .meta({ id: 'CatchWeight', description: 'The second unit of goods whose weight varies from piece to piece.' }) satisfies z.ZodType<CatchWeight>;

/** Schema of {@link KitComponent}. */
export const kitComponentSchema = z
  .strictObject({
    item: identifierSchema.describe('The part.'),
    quantity: positiveQuantitySchema.describe('How much of it one base unit of the kit takes.'),
  })
  .meta({ id: 'KitComponent', description: 'One part of a kit.' }) satisfies z.ZodType<KitComponent>;

/** Schema of {@link Item}. */
export const itemSchema = z
  .strictObject({
    id: identifierSchema.describe('The canonical name.'),
    description: freeTextSchema.optional().describe('For people.'),
    unit: unitSchema.describe('Base unit: what balances are kept in.'),
    granularity: positiveAmountSchema.optional().describe('The smallest amount told apart, in the base unit.').meta({ default: '1' }),
    packs: z.array(packSchema).max(PACKS_MAX).optional().describe('Pack levels and other conversions of this item, dated.'),
    tracking: z.enum(['none', 'lot', 'serial', 'lot+serial']).optional().describe('Whether single lots or pieces are told apart.').meta({ default: 'none' }),
    catchWeight: catchWeightSchema.optional().describe('The second unit of goods whose weight varies.'),
    aliases: aliasesSchema.optional().describe('What other systems call it.'),
    shelfLifeDays: z.int().min(1).max(36_525).optional().describe('How long it keeps from manufacture, in days.'),
    components: z.array(kitComponentSchema).max(COMPONENTS_MAX).optional().describe('The parts, if it is a kit.'),
  })
  .meta({ id: 'Item', description: 'What is stocked and sold.' }) satisfies z.ZodType<Item>;
