import * as fc from 'fast-check';
import { canonicalAmount, grains, ratio, type Grains, type Ratio } from '../../src/quantity/index.js';

/** Canonical amounts of either sign, up to 18 digits before the point and 12 behind. */
export const anyAmount: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }), fc.integer({ min: 0, max: 12 }))
  .map(([negative, whole, fraction, places]) => canonicalAmount(`${negative ? '-' : ''}${whole}.${String(fraction).padStart(12, '0').slice(0, places)}`)!);

/** Canonical amounts of a size met in trade, above zero. */
export const tradeAmount: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 999 }))
  .filter(([whole, fraction]) => whole + fraction > 0)
  .map(([whole, fraction]) => canonicalAmount(`${whole}.${String(fraction).padStart(3, '0')}`)!);

/** Any number of grains. */
export const anyGrains: fc.Arbitrary<Grains> = fc.maxSafeInteger().map(grains);

/** Grains of a size met in trade. */
export const tradeGrains: fc.Arbitrary<Grains> = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(grains);

/** Ratios of moderate size. */
export const anyRatio: fc.Arbitrary<Ratio> = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([n, d]) => ratio(n, d));
