import type { UnitFactor } from './item-units.js';

const POWERS_OF_TEN: readonly number[] = Array.from({ length: 16 }, (_, power) => 10 ** power);
const MAX = Number.MAX_SAFE_INTEGER;
const ZERO = 0x30;
const MINUS = 0x2d;
/** The code of a point less the code of zero. */
const POINT = -2;

/**
 * The grains in an amount of a unit, computed with safe integers alone. NaN where they are no whole number, or where one of the numbers on the way is not safe;
 * that says nothing about the amount, only that it takes exact arithmetic.
 */
export function wholeGrains(mantissa: number, places: number, factor: UnitFactor): number {
  const product = mantissa * factor.n;
  const divisor = factor.d * (POWERS_OF_TEN[places] ?? NaN);
  // NaN fails every comparison, and a product or divisor that is not exact is beyond the safe integers.
  if (!(product <= MAX && product >= -MAX && divisor > 0 && divisor <= MAX && product % divisor === 0)) return NaN;
  // Not divided by one, which would make a float of a small integer.
  return divisor === 1 ? product : product / divisor;
}

/** A canonical amount's digits as one whole number, the point left out: "-12.5" is -125. NaN for more than 15 digits and for any other text. */
export function readMantissa(text: string): number {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  let index = negative ? 1 : 0;
  if (length - index > 16) return NaN;
  let value = 0;
  let point = -1;
  const start = index;
  for (; index < length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === POINT && point < 0) point = index;
    else return NaN;
  }
  const wholeDigits = (point < 0 ? length : point) - start;
  if (wholeDigits === 0 || (wholeDigits > 1 && text.charCodeAt(start) === ZERO)) return NaN;
  if (point < 0 ? length - start > 15 : text.charCodeAt(length - 1) === ZERO || point === length - 1) return NaN;
  if (negative) return value === 0 ? NaN : -value;
  return value;
}
