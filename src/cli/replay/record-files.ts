import type { Inventory, RecordRefusal } from '../../commands/index.js';
import type { StockEvent } from '../../model/index.js';
import type { CsvFault, CsvRow } from '../../wire/index.js';
import { readRows } from './read-rows.js';
import type { Survey } from './survey-files.js';
import { transactionEvent } from './transaction-event.js';
import { stockChange, transactionKind, type TransactionKind } from './transaction-kind.js';
import { documentOf, readTransactionLine, type ColumnPlaces, type LineIssue } from './transaction-line.js';

/** Lines of a kind, and what they do to stock together. */
export interface KindTotal {
  lines: number;
  units: bigint;
}

/** What became of the lines of the files. */
export interface RecordedFiles {
  readonly lines: number;
  readonly kinds: Readonly<Record<TransactionKind, KindTotal>>;
  /** Facts that were new. */
  readonly recorded: number;
  /** Facts that were known by their identity already: from an earlier run, or a file given twice. */
  readonly repeated: number;
  readonly issueCount: number;
  /** Whether it was asked to stop before the end. */
  readonly stopped: boolean;
}

/** How a recording is watched and stopped. */
export interface RecordingOptions {
  readonly zone: string;
  readonly issue: (issue: LineIssue) => void;
  readonly progress: (file: number, bytesRead: number, events: number) => void;
  /** Asked between commits. */
  readonly stopped: () => boolean;
}

/** Facts given to the ledger at a time. */
const EVENTS_PER_CALL = 1000;

/** Reads the files a second time and records their facts in file order. What cannot be read is reported and left out. */
export async function recordFiles(inventory: Inventory, paths: readonly string[], survey: Survey, options: RecordingOptions): Promise<RecordedFiles> {
  const kinds = { sale: zero(), return: zero(), adjustment: zero(), financial: zero() };
  const count = { lines: 0, recorded: 0, repeated: 0, issueCount: 0 };
  let waiting: { readonly event: StockEvent; readonly at: Pick<LineIssue, 'file' | 'line'> }[] = [];
  const report = (issue: LineIssue): void => {
    count.issueCount++;
    options.issue(issue);
  };
  const flush = async (): Promise<void> => {
    const answers = await inventory.record(waiting.map(({ event }) => event));
    answers.forEach((answer, index) => {
      const { event, at } = waiting[index]!;
      if (!answer.ok) report({ ...at, column: 1, code: answer.reason.code, message: refusalOf(event, answer.reason) });
      else if (answer.repeated) count.repeated++;
      else count.recorded++;
    });
    waiting = [];
  };

  for (const [file, path] of paths.entries()) {
    const ordinals = new Map<string, number>();
    const linesOf = survey.linesOf[file]!;
    const take = (row: CsvRow | CsvFault, places: ColumnPlaces): void => {
      count.lines++;
      if (!row.ok) {
        const { line, column, code, message } = row;
        report({ file: path, line, column, code, message });
        return;
      }
      // A line that cannot be read keeps its ordinal: when it is repaired, the lines behind it are still themselves.
      const document = documentOf(row, places);
      const ordinal = (ordinals.get(document ?? '') ?? 0) + 1;
      if (document !== undefined) ordinals.set(document, ordinal);
      const line = readTransactionLine(row, places, options.zone);
      if ('code' in line) {
        report({ file: path, ...line });
        return;
      }
      const kind = transactionKind(line, linesOf.get(line.document) ?? 0);
      kinds[kind].lines++;
      kinds[kind].units += stockChange(kind, line.quantity);
      const event = transactionEvent(line, ordinal, kind);
      if (event !== undefined) waiting.push({ event, at: { file: path, line: row.line } });
    };
    for await (const { rows, places, bytesRead } of readRows(path)) {
      for (const row of rows) {
        take(row, places);
        if (waiting.length < EVENTS_PER_CALL) continue;
        await flush();
        options.progress(file, bytesRead, count.recorded + count.repeated);
        if (options.stopped()) return { ...count, kinds, stopped: true };
      }
    }
  }
  await flush();
  return { ...count, kinds, stopped: false };
}

function zero(): KindTotal {
  return { lines: 0, units: 0n };
}

function refusalOf(event: StockEvent, reason: RecordRefusal): string {
  if (reason.code === 'inventory.malformed') return reason.issues[0]?.message ?? 'The line is no fact';
  return `${event.id} was recorded before with other content; the first stands`;
}
