import type { Instant } from '../foundation/index.js';
import { addDays } from '../foundation/index.js';
import { floorRatio, grainsFromBigint, ratio, type Grains } from '../quantity/index.js';
import type { PromiseWindow } from './promise-window.js';
import type { DatedDemand, DatedSupply } from './schedule.js';

/** Why a line of a schedule does not count, or not in full. */
export type LeftOutReason =
  /** The policy does not count its class, or not wholly. */
  | 'class'
  /** It is less sure than the policy asks. */
  | 'confidence'
  /** It is late, and later than the policy waits. */
  | 'pastDue'
  /** It is due at the end of the horizon or after. */
  | 'horizon'
  /** Its goods end before they could be used. */
  | 'ended';

/** What of a schedule was not counted. */
export interface LeftOut {
  readonly kind: 'supply' | 'demand';
  readonly reference: string;
  readonly grains: Grains;
  readonly reason: LeftOutReason;
}

/** Whether and when a line counts: its instant, or the reason why it does not. */
export function countedAt(window: PromiseWindow, kind: 'supply' | 'demand', dueAt: Instant): Instant | 'pastDue' | 'horizon' {
  let at = dueAt;
  if (dueAt < window.lateBefore) {
    const late = kind === 'supply' ? window.lateSupply : window.lateDemand;
    if (late === undefined || dueAt < late.fenceAt) return 'pastDue';
    at = late.countedAt;
  }
  // A line of today that was due earlier today counts from now on.
  if (at < window.firstAt) at = window.firstAt;
  return window.horizonEndAt !== undefined && at >= window.horizonEndAt ? 'horizon' : at;
}

/** How much of a line of supply counts: the part its class counts for, rounded down, so that no more is promised than is relied on. */
export function countedSupply(window: PromiseWindow, line: DatedSupply): Grains | 'class' | 'confidence' {
  const { rules } = window;
  const percent = rules.supply[line.class];
  if (percent === 0) return 'class';
  if ((line.confidence ?? 100) < rules.confidenceMin) return 'confidence';
  return percent === 100 ? line.grains : grainsFromBigint(floorRatio(ratio(BigInt(line.grains) * BigInt(percent), 100n)));
}

/** Whether a line of demand counts. */
export function countsDemand(window: PromiseWindow, line: DatedDemand): boolean {
  return window.rules.demand[line.class];
}

/** The first instant at which goods can no longer be promised, with the life they must have left; `undefined` if they keep. */
export function promisableUntil(window: PromiseWindow, usableUntil: Instant | undefined): Instant | undefined {
  const { rules } = window;
  if (usableUntil === undefined || rules.shelfLife === 'ignore') return undefined;
  return rules.remainingDaysMin === 0 ? usableUntil : addDays(usableUntil, -rules.remainingDaysMin, rules.timeZone);
}
