import * as z from 'zod';
import { freeTextSchema, identifierOrNoneSchema, identifierSchema, instantSchema, lotRuleShape, positiveQuantitySchema, requestSchema, sourcingShape, validator, type Checked } from '../model/index.js';
import type { AllocateByInput } from './lines/allocate-by.js';
import type { CancelTransferInput } from './facts/cancel-transfer.js';
import type { AllocateInput, AmendInput, AmountInput, ExtendInput, PickInput } from './lines/move-line.js';
import type { ChangeInput, OrderMove } from './lines/order-moves.js';
import type { ReserveInput } from './lines/reserve.js';
import type { AuthorizeReturnInput, RefundInput } from './facts/return-requests.js';
import type { RunBackordersInput } from './backorders/backorder-input.js';

/** How many lines one request may have. */
export const REQUEST_LINES_MAX = 1000;

const reserveSchema = z.strictObject({
  key: requestSchema,
  scope: identifierSchema.optional(),
  channel: identifierSchema.optional(),
  account: identifierSchema.optional(),
  lines: z.array(z.strictObject({
    item: identifierSchema, quantity: positiveQuantitySchema, line: identifierSchema.optional(), location: identifierSchema.optional(),
    requestedFor: instantSchema.optional(),
  })).min(1).max(REQUEST_LINES_MAX),
  mode: z.enum(['allOrNothing', 'partial', 'backorder']).optional(),
  expiresAt: instantSchema.optional(),
  kits: z.enum(['whole', 'split']).optional(),
  sourcing: z.strictObject(sourcingShape).optional(),
}).refine(({ key, lines }) => new Set(lines.map(({ item, line }, index) => `${item}\u001f${line ?? `${key}#${index + 1}`}`)).size === lines.length, {
  path: ['lines'], error: 'expected lines with names of their own', params: { rule: 'distinct', expected: 'lines with names of their own' },
});

const LINE = { item: identifierSchema, line: identifierSchema };
const AMOUNT = { ...LINE, quantity: positiveQuantitySchema.optional() };
const placeShape = { lot: identifierSchema.optional(), serial: identifierSchema.optional() };
const PLACED = { ...AMOUNT, location: identifierSchema.optional(), ...placeShape };
const HOLD = { location: identifierSchema.optional(), mode: z.enum(['allOrNothing', 'backorder']).optional(), expiresAt: instantSchema.optional(), sourcing: z.strictObject(sourcingShape).optional() };
const placeSchema = z.strictObject({ location: identifierSchema, ...placeShape });

/** The members of every move of an order, by its name. */
const MOVES = {
  hold: { ...AMOUNT, ...HOLD },
  amend: { ...LINE, quantity: positiveQuantitySchema, ...HOLD },
  extend: { ...LINE, expiresAt: instantSchema.optional() },
  allocate: { ...LINE, from: identifierSchema, location: identifierSchema.optional(), ...placeShape, quantity: positiveQuantitySchema },
  relocate: { ...AMOUNT, from: identifierSchema, to: identifierSchema },
  reallocate: { ...AMOUNT, from: placeSchema, to: placeSchema },
  deallocate: { ...PLACED, expiresAt: instantSchema.optional() },
  pick: PLACED,
  shortPick: { ...AMOUNT, location: identifierSchema, ...placeShape },
  putBack: PLACED,
  giveUp: PLACED,
  release: AMOUNT,
  cancel: AMOUNT,
  reassign: { ...AMOUNT, to: identifierSchema, channel: identifierSchema.optional() },
  substitute: { ...AMOUNT, ...HOLD, by: z.strictObject({ item: identifierSchema, quantity: positiveQuantitySchema, line: identifierSchema.optional() }) },
} as const satisfies Record<OrderMove['move'], z.ZodRawShape>;

const orderMoveSchema = z.discriminatedUnion('move', [
  z.strictObject({ move: z.literal('hold'), ...MOVES.hold }), z.strictObject({ move: z.literal('amend'), ...MOVES.amend }),
  z.strictObject({ move: z.literal('extend'), ...MOVES.extend }), z.strictObject({ move: z.literal('allocate'), ...MOVES.allocate }),
  z.strictObject({ move: z.literal('relocate'), ...MOVES.relocate }), z.strictObject({ move: z.literal('reallocate'), ...MOVES.reallocate }),
  z.strictObject({ move: z.literal('deallocate'), ...MOVES.deallocate }), z.strictObject({ move: z.literal('pick'), ...MOVES.pick }),
  z.strictObject({ move: z.literal('shortPick'), ...MOVES.shortPick }), z.strictObject({ move: z.literal('putBack'), ...MOVES.putBack }),
  z.strictObject({ move: z.literal('giveUp'), ...MOVES.giveUp }), z.strictObject({ move: z.literal('release'), ...MOVES.release }),
  z.strictObject({ move: z.literal('cancel'), ...MOVES.cancel }), z.strictObject({ move: z.literal('reassign'), ...MOVES.reassign }),
  z.strictObject({ move: z.literal('substitute'), ...MOVES.substitute }),
]);

const REQUEST = { key: requestSchema, scope: identifierSchema.optional() };
const changeSchema = z.strictObject({ ...REQUEST, moves: z.array(orderMoveSchema).min(1).max(REQUEST_LINES_MAX) });

/** Checks of what callers ask for. Bad input is a refusal that names path, rule and kind of value; nothing is remembered of it. */
export const checkReserve: (input: unknown) => Checked<ReserveInput> = validator<ReserveInput>(reserveSchema);
export const checkExtend: (input: unknown) => Checked<ExtendInput> = validator<ExtendInput>(z.strictObject({ ...REQUEST, ...MOVES.extend }));
export const checkAmount: (input: unknown) => Checked<AmountInput> = validator<AmountInput>(z.strictObject({ ...REQUEST, ...AMOUNT }));
export const checkPick: (input: unknown) => Checked<PickInput> = validator<PickInput>(z.strictObject({ ...REQUEST, ...MOVES.pick }));
export const checkAllocate: (input: unknown) => Checked<AllocateInput> = validator<AllocateInput>(z.strictObject({ ...REQUEST, ...MOVES.allocate }));
export const checkAllocateBy: (input: unknown) => Checked<AllocateByInput> = validator<AllocateByInput>(z.strictObject({
  ...REQUEST, ...LINE, from: identifierSchema.optional(), quantity: positiveQuantitySchema.optional(), ...lotRuleShape, leavesAt: instantSchema.optional(),
  serials: z.array(identifierSchema).max(REQUEST_LINES_MAX).optional(), mode: z.enum(['allOrNothing', 'partial']).optional(),
}).refine(({ serials = [] }) => new Set(serials).size === serials.length, { path: ['serials'], error: 'expected each piece once', params: { rule: 'distinct', expected: 'each piece once' } }));
export const checkRunBackorders: (input: unknown) => Checked<RunBackordersInput> = validator<RunBackordersInput>(z.strictObject({
  ...REQUEST, item: identifierSchema, locations: z.array(identifierSchema).min(1).max(REQUEST_LINES_MAX).optional(),
  rules: z.array(z.strictObject({
    line: identifierSchema.optional(), channel: identifierSchema.optional(), account: identifierSchema.optional(),
    strategy: z.enum(['win', 'gain', 'improve', 'redistribute', 'fill', 'lose', 'skip']).optional(), priority: z.int().min(-1_000_000_000).max(1_000_000_000).optional(),
    requestedAt: instantSchema.optional(), placedAt: instantSchema.optional(),
  })).max(10_000).optional(),
  order: z.array(z.enum(['priority', 'requestedAt', 'placedAt', 'smallestFirst', 'largestFirst', 'line'])).min(1).max(6).optional(), dryRun: z.boolean().optional(),
}));
export const checkAmend: (input: unknown) => Checked<AmendInput> = validator<AmendInput>(z.strictObject({ ...REQUEST, ...MOVES.amend }));
export const checkChange: (input: unknown) => Checked<ChangeInput> = validator<ChangeInput>(changeSchema);

const TELLING = { ...REQUEST, source: identifierSchema, item: identifierSchema };
const RETURN = { ...TELLING, line: identifierSchema, returnLine: identifierSchema, quantity: positiveQuantitySchema, reason: freeTextSchema.optional() };
const CANCEL_TRANSFER = { ...TELLING, transfer: identifierSchema, lot: identifierOrNoneSchema.optional(), owner: identifierOrNoneSchema.optional(), quantity: positiveQuantitySchema.optional() };

export const checkAuthorizeReturn: (input: unknown) => Checked<AuthorizeReturnInput> = validator<AuthorizeReturnInput>(z.strictObject({ ...RETURN, windowEndsAt: instantSchema.optional() }));
export const checkRefund: (input: unknown) => Checked<RefundInput> = validator<RefundInput>(z.strictObject({ ...RETURN, shippedGoods: z.enum(['comeBack', 'stayAway']) }));
export const checkCancelTransfer: (input: unknown) => Checked<CancelTransferInput> = validator<CancelTransferInput>(z.discriminatedUnion('outcome', [
  z.strictObject({ ...CANCEL_TRANSFER, outcome: z.literal('restock'), location: identifierSchema }), z.strictObject({ ...CANCEL_TRANSFER, outcome: z.literal('writeOff') }),
]));
