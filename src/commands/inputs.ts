import * as z from 'zod';
import { identifierSchema, instantSchema, positiveQuantitySchema, requestSchema, validator, type Checked } from '../model/index.js';
import type { AllocateInput, AmountInput, ExtendInput, PickInput } from './move-line.js';
import type { ReserveInput } from './reserve.js';

/** How many lines one request may have. */
export const REQUEST_LINES_MAX = 1000;

const MOVE = { key: requestSchema, scope: identifierSchema.optional(), item: identifierSchema, line: identifierSchema };

const reserveSchema = z.strictObject({
  key: requestSchema,
  scope: identifierSchema.optional(),
  channel: identifierSchema.optional(),
  account: identifierSchema.optional(),
  lines: z.array(z.strictObject({
    item: identifierSchema, quantity: positiveQuantitySchema, line: identifierSchema.optional(), location: identifierSchema.optional(),
  })).min(1).max(REQUEST_LINES_MAX),
  mode: z.enum(['allOrNothing', 'partial', 'backorder']).optional(),
  expiresAt: instantSchema.optional(),
}).refine(({ key, lines }) => new Set(lines.map(({ item, line }, index) => `${item}\u001f${line ?? `${key}#${index + 1}`}`)).size === lines.length, {
  path: ['lines'], error: 'expected lines with names of their own', params: { rule: 'distinct', expected: 'lines with names of their own' },
});

const amountSchema = z.strictObject({ ...MOVE, quantity: positiveQuantitySchema.optional() });

/** Checks of what callers ask for. Bad input is a refusal that names path, rule and kind of value; nothing is remembered of it. */
export const checkReserve: (input: unknown) => Checked<ReserveInput> = validator<ReserveInput>(reserveSchema);
export const checkExtend: (input: unknown) => Checked<ExtendInput> = validator<ExtendInput>(z.strictObject({ ...MOVE, expiresAt: instantSchema.optional() }));
export const checkAmount: (input: unknown) => Checked<AmountInput> = validator<AmountInput>(amountSchema);
export const checkPick: (input: unknown) => Checked<PickInput> = validator<PickInput>(amountSchema.extend({ location: identifierSchema.optional() }));
export const checkAllocate: (input: unknown) => Checked<AllocateInput> = validator<AllocateInput>(z.strictObject({
  ...MOVE, from: identifierSchema, location: identifierSchema.optional(), lot: identifierSchema.optional(), serial: identifierSchema.optional(), quantity: positiveQuantitySchema,
}));
