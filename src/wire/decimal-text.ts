import { AMOUNT_LENGTH_MAX, addRatios, canonicalAmount, floorRatio, ratioFromDecimal, ratioToDecimal, subtractRatios } from '../quantity/index.js';

const WITH_EXPONENT = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?[eE]([+-]?\d{1,3})$/;

/**
 * The canonical amount of a number as partners write it: what {@link canonicalAmount} reads, with white space around it, and with the exponent that a
 * JSON number may have. `undefined` for anything else.
 */
export function decimalText(text: string): string | undefined {
  const trimmed = text.trim();
  const match = WITH_EXPONENT.exec(trimmed);
  if (match === null) return canonicalAmount(trimmed);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (/^0+$/.test(digits)) return '0';
  if (point > 2 * AMOUNT_LENGTH_MAX || point < -AMOUNT_LENGTH_MAX) return undefined;
  const padded = point > 0 ? digits.padEnd(point, '0') : digits.padStart(digits.length - point + 1, '0');
  const split = Math.max(point, 1);
  return canonicalAmount(`${sign}${padded.slice(0, split)}.${padded.slice(split)}`);
}

/** `left - right` of canonical amounts, exactly; `undefined` if the result is too long to be an amount. */
export function subtractDecimals(left: string, right: string): string | undefined {
  return ratioToDecimal(subtractRatios(ratioFromDecimal(left), ratioFromDecimal(right)));
}

/** `left + right` of canonical amounts, exactly; `undefined` if the result is too long to be an amount. */
export function addDecimals(left: string, right: string): string | undefined {
  return ratioToDecimal(addRatios(ratioFromDecimal(left), ratioFromDecimal(right)));
}

/** The canonical amount with the other sign. */
export function negateDecimal(amount: string): string {
  return amount === '0' ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** The canonical amount without its sign. */
export function absoluteDecimal(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount;
}

/** The sign of a canonical amount: -1, 0 or 1. */
export function signOfDecimal(amount: string): -1 | 0 | 1 {
  return amount === '0' ? 0 : amount.startsWith('-') ? -1 : 1;
}

/** The greatest whole number that is not above the canonical amount. */
export function floorDecimal(amount: string): bigint {
  return floorRatio(ratioFromDecimal(amount));
}
