import { byNumber } from './by-number.js';

/**
 * Sorted by a number, which may be infinite; those that are equal by `tie`, and then as given. Where that number and the place in the list fit into one exact number, the
 * numbers are sorted without calling back, which is several times faster than comparing records.
 */
export function sortByNumber<Entry>(list: readonly Entry[], numberOf: (entry: Entry) => number, tie: (one: Entry, other: Entry) => number): Entry[] {
  const count = list.length;
  const numbers = new Float64Array(count);
  let [first, last] = [Infinity, -Infinity];
  for (let index = 0; index < count; index++) {
    const number = numberOf(list[index]!);
    numbers[index] = number;
    if (!Number.isFinite(number)) continue;
    if (number < first) first = number;
    if (number > last) last = number;
  }
  if (first > last) [first, last] = [0, 0];
  // One step is left free at either end for what is infinite.
  if (!Number.isSafeInteger((last - first + 3) * count)) return [...list].sort((one, other) => byNumber(numberOf(one), numberOf(other)) || tie(one, other));
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index++) keys[index] = (Math.min(Math.max(numbers[index]!, first - 1), last + 1) - first + 1) * count + index;
  const sorted: Entry[] = [];
  for (const key of keys.sort()) sorted.push(list[key % count]!);
  sortRuns(sorted, (index) => Math.floor(keys[index]! / count), tie);
  return sorted;
}

/** Sorts each run of entries that have the same number. */
function sortRuns<Entry>(sorted: Entry[], numberAt: (index: number) => number, tie: (one: Entry, other: Entry) => number): void {
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const number = numberAt(start);
    for (end = start + 1; end < sorted.length && numberAt(end) === number;) end++;
    if (end - start < 2) continue;
    const run = sorted.slice(start, end).sort(tie);
    for (let index = 0; index < run.length; index++) sorted[start + index] = run[index]!;
  }
}
