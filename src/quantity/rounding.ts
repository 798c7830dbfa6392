import type { Ratio } from './ratio.js';

/**
 * How a value between two steps is brought to one. All are symmetric about zero: what happens to 1.5 happens to −1.5 mirrored.
 * - `down`: towards zero
 * - `up`: away from zero
 * - `halfEven`: to the nearer step, a half to the even one
 * - `exact`: not at all; the value must be on a step
 */
export type Direction = 'down' | 'up' | 'halfEven' | 'exact';

/** A ratio as a whole number in a direction; `undefined` if the direction is `exact` and the ratio is not whole. */
export function roundRatio(value: Ratio, direction: Direction): bigint | undefined {
  if (value.d === 1n) return value.n;
  switch (direction) {
    case 'down':
      return truncateRatio(value);
    case 'up':
      return truncateRatio(value) + (value.n < 0n ? -1n : 1n);
    case 'halfEven':
      return halfEvenRatio(value);
    case 'exact':
      return undefined;
  }
}

/** The whole part, towards zero. */
export function truncateRatio(value: Ratio): bigint {
  return value.n / value.d;
}

/** The greatest whole number not above the value. */
export function floorRatio(value: Ratio): bigint {
  const whole = value.n / value.d;
  return value.n < 0n && value.d !== 1n ? whole - 1n : whole;
}

/** The least whole number not below the value. */
export function ceilRatio(value: Ratio): bigint {
  const whole = value.n / value.d;
  return value.n > 0n && value.d !== 1n ? whole + 1n : whole;
}

/** The nearest whole number; a half goes to the even one. */
export function halfEvenRatio(value: Ratio): bigint {
  const floor = floorRatio(value);
  const doubled = 2n * (value.n - floor * value.d);
  if (doubled < value.d) return floor;
  if (doubled > value.d) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}
