/**
 * Splits a whole number by weights without loss: everyone gets the whole part of their exact share, and what is left goes one by one to the largest fractions,
 * equal ones in the order given. Symmetric: a negative total is split as its opposite. Hamilton's method.
 *
 * @throws TypeError for a negative weight, or if there is something to split and no weight above zero.
 */
export function largestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return largestRemainder(-total, weights).map((part) => -part);
  if (weights.some((weight) => weight < 0n)) throw new TypeError('A weight is not negative');
  const sum = weights.reduce((running, weight) => running + weight, 0n);
  if (sum === 0n) {
    if (total !== 0n) throw new TypeError('Nothing can be split over weights that are all zero');
    return weights.map(() => 0n);
  }
  const shares = weights.map((weight) => ({ part: (total * weight) / sum, fraction: (total * weight) % sum }));
  const left = Number(shares.reduce((running, { part }) => running - part, total));
  // Sorting is stable, so equal fractions stay in the order given.
  const order = [...shares].sort((one, other) => (one.fraction > other.fraction ? -1 : one.fraction < other.fraction ? 1 : 0));
  for (const share of order.slice(0, left)) share.part += 1n;
  return shares.map(({ part }) => part);
}
