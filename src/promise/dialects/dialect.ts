import type { Instant } from '../../foundation/index.js';
import type { Grains } from '../../quantity/index.js';
import type { PromisePolicy } from '../promise-policy.js';

/** One period of a planning table. Amounts in grains, not below zero. */
export interface PlanningPeriod {
  /** Where it starts, if it is one of a calendar. */
  readonly startAt?: Instant | undefined;
  readonly supply: Grains;
  readonly demand: Grains;
}

/** Supply and demand by period, as planning screens show them. */
export interface PlanningTable {
  /** What is there at the start. Signed. */
  readonly opening: Grains;
  readonly periods: readonly PlanningPeriod[];
}

/** A row of figures, one for each period; `undefined` where the system shows none. */
export type DialectRow = readonly (Grains | undefined)[];

/** What a reading of available to promise does in which way; what two readings differ in explains why their figures do. */
export interface DialectTerms {
  /** Whether a figure says what can be had in all by then, what a receipt adds, or what a period leaves. */
  readonly shows: 'cumulative' | 'perReceipt' | 'perPeriod';
  /** How far a figure looks for demand that is still to come: to the end, to the next receipt, to the first period after which more has come than gone, or not. */
  readonly looksAhead: 'toTheEnd' | 'toNextReceipt' | 'toFirstRecovery' | 'never';
  /** What becomes of a lack: it weighs on all periods before it and is made good by later supply, weighs on none before its own, or shows there and is forgotten. */
  readonly shortage: 'carried' | 'carriedOn' | 'forgiven';
  /** Whether a lack shows as a figure below zero, or as zero. */
  readonly below: 'signed' | 'zero';
}

/** A system's reading of available to promise. */
export interface Dialect {
  readonly name: DialectName;
  /** What it is called, for people. */
  readonly title: string;
  /** Where the rule is published. */
  readonly source: string;
  readonly terms: DialectTerms;
  /** How the system reads a schedule, as far as it says so. A policy given by the caller goes before it. */
  readonly reads: Partial<PromisePolicy>;
  /** The figures of a table. */
  readonly row: (table: PlanningTable, settings: DialectSettings) => DialectRow;
}

/** Settings that some dialects have. */
export interface DialectSettings {
  /** For Oracle's rules: for how many periods what is left over may be used, after its own. Default: all. */
  readonly accumulationPeriods?: number | undefined;
}

/** The readings there are; `safe` is ours. */
export type DialectName =
  | 'safe' | 'd365InventoryVisibility' | 'd365OrderPromising' | 'oraclePeriod' | 'oracleBackward' | 'oracleAccumulate' | 'netsuiteDiscrete' | 'netsuiteCumulative'
  | 'jdEdwards' | 'sapReceiptNetting' | 'textbookDiscreteRaw';
