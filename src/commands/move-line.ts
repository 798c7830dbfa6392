import { formatInstant, no, parseInstant, type Answer } from '../foundation/index.js';
import { availableIn, figuresOf } from '../availability/index.js';
import { startItemLedger } from '../ledger/index.js';
import { isWithin, type LineBalance, type Register } from '../model/index.js';
import { grains, subtractGrains, toGrains, type Grains, type Quantity } from '../quantity/index.js';
import {
  decideAllocate, decideCancel, decideExtend, decidePick, decideRelease, type MoveContext, type MoveDecision, type MoveRefusal,
} from '../reservation/index.js';
import { answerLine, quantityOf, type LineAnswer } from './answers.js';
import { readItem, stageDecision, sweepItem, type Batch } from './batch.js';
import type { Job } from './job.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from './request.js';
import { lineOf, pictureIn } from './reserve.js';

/** What every move of a line says. */
export interface MoveInput {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default: the name of the move. */
  readonly scope?: string | undefined;
  readonly item: string;
  readonly line: string;
}

/** Moves the end of a line's soft holds; without an end they last until released. */
export interface ExtendInput extends MoveInput {
  readonly expiresAt?: string | undefined;
}

/** Gives up holds, or takes demand back. Without a quantity: all of it. */
export interface AmountInput extends MoveInput {
  readonly quantity?: Quantity | undefined;
}

/** Notes that goods were taken for a line. */
export interface PickInput extends AmountInput {
  readonly location?: string | undefined;
}

/** Binds part of a soft hold to a place, lot or serial. */
export interface AllocateInput extends MoveInput {
  /** The place of the soft hold. */
  readonly from: string;
  /** A place within it. Default: the same place. */
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly quantity: Quantity;
}

/** Why a line was not moved, with the numbers to act on. */
export type MoveReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string }
  | { readonly code: 'reservation.unknown_line'; readonly line: string }
  | { readonly code: 'reservation.lapsed'; readonly line: string; readonly expired: Quantity }
  | { readonly code: 'reservation.not_open'; readonly line: string; readonly wanted: Quantity; readonly open: Quantity }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: string; readonly at: string }
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly { readonly line: string; readonly item: string; readonly requested: Quantity; readonly available: Quantity }[] };

/** What a move is answered: how much moved, and the line afterwards. */
export type MoveAnswer = Remembered<Answer<{ readonly moved: Quantity; readonly line: LineAnswer }, MoveReason | KeyRefusal>>;

/** The job of extending holds. */
export function extendJob(input: ExtendInput, at: number | undefined): Job<MoveAnswer> {
  return moveJob('extend', input, at, (line, _batch, context) =>
    decideExtend(line, input.line, input.expiresAt === undefined ? undefined : parseInstant(input.expiresAt), context));
}

/** The job of giving holds up. */
export function releaseJob(input: AmountInput, at: number | undefined): Job<MoveAnswer> {
  return moveJob('release', input, at, (line, _batch, context, amount) => decideRelease(line, input.line, amount, context));
}

/** The job of taking demand back. */
export function cancelJob(input: AmountInput, at: number | undefined): Job<MoveAnswer> {
  return moveJob('cancel', input, at, (line, _batch, context, amount) => decideCancel(line, input.line, amount, context));
}

/** The job of noting picked goods. */
export function pickJob(input: PickInput, at: number | undefined): Job<MoveAnswer> {
  return moveJob('pick', input, at, (line, _batch, context, amount) => decidePick(line, input.line, input.location, amount, context));
}

/** The job of binding a hold. */
export function allocateJob(input: AllocateInput, at: number | undefined): Job<MoveAnswer> {
  return moveJob('allocate', input, at, (line, batch, context, amount) => {
    const { from, location = input.from, lot, serial } = input;
    const target = { from, location, ...(lot === undefined ? {} : { lot }), ...(serial === undefined ? {} : { serial }), grains: amount ?? grains(0) };
    const decision = decideAllocate(line, input.line, { ...target, free: freeFor(batch, input, location) }, context);
    if (isWithinPlace(batch.register, location, from)) return decision;
    // Nothing of the hold covers a place outside it.
    return decision.ok || decision.reason.code === 'reservation.insufficient' ? no({ code: 'reservation.not_open', line: input.line, wanted: target.grains, open: grains(0) }) : decision;
  });
}

