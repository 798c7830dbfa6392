import { formatInstant, no, unreachable, type Answer } from '../../foundation/index.js';
import type { LineBalance, RegisteredItem } from '../../model/index.js';
import { addGrains, grains, toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import {
  decideAllocate, decideAmend, decideCancel, decideDeallocate, decideExtend, decideGiveUp, decideMoveHold, decidePick, decidePutBack, decideReassign, decideRelease, decideReserve,
  decideShortPick, decideSubstitute, type HeldPlace, type MoveContext, type MoveDecision, type MoveRefusal, type ReserveRefusal,
} from '../../reservation/index.js';
import { quantityOf } from '../answers.js';
import { stageDecision, trialOf, type Batch } from '../engine/batch.js';
import { freeFor, isWithinPlace } from '../goods/free-for.js';
import type { HoldInput, LineMoveInput, OrderMove } from './order-moves.js';
import { isKitMove, moveKit } from './kit-moves.js';
import type { KitLineRefusal } from '../kits/kit-lines.js';
import { askerOf, channelOf, instantOf, lineOf, offersFor, servedRefusal, softEnd, structuralRefusal } from '../goods/offers.js';
import { sourcingFor, type SourcedHolds } from './plan-sourcing.js';
import { answerShortages, type ReserveReason, type ShortageAnswer } from './reserve.js';
import { reservePlanned, type PlannedRefusal } from './reserve-planned.js';

/** Why a line was not moved, with the numbers to act on. */
export type MoveReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  | { readonly code: 'inventory.unknown_channel'; readonly channel: string }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string }
  | KitLineRefusal
  | { readonly code: 'reservation.structural_location'; readonly location: string }
  | { readonly code: 'reservation.unknown_line'; readonly line: string }
  | { readonly code: 'reservation.same_line'; readonly line: string }
  | { readonly code: 'reservation.outside_channel'; readonly location: string; readonly channel: string }
  | { readonly code: 'reservation.lapsed'; readonly line: string; readonly expired: Quantity }
  | { readonly code: 'reservation.not_open'; readonly line: string; readonly wanted: Quantity; readonly open: Quantity }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: string; readonly at: string }
  | Extract<ReserveReason, { readonly code: 'allocation.shipment_limit' }>
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly ShortageAnswer[] };

/** How much was moved, in grains of the move's item; and where goods that were held come from, if a rule decided. */
export type Moved = Answer<{ readonly moved: Grains; readonly sourcing?: SourcedHolds | undefined }, MoveReason>;

const ZERO = grains(0);

/**
 * Decides one move and stages what follows. A move of several decisions may have staged some when it is refused, so it is made in a trial. Every item it
 * speaks of has been swept.
 */
export function decideMove(batch: Batch, move: OrderMove, request: string): Moved {
  const { register } = batch;
  const registered = register.item(move.item);
  if (registered === undefined) return no({ code: 'inventory.unknown_item', item: move.item });
  const quantity = 'quantity' in move ? move.quantity : undefined;
  const amount = quantity === undefined ? undefined : grainsIn(batch, registered, quantity);
  if (amount?.ok === false) return amount;
  const place = placesOf(move).find((location) => !register.locations.has(location));
  if (place !== undefined) return no({ code: 'inventory.unknown_location', location: place });
  const context: MoveContext = { at: batch.at, policy: register.policy.version, request };
  const line = lineOf(batch, move.item, move.line);
  const wanted = amount?.grains;
  if (isKitMove(batch, move)) return kitMove(batch, move, line, wanted, context);
  switch (move.move) {
    case 'hold':
      return holdMore(batch, move, move, wanted, context);
    case 'amend':
      return amend(batch, move, wanted ?? ZERO, context);
    case 'extend':
      return stage(batch, move, decideExtend(line, move.line, instantOf(move.expiresAt), context));
    case 'allocate':
      return allocate(batch, move, wanted ?? ZERO, context);
    case 'relocate':
      return relocate(batch, move, wanted, context);
    case 'reallocate':
      return reallocate(batch, move, wanted, context);
    case 'deallocate':
      return stage(batch, move, decideDeallocate(line, move.line, placeOf(move), wanted, softEnd(batch, line, move), context));
    case 'pick':
      return stage(batch, move, decidePick(line, move.line, placeOf(move), wanted, context));
    case 'shortPick':
      return stage(batch, move, decideShortPick(line, move.line, placeNamed(move), wanted ?? ZERO, context));
    case 'putBack':
      return stage(batch, move, decidePutBack(line, move.line, placeOf(move), wanted, context));
    case 'giveUp':
      return stage(batch, move, decideGiveUp(line, move.line, placeOf(move), wanted, context));
    case 'release':
      return stage(batch, move, decideRelease(line, move.line, wanted, context));
    case 'cancel':
      return stage(batch, move, decideCancel(line, move.line, wanted, context));
    case 'reassign':
      if (move.channel !== undefined && !register.channels.has(move.channel)) return no({ code: 'inventory.unknown_channel', channel: move.channel });
      return stage(batch, move, decideReassign(line, move.line, { line: move.to, balance: lineOf(batch, move.item, move.to), channel: move.channel }, wanted, context));
    case 'substitute':
      return substitute(batch, move, wanted, context);
    default:
      return unreachable(move);
  }
}

