import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isIdentifier, isInventoryError } from '../../foundation/index.js';
import { compare, explain, KEY_PARTS, startVocabulary, type Comparison, type Evidence, type KeyPart, type Side, type StatementTable, type ToleranceRule } from '../../reconciliation/index.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { startProgress } from '../progress.js';
import type { Terminal } from '../terminal.js';
import { isUsageError, usageError, type UsageError } from '../usage-error.js';
import { compareOnDisk, type ComparedFiles, type FileToRead } from './compare-on-disk.js';
import { differencesCsv } from './differences-csv.js';
import { readEvidenceFile } from './evidence-file.js';
import { htmlReport } from './html-report.js';
import type { ReconcileArguments } from './reconcile-arguments.js';
import { needsAttention, reconcileReport, type ReconcileReport } from './reconcile-report.js';
import { readStatementFile } from './read-statement-file.js';
import { summaryText } from './summary-text.js';

/** How many issues of lines are shown as text; the others are counted. */
const ISSUES_SHOWN = 20;

/** Compares two files of stock, explains what differs as far as it can, prints a summary and writes what was asked for. */
export async function reconcileFiles(options: ReconcileArguments, terminal: Terminal): Promise<ExitCode | UsageError> {
  const evidence = options.evidence === undefined ? { evidence: {} } : await readEvidenceFile(options.evidence);
  if (isUsageError(evidence)) return evidence;
  const progress = startProgress(terminal);
  const side = (name: Side): FileToRead => ({
    file: { path: options[name], source: nameOf(options, name), full: options.partial !== name && options.partial !== 'both' }, format: options.format[name],
    progress: (read, size) => progress.update(`reading ${name}`, read, size, ''),
  });
  const compared = options.onDisk
    ? await compareOnDisk([side('left'), side('right')], options.by, tolerancesOf(options))
    : await compareInMemory([side('left'), side('right')], options);
  progress.finish();
  if (isUsageError(compared)) return compared;
  const { comparison, reads: [leftRead, rightRead] } = compared;
  const issues = [...leftRead.issues.map((issue) => ({ ...issue, file: options.left })), ...rightRead.issues.map((issue) => ({ ...issue, file: options.right }))];
  const issueCount = leftRead.issueCount + rightRead.issueCount;
  for (const { file, line, column, code, message } of issues.slice(0, ISSUES_SHOWN)) terminal.remark(`${file}:${line}:${column} ${code}: ${message}`);
  if (issueCount > ISSUES_SHOWN) terminal.remark(`${issueCount - ISSUES_SHOWN} more issues are not shown`);
  const report = reportOf(comparison, options, evidence.evidence, issues, issueCount);
  if (isUsageError(report)) return report;
  for (const line of summaryText(report)) terminal.line(line);
  return (await writeResults(report, options, terminal)) ? (needsAttention(report) ? EXIT.withIssues : EXIT.done) : EXIT.trouble;
}

function nameOf(options: ReconcileArguments, side: 'left' | 'right'): string {
  const given = side === 'left' ? options.leftName : options.rightName;
  const name = given ?? basename(options[side]).replace(/(?:\.(?:csv|txt|json|jsonl|ndjson|gz))+$/i, '');
  return isIdentifier(name) ? name : side;
}

async function compareInMemory([left, right]: readonly [FileToRead, FileToRead], options: ReconcileArguments): Promise<ComparedFiles | UsageError> {
  const vocabulary = startVocabulary();
  const leftRead = await readStatementFile(left.file, left.format, vocabulary, left.progress);
  if (isUsageError(leftRead)) return leftRead;
  const rightRead = await readStatementFile(right.file, right.format, vocabulary, right.progress);
  if (isUsageError(rightRead)) return rightRead;
  const compared = compare(leftRead.table, rightRead.table, { by: options.by ?? commonParts(leftRead.table, rightRead.table), tolerances: tolerancesOf(options) });
  if (!compared.ok) throw new TypeError('Two statements of one measure are comparable');
  return { comparison: compared.comparison, reads: [leftRead, rightRead] };
}

function tolerancesOf({ tolerance }: ReconcileArguments): readonly ToleranceRule[] {
  return tolerance === undefined ? [] : [tolerance];
}

function reportOf(comparison: Comparison, options: ReconcileArguments, evidence: Evidence, issues: ReconcileReport['issues'], issueCount: number): ReconcileReport | UsageError {
  try {
    return reconcileReport(comparison, explain(comparison, evidence), issues, issueCount);
  } catch (problem) {
    if (isInventoryError(problem, 'reconciliation.malformed')) return usageError(`${options.evidence ?? ''}: ${problem.message}`);
    throw problem;
  }
}

/** The parts that both sides tell apart; all that one does where the other has no rows. */
function commonParts(left: StatementTable, right: StatementTable): readonly KeyPart[] {
  const uses = ({ keys, rows }: StatementTable, part: number): boolean => rows === 0 || keys[part]!.subarray(0, rows).some((id) => id !== 0);
  return KEY_PARTS.filter((_, part) => uses(left, part) && uses(right, part));
}

/** Writes the files asked for; false, with a remark, if one could not be written. */
async function writeResults(report: ReconcileReport, { csv, json, html }: ReconcileArguments, terminal: Terminal): Promise<boolean> {
  const files: [string | undefined, () => Iterable<string>][] = [[csv, () => differencesCsv(report.rows)], [json, () => jsonReport(report)], [html, () => [htmlReport(report)]]];
  for (const [path, content] of files) {
    if (path === undefined) continue;
    try {
      await pipeline(Readable.from(content()), createWriteStream(path));
      terminal.remark(`${path} written`);
    } catch (problem) {
      terminal.remark(`${path} cannot be written: ${problem instanceof Error ? problem.message : String(problem)}`);
      return false;
    }
  }
  return true;
}

/** The whole result as one JSON document, piece by piece. */
function* jsonReport({ comparison, rows, causes, proposals, issues, issueCount }: ReconcileReport): Generator<string> {
  const { differences: _differences, ...summary } = comparison;
  yield `{"comparison":${JSON.stringify(summary)},\n"causes":${JSON.stringify(causes)},\n"proposals":${JSON.stringify(proposals)},\n"issueCount":${issueCount},\n"issues":${JSON.stringify(issues)},\n"differences":[`;
  const numbers = new Map(causes.map((cause, number) => [cause, number]));
  let separator = '\n';
  for (const { difference, parts, alternatives } of rows) {
    yield separator + JSON.stringify({ ...difference, parts: parts.map(({ cause, amount }) => ({ cause: numbers.get(cause), amount })), alternatives });
    separator = ',\n';
  }
  yield ']}\n';
}