function moveJob(
  move: string, input: MoveInput & { readonly quantity?: Quantity | undefined }, at: number | undefined,
  decide: (line: LineBalance | undefined, batch: Batch, context: MoveContext, amount: Grains | undefined) => MoveDecision,
): Job<MoveAnswer> {
  const scope = input.scope ?? move;
  return {
    at,
    needs: ({ homes }) => [homes.ofRequest(scope, input.key), homes.ofItem(input.item)],
    isUnresolved: ({ register }) => register.item(input.item) === undefined,
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, input.key, { request: move, ...input }, () => {
      const { register } = batch;
      const registered = register.item(input.item);
      if (registered === undefined) return no({ code: 'inventory.unknown_item', item: input.item });
      const amount = input.quantity === undefined ? undefined : toGrains(registered.units, input.quantity, { at: batch.at, purpose: 'reserve' });
      if (amount?.ok === false) return no({ code: 'inventory.unit', item: input.item, quantity: input.quantity!, unit: registered.item.unit });
      sweepItem(batch, input.item);
      const context = { at: batch.at, policy: register.policy.version, request: `${scope}\u001f${input.key}` };
      const decision = decide(lineOf(batch, input.item, input.line), batch, context, amount?.grains);
      if (!decision.ok) return no(answerRefusal(batch, input.item, decision.reason));
      for (const event of decision.events) stageDecision(batch, event);
      const after = lineOf(batch, input.item, input.line)!;
      return { ok: true, moved: quantityOf(register, input.item, decision.moved), line: answerLine(register, after) };
    }),
  };
}

/**
 * How much of a place, lot or serial may still be bound: what availability gives the line there, its own hold not counted against it, and no more than
 * the lot or serial itself has left of others' bindings.
 */
function freeFor(batch: Batch, input: AllocateInput, location: string): Grains {
  const { register, at } = batch;
  const node = register.locations.get(location);
  const item = readItem(batch, input.item) ?? startItemLedger(input.item);
  const own = item.lines.get(input.line)?.balance.holds.filter((hold) => hold.location === input.from && hold.lot === '' && hold.serial === '') ?? [];
  const picture = pictureIn(batch, input.item);
  const claims = picture.claims.map((claim) => (claim.location === input.from
    ? { ...claim, reserved: own.reduce((sum, hold) => subtractGrains(sum, hold.reserved), claim.reserved) }
    : claim));
  // The goods are held already, within what segments left: binding them takes nothing from anybody.
  const free = availableIn(register, { ...picture, claims }, { at, locations: [location], physical: true }).locations[0]?.available ?? grains(0);
  if (node === undefined || (input.lot === undefined && input.serial === undefined)) return free;
  const bound = [...item.lines.values()].flatMap(({ balance }) => balance.holds.filter((hold) => isOfTarget(hold, input)));
  const target = { ...picture, balances: picture.balances.filter((balance) => isOfTarget(balance, input)), claims: bound.map((hold) => ({ ...hold, reserved: grains(0) })) };
  const there = figuresOf(register, target, at).nodes.get(node.id);
  const unbound = there === undefined ? grains(0) : subtractGrains(subtractGrains(there.pool, there.allocated), there.picked);
  return unbound < free ? unbound : free;
}

function isWithinPlace(register: Register, location: string, place: string): boolean {
  const [inner, outer] = [register.locations.get(location), register.locations.get(place)];
  return location === place || (inner !== undefined && outer !== undefined && isWithin(inner, outer));
}

function isOfTarget(parts: { readonly lot: string; readonly serial: string }, input: AllocateInput): boolean {
  return (input.lot === undefined || parts.lot === input.lot) && (input.serial === undefined || parts.serial === input.serial);
}

function answerRefusal(batch: Batch, item: string, reason: MoveRefusal): MoveReason {
  const quantity = (amount: Grains): Quantity => quantityOf(batch.register, item, amount);
  switch (reason.code) {
    case 'reservation.unknown_line':
      return reason;
    case 'reservation.lapsed':
      return { ...reason, expired: quantity(reason.expired) };
    case 'reservation.not_open':
      return { ...reason, wanted: quantity(reason.wanted), open: quantity(reason.open) };
    case 'reservation.expiry_in_past':
      return { code: reason.code, expiresAt: formatInstant(reason.expiresAt), at: formatInstant(reason.at) };
    case 'reservation.insufficient':
      return { ...reason, shortages: reason.shortages.map((shortage) => ({ ...shortage, requested: quantity(shortage.requested), available: quantity(shortage.available) })) };
  }
}
