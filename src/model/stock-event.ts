import type { Quantity } from '../quantity/index.js';
import type { LotAttributes } from './lot.js';
import type { Place } from './place.js';

/** The schema version written today. Older ones are read through upcasters. */
export const SCHEMA_VERSION = 2;

/** What every event says. Identity is (tenant, source, id); a repeat with the same content changes nothing. */
export interface EventEnvelope {
  /** The system that says so. */
  readonly source: string;
  /** Unique within the source: usually `document#line`. */
  readonly id: string;
  /** When it took effect, RFC 3339 with offset. */
  readonly effectiveAt: string;
  /** The item, in canonical identifiers or those of the source's system. */
  readonly item: string;
  readonly schemaVersion?: number | undefined;
  /** A line of events the source numbers by itself. Default: the source has one. */
  readonly stream?: string | undefined;
  /** The number within the stream, from 1. */
  readonly sourceSequence?: number | undefined;
  /** When it was written down at the source. Not part of the content. */
  readonly recordedAt?: string | undefined;
  /** The business transaction it belongs to. */
  readonly correlationId?: string | undefined;
  /** The event that led to it. */
  readonly causationId?: string | undefined;
  /** The tenant it is meant for; refused if it is not the one of the handle. */
  readonly tenant?: string | undefined;
  /** The document line that two systems know it by, for settlement. */
  readonly document?: string | undefined;
}

/** A quantity of the item at a place. */
export interface PlacedQuantity extends Place {
  readonly quantity: Quantity;
  /** The second balance of a catch-weight item. */
  readonly weight?: Quantity | undefined;
}

/** A complete statement of an item's balances at a cut-off: facts at or before it are absorbed. */
export interface StockOpened extends EventEnvelope {
  readonly type: 'stock.opened';
  readonly balances: readonly PlacedQuantity[];
}

/** Goods came in from a supplier. */
export interface StockReceived extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.received';
  /** True if the source itself says it is not final; it is also provisional where another source owns receipts. */
  readonly provisional?: boolean | undefined;
  /** The line of planned supply that it fulfils. */
  readonly supply?: string | undefined;
  readonly lotAttributes?: LotAttributes | undefined;
}

/** A provisional fact of the same document is settled without a fact of the owner's own: confirmed as it stands, or rejected. */
export interface ReceiptSettled extends EventEnvelope {
  readonly type: 'receipt.settled';
  readonly document: string;
  readonly outcome: 'confirmed' | 'rejected';
}

/** Goods left for a customer. */
export interface StockShipped extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.shipped';
  /** The order line it fulfils. */
  readonly line?: string | undefined;
}

/** Why goods left other than by sale. */
export type IssueReason = 'consumed' | 'scrapped' | 'sampled' | 'returnedToVendor' | 'lost' | 'other';

/** Goods left other than by sale. */
export interface StockIssued extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.issued';
  readonly reason: IssueReason;
  readonly note?: string | undefined;
}

/** Goods came back from a customer. They are in `inspection` unless the event says otherwise. */
export interface StockReturned extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.returned';
  /** The line of the return. */
  readonly returnLine?: string | undefined;
}

/** Goods went from one place to another within a site, in one step. */
export interface StockMoved extends EventEnvelope {
  readonly type: 'stock.moved';
  readonly from: Place;
  readonly to: Place;
  readonly quantity: Quantity;
  readonly weight?: Quantity | undefined;
}

/** Goods changed condition where they are. */
export interface StockStateChanged extends EventEnvelope {
  readonly type: 'stock.stateChanged';
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly owner?: string | undefined;
  readonly fromState: string;
  readonly toState: string;
  readonly quantity: Quantity;
  readonly weight?: Quantity | undefined;
  readonly returnLine?: string | undefined;
}

/** A correction of the figure: the signed quantity is added. */
export interface StockAdjusted extends EventEnvelope, PlacedQuantity {
  readonly type: 'stock.adjusted';
  /** Why, in the source's words or codes. */
  readonly reason: string;
  /** Who approved it, an opaque reference. */
  readonly approval?: string | undefined;
}

/** What was seen of one lot, serial or bin in a count. */
export interface CountedBalance {
  /** A place inside the counted one. Default: the counted one. */
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly quantity: Quantity;
}

/**
 * What was physically there: absolute as of its effective time. Movements before it that arrive late are absorbed; movements after it count on top. It
 * includes movements at its own instant unless `moment` is `before`.
 */
export interface StockCounted extends EventEnvelope {
  readonly type: 'stock.counted';
  /** The counted node; its subtree is in scope. */
  readonly location: string;
  /** The counted condition. Default `sellable`. */
  readonly state?: string | undefined;
  readonly owner?: string | undefined;
  /** `none`: one total; `lot` or `serial`: by lot or serial; `bin`: by place. A coarse difference goes to `unassigned`, never to a guessed lot. */
  readonly detail?: 'none' | 'bin' | 'lot' | 'serial' | undefined;
  readonly balances: readonly CountedBalance[];
  /** Whether what is in scope and not listed was seen to be zero (the default) or was not looked at. Only with a detail. */
  readonly unlisted?: 'zero' | 'unknown' | undefined;
  /** Whether goods picked and not yet shipped were counted. Default true. */
  readonly includesPicked?: boolean | undefined;
  readonly moment?: 'after' | 'before' | undefined;
}

/** Goods left one of our places for another. */
export interface TransferDispatched extends EventEnvelope {
  readonly type: 'transfer.dispatched';
  /** The transfer line. */
  readonly transfer: string;
  readonly from: Place;
  readonly to: string;
  readonly quantity: Quantity;
}

