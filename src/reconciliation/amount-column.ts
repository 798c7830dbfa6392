import { InventoryError } from '../foundation/index.js';
import { AMOUNT_LENGTH_MAX, isCanonicalAmount } from '../quantity/index.js';

/** The most digits of an amount that is kept as a number; a longer one is kept as text. */
export const SHORT_DIGITS_MAX = 15;

/** Amounts, row by row: a whole number and how many of its digits stand behind the point. */
export interface AmountColumn {
  mantissas: Float64Array;
  places: Uint8Array;
  /** Canonical amounts of more than {@link SHORT_DIGITS_MAX} digits, by row; their mantissa is NaN. */
  readonly long: Map<number, string>;
  /** By number of places: the greatest mantissa without its sign, -1 where there is none. */
  readonly greatest: Float64Array;
}

/** A column for some rows; it grows. */
export function startAmountColumn(capacity: number): AmountColumn {
  return { mantissas: new Float64Array(capacity), places: new Uint8Array(capacity), long: new Map(), greatest: new Float64Array(SHORT_DIGITS_MAX + 1).fill(-1) };
}

/** Sets a row to a short amount. The last digit behind a point is not zero, so equal amounts are kept alike. */
export function setShortAmount(column: AmountColumn, row: number, mantissa: number, places: number): void {
  if (row >= column.mantissas.length) growAmountColumn(column);
  column.mantissas[row] = mantissa;
  column.places[row] = places;
  const size = mantissa < 0 ? -mantissa : mantissa;
  if (size > column.greatest[places]!) column.greatest[places] = size;
}

/** Sets a row to a canonical amount of any length; false, and nothing set, for any other text. */
export function setAmount(column: AmountColumn, row: number, text: string): boolean {
  if (text.length <= SHORT_DIGITS_MAX) return readShortAmount(column, row, text);
  if (!isCanonicalAmount(text)) return false;
  const point = text.indexOf('.');
  const negative = text.charCodeAt(0) === MINUS;
  const digits = text.length - (point < 0 ? 0 : 1) - (negative ? 1 : 0);
  if (digits <= SHORT_DIGITS_MAX) {
    setShortAmount(column, row, Number(point < 0 ? text : text.slice(0, point) + text.slice(point + 1)), point < 0 ? 0 : text.length - point - 1);
    return true;
  }
  setShortAmount(column, row, 0, 0);
  column.mantissas[row] = Number.NaN;
  column.long.set(row, text);
  return true;
}

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** The same for a text of so few characters that its digits are a safe integer: read in one walk. */
function readShortAmount(column: AmountColumn, row: number, text: string): boolean {
  const { length } = text;
  const begin = text.charCodeAt(0) === MINUS ? 1 : 0;
  let mantissa = 0;
  let point = length;
  for (let at = begin; at < length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (code === POINT && point === length) point = at;
    else return false;
  }
  const wholeDigits = point - begin;
  if (wholeDigits === 0 || (wholeDigits > 1 && text.charCodeAt(begin) === ZERO)) return false;
  // Behind a point stands at least one digit, and the last one is not zero.
  if (point < length && (point === length - 1 || text.charCodeAt(length - 1) === ZERO)) return false;
  if (begin === 1 && mantissa === 0) return false;
  setShortAmount(column, row, begin === 1 ? -mantissa : mantissa, point === length ? 0 : length - point - 1);
  return true;
}

/** The canonical text of a row's amount. */
export function amountText(column: AmountColumn, row: number): string {
  return column.long.get(row) ?? decimalOf(BigInt(column.mantissas[row]!), column.places[row]!);
}

/** The canonical amount of a whole number of 10^-places. @throws InventoryError `quantity.overflow` for one too long to be an amount. */
export function decimalOf(value: bigint, places: number): string {
  const text = decimalText(value, places);
  if (text.length > AMOUNT_LENGTH_MAX) throw new InventoryError('quantity.overflow', `A sum takes more than ${AMOUNT_LENGTH_MAX} characters: ${text.slice(0, AMOUNT_LENGTH_MAX)}…`);
  return text;
}

function decimalText(value: bigint, places: number): string {
  if (places === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const whole = digits.slice(0, -places);
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A canonical amount as a whole number of 10^-places; it has no more places than that. */
export function wholeOf(amount: string, places: number): bigint {
  const point = amount.indexOf('.');
  return point < 0 ? BigInt(amount) * 10n ** BigInt(places) : BigInt(amount.replace('.', '')) * 10n ** BigInt(places - (amount.length - point - 1));
}

function growAmountColumn(column: AmountColumn): void {
  const length = 2 * column.mantissas.length;
  const mantissas = new Float64Array(length);
  mantissas.set(column.mantissas);
  column.mantissas = mantissas;
  const places = new Uint8Array(length);
  places.set(column.places);
  column.places = places;
}
