import { compareText } from '../foundation/index.js';
import { isWithin, type HeldBucket, type LineBalance, type LineSpot, type Register, type UsedAmount, type UsedBy } from '../model/index.js';
import { addGrains, grains, negateGrains, subtractGrains, type Grains } from '../quantity/index.js';
import type { LineState, ToldClaim } from './line.js';
import { openParts } from './promised.js';

const ZERO = grains(0);
const BUCKETS: readonly HeldBucket[] = ['reserved', 'allocated', 'picked'];
/** The parts of a line that are held nowhere. */
const UNHELD = ['expired', 'backordered', 'cancelled', 'released', 'shipped'] as const;

interface OpenHold extends Record<HeldBucket, Grains> {
  readonly location: string;
  readonly lot: string;
  readonly serial: string;
}

/** A balance in the making. */
interface Tally {
  readonly register: Register;
  readonly holds: OpenHold[];
  readonly unheld: Record<(typeof UNHELD)[number], Grains>;
  readonly used: UsedAmount[];
}

/** What others told of a line, added up: by what, and where. */
interface ToldAmount {
  readonly by: Exclude<UsedBy, 'shortfall'>;
  /** Empty for a cancellation. */
  readonly at: string;
  readonly grains: Grains;
}

/** The line with a change and its balance made anew. */
export function withLine(register: Register, state: LineState, change: Partial<LineState>): LineState {
  const changed = { ...state, ...change };
  return { ...changed, balance: balanceOfLine(register, changed) };
}

/**
 * The balance of a line. Decided holds are taken as they stand. What facts had used when something was last decided comes out of the parts it came out
 * of then, so that a decision takes effect on the balance it saw. What was told since is applied in a fixed order: others' allocations and picks (of
 * goods held, of holds that have run out, of backordered goods), then shipments (from picked, allocated, reserved, expired and backordered goods, near
 * holds first; what is left over is `excess`), then cancellations.
 */
export function balanceOfLine(register: Register, state: LineState): LineBalance {
  const placed = state.placed[state.placed.length - 1]?.content;
  const told = toldOf(state);
  const { standing, left } = standingOf(state.settled, told);
  const decided = state.holds.reduce((sum, hold) => total(sum, hold.reserved, hold.allocated, hold.picked), total(state.released, state.expired, state.cancelled));
  const asked = addGrains(state.requested ?? placed?.grains ?? ZERO, state.amended);
  const requested = grains(Math.max(asked, addGrains(decided, fromBackorder(standing)), 0));
  const tally: Tally = {
    register, holds: state.holds.map((hold) => ({ ...hold })), used: [],
    unheld: { expired: state.expired, backordered: subtractGrains(requested, decided), cancelled: state.cancelled, released: state.released, shipped: ZERO },
  };
  for (const { by, at = '', from, to, grains: amount } of standing) use(tally, by, at, from, to, amount);
  for (const one of left) draw(tally, one);
  if (state.cancels.some(({ content }) => content.everything)) cancelEverything(tally);
  coverShortfall(tally);
  const holds = tally.holds.filter((hold) => hold.reserved !== 0 || hold.allocated !== 0 || hold.picked !== 0);
  const { shipped } = tally.unheld;
  const balance: LineBalance = {
    item: state.item, line: state.line, channel: state.channel !== '' ? state.channel : (placed?.channel ?? ''),
    account: state.account !== '' ? state.account : (placed?.account ?? ''), requested,
    backordered: tally.unheld.backordered, reserved: sum(holds, 'reserved'), allocated: sum(holds, 'allocated'), picked: sum(holds, 'picked'), shipped,
    released: tally.unheld.released, expired: tally.unheld.expired, cancelled: tally.unheld.cancelled,
    excess: subtractGrains([...state.shipped.values()].reduce(addGrains, ZERO), shipped), expiresAt: state.expiresAt, holds, ...(state.kit === undefined ? {} : { kit: state.kit }), used: tally.used,
  };
  const { promised = [] } = state;
  const requestedFor = placed?.requestedFor ?? state.requestedFor;
  if (promised.length === 0 && requestedFor === undefined) return balance;
  const open = openParts(register, promised, balance.backordered, balance.used);
  return { ...balance, ...(requestedFor === undefined ? {} : { requestedFor }), ...(open.length === 0 ? {} : { promised: open }) };
}

/** What was told of a line in the order it is applied. */
function toldOf(state: LineState): readonly ToldAmount[] {
  if (state.claims.length === 0 && state.shipped.size === 0 && state.cancels.length === 0) return [];
  const cancelled = state.cancels.reduce((sum, { content }) => addGrains(sum, content.grains), ZERO);
  return [
    ...byPlace('allocated', claimedBy(state.claims, 'allocated')), ...byPlace('picked', claimedBy(state.claims, 'picked')), ...byPlace('shipped', state.shipped),
    { by: 'cancelled', at: '', grains: cancelled },
  ];
}

