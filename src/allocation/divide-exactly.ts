/** A quotient of whole numbers rounded down, and what is left over: `whole × divisor + rest`, with `0 ≤ rest < divisor`. */
export interface Divided {
  readonly whole: number;
  /** A bigint only where it is no safe integer; compares with `<` and `>` either way. */
  readonly rest: number | bigint;
}

/** (factor × times − minus × by) / (by × parts), rounded down, exact at any size. `by` and `parts` are above zero. */
export function divideExactly(factor: number, times: number, minus: number, by: number, parts: number): Divided {
  const product = factor * times;
  const taken = minus * by;
  const divisor = by * parts;
  // Adding zero turns minus zero into zero, here and below.
  const dividend = product - taken + 0;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(taken) && Number.isSafeInteger(divisor) && Number.isSafeInteger(dividend)) {
    const rest = (dividend % divisor) + 0;
    return rest < 0 ? { whole: (dividend - rest) / divisor - 1, rest: rest + divisor } : { whole: (dividend - rest) / divisor, rest };
  }
  const exact = BigInt(factor) * BigInt(times) - BigInt(minus) * BigInt(by);
  const parted = BigInt(by) * BigInt(parts);
  const rest = ((exact % parted) + parted) % parted;
  return { whole: Number((exact - rest) / parted), rest };
}
