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
export type { ReserveAnswer, ReservedLineAnswer, ReserveInput, ReserveLineInput, ReserveReason, ReserveYes, ShortageAnswer } from './lines/reserve.js';
export type { ConfirmAnswer, PromiseReason, PromiseYes } from './promises/confirm.js';
export type { PromiseInputReason, PromiseLineRefused } from './promises/decide-promise.js';
export type {
  AvailableToPromiseAnswer, Dated, PromisedLineAnswer, PromiseExplained, PromiseLineReason, RefusedPromiseLine,
} from './promises/promise-answers.js';
export type { ConfirmInput, PromiseInput, PromiseLineInput, PromiseSourceInput, PromiseTerms } from './promises/promise-input.js';
export type { AvailableToPromiseQuery, PromiseAnswer } from './promises/promise-reads.js';
export type { PlaceReason } from './promises/promise-sources.js';
export type { KitRule } from './lines/plan-holds.js';
export type { KitLineRefusal } from './kits/kit-lines.js';
export type { KitLineAnswer, KitPartAnswer } from './kits/kit-answers.js';
export type { SourcedHolds } from './lines/plan-sourcing.js';
export type { AllocateByAnswer, AllocateByInput, AllocateByReason, AllocatedBy, BoundGoods, PassedGoods } from './lines/allocate-by.js';
export type { BackorderKey, BackorderRule, RunBackordersInput } from './backorders/backorder-input.js';
export type { BackorderChangeAnswer, BackordersRun, RunBackordersAnswer, RunBackordersReason } from './backorders/run-backorders.js';
export type {
  AuthorizeReturnAnswer, AuthorizeReturnInput, AuthorizeReturnReason, RefundAnswer, RefundInput, RefundReason, RefundYes, ReturnAuthorizedYes, ReturnRequest, ReturnRequestReason,
} from './facts/return-requests.js';
export type { CancelTransferAnswer, CancelTransferInput, CancelTransferReason, TransferCancelledYes } from './facts/cancel-transfer.js';
export type { RecordedFact, TellingInputReason, TellingReason, TellingRequest } from './facts/told-facts.js';
export type { AllocateInput, AmendInput, AmountInput, ChangeAnswer, ChangeReason, ChangeYes, ExtendInput, MoveAnswer, PickInput, SourcedMove } from './lines/move-line.js';
export type { MoveReason } from './lines/decide-move.js';
export type {
  AllocateMove, AmendMove, AmountMove, ChangeInput, DeallocateMove, ExtendMove, HoldInput, HoldMode, HoldMove, LineMoveInput, MoveRequest, OrderMove, PickMove, PlacedMove,
  ReallocateMove, ReassignMove, RelocateMove, ShortPickMove, SubstituteMove,
} from './lines/order-moves.js';
export type { KeyRefusal, Remembered } from './engine/request.js';
export type { AvailabilityChanged, ExceptionChanged, InventoryEvents } from './subscriptions.js';
export type { ParkedEvent, RegisterEntry, StockEntry } from './engine/entry.js';
export { REQUEST_LINES_MAX } from './inputs.js';
export { backtest, type BacktestInput, type BacktestOutcome, type BacktestReport, type BacktestRow, type BacktestStep } from './backtest.js';
export { systemClock } from './system-clock.js';
