import { partsOf } from './difference.js';
import type { StatementStream } from './compare-sorted.js';
import type { KeyPart } from './statement-key.js';
import type { StatementRow } from './statement.js';

/** Keeps rows outside of memory: in a file, in a table. */
export interface RowStore {
  /** Keeps rows; answers how to read them again in the same order. What a read run took may be given up once it has been read to its end. */
  keep(rows: AsyncIterable<StatementRow> | Iterable<StatementRow>): Promise<() => AsyncIterable<StatementRow>>;
}

/** How many rows are sorted at a time, and how many sorted runs are merged at a time. */
export interface SortLimits {
  /** Default 100,000. */
  readonly rowsInMemory?: number | undefined;
  /** At least two. Default 64. */
  readonly runsMerged?: number | undefined;
}

type Run = () => AsyncIterable<StatementRow> | Iterable<StatementRow>;
type RowOrder = (one: StatementRow, other: StatementRow) => number;

/**
 * Sorts a statement of any length by the parts that are compared, for `compareSorted`, in the memory of some rows: sorted runs are kept outside and merged so many at a
 * time; at last the few of each length are merged together. Rows of one key stay in the order they came in.
 */
export async function sortRows({ head, rows }: StatementStream, by: readonly KeyPart[], store: RowStore, { rowsInMemory = 100_000, runsMerged = 64 }: SortLimits = {}): Promise<StatementStream> {
  const order = rowOrder(partsOf(by));
  /** Runs by how often they were merged: those of one level are of about one length, so each row is written once a level. */
  const levels: Run[][] = [];
  let waiting: StatementRow[] = [];
  const keepRun = async (run: AsyncIterable<StatementRow> | Iterable<StatementRow>, level: number): Promise<void> => {
    const runs = (levels[level] ??= []);
    runs.push(await store.keep(run));
    if (runs.length < runsMerged) return;
    levels[level] = [];
    await keepRun(merged(runs, order), level + 1);
  };
  for await (const row of rows) {
    waiting.push(row);
    if (waiting.length < rowsInMemory) continue;
    await keepRun(waiting.sort(order), 0);
    waiting = [];
  }
  waiting.sort(order);
  // The oldest runs are on the highest level; what is in memory came last.
  return { head, rows: merged([...levels.reverse().flat(), () => waiting], order) };
}

function rowOrder(parts: readonly KeyPart[]): RowOrder {
  return (one, other) => {
    for (const part of parts) {
      const [left, right] = [one[part] ?? '', other[part] ?? ''];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

interface RunHead {
  readonly run: number;
  readonly rows: AsyncIterator<StatementRow> | Iterator<StatementRow>;
  readonly row: StatementRow;
}

/** Merges sorted runs; of equal rows those of the earlier run come first. */
async function* merged(runs: readonly Run[], order: RowOrder): AsyncGenerator<StatementRow, void, undefined> {
  const heads: RunHead[] = [];
  const enter = async (run: number, rows: RunHead['rows']): Promise<void> => {
    const next = await rows.next();
    if (next.done === true) return;
    const head = { run, rows, row: next.value };
    let [from, to] = [0, heads.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const known = heads[middle]!;
      if ((order(known.row, head.row) || known.run - run) < 0) from = middle + 1;
      else to = middle;
    }
    heads.splice(from, 0, head);
  };
  for (const [at, run] of runs.entries()) {
    const rows = run();
    await enter(at, Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]());
  }
  for (let head = heads.shift(); head !== undefined; head = heads.shift()) {
    yield head.row;
    await enter(head.run, head.rows);
  }
}