/** What others claim to have done, by place: single steps summed, and of each teller of an amount so far the latest. */
function claimedBy(claims: LineState['claims'], measure: ToldClaim['measure']): ReadonlyMap<string, Grains> {
  const told = new Map<string, Grains>();
  const latest = new Map<string, ToldClaim>();
  for (const { content: claim } of claims) {
    if (claim.measure !== measure) continue;
    if (claim.mode === 'delta') told.set(claim.location, addGrains(told.get(claim.location) ?? ZERO, claim.grains));
    else latest.set(`${claim.source}\u001f${claim.location}`, claim);
  }
  for (const claim of latest.values()) told.set(claim.location, addGrains(told.get(claim.location) ?? ZERO, claim.grains));
  return told;
}

function byPlace(by: ToldAmount['by'], amounts: ReadonlyMap<string, Grains>): readonly ToldAmount[] {
  return [...amounts].sort(([one], [other]) => compareText(one, other)).map(([at, amount]) => ({ by, at, grains: amount }));
}

/** Which of the settled amounts are still told, the earliest first, and what is told beyond them. */
function standingOf(settled: readonly UsedAmount[], told: readonly ToldAmount[]): { readonly standing: readonly UsedAmount[]; readonly left: readonly ToldAmount[] } {
  if (settled.length === 0) return { standing: settled, left: told };
  const open = new Map(told.map(({ by, at, grains: amount }) => [keyOf(by, at), amount]));
  const standing: UsedAmount[] = [];
  for (const entry of settled) {
    if (entry.by === 'shortfall') {
      standing.push(entry);
      continue;
    }
    const known = open.get(keyOf(entry.by, entry.at)) ?? ZERO;
    const amount = least(entry.grains, known);
    if (amount <= 0) continue;
    open.set(keyOf(entry.by, entry.at), subtractGrains(known, amount));
    standing.push({ ...entry, grains: amount });
  }
  return { standing, left: told.map((one) => ({ ...one, grains: open.get(keyOf(one.by, one.at)) ?? ZERO })) };
}

function keyOf(by: UsedBy, at = ''): string {
  return `${by}\u001f${at}`;
}

/** Backordered goods that were used. Nothing that is told makes goods backordered. */
function fromBackorder(entries: readonly UsedAmount[]): Grains {
  return entries.reduce((sum, { from, grains: amount }) => (from.bucket === 'backordered' ? addGrains(sum, amount) : sum), ZERO);
}

/** Which holds a telling takes from, bucket by bucket, and which parts that are not held. */
const DRAWN: Readonly<Record<Exclude<UsedBy, 'shortfall'>, { readonly held: readonly HeldBucket[]; readonly unheld: readonly ('expired' | 'backordered')[] }>> = {
  allocated: { held: ['reserved'], unheld: ['expired', 'backordered'] },
  picked: { held: ['allocated', 'reserved'], unheld: ['expired', 'backordered'] },
  shipped: { held: ['picked', 'allocated', 'reserved'], unheld: ['expired', 'backordered'] },
  cancelled: { held: BUCKETS, unheld: ['backordered', 'expired'] },
};

/** Applies what was told and is not settled. What finds nothing to draw from waits: it is drawn when there is something. */
function draw(tally: Tally, told: ToldAmount): void {
  if (told.by === 'cancelled') drawHeld(tally, told, drawUnheld(tally, told, told.grains));
  else drawUnheld(tally, told, drawHeld(tally, told, told.grains));
}

/** Takes from what is not held. Returns what could not be taken. */
function drawUnheld(tally: Tally, told: ToldAmount, wanted: Grains): Grains {
  return DRAWN[told.by].unheld.reduce((left, bucket) => drawFrom(tally, told, { bucket }, left), wanted);
}

/** Takes from holds at or around a place, bucket by bucket, and then from the others likewise. Returns what could not be taken. */
function drawHeld(tally: Tally, told: ToldAmount, wanted: Grains): Grains {
  let left = wanted;
  const near: OpenHold[] = [];
  const others: OpenHold[] = [];
  for (const hold of tally.holds) (isNear(tally.register, hold.location, told.at) ? near : others).push(hold);
  for (const holds of [near, others]) {
    for (const bucket of DRAWN[told.by].held) {
      for (const hold of holds) left = drawFrom(tally, told, spotOf(hold, bucket), left);
    }
  }
  return left;
}

function drawFrom(tally: Tally, { by, at }: ToldAmount, from: LineSpot, wanted: Grains): Grains {
  const drawn = least(wanted, amountAt(tally, from));
  if (drawn <= 0) return wanted;
  use(tally, by, at, from, by === 'allocated' || by === 'picked' ? { bucket: by, location: at } : { bucket: by }, drawn);
  return subtractGrains(wanted, drawn);
}

