import type { Instant } from '../foundation/index.js';
import type { DemandClass, SupplyClass } from '../model/index.js';
import type { Grains } from '../quantity/index.js';

/** How firm a line of dated demand is: announced by another system, promised, ordered and neither held nor promised yet, or what is merely expected to be ordered. */
export type DatedDemandClass = DemandClass | 'reservation' | 'backorder';

/** Goods expected at an instant. */
export interface DatedSupply {
  /** The document line it is known by: purchase order, shipping notice, transfer, planned order. */
  readonly reference: string;
  readonly class: SupplyClass;
  readonly dueAt: Instant;
  /** What is still to come, not below zero. */
  readonly grains: Grains;
  /** How sure the arrival is, in percent; judged by the policy. Default 100. */
  readonly confidence?: number | undefined;
  /** The first instant at which these goods may no longer be used. Default: they keep. */
  readonly usableUntil?: Instant | undefined;
}

/** Goods wanted at an instant. */
export interface DatedDemand {
  /** The document line it is known by: order line, reservation, forecast. */
  readonly reference: string;
  readonly class: DatedDemandClass;
  readonly dueAt: Instant;
  /** What is still wanted, not below zero. */
  readonly grains: Grains;
}

/** A part of what is on hand that may be used until an instant only. */
export interface DatedLot {
  readonly reference: string;
  readonly grains: Grains;
  /** The first instant at which it may no longer be used. */
  readonly usableUntil: Instant;
}

/** Everything a promise is computed from, for one item over the places that serve together. All amounts in grains of the item. */
export interface Schedule {
  /** Usable now and keeping, beside `lots`. Signed: below zero when more is promised than is there. */
  readonly opening: Grains;
  /** Usable now and ending; not part of `opening`. */
  readonly lots?: readonly DatedLot[] | undefined;
  readonly supplies: readonly DatedSupply[];
  readonly demands: readonly DatedDemand[];
}

/** How many lines of one kind a schedule may have. */
export const SCHEDULE_LINES_MAX = 1_000_000;
