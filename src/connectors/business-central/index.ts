/**
 * Dynamics 365 Business Central, API v2.0: posted documents, ledger entries, balances and notifications in; adjustments out. Its law: what the API does not
 * say, such as a location, comes from the options or is an error, never from a guess.
 * @module
 */
export { decodeItemBalances, type BalancesContext } from './decode-balances.js';
export { decodePurchaseReceipts, decodeSalesShipments } from './decode-documents.js';
export { decodeItemLedgerEntries, itemLedgerEntriesPath, lastEntryNumber } from './decode-ledger-entries.js';
export { encodeAdjustments, type AdjustmentOptions, type BusinessCentralAdjustment, type BusinessCentralJournalLine } from './encode-adjustments.js';
export { encodeItemInventory, type ItemInventoryFigure } from './encode-item-inventory.js';
export { BUSINESS_CENTRAL_LIMITS } from './limits.js';
export { decodeNotifications, validationTokenOf } from './notifications.js';
export { optionText } from './option-text.js';
export type { BusinessCentralOptions } from './options.js';
export { readResult } from './read-result.js';
export type { Payload } from '../../wire/index.js';
