import type { Instant } from '../foundation/index.js';
import type { Grains } from '../quantity/index.js';
import type { DemandClass } from './demand-events.js';
import type { SupplyClass } from './supply-events.js';

/** What is still to come of a line of supply. */
export interface ExpectedLine {
  readonly reference: string;
  readonly class: SupplyClass;
  readonly location: string;
  /** `undefined` for goods on the way of which nobody said when they arrive. */
  readonly dueAt: Instant | undefined;
  readonly grains: Grains;
  /** Whose goods they are, where they are not our own. */
  readonly owner?: string | undefined;
}

/** What is wanted of a line and not held for it. */
export interface WantedLine {
  readonly reference: string;
  /** `reservation` for what was promised, `backorder` for what was ordered and not promised, `confirmed` and `forecast` for what was merely announced. */
  readonly class: DemandClass | 'reservation' | 'backorder';
  /** Empty where any place may serve. */
  readonly location: string;
  readonly channel: string;
  /** `undefined` for as soon as possible. */
  readonly dueAt: Instant | undefined;
  readonly grains: Grains;
}

/** What is to come and to go of an item beyond what is there and what is held: nothing is in it that a balance or a claim counts already. */
export interface PlannedLines {
  readonly expected: readonly ExpectedLine[];
  readonly wanted: readonly WantedLine[];
}
