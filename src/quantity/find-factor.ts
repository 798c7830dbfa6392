import type { ItemUnits, UnitFactor, UnitPeriod } from './item-units.js';
import { multiplyRatios } from './ratio.js';
import { REFERENCE_UNITS, STANDARD_UNITS } from './standard-units.js';
import { unitFactor } from './unit-factor.js';

/**
 * What one of a unit is at an instant (epoch milliseconds), or `undefined` if no path leads to the base unit: the item's own conversions first, then standard
 * units of a class that the item's units belong to.
 */
export function findFactor(units: ItemUnits, unit: string, at: number): UnitFactor | undefined {
  if (unit === units.unit) return units.base;
  const period = periodAt(units.periods, at);
  return period.factors.get(unit) ?? standardFactor(units, period, unit);
}

function periodAt(periods: readonly UnitPeriod[], at: number): UnitPeriod {
  // The first period begins at minus infinity.
  let index = periods.length - 1;
  while (at < (periods[index]!).from) index--;
  return periods[index]!;
}

/** Works a standard unit out from the reference unit of its class, if the item's units lead there, and keeps it: there are only so many of them. */
function standardFactor({ grain }: ItemUnits, period: UnitPeriod, unit: string): UnitFactor | undefined {
  const standard = STANDARD_UNITS.get(unit);
  if (standard === undefined) return undefined;
  const to = REFERENCE_UNITS[standard.class];
  const reference = period.factors.get(to);
  if (reference === undefined) return undefined;
  const found = unitFactor(multiplyRatios(standard.factor, reference.base), grain, false, [{ unit, to, factor: standard.factor, standard: true }, ...reference.path]);
  period.factors.set(unit, found);
  return found;
}

/** Why a unit has no factor: nobody knows it, or no path leads from it to the base unit at that instant. */
export function missingFactor(units: ItemUnits, unit: string): 'quantity.unknown_unit' | 'quantity.no_conversion' {
  return units.names.has(unit) || STANDARD_UNITS.has(unit) ? 'quantity.no_conversion' : 'quantity.unknown_unit';
}
