import { endOfDate, type Instant } from '../foundation/index.js';
import type { Balance, ClaimedAt, LineBalance, Register, StockPicture } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { usesOf, type LeftOut } from './channel-use.js';
import { settle } from './count.js';
import { arrivalOf, waitingIn } from './document.js';
import { forEachDue } from './expiry-queue.js';
import { expiresThen, type ItemLedger } from './item-ledger.js';
import { balanceOf } from './position.js';

const ZERO = grains(0);

/** What availability needs to know of an item at an instant. Holds that have lapsed by then are left out, swept or not; `except` leaves one line out. */
export function pictureOf(register: Register, item: ItemLedger, at: Instant, except?: string): StockPicture {
  return {
    item: item.item,
    balances: balancesOf(register, item),
    claims: claimsAt(item, at, except),
    uses: (accounts) => usesOf(item, accounts, leftOutAt(item, at, except)),
    provisional: provisionalOf(item),
    lotEndsAt: (lot, timeZone) => lotEnd(item, lot, timeZone),
  };
}

/** Every balance of an item that is not zero. */
export function balancesOf(register: Register, item: ItemLedger): readonly Balance[] {
  settle(register, item);
  const balances: Balance[] = [];
  for (const position of item.positions.values()) {
    const amount = balanceOf(position);
    if (amount !== 0) balances.push({ location: position.location, state: position.state, lot: position.lot, serial: position.serial, owner: position.owner, grains: amount });
  }
  return balances;
}

/** The order lines of an item whose soft holds have ended by an instant and still hold something. */
export function lapsedLines(item: ItemLedger, at: Instant): readonly LineBalance[] {
  const lapsed = new Map<string, LineBalance>();
  forEachDue(item.expiries, at, (line, expiresAt) => {
    const state = item.lines.get(line);
    if (state !== undefined && expiresThen(item, line, expiresAt)) lapsed.set(line, state.balance);
  });
  return [...lapsed.values()].sort((left, right) => (left.line < right.line ? -1 : 1));
}

/** What is claimed of an item at an instant, by location. Holds that have lapsed by then are left out, swept or not; `except` leaves one line out. */
export function claimsAt(item: ItemLedger, at: Instant, except?: string): readonly ClaimedAt[] {
  const claims: ClaimedAt[] = [];
  const places = new Map<string, number>();
  const missing = leftOutAt(item, at, except);
  for (const [location, { reserved, allocated, picked }] of item.claims) {
    if (missing.length > 0) places.set(location, claims.length);
    claims.push({ location, reserved, allocated, picked });
  }
  for (const { line, softOnly } of missing) {
    for (const hold of line.holds) {
      const place = places.get(hold.location)!;
      const { location, reserved, allocated, picked } = claims[place]!;
      claims[place] = softOnly
        ? { location, reserved: subtractGrains(reserved, hold.reserved), allocated, picked }
        : { location, reserved: subtractGrains(reserved, hold.reserved), allocated: subtractGrains(allocated, hold.allocated), picked: subtractGrains(picked, hold.picked) };
    }
  }
  return claims;
}

/** The lines whose holds do not count: what of others has lapsed, and all that one line holds itself. */
function leftOutAt(item: ItemLedger, at: Instant, except: string | undefined): readonly LeftOut[] {
  const lapsed = lapsedLines(item, at).filter((line) => line.line !== except).map((line) => ({ line, softOnly: true }));
  const own = except === undefined ? undefined : item.lines.get(except)?.balance;
  return own === undefined ? lapsed : [...lapsed, { line: own, softOnly: false }];
}

/** What is said to have come and waits, by the place where it is said to be. */
function provisionalOf(item: ItemLedger): ReadonlyMap<string, Grains> {
  const waiting = new Map<string, Grains>();
  for (const document of item.documents.values()) {
    for (const fact of waitingIn(document)) {
      const place = arrivalOf(fact)?.location;
      if (place !== undefined) waiting.set(place, addGrains(waiting.get(place) ?? ZERO, fact.grains));
    }
  }
  return waiting;
}

/** The first instant at which a lot may no longer be used, in the calendar of a zone; `undefined` if it never ends. */
export function lotEnd(item: ItemLedger, lot: string, timeZone: string): Instant | undefined {
  const expiresOn = item.lots.get(lot)?.findLast(({ content }) => content.expiresOn !== undefined)?.content.expiresOn;
  return expiresOn === undefined ? undefined : endOfDate(expiresOn, timeZone);
}
