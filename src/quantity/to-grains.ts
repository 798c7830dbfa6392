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
import { readMantissa, wholeGrains } from './whole-grains.js';

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

const MAX = Number.MAX_SAFE_INTEGER;

/**
 * A told quantity as whole grains of the item: exact where it can be, rounded once in the direction of the purpose where it cannot, with the exact remainder.
 * Refusals are returned, never thrown; the caller decides what becomes of a fact that cannot be converted.
 */
export function toGrains(units: ItemUnits, quantity: Quantity, options: ConversionOptions): ToGrains {
  const { amount, unit } = quantity;
  const mantissa = readMantissa(amount);
  if (Number.isNaN(mantissa) && !isCanonicalAmount(amount)) return { ok: false, code: 'quantity.malformed', quantity };
  const factor = findFactor(units, unit, options.at);
  if (factor === undefined) return { ok: false, code: missingFactor(units, unit), quantity, unit };
  const whole = wholeGrains(mantissa, decimalPlaces(amount), factor);
  // Nearly every quantity is a whole number of grains and small enough to be found so without a bigint.
  if (!Number.isNaN(whole)) return accept(whole, ZERO_RATIO, quantity, factor, options.purpose);
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
