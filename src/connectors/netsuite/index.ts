/**
 * NetSuite: balances by SuiteQL and item receipts in; inventory adjustments out. Its law: numbers are read as written, and the external id makes a repeat
 * harmless.
 * @module
 */
export { decodeItemLocations, decodeItemReceipts } from './decode.js';
export { encodeInventoryAdjustments, type NetSuiteAdjustment, type NetSuiteAdjustmentBody, type NetSuiteAdjustmentLine } from './encode-adjustments.js';
export { NETSUITE_LIMITS } from './limits.js';
export type { NetSuiteOptions } from './options.js';
export { readResult } from './read-result.js';
export type { Payload } from '../../wire/index.js';
