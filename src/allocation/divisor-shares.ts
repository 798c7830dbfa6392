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
  if (left > 0) giveMore(parts, counts, left, multiple);
  else if (left < 0) takeBack(parts, counts, -left, multiple);
  return counts;
}

/** Gives multiples one by one to whoever is rounded up next, at the lowest level. */
function giveMore(parts: readonly SharePart[], counts: number[], times: number, multiple: number): void {
  const next = parts.map((part, index) => roundsUpAt(part, counts[index]!, multiple));
  const rising = indexesWhere(parts, ({ weight, most }, index) => weight > 0 && counts[index]! < most);
  const heap = indexHeap(rising, (one, other) => compareLevels(next[one]!, next[other]!) || one - other);
  for (let left = times; left > 0; left--) {
    const index = heap.first();
    counts[index]! += 1;
    next[index] = roundsUpAt(parts[index]!, counts[index]!, multiple);
    heap.settle(counts[index]! < parts[index]!.most);
  }
}

/** Takes multiples back one by one from whoever was rounded up last, at the highest level. */
function takeBack(parts: readonly SharePart[], counts: number[], times: number, multiple: number): void {
  const last = parts.map((part, index) => roundsUpAt(part, counts[index]! - 1, multiple));
  const falling = indexesWhere(parts, ({ least }, index) => counts[index]! > least);
  const heap = indexHeap(falling, (one, other) => compareLevels(last[other]!, last[one]!) || other - one);
  for (let left = times; left > 0; left--) {
    const index = heap.first();
    counts[index]! -= 1;
    last[index] = roundsUpAt(parts[index]!, counts[index]! - 1, multiple);
    heap.settle(counts[index]! > parts[index]!.least);
  }
}

/** The level at which a claim's multiple with this number, from zero, is rounded up. */
function roundsUpAt({ weight, stock }: SharePart, number: number, multiple: number): Level {
  return { n: addGrains(grains((2 * number + 1) * multiple), grains(2 * stock)), d: 2 * weight };
}

function indexesWhere(parts: readonly SharePart[], holds: (part: SharePart, index: number) => boolean): readonly number[] {
  return Array.from(parts.keys()).filter((index) => holds(parts[index]!, index));
}

/** Whether what is left over is at least half of the divisor `by × parts`. */
function isHalf(rest: number | bigint, by: number, parts: number): boolean {
  // Doubling a float is exact; a rest that is a number comes with a divisor that is safe.
  return typeof rest === 'number' ? 2 * rest >= by * parts : 2n * rest >= BigInt(by) * BigInt(parts);
}
