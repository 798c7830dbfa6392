import { stat } from 'node:fs/promises';
import { createInventory, systemClock } from '../../commands/index.js';
import type { StoragePort } from '../../ports/index.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { startProgress } from '../progress.js';
import type { Terminal } from '../terminal.js';
import { isUsageError, usageError, type UsageError } from '../usage-error.js';
import { recordFiles } from './record-files.js';
import { replayReport, replayText } from './replay-report.js';
import { surveyFiles } from './survey-files.js';
import { REPLAY_LOCATION } from './transaction-event.js';
import type { LineIssue } from './transaction-line.js';

/** How a replay is run. */
export interface ReplayOptions {
  readonly zone: string;
  readonly json: boolean;
  /** Whether the store outlives the run. */
  readonly kept: boolean;
  /** Opens the store, once the files are known to be readable. */
  readonly openStorage: () => Promise<StoragePort>;
  readonly terminal: Terminal;
  /** Whether somebody asked to stop. */
  readonly stopped: () => boolean;
}

/** Issues that are shown as text; the others are counted. */
const ISSUES_SHOWN = 20;

/**
 * Replays transaction files into a store and says what came of it. Every fact is known by its document and ordinal, so running it again over the same store, after a
 * kill or not, records what is missing and nothing twice.
 */
export async function replayFiles(paths: readonly string[], options: ReplayOptions): Promise<ExitCode | UsageError> {
  const { terminal } = options;
  const sizes = await fileSizes(paths);
  if (isUsageError(sizes)) return sizes;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const before = sizes.map((_, file) => sizes.slice(0, file).reduce((sum, size) => sum + size, 0));
  const progress = startProgress(terminal);
  const survey = await surveyFiles(paths, (file, bytesRead) => progress.update('reading', before[file]! + bytesRead, total, ''));
  if (isUsageError(survey)) {
    progress.finish();
    return survey;
  }
  const inventory = createInventory({
    storage: await options.openStorage(),
    catalog: { items: survey.items, locations: [{ id: REPLAY_LOCATION, kind: 'warehouse', timeZone: options.zone }] },
  });
  try {
    let issues = 0;
    const issue = (found: LineIssue): void => {
      issues++;
      if (options.json) terminal.line(JSON.stringify({ type: 'issue', ...found }));
      else if (issues <= ISSUES_SHOWN) terminal.remark(`${found.file}:${found.line}:${found.column} ${found.code}: ${found.message}`);
      else if (issues === ISSUES_SHOWN + 1) terminal.remark('more issues are counted and not shown; --json shows them all');
    };
    const started = systemClock.now();
    const recorded = await recordFiles(inventory, paths, survey, {
      zone: options.zone, stopped: options.stopped, issue,
      progress: (file, bytesRead, events) => progress.update('recording', before[file]! + bytesRead, total, `, ${events} events`),
    });
    const milliseconds = systemClock.now() - started;
    progress.finish();
    if (recorded.stopped) {
      terminal.remark(options.kept ? 'Stopped. The same command goes on from here.' : 'Stopped. Nothing was kept; --data DIR keeps the journal.');
      return EXIT.interrupted;
    }
    const report = await replayReport(inventory, survey.items.map(({ id }) => id), recorded, milliseconds);
    if (options.json) terminal.line(JSON.stringify({ type: 'report', ...report }));
    else for (const line of replayText(report, options.kept)) terminal.line(line);
    return report.issues > 0 || !report.verified ? EXIT.withIssues : EXIT.done;
  } finally {
    await inventory.close();
  }
}

async function fileSizes(paths: readonly string[]): Promise<readonly number[] | UsageError> {
  const sizes: number[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((problem: unknown) => problem as Error);
    if (found instanceof Error) return usageError(`${path} cannot be read: ${found.message}`);
    if (!found.isFile()) return usageError(`${path} is no file`);
    sizes.push(found.size);
  }
  return sizes;
}