/** Goods of a transfer arrived. */
export interface TransferReceived extends EventEnvelope, PlacedQuantity {
  readonly type: 'transfer.received';
  readonly transfer: string;
}

/** Goods of a transfer were refused at the door. They stay there, `quarantined` unless the event says otherwise, until restocked or returned. */
export interface TransferRejected extends EventEnvelope, PlacedQuantity {
  readonly type: 'transfer.rejected';
  readonly transfer: string;
  readonly reason?: string | undefined;
}

/** Goods of a transfer will not arrive. */
export interface TransferLost extends EventEnvelope {
  readonly type: 'transfer.lost';
  readonly transfer: string;
  readonly quantity: Quantity;
  readonly lot?: string | undefined;
  readonly owner?: string | undefined;
}

/** How firm a line of planned supply is. */
export type SupplyClass = 'onOrder' | 'inTransit' | 'provisionalReceipt' | 'planned';

/** Goods are expected. A later statement about the same line replaces it. */
export interface SupplyScheduled extends EventEnvelope {
  readonly type: 'supply.scheduled';
  readonly supply: string;
  readonly class: SupplyClass;
  readonly location: string;
  readonly dueAt: string;
  readonly quantity: Quantity;
}

/** An expected line has another date, quantity, place or class. */
export interface SupplyChanged extends Omit<SupplyScheduled, 'type'> {
  readonly type: 'supply.changed';
}

/** An expected line will not come; what was received against it stands. */
export interface SupplyCancelled extends EventEnvelope {
  readonly type: 'supply.cancelled';
  readonly supply: string;
}

/** How firm a line of planned demand is. */
export type DemandClass = 'confirmed' | 'forecast';

/** Goods will be wanted. A later statement about the same line replaces it. */
export interface DemandScheduled extends EventEnvelope {
  readonly type: 'demand.scheduled';
  readonly demand: string;
  readonly class: DemandClass;
  readonly location: string;
  readonly channel?: string | undefined;
  readonly dueAt: string;
  readonly quantity: Quantity;
}

/** A wanted line has another date, quantity, place or class. */
export interface DemandChanged extends Omit<DemandScheduled, 'type'> {
  readonly type: 'demand.changed';
}

/** A line is no longer wanted. */
export interface DemandCancelled extends EventEnvelope {
  readonly type: 'demand.cancelled';
  readonly demand: string;
}

/** An order was placed elsewhere: a fact. The line begins backordered; reserving it is a decision of its own. */
export interface OrderPlaced extends EventEnvelope {
  readonly type: 'order.placed';
  readonly line: string;
  readonly channel?: string | undefined;
  readonly location?: string | undefined;
  readonly quantity: Quantity;
  readonly requestedFor?: string | undefined;
}

/** An order line, or part of it, was cancelled elsewhere. Without a quantity: all that was still open. */
export interface OrderCancelled extends EventEnvelope {
  readonly type: 'order.cancelled';
  readonly line: string;
  readonly quantity?: Quantity | undefined;
}

/** Another system says what it has done with an order line: allocated or picked. */
export interface ClaimReported extends EventEnvelope {
  readonly type: 'claim.reported';
  readonly line: string;
  readonly measure: 'allocated' | 'picked';
  /** `delta`: summed by id; `cumulative`: the latest in source order stands. */
  readonly mode: 'delta' | 'cumulative';
  readonly location: string;
  readonly quantity: Quantity;
}

/** A return may come. */
export interface ReturnAuthorized extends EventEnvelope {
  readonly type: 'return.authorized';
  readonly returnLine: string;
  readonly line?: string | undefined;
  readonly quantity: Quantity;
  readonly reason?: string | undefined;
}

/** Returned goods were looked at. */
export interface ReturnInspected extends EventEnvelope {
  readonly type: 'return.inspected';
  readonly returnLine: string;
  readonly quantity: Quantity;
  readonly finding?: string | undefined;
}

/** What a returned unit becomes. */
export type Disposition = 'restock' | 'damaged' | 'quarantine' | 'scrap' | 'returnToVendor';

/** Returned goods found their place. Only `restock` makes them sellable. */
export interface ReturnDispositioned extends EventEnvelope, PlacedQuantity {
  readonly type: 'return.dispositioned';
  readonly returnLine: string;
  readonly disposition: Disposition;
}

/** Nothing more is expected of a return. */
export interface ReturnClosed extends EventEnvelope {
  readonly type: 'return.closed';
  readonly returnLine: string;
}

/** A recorded fact is taken back: it counts for nothing. May arrive before the fact it speaks of. */
export interface FactVoided extends EventEnvelope {
  readonly type: 'fact.voided';
  readonly target: { readonly source: string; readonly id: string };
  readonly reason: string;
  readonly approval?: string | undefined;
}

/** Every fact other systems can tell. */
export type StockEvent =
  | StockOpened | StockReceived | ReceiptSettled | StockShipped | StockIssued | StockReturned | StockMoved | StockStateChanged | StockAdjusted | StockCounted
  | TransferDispatched | TransferReceived | TransferRejected | TransferLost
  | SupplyScheduled | SupplyChanged | SupplyCancelled | DemandScheduled | DemandChanged | DemandCancelled
  | OrderPlaced | OrderCancelled | ClaimReported
  | ReturnAuthorized | ReturnInspected | ReturnDispositioned | ReturnClosed
  | FactVoided;

/** The name of a fact. */
export type StockEventType = StockEvent['type'];
