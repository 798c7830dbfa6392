/**
 * The canonical records: what is stocked, where, in which condition, and what can be said about it. Its law: records are plain readonly data,
 * checked once at the border, and mean the same in every room.
 * @module
 */
export type { Catalog } from './catalog.js';
export type { Channel } from './channel.js';
export type { ExternalReference, ExternalSystem } from './external-reference.js';
export type { CatchWeight, Item, KitComponent, Tracking } from './item.js';
export type { Location, LocationKind } from './location.js';
export type { LotAttributes } from './lot.js';
export type { Place, Position } from './place.js';
export type { BufferRule, NegativeRule, Policy, RuleScope } from './policy.js';
export type { AuthorityKind, AuthorityRule, Source } from './source.js';
export { SELLABLE, STANDARD_STOCK_STATES, type StockState } from './stock-state.js';
export {
  SCHEMA_VERSION,
  type ClaimReported, type CountedBalance, type DemandCancelled, type DemandChanged, type DemandClass, type DemandScheduled, type Disposition,
  type EventEnvelope, type FactVoided, type IssueReason, type OrderCancelled, type OrderPlaced, type PlacedQuantity, type ReceiptSettled,
  type ReturnAuthorized, type ReturnClosed, type ReturnDispositioned, type ReturnInspected, type StockAdjusted, type StockCounted, type StockEvent,
  type StockEventType, type StockIssued, type StockMoved, type StockOpened, type StockReceived, type StockReturned, type StockShipped,
  type StockStateChanged, type SupplyCancelled, type SupplyChanged, type SupplyClass, type SupplyScheduled, type TransferDispatched,
  type TransferLost, type TransferReceived, type TransferRejected,
} from './stock-event.js';
export type {
  HeldAmount, HoldLapsed, LineAllocated, LineCancelled, LineExtended, LineOpened, LinePicked, LineReleased, LineReserved, ReservationEnvelope,
  ReservationEvent,
} from './reservation-event.js';
