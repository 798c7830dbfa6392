import { grains, type Grains } from './grains.js';
import { largestRemainder } from './largest-remainder.js';

/**
 * Splits an amount by whole-number weights without loss: the parts sum to the total, each within one grain of its exact share. What is left after whole
 * shares goes to the largest fractions, ties in the order given. −7 is split as the opposite of 7.
 *
 * @throws TypeError for a weight that is negative or not whole, or if there is something to split and no weight above zero.
 */
export function splitGrains(total: Grains, weights: readonly number[]): Grains[] {
  return largestRemainder(BigInt(total), weights.map(readWeight)).map((part) => grains(Number(part)));
}

function readWeight(weight: number): bigint {
  if (!Number.isSafeInteger(weight)) throw new TypeError(`A weight is a whole number, not ${weight}`);
  return BigInt(weight);
}
