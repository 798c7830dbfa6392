import { InventoryError } from '../foundation/index.js';
import type { ItemUnits, UnitFactor } from './item-units.js';
import { ratioFromDecimal } from './ratio-text.js';
import { compareRatios, divideRatios, equalRatios, ONE_RATIO, ratio, type Ratio } from './ratio.js';
import { STANDARD_UNITS } from './standard-units.js';

/** The step a result in a unit is brought to: always, or only where its decimal would not end. */
export interface Step {
  readonly size: Ratio;
  readonly always: boolean;
}

/**
 * The steps of a unit. A step the caller names holds. The base unit goes by grains. Packs and units of count go one by one: nobody ships 1.4 cases. Any
 * other measure is exact where its decimal ends, and otherwise goes by the greatest power of ten that a grain is not below, so that no grain is lost.
 *
 * @throws InventoryError `quantity.malformed` for a named step that is no amount above zero.
 */
export function stepOf(units: ItemUnits, unit: string, factor: UnitFactor, named: string | undefined): Step {
  if (named !== undefined) return { size: readStep(named), always: true };
  if (unit === units.unit) return { size: units.grain, always: true };
  if (factor.pack) return { size: ONE_RATIO, always: true };
  if (STANDARD_UNITS.get(unit)?.class === 'count') return { size: equalRatios(factor.base, ONE_RATIO) ? units.grain : ONE_RATIO, always: true };
  return { size: powerOfTenBelow(divideRatios(units.grain, factor.base)), always: false };
}

/** A step as told. @throws InventoryError `quantity.malformed` */
export function readStep(text: string): Ratio {
  const step = ratioFromDecimal(text);
  if (step.n <= 0n) throw new InventoryError('quantity.malformed', `A step is above zero, not ${text}`);
  return step;
}

/** The greatest power of ten not above a ratio. */
function powerOfTenBelow(value: Ratio): Ratio {
  let power = ratio(10n ** BigInt(String(value.n).length), 10n ** BigInt(String(value.d).length - 1));
  while (compareRatios(power, value) > 0) power = ratio(power.n, power.d * 10n);
  return power;
}
