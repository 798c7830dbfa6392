/**
 * Goods that come back and goods on their way between our places. Its law: every unit is in exactly one part at all times, only a disposition to restock
 * makes returned goods sellable, and a refund says which goods it is about.
 * @module
 */
export { RETURN_TRANSITIONS, type ReturnPart, type ReturnTransition } from './return-transitions.js';
export { returnStanding, type ReturnStage, type ReturnStanding } from './return-standing.js';
export { decideAuthorize, type AuthorizeDecision, type AuthorizeRefusal, type AuthorizeRequest } from './authorize.js';
export { refundEffect, type RefundDecision, type RefundEffect, type RefundRefusal, type RefundRequest } from './refund-effect.js';
export { TRANSFER_TRANSITIONS, type TransferPart, type TransferTransition } from './transfer-transitions.js';
export { transferStanding, type TransferStage, type TransferStanding } from './transfer-standing.js';
export { decideCancelTransfer, type CancelTransferDecision, type CancelTransferRefusal, type CancelTransferRequest, type TransferEnd } from './cancel-transfer.js';
