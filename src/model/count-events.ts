import * as z from 'zod';
import type { Quantity } from '../quantity/index.js';
import { crossFieldRule } from './cross-field-rule.js';
import { envelopeShape, type EventEnvelope } from './event-envelope.js';
import { identifierSchema } from './identifier-schema.js';
import { placedBalanceSchema, placedQuantityShape, type PlacedQuantity } from './placed-quantity.js';
import { nonNegativeQuantitySchema, signedQuantitySchema } from './quantity-schema.js';
import { SELLABLE } from './stock-state.js';
import { freeTextSchema } from './text-schema.js';

/** How many balances one opening or count may list. */
export const BALANCES_MAX = 10_000;

/** A complete statement of an item's balances at a cut-off: facts at or before it are absorbed. */
export interface StockOpened extends EventEnvelope {
  readonly type: 'stock.opened';
  readonly balances: readonly PlacedQuantity[];
}

/** A correction of the figure: the signed quantity is added. */
export interface StockAdjusted extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.adjusted';
  /** Why, in the source's words or codes. */
  readonly reason: string;
  /** Who approved it, an opaque reference. */
  readonly approval?: string | undefined;
}

/** What was seen of one lot, serial or bin in a count. */
export interface CountedBalance {
  /** A place inside the counted one. Default: the counted one. */
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly quantity: Quantity;
  /** The second balance of a catch-weight item. */
  readonly weight?: Quantity | undefined;
}

/**
 * What was physically there: absolute as of its effective time. Movements before it that arrive late are absorbed; movements after it count on top. It
 * includes movements at its own instant unless `moment` is `before`.
 */
export interface StockCounted extends EventEnvelope {
  readonly type: 'stock.counted';
  /** The counted node; its subtree is in scope. */
  readonly location: string;
  /** The counted condition. Default `sellable`. */
  readonly state?: string | undefined;
  readonly owner?: string | undefined;
  /** `none`: one total; `lot` or `serial`: by lot or serial; `bin`: by place. A coarse difference goes to `unassigned`, never to a guessed lot. */
  readonly detail?: 'none' | 'bin' | 'lot' | 'serial' | undefined;
  readonly balances: readonly CountedBalance[];
  /** Whether what is in scope and not listed was seen to be zero (the default) or was not looked at. Only with a detail. */
  readonly unlisted?: 'zero' | 'unknown' | undefined;
  /** Whether goods picked and not yet shipped were counted. Default true. */
  readonly includesPicked?: boolean | undefined;
  readonly moment?: 'after' | 'before' | undefined;
}

/** Schema of {@link StockOpened}. */
export const stockOpenedSchema = z
  .strictObject({
    type: z.literal('stock.opened'),
    ...envelopeShape,
    balances: z.array(placedBalanceSchema).max(BALANCES_MAX).describe('Every balance of the item, one entry for each place, condition, lot, serial and owner; none for an item out of stock.'),
  })
  .refine(({ balances }) => areDistinct(balances, (balance) => [balance.location, balance.state ?? SELLABLE, balance.lot, balance.serial, balance.owner]), {
    path: ['balances'], ...crossFieldRule('distinct', 'one entry for each place, condition, lot, serial and owner'),
  })
  .meta({ id: 'StockOpened', description: 'A complete statement of an item’s balances at a cut-off: facts at or before it are absorbed.' }) satisfies z.ZodType<StockOpened>;

/** Schema of {@link StockAdjusted}. Zero is refused, unless it is the weight alone that is corrected. */
export const stockAdjustedSchema = z
  .strictObject({
    type: z.literal('stock.adjusted'),
    ...envelopeShape,
    ...placedQuantityShape(),
    quantity: signedQuantitySchema.describe('What is added; with a minus, taken away. Zero only beside a weight that is not.'),
    weight: signedQuantitySchema.optional().describe('What is added to the second balance of a catch-weight item.'),
    reason: freeTextSchema.describe('Why, in the source’s words or codes.'),
    approval: identifierSchema.optional().describe('Who approved it, an opaque reference.'),
  })
  .refine(({ quantity, weight }) => quantity.amount !== '0' || (weight !== undefined && weight.amount !== '0'), {
    path: ['quantity', 'amount'], ...crossFieldRule('not_zero', 'an amount other than zero, or a weight other than zero beside it'),
  })
  .meta({ id: 'StockAdjusted', description: 'A correction of the figure: the signed quantity is added.' }) satisfies z.ZodType<StockAdjusted>;

