import { AMOUNT_LENGTH_MAX } from '../quantity/index.js';
import { decimalOf, wholeOf } from './amount-column.js';

/** The most places an amount can have: every amount is whole at this scale. */
export const EXACT_PLACES = AMOUNT_LENGTH_MAX - 2;

/** A canonical amount as a whole number at {@link EXACT_PLACES}. */
export function exactOf(amount: string): bigint {
  return wholeOf(amount, EXACT_PLACES);
}

/** The canonical amount of a whole number at {@link EXACT_PLACES}. @throws InventoryError `quantity.overflow` */
export function exactText(value: bigint): string {
  return decimalOf(value, EXACT_PLACES);
}

/** The sum of two canonical amounts. @throws InventoryError `quantity.overflow` */
export function addDecimalTexts(left: string, right: string): string {
  return exactText(exactOf(left) + exactOf(right));
}

/** The canonical amount with the other sign. */
export function negateDecimalText(amount: string): string {
  return amount === '0' ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
