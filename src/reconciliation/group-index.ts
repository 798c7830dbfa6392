/** Numbers distinct pairs of 32-bit words from 0 in the order they are met. */
export interface GroupIndex {
  /** How many pairs were met. */
  readonly size: number;
  /** The number of a pair; a new one gets the next. */
  group(low: number, high: number): number;
}

/** An index for about so many pairs: a table with open addressing, four words to a slot (the pair, its number plus one, and one to keep slots in line). */
export function groupIndex(expected: number): GroupIndex {
  let bits = Math.max(4, 32 - Math.clz32(Math.ceil(expected / LOAD_MAX)));
  let slots = new Int32Array(4 << bits);
  let size = 0;

  function grow(): void {
    const old = slots;
    bits++;
    slots = new Int32Array(4 << bits);
    const mask = (1 << bits) - 1;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + 2] === 0) continue;
      let slot = hashOf(old[from]!, old[from + 1]!) & mask;
      while (slots[4 * slot + 2] !== 0) slot = (slot + 1) & mask;
      slots.set(old.subarray(from, from + 3), 4 * slot);
    }
  }

  return {
    get size() {
      return size;
    },
    group(low, high) {
      const mask = (1 << bits) - 1;
      for (let slot = hashOf(low, high) & mask; ; slot = (slot + 1) & mask) {
        const at = slot << 2;
        const number = slots[at + 2]!;
        if (number === 0) {
          slots[at] = low;
          slots[at + 1] = high;
          slots[at + 2] = ++size;
          if (size > slots.length * LOAD_MAX / 4) grow();
          return size - 1;
        }
        if (slots[at] === low && slots[at + 1] === high) return number - 1;
      }
    },
  };
}

/** How full the table may be. */
const LOAD_MAX = 0.6;

function hashOf(low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (high >>> 16), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
