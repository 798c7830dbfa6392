import type { Grains } from './grains.js';
import type { ItemUnits } from './item-units.js';
import type { Quantity } from './quantity.js';
import { ratioToDecimal } from './ratio-text.js';
import { multiplyRatios, ratio } from './ratio.js';

/** An amount of an item in its base unit. Always exact. */
export function formatGrains(units: ItemUnits, grains: Grains): Quantity {
  const { step, places, unit } = units;
  const scaled = grains * step;
  if (!Number.isSafeInteger(scaled)) return { amount: ratioToDecimal(multiplyRatios(ratio(BigInt(grains)), units.grain))!, unit };
  return { amount: places === 0 ? String(scaled) : pointed(scaled, places), unit };
}

/** A whole number with a point that many places from its end, without zeros at the end. */
function pointed(value: number, places: number): string {
  const digits = String(value < 0 ? -value : value).padStart(places + 1, '0');
  const point = digits.length - places;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end--;
  const whole = value < 0 ? `-${digits.slice(0, point)}` : digits.slice(0, point);
  return end === point ? whole : `${whole}.${digits.slice(point, end)}`;
}

const ZERO = 0x30;
