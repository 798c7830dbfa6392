/**
 * Reading what partners send and checking who sent it: exact numbers, bounded sizes, a path for every issue, signatures over raw bytes. Its law:
 * nothing here throws on a partner's data, trusts it, or knows a particular partner.
 * @module
 */
export { chunksOf } from './chunk.js';
export { absoluteDecimal, addDecimals, decimalText, floorDecimal, negateDecimal, signOfDecimal, subtractDecimals } from './decimal-text.js';
export { csvReader, RECORD_LENGTH_MAX, type CsvFault, type CsvReader, type CsvRow } from './csv-reader.js';
export { csvStatementReader, CSV_COLUMNS_MAX, type CsvStatementOptions } from './csv-statement.js';
export { eventList, type EventList } from './event-list.js';
export { headerOf } from './header-of.js';
export { ISSUES_MAX, issueList, type IssueList } from './issue-list.js';
export { ELEMENTS_MAX, amountAt, descend, elements, flagAt, identifierAt, isPresent, member, textAt, type JsonAt } from './json-at.js';
export { jsonFrom } from './json-from.js';
export { jsonStatementReader } from './json-statement.js';
export { isJsonArray, isJsonNumber, isJsonObject, type JsonNumber, type JsonValue } from './json-value.js';
export { closeOfDateText, instantText, localTimeText, middayText } from './partner-time.js';
export { exceedsBytes, payloadText, readJsonPayload, type Payload } from './payload.js';
export { publishableCount, type CountBounds } from './publishable-count.js';
export { PAYLOAD_DEPTH_MAX, readJson, type ReadJson } from './read-json.js';
export { responseJson, resultsByStatus, retryAfterMs } from './response.js';
export { equalSecretly, hmacSha256, verifyHmac, type Secrets, type SignedBytes } from './signature.js';
export { withoutRepeats, type Placed } from './without-repeats.js';
export { findStatementColumns, STATEMENT_COLUMNS, type StatementColumn, type StatementColumns } from './statement-columns.js';
export {
  STATEMENT_ISSUES_MAX, type ControlTotals, type StatementIssue, type StatementRead, type StatementReader, type StatementReadOptions,
} from './statement-reading.js';
export { statementList, type StatementHead, type StatementList } from './statement-list.js';
