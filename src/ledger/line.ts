import { compareText, type Instant } from '../foundation/index.js';
import type { HoldBalance, LineBalance, LineKit, PromisedPart, UsedAmount } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { Statement } from './statement.js';

/** What other systems told of a line's handling: summed by id, or the latest of each teller. */
export interface ToldClaim {
  readonly source: string;
  readonly measure: 'allocated' | 'picked';
  readonly mode: 'delta' | 'cumulative';
  readonly location: string;
  readonly grains: Grains;
}

/** What a fact said was ordered. */
export interface PlacedOrder {
  readonly grains: Grains;
  readonly channel: string;
  readonly account: string;
  readonly location: string;
  /** When it is wanted; absent for as soon as possible. */
  readonly requestedFor?: Instant | undefined;
}

/**
 * Everything known of an order line: what was decided here, in the order it was decided, and what was told from outside, in no order. The balance is
 * a pure function of the two, so facts may arrive in any order around fixed decisions.
 */
export interface LineState {
  readonly item: string;
  readonly line: string;
  readonly channel: string;
  readonly account: string;
  /** Asked for by a decision; `undefined` if the line was opened by facts alone. */
  readonly requested: Grains | undefined;
  /** Added to that by later decisions; below zero what other lines carry now. */
  readonly amended: Grains;
  /** When it is wanted, as the decision that opened or promised it says. */
  readonly requestedFor?: Instant | undefined;
  /** What was promised of the backordered quantity and is not held since, the earliest first. */
  readonly promised?: readonly PromisedPart[] | undefined;
  /** What facts said was ordered. */
  readonly placed: readonly Statement<PlacedOrder>[];
  /** As decided, without what facts have used of them. */
  readonly holds: readonly HoldBalance[];
  /** What facts had used of the line, and of which part of it, when something was last decided: that is not attributed anew. */
  readonly settled: readonly UsedAmount[];
  readonly released: Grains;
  readonly expired: Grains;
  readonly cancelled: Grains;
  readonly expiresAt: Instant | undefined;
  /** Kits that are served by their parts, once the line was taken apart. */
  readonly kit?: LineKit | undefined;
  /** Shipped for this line, by the location it left from. */
  readonly shipped: ReadonlyMap<string, Grains>;
  /** The same by instant, in order of instant and location: what is consumed of a share within a period. */
  readonly shipments: readonly LineShipment[];
  readonly claims: readonly Statement<ToldClaim>[];
  /** Cancelled elsewhere; `everything` for all that was still open. */
  readonly cancels: readonly Statement<{ readonly grains: Grains; readonly everything: boolean }>[];
  readonly balance: LineBalance;
}

/** What of a line left one location at one instant. */
export interface LineShipment {
  readonly at: Instant;
  readonly location: string;
  readonly grains: Grains;
}

const ZERO = grains(0);
const NONE: readonly never[] = [];
const NOTHING_SHIPPED: ReadonlyMap<string, Grains> = new Map();

/** A line of which nothing is known yet. */
export function startLine(item: string, line: string): LineState {
  const balance: LineBalance = {
    item, line, channel: '', account: '', requested: ZERO, backordered: ZERO, reserved: ZERO, allocated: ZERO, picked: ZERO, shipped: ZERO, released: ZERO, expired: ZERO,
    cancelled: ZERO, excess: ZERO, expiresAt: undefined, holds: NONE, used: NONE,
  };
  return {
    item, line, channel: '', account: '', requested: undefined, amended: ZERO, placed: NONE, holds: NONE, settled: NONE, released: ZERO, expired: ZERO, cancelled: ZERO,
    expiresAt: undefined, shipped: NOTHING_SHIPPED, shipments: NONE, claims: NONE, cancels: NONE, balance,
  };
}

/** Whether nothing at all is known of a line any more, so that it need not be kept. */
export function isBlank(state: LineState): boolean {
  const told = state.placed.length > 0 || state.shipments.length > 0 || state.claims.length > 0 || state.cancels.length > 0;
  const decided = state.requested !== undefined || state.amended !== 0 || state.holds.length > 0 || state.settled.length > 0 || state.released !== 0 || state.expired !== 0 || state.cancelled !== 0 || state.expiresAt !== undefined || state.kit !== undefined;
  return !told && !decided;
}

/** The shipments of a line with one more, or with one taken back by its opposite amount. */
export function withShipment(shipments: readonly LineShipment[], at: Instant, location: string, amount: Grains): readonly LineShipment[] {
  let index = 0;
  while (index < shipments.length && isBefore(shipments[index]!, at, location)) index++;
  const known = shipments[index];
  if (known?.at !== at || known.location !== location) return [...shipments.slice(0, index), { at, location, grains: amount }, ...shipments.slice(index)];
  const left = addGrains(known.grains, amount);
  return left === 0 ? shipments.toSpliced(index, 1) : shipments.with(index, { ...known, grains: left });
}

function isBefore(shipment: LineShipment, at: Instant, location: string): boolean {
  return shipment.at < at || (shipment.at === at && compareText(shipment.location, location) < 0);
}
