import { describeKey, propose, type Cause, type Comparison, type Difference, type Explained, type ExplainedDifference, type Proposal } from '../../reconciliation/index.js';
import type { StatementIssue } from '../../wire/index.js';
import { grouped } from './grouped.js';

/** A difference with the causes found for it. */
export interface ReportRow {
  readonly difference: Difference;
  /** Strongest first, with the part each covers; empty where nothing differs in stock or nobody knows. */
  readonly parts: readonly { readonly cause: Cause; readonly amount: string }[];
  readonly alternatives: readonly string[];
}

/** Everything a reconciliation found. */
export interface ReconcileReport {
  readonly comparison: Comparison;
  readonly rows: readonly ReportRow[];
  readonly causes: readonly Cause[];
  readonly proposals: readonly Proposal[];
  /** Lines of the two files that could not be read: the first of them, and how many in all. */
  readonly issues: readonly (StatementIssue & { readonly file: string })[];
  readonly issueCount: number;
}

/** Puts differences and explanations together. */
export function reconcileReport(comparison: Comparison, explained: Explained, issues: ReconcileReport['issues'], issueCount: number): ReconcileReport {
  // Both lists are in the order of keys, and the explained one leaves out what is no difference in stock.
  let at = 0;
  const rows = comparison.differences.map((difference): ReportRow => {
    const next: ExplainedDifference | undefined = explained.differences[at];
    if (next?.key !== difference.key) return { difference, parts: [], alternatives: [] };
    at++;
    return { difference, parts: next.parts.map(({ cause, amount }) => ({ cause: explained.causes[cause]!, amount })), alternatives: next.alternatives };
  });
  return { comparison, rows, causes: explained.causes, proposals: propose(explained), issues, issueCount };
}

/** Whether somebody should look: stock that differs beyond tolerance, stock nobody knows, or lines that were not read. */
export function needsAttention({ comparison, issueCount }: ReconcileReport): boolean {
  return issueCount > 0 || comparison.differences.some(({ difference, tolerated }) => difference === undefined || (difference !== '0' && !tolerated));
}

/** One line of a list of causes: what is unexplained stands in one, whatever it is about. */
export interface CauseLine {
  readonly kind: string;
  readonly certainty: string;
  readonly side: string;
  /** The key, or how many they are. */
  readonly where: string;
  readonly proof: string;
}

/** The causes for people, strongest first. */
export function causeLines(causes: readonly Cause[]): readonly CauseLine[] {
  const named = causes.filter(({ kind }) => kind !== 'unexplained');
  const lines = named.map((cause) => ({ kind: cause.kind, certainty: cause.certainty, side: cause.side ?? '', where: whereText(cause.parts), proof: proofText(cause) }));
  const unexplained = causes.flatMap(({ kind, parts }) => (kind === 'unexplained' ? parts : []));
  return unexplained.length === 0 ? lines : [...lines, { kind: 'unexplained', certainty: 'none', side: '', where: whereText(unexplained), proof: '' }];
}

function whereText(parts: Cause['parts']): string {
  return parts.length === 1 ? describeKey(parts[0]!.key) : `${grouped(parts.length)} keys`;
}

/** What shows a cause, in a few words. */
export function proofText({ proof, reference }: Cause): string {
  const events = proof.events.length > 3 ? [`${proof.events.length} events`] : proof.events.map(({ source, id }) => `${source} ${id}`);
  return [...events, ...proof.rules.slice(0, 3), ...(reference === undefined ? [] : [reference])].join('; ');
}
