import { no } from '../foundation/index.js';
import type { FrozenPart, LineBalance, ReservationEvent } from '../model/index.js';
import type { Grains } from '../quantity/index.js';
import { askOpen, dated, envelope, type MoveContext, type MoveDecision } from './moves.js';

/** What moves between a kit line and the line of one of its parts. */
export interface PartOfKit {
  readonly item: string;
  /** The line of the part. */
  readonly line: string;
  readonly grains: Grains;
  /** The part's line as it stands, if it exists. */
  readonly balance: LineBalance | undefined;
}

/** A kit line that is to be taken apart, as it will stand when it is: it may be opened by the same request. */
export type ExplodedLine = Pick<LineBalance, 'item' | 'line' | 'channel' | 'account' | 'requestedFor' | 'used'>;

/**
 * Takes backordered kits of a line apart: so many are served by their parts from now on, whose lines want so much more. With no kits, what the kit is made of is
 * frozen and nothing moves. The caller has seen to it that so many are backordered.
 */
export function explodeEvents(line: ExplodedLine, kits: Grains, frozen: readonly FrozenPart[], parts: readonly PartOfKit[], context: MoveContext): readonly ReservationEvent[] {
  const { item, line: name, channel, account } = line;
  return [
    { type: 'reservation.exploded', ...envelope(line, context), grains: kits, parts: frozen },
    ...parts.filter((part) => part.grains > 0).map((part): ReservationEvent => ({
      type: 'reservation.assigned', ...envelope({ item: part.item, line: part.line, used: part.balance?.used ?? [] }, context), to: 'backordered', grains: part.grains, holds: [],
      of: { item, line: name }, ...(channel === '' ? {} : { channel }), ...(account === '' ? {} : { account }), ...dated(line.requestedFor),
    })),
  ];
}

/**
 * Makes kits of a line that are served by their parts wanted as kits again: the parts' lines want so much less, backordered quantity first, then reserved,
 * allocated and picked, and what was held for it is held no more. Checks: each part's line exists and has so much open.
 */
export function decideGather(line: LineBalance, kits: Grains, parts: readonly PartOfKit[], context: MoveContext): MoveDecision {
  const events: ReservationEvent[] = [];
  for (const part of parts) {
    if (part.grains === 0) continue;
    const open = askOpen(part.balance, part.line, ['reserved', 'allocated', 'picked'], part.grains);
    if (!open.ok) return no(open.reason);
    for (const one of open.parts) events.push({ type: 'reservation.reassigned', ...envelope(open.line, context), ...one, to: { item: line.item, line: line.line } });
  }
  events.push({ type: 'reservation.gathered', ...envelope(line, context), grains: kits });
  return { ok: true, moved: kits, events };
}
