/**
 * Words everyone uses: errors, answers, identifiers, instants, canonical text. Its law: no domain word, no clock, no I/O.
 * @module
 */
export { InventoryError, isInventoryError, type InventoryErrorOptions } from './error.js';
export { ERROR_CODES, ANSWER_CODES, type ErrorCode, type AnswerCode, type RetryClass } from './error-codes.js';
export { no, type Answer, type No, type Refusal } from './outcome.js';
export { assert, unreachable } from './assert.js';
export { IDENTIFIER_LENGTH_MAX, TENANT_LENGTH_MAX, compareText, isIdentifier, isTenant } from './identifier.js';
export { hash32 } from './hash.js';
export { canonicalJson, JSON_DEPTH_MAX } from './canonical-json.js';
export { FINGERPRINT_ALGORITHM, fingerprintOf, sha256 } from './sha256.js';
export {
  addDays, addDaysToDate, dateIn, endOfDate, formatInstant, instantAt, isCalendarDate, isInstant, isTimeZone, parseInstant, startOfDate, weekdayOf, type Instant,
} from './instant.js';
