import type { Instant } from '../foundation/index.js';
import { addGrains, grains, negateGrains, subtractGrains, type Grains } from '../quantity/index.js';
import { availableToPromise, bucketAt, type AvailableToPromise } from './available-to-promise.js';
import { addChange, firstAfter, lastBelow, leastFrom, startBalanceTree } from './balance-tree.js';
import { checkDemand, checkSchedule, checkSupply } from './check-schedule.js';
import { countedAt, countedSupply, countsDemand, promisableUntil } from './counted-lines.js';
import { invalid } from './invalid.js';
import { bucketStart, type PromiseWindow } from './promise-window.js';
import type { DatedDemand, DatedSupply, Schedule } from './schedule.js';

/**
 * What may be promised of a schedule that keeps changing. Each change and each question costs the logarithm of the number of lines, and the answers are those of
 * `availableToPromise` over the same lines. Where goods end or shortages are forgiven, balances do not simply add up: then a question after a change costs a full
 * computation.
 */
export interface PromiseIndex {
  readonly window: PromiseWindow;
  /** Expects goods: a new line, or another word on a known one, which it replaces. @throws InventoryError `promise.invalid` */
  putSupply(line: DatedSupply): void;
  /** Wants goods: a new line, or another word on a known one, which it replaces. @throws InventoryError `promise.invalid` */
  putDemand(line: DatedDemand): void;
  /** No longer expects what is open of a line; whether it was known. */
  removeSupply(reference: string): boolean;
  /** No longer wants what is open of a line; whether it was known. */
  removeDemand(reference: string): boolean;
  /** Goods came: the line they were expected on is used up by as much, and they are there. @throws TypeError for an amount that is not whole, or below zero */
  receive(reference: string, amount: Grains): void;
  /** Goods left: the line that wanted them is used up by as much, and they are gone. @throws TypeError as {@link PromiseIndex.receive} */
  issue(reference: string, amount: Grains): void;
  /** What is there changed for another reason. @throws TypeError for a change that is not whole */
  adjust(change: Grains): void;
  /** The most that may be taken at an instant without falling short later, signed; `undefined` before the first bucket and beyond the horizon. */
  cumulativeAt(at: Instant): Grains | undefined;
  /** What may be promised at an instant: the same less safety stock, never below zero. */
  availableAt(at: Instant): Grains | undefined;
  /** The first instant, from one on, at which an amount may be promised; `undefined` if there is none within the horizon. */
  earliest(amount: Grains, from: Instant): Instant | undefined;
  /** The lines as they stand. */
  schedule(): Schedule;
}

interface Placed<Line> {
  readonly line: Line;
  /** Where it counts; `undefined` if it does not. */
  readonly at: Instant | undefined;
  readonly change: Grains;
}

/**
 * Builds an index over a schedule at an instant. Lines are known by their reference, one of each kind.
 *
 * @throws InventoryError `promise.invalid` for a schedule that breaks its rules or names two lines of a kind the same
 */
