import { decimalPlaces, isCanonicalAmount } from './amount.js';
import type { ConversionOptions, ConversionRefused } from './conversion.js';
import { findFactor, missingFactor } from './find-factor.js';
import { FACT_GRAINS_MAX, type Grains } from './grains.js';
import type { ItemUnits, UnitFactor } from './item-units.js';
import { PURPOSES, type Purpose } from './purpose.js';
import type { Quantity } from './quantity.js';
import { ratioFromDecimal } from './ratio-text.js';
import { divideRatios, multiplyRatios, ratio, subtractRatios, ZERO_RATIO, type Ratio } from './ratio.js';
import { roundRatio } from './rounding.js';

/** A quantity in grains, or why not. */
export type ToGrains =
  | {
    readonly ok: true;
    readonly grains: Grains;
    /** Exactly what rounding left over, told minus posted, in base units; negative after rounding up. */
    readonly remainder: Ratio;
    /** The conversions used, "1 CA = 12 EA"; `base` for the base unit. */
    readonly via: string;
  }
  | ConversionRefused;

const POWERS_OF_TEN: readonly number[] = Array.from({ length: 16 }, (_, power) => 10 ** power);
const MAX = Number.MAX_SAFE_INTEGER;

/**
 * A told quantity as whole grains of the item: exact where it can be, rounded once in the direction of the purpose where it cannot, with the exact remainder.
 * Refusals are returned, never thrown; the caller decides what becomes of a fact that cannot be converted.
 */
export function toGrains(units: ItemUnits, quantity: Quantity, options: ConversionOptions): ToGrains {
  const { amount, unit } = quantity;
  const mantissa = readMantissa(amount);
  // Not a number: more than 15 digits, or not canonical. Told apart below.
  if (mantissa !== mantissa && !isCanonicalAmount(amount)) return { ok: false, code: 'quantity.malformed', quantity };
  const factor = findFactor(units, unit, options.at);
  if (factor === undefined) return { ok: false, code: missingFactor(units, unit), quantity, unit };
  const product = mantissa * factor.n;
  const divisor = factor.d * (POWERS_OF_TEN[decimalPlaces(amount)] ?? NaN);
  // Whole numbers in range, the divisor above zero: nearly every quantity ends here, without a bigint. NaN fails every comparison.
  if (product <= MAX && product >= -MAX && divisor > 0 && divisor <= MAX && product % divisor === 0) {
    return accept(divisor === 1 ? product : product / divisor, ZERO_RATIO, quantity, factor, options.purpose);
  }
  return roundToGrains(units, quantity, factor, options.purpose);
}

function roundToGrains(units: ItemUnits, quantity: Quantity, factor: UnitFactor, purpose: Purpose): ToGrains {
  const told = multiplyRatios(ratioFromDecimal(quantity.amount), factor.base);
  const whole = roundRatio(divideRatios(told, units.grain), PURPOSES[purpose].direction);
  if (whole === undefined) return { ok: false, code: 'quantity.not_whole', quantity };
  return accept(Number(whole), subtractRatios(told, multiplyRatios(ratio(whole), units.grain)), quantity, factor, purpose);
}

function accept(value: number, remainder: Ratio, quantity: Quantity, factor: UnitFactor, purpose: Purpose): ToGrains {
  const limit = purpose === 'fact' ? FACT_GRAINS_MAX : MAX;
  if (value > limit || value < -limit) return { ok: false, code: 'quantity.overflow', quantity };
  return { ok: true, grains: value as Grains, remainder, via: factor.via };
}

/** A canonical amount's digits as one whole number, the point left out: "-12.5" is -125. NaN for more than 15 digits and for any other text. */
function readMantissa(text: string): number {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  let index = negative ? 1 : 0;
  if (length === index || length - index > 16) return NaN;
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

const ZERO = 0x30;
const MINUS = 0x2d;
/** The code of a point less the code of zero. */
const POINT = -2;
