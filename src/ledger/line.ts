import { compareText, type Instant } from '../foundation/index.js';
import { isWithin, type HoldBalance, type LineBalance, type Register } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
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
  /** What facts said was ordered. */
  readonly placed: readonly Statement<PlacedOrder>[];
  /** As decided, without what facts have used up since. */
  readonly holds: readonly HoldBalance[];
  readonly released: Grains;
  readonly expired: Grains;
  readonly cancelled: Grains;
  readonly expiresAt: Instant | undefined;
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
const NOTHING_SHIPPED: ReadonlyMap<string, Grains> = new Map();

/** A line of which nothing is known yet. */
export function startLine(item: string, line: string): LineState {
  const balance: LineBalance = {
    item, line, channel: '', account: '', requested: ZERO, backordered: ZERO, reserved: ZERO, allocated: ZERO, picked: ZERO, shipped: ZERO, released: ZERO, expired: ZERO,
    cancelled: ZERO, excess: ZERO, expiresAt: undefined, holds: [],
  };
  return {
    item, line, channel: '', account: '', requested: undefined, amended: ZERO, placed: [], holds: [], released: ZERO, expired: ZERO, cancelled: ZERO, expiresAt: undefined,
    shipped: NOTHING_SHIPPED, shipments: [], claims: [], cancels: [], balance,
  };
}

/** Whether nothing at all is known of a line any more, so that it need not be kept. */
export function isBlank(state: LineState): boolean {
  const told = state.placed.length > 0 || state.shipped.size > 0 || state.shipments.length > 0 || state.claims.length > 0 || state.cancels.length > 0;
  const decided = state.requested !== undefined || state.amended !== 0 || state.holds.length > 0 || state.released !== 0 || state.expired !== 0 || state.cancelled !== 0 || state.expiresAt !== undefined;
  return !told && !decided;
}

