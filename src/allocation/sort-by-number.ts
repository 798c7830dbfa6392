import { byNumber } from './by-number.js';

/**
 * Sorted by a number, which may be infinite; those that are equal by `tie`, and then as given. Where that number and the place in the list fit into one exact number, the
 * numbers are sorted without calling back, which is several times faster than comparing records.
 */
export function sortByNumber<Entry>(list: readonly Entry[], numberOf: (entry: Entry) => number, tie: (one: Entry, other: Entry) => number): Entry[] {
  const count = list.length;
  const keys = new Float64Array(count);
  let [first, last] = [Infinity, -Infinity];
  for (let index = 0; index < count; index++) {
    const number = numberOf(list[index]!);
    keys[index] = number;
    if (!Number.isFinite(number)) continue;
    if (number < first) first = number;
    if (number > last) last = number;
  }
  if (first > last) [first, last] = [0, 0];
  // One step is left free at either end for what is infinite.
  if (!Number.isSafeInteger((last - first + 3) * count)) return [...list].sort((one, other) => byNumber(numberOf(one), numberOf(other)) || tie(one, other));
  for (let index = 0; index < count; index++) keys[index] = (Math.min(Math.max(keys[index]!, first - 1), last + 1) - first + 1) * count + index;
  keys.sort();
  const sorted: Entry[] = [];
  let start = 0;
  let current = -1;
  for (let index = 0; index < count; index++) {
    const key = keys[index]!;
    // The quotient of safe integers is never rounded up to the next whole number, so this is exact; a remainder would be slower.
    const number = Math.floor(key / count);
    if (number !== current) {
      sortFrom(sorted, start, tie);
      [start, current] = [index, number];
    }
    sorted.push(list[key - number * count]!);
  }
  sortFrom(sorted, start, tie);
  return sorted;
}

/** Sorts what comes from a place on: entries that have the same number. */
function sortFrom<Entry>(sorted: Entry[], start: number, tie: (one: Entry, other: Entry) => number): void {
  if (sorted.length - start < 2) return;
  for (const entry of sorted.splice(start).sort(tie)) sorted.push(entry);
}
