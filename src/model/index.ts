/**
 * The canonical records: what is stocked, where, in which condition, and what can be said about it. Its law: records are plain readonly data,
 * checked once at the border, and mean the same in every room.
 * @module
 */
export { aliasesSchema, externalReferenceSchema, externalSystemSchema, type ExternalReference, type ExternalSystem } from './external-reference.js';
export { catchWeightSchema, itemSchema, kitComponentSchema, packSchema, type CatchWeight, type Item, type KitComponent, type Tracking } from './item.js';
export { locationSchema, type Location, type LocationKind } from './location.js';
export { lotAttributesSchema, type LotAttributes } from './lot.js';
export { placeSchema, type Place, type Position } from './place.js';
export { SELLABLE, STANDARD_STOCK_STATES, stockStateSchema, type StockState } from './stock-state.js';
export { channelSchema, type Channel } from './channel.js';
export { authorityRuleSchema, sourceSchema, type AuthorityKind, type AuthorityRule, type Source } from './source.js';
export { catalogSchema, type Catalog } from './catalog.js';
export { foreignStockRuleSchema, type ForeignStockKind, type ForeignStockRule } from './foreign-stock.js';
export { foreignKindOf, foreignStockUse, type ForeignStockUse } from './foreign-stock-use.js';
export { stockMeasure, type GoodsAt, type JudgedAt, type StockMeasure } from './stock-measure.js';
export { negativeRuleOf } from './negative-rule.js';
export { bufferRuleSchema, policySchema, type BufferRule, type BufferStep, type NegativeRule, type Policy, type RuleScope } from './policy.js';
export { segmentRuleSchema, type SegmentKind, type SegmentPeriod, type SegmentRule, type SegmentStep } from './segment.js';
export { channelsOf, serves, type Asker, type RegisteredSegment, type SegmentTree } from './segment-tree.js';
export { SCHEMA_VERSION, type EventEnvelope } from './event-envelope.js';
export { type PlacedQuantity } from './placed-quantity.js';
export {
  BALANCES_MAX, stockAdjustedSchema, stockCountedSchema, stockOpenedSchema, type CountedBalance, type StockAdjusted, type StockCounted, type StockOpened,
} from './count-events.js';
export { receiptSettledSchema, stockReceivedSchema, type ReceiptSettled, type StockReceived } from './receipt-events.js';
export { stockIssuedSchema, stockShippedSchema, type IssueReason, type StockIssued, type StockShipped } from './issue-events.js';
export { stockMovedSchema, stockStateChangedSchema, type StockMoved, type StockStateChanged } from './move-events.js';
export {
  transferDispatchedSchema, transferLostSchema, transferReceivedSchema, transferRejectedSchema,
  type TransferDispatched, type TransferLost, type TransferReceived, type TransferRejected,
} from './transfer-events.js';
export {
  supplyCancelledSchema, supplyChangedSchema, supplyScheduledSchema, type SupplyCancelled, type SupplyChanged, type SupplyClass, type SupplyScheduled,
} from './supply-events.js';
export {
  demandCancelledSchema, demandChangedSchema, demandScheduledSchema, type DemandCancelled, type DemandChanged, type DemandClass, type DemandScheduled,
} from './demand-events.js';
export {
  claimReportedSchema, orderCancelledSchema, orderPlacedSchema, type ClaimReported, type OrderCancelled, type OrderPlaced,
} from './order-events.js';
export {
  returnAuthorizedSchema, returnClosedSchema, returnCreditedSchema, returnDispositionedSchema, returnInspectedSchema, stockReturnedSchema,
  type Disposition, type ReturnAuthorized, type ReturnClosed, type ReturnCredited, type ReturnDispositioned, type ReturnInspected, type StockReturned,
} from './return-events.js';
export { factVoidedSchema, type FactVoided } from './void-event.js';
export { STOCK_EVENT_SCHEMAS, STOCK_EVENT_TYPES, stockEventSchema, type StockEvent, type StockEventType } from './stock-event.js';
export { heldAmountSchema, type HeldAmount, type HeldBucket, type LineSpot, type ReservationEnvelope, type UsedAmount, type UsedBy } from './reservation-envelope.js';
export {
  lineAmendedSchema, lineAssignedSchema, lineBackorderedSchema, lineMovedSchema, lineReassignedSchema, type LineAmended, type LineAssigned, type LineBackordered, type LineMoved,
  type LineReassigned, type LineReference,
} from './reservation-change-events.js';
export { linePromisedSchema, type LinePromised, type PromisedAmount } from './reservation-promise-event.js';
export {
  lotPolicySchema, lotRuleShape, sourcingPolicySchema, sourcingShape, type LotOrder, type LotPolicy, type SourcingPlace, type SourcingPlaceItem, type SourcingPolicy, type SourcingSettings,
} from './allocation-policy.js';
export { lineExplodedSchema, lineGatheredSchema, type FrozenPart, type LineExploded, type LineGathered } from './kit-events.js';
export {
  RESERVATION_EVENT_SCHEMAS, RESERVATION_EVENT_TYPES, holdLapsedSchema, lineAllocatedSchema, lineCancelledSchema, lineExtendedSchema,
  lineOpenedSchema, linePickedSchema, lineReleasedSchema, lineReservedSchema, reservationEventSchema,
  type HoldLapsed, type LineAllocated, type LineCancelled, type LineExtended, type LineOpened, type LinePicked, type LineReleased,
  type LineReserved, type ReservationEvent, type ReservationEventType,
} from './reservation-event.js';
export { type ModelIssue } from './model-issue.js';
export { validateCatalog, validateEvent, validatePolicy, validateReservationEvent } from './validate.js';
export { validator, type Checked, type Invalid } from './validator.js';
export { identifierOrNoneSchema, identifierSchema, requestSchema, tenantSchema } from './identifier-schema.js';
export { freeTextSchema } from './text-schema.js';
export { positiveQuantitySchema } from './quantity-schema.js';
export { instantSchema } from './time-schema.js';
export type { Balance, ChannelUse, ClaimedAt, HoldBalance, LineBalance, LineKit, PromisedPart, StockPicture } from './balance.js';
export { arrivedIn, dispositionedIn, spokenForIn, type ReturnBalance } from './return-balance.js';
export { inTransit, type TransferBalance } from './transfer-balance.js';
export type { ExpectedLine, PlannedLines, WantedLine } from './planned-lines.js';
export { rankOf, type Fact, type FactBalance, type FactDetail } from './fact.js';
export {
  compileRegister, DEFAULT_POLICY, isWithin, type Register, type RegisteredItem, type RegisteredLocation, type ResolvedReference,
} from './register.js';
export { eventFingerprint, eventFingerprintText } from './event-fingerprint.js';
export { upcast, upcastThrough, UPCASTERS } from './upcast.js';
export { type Upcaster } from './upcaster.js';
export { CLOUD_EVENT_TYPE_PREFIX, fromCloudEvent, toCloudEvent, type StockCloudEvent } from './cloud-event.js';
export { SCHEMA_BASE, schemaAddress } from './schema-address.js';
