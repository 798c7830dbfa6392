import { divideExactly } from './divide-exactly.js';
import type { Level } from './fill-level.js';
import type { SharePart } from './share-part.js';

/**
 * Whole multiples by largest remainder: everyone gets the whole part of the exact share at the level, and what is left of `count` goes one by one to the largest
 * fractions, equal ones in the order given.
 */
export function remainderShares(parts: readonly SharePart[], level: Level, count: number, multiple: number): number[] {
  const rests: { readonly index: number; readonly rest: number | bigint }[] = [];
  let left = count;
  const counts = parts.map(({ weight, stock, least, most }, index) => {
    const { whole, rest } = divideExactly(level.n, weight, stock, level.d, multiple);
    const share = weight === 0 ? least : Math.min(Math.max(whole, least), most);
    if (share === whole && rest > 0 && share < most && weight > 0) rests.push({ index, rest });
    left -= share;
    return share;
  });
  // Sorting is stable, so equal fractions stay in the order given.
  rests.sort((one, other) => (one.rest > other.rest ? -1 : one.rest < other.rest ? 1 : 0));
  for (const { index } of rests.slice(0, left)) counts[index]! += 1;
  return counts;
}
