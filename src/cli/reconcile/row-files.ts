import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RowStore, StatementRow } from '../../reconciliation/index.js';

/** Rows kept in files of a directory of their own, one JSON object a line. */
export interface RowFiles extends RowStore {
  /** Removes them all. */
  dispose(): Promise<void>;
}

/** How many rows are written at a time. */
const BATCH_ROWS = 1000;

/** An empty directory for rows, where the system keeps temporary files. */
export async function openRowFiles(): Promise<RowFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'stockwright-rows-'));
  let files = 0;
  return {
    async keep(rows) {
      const path = join(folder, String(++files));
      await pipeline(Readable.from(batches(rows)), createWriteStream(path));
      return async function* () {
        for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) yield JSON.parse(line) as StatementRow;
        await rm(path);
      };
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function* batches(rows: AsyncIterable<StatementRow> | Iterable<StatementRow>): AsyncGenerator<string> {
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(`${JSON.stringify(row)}\n`);
    if (lines.length < BATCH_ROWS) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}
