import { hashWords } from './hash-words.js';

/** Numbers distinct pairs of 32-bit words from 0 in the order they are met. */
export interface PairNumbers {
  /** How many pairs were met. */
  readonly size: number;
  /** The number of a pair; a new one gets the next. */
  of(low: number, high: number): number;
}

/** How full the table may be. */
const LOAD_MAX = 0.6;

/** An index for about so many pairs: a table with open addressing, four words to a slot: the pair, its number plus one, and one to keep slots in line. */
export function pairNumbers(expected: number): PairNumbers {
  let slots = new Int32Array(4 << Math.max(4, 32 - Math.clz32(Math.ceil(expected / LOAD_MAX))));
  let size = 0;

  function grow(): void {
    const old = slots;
    slots = new Int32Array(2 * old.length);
    const mask = slots.length / 4 - 1;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + 2] === 0) continue;
      let slot = hashWords(old[from]!, old[from + 1]!) & mask;
      while (slots[4 * slot + 2] !== 0) slot = (slot + 1) & mask;
      slots.set(old.subarray(from, from + 3), 4 * slot);
    }
  }

  return {
    get size() {
      return size;
    },
    of(low, high) {
      const mask = slots.length / 4 - 1;
      for (let slot = hashWords(low, high) & mask; ; slot = (slot + 1) & mask) {
        const at = 4 * slot;
        const number = slots[at + 2]!;
        if (number === 0) {
          slots[at] = low;
          slots[at + 1] = high;
          slots[at + 2] = ++size;
          if (4 * size > slots.length * LOAD_MAX) grow();
          return size - 1;
        }
        if (slots[at] === low && slots[at + 1] === high) return number - 1;
      }
    },
  };
}
