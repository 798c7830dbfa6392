/**
 * Events in, positions out. Its law: the ledger is the only writer of quantities, every figure is a fold of facts and decisions, and the same set of
 * facts gives the same state in any order and with any repeats.
 * @module
 */
export { resolveEvent, type Resolved, type Unresolved } from './resolve.js';
export {
  admissionOf, admit, cursorOf, evolve, evolveDecision, identityDigest, isNumbered, itemOf, noteConflict, startLedger, type Admission, type IdentityConflict,
  type Ledger,
} from './ledger.js';
export { applyFact, identityOf } from './apply-fact.js';
export { isOutbound } from './document.js';
export { applyDecision } from './apply-decision.js';
export {
  absorbDraft, draftOf, startItemLedger, type ClaimTotal, type DocumentState, type DocumentWord, type ItemLedger, type ReturnState, type ScheduleState, type ScheduledContent,
  type TransferState, type VoidState,
} from './item-ledger.js';
export type { LineShipment, LineState, PlacedOrder, ToldClaim } from './line.js';
export type { ChannelUseState } from './channel-use.js';
export type { ShipmentColumn } from './shipment-column.js';
export type { PositionState } from './position.js';
export type { MovementHistory } from './movement-history.js';
export type { ExpiryQueue } from './expiry-queue.js';
export type { Table } from './layered-map.js';
export { addIdentity, findIdentity, identityTableBytes, startIdentityTable, type IdentityTable } from './identity-table.js';
export { copyStreamCursor, decodeStreamCursor, encodeStreamCursor, firstGap, hasSeen, noteSequence, startStreamCursor, STREAM_WINDOW, type StreamCursor } from './stream-cursor.js';
export { compareOrder, orderOf, type CanonicalOrder, type Statement } from './statement.js';
export { settle, type CountEffect } from './count.js';
export { balancesOf, lapsedLines, pictureOf } from './picture.js';
export { arrivalsOf } from './arrivals.js';
export { boundOf, plannedLinesOf } from './planned-lines.js';
export { orderLineOf, returnsOfLine } from './returns.js';
export { exceptionsOf, exceptionsOfItem, oversoldIn, type ExceptionKind, type StandingException } from './exceptions.js';
export { asOf, replay, replayAdmitted, standingFacts, type AsOf, type LogEntry } from './replay.js';
export { decodeFact, encodeFact, type EncodedFact } from './fact-codec.js';
export { decodeItem, decodeLedger, encodeItem, encodeLedger, LEDGER_FORMAT, stateHash } from './canonical-state.js';
export { verify, verifyItems, type Verification, type Violation } from './verify.js';
export { stockCard, type StockCardRow, type StockCardScope } from './stock-card.js';
export { explainBalance, postingsOf, type ExplainedTerm, type Explanation, type Posting } from './explain.js';
