import { addDecimals } from './decimal-text.js';
import { clearTable, statementOf, statementTotals, type PartialKey, type StatementHead, type StatementRow, type StatementTable, type Vocabulary } from '../reconciliation/index.js';
import type { StatementColumns } from './statement-columns.js';

/** A place in a file where something is wrong. Reading goes on behind it. */
export interface StatementIssue {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units of the line; 1 where the whole line is meant. */
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

/** What a statement file is said to sum to. */
export interface ControlTotals {
  /** Rows, without the header. */
  readonly rows?: number | undefined;
  /** The sum of all amounts, a canonical amount. */
  readonly amount?: string | undefined;
}

/** How a statement file is read. */
export interface StatementReadOptions {
  readonly head: StatementHead;
  /** Shared with the other statement, the two are compared without translating names. */
  readonly vocabulary?: Vocabulary | undefined;
  readonly columns?: StatementColumns | undefined;
  /** What the parts are that the file does not say. */
  readonly defaults?: PartialKey | undefined;
  readonly totals?: ControlTotals | undefined;
}

/** What came of a file. */
export interface StatementRead {
  /** The rows that could be read. */
  readonly table: StatementTable;
  /** The first {@link STATEMENT_ISSUES_MAX} things that are wrong, in the order of the file. */
  readonly issues: readonly StatementIssue[];
  /** How many things are wrong, listed or not. */
  readonly issueCount: number;
  /** The rows that were left out because of them. */
  readonly rowsLeftOut: number;
  /** Whether nothing could be read at all: no header, or not the columns asked for. */
  readonly unreadable: boolean;
}

/** Reads a file as it comes. */
export interface StatementReader {
  push(bytes: Uint8Array): void;
  /** The rows read since the last time, which the reader then forgets: for files that outgrow memory. Control totals hold all the same; the table at the end has the rows not taken. */
  take(): readonly StatementRow[];
  /** To be called once, at the end of the file. */
  end(): StatementRead;
}

/** How many issues are listed. The others are counted. */
export const STATEMENT_ISSUES_MAX = 1000;

/** How many names a reader of its own vocabulary keeps from one `take` to the next. */
export const NAMES_KEPT_MAX = 100_000;

/** Collects issues and judges the whole at the end. */
export interface StatementIssues {
  add(issue: StatementIssue): void;
  /** An issue that costs a row. */
  leaveOut(issue: StatementIssue): void;
  /** Takes the rows out of a table, and counts them. */
  take(table: StatementTable): readonly StatementRow[];
  read(table: StatementTable, line: number, unreadable: boolean, totals: ControlTotals | undefined): StatementRead;
}

/** An empty list. */
export function statementIssues(): StatementIssues {
  const issues: StatementIssue[] = [];
  let issueCount = 0;
  let rowsLeftOut = 0;
  let rowsTaken = 0;
  let amountTaken = '0';
  const add = (issue: StatementIssue): void => {
    if (issueCount++ < STATEMENT_ISSUES_MAX) issues.push(issue);
  };
  return {
    add,
    leaveOut(issue) {
      rowsLeftOut++;
      add(issue);
    },
    take(table) {
      const { rows } = statementOf(table);
      rowsTaken += rows.length;
      amountTaken = totalOf(table, amountTaken);
      clearTable(table);
      return rows;
    },
    read(table, line, unreadable, totals = {}) {
      const rows = rowsTaken + table.rows + rowsLeftOut;
      if (totals.rows !== undefined && totals.rows !== rows) {
        add({ line, column: 1, code: 'statement.total_rows', message: `The file is said to have ${totals.rows} rows and has ${rows}` });
      }
      const sum = totals.amount === undefined ? undefined : totalOf(table, amountTaken);
      if (sum !== totals.amount) add({ line, column: 1, code: 'statement.total_amount', message: `The amounts are said to sum to ${totals.amount!} and sum to ${sum!}` });
      return { table, issues, issueCount, rowsLeftOut, unreadable };
    },
  };
}

function totalOf(table: StatementTable, before: string): string {
  return statementTotals(table).reduce((sum, { amount }) => addDecimals(sum, amount) ?? sum, before);
}
