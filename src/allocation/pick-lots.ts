import type { Instant } from '../foundation/index.js';
import { subtractGrains, type Grains } from '../quantity/index.js';
import { byNumber } from './by-number.js';
import { requireAmount, requireNamedOnce, requireWhole } from './check-input.js';
import { sortByNumber } from './sort-by-number.js';

/** What a place has of one lot. */
export interface LotOffer {
  readonly lot: string;
  /** As it stands: a lot below zero offers nothing and takes nothing from another. */
  readonly grains: Grains;
  /** The first instant at which it may no longer be used; absent if it never ends. */
  readonly endsAt?: Instant | undefined;
  /** When it came in; absent counts as before all others. */
  readonly receivedAt?: Instant | undefined;
}

/**
 * Which lots go first.
 * - `firstExpiredFirstOut`: the one that ends first; those that never end last
 * - `firstInFirstOut`, `lastInFirstOut`: by when they came in
 * - `fewestLots`: the greatest, and for the last of them the first to end among those that cover what is left
 *
 * Equal ones go by end, then by arrival, then in the order given.
 */
export type LotRule = 'firstExpiredFirstOut' | 'firstInFirstOut' | 'lastInFirstOut' | 'fewestLots';

/** What is to be picked, and for whom. */
export interface LotRequest {
  readonly requested: Grains;
  readonly rule: LotRule;
  readonly lots: readonly LotOffer[];
  /** When the goods leave. A lot that has ended by then is not picked. */
  readonly at: Instant;
  /** How long after `at` the customer must still be able to use them, in milliseconds. Default 0. */
  readonly remainingLifeMs?: number | undefined;
}

/** A part of a lot that is picked. */
export interface LotPick {
  readonly lot: string;
  readonly grains: Grains;
}

/**
 * Why a lot was passed over.
 * - `empty`: it has nothing, or is below zero
 * - `ended`: it may no longer be used
 * - `shortLife`: it may be used, but not for as long as the customer asks
 */
export type LotPassedOver = 'empty' | 'ended' | 'shortLife';

/** A lot that was not considered, and what it has. */
export interface PassedLot {
  readonly lot: string;
  readonly why: LotPassedOver;
  readonly grains: Grains;
}

/** Which lots to pick: `picked + remainder = requested`. */
export interface LotPlan {
  readonly rule: LotRule;
  readonly requested: Grains;
  readonly picks: readonly LotPick[];
  readonly picked: Grains;
  /** What no usable lot covers. */
  readonly remainder: Grains;
  /** Until when a lot must be usable to be considered. */
  readonly usableUntil: Instant;
  /** In the order given. */
  readonly passedOver: readonly PassedLot[];
}

/**
 * Chooses the lots for a request, over as many as it takes. The cost is that of sorting the usable lots.
 *
 * @throws TypeError for a lot named twice, an amount below zero, or a remaining life that is no whole number from zero up
 */
export function pickLots(request: LotRequest): LotPlan {
  const { requested, rule, lots, at } = request;
  const life = request.remainingLifeMs ?? 0;
  requireAmount(requested, 'requested');
  requireAmount(life, 'remainingLifeMs');
  requireNamedOnce(lots, ({ lot }) => lot, 'lots');
  const usable: LotOffer[] = [];
  const passedOver: PassedLot[] = [];
  for (const [index, offer] of lots.entries()) {
    requireWhole(offer.grains, 'lots', index, 'grains');
    const why = passedBecause(offer, at, life);
    if (why === undefined) usable.push(offer);
    else passedOver.push({ lot: offer.lot, why, grains: offer.grains });
  }
  const sorted = sortByNumber(usable, KEYS[rule], firstEnded);
  const { picks, left } = rule === 'fewestLots' ? takeFewest(sorted, requested) : takeInOrder(sorted, requested);
  return { rule, requested, picks, picked: subtractGrains(requested, left), remainder: left, usableUntil: at + life, passedOver };
}

function passedBecause({ grains: held, endsAt }: LotOffer, at: Instant, life: number): LotPassedOver | undefined {
  if (held <= 0) return 'empty';
  if (endsAt === undefined) return undefined;
  if (endsAt <= at) return 'ended';
  return endsAt < at + life ? 'shortLife' : undefined;
}

interface Taken {
  readonly picks: readonly LotPick[];
  readonly left: Grains;
}

function takeInOrder(offers: readonly LotOffer[], requested: Grains): Taken {
  const picks: LotPick[] = [];
  let left = requested;
  for (const offer of offers) {
    if (left === 0) break;
    const amount = offer.grains < left ? offer.grains : left;
    picks.push({ lot: offer.lot, grains: amount });
    left = subtractGrains(left, amount);
  }
  return { picks, left };
}

/** Taking the greatest first touches the fewest lots; only which lot comes last is then free to choose. */
function takeFewest(greatestFirst: readonly LotOffer[], requested: Grains): Taken {
  let before = 0;
  let left = requested;
  for (; before < greatestFirst.length && greatestFirst[before]!.grains < left; before++) left = subtractGrains(left, greatestFirst[before]!.grains);
  let last = greatestFirst[before];
  for (let index = before + 1; index < greatestFirst.length && greatestFirst[index]!.grains >= left; index++) {
    if (firstEnded(greatestFirst[index]!, last!) < 0) last = greatestFirst[index];
  }
  return takeInOrder([...greatestFirst.slice(0, before), ...(last === undefined ? [] : [last])], requested);
}

function firstEnded(left: LotOffer, right: LotOffer): number {
  return byNumber(endOf(left), endOf(right)) || firstArrived(left, right);
}

function firstArrived(left: LotOffer, right: LotOffer): number {
  return byNumber(arrivalOf(left), arrivalOf(right));
}

const endOf = ({ endsAt = Infinity }: LotOffer): number => endsAt;
const arrivalOf = ({ receivedAt = -Infinity }: LotOffer): number => receivedAt;

/** What lots go by first, the least first. */
const KEYS: Readonly<Record<LotRule, (offer: LotOffer) => number>> = {
  firstExpiredFirstOut: endOf, firstInFirstOut: arrivalOf, lastInFirstOut: (offer) => -arrivalOf(offer), fewestLots: (offer) => 0 - offer.grains,
};
