/** The longest canonical amount given out, in characters. */
export const AMOUNT_LENGTH_MAX = 40;

const NUMERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * The canonical decimal text of a number as partners write it: `007.50` is `7.5`, `.5` is `0.5`, `1.2E2` is `120`, `-0` is `0`. `undefined` for
 * anything else, for digits grouped by a separator, and for an amount that would be longer than {@link AMOUNT_LENGTH_MAX}.
 */
export function decimalText(text: string): string | undefined {
  if (text.length > 2 * AMOUNT_LENGTH_MAX) return undefined;
  const match = NUMERAL.exec(text.trim());
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole.length + fraction.length === 0) return undefined;
  const shift = Number(match[4] ?? 0) - fraction.length;
  if (shift > AMOUNT_LENGTH_MAX || shift < -2 * AMOUNT_LENGTH_MAX) return BigInt(whole + fraction) === 0n ? '0' : undefined;
  const scaled: Scaled = { units: BigInt((match[1] ?? '').replace('+', '') + (whole + fraction)), scale: Math.max(0, -shift) };
  return formatScaled(shift > 0 ? { units: scaled.units * 10n ** BigInt(shift), scale: 0 } : scaled);
}

/** `left - right`, exactly; `undefined` if the result is too long. */
export function subtractDecimals(left: string, right: string): string | undefined {
  return combine(left, right, (first, second) => first - second);
}

/** `left + right`, exactly; `undefined` if the result is too long. */
export function addDecimals(left: string, right: string): string | undefined {
  return combine(left, right, (first, second) => first + second);
}

/** The amount with the other sign. */
export function negateDecimal(amount: string): string {
  return amount === '0' ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** The amount without its sign. */
export function absoluteDecimal(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount;
}

/** The sign of a canonical amount: -1, 0 or 1. */
export function signOfDecimal(amount: string): -1 | 0 | 1 {
  return amount === '0' ? 0 : amount.startsWith('-') ? -1 : 1;
}

/** The greatest whole number that is not above the amount. */
export function floorDecimal(amount: string): bigint {
  const [whole = '0', fraction] = amount.split('.');
  const truncated = BigInt(whole);
  return fraction !== undefined && amount.startsWith('-') ? truncated - 1n : truncated;
}

/** An amount as a whole number of its last decimal place. */
interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

function combine(left: string, right: string, operation: (left: bigint, right: bigint) => bigint): string | undefined {
  const first = parseScaled(left);
  const second = parseScaled(right);
  const scale = Math.max(first.scale, second.scale);
  return formatScaled({ units: operation(unitsAt(first, scale), unitsAt(second, scale)), scale });
}

function parseScaled(amount: string): Scaled {
  const [whole = '0', fraction = ''] = amount.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function unitsAt(scaled: Scaled, scale: number): bigint {
  return scaled.units * 10n ** BigInt(scale - scaled.scale);
}

function formatScaled({ units, scale }: Scaled): string | undefined {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits[end - 1] === '0') end--;
  const text = end > whole.length ? `${sign}${whole}.${digits.slice(whole.length, end)}` : sign + whole;
  return text.length <= AMOUNT_LENGTH_MAX ? text : undefined;
}
