import { formatInstant, no, type Answer, type Instant } from '../foundation/index.js';
import type { HeldAmount, HeldBucket, LineBalance, ReservationEnvelope, ReservationEvent } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import { drawHeld, drawOpen, heldAt, heldIn, totalOf, type HeldPart, type HeldPlace, type OpenPart } from './held.js';

/** Under which request and policy a move is made, and when. */
export interface MoveContext {
  readonly at: Instant;
  readonly policy: string;
  readonly request?: string | undefined;
}

/** Why a line was not moved. */
export type MoveRefusal =
  | { readonly code: 'reservation.unknown_line'; readonly line: string }
  | { readonly code: 'reservation.same_line'; readonly line: string }
  | { readonly code: 'reservation.lapsed'; readonly line: string; readonly expired: Grains }
  | { readonly code: 'reservation.not_open'; readonly line: string; readonly wanted: Grains; readonly open: Grains }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: Instant; readonly at: Instant }
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly { readonly line: string; readonly item: string; readonly requested: Grains; readonly available: Grains }[] };

/** The decision on a move: the amount moved and the events that record it. */
export type MoveDecision = Answer<{ readonly moved: Grains; readonly events: readonly ReservationEvent[] }, MoveRefusal>;

const ZERO = grains(0);

/**
 * Moves the end of a line's soft holds. Only a live hold can be extended: one that lapsed must be reserved again, against what is there now. Checks: the
 * line exists; something of it is held; the new end lies ahead.
 */
export function decideExtend(line: LineBalance | undefined, name: string, expiresAt: Instant | undefined, context: MoveContext): MoveDecision {
  const held = askHeld(line, name, ['reserved'], undefined, context);
  if (!held.ok) return held;
  if (expiresAt !== undefined && expiresAt <= context.at) return no({ code: 'reservation.expiry_in_past', expiresAt, at: context.at });
  return {
    ok: true, moved: held.line.reserved,
    events: [{ type: 'reservation.extended', ...envelope(held.line, context), ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }) }],
  };
}

/** Gives held goods up; that part of the line is done. Without an amount: all that is reserved and allocated. Picked goods go last, and only by amount. */
export function decideRelease(line: LineBalance | undefined, name: string, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const buckets: readonly HeldBucket[] = amount === undefined ? ['reserved', 'allocated'] : ['reserved', 'allocated', 'picked'];
  const held = askHeld(line, name, buckets, amount, context);
  if (!held.ok) return held;
  return { ok: true, moved: totalOf(held.parts), events: held.parts.map(({ from, holds }) => ({ type: 'reservation.released', ...envelope(held.line, context), from, holds })) };
}

/**
 * Takes demand back: first what is backordered, then what is reserved, allocated, picked. Without an amount: everything that has not shipped.
 */
export function decideCancel(line: LineBalance | undefined, name: string, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const open = askOpen(line, name, ['reserved', 'allocated', 'picked'], amount);
  if (!open.ok) return open;
  return { ok: true, moved: open.wanted, events: open.parts.map((part) => ({ type: 'reservation.cancelled', ...envelope(open.line, context), ...part })) };
}

/** What binds a soft hold to a place, lot or serial. */
export interface AllocateTarget extends HeldAmount {
  /** The place of the soft hold. */
  readonly from: string;
  /** How much of that place, lot or serial is not promised to anyone else. */
  readonly free: Grains;
}

/** Binds part of a soft hold to a place within it, a lot or a serial, if enough of that is free. */
export function decideAllocate(line: LineBalance | undefined, name: string, target: AllocateTarget, context: MoveContext): MoveDecision {
  const soft = askHeld(line, name, ['reserved'], undefined, context);
  if (!soft.ok) return soft;
  const open = soft.line.holds.reduce((sum, hold) => (hold.location === target.from && hold.lot === '' && hold.serial === '' ? addGrains(sum, hold.reserved) : sum), ZERO);
  if (target.grains > open) return no({ code: 'reservation.not_open', line: name, wanted: target.grains, open });
  if (target.grains > target.free) {
    return no({ code: 'reservation.insufficient', shortages: [{ line: name, item: soft.line.item, requested: target.grains, available: grains(Math.max(target.free, 0)) }] });
  }
  const { from, free: _free, ...held } = target;
  return { ok: true, moved: target.grains, events: [{ type: 'reservation.allocated', ...envelope(soft.line, context), from, holds: [held] }] };
}

