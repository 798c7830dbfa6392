import { createHash } from 'node:crypto';
import { KEY_PARTS, type KeyPart } from '../../reconciliation/index.js';
import { htmlText } from './html-text.js';
import { causeLines, proofText, type ReconcileReport, type ReportRow } from './reconcile-report.js';
import { REPORT_SCRIPT } from './report-script.js';
import { REPORT_STYLE } from './report-style.js';
import { grouped, signed } from './grouped.js';
import { varianceByLocation, varianceChart } from './variance-chart.js';

/** How many differences the page holds; a browser would not sort more. The page says so, and the CSV and JSON files have all. */
export const HTML_ROWS_MAX = 20_000;

/** How many causes and units the page holds. */
const CAUSES_MAX = 200;
const CHARTS_MAX = 4;

/**
 * The report as one HTML document that needs nothing else: style, script and drawings are in it, and a policy in its head forbids to load anything. Everything that comes from the
 * files is shown as text.
 */
export function htmlReport(report: ReconcileReport): string {
  const { comparison: { left, right, by }, rows } = report;
  const title = `${left.source} and ${right.source}`;
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${hash(REPORT_STYLE)}; script-src ${hash(REPORT_SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">', `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">', `<title>${htmlText(`Reconciliation of ${title}`)}</title>`, `<style>${REPORT_STYLE}</style>`, '</head>', '<body>', '<main>',
    `<h1>Reconciliation of ${htmlText(title)}</h1>`,
    `<p class="note">${htmlText(`${left.source} as of ${left.asOf}, ${right.source} as of ${right.asOf}, compared by ${by.join(', ')}`)}</p>`,
    tiles(report), totals(report), charts(rows), causes(report), differences(report, by), issues(report),
    '</main>', `<script>${REPORT_SCRIPT}</script>`, '</body>', '</html>', '',
  ].join('\n');
}

function tiles({ comparison: { counts, left, right }, causes: found, issueCount }: ReconcileReport): string {
  const named = found.filter(({ kind }) => kind !== 'unexplained');
  const tile = (label: string, value: number): string => `<li><b>${grouped(value)}</b><span>${htmlText(label)}</span></li>`;
  return `<ul class="tiles">${[
    tile('keys', counts.keys), tile('the same', counts.equal), tile('different amounts', counts.amount), tile(`only in ${left.source}`, counts.onlyLeft), tile(`only in ${right.source}`, counts.onlyRight),
    tile('within tolerance', counts.tolerated), tile('causes named', named.length), tile('keys unexplained', found.length - named.length), tile('issues in the files', issueCount),
  ].join('')}</ul>`;
}

function totals({ comparison }: ReconcileReport): string {
  const rows = comparison.totals.map(({ unit, left, right, difference }) => `<tr><td>${htmlText(unit)}</td><td class="amount">${grouped(left)}</td><td class="amount">${grouped(right)}</td><td class="amount ${tone(difference)}">${signed(difference)}</td></tr>`);
  return `<h2>Totals</h2><table><thead><tr><th>unit</th><th class="amount">${htmlText(comparison.left.source)}</th><th class="amount">${htmlText(comparison.right.source)}</th><th class="amount">difference</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function charts(rows: readonly ReportRow[]): string {
  const units = varianceByLocation(rows);
  const more = units.length > CHARTS_MAX ? `<p class="note">${units.length - CHARTS_MAX} more units are not drawn.</p>` : '';
  return units.slice(0, CHARTS_MAX).map(varianceChart).join('') + more;
}

function causes({ causes: found }: ReconcileReport): string {
  if (found.length === 0) return '';
  const lines = causeLines(found);
  const rows = lines.slice(0, CAUSES_MAX).map(({ kind, certainty, side, where, proof }) => `<tr><td data-label="cause">${kind}</td><td data-label="sure">${certainty}</td><td data-label="side">${side}</td><td data-label="where">${htmlText(where)}</td><td data-label="shown by">${htmlText(proof)}</td></tr>`);
  const more = lines.length > CAUSES_MAX ? `<p class="note">${grouped(lines.length - CAUSES_MAX)} more causes are in the JSON file.</p>` : '';
  return `<h2>Causes</h2><table class="cards"><thead><tr><th>cause</th><th>sure</th><th>side</th><th>where</th><th>shown by</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more}`;
}

function differences({ comparison: { left, right }, rows }: ReconcileReport, by: readonly KeyPart[]): string {
  if (rows.length === 0) return '<h2>Differences</h2><p>None.</p>';
  const parts = KEY_PARTS.filter((part) => by.includes(part) && rows.some(({ difference }) => difference.key[part] !== ''));
  const shown = rows.slice(0, HTML_ROWS_MAX);
  const header = [...parts.map((part) => headerCell(part)), headerCell(left.source, 'amount'), headerCell(right.source, 'amount'), headerCell('difference', 'amount'), headerCell('causes')];
  const more = rows.length > shown.length ? `<p class="note">The first ${grouped(shown.length)} of ${grouped(rows.length)} differences; the CSV file has all.</p>` : '';
  return [
    `<h2>Differences</h2>${more}`,
    '<div class="tools"><input id="search" type="search" placeholder="Filter by any words" aria-label="Filter by any words">',
    select('cause', 'every cause', shown.flatMap(({ parts: covered }) => covered.map(({ cause }) => cause.kind))), select('location', 'every location', shown.map(({ difference }) => difference.key.location)),
    // Cards have no header to press.
    '<select id="sort" class="narrow" aria-label="order"><option value="">in order of keys</option></select>', '</div>',
    '<p class="note" id="shown" role="status"></p>',
    `<table class="cards" id="differences"><thead><tr>${header.join('')}</tr></thead><tbody>`,
    ...shown.map((row) => differenceRow(row, parts, left.source, right.source)),
    '</tbody></table>',
  ].join('\n');
}

function headerCell(label: string, kind = ''): string {
  return `<th${kind === '' ? '' : ` class="${kind}"`} scope="col"><button type="button">${htmlText(label)}</button></th>`;
}

function select(name: string, all: string, values: readonly string[]): string {
  const options = [...new Set(values)].filter((value) => value !== '').sort().map((value) => `<option value="${htmlText(value)}">${htmlText(value)}</option>`);
  return `<select name="${name}" aria-label="${all}"><option value="">${all}</option>${options.join('')}</select>`;
}

function differenceRow({ difference: { key, left, right, difference, tolerated }, parts: covered, alternatives }: ReportRow, parts: readonly KeyPart[], leftName: string, rightName: string): string {
  const amount = (label: string, value: string | undefined, none: string, extra = ''): string => `<td class="amount${extra}" data-label="${htmlText(label)}" data-value="${value ?? ''}">${value === undefined ? none : label === 'difference' ? signed(value) : grouped(value)}</td>`;
  const kinds = [...new Set(covered.map(({ cause }) => cause.kind))];
  const explained = covered.map(({ cause, amount: part }) => `${cause.kind} ${signed(part)}${proofText(cause) === '' ? '' : ` (${proofText(cause)})`}`);
  const remarks = [...explained, ...(alternatives.length === 0 ? [] : [`or: ${alternatives.join('; ')}`]), ...(tolerated ? ['within tolerance'] : [])].join('; ');
  return `<tr data-cause="${kinds.join(' ')}" data-location="${htmlText(key.location)}">${parts.map((part) => `<td data-label="${part}">${htmlText(key[part])}</td>`).join('')}`
    + `${amount(leftName, left, 'missing')}${amount(rightName, right, 'missing')}${amount('difference', difference, 'unknown', difference === undefined ? '' : ` ${tone(difference)}`)}<td data-label="causes">${htmlText(remarks)}</td></tr>`;
}

function tone(difference: string): string {
  return difference === '0' ? '' : difference.startsWith('-') ? 'minus' : 'plus';
}

function issues({ issues: found, issueCount }: ReconcileReport): string {
  if (issueCount === 0) return '';
  const rows = found.slice(0, CAUSES_MAX).map(({ file, line, column, code, message }) => `<tr><td data-label="place">${htmlText(`${file}:${line}:${column}`)}</td><td data-label="code">${htmlText(code)}</td><td data-label="message">${htmlText(message)}</td></tr>`);
  return `<h2>Issues in the files</h2><p class="note">${grouped(Math.min(found.length, CAUSES_MAX))} of ${grouped(issueCount)}</p><table class="cards"><thead><tr><th>place</th><th>code</th><th>message</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
