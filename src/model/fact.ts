import type { Instant } from '../foundation/index.js';
import type { Grains, Quantity } from '../quantity/index.js';
import type { LotAttributes } from './lot.js';
import type { DemandClass, Disposition, IssueReason, StockEventType, SupplyClass } from './stock-event.js';

/** A balance stated inside a fact, in canonical identifiers and whole grains. Absent parts are empty texts. */
export interface FactBalance {
  readonly location: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  readonly grains: Grains;
  readonly weight: Grains;
}

/** What only some kinds of fact carry. */
export interface FactDetail {
  /** The other end of a move: absent parts are empty texts. */
  readonly to?: { readonly location: string; readonly state: string; readonly lot: string; readonly serial: string; readonly owner: string } | undefined;
  readonly balances?: readonly FactBalance[] | undefined;
  readonly count?: { readonly detail: 'none' | 'bin' | 'lot' | 'serial'; readonly unlisted: 'zero' | 'unknown'; readonly includesPicked: boolean; readonly before: boolean } | undefined;
  readonly dueAt?: Instant | undefined;
  readonly class?: SupplyClass | DemandClass | undefined;
  readonly reason?: string | undefined;
  /** The order line that goods of a return were sold on. */
  readonly orderLine?: string | undefined;
  readonly issue?: IssueReason | undefined;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  readonly requestedFor?: Instant | undefined;
  readonly claim?: { readonly measure: 'allocated' | 'picked'; readonly mode: 'delta' | 'cumulative' } | undefined;
  /** Whether the quantity is all that is still open, for a cancellation without one. */
  readonly everything?: boolean | undefined;
  readonly disposition?: Disposition | undefined;
  readonly outcome?: 'confirmed' | 'rejected' | undefined;
  /** Of a provisional fact: the sources whose word settles it. Absent where everyone is believed. */
  readonly settledBy?: readonly string[] | undefined;
  readonly lotAttributes?: LotAttributes | undefined;
  readonly target?: { readonly source: string; readonly id: string } | undefined;
  readonly approval?: string | undefined;
  /** For a void: the fact it takes back, if that was recorded before. */
  readonly reverses?: Fact | undefined;
}

/**
 * A fact as it is recorded and folded: identifiers canonical, the quantity in whole grains, everything settled that could be read differently later.
 * What was told and how it was converted stays on it, and replay never converts again.
 */
export interface Fact {
  readonly type: StockEventType;
  readonly source: string;
  readonly id: string;
  /** Effective time. */
  readonly at: Instant;
  /** Empty for the source's only stream. */
  readonly stream: string;
  /** The number within the stream, -1 if the source does not number. */
  readonly sequence: number;
  readonly item: string;
  readonly location: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  readonly grains: Grains;
  /** Second balance of a catch-weight item, in grains of its weight unit. */
  readonly weight: Grains;
  /** The order, transfer, supply, demand or return line it speaks of; empty if none. */
  readonly line: string;
  /** What two systems know the document line by; the id unless the event says otherwise. */
  readonly document: string;
  /** Whether another source owns this kind of fact there, so that it waits for the owner's word. */
  readonly provisional: boolean;
  /** The quantity as told. */
  readonly told: Quantity | undefined;
  /** The conversion used, `1 CA = 12 EA`; empty for the base unit. */
  readonly via: string;
  /** Exactly what rounding to the grain left over, told minus recorded, as a ratio of base units, `1/3000`; empty for nothing. */
  readonly remainder: string;
  /** Hash of the content. */
  readonly fingerprint: string;
  readonly detail: FactDetail | undefined;
}

/** The rank of a fact among those of one instant: an opening comes before movements, a count after them. */
export function rankOf(fact: Fact): 0 | 1 | 2 {
  return fact.type === 'stock.opened' ? 0 : fact.type === 'stock.counted' && fact.detail?.count?.before !== true ? 2 : 1;
}
