/**
 * stockwright: canonical inventory logic. The pure rooms, and {@link createInventory}, which puts them to work over a store. Stores, transports,
 * connectors and test kits have doors of their own.
 * @module
 */
export {
  ANSWER_CODES, ERROR_CODES, formatInstant, IDENTIFIER_LENGTH_MAX, instantAt, InventoryError, isCalendarDate, isIdentifier, isInstant,
  isInventoryError, isTenant, isTimeZone, parseInstant, TENANT_LENGTH_MAX,
} from './foundation/index.js';
export type {
  Answer, AnswerCode, ErrorCode, Instant, InventoryErrorOptions, No, Refusal, RetryClass,
} from './foundation/index.js';
export {
  addGrains, addQuantities, addRatios, AMOUNT_LENGTH_MAX, canonicalAmount, ceilRatio, checkCatchWeight, compareGrains, compareQuantities,
  compareRatios, compileUnits, convert, convertExactly, decompose, displayQuantity, divideRatios, equalRatios, FACT_GRAINS_MAX, floorRatio,
  formatGrains, fromGrains, grains, grainsFromBigint, halfEvenRatio, isCanonicalAmount, isZero, multiplyRatios, negateGrains, negateQuantity,
  negateRatio, nominalWeight, OFFSET_UNITS, ONE_RATIO, parseAmount, PARTNER_AMOUNT_LENGTH_MAX, purchaseQuantity, PURPOSES, ratio, ratioFromDecimal,
  ratioFromText, ratioText, ratioToDecimal, REFERENCE_UNITS, resolveUnitCode, roundRatio, roundToPack, splitGrains, splitQuantity, STANDARD_UNITS,
  subtractGrains, subtractQuantities, subtractRatios, sumGrains, sumQuantities, toGrains, truncateRatio, UNIT_ALIASES, UNIT_EDGES_MAX,
  weightPerGrain, ZERO_RATIO,
} from './quantity/index.js';
export type {
  CatchWeightBalance, CatchWeightCheck, ConversionOptions, ConversionRefused, Converted, Decomposed, Direction, ExpressOptions, Grains, ItemUnits,
  PackSpec, Purchase, PurchaseConditions, Purpose, PurposeRule, Quantity, Ratio, ResolvedUnitCode, RoundedToPack, SplitOptions, StandardUnit,
  ToGrains, UnitAliases, UnitClass, UnitCodeOptions, UnitsSpec, UnitStandard, UnitEdge, UnitFactor, UnitPeriod,
} from './quantity/index.js';
export {
  aliasesSchema, authorityRuleSchema, BALANCES_MAX, bufferRuleSchema, catalogSchema, catchWeightSchema, channelSchema, claimReportedSchema,
  compileRegister, DEFAULT_POLICY, demandCancelledSchema, demandChangedSchema, demandScheduledSchema, externalReferenceSchema, externalSystemSchema,
  factVoidedSchema, foreignKindOf, foreignStockRuleSchema, foreignStockUse, heldAmountSchema, holdLapsedSchema, itemSchema, kitComponentSchema,
  lineAllocatedSchema, lineAmendedSchema, lineAssignedSchema, lineBackorderedSchema, lineCancelledSchema, lineExplodedSchema, lineExtendedSchema,
  lineGatheredSchema, lineMovedSchema, lineOpenedSchema, linePickedSchema, linePromisedSchema, lineReassignedSchema, lineReleasedSchema,
  lineReservedSchema, locationSchema, lotAttributesSchema, lotPolicySchema, orderCancelledSchema, orderPlacedSchema, packSchema, placeSchema,
  policySchema, positiveQuantitySchema, receiptSettledSchema, RESERVATION_EVENT_SCHEMAS, RESERVATION_EVENT_TYPES, reservationEventSchema,
  returnAuthorizedSchema, returnClosedSchema, returnCreditedSchema, returnDispositionedSchema, returnInspectedSchema, SCHEMA_VERSION,
  segmentRuleSchema, SELLABLE, sourceSchema, sourcingPolicySchema, STANDARD_STOCK_STATES, STOCK_EVENT_SCHEMAS, STOCK_EVENT_TYPES, stockAdjustedSchema,
  stockCountedSchema, stockEventSchema, stockIssuedSchema, stockMeasure, stockMovedSchema, stockOpenedSchema, stockReceivedSchema,
  stockReturnedSchema, stockShippedSchema, stockStateChangedSchema, stockStateSchema, supplyCancelledSchema, supplyChangedSchema,
  supplyScheduledSchema, transferDispatchedSchema, transferLostSchema, transferReceivedSchema, transferRejectedSchema, validateCatalog, validateEvent,
  validatePolicy, validateReservationEvent,
} from './model/index.js';
export type {
  Asker, AuthorityKind, AuthorityRule, Balance, BufferRule, BufferStep, Catalog, CatchWeight, Channel, ChannelUse, ClaimedAt, ClaimReported,
  CountedBalance, DemandCancelled, DemandChanged, DemandClass, DemandScheduled, Disposition, EventEnvelope, ExpectedLine, ExternalReference,
  ExternalSystem, Fact, FactBalance, FactDetail, FactVoided, ForeignStockKind, ForeignStockRule, ForeignStockUse, FrozenPart, GoodsAt, HeldAmount,
  HeldBucket, HoldBalance, HoldLapsed, Invalid, IssueReason, Item, JudgedAt, KitComponent, LineAllocated, LineAmended, LineAssigned, LineBackordered,
  LineBalance, LineCancelled, LineExploded, LineExtended, LineGathered, LineKit, LineMoved, LineOpened, LinePicked, LinePromised, LineReassigned,
  LineReference, LineReleased, LineReserved, LineSpot, Location, LocationKind, LotAttributes, LotOrder, LotPolicy, ModelIssue, NegativeRule,
  OrderCancelled, OrderPlaced, Place, PlacedQuantity, PlannedLines, Policy, Position, PromisedAmount, PromisedPart, ReceiptSettled, Register,
  RegisteredItem, RegisteredLocation, RegisteredSegment, ReservationEnvelope, ReservationEvent, ReservationEventType, ResolvedReference,
  ReturnAuthorized, ReturnBalance, ReturnClosed, ReturnCredited, ReturnDispositioned, ReturnInspected, RuleScope, SegmentKind, SegmentPeriod,
  SegmentRule, SegmentStep, SegmentTree, Source, SourcingPlace, SourcingPlaceItem, SourcingPolicy, SourcingSettings, StockAdjusted, StockCounted,
  StockEvent, StockEventType, StockIssued, StockMeasure, StockMoved, StockOpened, StockPicture, StockReceived, StockReturned, StockShipped,
  StockState, StockStateChanged, SupplyCancelled, SupplyChanged, SupplyClass, SupplyScheduled, Tracking, TransferBalance, TransferDispatched,
  TransferLost, TransferReceived, TransferRejected, UsedAmount, UsedBy, WantedLine,
} from './model/index.js';
export {
  asOf, balancesOf, compareOrder, decodeFact, decodeLedger, encodeFact, encodeLedger, evolve, evolveDecision, exceptionsOf, exceptionsOfItem,
  explainBalance, LEDGER_FORMAT, orderOf, pictureOf, postingsOf, replay, resolveEvent, standingFacts, startLedger, stateHash, stockCard,
  STREAM_WINDOW, verify,
} from './ledger/index.js';
export type {
  Admission, AsOf, CanonicalOrder, ChannelUseState, ClaimTotal, DocumentState, DocumentWord, EncodedFact, ExceptionKind, ExpiryQueue, ExplainedTerm, Explanation,
  IdentityConflict, IdentityTable, ItemLedger, Ledger, LineShipment, LineState, LogEntry, MovementHistory, PlacedOrder, PositionState, Posting, Resolved,
  ReturnState, ScheduledContent, ScheduleState, ShipmentColumn, StandingException, Statement, StockCardRow, StockCardScope, StreamCursor, Table,
  ToldClaim, TransferState, Unresolved, Verification, Violation, VoidState,
} from './ledger/index.js';
export {
  availableFrom, availableIn, figuresOf, PUBLISH_TARGETS_MAX, PUBLISH_WEIGHT_MAX, publishSet,
} from './availability/index.js';
export type {
  Availability, AvailabilityQuery, AvailabilityTerms, Claimant, ItemFigures, LocationAvailability, NodeFigures, PublishedFigure, PublishedSet,
  PublishTarget, SegmentTerms, ServingSegment,
} from './availability/index.js';
export {
  decideAllocate, decideAmend, decideCancel, decideDeallocate, decideExtend, decideGiveUp, decideLapse, decideMoveHold, decidePick, decidePromise,
  decidePutBack,
  decideReassign, decideRelease, decideReserve, decideShortPick, decideSubstitute, TRANSITIONS, wantedOf,
} from './reservation/index.js';
export type {
  AllocateTarget, AmendDecision, HeldPlace, LineBucket, MoveContext, MoveDecision, MovedHold, MoveRefusal, Offer, PromisedLine, PromiseLineDecision, ReassignTarget, ReserveDecision, ReservedLine,
  ReserveLine, ReserveMode, ReserveRefusal, ReserveRequest, ReserveView, Shortage, SubstituteTarget, TakenAmount, Transition,
} from './reservation/index.js';
export {
  allocateKits, ALLOCATION_INPUT_MAX, BACKORDER_ORDER, backorderRun, drawDown, explainBackorders, explainDrawDown, explainExplosion, explainFairShare,
  explainKitAllocation, explainKitAvailability, explainKitShortage, explainLots, explainQuota, explainSerials, explainSourcing, explainWaterfall,
  explodeKit, fairShare, kitAvailable, kitShortage, kitStructure, needOf, partNeeds, pickLots, pickSerials, quota, SEARCH_LIMIT, sourceLines, waterfall,
} from './allocation/index.js';
export type {
  BackorderChange, BackorderLine, BackorderOrder, BackorderReason, BackorderRefusal, BackorderRequest, BackorderRun, BackorderStrategy, Confirmation,
  Draw, DrawDown, DrawDownRequest, ExplainKitOptions, ExplainOptions, FairShareRefusal, FairShareRequest, FairShares, FixedQuota, KitAllocation,
  KitAllocationRefusal, KitAllocationRequest, KitAvailability, KitComponentShare, KitDemand, KitExplosion, KitLineAllocation, KitPart, KitPartialRule,
  KitRefusal, KitStructure, LotOffer, LotPassedOver, LotPick, LotPlan, LotRequest, LotRule, OrderSourcing, PartLimit, PartNeed, PartShortage,
  PartTake, PassedLot, PercentQuota, QuotaRefusal, QuotaRequest, Quotas, QuotaShare, RatioQuota, SegmentNode, SerialOffer, SerialPlan, SerialRefusal,
  SerialRequest, SerialRule, Share, ShareClaim, ShareMethod, SourcedLine, SourcedOrder, SourcedPart, SourcingLine, SourcingLocation, SourcingOffer,
  SourcedBefore, SourcingOrder, SourcingPartialRule, SourcingProof, SourcingRefusal, SourcingRequest, SourcingRule, SourcingShortage, SourcingTerms, SupplyLayer,
  Waterfall, WaterfallClaim, WaterfallGrant, WaterfallRequest,
} from './allocation/index.js';
export {
  addWorkingDays, availableKits, availableToPromise, availableToPromiseSeries, bucketAt, CALENDAR_DATES_MAX, compareDialects, compareDialectTables,
  datesBackward, datesForward, DEFAULT_PROMISE_POLICY, dialectRow, DIALECTS, dialectText, everyDay, explainPromise, PERIODS_MAX, planningTable,
  projectedBalance, promise, PROMISE_DAYS_MAX, PROMISE_SOURCES_MAX, promiseChart, promiseChartSvg, promiseChartText, promiseIndex, promiseRules,
  promiseWindow, SCHEDULE_LINES_MAX, scheduleFrom, subtractWorkingDays, workDays,
} from './promise/index.js';
export type {
  AvailableToPromise, BalanceBucket, BalanceSeries, BalanceTerm, BucketRule, ChartPoint, ChartSvgOptions, ChartTextOptions, ComparedPeriod,
  CountedSchedule, DatedDemand, DatedDemandClass, DatedLot, DatedSupply, Dialect, DialectComparison, DialectDifference, DialectName, DialectQuery,
  DialectRow, DialectSettings, DialectTerms, DialectTextOptions, FreeingChange, KitBucket, LateLines, LeftOut, LeftOutReason, PastDueDays,
  PastDueRule, PlanningPeriod, PlanningTable, ProjectedBalance, PromiseBasis, PromiseBucket, PromiseChart, PromiseComponent, Promised,
  PromisedShipment, PromiseExplanation, PromiseGap, PromiseIndex, PromiseMode, PromisePolicy, PromiseProtection, PromiseQuestion, PromiseRefused,
  PromiseRequest, PromiseRules, PromiseSource, PromiseWindow, Schedule, ScheduleFrom, ScheduleInput, SeriesInput, ShipmentDates, ShipmentLead,
  WorkCalendar, WorkDays,
} from './promise/index.js';
export {
  decideAuthorize, decideCancelTransfer, refundEffect, RETURN_TRANSITIONS, returnStanding, TRANSFER_TRANSITIONS, transferStanding,
} from './returns/index.js';
export type {
  AuthorizeDecision, AuthorizeRefusal, AuthorizeRequest, CancelTransferDecision, CancelTransferRefusal, CancelTransferRequest, RefundDecision,
  RefundEffect, RefundRefusal, RefundRequest, ReturnPart, ReturnStage, ReturnStanding, ReturnTransition, TransferEnd, TransferPart, TransferStage,
  TransferStanding, TransferTransition,
} from './returns/index.js';
export {
  backtest, createInventory, systemClock,
} from './commands/index.js';
export type {
  AllocateByAnswer, AllocateByInput, AllocateByReason, AllocatedBy, AllocateInput, AllocateMove, AmendInput, AmendMove, AmountInput, AmountMove,
  AuthorizeReturnAnswer, AuthorizeReturnInput, AuthorizeReturnReason, AvailabilityAnswer, AvailabilityChanged, AvailableQuery,
  AvailableToPromiseAnswer, AvailableToPromiseQuery, BackorderChangeAnswer, BackorderKey, BackorderRule, BackordersRun, BacktestInput,
  BacktestOutcome, BacktestReport, BacktestRow, BacktestStep, BalanceAnswer, BoundGoods, CallOptions, CancelTransferAnswer, CancelTransferInput,
  CancelTransferReason, ChangeAnswer, ChangeInput, ChangeReason, ChangeYes, ConfirmAnswer, ConfirmInput, Dated, DeallocateMove, ExceptionChanged,
  ExtendInput, ExtendMove, HoldInput, HoldMode, HoldMove, InBaseUnit, Inventory, InventoryEvents, InventoryOptions, KeyRefusal, KitAvailabilityAnswer,
  KitLineAnswer, KitLineRefusal, KitPartAnswer, KitRule, LineAnswer, LineMoveInput, LocationAnswer, Malformed, MoveAnswer, MoveReason, MoveRequest,
  OrderMove, ParkedEvent, PassedGoods, PickInput, PickMove, PlacedMove, PlaceReason, PromiseAnswer, PromisedLineAnswer, PromiseExplained,
  PromiseInput, PromiseInputReason, PromiseLineInput, PromiseLineReason, PromiseLineRefused, PromiseReason, PromiseSourceInput, PromiseTerms,
  PromiseYes, PublishedFigureAnswer, PublishedKitAnswer, PublishedSetAnswer, PublishQuery, ReadVersion, ReallocateMove, ReassignMove, RecordAnswer,
  RecordedFact, RecordRefusal, RefundAnswer, RefundInput, RefundReason, RefundYes, RefusedPromiseLine, RegisterEntry, RelocateMove, Remembered,
  ReserveAnswer, ReservedLineAnswer, ReserveInput, ReserveLineInput, ReserveReason, ReserveYes, ReturnAuthorizedYes, ReturnLineAnswer, ReturnRequest,
  ReturnRequestReason, RunBackordersAnswer, RunBackordersInput, RunBackordersReason, SegmentTermsAnswer, ShortageAnswer, ShortPickMove, SourcedHolds,
  SourcedMove, StockEntry, SubstituteMove, TellingInputReason, TellingReason, TellingRequest, TransferAnswer, TransferCancelledYes,
} from './commands/index.js';
