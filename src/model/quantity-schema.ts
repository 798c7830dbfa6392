import * as z from 'zod';
import { isCanonicalAmount, type Quantity } from '../quantity/index.js';
import { unitSchema } from './identifier-schema.js';
import { textSchema } from './text-schema.js';

const ABOVE_ZERO = '[1-9][0-9]*(\\.[0-9]*[1-9])?|0\\.[0-9]*[1-9]';
const LENGTH_MAX = 40;

/** A decimal above zero: what movements are made of. */
export const positiveAmountSchema = textSchema((text) => isCanonicalAmount(text) && text !== '0' && text.charCodeAt(0) !== MINUS, {
  id: 'PositiveAmount', rule: 'amount', expected: 'a decimal text above zero, "12.5"', maxLength: LENGTH_MAX, pattern: `^(${ABOVE_ZERO})$`,
});

/** A decimal of zero or more: what can be seen in a place. */
export const nonNegativeAmountSchema = textSchema((text) => isCanonicalAmount(text) && text.charCodeAt(0) !== MINUS, {
  id: 'NonNegativeAmount', rule: 'amount', expected: 'a decimal text of zero or more, "12.5"', maxLength: LENGTH_MAX, pattern: `^(0|${ABOVE_ZERO})$`,
});

/** Any decimal, with or without a minus. */
export const signedAmountSchema = textSchema((text) => isCanonicalAmount(text), {
  id: 'SignedAmount', rule: 'amount', expected: 'a decimal text, "-12.5"', maxLength: LENGTH_MAX, pattern: `^(0|-?(${ABOVE_ZERO}))$`,
});

/** A part of a whole: a decimal from 0 to 100. */
export const percentSchema = textSchema((text) => isCanonicalAmount(text) && PERCENT.test(text), {
  id: 'Percent', rule: 'percent', expected: 'a decimal text from 0 to 100, "2.5"', maxLength: LENGTH_MAX, pattern: '^(100|[1-9]?[0-9](\\.[0-9]*[1-9])?)$',
});

const MINUS = 0x2d;
const PERCENT = /^(?:100|[1-9]?[0-9](?:\.[0-9]{1,38})?)$/;

/** A quantity above zero. */
export const positiveQuantitySchema = z
  .strictObject({ amount: positiveAmountSchema, unit: unitSchema })
  .meta({ id: 'PositiveQuantity', description: 'An amount above zero in a unit.' }) satisfies z.ZodType<Quantity>;

/** A quantity of zero or more. */
export const nonNegativeQuantitySchema = z
  .strictObject({ amount: nonNegativeAmountSchema, unit: unitSchema })
  .meta({ id: 'NonNegativeQuantity', description: 'An amount of zero or more in a unit.' }) satisfies z.ZodType<Quantity>;

/** A quantity of either sign. */
export const signedQuantitySchema = z
  .strictObject({ amount: signedAmountSchema, unit: unitSchema })
  .meta({ id: 'SignedQuantity', description: 'An amount of either sign in a unit.' }) satisfies z.ZodType<Quantity>;
