import { compareSorted, KEY_PARTS, sortRows, type Comparison, type CompareOptions, type Difference, type KeyPart, type StatementRow, type StatementStream } from '../../reconciliation/index.js';
import type { StatementRead } from '../../wire/index.js';
import { isUsageError, type UsageError } from '../usage-error.js';
import type { FileFormat } from './reconcile-arguments.js';
import { readStatementRows, type StatementFile } from './read-statement-file.js';
import { openRowFiles } from './row-files.js';

/** A statement file, how it is written, and where its progress is shown. */
export interface FileToRead {
  readonly file: StatementFile;
  readonly format: FileFormat;
  readonly progress: (read: number, size: number) => void;
}

/** What came of two files. */
export interface ComparedFiles {
  readonly comparison: Comparison;
  readonly reads: readonly [StatementRead, StatementRead];
}

/**
 * Compares two files in the memory of some rows and of what differs: the rows are sorted in temporary files. Where the parts compared are not given, the files are read twice, first
 * to see which parts both tell apart.
 */
export async function compareOnDisk(files: readonly [FileToRead, FileToRead], by: readonly KeyPart[] | undefined, tolerances: CompareOptions['tolerances']): Promise<ComparedFiles | UsageError> {
  const parts = by ?? (await commonParts(files));
  if (isUsageError(parts)) return parts;
  const store = await openRowFiles();
  try {
    const reads: StatementRead[] = [];
    const streams: StatementStream[] = [];
    for (const { file, format, progress } of files) {
      let ended: StatementRead | UsageError | undefined;
      const rows = async function* (): AsyncGenerator<StatementRow> {
        ended = yield* readStatementRows(file, format, progress);
      };
      const { source, full } = file;
      const sorted = await sortRows({ head: { source, full, asOf: '' }, rows: rows() }, parts, store);
      if (ended === undefined) throw new TypeError('All rows were sorted, so the file was read to its end');
      if (isUsageError(ended)) return ended;
      reads.push(ended);
      streams.push({ head: ended.table.head, rows: sorted.rows });
    }
    const answer = compareSorted(streams[0]!, streams[1]!, { by: parts, tolerances });
    if (!answer.ok) throw new TypeError('Two statements of one measure are comparable');
    const differences: Difference[] = [];
    for (;;) {
      const next = await answer.differences.next();
      if (next.done === true) return { comparison: { ...next.value, differences }, reads: [reads[0]!, reads[1]!] };
      differences.push(next.value);
    }
  } finally {
    await store.dispose();
  }
}

/** The parts that both files tell apart; all that one does where the other has no rows. */
async function commonParts(files: readonly [FileToRead, FileToRead]): Promise<readonly KeyPart[] | UsageError> {
  let common: readonly KeyPart[] = KEY_PARTS;
  for (const { file, format, progress } of files) {
    const used = new Set<KeyPart>();
    let any = false;
    const rows = readStatementRows(file, format, progress);
    for (let next = await rows.next(); ; next = await rows.next()) {
      if (next.done === true) {
        if (isUsageError(next.value)) return next.value;
        break;
      }
      any = true;
      for (const part of common) if (next.value[part] !== undefined) used.add(part);
    }
    if (any) common = common.filter((part) => used.has(part));
  }
  return common;
}
