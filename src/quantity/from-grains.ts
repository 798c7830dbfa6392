import { express, type Converted, type ExpressOptions } from './convert.js';
import { formatGrains } from './format-grains.js';
import type { Grains } from './grains.js';
import type { ItemUnits } from './item-units.js';
import { multiplyRatios, ratio } from './ratio.js';

/**
 * An amount of an item in one of its units, rounded once in the direction of the purpose, with what is left over. 17 EA to sell in cases of 12 are 1 CA, and 5 EA
 * remain.
 *
 * The result is a whole multiple of `step`, a decimal in the target unit. Without one, the base unit goes by grains; packs and units of count go one by one;
 * other measures are exact where their decimal ends and otherwise go by the greatest power of ten that is not above a grain.
 */
export function fromGrains(units: ItemUnits, grains: Grains, unit: string, options: ExpressOptions): Converted {
  return express(units, { told: formatGrains(units, grains), base: multiplyRatios(ratio(BigInt(grains)), units.grain), via: 'base' }, unit, options);
}
