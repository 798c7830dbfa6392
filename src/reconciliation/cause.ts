import type { Instant } from '../foundation/index.js';
import type { Side } from './difference.js';
import type { KeyPart, StatementKey } from './statement-key.js';

/**
 * Why two statements differ.
 * - `inFlight`: an event one side has counted and the other cannot have yet: it lies behind the other's watermark
 * - `staleSnapshot`: a side is older than it says; all events after some instant are not in it
 * - `basis`: the sides take off different claims, and say so
 * - `nettedTwice`, `notNetted`: a side has taken claims off once more, or once less, than it says
 * - `duplicateEvent`, `missingEvent`: an event that a side counted twice, or not at all
 * - `unitFactor`: a side counts in another unit or pack
 * - `sign`: a side has the sign reversed
 * - `wrongLocation`, `wrongState`, `lotMixUp`, `serialMixUp`, `wrongOwner`: goods that a side has at another key, which differs in that part alone
 * - `swapped`: two keys that differ in one part alone have each other's figures
 * - `identity`: one thing under two names: an alias, letter case, leading zeros
 * - `rounding`: a side is rounded to its precision
 * - `carriedOver`: what the last run could not explain, unchanged
 * - `unexplained`: what no evidence covers
 */
export type CauseKind =
  | 'inFlight' | 'staleSnapshot' | 'basis' | 'nettedTwice' | 'notNetted' | 'duplicateEvent' | 'missingEvent' | 'unitFactor' | 'sign' | 'wrongLocation' | 'wrongState'
  | 'lotMixUp' | 'serialMixUp' | 'wrongOwner' | 'swapped' | 'identity' | 'rounding' | 'carriedOver' | 'unexplained';

/**
 * How sure a cause is. `proven`: both sides' own records or a declared rule show it. `fitting`: the figures fit it exactly, and nothing smaller fits. `none`: nothing
 * is known.
 */
export type Certainty = 'proven' | 'fitting' | 'none';

/** An event that proves a cause. */
export interface EventReference {
  readonly source: string;
  readonly id: string;
}

/** What shows a cause: events, and rules in words. */
export interface Proof {
  readonly events: readonly EventReference[];
  /** `1 CA = 12 EA`, `item SKU-1 = sku-1 (letter case)`, `netOf reserved`. */
  readonly rules: readonly string[];
}

/** The part of the difference at one key that a cause covers, right less left. */
export interface CausePart {
  readonly key: StatementKey;
  readonly amount: string;
}

/** One cause with all that it explains. */
export interface Cause {
  /** The same for the same cause between any two runs: a fingerprint of its kind, its side and what it is about. */
  readonly id: string;
  readonly kind: CauseKind;
  /** The side that is to be put right, or that lags; `undefined` where that cannot be told. */
  readonly side: Side | undefined;
  readonly certainty: Certainty;
  readonly proof: Proof;
  /** What it covers, key by key, in the order of keys. */
  readonly parts: readonly CausePart[];
  /** The part of the key that is mistaken, for goods at a wrong key and for names. */
  readonly part?: KeyPart | undefined;
  /** How often an event was counted too many times, for duplicates. */
  readonly times?: number | undefined;
  /** The factor of the side's figure to ours, `12` or `1/12`, for units. */
  readonly factor?: string | undefined;
  /** Since when events are not in, for stale snapshots. */
  readonly since?: Instant | undefined;
  /** What the last run called it, for what was carried over. */
  readonly reference?: string | undefined;
}

/** A difference with its parts. */
export interface ExplainedDifference {
  readonly key: StatementKey;
  /** Right less left; the parts sum to it. */
  readonly difference: string;
  /** Numbers of {@link Explained.causes} with the amount each covers here, strongest first. */
  readonly parts: readonly { readonly cause: number; readonly amount: string }[];
  /** Other sets of causes, equally small and strong, that fit as well, in words; empty where there is one answer. */
  readonly alternatives: readonly string[];
}

/** Every difference explained as far as evidence goes. */
export interface Explained {
  /** Strongest first, then by what they are about. */
  readonly causes: readonly Cause[];
  readonly differences: readonly ExplainedDifference[];
  /** Keys whose candidates were too many to try all small sets of; they were tried as far as {@link SEARCH} says. */
  readonly searchCut: readonly StatementKey[];
}
