import { formatInstant, no, type Instant } from '../foundation/index.js';
import type { LineBalance, LineReference, ReservationEvent } from '../model/index.js';
import type { Grains } from '../quantity/index.js';
import { askOpen, dated, envelope, type MoveContext, type MoveDecision } from './moves.js';

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
  if (line !== undefined && target.line === name) return no({ code: 'reservation.same_line', line: name });
  const open = askOpen(line, name, ['reserved', 'allocated', 'picked'], amount);
  if (!open.ok) return open;
  const channel = target.channel ?? open.line.channel;
  const expiresAt = earlier(endOfSoft(open.line), endOfSoft(target.balance));
  const { item, account, requestedFor } = open.line;
  const events = open.parts.flatMap(({ from, ...part }): readonly ReservationEvent[] => [
    { type: 'reservation.reassigned', ...envelope(open.line, context), from, ...part, to: { item, line: target.line } },
    {
      type: 'reservation.assigned', ...envelope({ item, line: target.line, used: target.balance?.used ?? [] }, context), to: from, ...part, of: { item, line: name },
      ...(channel === '' ? {} : { channel }), ...(account === '' ? {} : { account }), ...dated(requestedFor), ...(from === 'reserved' && expiresAt !== undefined ? { expiresAt: formatInstant(expiresAt) } : {}),
    },
  ]);
  return { ok: true, moved: open.wanted, events };
}

/** What another item takes over from a line. */
export interface SubstituteTarget extends LineReference {
  /** How much of the other item stands for it, in whole grains of that item. */
  readonly grains: Grains;
  /** The other item's line as it stands, if it exists. */
  readonly balance?: LineBalance | undefined;
}

/**
 * Lets another item stand for part of a line: that part is wanted no more of this item, its holds are given up, and so much of the other is wanted, for the
 * caller to hold. Backordered quantity goes first, then reserved and allocated; picked goods are put back first. Checks: the line exists; so much is open.
 */
export function decideSubstitute(line: LineBalance | undefined, name: string, target: SubstituteTarget, amount: Grains | undefined, context: MoveContext): MoveDecision {
  const open = askOpen(line, name, ['reserved', 'allocated'], amount);
  if (!open.ok) return open;
  const { item, channel, account, requestedFor } = open.line;
  const to = { item: target.item, line: target.line };
  return {
    ok: true, moved: open.wanted,
    events: [
      ...open.parts.map((part): ReservationEvent => ({ type: 'reservation.reassigned', ...envelope(open.line, context), ...part, to })),
      {
        type: 'reservation.assigned', ...envelope({ ...to, used: target.balance?.used ?? [] }, context), to: 'backordered', grains: target.grains, holds: [], of: { item, line: name },
        ...(channel === '' ? {} : { channel }), ...(account === '' ? {} : { account }), ...dated(requestedFor),
      },
    ],
  };
}

function endOfSoft(line: LineBalance | undefined): Instant | undefined {
  return line !== undefined && line.reserved > 0 ? line.expiresAt : undefined;
}

function earlier(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.min(left, right);
}