/** Notes that held goods were taken from their place for this line: allocated ones first. Without an amount: all that is reserved and allocated there. */
export function decidePick(line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const held = askHeld(heldAt(line, place), name, ['allocated', 'reserved'], amount, context);
  if (!held.ok) return held;
  return { ok: true, moved: totalOf(held.parts), events: held.parts.map((part) => pickedEvent(held.line, part, context)) };
}

/** Records that soft holds have run out. */
export function decideLapse(lines: readonly LineBalance[], context: MoveContext): readonly ReservationEvent[] {
  return lines.flatMap((line) => (line.expiresAt === undefined || line.reserved === 0 || !hasLapsed(line, context.at)
    ? []
    : [{ type: 'reservation.lapsed' as const, ...envelope(line, context), expiresAt: formatInstant(line.expiresAt) }]));
}

/** Held goods, taken. What is picked already is not picked again. */
export function pickedEvent(line: LineBalance, { from, holds }: HeldPart<'reserved' | 'allocated'>, context: MoveContext): ReservationEvent {
  return { type: 'reservation.picked', ...envelope(line, context), from, holds };
}

/** What every event of a decision about a line says. */
export function envelope(line: Pick<LineBalance, 'item' | 'line' | 'used'>, { policy, request }: Pick<MoveContext, 'policy' | 'request'>): ReservationEnvelope {
  return { item: line.item, line: line.line, policy, ...(request === undefined ? {} : { request }), ...(line.used.length === 0 ? {} : { used: line.used }) };
}

/** When a line is wanted, as an event says it. */
export function dated(requestedFor: Instant | undefined): { readonly requestedFor?: string } {
  return requestedFor === undefined ? {} : { requestedFor: formatInstant(requestedFor) };
}

/** The line and what is drawn of its live holds, bucket by bucket in the order given, or why that much is not held. Without an amount everything is drawn. */
export function askHeld<Bucket extends HeldBucket>(
  line: LineBalance | undefined, name: string, buckets: readonly Bucket[], amount: Grains | undefined, { at }: MoveContext,
): Answer<{ readonly line: LineBalance; readonly parts: readonly HeldPart<Bucket>[] }, MoveRefusal> {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const live = liveIn(line, buckets, at);
  const open = heldIn(line, live);
  if (open > 0 && (amount === undefined || amount <= open)) return { ok: true, line, parts: drawHeld(line.holds, live, amount) };
  const expired = hasLapsed(line, at) ? addGrains(line.expired, line.reserved) : line.expired;
  if (open === 0 && expired > 0) return no({ code: 'reservation.lapsed', line: name, expired });
  return no({ code: 'reservation.not_open', line: name, wanted: amount ?? open, open });
}

/** The line and what is drawn of all that is open of it, backordered quantity first, or why that much is not open. Without an amount everything is drawn. */
export function askOpen(
  line: LineBalance | undefined, name: string, buckets: readonly HeldBucket[], amount: Grains | undefined,
): Answer<{ readonly line: LineBalance; readonly wanted: Grains; readonly parts: readonly OpenPart[] }, MoveRefusal> {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const open = addGrains(line.backordered, heldIn(line, buckets));
  const wanted = amount ?? open;
  if (open === 0 || wanted > open) return no({ code: 'reservation.not_open', line: name, wanted, open });
  return { ok: true, line, wanted, parts: drawOpen(line, buckets, wanted) };
}

/** The buckets less soft holds that have run out by an instant and are not swept yet. */
export function liveIn<Bucket extends HeldBucket>(line: LineBalance, buckets: readonly Bucket[], at: Instant): readonly Bucket[] {
  return hasLapsed(line, at) ? buckets.filter((bucket) => bucket !== 'reserved') : buckets;
}

function hasLapsed(line: LineBalance, at: Instant): boolean {
  return line.expiresAt !== undefined && line.expiresAt <= at;
}