/** The line with a change and its balance made anew. */
export function withLine(register: Register, state: LineState, change: Partial<LineState>): LineState {
  const changed = { ...state, ...change };
  return { ...changed, balance: balanceOfLine(register, changed) };
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

interface OpenHold {
  readonly location: string;
  readonly lot: string;
  readonly serial: string;
  reserved: Grains;
  allocated: Grains;
  picked: Grains;
}

/**
 * The balance of a line. Decided holds are taken as they stand; then what others told is applied in a fixed order: their allocations and picks (of
 * goods held, of holds that have run out, of backordered goods), then shipments (from picked, allocated, reserved, expired and backordered goods, nearest hold first; what is left over is `excess`), then cancellations.
 */
export function balanceOfLine(register: Register, state: LineState): LineBalance {
  const placed = state.placed[state.placed.length - 1]?.content;
  const holds: OpenHold[] = state.holds.map((hold) => ({ ...hold }));
  const decided = holds.reduce((sum, hold) => total(sum, hold.reserved, hold.allocated, hold.picked), total(state.released, state.expired, state.cancelled));
  const asked = addGrains(state.requested ?? placed?.grains ?? ZERO, state.amended);
  const requested = grains(Math.max(asked, decided, 0));
  const open: OpenAmounts = {
    backordered: subtractGrains(requested, decided), expired: state.expired, cancelled: state.cancelled, released: state.released, shipped: ZERO, excess: ZERO,
  };
  applyToldClaims(register, state.claims, holds, open);
  for (const location of [...state.shipped.keys()].sort()) {
    const left = drawShipment(register, holds, open, location, state.shipped.get(location)!);
    open.shipped = addGrains(open.shipped, subtractGrains(state.shipped.get(location)!, left));
    open.excess = addGrains(open.excess, left);
  }
  applyToldCancels(state.cancels, holds, open);
  coverNegative(holds, open);
  const kept = holds.filter((hold) => hold.reserved !== 0 || hold.allocated !== 0 || hold.picked !== 0);
  return {
    item: state.item, line: state.line, channel: state.channel !== '' ? state.channel : (placed?.channel ?? ''),
    account: state.account !== '' ? state.account : (placed?.account ?? ''), requested,
    backordered: open.backordered, reserved: sum(kept, 'reserved'), allocated: sum(kept, 'allocated'), picked: sum(kept, 'picked'),
    shipped: open.shipped, released: open.released, expired: open.expired, cancelled: open.cancelled, excess: open.excess, expiresAt: state.expiresAt, holds: kept,
  };
}

type Bucket = 'reserved' | 'allocated' | 'picked';
const BUCKETS: readonly Bucket[] = ['reserved', 'allocated', 'picked'];
interface OpenAmounts { backordered: Grains; expired: Grains; cancelled: Grains; released: Grains; shipped: Grains; excess: Grains }

function applyToldClaims(register: Register, claims: LineState['claims'], holds: OpenHold[], open: OpenAmounts): void {
  for (const measure of ['allocated', 'picked'] as const) {
    const told = new Map<string, Grains>();
    const latest = new Map<string, ToldClaim>();
    for (const { content: claim } of claims) {
      if (claim.measure !== measure) continue;
      if (claim.mode === 'delta') told.set(claim.location, addGrains(told.get(claim.location) ?? ZERO, claim.grains));
      else latest.set(`${claim.source}\u001f${claim.location}`, claim);
    }
    for (const claim of latest.values()) told.set(claim.location, addGrains(told.get(claim.location) ?? ZERO, claim.grains));
    const from: readonly Bucket[] = measure === 'allocated' ? ['reserved'] : ['allocated', 'reserved'];
    for (const location of [...told.keys()].sort()) {
      const wanted = told.get(location)!;
      const left = drawOpen(open, drawHolds(register, holds, from, location, wanted));
      const hold = holdAt(holds, location);
      hold[measure] = addGrains(hold[measure], subtractGrains(wanted, left));
    }
  }
}

function drawShipment(register: Register, holds: OpenHold[], open: OpenAmounts, location: string, wanted: Grains): Grains {
  return drawOpen(open, drawHolds(register, holds, ['picked', 'allocated', 'reserved'], location, wanted));
}

/** Takes from what is not held, first from holds that have run out. Returns what could not be taken. */
function drawOpen(open: OpenAmounts, wanted: Grains): Grains {
  let left = wanted;
  for (const bucket of ['expired', 'backordered'] as const) {
    const drawn = least(left, open[bucket]);
    open[bucket] = subtractGrains(open[bucket], drawn);
    left = subtractGrains(left, drawn);
  }
  return left;
}

/** Takes from the holds in the order of buckets, at each bucket those at or around the location first. Returns what could not be taken. */
function drawHolds(register: Register, holds: readonly OpenHold[], buckets: readonly Bucket[], location: string, wanted: Grains): Grains {
  let left = wanted;
  for (const near of [true, false]) {
    for (const bucket of buckets) {
      for (const hold of holds) {
        if (left === 0) return left;
        if (hold[bucket] <= 0 || isNear(register, hold.location, location) !== near) continue;
        const drawn = least(left, hold[bucket]);
        hold[bucket] = subtractGrains(hold[bucket], drawn);
        left = subtractGrains(left, drawn);
      }
    }
  }
  return left;
}

function applyToldCancels(cancels: LineState['cancels'], holds: readonly OpenHold[], open: OpenAmounts): void {
  let wanted = ZERO;
  let everything = false;
  for (const { content } of cancels) {
    everything ||= content.everything;
    wanted = addGrains(wanted, content.grains);
  }
  if (wanted === 0 && !everything) return;
  const take = (available: Grains): Grains => {
    const taken = everything ? available : least(wanted, available);
    if (!everything) wanted = subtractGrains(wanted, taken);
    open.cancelled = addGrains(open.cancelled, taken);
    return subtractGrains(available, taken);
  };
  open.backordered = take(open.backordered);
  if (!everything) open.expired = take(open.expired);
  for (const bucket of BUCKETS) for (const hold of holds) if (hold[bucket] > 0) hold[bucket] = take(hold[bucket]);
}

/**
 * What was decided may have rested on something told that was taken back since: a cancelled pick that never was. The shortfall then comes out of what
 * is left of the line, at last out of what was shipped, which then went beyond the request.
 */
function coverNegative(holds: readonly OpenHold[], open: OpenAmounts): void {
  let missing = ZERO;
  for (const bucket of BUCKETS) {
    for (const hold of holds) {
      if (hold[bucket] >= 0) continue;
      missing = subtractGrains(missing, hold[bucket]);
      hold[bucket] = ZERO;
    }
  }
  if (missing === 0) return;
  const give = (available: Grains): Grains => {
    const given = least(missing, available);
    missing = subtractGrains(missing, given);
    return subtractGrains(available, given);
  };
  for (const bucket of BUCKETS) for (const hold of holds) hold[bucket] = give(hold[bucket]);
  open.expired = give(open.expired);
  open.backordered = give(open.backordered);
  open.cancelled = give(open.cancelled);
  open.released = give(open.released);
  open.excess = addGrains(open.excess, missing);
  open.shipped = give(open.shipped);
}

function holdAt(holds: OpenHold[], location: string): OpenHold {
  const known = holds.find((hold) => hold.location === location && hold.lot === '' && hold.serial === '');
  if (known !== undefined) return known;
  const fresh: OpenHold = { location, lot: '', serial: '', reserved: ZERO, allocated: ZERO, picked: ZERO };
  holds.push(fresh);
  return fresh;
}

function isNear(register: Register, held: string, location: string): boolean {
  if (held === location) return true;
  const holdNode = register.locations.get(held);
  const node = register.locations.get(location);
  return holdNode !== undefined && node !== undefined && (isWithin(node, holdNode) || isWithin(holdNode, node));
}

function sum(holds: readonly OpenHold[], bucket: Bucket): Grains {
  return holds.reduce((running, hold) => addGrains(running, hold[bucket]), ZERO);
}

function total(...amounts: readonly Grains[]): Grains {
  return amounts.reduce(addGrains, ZERO);
}

function least(left: Grains, right: Grains): Grains {
  return left < right ? left : right;
}
