import { isIdentifier } from '../foundation/index.js';
import type { PartnerStatement, PartnerStatementRow } from '../ports/index.js';
import { UNIT_CODE_LENGTH_MAX } from '../quantity/index.js';
import type { IssueList } from './issue-list.js';

/** What the rows of one statement have in common. */
export type StatementHead = Omit<PartnerStatement, 'rows'>;

/** Collects the figures of a payload, those of one measure and time in one statement. */
export interface StatementList {
  readonly statements: readonly PartnerStatement[];
  /** Takes a figure whose identifiers are fit to be looked up; otherwise an error says why it was left out. The same figure twice is one. */
  add(head: StatementHead, row: PartnerStatementRow, path: string): void;
}

/** An empty list that reports what it refuses to `issues`. */
export function statementList(issues: IssueList): StatementList {
  const statements: PartnerStatement[] = [];
  const rows = new Map<string, PartnerStatementRow[]>();
  const seen = new Set<string>();
  return {
    statements,
    add: (head, row, path) => {
      if (![row.item, row.location, row.lot ?? '-', row.quantity.unit].every(isIdentifier) || row.quantity.unit.length > UNIT_CODE_LENGTH_MAX) {
        issues.error('payload.identifier', path, 'The item, place, lot or unit is too long or holds characters that no identifier has');
        return;
      }
      const key = JSON.stringify([head.system, head.measure, head.asOf, head.full]);
      const figure = key + JSON.stringify([row.item, row.location, row.lot, row.quantity]);
      if (seen.has(figure)) return;
      seen.add(figure);
      const known = rows.get(key);
      if (known !== undefined) known.push(row);
      else {
        const list = [row];
        rows.set(key, list);
        statements.push({ ...head, rows: list });
      }
    },
  };
}
