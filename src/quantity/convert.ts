import { InventoryError } from '../foundation/index.js';
import { isCanonicalAmount } from './amount.js';
import type { ConversionOptions, ConversionRefused } from './conversion.js';
import { findFactor, missingFactor } from './find-factor.js';
import type { ItemUnits, UnitFactor } from './item-units.js';
import { PURPOSES } from './purpose.js';
import type { Quantity } from './quantity.js';
import { ratioFromDecimal, ratioToDecimal } from './ratio-text.js';
import { divideRatios, multiplyRatios, ratio, subtractRatios, ZERO_RATIO, type Ratio } from './ratio.js';
import { roundRatio } from './rounding.js';
import { stepOf } from './step-of.js';

/** How a quantity is expressed in another unit. */
export interface ExpressOptions extends ConversionOptions {
  /** What the result is a whole multiple of, a decimal in the target unit. Default: see `fromGrains`. */
  readonly step?: string | undefined;
}

/** A quantity in another unit, or why not. */
export type Converted =
  | {
    readonly ok: true;
    readonly quantity: Quantity;
    /** Exactly what rounding left over, in base units; negative after rounding up. */
    readonly remainder: Ratio;
    /** The conversions used; `base` or `same` where there was none. */
    readonly via: string;
  }
  | ConversionRefused;

/**
 * A quantity in another unit of the item: computed exactly, rounded once in the direction of the purpose, with the exact remainder. A quantity that is already in
 * the unit comes back as it is, whatever the purpose.
 */
export function convert(units: ItemUnits, quantity: Quantity, unit: string, options: ExpressOptions): Converted {
  if (!isCanonicalAmount(quantity.amount)) return { ok: false, code: 'quantity.malformed', quantity };
  const from = findFactor(units, quantity.unit, options.at);
  if (from === undefined) return { ok: false, code: missingFactor(units, quantity.unit), quantity, unit: quantity.unit };
  if (quantity.unit === unit) return { ok: true, quantity, remainder: ZERO_RATIO, via: 'same' };
  return express(units, { told: quantity, base: multiplyRatios(ratioFromDecimal(quantity.amount), from.base), via: from.via }, unit, options);
}

/**
 * The exact conversion of an amount, without rounding: there and back is the same ratio again.
 *
 * @throws InventoryError `quantity.malformed`, `quantity.unknown_unit` or `quantity.no_conversion`
 */
export function convertExactly(units: ItemUnits, amount: string | Ratio, { from, to, at }: { readonly from: string; readonly to: string; readonly at: number }): Ratio {
  const value = typeof amount === 'string' ? ratioFromDecimal(amount) : amount;
  return divideRatios(multiplyRatios(value, requireFactor(units, from, at).base), requireFactor(units, to, at).base);
}

function requireFactor(units: ItemUnits, unit: string, at: number): UnitFactor {
  const factor = findFactor(units, unit, at);
  if (factor !== undefined) return factor;
  throw new InventoryError(missingFactor(units, unit), `No conversion leads from ${unit} to ${units.unit}`, { details: { unit, base: units.unit } });
}

/** A quantity brought to base units. */
export interface InBase {
  readonly told: Quantity;
  readonly base: Ratio;
  readonly via: string;
}

/** Expresses an exact amount of base units in a unit. */
export function express(units: ItemUnits, { told, base, via }: InBase, unit: string, options: ExpressOptions): Converted {
  const to = findFactor(units, unit, options.at);
  if (to === undefined) return { ok: false, code: missingFactor(units, unit), quantity: told, unit };
  const exact = divideRatios(base, to.base);
  const step = stepOf(units, unit, to, options.step);
  const ending = step.always ? undefined : ratioToDecimal(exact);
  const posted = ending === undefined ? onStep(exact, step.size, options) : exact;
  if (posted === undefined) return { ok: false, code: 'quantity.not_whole', quantity: told };
  const amount = ending ?? ratioToDecimal(posted);
  if (amount === undefined) return { ok: false, code: 'quantity.overflow', quantity: told };
  return { ok: true, quantity: { amount, unit }, remainder: subtractRatios(base, multiplyRatios(posted, to.base)), via: joined(via, to.via) };
}

function onStep(exact: Ratio, step: Ratio, { purpose }: ExpressOptions): Ratio | undefined {
  const steps = roundRatio(divideRatios(exact, step), PURPOSES[purpose].direction);
  return steps === undefined ? undefined : multiplyRatios(ratio(steps), step);
}

function joined(from: string, to: string): string {
  if (from === 'base') return to;
  return to === 'base' ? from : `${from}, ${to}`;
}
