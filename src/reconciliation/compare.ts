import { no, type Answer, type Refusal } from '../foundation/index.js';
import { ratio } from '../quantity/index.js';
import { decimalOf } from './amount-column.js';
import { commonScale, exactAmount, scaledAmount, type CommonScale } from './common-scale.js';
import { partsOf, type Comparison, type ComparisonCounts, type ComparisonTotal, type Difference } from './difference.js';
import { groupIndex } from './group-index.js';
import { keyWords, type KeyWords } from './key-words.js';
import { rowsWithin, sideColumns } from './side-columns.js';
import { KEY_PARTS, statementKey, type KeyPart, type StatementKey } from './statement-key.js';
import { statementTable, type StatementTable } from './statement-table.js';
import type { Measure, Statement } from './statement.js';
import { compileTolerances, type Tolerates, type ToleranceRule, type ValueClass } from './tolerance.js';

/** How two statements are compared. */
export interface CompareOptions {
  /** The parts of the key by which they are compared; amounts add up over the others. The unit always counts. Default: all. */
  readonly by?: readonly KeyPart[] | undefined;
  /** How far figures may be apart; the first rule that fits holds. */
  readonly tolerances?: readonly ToleranceRule[] | undefined;
  /** The value class of an item, for rules that name one. */
  readonly valueClass?: ValueClass | undefined;
}

/** Two statements that count different things are not compared. */
export interface MeasuresDiffer extends Refusal<'reconciliation.measures_differ'> {
  readonly left: Measure;
  readonly right: Measure;
}

/** A comparison, or why there is none. */
export type Compared = Answer<{ readonly comparison: Comparison }, MeasuresDiffer>;

/**
 * Compares two statements at every key that either has, exactly, in one pass over each and in any order of rows. What is missing is told apart from zero, and nothing is
 * left out of the result: it holds every key at which the two do not say the same, in the order of keys. Takes time in proportion to the rows.
 *
 * @throws InventoryError `reconciliation.malformed` for a row or rule that is not what it should be.
 */
export function compare(left: Statement | StatementTable, right: Statement | StatementTable, options: CompareOptions = {}): Compared {
  const leftTable = 'keys' in left ? left : statementTable(left);
  const rightTable = 'keys' in right ? right : statementTable(right, leftTable.vocabulary);
  const refused = measuresDiffer(leftTable, rightTable);
  if (refused !== undefined) return no(refused);
  const by = partsOf(options.by);
  const tolerates = compileTolerances(options.tolerances ?? [], options.valueClass);
  const joined = join(leftTable, rightTable, by);
  return { ok: true, comparison: comparisonOf(joined, by, tolerates) };
}

/** Why two statements are not compared, if so. */
export function measuresDiffer(left: Pick<StatementTable, 'head'>, right: Pick<StatementTable, 'head'>): MeasuresDiffer | undefined {
  const { measure: leftMeasure = 'onHand' } = left.head;
  const { measure: rightMeasure = 'onHand' } = right.head;
  return leftMeasure === rightMeasure ? undefined : { code: 'reconciliation.measures_differ', left: leftMeasure, right: rightMeasure };
}

const LEFT = 1;
const RIGHT = 2;
const LEFT_REPEATED = 4;
const RIGHT_REPEATED = 8;
const BOTH = LEFT | RIGHT;

/** Two tables joined: groups of rows with one key, numbered as they were met. */
interface Joined {
  readonly left: StatementTable;
  readonly right: StatementTable;
  readonly scale: CommonScale;
  readonly size: number;
  /** By group: the left sum and the right sum at the common scale, less what is in `spilled`. */
  readonly sums: Float64Array;
  /** By group: which sides have it, and which have it in several rows. */
  readonly flags: Uint8Array;
  /** By group: a row with its key, of the left side, or counted down from -1 of the right. */
  readonly rows: Int32Array;
  /** By group, doubled, plus one for the right: what does not fit a safe integer, at the exact scale. */
  readonly spilled: ReadonlyMap<number, bigint>;
  readonly leftOutside: number;
  readonly rightOutside: number;
}

