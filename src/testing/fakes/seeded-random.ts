/** Numbers that look random and are the same for the same seed, on every runtime. Not for secrets. */
export interface SeededRandom {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the values. */
  pick<Value>(values: readonly Value[]): Value;
  /** Fills bytes. */
  fill(bytes: Uint8Array): void;
}

/**
 * The generator xoshiro128** by Blackman and Vigna, its state filled from the seed by a 32-bit mix.
 *
 * @see https://prng.di.unimi.it/
 */
export function seededRandom(seed: number): SeededRandom {
  let mixed = seed >>> 0;
  const mix = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let value = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return (value ^ (value >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];

  function bits(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  const below = (limit: number): number => Math.floor((bits() / 0x1_0000_0000) * limit);
  return {
    next: () => bits() / 0x1_0000_0000,
    below,
    chance: (probability) => bits() / 0x1_0000_0000 < probability,
    pick: (values) => values[below(values.length)]!,
    fill(bytes: Uint8Array): void {
      for (let index = 0; index < bytes.length; index++) bytes[index] = bits();
    },
  };
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
