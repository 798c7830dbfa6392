import { formatInstant, no, type Answer, type Instant } from '../foundation/index.js';
import type { HeldAmount, PromisedPart, ReservationEvent } from '../model/index.js';
import { sumGrains } from '../quantity/index.js';
import { envelope } from './moves.js';
import type { ReserveRefusal, ReserveView } from './reserve.js';

/** A promise that is to be kept for a line of one item. */
export interface PromisedLine {
  readonly item: string;
  readonly line: string;
  readonly request: string;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  /** The version of the rules it was promised under. */
  readonly rules: string;
  readonly requestedFor: Instant;
  /** Everything that is promised, by place and instant. */
  readonly shipments: readonly PromisedPart[];
  /** What of it is held now, at the places it was promised from. */
  readonly holds: readonly HeldAmount[];
  readonly expiresAt?: Instant | undefined;
}

/** The decision: the events that record it. */
export type PromiseLineDecision = Answer<{ readonly events: readonly ReservationEvent[] }, Exclude<ReserveRefusal, { readonly code: 'reservation.insufficient' }>>;

/**
 * Decides that a line is kept a promise: it is opened, so much of it is promised, and what can be is held. A line that exists is promised again, in place of what was
 * promised of it before. Checks in this order: the end of the hold lies ahead; no line exists with less open than is promised.
 */
export function decidePromise(promised: PromisedLine, view: Pick<ReserveView, 'at' | 'policy' | 'line'>): PromiseLineDecision {
  const { item, line, channel, account, requestedFor, expiresAt } = promised;
  if (expiresAt !== undefined && expiresAt <= view.at) return no({ code: 'reservation.expiry_in_past', expiresAt, at: view.at });
  const known = view.line(item, line);
  const requested = sumGrains(promised.shipments.map((shipment) => shipment.grains));
  if (known !== undefined && known.backordered < requested) return no({ code: 'reservation.exists', line, item, backordered: known.backordered, requested });
  const said = envelope({ item, line, used: known?.used ?? [] }, { policy: view.policy, request: promised.request });
  const date = formatInstant(requestedFor);
  const events: ReservationEvent[] = [];
  if (known === undefined) {
    events.push({
      type: 'reservation.opened', ...said, ...(channel === undefined ? {} : { channel }), ...(account === undefined ? {} : { account }), requested, requestedFor: date,
    });
  }
  events.push({
    type: 'reservation.promised', ...said, rules: promised.rules, requestedFor: date,
    shipments: promised.shipments.map(({ location, pickAt, grains }) => ({ location, pickAt: formatInstant(pickAt), grains })),
  });
  if (promised.holds.length > 0) {
    events.push({ type: 'reservation.reserved', ...said, holds: promised.holds, ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }) });
  }
  return { ok: true, events };
}