export function promiseIndex(schedule: Schedule, window: PromiseWindow): PromiseIndex {
  checkSchedule(schedule);
  const { rules } = window;
  const tree = startBalanceTree();
  const supplies = new Map<string, Placed<DatedSupply>>();
  const demands = new Map<string, Placed<DatedDemand>>();
  const lots = schedule.lots ?? [];
  let opening = schedule.opening;
  let ending = lots.filter((lot) => promisableUntil(window, lot.usableUntil) !== undefined).length;
  let computed: AvailableToPromise | undefined;
  const keeping = lots.reduce((sum, lot) => (promisableUntil(window, lot.usableUntil) === undefined ? addGrains(sum, lot.grains) : sum), grains(0));

  const isEnding = (placed: Placed<DatedSupply>): boolean => placed.at !== undefined && promisableUntil(window, placed.line.usableUntil) !== undefined;
  const isSimple = (): boolean => ending === 0 && rules.shortage !== 'forgive';
  const now = (): Schedule => ({ opening, lots, supplies: Array.from(supplies.values(), ({ line }) => line), demands: Array.from(demands.values(), ({ line }) => line) });
  const full = (): AvailableToPromise => (computed ??= availableToPromise(now(), window));

  const place = <Line>(table: Map<string, Placed<Line>>, reference: string, placed: Placed<Line>): void => {
    take(table, reference);
    if (placed.at !== undefined) addChange(tree, placed.at, placed.change, 1);
    table.set(reference, placed);
    computed = undefined;
  };
  const take = <Line>(table: Map<string, Placed<Line>>, reference: string): Placed<Line> | undefined => {
    const known = table.get(reference);
    if (known === undefined) return undefined;
    if (known.at !== undefined) addChange(tree, known.at, negateGrains(known.change), -1);
    table.delete(reference);
    computed = undefined;
    return known;
  };
  const takeSupply = (reference: string): DatedSupply | undefined => {
    const known = take(supplies, reference);
    if (known !== undefined && isEnding(known)) ending -= 1;
    return known?.line;
  };
  const placeSupply = (line: DatedSupply): void => {
    takeSupply(line.reference);
    const amount = countedSupply(window, line);
    const at = typeof amount === 'string' ? undefined : placeOf(window, countedAt(window, 'supply', line.dueAt));
    const placed = { line, at, change: typeof amount === 'string' ? grains(0) : amount };
    place(supplies, line.reference, placed);
    if (isEnding(placed)) ending += 1;
  };
  const placeDemand = (line: DatedDemand): void => {
    const at = countsDemand(window, line) ? placeOf(window, countedAt(window, 'demand', line.dueAt)) : undefined;
    place(demands, line.reference, { line, at, change: negateGrains(line.grains) });
  };
  const adjust = (change: Grains): void => {
    opening = addGrains(opening, change);
    computed = undefined;
  };
  const cumulativeAt = (at: Instant): Grains | undefined => {
    if (!isSimple()) return bucketAt(full(), at)?.cumulative;
    if (at < window.firstAt || (window.horizonEndAt !== undefined && at >= window.horizonEndAt)) return undefined;
    const least = addGrains(addGrains(opening, keeping), leastFrom(tree, at));
    return rules.shortage === 'clamp' && least < 0 ? grains(0) : least;
  };

  schedule.supplies.forEach((line, index) => {
    if (supplies.has(line.reference)) throw invalid(`$.supplies[${index}].reference`, 'a line that is not named before', line.reference);
    placeSupply(line);
  });
  schedule.demands.forEach((line, index) => {
    if (demands.has(line.reference)) throw invalid(`$.demands[${index}].reference`, 'a line that is not named before', line.reference);
    placeDemand(line);
  });
  return {
    window,
    putSupply(line) {
      checkSupply(line, '$');
      placeSupply(line);
    },
    putDemand(line) {
      checkDemand(line, '$');
      placeDemand(line);
    },
    removeSupply: (reference) => takeSupply(reference) !== undefined,
    removeDemand: (reference) => take(demands, reference) !== undefined,
    receive(reference, amount) {
      requireWhole('receive', amount, 0);
      const open = takeSupply(reference);
      if (open !== undefined && open.grains > amount) placeSupply({ ...open, grains: subtractGrains(open.grains, amount) });
      adjust(amount);
    },
    issue(reference, amount) {
      requireWhole('issue', amount, 0);
      const open = take(demands, reference)?.line;
      if (open !== undefined && open.grains > amount) placeDemand({ ...open, grains: subtractGrains(open.grains, amount) });
      adjust(negateGrains(amount));
    },
    adjust(change) {
      requireWhole('adjust', change, -Infinity);
      adjust(change);
    },
    cumulativeAt,
    availableAt(at) {
      const least = cumulativeAt(at);
      return least === undefined ? undefined : grains(Math.max(least - rules.safetyStock, 0));
    },
    earliest(amount, from) {
      const start = Math.max(from, window.firstAt);
      const first = isSimple() ? firstSufficient(amount, start) : firstBucketWith(full(), amount, start);
      return first === undefined || (window.horizonEndAt !== undefined && first >= window.horizonEndAt) ? undefined : first;
    },
    schedule: now,
  };

  /** At once, if nothing falls short from then on; else when the last lack is over. */
  function firstSufficient(amount: Grains, start: Instant): Instant | undefined {
    const needed = amount + rules.safetyStock - opening - keeping;
    if (amount <= 0 || leastFrom(tree, start) >= needed) return start;
    // Where it is short at the start, the last lack is at the start or after it.
    return firstAfter(tree, lastBelow(tree, needed) ?? start);
  }
}

/** A mistake of the caller is named where it was made, before anything is changed. */
function requireWhole(call: 'receive' | 'issue' | 'adjust', amount: number, least: number): void {
  if (!Number.isSafeInteger(amount) || amount < least) throw new TypeError(`promiseIndex.${call}: expected whole grains${least === 0 ? ', not below zero' : ''}, got ${amount}`);
}

function firstBucketWith(answer: AvailableToPromise, amount: Grains, start: Instant): Instant | undefined {
  const bucket = answer.buckets.find(({ endAt, available }) => available >= amount && (endAt === undefined || endAt > start));
  return bucket === undefined ? undefined : Math.max(bucket.startAt, start);
}

/** Where a line counts in the tree: the start of its day or week, or its instant, at which what is promised from supply to supply comes to the same. */
function placeOf(window: PromiseWindow, at: Instant | 'pastDue' | 'horizon'): Instant | undefined {
  return typeof at === 'string' ? undefined : bucketStart(window.rules, at);
}
