/** A claim on a common supply: at a level it takes `level × weight − stock`, but no less than its floor and no more than its cap. All whole numbers. */
export interface Vessel {
  readonly weight: number;
  readonly stock: number;
  readonly floor: number;
  /** `Infinity` for none. */
  readonly cap: number;
}

/** A level as an exact fraction of whole numbers, with `d` above zero. */
export interface Level {
  readonly n: number;
  readonly d: number;
}

/** A level at which vessels begin to rise above their floors, or one stops at its cap, and what that changes in the sums over the rising ones. */
interface Bend extends Level {
  readonly weight: number;
  readonly stock: number;
  /** What the vessels that do not rise take. */
  readonly still: number;
}

/**
 * The level at which vessels take a supply between the sum of their floors and the sum of their caps: exact, by one sweep over the sorted bends. `undefined`
 * if no vessel rises at all, so that the floors, or the caps, are the answer. A vessel of weight zero stays at its floor.
 */
export function fillLevel(vessels: readonly Vessel[], supply: number): Level | undefined {
  const bends: Bend[] = [];
  // Without floors and stocks all begin to rise at level zero: one bend for all of those.
  const zero = { n: 0, d: 1, weight: 0, stock: 0, still: 0 };
  let still = 0;
  for (const { weight, stock, floor, cap } of vessels) {
    still += floor;
    if (weight === 0 || floor === cap) continue;
    const begins = floor + stock;
    if (begins === 0) {
      zero.weight += weight;
      zero.stock += stock;
      zero.still -= floor;
    } else {
      bends.push({ n: begins, d: weight, weight, stock, still: -floor });
    }
    if (cap !== Infinity) bends.push({ n: cap + stock, d: weight, weight: -weight, stock: -stock, still: cap });
  }
  bends.push(zero);
  bends.sort(compareLevels);
  let weight = 0;
  let stock = 0;
  for (const bend of bends) {
    // What is risen so far would reach the supply at this level; if that lies before the bend, it is the answer.
    if (weight > 0) {
      const level = { n: supply - still + stock, d: weight };
      if (compareLevels(level, bend) <= 0) return level;
    }
    weight += bend.weight;
    stock += bend.stock;
    still += bend.still;
  }
  return weight > 0 ? { n: supply - still + stock, d: weight } : undefined;
}

/** The order of two fractions with denominators above zero, exact at any size. */
export function compareLevels(left: Level, right: Level): number {
  const one = left.n * right.d;
  const other = right.n * left.d;
  if (Number.isSafeInteger(one) && Number.isSafeInteger(other)) return one - other;
  const exact = BigInt(left.n) * BigInt(right.d) - BigInt(right.n) * BigInt(left.d);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}
