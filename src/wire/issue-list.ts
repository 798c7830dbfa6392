import type { ConnectorIssue } from '../ports/index.js';

/** The most issues one payload can raise, so that a hostile one cannot be answered with more than it sent. */
export const ISSUES_MAX = 1000;

/** Collects what is wrong with a payload, in the order it was met. */
export interface IssueList {
  readonly issues: readonly ConnectorIssue[];
  /** That part was left out. */
  error(code: string, path: string, message: string, offset?: number): void;
  /** That part was read, with this remark. */
  warning(code: string, path: string, message: string, offset?: number): void;
}

/** An empty list. It holds at most {@link ISSUES_MAX} issues; the last one then says that more were met. */
export function issueList(): IssueList {
  const issues: ConnectorIssue[] = [];
  const add = (severity: ConnectorIssue['severity'], code: string, path: string, message: string, offset: number | undefined): void => {
    if (issues.length >= ISSUES_MAX) return;
    if (issues.length === ISSUES_MAX - 1) issues.push({ code: 'payload.more_issues', message: 'More issues were met than are listed', severity: 'error', path: '$' });
    else issues.push({ code, message, severity, path, ...(offset === undefined ? {} : { offset }) });
  };
  return {
    issues,
    error: (code, path, message, offset) => {
      add('error', code, path, message, offset);
    },
    warning: (code, path, message, offset) => {
      add('warning', code, path, message, offset);
    },
  };
}