/** Whether a move makes several decisions, of which a later one may be refused. */
export function isComposite(batch: Batch, move: OrderMove): boolean {
  return move.move === 'amend' || move.move === 'substitute' || isKitMove(batch, move);
}

function kitMove(batch: Batch, move: OrderMove, line: LineBalance | undefined, amount: Grains | undefined, context: MoveContext): Moved {
  if ((move.move === 'hold' || move.move === 'amend') && line !== undefined && move.location !== undefined) {
    const refused = structuralRefusal(batch.register, move.location) ?? servedRefusal(batch.register, channelOf(line), move.location);
    if (refused !== undefined) return no(refused);
  }
  const moved = moveKit(batch, move, line, amount, context);
  return moved.ok ? moved : refuse(batch, move.item, moved.reason);
}

function allocate(batch: Batch, move: Extract<OrderMove, { move: 'allocate' }>, amount: Grains, context: MoveContext): Moved {
  const { item, line: name, from, location = from } = move;
  const target = placeNamed({ ...move, location });
  const decision = decideAllocate(lineOf(batch, item, name), name, { from, ...target, grains: amount, free: freeFor(batch, item, target, 'anybody', { line: name, from }) }, context);
  // Nothing of the hold covers a place outside it.
  const covers = isWithinPlace(batch.register, location, from);
  if (!covers && (decision.ok || decision.reason.code === 'reservation.insufficient')) return refuse(batch, item, { code: 'reservation.not_open', line: name, wanted: amount, open: ZERO });
  return stage(batch, move, decision);
}

function relocate(batch: Batch, move: Extract<OrderMove, { move: 'relocate' }>, amount: Grains | undefined, context: MoveContext): Moved {
  const { item, line: name, from, to } = move;
  const line = lineOf(batch, item, name);
  if (batch.register.locations.get(to)?.structural === true) return no({ code: 'reservation.structural_location', location: to });
  const outside = line === undefined ? undefined : servedRefusal(batch.register, channelOf(line), to);
  if (outside !== undefined) return no(outside);
  const without = givenUp(batch, move, { location: from }, amount, context);
  const offers = without === undefined || line === undefined ? [] : offersFor(without, askerOf(line), { line: name, item, grains: line.reserved, location: to }, []);
  const free = offers.reduce((sum, offer) => addGrains(sum, offer.grains), ZERO);
  return stage(batch, move, decideMoveHold(line, name, 'reserved', { from: { location: from }, to: { location: to }, grains: amount, free }, context));
}

function reallocate(batch: Batch, move: Extract<OrderMove, { move: 'reallocate' }>, amount: Grains | undefined, context: MoveContext): Moved {
  const line = lineOf(batch, move.item, move.line);
  const [from, to] = [placeNamed(move.from), placeNamed(move.to)];
  const outside = line === undefined ? undefined : servedRefusal(batch.register, channelOf(line), to.location);
  if (outside !== undefined) return no(outside);
  const without = givenUp(batch, move, from, amount, context);
  const free = without === undefined || line === undefined ? ZERO : freeFor(without, move.item, to, askerOf(line));
  return stage(batch, move, decideMoveHold(line, move.line, 'allocated', { from, to, grains: amount, free }, context));
}

/** The batch as it would be if a line gave up what it is to move: its own hold never counts against it. */
function givenUp(batch: Batch, move: LineMoveInput, from: HeldPlace, amount: Grains | undefined, context: MoveContext): Batch | undefined {
  const decision = decideGiveUp(lineOf(batch, move.item, move.line), move.line, from, amount, context);
  if (!decision.ok) return undefined;
  const trial = trialOf(batch);
  for (const event of decision.events) stageDecision(trial, event);
  return trial;
}

function amend(batch: Batch, move: Extract<OrderMove, { move: 'amend' }>, wanted: Grains, context: MoveContext): Moved {
  const decision = decideAmend(lineOf(batch, move.item, move.line), move.line, wanted, context);
  if (!decision.ok) return refuse(batch, move.item, decision.reason);
  for (const event of decision.events) stageDecision(batch, event);
  if (decision.added === 0) return { ok: true, moved: decision.cancelled };
  const held = holdMore(batch, move, move, decision.added, context);
  return held.ok ? { ...held, moved: decision.added } : held;
}

