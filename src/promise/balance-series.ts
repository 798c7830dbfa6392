import { InventoryError } from '../foundation/index.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** The balance at the end of each bucket, and the least it comes to from there on. In grains, one entry for each bucket. */
export interface BalanceSeries {
  readonly projected: Float64Array;
  readonly cumulative: Float64Array;
}

/** Whole grains by bucket; supply and demand have the same length, and no entry is below zero. */
export interface SeriesInput {
  readonly opening: number;
  readonly supply: ArrayLike<number>;
  readonly demand: ArrayLike<number>;
  /** Arrays to write to, of at least that length, for rows by the hundred thousand. Default: new ones. */
  readonly into?: BalanceSeries | undefined;
}

/**
 * The projected balance of every bucket, and the cumulative available to promise: the least balance from a bucket to the end. It is what may be taken in that bucket
 * without any later one falling short. Nothing is checked but the range of the sums; for schedules of lines see `availableToPromise`.
 *
 * @throws InventoryError `quantity.overflow`
 */
export function availableToPromiseSeries({ opening, supply, demand, into }: SeriesInput): BalanceSeries {
  const { length } = supply;
  const series = into ?? { projected: new Float64Array(length), cumulative: new Float64Array(length) };
  const { projected, cumulative } = series;
  let balance = opening;
  for (let index = 0; index < length; index++) {
    balance += supply[index]! - demand[index]!;
    if (balance > MAX || balance < -MAX) throw overflow(index);
    projected[index] = balance;
  }
  let least = Infinity;
  for (let index = length - 1; index >= 0; index--) {
    // By Math.min and not by a branch, which would be foreseen badly here.
    least = Math.min(least, projected[index]!);
    cumulative[index] = least;
  }
  return series;
}

/** As in addGrains, a sum out of the safe range is seen to be so even where it is not exact. */
function overflow(index: number): InventoryError {
  return new InventoryError('quantity.overflow', `The projected balance of bucket ${index} is beyond the exact range of ±${MAX}`);
}

/** The same where a bucket that ends below zero passes nothing on: what is lacking there is never made good, and earlier buckets keep what they have. */
export function forgivingSeries({ opening, supply, demand }: SeriesInput): BalanceSeries {
  const { length } = supply;
  const projected = new Float64Array(length);
  const cumulative = new Float64Array(length);
  let balance = opening;
  for (let index = 0; index < length; index++) {
    balance = (index > 0 && balance < 0 ? 0 : balance) + supply[index]! - demand[index]!;
    if (balance > MAX || balance < -MAX) throw overflow(index);
    projected[index] = balance;
  }
  let least = Infinity;
  for (let index = length - 1; index >= 0; index--) {
    const here = projected[index]!;
    cumulative[index] = here < least || here < 0 ? here : least;
    least = Math.max(cumulative[index]!, 0);
  }
  return { projected, cumulative };
}
