import type { Decimal } from 'decimal.js';
import { InventoryError } from '../foundation/index.js';
import { AMOUNT_LENGTH_MAX, parseAmount } from './amount.js';
import { Exact } from './decimal-clone.js';
import type { Quantity } from './quantity.js';

/** The sum of two quantities of one unit. @throws InventoryError `quantity.unit_mismatch`, `quantity.malformed` or `quantity.overflow` */
export function addQuantities(left: Quantity, right: Quantity): Quantity {
  requireSameUnit(left, right.unit);
  return toQuantity(read(left).plus(read(right)), left.unit);
}

/** The difference of two quantities of one unit. @throws InventoryError `quantity.unit_mismatch`, `quantity.malformed` or `quantity.overflow` */
export function subtractQuantities(left: Quantity, right: Quantity): Quantity {
  requireSameUnit(left, right.unit);
  return toQuantity(read(left).minus(read(right)), left.unit);
}

/** Negative, zero or positive: the order of two quantities of one unit, without a tolerance. @throws InventoryError `quantity.unit_mismatch` or `quantity.malformed` */
export function compareQuantities(left: Quantity, right: Quantity): -1 | 0 | 1 {
  requireSameUnit(left, right.unit);
  return read(left).comparedTo(read(right)) as -1 | 0 | 1;
}

/** The same quantity with the other sign. @throws InventoryError `quantity.malformed` or `quantity.overflow` */
export function negateQuantity(quantity: Quantity): Quantity {
  return toQuantity(read(quantity).negated(), quantity.unit);
}

/** Whether a quantity is exactly nothing. @throws InventoryError `quantity.malformed` */
export function isZero(quantity: Quantity): boolean {
  return parseAmount(quantity.amount) === '0';
}

/** The sum of any number of quantities, all in `unit`; zero for none. @throws InventoryError `quantity.unit_mismatch`, `quantity.malformed` or `quantity.overflow` */
export function sumQuantities(quantities: Iterable<Quantity>, unit: string): Quantity {
  let total = new Exact('0');
  for (const quantity of quantities) {
    requireSameUnit(quantity, unit);
    total = total.plus(read(quantity));
  }
  return toQuantity(total, unit);
}

/**
 * A quantity at no more than so many decimal places, rounded half to even: for people to read, never to store.
 * @throws InventoryError `quantity.malformed`; TypeError for places that are not a whole number from 0 to 38.
 */
export function displayQuantity(quantity: Quantity, { places }: { readonly places: number }): Quantity {
  if (!Number.isInteger(places) || places < 0 || places > AMOUNT_LENGTH_MAX - 2) throw new TypeError(`Decimal places are a whole number from 0 to ${AMOUNT_LENGTH_MAX - 2}`);
  return toQuantity(read(quantity).toDecimalPlaces(places, Exact.ROUND_HALF_EVEN), quantity.unit);
}

function read(quantity: Quantity): Decimal {
  return new Exact(parseAmount(quantity.amount));
}

function toQuantity(value: Decimal, unit: string): Quantity {
  // decimal.js knows a minus zero; an amount does not.
  const amount = value.isZero() ? '0' : value.toFixed();
  if (amount.length > AMOUNT_LENGTH_MAX) throw new InventoryError('quantity.overflow', `A result takes ${amount.length} characters, more than ${AMOUNT_LENGTH_MAX}`);
  return { amount, unit };
}

function requireSameUnit(quantity: Quantity, unit: string): void {
  if (quantity.unit === unit) return;
  throw new InventoryError('quantity.unit_mismatch', `${quantity.unit} and ${unit} are different units; convert first`, { details: { units: [quantity.unit, unit] } });
}
