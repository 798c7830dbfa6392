/**
 * Where two statements of stock disagree, why, and what to do about it. Its law: nothing is hidden and nothing is guessed: every difference is shown as it is, its parts
 * sum to it, and what no evidence explains is called unexplained.
 * @module
 */
export { compareKeys, describeKey, KEY_PARTS, keyOf, keyText, statementKey, type KeyPart, type PartialKey, type StatementKey } from './statement-key.js';
export type { ClaimMeasure, Measure, Statement, StatementHead, StatementRow, StatementScope, Watermark } from './statement.js';
export { startVocabulary, type Vocabulary, type VocabularyStore } from './vocabulary.js';
export { amountText, setAmount, setShortAmount, SHORT_DIGITS_MAX, type AmountColumn } from './amount-column.js';
export { addRow, clearTable, openRow, startTable, statementOf, statementTable, TABLE_ROWS_MAX, tableRow, type StatementTable } from './statement-table.js';
export { statementTotals } from './table-totals.js';
export { otherSide, sameStock, type Comparison, type ComparisonCounts, type ComparisonTotal, type Difference, type Side } from './difference.js';
export { type ToleranceRule, type ValueClass } from './tolerance.js';
export { compare, type Compared, type CompareOptions, type MeasuresDiffer } from './compare.js';
export { compareSorted, type ComparedSorted, type ComparisonSummary, type StatementStream } from './compare-sorted.js';
export { sortRows, type RowStore, type SortLimits } from './sort-rows.js';
export type { Cause, CauseKind, CausePart, Certainty, EventReference, Explained, ExplainedDifference, Proof } from './cause.js';
export { CAUSE_KINDS } from './cause-list.js';
export type { AliasEvidence, CarriedEvidence, ClaimEvidence, Evidence, EventEvidence, PackEvidence, ProcessedEvent } from './evidence.js';
export { explain } from './explain.js';
export { SEARCH } from './fit-parts.js';
export { applyDifferences, reversed } from './apply-differences.js';
export { applyProposals, propose, type Proposal, type ProposalEffect, type ProposalKind, type ProposeOptions } from './propose.js';
export {
  accountFor, rollForward, type AccountFinding, type AccountRecord, type AccountRule, type CarryBreak, type PeriodBalance, type RollForward,
} from './account-for.js';
export { checkPublished, type PublishedCheck, type PublishedFigure, type PublishedFinding, type PublishedVerdict, type RightFigure } from './check-published.js';
export {
  SETTLE_MINUTES, USUAL_ROUTING, type ExceptionNature, type ExceptionStatus, type ReconciliationException, type RoutingRule, type Severity, type Team, type UsualRouting,
} from './reconciliation-exception.js';
export { trackExceptions, type ReconciliationRun } from './track-exceptions.js';
