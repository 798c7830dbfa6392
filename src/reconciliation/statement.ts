import type { PartialKey } from './statement-key.js';

/** What a statement counts. */
export type Measure =
  | 'onHand' | 'sellable' | 'available' | 'availableToPromise' | 'reserved' | 'allocated' | 'picked' | 'onOrder' | 'inTransit' | 'provisional' | 'damaged'
  | 'quarantined' | 'inspection' | 'expired' | 'backordered' | 'safetyStock';

/** A kind of claim that a figure can already have taken off. */
export type ClaimMeasure = 'reserved' | 'allocated' | 'picked';

/** How far a statement has read a source: what is at or before the mark is in its figures, what is after it is not. */
export interface Watermark {
  readonly source: string;
  /** The last number of the source's events that is in. */
  readonly sequence?: number | undefined;
  /** The last recorded time that is in, RFC 3339. */
  readonly recordedAt?: string | undefined;
}

/** What a statement speaks of. Members left out mean all. */
export interface StatementScope {
  readonly items?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
}

/** What the rows of a statement have in common. */
export interface StatementHead {
  /** The system that says so. */
  readonly source: string;
  /** Default `onHand`. */
  readonly measure?: Measure | undefined;
  /** The claims that its figures have already taken off. Default: none, the figures are gross. */
  readonly netOf?: readonly ClaimMeasure[] | undefined;
  /** When it was so, RFC 3339. */
  readonly asOf: string;
  /** How far it has read each source; for facts of that source this beats `asOf`. */
  readonly watermarks?: readonly Watermark[] | undefined;
  /** Whether what is absent within the scope is zero; otherwise it is unknown. */
  readonly full: boolean;
  readonly scope?: StatementScope | undefined;
  /** The step its amounts are rounded to, a decimal: `1`, `0.01`. Default: they are exact. */
  readonly precision?: string | undefined;
  /** The proposals whose effects are in its figures already. */
  readonly applied?: readonly string[] | undefined;
}

/** One figure. Parts left out are not told apart: a row without an item is a total over items. */
export interface StatementRow extends PartialKey {
  /** A canonical amount, signed: systems do report negative stock. */
  readonly amount: string;
}

/** A system's statement of balances: to be compared, never applied. Rows of one key add up. */
export interface Statement extends StatementHead {
  readonly rows: readonly StatementRow[];
}