const countedBalanceSchema = z
  .strictObject({
    location: identifierSchema.optional().describe('A place inside the counted one. Default: the counted one.'),
    lot: identifierSchema.optional().describe('The lot seen.'),
    serial: identifierSchema.optional().describe('The serial number seen.'),
    quantity: nonNegativeQuantitySchema.describe('How much was there; zero says that it was looked for and not found.'),
    weight: nonNegativeQuantitySchema.optional().describe('The second balance of a catch-weight item.'),
  })
  .meta({ id: 'CountedBalance', description: 'What was seen of one lot, serial or bin in a count.' }) satisfies z.ZodType<CountedBalance>;

/** Schema of {@link StockCounted}. A count without a detail is one total and nothing finer. */
export const stockCountedSchema = z
  .strictObject({
    type: z.literal('stock.counted'),
    ...envelopeShape,
    location: identifierSchema.describe('The counted node; its subtree is in scope.'),
    state: identifierSchema.optional().describe('The counted condition.').meta({ default: SELLABLE }),
    owner: identifierSchema.optional().describe('Whose goods were counted, where they are not our own.'),
    detail: z
      .enum(['none', 'bin', 'lot', 'serial']).optional()
      .describe('`none`: one total; `lot` or `serial`: by lot or serial; `bin`: by place.').meta({ default: 'none' }),
    balances: z.array(countedBalanceSchema).max(BALANCES_MAX).describe('What was seen, one entry for each place, lot and serial; exactly one without a detail.'),
    unlisted: z
      .enum(['zero', 'unknown']).optional()
      .describe('Whether what is in scope and not listed was seen to be zero or was not looked at. Only with a detail.').meta({ default: 'zero' }),
    includesPicked: z.boolean().optional().describe('Whether goods picked and not yet shipped were counted.').meta({ default: true }),
    moment: z.enum(['after', 'before']).optional().describe('Whether movements at the same instant are included in what was seen.').meta({ default: 'after' }),
  })
  .refine(({ detail, balances }) => isDetailed(detail) || balances.length === 1, {
    path: ['balances'], ...crossFieldRule('one_total', 'exactly one balance in a count without a detail'),
  })
  .refine(({ detail, balances }) => isDetailed(detail) || balances.every(isTotal), {
    path: ['balances'], ...crossFieldRule('total', 'no place, lot or serial in the balance of a count without a detail'),
  })
  .refine(({ detail, unlisted }) => isDetailed(detail) || unlisted === undefined, {
    path: ['unlisted'], ...crossFieldRule('needs_detail', 'no word on what is not listed in a count without a detail'),
  })
  .refine(({ location, balances }) => areDistinct(balances, (balance) => [balance.location ?? location, balance.lot, balance.serial]), {
    path: ['balances'], ...crossFieldRule('distinct', 'one entry for each place, lot and serial'),
  })
  .meta({ id: 'StockCounted', description: 'What was physically there: absolute as of its effective time.' }) satisfies z.ZodType<StockCounted>;

function isDetailed(detail: StockCounted['detail']): boolean {
  return detail !== undefined && detail !== 'none';
}

function isTotal({ location, lot, serial }: CountedBalance): boolean {
  return location === undefined && lot === undefined && serial === undefined;
}

/** Whether no two records have the same key. Identifiers hold no control characters, so joining keys by one is unambiguous. */
function areDistinct<T>(records: readonly T[], keyOf: (record: T) => readonly (string | undefined)[]): boolean {
  if (records.length < 2) return true;
  return new Set(records.map((record) => keyOf(record).join('\u001f'))).size === records.length;
}
