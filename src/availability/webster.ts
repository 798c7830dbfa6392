import { grains, type Grains } from '../quantity/index.js';

/**
 * Divides a whole amount by weights without loss, so that a greater amount never lowers any part: each grain goes to the greatest weight over twice the
 * part so far plus one, at equal quotients to the first. Webster's (Sainte-Laguë's) method. Nothing is divided where all weights are zero.
 */
export function divideByWeight(total: Grains, weights: readonly bigint[]): readonly Grains[] {
  const sum = weights.reduce((running, weight) => running + weight, 0n);
  if (sum === 0n || total <= 0) return weights.map(() => grains(0));
  const whole = BigInt(total);
  // Everyone's exact share, a half rounded up: right for a divisor near the true one, so that few grains are too many or missing.
  const parts = weights.map((weight) => (2n * weight * whole + sum) / (2n * sum));
  let left = parts.reduce((running, part) => running - part, whole);
  for (; left > 0n; left--) give(parts, weights);
  for (; left < 0n; left++) take(parts, weights);
  return parts.map((part) => grains(Number(part)));
}

/** One more grain, to the first of the greatest quotients. */
function give(parts: bigint[], weights: readonly bigint[]): void {
  let best = 0;
  for (let index = 1; index < parts.length; index++) {
    if (weights[index]! * (2n * parts[best]! + 1n) > weights[best]! * (2n * parts[index]! + 1n)) best = index;
  }
  parts[best] = parts[best]! + 1n;
}

/** One grain back, from the last of the least quotients among those who have one. */
function take(parts: bigint[], weights: readonly bigint[]): void {
  let worst = -1;
  for (let index = 0; index < parts.length; index++) {
    if (parts[index] === 0n) continue;
    if (worst < 0 || weights[index]! * (2n * parts[worst]! - 1n) <= weights[worst]! * (2n * parts[index]! - 1n)) worst = index;
  }
  parts[worst] = parts[worst]! - 1n;
}
