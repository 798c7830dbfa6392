import { InventoryError } from '../foundation/index.js';

declare const grainsBrand: unique symbol;

/**
 * A whole number of an item's grains, the smallest amount of it that is told apart (1 each, 0.001 kilogram). Within ±`Number.MAX_SAFE_INTEGER`, never
 * minus zero. Branded: a plain number is not one, and one item's grains mean nothing to another item.
 */
export type Grains = number & { readonly [grainsBrand]: true };

/** The most grains one fact may speak of, 2^40: some eight thousand such facts add up before a balance could leave the exact range. */
export const FACT_GRAINS_MAX = 2 ** 40;

// A sum or difference of two safe integers that leaves the safe range stays outside it when rounded to a double, so one comparison on each side is exact.
// It is written out in both functions: a shared check is not always inlined, and these are the innermost operations of the library.
const MAX = Number.MAX_SAFE_INTEGER;

/**
 * Makes grains of a whole number.
 * @throws TypeError if it is not whole; InventoryError `quantity.overflow` beyond ±`Number.MAX_SAFE_INTEGER`.
 */
export function grains(value: number): Grains {
  if (!Number.isInteger(value)) throw new TypeError(`Grains are whole numbers, not ${String(value)}`);
  // Adding zero turns minus zero into zero.
  return inRange(value + 0);
}

/** The sum. @throws InventoryError `quantity.overflow` */
export function addGrains(left: Grains, right: Grains): Grains {
  const sum = left + right;
  if (sum <= MAX && sum >= -MAX) return sum as Grains;
  throw overflow(sum);
}

/** The difference. @throws InventoryError `quantity.overflow` */
export function subtractGrains(left: Grains, right: Grains): Grains {
  const difference = left - right;
  if (difference <= MAX && difference >= -MAX) return difference as Grains;
  throw overflow(difference);
}

/** The same amount with the other sign. */
export function negateGrains(value: Grains): Grains {
  // Not `-value`, which would make minus zero of zero.
  return (0 - value) as Grains;
}

/** Negative, zero or positive: the order of two amounts. */
export function compareGrains(left: Grains, right: Grains): number {
  // The difference may round, but never to zero and never across it.
  return left - right;
}

/**
 * The sum of any number of amounts, zero for none. Exact in any order: only a total out of range is an overflow, not a sum on the way there.
 * @throws InventoryError `quantity.overflow`
 */
export function sumGrains(amounts: Iterable<Grains>): Grains {
  let total = 0;
  let carried = 0n;
  for (const amount of amounts) {
    const sum = total + amount;
    if (sum <= MAX && sum >= -MAX) {
      total = sum;
    } else {
      carried += BigInt(total);
      total = amount;
    }
  }
  return carried === 0n ? (total as Grains) : grainsFromBigint(carried + BigInt(total));
}

/** Makes grains of a whole number of any size. @throws InventoryError `quantity.overflow` */
export function grainsFromBigint(value: bigint): Grains {
  const inside = Number(value);
  // Rounding to the nearest double cannot bring a value from outside into the safe range.
  return inRange(inside);
}

function inRange(value: number): Grains {
  if (value > MAX || value < -MAX) throw overflow(value);
  return value as Grains;
}

function overflow(value: number): InventoryError {
  return new InventoryError('quantity.overflow', `${value} grains are beyond the exact range of ±${MAX}`);
}
