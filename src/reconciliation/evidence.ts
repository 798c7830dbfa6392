import type { EventReference } from './cause.js';
import type { Side } from './difference.js';
import type { ClaimMeasure } from './statement.js';
import type { KeyPart, PartialKey } from './statement-key.js';

/** A change of one balance that is known to have happened: a posting of the ledger, a line of a document. */
export interface EventEvidence extends EventReference, PartialKey {
  /** The change, a canonical amount: positive into the key, negative out of it. */
  readonly amount: string;
  /** When it took effect, RFC 3339. */
  readonly effectiveAt: string;
  /** When it was written down; this is what watermarks speak of. Default: when it took effect. */
  readonly recordedAt?: string | undefined;
  /** The source's own number of it, for watermarks that count. */
  readonly sequence?: number | undefined;
}

/** That a side says it has counted an event. An event listed twice was counted twice. */
export type ProcessedEvent = EventReference;

/** Goods promised at a key, which one side may have taken off its figure. */
export interface ClaimEvidence extends PartialKey {
  readonly measure: ClaimMeasure;
  /** Above zero. */
  readonly amount: string;
  /** The order line or hold. */
  readonly reference: string;
}

/** A pack or other unit of an item: what a figure in the wrong unit would be out by. */
export interface PackEvidence {
  readonly item: string;
  /** `CA`. */
  readonly unit: string;
  /** What one of it holds, above zero. */
  readonly holds: string;
  /** `EA`. */
  readonly of: string;
}

/** Names that mean one thing. */
export interface AliasEvidence {
  readonly part: Exclude<KeyPart, 'unit'>;
  readonly names: readonly string[];
}

/** What the last run could not explain, or what it named and nobody put right. */
export interface CarriedEvidence extends PartialKey {
  /** Right less left. */
  readonly amount: string;
  /** The exception or run it comes from. */
  readonly reference: string;
}

/** All that is known beside the two statements. Plain data: nothing here reads a ledger. */
export interface Evidence {
  /** Events that happened, whoever counted them. */
  readonly events?: readonly EventEvidence[] | undefined;
  /** What each side says it has counted. Where it is given for a side, an event missing or repeated there is proven; otherwise it can only fit. */
  readonly processed?: Readonly<Partial<Record<Side, readonly ProcessedEvent[] | undefined>>> | undefined;
  readonly claims?: readonly ClaimEvidence[] | undefined;
  readonly packs?: readonly PackEvidence[] | undefined;
  readonly aliases?: readonly AliasEvidence[] | undefined;
  /** Parts in which letter case, or leading zeros, tell nothing apart. Default: every part but the unit. */
  readonly looseParts?: readonly KeyPart[] | undefined;
  readonly carried?: readonly CarriedEvidence[] | undefined;
  /** The sides whose figures may be wrong without a record of it. Default: the right one. */
  readonly suspects?: readonly Side[] | undefined;
}
