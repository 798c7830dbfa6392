import { decimalOf } from './amount-column.js';
import type { ComparisonCounts, Difference } from './difference.js';
import type { StatementKey } from './statement-key.js';
import type { StatementHead } from './statement.js';
import type { Tolerates } from './tolerance.js';

/** What {@link DifferenceJudge} counts. */
export type DifferenceCounts = Pick<ComparisonCounts, 'amount' | 'onlyLeft' | 'onlyRight' | 'absentZero' | 'unknown' | 'tolerated'>;

/** Says what is the matter at keys where two statements do not say the same, and counts. */
export interface DifferenceJudge {
  /** What each side says, as a whole number of 10^-places; `undefined` if it does not speak of the key. */
  judge(key: StatementKey, left: bigint | undefined, right: bigint | undefined): Difference;
  counts(): DifferenceCounts;
}

/** A judge for two statements. */
export function differenceJudge(leftHead: StatementHead, rightHead: StatementHead, places: number, tolerates: Tolerates): DifferenceJudge {
  const one = 10n ** BigInt(places);
  const counts = { amount: 0, onlyLeft: 0, onlyRight: 0, absentZero: 0, unknown: 0, tolerated: 0 };
  return {
    judge(key, left, right) {
      const kind = left === undefined ? 'onlyRight' : right === undefined ? 'onlyLeft' : 'amount';
      const known = (left !== undefined || leftHead.full) && (right !== undefined || rightHead.full);
      const [leftSum, rightSum] = [left ?? 0n, right ?? 0n];
      const difference = rightSum - leftSum;
      const tolerated = known && difference !== 0n && tolerates(key, leftSum, rightSum, one);
      counts[kind]++;
      if (!known) counts.unknown++;
      else if (difference === 0n) counts.absentZero++;
      if (tolerated) counts.tolerated++;
      return { key, kind, left: written(left), right: written(right), difference: known ? decimalOf(difference, places) : undefined, tolerated };
    },
    counts: () => ({ ...counts }),
  };

  function written(value: bigint | undefined): string | undefined {
    return value === undefined ? undefined : decimalOf(value, places);
  }
}
