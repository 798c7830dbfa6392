import { grainsFromBigint, subtractGrains, type Grains } from './grains.js';
import { PURPOSES, type Purpose } from './purpose.js';
import { ratio } from './ratio.js';
import { roundRatio } from './rounding.js';

/** An amount in whole packs, or, where the purpose must not round, that it is none. */
export type RoundedToPack =
  | {
    readonly ok: true;
    readonly grains: Grains;
    readonly packs: number;
    /** The amount minus what was rounded to: loose goods after rounding down, below zero after rounding up. */
    readonly remainder: Grains;
  }
  | { readonly ok: false; readonly code: 'quantity.not_whole' };

/**
 * An amount as a whole number of packs of `pack` grains, in the direction of the purpose. To confirm 10 in packs of 6 gives 6; a request for 8 in packs of 12
 * gives 12.
 *
 * @throws TypeError for a pack of nothing or less; InventoryError `quantity.overflow`
 */
export function roundToPack({ amount, pack, purpose }: { readonly amount: Grains; readonly pack: Grains; readonly purpose: Purpose }): RoundedToPack {
  requireAboveZero(pack, 'A pack');
  const packs = roundRatio(ratio(BigInt(amount), BigInt(pack)), PURPOSES[purpose].direction);
  if (packs === undefined) return { ok: false, code: 'quantity.not_whole' };
  const rounded = grainsFromBigint(packs * BigInt(pack));
  return { ok: true, grains: rounded, packs: Number(packs), remainder: subtractGrains(amount, rounded) };
}

/** @throws TypeError if a pack, lot or multiple is nothing or less. */
export function requireAboveZero(value: Grains, what: string): void {
  if (value <= 0) throw new TypeError(`${what} is above zero, not ${value}`);
}
