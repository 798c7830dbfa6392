import { formatInstant, no, type Answer, type Instant } from '../foundation/index.js';
import type { HeldAmount, HeldBucket, LineBalance, ReservationEvent } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { drawHeld, heldAt, heldIn, sumHeld, totalOf, type HeldPart, type HeldPlace } from './held.js';

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
  const refusal = refuseUnlessHeld(line, name, ['reserved'], undefined, context);
  if (refusal !== undefined || line === undefined) return no(refusal ?? { code: 'reservation.unknown_line', line: name });
  if (expiresAt !== undefined && expiresAt <= context.at) return no({ code: 'reservation.expiry_in_past', expiresAt, at: context.at });
  return {
    ok: true, moved: line.reserved,
    events: [{ type: 'reservation.extended', ...envelope(line, context), ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }) }],
  };
}

/** Gives held goods up; that part of the line is done. Without an amount: all that is reserved and allocated. Picked goods go last, and only by amount. */
export function decideRelease(line: LineBalance | undefined, name: string, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const buckets: readonly HeldBucket[] = amount === undefined ? ['reserved', 'allocated'] : ['reserved', 'allocated', 'picked'];
  const refusal = refuseUnlessHeld(line, name, buckets, amount, context);
  if (refusal !== undefined || line === undefined) return no(refusal ?? { code: 'reservation.unknown_line', line: name });
  const parts = drawHeld(line.holds, buckets, amount);
  return { ok: true, moved: totalOf(parts), events: parts.map(({ from, holds }) => ({ type: 'reservation.released', ...envelope(line, context), from, holds })) };
}

/**
 * Takes demand back: first what is backordered, then what is reserved, allocated, picked. Without an amount: everything that has not shipped.
 */
export function decideCancel(line: LineBalance | undefined, name: string, amount: Grains | undefined, context: MoveContext): MoveDecision {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const open = addGrains(line.backordered, heldIn(line, ['reserved', 'allocated', 'picked']));
  const wanted = amount ?? open;
  if (open === 0 || wanted > open) return no({ code: 'reservation.not_open', line: name, wanted, open });
  const backordered = wanted < line.backordered ? wanted : line.backordered;
  const held = subtractGrains(wanted, backordered);
  const events: ReservationEvent[] = [];
  if (backordered > 0) events.push({ type: 'reservation.cancelled', ...envelope(line, context), from: 'backordered', grains: backordered, holds: [] });
  for (const { from, holds } of held > 0 ? drawHeld(line.holds, ['reserved', 'allocated', 'picked'], held) : []) {
    events.push({ type: 'reservation.cancelled', ...envelope(line, context), from, grains: sumHeld(holds), holds });
  }
  return { ok: true, moved: wanted, events };
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
  const refusal = refuseUnlessHeld(line, name, ['reserved'], undefined, context);
  if (refusal !== undefined || line === undefined) return no(refusal ?? { code: 'reservation.unknown_line', line: name });
  const open = line.holds.reduce((sum, hold) => (hold.location === target.from && hold.lot === '' && hold.serial === '' ? addGrains(sum, hold.reserved) : sum), ZERO);
  if (target.grains > open) return no({ code: 'reservation.not_open', line: name, wanted: target.grains, open });
  if (target.grains > target.free) {
    return no({ code: 'reservation.insufficient', shortages: [{ line: name, item: line.item, requested: target.grains, available: target.free > 0 ? target.free : ZERO }] });
  }
  const { from, free: _free, ...held } = target;
  return { ok: true, moved: target.grains, events: [{ type: 'reservation.allocated', ...envelope(line, context), from, holds: [held] }] };
}

/** Notes that held goods were taken from their place for this line: allocated ones first. Without an amount: all that is reserved and allocated there. */
export function decidePick(line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const there = heldAt(line, place);
  const refusal = refuseUnlessHeld(there, name, ['allocated', 'reserved'], amount, context);
  if (refusal !== undefined || there === undefined) return no(refusal ?? { code: 'reservation.unknown_line', line: name });
  const parts = drawHeld(there.holds, ['allocated', 'reserved'], amount);
  return { ok: true, moved: totalOf(parts), events: parts.flatMap((part) => pickedEvent(there, part, context)) };
}

/** Records that soft holds have run out. */
export function decideLapse(lines: readonly LineBalance[], context: MoveContext): readonly ReservationEvent[] {
  return lines.flatMap((line) => (line.expiresAt === undefined || line.expiresAt > context.at
    ? []
    : [{ type: 'reservation.lapsed' as const, ...envelope(line, context), expiresAt: formatInstant(line.expiresAt) }]));
}

/** Held goods, taken. What is picked already is not picked again. */
export function pickedEvent(line: LineBalance, { from, holds }: HeldPart, context: MoveContext): readonly ReservationEvent[] {
  return from === 'picked' ? [] : [{ type: 'reservation.picked', ...envelope(line, context), from, holds }];
}

/** What every event of a decision about a line says. */
export function envelope(line: LineBalance, context: MoveContext): { item: string; line: string; policy: string; request?: string } {
  return { item: line.item, line: line.line, policy: context.policy, ...(context.request === undefined ? {} : { request: context.request }) };
}

/** The reason why not that much is held; `undefined` if it is. */
export function refuseUnlessHeld(
  line: LineBalance | undefined, name: string, buckets: readonly HeldBucket[], amount: Grains | undefined, context: MoveContext,
): MoveRefusal | undefined {
  if (line === undefined) return { code: 'reservation.unknown_line', line: name };
  const lapsed = line.expiresAt !== undefined && line.expiresAt <= context.at;
  const counted = lapsed ? buckets.filter((bucket) => bucket !== 'reserved') : buckets;
  const open = heldIn(line, counted);
  if (open > 0 && (amount === undefined || amount <= open)) return undefined;
  const expired = addGrains(line.expired, lapsed ? line.reserved : ZERO);
  if (open === 0 && expired > 0) return { code: 'reservation.lapsed', line: name, expired };
  return { code: 'reservation.not_open', line: name, wanted: amount ?? open, open };
}