function join(left: StatementTable, right: StatementTable, by: readonly KeyPart[]): Joined {
  const [leftWords, rightWords] = keyWords(sideColumns(left, right, by), left.rows, right.rows);
  const index = groupIndex(Math.max(left.rows, right.rows));
  const scale = commonScale([left.amounts, right.amounts]);
  const spilled = new Map<number, bigint>();
  let sums = new Float64Array(2 * (left.rows + right.rows));
  let flags = new Uint8Array(left.rows + right.rows);
  let rows = new Int32Array(left.rows + right.rows);

  function add({ low, high }: KeyWords, table: StatementTable, within: Uint8Array | undefined, side: 0 | 1): number {
    const present = side === 0 ? LEFT : RIGHT;
    const repeated = side === 0 ? LEFT_REPEATED : RIGHT_REPEATED;
    const { amounts } = table;
    let outside = 0;
    for (let row = 0; row < table.rows; row++) {
      if (within !== undefined && within[row] === 0) {
        outside++;
        continue;
      }
      const group = index.group(low[row]!, high === undefined ? 0 : high[row]!);
      const flag = flags[group]!;
      if (flag === 0) rows[group] = side === 0 ? row : -1 - row;
      flags[group] = (flag & present) === 0 ? flag | present : flag | repeated;
      const at = 2 * group + side;
      const sum = sums[at]! + scaledAmount(amounts, row, scale.places);
      // NaN fails both comparisons; a sum that leaves the safe integers stays outside them when it is rounded.
      if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) sums[at] = sum;
      else spilled.set(at, (spilled.get(at) ?? 0n) + exactAmount(amounts, row, scale.exactPlaces));
    }
    return outside;
  }

  const leftOutside = add(leftWords, left, rowsWithin(left, right.head.scope), 0);
  const rightOutside = add(rightWords, right, rowsWithin(right, left.head.scope), 1);
  sums = sums.subarray(0, 2 * index.size);
  flags = flags.subarray(0, index.size);
  rows = rows.subarray(0, index.size);
  return { left, right, scale, size: index.size, sums, flags, rows, spilled, leftOutside, rightOutside };
}

function comparisonOf(joined: Joined, by: readonly KeyPart[], tolerates: Tolerates): Comparison {
  const { left, right, size, flags, scale } = joined;
  const apart: number[] = [];
  let leftRepeated = 0;
  let rightRepeated = 0;
  for (let group = 0; group < size; group++) {
    const flag = flags[group]!;
    if ((flag & LEFT_REPEATED) !== 0) leftRepeated++;
    if ((flag & RIGHT_REPEATED) !== 0) rightRepeated++;
    if ((flag & BOTH) !== BOTH || !sameSums(joined, group)) apart.push(group);
  }
  const one = 10n ** BigInt(scale.exactPlaces);
  let [amount, onlyLeft, onlyRight, absentZero, unknown, tolerated] = [0, 0, 0, 0, 0, 0];
  const differences = inOrder(joined, by, apart).map((group): Difference => {
    const flag = flags[group]! & BOTH;
    const key = keyOfGroup(joined, by, group);
    const leftSum = exactSum(joined, group, 0);
    const rightSum = exactSum(joined, group, 1);
    const kind = flag === BOTH ? 'amount' : flag === LEFT ? 'onlyLeft' : 'onlyRight';
    const known = flag === BOTH || (flag === LEFT ? right : left).head.full;
    const difference = rightSum - leftSum;
    const within = known && difference !== 0n && tolerates(key, ratio(leftSum, one), ratio(rightSum, one));
    if (kind === 'amount') amount++;
    else if (kind === 'onlyLeft') onlyLeft++;
    else onlyRight++;
    if (!known) unknown++;
    else if (difference === 0n) absentZero++;
    if (within) tolerated++;
    return {
      key, kind,
      left: flag === RIGHT ? undefined : decimalOf(leftSum, scale.exactPlaces),
      right: flag === LEFT ? undefined : decimalOf(rightSum, scale.exactPlaces),
      difference: known ? decimalOf(difference, scale.exactPlaces) : undefined,
      tolerated: within,
    };
  });
  const counts: ComparisonCounts = {
    leftRows: left.rows, rightRows: right.rows, leftOutside: joined.leftOutside, rightOutside: joined.rightOutside, leftRepeated, rightRepeated,
    keys: size, equal: size - apart.length, amount, onlyLeft, onlyRight, absentZero, unknown, tolerated,
  };
  return { left: left.head, right: right.head, by, counts, totals: totalsOf(joined), differences };
}

