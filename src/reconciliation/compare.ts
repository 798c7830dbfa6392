import { no, type Answer, type Refusal } from '../foundation/index.js';
import { decimalOf } from './amount-column.js';
import { partsOf, type Comparison, type ComparisonCounts, type ComparisonTotal } from './difference.js';
import { differenceJudge } from './difference-judge.js';
import { join, type Joined, type JoinedGroup } from './join.js';
import { rowsWithin } from './side-columns.js';
import { KEY_PARTS, statementKey, type KeyPart, type StatementKey } from './statement-key.js';
import { statementTable, type StatementTable } from './statement-table.js';
import type { Measure, Statement } from './statement.js';
import { tableTotals } from './table-totals.js';
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

function comparisonOf(joined: Joined, by: readonly KeyPart[], tolerates: Tolerates): Comparison {
  const { left, right, keys, apart } = joined;
  const { exactPlaces } = joined.scale;
  const judge = differenceJudge(left.head, right.head, exactPlaces, tolerates);
  const differences = inOrder(joined, by).map((group) => judge.judge(keyOfGroup(joined, by, group), group.left, group.right));
  const counts: ComparisonCounts = {
    leftRows: left.rows, rightRows: right.rows, leftOutside: joined.leftOutside, rightOutside: joined.rightOutside,
    leftRepeated: joined.leftRepeated, rightRepeated: joined.rightRepeated, keys, equal: keys - apart.length, ...judge.counts(),
  };
  return { left: left.head, right: right.head, by, counts, totals: totalsOf(joined), differences };
}

/** The groups in the order of their keys: the texts that occur are ranked once, so that no two keys are compared as texts. */
function inOrder(joined: Joined, by: readonly KeyPart[]): readonly JoinedGroup[] {
  const { apart } = joined;
  const ranks = by.flatMap((part) => {
    const texts = apart.map((group) => partText(joined, part, group));
    const distinct = [...new Set(texts)];
    // What is the same everywhere says nothing about the order.
    if (distinct.length < 2) return [];
    const order = new Map(distinct.sort().map((text, rank) => [text, rank]));
    return [Int32Array.from(texts, (text) => order.get(text)!)];
  });
  const places = Int32Array.from(apart, (_, place) => place).sort((one, other) => {
    for (const column of ranks) if (column[one] !== column[other]) return column[one]! - column[other]!;
    return 0;
  });
  return Array.from(places, (place) => apart[place]!);
}

function partText({ left, right }: Joined, part: KeyPart, { row }: JoinedGroup): string {
  const at = KEY_PARTS.indexOf(part);
  return row >= 0 ? left.vocabulary.text(left.keys[at]![row]!) : right.vocabulary.text(right.keys[at]![-1 - row]!);
}

function keyOfGroup(joined: Joined, by: readonly KeyPart[], group: JoinedGroup): StatementKey {
  const parts: Partial<Record<KeyPart, string>> = {};
  for (const part of by) parts[part] = partText(joined, part, group);
  return statementKey(parts);
}

function totalsOf({ left, right, scale }: Joined): readonly ComparisonTotal[] {
  const leftTotals = tableTotals(left, rowsWithin(left, right.head.scope), scale);
  const rightTotals = tableTotals(right, rowsWithin(right, left.head.scope), scale);
  return [...new Set([...leftTotals.keys(), ...rightTotals.keys()])].sort().map((unit) => {
    const leftSum = leftTotals.get(unit) ?? 0n;
    const rightSum = rightTotals.get(unit) ?? 0n;
    const written = (value: bigint): string => decimalOf(value, scale.exactPlaces);
    return { unit, left: written(leftSum), right: written(rightSum), difference: written(rightSum - leftSum) };
  });
}
