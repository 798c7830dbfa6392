import { SHORT_DIGITS_MAX, wholeOf, type AmountColumn } from './amount-column.js';

/** How the amounts of two columns are brought to whole numbers of one size. */
export interface CommonScale {
  /** Most amounts are added as safe integers of 10^-places. */
  readonly places: number;
  /** The others are added as bigints of 10^-exactPlaces, at which every amount is whole. */
  readonly exactPlaces: number;
}

const MAX = Number.MAX_SAFE_INTEGER;

/** 10 to each power that fits. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: SHORT_DIGITS_MAX + 1 }, (_, power) => 10 ** power);

/** The finest scale at which the amounts with no more places are still safe integers, and the one at which all amounts are whole. */
export function commonScale(columns: readonly AmountColumn[]): CommonScale {
  let places = 0;
  let exactPlaces = 0;
  for (let candidate = 0; candidate <= SHORT_DIGITS_MAX; candidate++) {
    if (columns.every(({ greatest }) => greatest[candidate] === -1)) continue;
    exactPlaces = candidate;
    if (columns.every(({ greatest }) => staysSafe(greatest, candidate))) places = candidate;
  }
  for (const { long } of columns) {
    for (const text of long.values()) {
      const point = text.indexOf('.');
      if (point >= 0) exactPlaces = Math.max(exactPlaces, text.length - point - 1);
    }
  }
  return { places, exactPlaces };
}

/** Whether all amounts with up to so many places are safe integers at that scale. */
function staysSafe(greatest: Float64Array, places: number): boolean {
  for (let fewer = 0; fewer <= places; fewer++) {
    if (greatest[fewer]! * POWERS_OF_TEN[places - fewer]! > MAX) return false;
  }
  return true;
}

/** A row's amount as a safe integer at the common scale; NaN where it has more places than that or is long. */
export function scaledAmount({ mantissas, places }: AmountColumn, row: number, scale: number): number {
  const finer = scale - places[row]!;
  return finer === 0 ? mantissas[row]! : finer < 0 ? Number.NaN : mantissas[row]! * POWERS_OF_TEN[finer]!;
}

/** A row's amount as a whole number at the exact scale. */
export function exactAmount(column: AmountColumn, row: number, exactPlaces: number): bigint {
  const text = column.long.get(row);
  return text === undefined ? BigInt(column.mantissas[row]!) * 10n ** BigInt(exactPlaces - column.places[row]!) : wholeOf(text, exactPlaces);
}