function sameSums(joined: Joined, group: number): boolean {
  const { sums, spilled } = joined;
  if (spilled.size === 0) return sums[2 * group] === sums[2 * group + 1];
  return exactSum(joined, group, 0) === exactSum(joined, group, 1);
}

/** What one side says of a group, whole at the exact scale. */
function exactSum({ sums, spilled, scale }: Joined, group: number, side: 0 | 1): bigint {
  const at = 2 * group + side;
  return BigInt(sums[at]!) * 10n ** BigInt(scale.exactPlaces - scale.places) + (spilled.get(at) ?? 0n);
}

/** Groups in the order of their keys: the texts that occur are ranked once, so that no two keys are compared as texts. */
function inOrder(joined: Joined, by: readonly KeyPart[], groups: number[]): number[] {
  const ranks = by.map((part) => {
    const texts = groups.map((group) => partText(joined, part, group));
    const order = new Map([...new Set(texts)].sort().map((text, rank) => [text, rank]));
    return Int32Array.from(texts, (text) => order.get(text)!);
  }).filter((column) => column.some((rank) => rank !== 0));
  const places = Int32Array.from(groups, (_, place) => place).sort((one, other) => {
    for (const column of ranks) if (column[one] !== column[other]) return column[one]! - column[other]!;
    return 0;
  });
  return Array.from(places, (place) => groups[place]!);
}

function partText({ left, right, rows }: Joined, part: KeyPart, group: number): string {
  const row = rows[group]!;
  const at = KEY_PARTS.indexOf(part);
  return row >= 0 ? left.vocabulary.text(left.keys[at]![row]!) : right.vocabulary.text(right.keys[at]![-1 - row]!);
}

function keyOfGroup(joined: Joined, by: readonly KeyPart[], group: number): StatementKey {
  return statementKey(Object.fromEntries(by.map((part) => [part, partText(joined, part, group)])));
}

function totalsOf(joined: Joined): readonly ComparisonTotal[] {
  const { left, right, size, rows, scale } = joined;
  const at = KEY_PARTS.indexOf('unit');
  const totals = new Map<string, [ExactTotal, ExactTotal]>();
  let unit = -1;
  let current: [ExactTotal, ExactTotal] | undefined;
  for (let group = 0; group < size; group++) {
    const row = rows[group]!;
    const id = row >= 0 ? left.keys[at]![row]! : right.keys[at]![-1 - row]! + RIGHT_UNITS;
    if (id !== unit || current === undefined) {
      unit = id;
      const text = partText(joined, 'unit', group);
      current = totals.get(text) ?? [exactTotal(), exactTotal()];
      totals.set(text, current);
    }
    addTotal(current[0], joined.sums[2 * group]!);
    addTotal(current[1], joined.sums[2 * group + 1]!);
  }
  const finer = 10n ** BigInt(scale.exactPlaces - scale.places);
  for (const [place, exact] of joined.spilled) {
    const total = totals.get(partText(joined, 'unit', Math.floor(place / 2)))![place % 2]!;
    total.spilled += exact;
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([text, [leftTotal, rightTotal]]) => {
    const leftSum = (leftTotal.carried + BigInt(leftTotal.sum)) * finer + leftTotal.spilled;
    const rightSum = (rightTotal.carried + BigInt(rightTotal.sum)) * finer + rightTotal.spilled;
    const written = (value: bigint): string => decimalOf(value, scale.exactPlaces);
    return { unit: text, left: written(leftSum), right: written(rightSum), difference: written(rightSum - leftSum) };
  });
}

/** Beyond every number of a left unit. */
const RIGHT_UNITS = 2 ** 31;

/** A sum of safe integers of any size. */
interface ExactTotal {
  sum: number;
  carried: bigint;
  /** At the exact scale. */
  spilled: bigint;
}

function exactTotal(): ExactTotal {
  return { sum: 0, carried: 0n, spilled: 0n };
}

function addTotal(total: ExactTotal, amount: number): void {
  const sum = total.sum + amount;
  if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
    total.sum = sum;
  } else {
    total.carried += BigInt(total.sum);
    total.sum = amount;
  }
}
