import type { ConversionRefused } from './conversion.js';
import { findFactor, missingFactor } from './find-factor.js';
import { formatGrains } from './format-grains.js';
import type { Grains } from './grains.js';
import type { ItemUnits } from './item-units.js';
import type { Quantity } from './quantity.js';
import { ratioToDecimal } from './ratio-text.js';
import { divideRatios, multiplyRatios, ratio, subtractRatios, type Ratio } from './ratio.js';
import { truncateRatio } from './rounding.js';

/** An amount laid out in several units, or why not. */
export type Decomposed =
  | {
    readonly ok: true;
    /** In the order of the units, those that hold nothing left out. */
    readonly parts: readonly Quantity[];
    /** What fits none of the units, in base units; zero if the base unit is among them. */
    readonly remainder: Ratio;
  }
  | ConversionRefused;

/**
 * Lays an amount out in units, as many whole ones of each as fit before the next: 17 EA over `['CS', 'EA']` are 1 CS and 5 EA. Name the units from the greatest
 * down. The base unit takes what is left to the grain. Symmetric: −17 EA are −1 CS and −5 EA.
 */
export function decompose(units: ItemUnits, grains: Grains, unitsDescending: readonly string[], { at }: { readonly at: number }): Decomposed {
  let left = multiplyRatios(ratio(BigInt(grains)), units.grain);
  const parts: Quantity[] = [];
  for (const unit of unitsDescending) {
    const factor = findFactor(units, unit, at);
    if (factor === undefined) return { ok: false, code: missingFactor(units, unit), quantity: formatGrains(units, grains), unit };
    const fits = divideRatios(left, factor.base);
    const taken = unit === units.unit ? fits : ratio(truncateRatio(fits));
    const amount = ratioToDecimal(taken);
    if (amount === undefined) return { ok: false, code: 'quantity.overflow', quantity: formatGrains(units, grains), unit };
    if (taken.n === 0n) continue;
    parts.push({ amount, unit });
    left = subtractRatios(left, multiplyRatios(taken, factor.base));
  }
  return { ok: true, parts, remainder: left };
}
