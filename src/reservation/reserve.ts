import { formatInstant, no, type Answer, type Instant } from '../foundation/index.js';
import type { HeldAmount, LineBalance, ReservationEvent } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { sumHeld } from './held.js';
import { dated, envelope } from './moves.js';

/** How much a location offers, best first, as the sourcing of one line sees it. */
export interface Offer {
  readonly location: string;
  readonly grains: Grains;
}

/** One line of a request, in canonical identifiers and whole grains. */
export interface ReserveLine {
  readonly line: string;
  readonly item: string;
  readonly grains: Grains;
  /** Only from here; its subtree included. */
  readonly location?: string | undefined;
  /** When it is wanted. Default: as soon as possible. */
  readonly requestedFor?: Instant | undefined;
}

/**
 * What to do when there is not enough: `allOrNothing` refuses the whole request; `partial` holds what there is and asks for no more; `backorder` holds what
 * there is and leaves the rest as visible demand.
 */
export type ReserveMode = 'allOrNothing' | 'partial' | 'backorder';

/** A request to hold goods for the lines of one order. */
export interface ReserveRequest {
  readonly request: string;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  readonly lines: readonly ReserveLine[];
  readonly mode: ReserveMode;
  readonly expiresAt?: Instant | undefined;
}

/** What the decision may look at. */
export interface ReserveView {
  readonly at: Instant;
  readonly policy: string;
  /** The line as it stands, if it exists. */
  line(item: string, line: string): LineBalance | undefined;
  /**
   * What may be held for a line, location by location in the order to take them, with what this request has already taken left out. The amounts may be
   * taken together.
   */
  offers(line: ReserveLine, taken: readonly TakenAmount[]): readonly Offer[];
}

/** What the request has taken so far, of one item. */
export interface TakenAmount {
  readonly item: string;
  readonly location: string;
  readonly grains: Grains;
}

/** How one line came out. */
export interface ReservedLine {
  readonly line: string;
  readonly item: string;
  readonly requested: Grains;
  readonly reserved: Grains;
  /** Left as demand. */
  readonly backordered: Grains;
  /** Neither held nor left as demand: the request was partial. */
  readonly refused: Grains;
  readonly requestedFor?: Instant | undefined;
  readonly holds: readonly HeldAmount[];
}

/** A line that cannot be held in full, with what could be. */
export interface Shortage {
  readonly line: string;
  readonly item: string;
  readonly requested: Grains;
  readonly available: Grains;
}

/** Why nothing was held. */
export type ReserveRefusal =
  | { readonly code: 'reservation.exists'; readonly line: string; readonly item: string; readonly backordered: Grains; readonly requested: Grains }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: Instant; readonly at: Instant }
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly Shortage[] };

/** The decision: what it says, and the events that record it. */
export type ReserveDecision = Answer<{ readonly lines: readonly ReservedLine[]; readonly events: readonly ReservationEvent[] }, ReserveRefusal>;

const ZERO = grains(0);

/**
 * Decides a request to hold goods. Checks in this order: the end of the hold lies ahead; no line exists with less open than asked; there is enough.
 * Demand on one item is summed over the lines before anything is granted: each line sees what the lines before it took. Lines that name a location
 * choose first, since others can go elsewhere.
 */
export function decideReserve(request: ReserveRequest, view: ReserveView): ReserveDecision {
  if (request.expiresAt !== undefined && request.expiresAt <= view.at) {
    return no({ code: 'reservation.expiry_in_past', expiresAt: request.expiresAt, at: view.at });
  }
  for (const { line, item, grains: requested } of request.lines) {
    const known = view.line(item, line);
    if (known !== undefined && known.backordered < requested) return no({ code: 'reservation.exists', line, item, backordered: known.backordered, requested });
  }
  const taken: TakenAmount[] = [];
  const granted = new Map<ReserveLine, readonly HeldAmount[]>();
  for (const line of inTurn(request.lines)) {
    const holds = takeOffers(line.grains, view.offers(line, taken));
    granted.set(line, holds);
    for (const hold of holds) taken.push({ item: line.item, location: hold.location, grains: hold.grains });
  }
  const shortages = request.lines.map((line) => shortageOf(line, granted.get(line)!)).filter((shortage) => shortage.available < shortage.requested);
  const nothing = [...granted.values()].every((holds) => holds.length === 0);
  if (shortages.length > 0 && (request.mode === 'allOrNothing' || (request.mode === 'partial' && nothing))) return no({ code: 'reservation.insufficient', shortages });
  const lines = request.lines.map((line) => outcomeOf(request.mode, line, granted.get(line)!));
  return { ok: true, lines, events: lines.flatMap((line) => eventsOf(request, view, line)) };
}

/** Lines that name a location choose first, since others can go elsewhere. */
export function inTurn<Line extends { readonly location?: string | undefined }>(lines: readonly Line[]): readonly Line[] {
  return [...lines.filter(({ location }) => location !== undefined), ...lines.filter(({ location }) => location === undefined)];
}

/** An amount taken from offers in their order, as far as they go. */
export function takeOffers(wanted: Grains, offers: readonly Offer[]): readonly HeldAmount[] {
  const holds: HeldAmount[] = [];
  let left = wanted;
  for (const offer of offers) {
    const amount = grains(Math.min(offer.grains, left));
    if (amount <= 0) continue;
    holds.push({ location: offer.location, grains: amount });
    left = subtractGrains(left, amount);
  }
  return holds;
}

function shortageOf(line: ReserveLine, holds: readonly HeldAmount[]): Shortage {
  return { line: line.line, item: line.item, requested: line.grains, available: sumHeld(holds) };
}

function outcomeOf(mode: ReserveMode, line: ReserveLine, holds: readonly HeldAmount[]): ReservedLine {
  const reserved = sumHeld(holds);
  const missing = subtractGrains(line.grains, reserved);
  return {
    line: line.line, item: line.item, requested: line.grains, reserved, holds,
    backordered: mode === 'backorder' ? missing : ZERO, refused: mode === 'backorder' ? ZERO : missing,
    ...(line.requestedFor === undefined ? {} : { requestedFor: line.requestedFor }),
  };
}

function eventsOf(request: ReserveRequest, view: ReserveView, line: ReservedLine): readonly ReservationEvent[] {
  const known = view.line(line.item, line.line);
  const said = envelope({ item: line.item, line: line.line, used: known?.used ?? [] }, { policy: view.policy, request: request.request });
  const wanted = addGrains(line.reserved, line.backordered);
  const events: ReservationEvent[] = [];
  if (known === undefined && wanted > 0) {
    events.push({
      type: 'reservation.opened', ...said, channel: request.channel, ...(request.account === undefined ? {} : { account: request.account }), requested: wanted,
      ...dated(line.requestedFor),
    });
  }
  if (line.holds.length > 0) {
    events.push({
      type: 'reservation.reserved', ...said, holds: line.holds, ...(request.expiresAt === undefined ? {} : { expiresAt: formatInstant(request.expiresAt) }),
    });
  }
  return events;
}
