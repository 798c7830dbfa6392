import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { Instant } from '../foundation/index.js';

/**
 * When how much moved at one position, as two columns. Kept so that a count can be inserted at its own instant however late it arrives. Appended in
 * order of arrival and put in order of time only when someone asks.
 */
export interface MovementHistory {
  readonly times: Instant[];
  readonly amounts: Grains[];
  /** Whether `times` never decreases. */
  ordered: boolean;
  /** What was there before this history began: the committed part, seen from a draft. */
  readonly earlier: MovementHistory | undefined;
}

const ZERO = grains(0);

/** A history with nothing in it, in front of an earlier one if given. */
export function startHistory(earlier?: MovementHistory): MovementHistory {
  return { times: [], amounts: [], ordered: true, earlier };
}

/** Notes a movement. */
export function noteMovement(history: MovementHistory, at: Instant, amount: Grains): void {
  const { times } = history;
  if (history.ordered && times.length > 0 && at < (times[times.length - 1]!)) history.ordered = false;
  times.push(at);
  history.amounts.push(amount);
}

/** Adds what a draft noted to the committed history. */
export function appendHistory(history: MovementHistory, addition: MovementHistory): void {
  for (let index = 0; index < addition.times.length; index++) noteMovement(history, addition.times[index]!, addition.amounts[index]!);
}

/** The net of all movements later than an instant, or at it as well. */
export function netLaterThan(history: MovementHistory, at: Instant, inclusive: boolean): Grains {
  let net = history.earlier === undefined ? ZERO : netLaterThan(history.earlier, at, inclusive);
  putInOrder(history);
  const { times, amounts } = history;
  for (let index = times.length - 1; index >= 0; index--) {
    const time = times[index]!;
    if (time < at || (time === at && !inclusive)) break;
    net = addGrains(net, amounts[index]!);
  }
  return net;
}

/** Every instant with its net movement, in order of time; instants whose movements cancel are left out. */
export function netByInstant(history: MovementHistory): readonly (readonly [Instant, Grains])[] {
  const nets = new Map<Instant, Grains>();
  for (let part: MovementHistory | undefined = history; part !== undefined; part = part.earlier) {
    for (let index = 0; index < part.times.length; index++) {
      const time = part.times[index]!;
      nets.set(time, addGrains(nets.get(time) ?? ZERO, part.amounts[index]!));
    }
  }
  return [...nets].filter(([, net]) => net !== 0).sort((left, right) => left[0] - right[0]);
}

function putInOrder(history: MovementHistory): void {
  if (history.ordered) return;
  const { times, amounts } = history;
  const order = Array.from(times.keys()).sort((left, right) => (times[left]!) - (times[right]!));
  const sortedTimes = order.map((index) => times[index]!);
  const sortedAmounts = order.map((index) => amounts[index]!);
  for (let index = 0; index < order.length; index++) {
    times[index] = sortedTimes[index]!;
    amounts[index] = sortedAmounts[index]!;
  }
  history.ordered = true;
}
