import { addGrains, grains } from '../quantity/index.js';
import { divideExactly } from './divide-exactly.js';
import { compareLevels, type Level } from './fill-level.js';
import { indexHeap } from './index-heap.js';
import type { SharePart } from './share-part.js';

/**
 * Whole multiples by Webster's divisor method, with stocks, floors and caps: as if they were given away one by one, each to whoever is next to be rounded up as the
 * level rises, equal ones in the order given. Started at the exact level, where few are left to give or take back.
 *
 * @throws InventoryError `quantity.overflow` if twice a share leaves the exact range
 */
export function divisorShares(parts: readonly SharePart[], level: Level, count: number, multiple: number): number[] {
  let left = count;
  const counts = parts.map(({ weight, stock, least, most }) => {
    const { whole, rest } = divideExactly(level.n, weight, stock, level.d, multiple);
    const rounded = isHalf(rest, level.d, multiple) ? whole + 1 : whole;
    const share = weight === 0 ? least : Math.min(Math.max(rounded, least), most);
    left -= share;
    return share;
  });
  /** The level at which a claim's multiple with this number, from zero, is rounded up. */
  const roundsUp = (index: number, number: number): Level => {
    const { weight, stock } = parts[index]!;
    return { n: addGrains(grains((2 * number + 1) * multiple), grains(2 * stock)), d: 2 * weight };
  };
  if (left > 0) {
    const rising = parts.flatMap(({ weight, most }, index) => (weight > 0 && counts[index]! < most ? [index] : []));
    const next = indexHeap(rising, (one, other) => compareLevels(roundsUp(one, counts[one]!), roundsUp(other, counts[other]!)) || one - other);
    for (; left > 0; left--) {
      const index = next.first();
      counts[index]! += 1;
      next.settle(counts[index]! < parts[index]!.most);
    }
  } else if (left < 0) {
    const falling = parts.flatMap(({ weight, least }, index) => (weight > 0 && counts[index]! > least ? [index] : []));
    const next = indexHeap(falling, (one, other) => compareLevels(roundsUp(other, counts[other]! - 1), roundsUp(one, counts[one]! - 1)) || other - one);
    for (; left < 0; left++) {
      const index = next.first();
      counts[index]! -= 1;
      next.settle(counts[index]! > parts[index]!.least);
    }
  }
  return counts;
}

/** Whether what is left over is at least half of the divisor `by × parts`. */
function isHalf(rest: number | bigint, by: number, parts: number): boolean {
  // Doubling a float is exact; a rest that is a number comes with a divisor that is safe.
  return typeof rest === 'number' ? 2 * rest >= by * parts : 2n * rest >= BigInt(by) * BigInt(parts);
}
