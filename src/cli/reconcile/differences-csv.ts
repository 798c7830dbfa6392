import { KEY_PARTS } from '../../reconciliation/index.js';
import { proofText, type ReportRow } from './reconcile-report.js';

const COLUMNS = [...KEY_PARTS, 'left', 'right', 'difference', 'tolerated', 'causes', 'proof', 'alternatives'];

/** The differences as CSV (RFC 4180), line by line with their line ends. */
export function* differencesCsv(rows: Iterable<ReportRow>): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const { difference: { key, left, right, difference, tolerated }, parts, alternatives } of rows) {
    const texts = KEY_PARTS.map((part) => key[part]);
    // Amounts are plain decimals and stay numbers for a spreadsheet.
    const amounts = [left ?? '', right ?? '', difference ?? ''];
    const causes = parts.map(({ cause, amount }) => `${cause.kind} ${amount}`).join('; ');
    const proof = parts.map(({ cause }) => proofText(cause)).filter((text) => text !== '').join('; ');
    yield `${[...texts.map(csvText), ...amounts, tolerated ? 'yes' : '', csvText(causes), csvText(proof), csvText(alternatives.join('; '))].join(',')}\r\n`;
  }
}

/**
 * A text as a CSV value that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front, which shows it to be text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
