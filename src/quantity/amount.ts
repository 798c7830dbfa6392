import { InventoryError } from '../foundation/index.js';
import { Exact } from './decimal-clone.js';

/** The longest amount, in characters, sign and point included. */
export const AMOUNT_LENGTH_MAX = 40;

/** The longest partner text that {@link canonicalAmount} looks at. */
export const PARTNER_AMOUNT_LENGTH_MAX = 100;

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;

/**
 * Whether a text is a canonical amount: an optional minus, an integer part without leading zeros, and, if there is a fraction, a point and digits that
 * do not end in zero; at most {@link AMOUNT_LENGTH_MAX} characters. One number has one text, so `12.50`, `007`, `+1`, `.5`, `-0`, `1e3` and `NaN` are none.
 */
export function isCanonicalAmount(text: string): boolean {
  const length = text.length;
  if (length > AMOUNT_LENGTH_MAX) return false;
  let index = text.charCodeAt(0) === MINUS ? 1 : 0;
  const first = text.charCodeAt(index);
  const start = index;
  while (isDigit(text.charCodeAt(index))) index++;
  if (index === start || (first === ZERO && index - start > 1)) return false;
  if (index === length) return first !== ZERO || start === 0;
  return text.charCodeAt(index) === POINT && isFraction(text, index + 1);
}

/** Whether digits fill the text from `start` to its end, at least one, the last not zero. */
function isFraction(text: string, start: number): boolean {
  const last = text.length - 1;
  for (let index = start; index < last; index++) {
    if (!isDigit(text.charCodeAt(index))) return false;
  }
  // Without any digit the last character is the point.
  const code = text.charCodeAt(last);
  return isDigit(code) && code !== ZERO;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** How many digits a canonical amount has after its point. */
export function decimalPlaces(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

/**
 * The text itself if it is a canonical amount. This is the rule of the border: what differs only in writing (`12.50`) is refused there with the
 * canonical text in the message, and never silently changed, because amounts are part of fingerprints. Partner text goes through
 * {@link canonicalAmount} first.
 *
 * @throws InventoryError `quantity.malformed`
 */
export function parseAmount(text: string): string {
  if (typeof text === 'string' && isCanonicalAmount(text)) return text;
  throw malformedAmount(text);
}

/** The error for a text that is no canonical amount; says what the amount should have been where that can be told. */
export function malformedAmount(text: unknown): InventoryError {
  if (typeof text !== 'string') return new InventoryError('quantity.malformed', `An amount is a decimal text, not a ${text === null ? 'null' : typeof text}`);
  const canonical = canonicalAmount(text);
  const shown = JSON.stringify(text.length > AMOUNT_LENGTH_MAX ? `${text.slice(0, AMOUNT_LENGTH_MAX)}…` : text);
  const hint = canonical === undefined ? 'expected plain decimal digits such as "12.5"' : `its canonical text is "${canonical}"`;
  return new InventoryError('quantity.malformed', `${shown} is not a canonical amount: ${hint}`, { details: { length: text.length } });
}

/**
 * The canonical amount of a partner's decimal text, or `undefined` if it is none. Leading plus, leading zeros, trailing zeros of the fraction, a
 * bare point (`.5`, `5.`) and minus zero are normalised. Exponents, `NaN`, infinities, separators of thousands, decimal commas and white space are
 * refused: they are guesses, and a codec that knows its partner resolves them first.
 */
export function canonicalAmount(text: string): string | undefined {
  if (!isPlainDecimal(text)) return undefined;
  const value = new Exact(text);
  const canonical = value.isZero() ? '0' : value.toFixed();
  return canonical.length <= AMOUNT_LENGTH_MAX ? canonical : undefined;
}

/** Sign, digits and at most one point, at least one digit. */
function isPlainDecimal(text: string): boolean {
  if (text.length > PARTNER_AMOUNT_LENGTH_MAX) return false;
  const sign = text.charCodeAt(0);
  let digits = 0;
  let points = 0;
  for (let index = sign === PLUS || sign === MINUS ? 1 : 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) digits++;
    else if (code === POINT) points++;
    else return false;
  }
  return digits > 0 && points <= 1;
}
