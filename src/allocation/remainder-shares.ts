import { divideExactly } from './divide-exactly.js';
import type { Level } from './fill-level.js';
import type { SharePart } from './share-part.js';

/**
 * Whole multiples by largest remainder: everyone gets the whole part of the exact share at the level, and what is left of `count` goes one by one to the largest
 * fractions, equal ones in the order given.
 */
export function remainderShares(parts: readonly SharePart[], level: Level, count: number, multiple: number): number[] {
  // A fraction of zero stands for none: such a share is exact, or held by its floor or cap.
  const fractions: (number | bigint)[] = [];
  let left = count;
  const counts = parts.map(({ weight, stock, least, most }) => {
    const { whole, rest } = divideExactly(level.n, weight, stock, level.d, multiple);
    const share = weight === 0 || whole < least ? least : whole > most ? most : whole;
    fractions.push(share === whole && share < most && weight > 0 ? rest : 0);
    left -= share;
    return share;
  });
  if (left === 0) return counts;
  const last = leastServed(fractions, left);
  for (let index = 0; index < counts.length; index++) {
    if (fractions[index]! <= last) continue;
    counts[index]! += 1;
    left--;
  }
  for (let index = 0; left > 0; index++) {
    // Not by identity: one may be a number and the other a bigint.
    if (fractions[index]! < last || fractions[index]! > last) continue;
    counts[index]! += 1;
    left--;
  }
  return counts;
}

/** The least of the so many greatest fractions. */
function leastServed(fractions: readonly (number | bigint)[], served: number): number | bigint {
  // Sorting floats needs no comparisons in our own code, and they all are floats unless a product left the safe integers.
  if (areNumbers(fractions)) return new Float64Array(fractions).sort()[fractions.length - served]!;
  return [...fractions].sort((one, other) => (one > other ? -1 : one < other ? 1 : 0))[served - 1]!;
}

function areNumbers(fractions: readonly (number | bigint)[]): fractions is readonly number[] {
  return fractions.every((fraction) => typeof fraction === 'number');
}
