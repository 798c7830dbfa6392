import type { Grains } from '../quantity/index.js';

/** The terms of an availability: `signed = sellable - reserved - allocated - picked - buffer`. All in grains of the item. */
export interface AvailabilityTerms {
  readonly onHand: Grains;
  readonly sellable: Grains;
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
  /** Kept back by policy, safety stock included. */
  readonly buffer: Grains;
  /** Of `buffer`, the part kept as safety stock. */
  readonly safetyStock: Grains;
  readonly damaged: Grains;
  readonly quarantined: Grains;
  readonly inspection: Grains;
  readonly expired: Grains;
  readonly blocked: Grains;
  /** Goods that are not our own, whether they may be promised or not. `onHand + foreign` is the sum of all conditions and of what is left out. */
  readonly foreign: Grains;
  /** Of these, what the policy leaves out because of whose they are. */
  readonly foreignExcluded: Grains;
  readonly provisional: Grains;
}

/** What may be promised at one location, its subtree included. */
export interface LocationAvailability extends AvailabilityTerms {
  readonly location: string;
  /** Kept from the asker by segments: shares and minima of others, and what a partition or a maximum keeps it out of. Absent where no segment speaks of the item. */
  readonly protected?: Grains | undefined;
  /** The terms as they stand, less what is protected and within the maxima; below zero when more is promised than there is. */
  readonly signed: Grains;
  /** What may be promised: never below zero, and never more than any place above still has. */
  readonly available: Grains;
  /** The place above whose claims or buffers are the limit; absent if it is the location's own figure. */
  readonly limitedBy?: string | undefined;
}
