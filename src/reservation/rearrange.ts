import { formatInstant, no, type Instant } from '../foundation/index.js';
import type { HeldAmount, HeldBucket, LineBalance, ReservationEvent } from '../model/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { drawHeld, heldAt, sumHeld, totalOf, withoutParts, type HeldPlace } from './held.js';
import { askHeld, envelope, liveIn, pickedEvent, type MoveContext, type MoveDecision } from './moves.js';

/** From where to where a hold is moved. */
export interface MovedHold {
  readonly from: HeldPlace;
  readonly to: HeldPlace;
  /** How much; everything held there without it. */
  readonly grains?: Grains | undefined;
  /** How much of the new place, lot or piece is free for this line, once it has given up the old one. */
  readonly free: Grains;
}

/**
 * Moves a hold to another place: a soft hold to another location, a binding to another bin, lot or piece. Checks: the line exists; so much is held there;
 * so much is free where it goes.
 */
export function decideMoveHold(line: LineBalance | undefined, name: string, bucket: 'reserved' | 'allocated', move: MovedHold, context: MoveContext): MoveDecision {
  const held = askHeld(heldAt(line, move.from), name, [bucket], move.grains, context);
  if (!held.ok) return held;
  const out = held.parts.flatMap(({ holds }) => holds);
  const moved = sumHeld(out);
  if (moved > move.free) return no({ code: 'reservation.insufficient', shortages: [{ line: name, item: held.line.item, requested: moved, available: grains(Math.max(move.free, 0)) }] });
  return { ok: true, moved, events: [{ type: 'reservation.moved', ...envelope(held.line, context), from: bucket, to: bucket, out, into: [{ ...move.to, grains: moved }] }] };
}

/** Frees goods of their binding: they stay held where they are, softly. Without an amount: all that is allocated there. `expiresAt` ends the hold if no other soft hold of the line lasts. */
export function decideDeallocate(
  line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, expiresAt: Instant | undefined, context: MoveContext,
): MoveDecision {
  if (expiresAt !== undefined && expiresAt <= context.at) return no({ code: 'reservation.expiry_in_past', expiresAt, at: context.at });
  return rearrange(line, name, place, amount, 'allocated', 'reserved', ({ location, grains: held }) => ({ location, grains: held }), context, expiresAt);
}

/** Puts picked goods back to where they were taken from; they stay bound to the line. Without an amount: all that is picked there. */
export function decidePutBack(line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, context: MoveContext): MoveDecision {
  return rearrange(line, name, place, amount, 'picked', 'allocated', (held) => held, context);
}

/** Gives a hold up while the goods are still wanted: reserved first, then allocated. Picked goods are put back first. Without an amount: all of it. */
export function decideGiveUp(line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const held = askHeld(heldAt(line, place), name, ['reserved', 'allocated'], amount, context);
  if (!held.ok) return held;
  return { ok: true, moved: totalOf(held.parts), events: held.parts.map(({ from, holds }) => ({ type: 'reservation.backordered', ...envelope(held.line, context), from, holds })) };
}

/**
 * Notes that fewer goods were found at a place than are held there: what was found is picked, allocated goods first, and the rest is wanted still but held
 * no more. Nothing found is a pick of none. `moved` is what was picked.
 */
export function decideShortPick(line: LineBalance | undefined, name: string, place: HeldPlace, found: Grains, context: MoveContext): MoveDecision {
  const held = askHeld(heldAt(line, place), name, ['allocated', 'reserved'], found, context);
  if (!held.ok) return held;
  const { line: there, parts: picked } = held;
  const short = drawHeld(withoutParts(there.holds, picked), liveIn(there, ['reserved', 'allocated'], context.at), undefined);
  return {
    ok: true, moved: found,
    events: [
      ...picked.map((part) => pickedEvent(there, part, context)),
      ...short.map(({ from, holds }): ReservationEvent => ({ type: 'reservation.backordered', ...envelope(there, context), from, holds })),
    ],
  };
}

function rearrange(
  line: LineBalance | undefined, name: string, place: HeldPlace | undefined, amount: Grains | undefined, from: HeldBucket, to: HeldBucket, held: (hold: HeldAmount) => HeldAmount,
  context: MoveContext, expiresAt?: Instant,
): MoveDecision {
  const taken = askHeld(heldAt(line, place), name, [from], amount, context);
  if (!taken.ok) return taken;
  const out = taken.parts.flatMap(({ holds }) => holds);
  return {
    ok: true, moved: sumHeld(out),
    events: [{
      type: 'reservation.moved', ...envelope(taken.line, context), from, to, out, into: out.map(held), ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }),
    }],
  };
}
