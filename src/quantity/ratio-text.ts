import { InventoryError } from '../foundation/index.js';
import { AMOUNT_LENGTH_MAX, decimalPlaces, parseAmount } from './amount.js';
import { addRatios, negateRatio, ratio, ZERO_RATIO, type Ratio } from './ratio.js';

/** The longest text of a ratio that is read back: room for the sum of remainders over many denominators. */
export const RATIO_TEXT_LENGTH_MAX = 1000;

/** The exact value of a canonical amount. @throws InventoryError `quantity.malformed` */
export function ratioFromDecimal(text: string): Ratio {
  const amount = parseAmount(text);
  return ratio(BigInt(amount.replace('.', '')), 10n ** BigInt(decimalPlaces(amount)));
}

/**
 * The canonical amount of a ratio; `undefined` if its decimal expansion does not end (1/3) or does not fit an amount's length.
 */
export function ratioToDecimal({ n, d }: Ratio): string | undefined {
  const scale = endingPlaces(d);
  if (scale === undefined) return undefined;
  const digits = String(((n < 0n ? -n : n) * 10n ** BigInt(scale)) / d).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const amount = `${n < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`;
  return amount.length <= AMOUNT_LENGTH_MAX ? amount : undefined;
}

/** How many places a fraction in lowest terms with this denominator takes, the greater of its powers of two and five; `undefined` for any other divisor. */
function endingPlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; twos++) rest /= 2n;
  for (; rest % 5n === 0n; fives++) rest /= 5n;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

/** A ratio as text: `50/3`, or `12` for a whole number. */
export function ratioText({ n, d }: Ratio): string {
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** Reads what {@link ratioText} wrote. @throws InventoryError `quantity.malformed` */
export function ratioFromText(text: string): Ratio {
  if (text.length <= RATIO_TEXT_LENGTH_MAX) {
    const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
    const d = BigInt(match?.[2] ?? 1);
    if (match !== null && d > 0n) return ratio(BigInt(match[1]!), d);
  }
  throw new InventoryError('quantity.malformed', `Not the text of a ratio: ${JSON.stringify(text.slice(0, 50))}`);
}

/**
 * Adds one ratio text to another, or with `sign` −1 takes it away. The empty text stands for zero, going in and coming out: an account of remainders
 * costs nothing until there is one.
 *
 * @throws InventoryError `quantity.malformed`
 */
export function addRatioTexts(left: string, right: string, sign: 1 | -1 = 1): string {
  const added = readSparse(right);
  const sum = addRatios(readSparse(left), sign === 1 ? added : negateRatio(added));
  return sum.n === 0n ? '' : ratioText(sum);
}

function readSparse(text: string): Ratio {
  return text === '' ? ZERO_RATIO : ratioFromText(text);
}
