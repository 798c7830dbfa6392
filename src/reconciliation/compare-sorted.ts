import { InventoryError, isIdentifier, no, type Answer } from '../foundation/index.js';
import { isCanonicalAmount } from '../quantity/index.js';
import { measuresDiffer, type CompareOptions, type MeasuresDiffer } from './compare.js';
import { exactOf, exactText, EXACT_PLACES } from './decimal-sum.js';
import { partsOf, type Comparison, type Difference } from './difference.js';
import { differenceJudge } from './difference-judge.js';
import { scopeTest } from './side-columns.js';
import { compareKeys, describeKey, KEY_PARTS, keyOf, statementKey, type KeyPart, type StatementKey } from './statement-key.js';
import type { StatementHead, StatementRow, StatementScope } from './statement.js';
import { compileTolerances } from './tolerance.js';

/** A statement whose rows come one after another, sorted by the parts that are compared in the order of {@link KEY_PARTS}, texts by UTF-16 code unit. */
export interface StatementStream {
  readonly head: StatementHead;
  readonly rows: Iterable<StatementRow> | AsyncIterable<StatementRow>;
}

/** Everything of a comparison but the differences, which have been handed out. */
export type ComparisonSummary = Omit<Comparison, 'differences'>;

/** A comparison under way: the differences in the order of keys and at last the summary, or why there is none. */
export type ComparedSorted = Answer<{ readonly differences: AsyncGenerator<Difference, ComparisonSummary, undefined> }, MeasuresDiffer>;

/**
 * Compares two sorted statements of any length in the memory of a few rows, with the answers of {@link compare}. The differences come as they are met.
 *
 * @throws InventoryError `reconciliation.not_sorted` when a row comes before the one in front of it; `reconciliation.malformed` for a row that is none. Both while reading.
 */
export function compareSorted(left: StatementStream, right: StatementStream, options: CompareOptions = {}): ComparedSorted {
  const refused = measuresDiffer(left, right);
  if (refused !== undefined) return no(refused);
  return { ok: true, differences: merge(left, right, options) };
}

async function* merge(left: StatementStream, right: StatementStream, options: CompareOptions): AsyncGenerator<Difference, ComparisonSummary, undefined> {
  const by = partsOf(options.by);
  const judge = differenceJudge(left.head, right.head, EXACT_PLACES, compileTolerances(options.tolerances ?? [], options.valueClass));
  const leftSide = sideReader(left, by, right.head.scope);
  const rightSide = sideReader(right, by, left.head.scope);
  let keys = 0;
  let equal = 0;
  let one = await leftSide.next();
  let other = await rightSide.next();
  while (one !== undefined || other !== undefined) {
    const order = one === undefined ? 1 : other === undefined ? -1 : compareKeys(one.key, other.key);
    const leftSum = order <= 0 ? one!.sum : undefined;
    const rightSum = order >= 0 ? other!.sum : undefined;
    keys++;
    if (leftSum === rightSum) equal++;
    else yield judge.judge((order <= 0 ? one! : other!).key, leftSum, rightSum);
    if (order <= 0) one = await leftSide.next();
    if (order >= 0) other = await rightSide.next();
  }
  const [leftCounts, rightCounts] = [leftSide.counts(), rightSide.counts()];
  const units = [...new Set([...leftCounts.totals.keys(), ...rightCounts.totals.keys()])].sort();
  return {
    left: left.head, right: right.head, by,
    counts: {
      leftRows: leftCounts.rows, rightRows: rightCounts.rows, leftOutside: leftCounts.outside, rightOutside: rightCounts.outside,
      leftRepeated: leftCounts.repeated, rightRepeated: rightCounts.repeated, keys, equal, ...judge.counts(),
    },
    totals: units.map((unit) => {
      const [leftTotal, rightTotal] = [leftCounts.totals.get(unit) ?? 0n, rightCounts.totals.get(unit) ?? 0n];
      return { unit, left: exactText(leftTotal), right: exactText(rightTotal), difference: exactText(rightTotal - leftTotal) };
    }),
  };
}

/** The rows of one key of one side, added, at the exact scale. */
interface KeySum {
  readonly key: StatementKey;
  sum: bigint;
}

interface SideCounts {
  readonly rows: number;
  readonly outside: number;
  readonly repeated: number;
  readonly totals: ReadonlyMap<string, bigint>;
}

interface SideReader {
  /** The next key with its sum; `undefined` at the end. */
  next(): Promise<KeySum | undefined>;
  counts(): SideCounts;
}

function sideReader({ head, rows: source }: StatementStream, by: readonly KeyPart[], scope: StatementScope | undefined): SideReader {
  const rows = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const isWithin = scopeTest(scope);
  const totals = new Map<string, bigint>();
  let read = 0;
  let outside = 0;
  let repeated = 0;
  let ahead: KeySum | undefined;

  async function nextRow(): Promise<KeySum | undefined> {
    for (;;) {
      const result = await rows.next();
      if (result.done === true) return undefined;
      const row = result.value;
      checkRow(head, read++, row);
      const full = statementKey(row);
      if (!isWithin(full)) {
        outside++;
        continue;
      }
      const sum = exactOf(row.amount);
      totals.set(full.unit, (totals.get(full.unit) ?? 0n) + sum);
      return { key: keyOf(full, by), sum };
    }
  }

  return {
    async next() {
      const current = ahead ?? (await nextRow());
      ahead = undefined;
      if (current === undefined) return undefined;
      let times = 1;
      for (;;) {
        const following = await nextRow();
        const order = following === undefined ? 1 : compareKeys(following.key, current.key);
        if (order < 0) throw new InventoryError('reconciliation.not_sorted', `${head.source}: $.rows[${read - 1}] (${describeKey(following!.key)}) comes before the row in front of it (${describeKey(current.key)})`, { details: { row: read - 1 } });
        if (order > 0) {
          ahead = following;
          if (times > 1) repeated++;
          return current;
        }
        current.sum += following!.sum;
        times++;
      }
    },
    counts: () => ({ rows: read, outside, repeated, totals }),
  };
}

function checkRow({ source }: StatementHead, index: number, row: StatementRow): void {
  const wrong = KEY_PARTS.find((part) => row[part] !== undefined && !isText(row[part]))
    ?? (typeof row.amount === 'string' && isCanonicalAmount(row.amount) ? undefined : 'amount');
  if (wrong !== undefined) {
    throw new InventoryError('reconciliation.malformed', `${source}: $.rows[${index}].${wrong}: expected ${wrong === 'amount' ? 'a canonical amount such as "12.5"' : 'an identifier'}`, { details: { row: index, member: wrong } });
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && (value === '' || isIdentifier(value));
}
