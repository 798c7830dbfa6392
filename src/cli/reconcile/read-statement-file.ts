import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { formatInstant } from '../../foundation/index.js';
import type { StatementRow, Vocabulary } from '../../reconciliation/index.js';
import { csvStatementReader, jsonStatementReader, type StatementRead, type StatementReader } from '../../wire/index.js';
import { usageError, type UsageError } from '../usage-error.js';
import type { FileFormat } from './reconcile-arguments.js';

/** Which file, and what it is called. */
export interface StatementFile {
  readonly path: string;
  readonly source: string;
  readonly full: boolean;
}

type Progressed = (bytesRead: number, size: number) => void;

/** Reads a statement file by the end of its name: `.json`, `.jsonl`, `.ndjson`, otherwise CSV; `.gz` is unpacked on the way. The file's own time is the statement's. */
export async function readStatementFile(file: StatementFile, format: FileFormat, vocabulary: Vocabulary, progress: Progressed): Promise<StatementRead | UsageError> {
  const pieces = readPieces(file, format, vocabulary, progress);
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return next.value;
  }
}

/** The same, row by row: the table at the end is empty. */
export async function* readStatementRows(file: StatementFile, format: FileFormat, progress: Progressed): AsyncGenerator<StatementRow, StatementRead | UsageError, undefined> {
  const pieces = readPieces(file, format, undefined, progress);
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return next.value;
    yield* next.value.take();
  }
}

/** Reads piece by piece; what has been read so far can be taken between two. */
async function* readPieces({ path, source, full }: StatementFile, { columns, totals, delimiter, decimal }: FileFormat, vocabulary: Vocabulary | undefined, progress: Progressed): AsyncGenerator<StatementReader, StatementRead | UsageError, undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    const head = { source, full, asOf: formatInstant(Math.floor(mtimeMs)) };
    const plain = path.toLowerCase().replace(/\.gz$/, '');
    const shared = { head, vocabulary, columns, totals };
    const reader = /\.(?:json|jsonl|ndjson)$/.test(plain) ? jsonStatementReader(shared) : csvStatementReader({ ...shared, delimiter, decimal });
    const stream = createReadStream(path, { highWaterMark: 1 << 18 });
    const bytes = plain === path.toLowerCase() ? stream : unpacked(stream);
    for await (const piece of bytes) {
      reader.push(piece as Uint8Array);
      progress(stream.bytesRead, size);
      yield reader;
    }
    const read = reader.end();
    yield reader;
    return read.unreadable ? usageError(`${path}: ${read.issues[0]!.message}`) : read;
  } catch (problem) {
    return usageError(`${path} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}

function unpacked(file: ReturnType<typeof createReadStream>): ReturnType<typeof createGunzip> {
  const unzip = createGunzip();
  // A file that cannot be read ends the unpacking with its own error.
  file.on('error', (problem) => unzip.destroy(problem));
  return file.pipe(unzip);
}
