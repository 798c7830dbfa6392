/**
 * The machinery between callers and the pure rooms: gather, decide, commit, answer. Its law: nothing is answered before it is committed, nothing is seen
 * before it is committed, and what loses a race is decided again.
 * @module
 */
export {
  createInventory, type AvailableQuery, type BalanceAnswer, type CallOptions, type Inventory, type InventoryOptions, type Malformed, type PublishQuery,
} from './inventory.js';
export type {
  AvailabilityAnswer, InBaseUnit, KitAvailabilityAnswer, LineAnswer, LocationAnswer, PublishedFigureAnswer, PublishedKitAnswer, PublishedSetAnswer, ReadVersion, RecordAnswer, RecordRefusal, ReturnLineAnswer, SegmentTermsAnswer,
  TransferAnswer,
} from './answers.js';
export type { ReserveAnswer, ReservedLineAnswer, ReserveInput, ReserveLineInput, ReserveReason, ReserveYes, ShortageAnswer } from './reserve.js';
export type { ConfirmAnswer, PromiseReason, PromiseYes } from './confirm.js';
export type { PromiseInputReason, PromiseLineRefused } from './decide-promise.js';
export type {
  AvailableToPromiseAnswer, Dated, PromisedLineAnswer, PromiseExplained, PromiseLineReason, RefusedPromiseLine,
} from './promise-answers.js';
export type { ConfirmInput, PromiseInput, PromiseLineInput, PromiseSourceInput, PromiseTerms } from './promise-input.js';
export type { AvailableToPromiseQuery, PromiseAnswer } from './promise-reads.js';
export type { PlaceReason } from './promise-sources.js';
export type { KitRule } from './plan-holds.js';
export type { KitLineRefusal } from './kit-lines.js';
export type { KitLineAnswer, KitPartAnswer } from './kit-answers.js';
export type { SourcedHolds } from './plan-sourcing.js';
export type { AllocateByAnswer, AllocateByInput, AllocateByReason, AllocatedBy, BoundGoods, PassedGoods } from './allocate-by.js';
export type { BackorderKey, BackorderRule, RunBackordersInput } from './backorder-input.js';
export type { BackorderChangeAnswer, BackordersRun, RunBackordersAnswer, RunBackordersReason } from './run-backorders.js';
export type {
  AuthorizeReturnAnswer, AuthorizeReturnInput, AuthorizeReturnReason, RefundAnswer, RefundInput, RefundReason, RefundYes, ReturnAuthorizedYes, ReturnRequest, ReturnRequestReason,
} from './return-requests.js';
export type { CancelTransferAnswer, CancelTransferInput, CancelTransferReason, TransferCancelledYes } from './cancel-transfer.js';
export type { RecordedFact, TellingInputReason, TellingReason, TellingRequest } from './told-facts.js';
export type { AllocateInput, AmendInput, AmountInput, ChangeAnswer, ChangeReason, ChangeYes, ExtendInput, MoveAnswer, PickInput, SourcedMove } from './move-line.js';
export type { MoveReason } from './decide-move.js';
export type {
  AllocateMove, AmendMove, AmountMove, ChangeInput, DeallocateMove, ExtendMove, HoldInput, HoldMode, HoldMove, LineMoveInput, MoveRequest, OrderMove, PickMove, PlacedMove,
  ReallocateMove, ReassignMove, RelocateMove, ShortPickMove, SubstituteMove,
} from './order-moves.js';
export type { KeyRefusal, Remembered } from './request.js';
export type { AvailabilityChanged, ExceptionChanged, InventoryEvents } from './subscriptions.js';
export type { ParkedEvent, RegisterEntry, StockEntry } from './entry.js';
export { REQUEST_LINES_MAX } from './inputs.js';
export { backtest, type BacktestInput, type BacktestOutcome, type BacktestReport, type BacktestRow, type BacktestStep } from './backtest.js';
export { systemClock } from './system-clock.js';
