import type { Item } from '../../model/index.js';
import { isUsageError, type UsageError } from '../usage-error.js';
import { readableText } from './readable-text.js';
import { readRows } from './read-rows.js';
import { REPLAY_UNIT } from './transaction-event.js';
import { isFinancialItem } from './transaction-kind.js';
import { documentOf, itemOf } from './transaction-line.js';

/** What a first reading of the files tells. */
export interface Survey {
  readonly items: readonly Item[];
  /** How many lines each document has, file by file: documents do interleave, so one is complete only where its file ends. */
  readonly linesOf: readonly ReadonlyMap<string, number>[];
}

const DESCRIPTION_LENGTH_MAX = 200;

/** Reads the files once for their items and documents. `progress` is told the bytes read of each file. */
export async function surveyFiles(paths: readonly string[], progress: (file: number, bytesRead: number) => void): Promise<Survey | UsageError> {
  const descriptions = new Map<string, string>();
  const linesOf: Map<string, number>[] = [];
  for (const [file, path] of paths.entries()) {
    const lines = new Map<string, number>();
    linesOf.push(lines);
    const batches = readRows(path);
    for (let next = await batches.next(); ; next = await batches.next()) {
      if (next.done === true) {
        if (next.value !== undefined && isUsageError(next.value)) return next.value;
        break;
      }
      const { rows, places, bytesRead } = next.value;
      for (const row of rows) {
        if (!row.ok) continue;
        const document = documentOf(row, places);
        const item = itemOf(row, places);
        if (document !== undefined) lines.set(document, (lines.get(document) ?? 0) + 1);
        if (item !== undefined && !isFinancialItem(item) && (descriptions.get(item) ?? '') === '') descriptions.set(item, readableText(row.fields[places.Description] ?? '', DESCRIPTION_LENGTH_MAX));
      }
      progress(file, bytesRead);
    }
  }
  const items = [...descriptions].map(([id, description]) => ({ id, unit: REPLAY_UNIT, ...(description === '' ? {} : { description }) }));
  return { items, linesOf };
}