function substitute(batch: Batch, move: Extract<OrderMove, { move: 'substitute' }>, amount: Grains | undefined, context: MoveContext): Moved {
  const { by } = move;
  const other = batch.register.item(by.item);
  if (other === undefined) return no({ code: 'inventory.unknown_item', item: by.item });
  if (by.item === move.item) return no({ code: 'reservation.same_line', line: move.line });
  const stands = grainsIn(batch, other, by.quantity);
  if (!stands.ok) return stands;
  const target = { item: by.item, line: by.line ?? move.line };
  const moved = stage(batch, move, decideSubstitute(lineOf(batch, move.item, move.line), move.line, { ...target, grains: stands.grains, balance: lineOf(batch, target.item, target.line) }, amount, context));
  if (!moved.ok) return moved;
  const held = holdMore(batch, target, move, stands.grains, context);
  return held.ok ? { ...moved, sourcing: held.sourcing } : held;
}

/** Holds goods for what a line has backordered. */
function holdMore(batch: Batch, { item, line: name }: LineMoveInput, input: HoldInput, amount: Grains | undefined, context: MoveContext): Moved {
  const { register } = batch;
  const line = lineOf(batch, item, name);
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const wanted = amount ?? line.backordered;
  if (wanted === 0 || wanted > line.backordered) return refuse(batch, item, { code: 'reservation.not_open', line: name, wanted, open: line.backordered });
  const channel = channelOf(line);
  const refused = input.location === undefined ? undefined : (structuralRefusal(register, input.location) ?? servedRefusal(register, channel, input.location));
  if (refused !== undefined) return no(refused);
  const request = {
    request: context.request ?? '', ...askerOf(line), mode: input.mode ?? 'allOrNothing', expiresAt: softEnd(batch, line, input), lines: [{ item, line: name, grains: wanted, location: input.location }],
  };
  const sourcing = input.location === undefined ? sourcingFor(register, input.sourcing, askerOf(line)) : undefined;
  if (sourcing !== undefined) {
    const planned = reservePlanned(batch, { ...request, kits: 'whole', sourcing });
    return planned.ok ? { ok: true, moved: planned.lines[0]!.reserved, sourcing: planned.sourcing } : refuse(batch, item, planned.reason);
  }
  const decision = decideReserve(request, { at: batch.at, policy: context.policy, line: () => line, offers: (one, taken) => offersFor(batch, askerOf(line), one, taken) });
  if (!decision.ok) return refuse(batch, item, decision.reason);
  for (const event of decision.events) stageDecision(batch, event);
  return { ok: true, moved: decision.lines[0]?.reserved ?? ZERO };
}

function stage(batch: Batch, move: LineMoveInput, decision: MoveDecision): Moved {
  if (!decision.ok) return refuse(batch, move.item, decision.reason);
  for (const event of decision.events) stageDecision(batch, event);
  return { ok: true, moved: decision.moved };
}

function grainsIn(batch: Batch, registered: RegisteredItem, quantity: Quantity): Answer<{ readonly grains: Grains }, MoveReason> {
  const amount = toGrains(registered.units, quantity, { at: batch.at, purpose: 'reserve' });
  return amount.ok ? { ok: true, grains: amount.grains } : no({ code: 'inventory.unit', item: registered.item.id, quantity, unit: registered.item.unit });
}

function placesOf(move: OrderMove): readonly string[] {
  if (move.move === 'reallocate') return [move.from.location, move.to.location];
  if (move.move === 'relocate') return [move.from, move.to];
  const from = move.move === 'allocate' ? [move.from] : [];
  return 'location' in move && move.location !== undefined ? [...from, move.location] : from;
}

function placeOf(move: { readonly location?: string | undefined; readonly lot?: string | undefined; readonly serial?: string | undefined }): HeldPlace | undefined {
  return move.location === undefined ? undefined : placeNamed({ ...move, location: move.location });
}

function placeNamed({ location, lot, serial }: HeldPlace): HeldPlace {
  return { location, ...(lot === undefined ? {} : { lot }), ...(serial === undefined ? {} : { serial }) };
}

function refuse(batch: Batch, item: string, reason: MoveRefusal | ReserveRefusal | PlannedRefusal | KitLineRefusal): { readonly ok: false; readonly reason: MoveReason } {
  const quantity = (amount: Grains): Quantity => quantityOf(batch.register, item, amount);
  switch (reason.code) {
    case 'reservation.unknown_line':
    case 'reservation.same_line':
      return no(reason);
    case 'reservation.exists':
      return no({ code: 'reservation.not_open', line: reason.line, wanted: quantity(reason.requested), open: quantity(reason.backordered) });
    case 'reservation.lapsed':
      return no({ ...reason, expired: quantity(reason.expired) });
    case 'reservation.not_open':
      return no({ ...reason, wanted: quantity(reason.wanted), open: quantity(reason.open) });
    case 'reservation.expiry_in_past':
      return no({ code: reason.code, expiresAt: formatInstant(reason.expiresAt), at: formatInstant(reason.at) });
    case 'allocation.shipment_limit':
      return no({ ...reason, shortages: answerShortages(batch.register, reason.shortages) });
    case 'reservation.insufficient':
      return no({ code: reason.code, shortages: answerShortages(batch.register, reason.shortages) });
    default:
      return no(reason);
  }
}
