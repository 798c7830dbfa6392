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

/** A level at which a vessel begins to rise above its floor, or stops at its cap. */
interface Bend extends Level {
  readonly weight: number;
  readonly stock: number;
  /** What it takes below the bend, or above it, where it does not rise. */
  readonly still: number;
  readonly begins: boolean;
}

/**
 * The level at which vessels take a supply between the sum of their floors and the sum of their caps: exact, by one sweep over the sorted bends. `undefined`
 * if no vessel rises at all, so that the floors, or the caps, are the answer. A vessel of weight zero stays at its floor.
 */
export function fillLevel(vessels: readonly Vessel[], supply: number): Level | undefined {
  const bends: Bend[] = [];
  let still = 0;
  for (const { weight, stock, floor, cap } of vessels) {
    still += floor;
    if (weight === 0 || floor === cap) continue;
    bends.push({ n: floor + stock, d: weight, weight, stock, still: floor, begins: true });
    if (cap !== Infinity) bends.push({ n: cap + stock, d: weight, weight, stock, still: cap, begins: false });
  }
  bends.sort(compareLevels);
  let weight = 0;
  let stock = 0;
  for (const bend of bends) {
    // What is risen so far would reach the supply at this level; if that lies before the bend, it is the answer.
    if (weight > 0) {
      const level = { n: supply - still + stock, d: weight };
      if (compareLevels(level, bend) <= 0) return level;
    }
    const turn = bend.begins ? 1 : -1;
    weight += turn * bend.weight;
    stock += turn * bend.stock;
    still -= turn * bend.still;
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