/** Cancelled elsewhere: all that is open, now and later, so it is not settled. A hold that ran out stays told as that. */
function cancelEverything(tally: Tally): void {
  const take = (from: LineSpot, available: Grains): void => {
    const taken = grains(Math.max(available, 0));
    add(tally, from, negateGrains(taken));
    add(tally, { bucket: 'cancelled' }, taken);
  };
  take({ bucket: 'backordered' }, tally.unheld.backordered);
  for (const hold of tally.holds) for (const bucket of BUCKETS) take(spotOf(hold, bucket), hold[bucket]);
}

/**
 * What was decided may have rested on something told that was taken back since: a cancelled pick that never was. The shortfall then comes out of what
 * is left of the line, at last out of what was shipped, which then went beyond the request.
 */
function coverShortfall(tally: Tally): void {
  const isShort = tally.holds.some((hold) => hold.reserved < 0 || hold.allocated < 0 || hold.picked < 0) || UNHELD.some((bucket) => tally.unheld[bucket] < 0);
  if (!isShort) return;
  const spots: readonly LineSpot[] = [...BUCKETS.flatMap((bucket) => tally.holds.map((hold) => spotOf(hold, bucket))), ...UNHELD.map((bucket) => ({ bucket }))];
  for (const short of spots.filter((spot) => amountAt(tally, spot) < 0)) {
    for (const from of spots) {
      const covered = least(negateGrains(amountAt(tally, short)), amountAt(tally, from));
      if (covered > 0) use(tally, 'shortfall', '', from, short, covered);
    }
  }
}

/** Moves an amount from one part of the line to another because of something told, and notes it. */
function use(tally: Tally, by: UsedBy, at: string, from: LineSpot, to: LineSpot, amount: Grains): void {
  add(tally, from, negateGrains(amount));
  add(tally, to, amount);
  const entry: UsedAmount = { by, ...(at === '' ? {} : { at }), from, to, grains: amount };
  const index = tally.used.findIndex((known) => isSameUse(known, entry));
  if (index < 0) tally.used.push(entry);
  else tally.used[index] = { ...entry, grains: addGrains(tally.used[index]!.grains, amount) };
}

function amountAt(tally: Tally, spot: LineSpot): Grains {
  return isHeld(spot.bucket) ? holdAt(tally, spot)[spot.bucket] : tally.unheld[spot.bucket];
}

function add(tally: Tally, spot: LineSpot, amount: Grains): void {
  if (isHeld(spot.bucket)) {
    const hold = holdAt(tally, spot);
    hold[spot.bucket] = addGrains(hold[spot.bucket], amount);
  } else {
    tally.unheld[spot.bucket] = addGrains(tally.unheld[spot.bucket], amount);
  }
}

/** The hold of a place, a lot and a piece; one that holds nothing is begun where there is none. */
function holdAt(tally: Tally, { location, lot = '', serial = '' }: LineSpot): OpenHold {
  const known = tally.holds.find((hold) => hold.location === location && hold.lot === lot && hold.serial === serial);
  if (known !== undefined) return known;
  const begun: OpenHold = { location: location!, lot, serial, reserved: ZERO, allocated: ZERO, picked: ZERO };
  tally.holds.push(begun);
  return begun;
}

function spotOf({ location, lot, serial }: OpenHold, bucket: HeldBucket): LineSpot {
  return { bucket, location, ...(lot === '' ? {} : { lot }), ...(serial === '' ? {} : { serial }) };
}

function isSameUse(one: UsedAmount, other: UsedAmount): boolean {
  return one.by === other.by && one.at === other.at && isSameSpot(one.from, other.from) && isSameSpot(one.to, other.to);
}

function isSameSpot(one: LineSpot, other: LineSpot): boolean {
  return one.bucket === other.bucket && one.location === other.location && one.lot === other.lot && one.serial === other.serial;
}

function isHeld(bucket: LineSpot['bucket']): bucket is HeldBucket {
  return bucket === 'reserved' || bucket === 'allocated' || bucket === 'picked';
}

function isNear(register: Register, held: string, location: string): boolean {
  if (held === location) return true;
  const holdNode = register.locations.get(held);
  const node = register.locations.get(location);
  return holdNode !== undefined && node !== undefined && (isWithin(node, holdNode) || isWithin(holdNode, node));
}

function sum(holds: readonly OpenHold[], bucket: HeldBucket): Grains {
  return holds.reduce((running, hold) => addGrains(running, hold[bucket]), ZERO);
}

function total(...amounts: readonly Grains[]): Grains {
  return amounts.reduce(addGrains, ZERO);
}

function least(left: Grains, right: Grains): Grains {
  return grains(Math.min(left, right));
}
