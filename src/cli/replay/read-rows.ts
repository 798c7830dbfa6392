import { usageError, type UsageError } from '../usage-error.js';
import { csvReader, type CsvFault, type CsvRow } from '../../wire/index.js';
import { readText } from './read-text.js';
import { COLUMNS, findColumns, type ColumnPlaces } from './transaction-line.js';

/** Some rows of a file in order, and how much of the file was read for them. */
export interface RowBatch {
  readonly places: ColumnPlaces;
  readonly rows: readonly (CsvRow | CsvFault)[];
  readonly bytesRead: number;
}

/** The rows of a transaction file below its first line, which names the columns. A file that cannot be read or is no such file is a usage error. */
export async function* readRows(path: string): AsyncGenerator<RowBatch, UsageError | undefined> {
  const reader = csvReader();
  let places: ColumnPlaces | undefined;
  const batchOf = (rows: readonly (CsvRow | CsvFault)[], bytesRead: number): RowBatch | UsageError | undefined => {
    if (places !== undefined) return { places, rows, bytesRead };
    const [first, ...rest] = rows;
    if (first === undefined) return undefined;
    const found = findColumns(first.ok ? first.fields : []);
    if ('missing' in found) return usageError(`${path}: the first line has no ${found.missing.join(', ')}; a transaction file names ${COLUMNS.join(', ')}`);
    places = found;
    return { places, rows: rest, bytesRead };
  };
  let size = 0;
  try {
    for await (const { text, bytesRead } of readText(path)) {
      size = bytesRead;
      const batch = batchOf(reader.push(text), bytesRead);
      if (batch === undefined) continue;
      if ('usage' in batch) return batch;
      yield batch;
    }
  } catch (problem) {
    return usageError(`${path} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
  const last = batchOf(reader.end(), size);
  if (last === undefined) return usageError(`${path} is empty`);
  if ('usage' in last) return last;
  yield last;
  return undefined;
}
