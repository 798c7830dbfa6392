import { no, type Answer, type Instant } from '../foundation/index.js';
import { byNumber } from './by-number.js';
import { requireAmount, requireNamedOnce, requireSize } from './check-input.js';

/** One piece that is there. */
export interface SerialOffer {
  readonly serial: string;
  readonly lot?: string | undefined;
  /** The first instant at which it may no longer be used; absent if it never ends. */
  readonly endsAt?: Instant | undefined;
  readonly receivedAt?: Instant | undefined;
}

/** Which pieces go first; equal ones in the order given. */
export type SerialRule = 'asGiven' | 'firstExpiredFirstOut' | 'firstInFirstOut' | 'lastInFirstOut';

/** Which pieces are to be picked. */
export interface SerialRequest {
  /** How many pieces. */
  readonly count: number;
  readonly serials: readonly SerialOffer[];
  /** Default `asGiven`. */
  readonly rule?: SerialRule | undefined;
  /** Pieces that must be among those picked, each named once. They come first, in this order. */
  readonly named?: readonly string[] | undefined;
  /** When the goods leave: a piece that has ended by then is not picked. Default: the end of no piece matters. */
  readonly at?: Instant | undefined;
}

/** Which pieces to pick: `serials.length + remainder = count`. */
export interface SerialPlan {
  readonly rule: SerialRule;
  readonly count: number;
  readonly serials: readonly string[];
  /** How many pieces are missing. */
  readonly remainder: number;
  /** Pieces that are said to be in two places or more: each is picked at most once. */
  readonly repeated: readonly string[];
  /** Pieces that have ended. */
  readonly ended: readonly string[];
}

/** Why no piece was picked. */
export type SerialRefusal =
  | { readonly code: 'allocation.named_beyond_count'; readonly count: number; readonly named: number }
  | { readonly code: 'allocation.serial_not_offered'; readonly serials: readonly string[] };

/**
 * Chooses the pieces for a request. Checks in this order: no more pieces are named than are wanted; each named piece is there and has not ended. A piece offered
 * twice, as a serial recorded in two bins is, is one piece.
 *
 * @throws TypeError for a piece named twice, or a count that is no whole number from zero up
 */
export function pickSerials(request: SerialRequest): Answer<SerialPlan, SerialRefusal> {
  const { count, serials, rule = 'asGiven', named = [], at } = request;
  requireAmount(count, 'count');
  requireNamedOnce(named, (serial) => serial, 'named');
  requireSize(serials, 'serials');
  if (named.length > count) return no({ code: 'allocation.named_beyond_count', count, named: named.length });
  const offers = new Map<string, SerialOffer>();
  const repeated = new Set<string>();
  const ended = new Set<string>();
  for (const offer of serials) {
    if (at !== undefined && offer.endsAt !== undefined && offer.endsAt <= at) ended.add(offer.serial);
    else if (offers.has(offer.serial)) repeated.add(offer.serial);
    else offers.set(offer.serial, offer);
  }
  const missing = named.filter((serial) => !offers.has(serial));
  if (missing.length > 0) return no({ code: 'allocation.serial_not_offered', serials: missing });
  const first = new Set(named);
  const others = [...offers.values()].filter(({ serial }) => !first.has(serial)).sort(ORDERS[rule]).map(({ serial }) => serial);
  const picked = [...named, ...others.slice(0, count - named.length)];
  return { ok: true, rule, count, serials: picked, remainder: count - picked.length, repeated: [...repeated], ended: [...ended] };
}

/** Sorting is stable, so pieces that are equal here stay in the order given. */
const ORDERS: Readonly<Record<SerialRule, (left: SerialOffer, right: SerialOffer) => number>> = {
  asGiven: () => 0,
  firstExpiredFirstOut: (left, right) => byNumber(left.endsAt ?? Infinity, right.endsAt ?? Infinity),
  firstInFirstOut: (left, right) => byNumber(left.receivedAt ?? -Infinity, right.receivedAt ?? -Infinity),
  lastInFirstOut: (left, right) => byNumber(right.receivedAt ?? -Infinity, left.receivedAt ?? -Infinity),
};
