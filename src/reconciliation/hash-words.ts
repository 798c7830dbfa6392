/** Spreads a pair of 32-bit words over 32 bits, all of which depend on all of the pair. */
export function hashWords(low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (high >>> 16), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
