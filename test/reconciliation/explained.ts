import { explain, type Cause, type Evidence, type EventEvidence, type Explained, type Statement, type StatementRow } from '../../src/reconciliation/index.js';
import { compared, stated } from './statements.js';

/** An hour of the day on which statements and events are made. */
export const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`;
/** An event of tea, and a row of it, unless it says otherwise. */
export const event = (id: string, amount: string, hour: number, rest: Partial<EventEvidence> = {}): EventEvidence => ({ source: 'wms', id, item: 'TEA', amount, effectiveAt: at(hour), ...rest });
export const tea = (amount: string, rest: Partial<StatementRow> = {}): StatementRow => ({ item: 'TEA', amount, ...rest });
/** Rows of tea at the places A, B, C, ..., or in lots and states of these names. */
export const spread = (part: string, ...amounts: string[]): StatementRow[] => amounts.map((amount, place) => tea(amount, { [part]: String.fromCharCode(65 + place) }));

/** What is said about two statements of the evening. */
export function explained(left: StatementRow[], right: StatementRow[], evidence: Evidence = {}, leftHead: Partial<Statement> = {}, rightHead: Partial<Statement> = {}): Explained {
  return explain(compared(stated('erp', left, { asOf: at(20), ...leftHead }), stated('wms', right, { asOf: at(20), ...rightHead })), evidence);
}

/** Kind, side, certainty, what shows it, and the parts. */
export function brief({ kind, side, certainty, proof, parts }: Cause): string {
  return [kind, side ?? '-', certainty, [...proof.events.map(({ id }) => id), ...proof.rules].join(', '), parts.map(({ amount }) => amount).join(' ')].join(' | ');
}

/** All causes in a line each. */
export const briefly = (one: Explained): string[] => one.causes.map(brief);
