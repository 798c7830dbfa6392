import type { Catalog, Policy, ReservationEvent, StockEvent } from '../../model/index.js';
import type { EncodedFact, IdentityConflict, Unresolved } from '../../ledger/index.js';

/** An event that is well-formed and cannot be posted yet: its identity is taken, and it is posted when the register can resolve it. */
export interface ParkedEvent {
  readonly event: StockEvent;
  readonly unresolved: Unresolved;
}

/** One entry of a stock partition's block. Exactly one member is present. */
export interface StockEntry {
  readonly fact?: EncodedFact;
  readonly decision?: ReservationEvent;
  readonly conflict?: IdentityConflict;
  readonly parked?: ParkedEvent;
  /** An event that waited was posted elsewhere in this commit, or was found to be another's repeat. */
  readonly unparked?: { readonly source: string; readonly id: string };
}

/** One entry of the register log: a part of the catalogue or policy that is new or changed. */
export interface RegisterEntry {
  readonly catalog?: Partial<Catalog>;
  readonly policy?: Policy;
}

/** How a fact's identity is named among a partition's keys. */
export function factKey(identity: string): string {
  return `f:${identity}`;
}

/** How a request is named among a partition's keys. */
export function requestKey(scope: string, key: string): string {
  return `r:${scope}\u001f${key}`;
}

/** How a stream's cursor is named among a partition's cursors. */
export function streamCursorName(source: string, stream: string): string {
  return `s:${source}\u001f${stream}`;
}
