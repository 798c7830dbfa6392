import { Decimal } from 'decimal.js';

/**
 * The room's own decimal.js: a clone that no other package's `Decimal.set` can reach, frozen so that nobody here can either. Its precision exceeds any
 * sum or product of two amounts, so those are exact; it is made from canonical text only and read with `toFixed()` only.
 */
export const Exact: typeof Decimal = Object.freeze(Decimal.clone({ defaults: true, precision: 256, rounding: Decimal.ROUND_HALF_EVEN }));
