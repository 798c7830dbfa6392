import { no, type Answer } from '../foundation/index.js';
import type { LineBalance, ReservationEvent } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { heldIn } from './held.js';
import { decideCancel, envelope, type MoveContext, type MoveRefusal } from './moves.js';

/** The decision on an amendment: what it adds to the line or takes off it, and the events that record it. */
export type AmendDecision = Answer<{ readonly added: Grains; readonly cancelled: Grains; readonly events: readonly ReservationEvent[] }, MoveRefusal>;

const NONE = grains(0);

/** How much of a line is still wanted or was had: what is open, and what has shipped within the request. */
export function wantedOf(line: LineBalance): Grains {
  return addGrains(addGrains(line.backordered, line.shipped), heldIn(line, ['reserved', 'allocated', 'picked']));
}

/**
 * Changes how much is wanted of a line in all, shipped goods included and what was released, has expired or was cancelled left out. More is added as
 * backordered quantity, for the caller to hold; less is cancelled, backordered quantity first. What has shipped cannot be amended away.
 */
export function decideAmend(line: LineBalance | undefined, name: string, wanted: Grains, context: MoveContext): AmendDecision {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const before = wantedOf(line);
  if (wanted > before) {
    const added = subtractGrains(wanted, before);
    return { ok: true, added, cancelled: NONE, events: [{ type: 'reservation.amended', ...envelope(line, context), added }] };
  }
  if (wanted === before) return { ok: true, added: NONE, cancelled: NONE, events: [] };
  const decision = decideCancel(line, name, subtractGrains(before, wanted), context);
  return decision.ok ? { ok: true, added: NONE, cancelled: decision.moved, events: decision.events } : decision;
}
