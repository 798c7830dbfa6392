import { formatInstant, no, type Instant } from '../foundation/index.js';
import type { LineBalance, LineReference, ReservationEvent } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { drawHeld, heldIn, sumHeld } from './held.js';
import { envelope, type MoveContext, type MoveDecision } from './moves.js';

/** The line that is to carry part of another. */
export interface ReassignTarget {
  readonly line: string;
  /** As it stands, if it exists. */
  readonly balance: LineBalance | undefined;
  /** The channel of a line that is opened. Default: that of the line it comes from. */
  readonly channel?: string | undefined;
}

/**
 * Hands part of a line to another line of the same item, with what is held for it: an order is split, or two are merged. Backordered quantity goes first,
 * then reserved, allocated, picked; without an amount everything open goes. The soft holds of the line that takes it then end with the earlier of the two.
 * Checks: the line exists; the lines are two; so much is open.
 */
export function decideReassign(line: LineBalance | undefined, name: string, target: ReassignTarget, amount: Grains | undefined, context: MoveContext): MoveDecision {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  if (target.line === name) return no({ code: 'reservation.same_line', line: name });
  const open = addGrains(line.backordered, heldIn(line, ['reserved', 'allocated', 'picked']));
  const wanted = amount ?? open;
  if (open === 0 || wanted > open) return no({ code: 'reservation.not_open', line: name, wanted, open });
  const channel = target.channel ?? line.channel;
  const expiresAt = earlier(endOfSoft(line), endOfSoft(target.balance));
  const events: ReservationEvent[] = [];
  const hand = (from: 'backordered' | 'reserved' | 'allocated' | 'picked', grainsOf: Grains, holds: ReturnType<typeof drawHeld>[number]['holds']): void => {
    events.push(
      { type: 'reservation.reassigned', ...envelope(line, context), from, grains: grainsOf, holds, to: { item: line.item, line: target.line } },
      {
        type: 'reservation.assigned', ...envelope({ ...line, line: target.line }, context), to: from, grains: grainsOf, holds, of: { item: line.item, line: name },
        ...(channel === '' ? {} : { channel }), ...(line.account === '' ? {} : { account: line.account }), ...(from === 'reserved' && expiresAt !== undefined ? { expiresAt: formatInstant(expiresAt) } : {}),
      },
    );
  };
  const backordered = grains(Math.min(wanted, line.backordered));
  if (backordered > 0) hand('backordered', backordered, []);
  if (wanted > backordered) {
    for (const { from, holds } of drawHeld(line.holds, ['reserved', 'allocated', 'picked'], subtractGrains(wanted, backordered))) hand(from, sumHeld(holds), holds);
  }
  return { ok: true, moved: wanted, events };
}

/** What another item takes over from a line. */
export interface SubstituteTarget extends LineReference {
  /** How much of the other item stands for it, in whole grains of that item. */
  readonly grains: Grains;
}

/**
 * Lets another item stand for part of a line: that part is wanted no more of this item, its holds are given up, and so much of the other is wanted, for the
 * caller to hold. Backordered quantity goes first, then reserved and allocated; picked goods are put back first. Checks: the line exists; so much is open.
 */
export function decideSubstitute(line: LineBalance | undefined, name: string, target: SubstituteTarget, amount: Grains | undefined, context: MoveContext): MoveDecision {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const open = addGrains(line.backordered, heldIn(line, ['reserved', 'allocated']));
  const wanted = amount ?? open;
  if (open === 0 || wanted > open) return no({ code: 'reservation.not_open', line: name, wanted, open });
  const to = { item: target.item, line: target.line };
  const backordered = grains(Math.min(wanted, line.backordered));
  const events: ReservationEvent[] = [];
  if (backordered > 0) events.push({ type: 'reservation.reassigned', ...envelope(line, context), from: 'backordered', grains: backordered, holds: [], to });
  if (wanted > backordered) {
    for (const { from, holds } of drawHeld(line.holds, ['reserved', 'allocated'], subtractGrains(wanted, backordered))) {
      events.push({ type: 'reservation.reassigned', ...envelope(line, context), from, grains: sumHeld(holds), holds, to });
    }
  }
  events.push({
    type: 'reservation.assigned', ...envelope({ ...line, ...to }, context), to: 'backordered', grains: target.grains, holds: [], of: { item: line.item, line: name },
    ...(line.channel === '' ? {} : { channel: line.channel }), ...(line.account === '' ? {} : { account: line.account }),
  });
  return { ok: true, moved: wanted, events };
}

function endOfSoft(line: LineBalance | undefined): Instant | undefined {
  return line !== undefined && line.reserved > 0 ? line.expiresAt : undefined;
}

function earlier(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.min(left, right);
}
