import { hash32 } from '../foundation/index.js';

/** Up to so many names are compared with one another. */
const FEW = 8;

/** How many steps for each name may be lost to names with equal hashes before the table is given up. */
const STEPS_MAX = 8;

/**
 * The index of the first entry whose name an earlier one has; -1 if each name occurs once. A table of hashes does this several times faster than a set of texts. Hashes
 * can be made to collide by whoever chooses the names, so the steps are counted and a set takes over where they are too many.
 */
export function firstRepeated<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string): number {
  return list.length <= FEW ? firstRepeatedOfFew(list, nameOf) : (firstRepeatedByHash(list, nameOf) ?? firstRepeatedBySet(list, nameOf));
}

function firstRepeatedOfFew<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string): number {
  for (let index = 1; index < list.length; index++) {
    const name = nameOf(list[index]!);
    for (let earlier = 0; earlier < index; earlier++) if (nameOf(list[earlier]!) === name) return index;
  }
  return -1;
}

/** `undefined` where too many hashes collide. */
function firstRepeatedByHash<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string): number | undefined {
  // Two to four slots for each name, a power of two; a slot holds the index plus one, zero for none.
  const slots = new Int32Array(2 ** (33 - Math.clz32(list.length)));
  const mask = slots.length - 1;
  let steps = list.length * STEPS_MAX;
  for (let index = 0; index < list.length; index++) {
    const name = nameOf(list[index]!);
    let slot = hash32(name) & mask;
    while (slots[slot] !== 0) {
      if (nameOf(list[slots[slot]! - 1]!) === name) return index;
      slot = (slot + 1) & mask;
      steps--;
    }
    if (steps < 0) return undefined;
    slots[slot] = index + 1;
  }
  return -1;
}

function firstRepeatedBySet<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string): number {
  const seen = new Set<string>();
  // The size tells whether a name was new, with one look-up instead of two.
  return list.findIndex((entry, index) => seen.add(nameOf(entry)).size === index);
}
