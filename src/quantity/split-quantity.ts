import { InventoryError } from '../foundation/index.js';
import { decimalPlaces, parseAmount } from './amount.js';
import { largestRemainder } from './largest-remainder.js';
import type { Quantity } from './quantity.js';
import { ratioFromDecimal, ratioToDecimal } from './ratio-text.js';
import { divideRatios, multiplyRatios, ratio, type Ratio } from './ratio.js';
import { readStep } from './step-of.js';

/** What the parts of a split are whole multiples of. */
export interface SplitOptions {
  /** A decimal in the whole's unit. Default `1`. */
  readonly step?: string | undefined;
}

/**
 * Splits a quantity by decimal weights into multiples of a step, without loss: the parts sum to the whole. See `splitGrains` for who gets what is left.
 *
 * @throws InventoryError `quantity.not_whole` if the whole is no multiple of the step; `quantity.malformed` for an amount, step or weight; TypeError for a negative
 * weight, or if there is something to split and no weight above zero.
 */
export function splitQuantity(whole: Quantity, weights: readonly string[], options: SplitOptions = {}): Quantity[] {
  const step = readStep(options.step ?? '1');
  const steps = divideRatios(ratioFromDecimal(whole.amount), step);
  if (steps.d !== 1n) throw new InventoryError('quantity.not_whole', `${whole.amount} ${whole.unit} is not a multiple of ${options.step ?? '1'}`);
  return largestRemainder(steps.n, scaleWeights(weights)).map((part) => ({ amount: amountOf(multiplyRatios(ratio(part), step)), unit: whole.unit }));
}

/** Decimal weights as whole numbers in the same proportions. */
function scaleWeights(weights: readonly string[]): bigint[] {
  const places = weights.map((weight) => decimalPlaces(parseAmount(weight)));
  const most = Math.max(0, ...places);
  return weights.map((weight, index) => BigInt(weight.replace('.', '')) * 10n ** BigInt(most - (places[index] ?? 0)));
}

function amountOf(value: Ratio): string {
  const amount = ratioToDecimal(value);
  if (amount === undefined) throw new InventoryError('quantity.overflow', 'A part takes more characters than an amount holds');
  return amount;
}
