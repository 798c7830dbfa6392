/** An exact fraction, reduced, with a denominator above zero: equal ratios have equal members. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

/** Nothing, as a ratio. */
export const ZERO_RATIO: Ratio = { n: 0n, d: 1n };

/** One, as a ratio. */
export const ONE_RATIO: Ratio = { n: 1n, d: 1n };

/** The fraction n/d in lowest terms. @throws TypeError if d is zero. */
export function ratio(n: bigint, d = 1n): Ratio {
  if (d === 0n) throw new TypeError('A ratio has no zero denominator');
  if (d === 1n) return { n, d };
  const divisor = greatestCommonDivisor(n, d);
  const sign = d < 0n ? -divisor : divisor;
  return { n: n / sign, d: d / sign };
}

/** The sum. */
export function addRatios(left: Ratio, right: Ratio): Ratio {
  return left.d === right.d ? ratio(left.n + right.n, left.d) : ratio(left.n * right.d + right.n * left.d, left.d * right.d);
}

/** The difference. */
export function subtractRatios(left: Ratio, right: Ratio): Ratio {
  return addRatios(left, negateRatio(right));
}

/** The product. */
export function multiplyRatios(left: Ratio, right: Ratio): Ratio {
  return ratio(left.n * right.n, left.d * right.d);
}

/** The quotient. @throws TypeError if the divisor is zero. */
export function divideRatios(dividend: Ratio, divisor: Ratio): Ratio {
  return ratio(dividend.n * divisor.d, dividend.d * divisor.n);
}

/** The same ratio with the other sign. */
export function negateRatio(value: Ratio): Ratio {
  return { n: -value.n, d: value.d };
}

/** Negative, zero or positive: the order of two ratios. */
export function compareRatios(left: Ratio, right: Ratio): -1 | 0 | 1 {
  const crossed = left.n * right.d - right.n * left.d;
  return crossed < 0n ? -1 : crossed > 0n ? 1 : 0;
}

/** Whether two ratios are the same number. */
export function equalRatios(left: Ratio, right: Ratio): boolean {
  return left.n === right.n && left.d === right.d;
}

/** Euclid's algorithm; above zero for d other than zero. */
function greatestCommonDivisor(n: bigint, d: bigint): bigint {
  let larger = n < 0n ? -n : n;
  let smaller = d < 0n ? -d : d;
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
