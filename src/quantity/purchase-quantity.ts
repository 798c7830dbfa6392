import { grains, grainsFromBigint, subtractGrains, type Grains } from './grains.js';
import { ratio } from './ratio.js';
import { requireAboveZero } from './round-to-pack.js';

/** What is bought for a need, and what is left over of it. */
export interface Purchase {
  readonly quantity: Grains;
  /** Bought beyond the need. */
  readonly surplus: Grains;
}

/** A need and the conditions it is bought under, in grains. */
export interface PurchaseConditions {
  readonly needed: Grains;
  /** Grains in one pack of purchase. Default one. */
  readonly pack?: Grains | undefined;
  /** The least a supplier sells at a time. Default none. */
  readonly minimum?: Grains | undefined;
  /** What an order must be a multiple of. Default one. */
  readonly multiple?: Grains | undefined;
}

/**
 * The least purchase that covers a need, reaches the minimum, and is whole in packs and in multiples. 17 EA in cases of 12 are 24. Nothing needed, nothing
 * bought.
 *
 * @throws TypeError for a pack or multiple of nothing or less, or a minimum below zero; InventoryError `quantity.overflow`
 */
export function purchaseQuantity({ needed, pack = ONE, minimum = ZERO, multiple = ONE }: PurchaseConditions): Purchase {
  requireAboveZero(pack, 'A pack');
  requireAboveZero(multiple, 'A multiple');
  if (minimum < 0) throw new TypeError('A minimum is not below zero');
  if (needed <= 0) return { quantity: ZERO, surplus: ZERO };
  const lot = leastCommonMultiple(BigInt(pack), BigInt(multiple));
  const lots = (BigInt(Math.max(needed, minimum)) + lot - 1n) / lot;
  const quantity = grainsFromBigint(lots * lot);
  return { quantity, surplus: subtractGrains(quantity, needed) };
}

const ZERO = grains(0);
const ONE = grains(1);

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  // left/right in lowest terms is (left/g)/(right/g), so left times the denominator is the least number both divide.
  return left * ratio(left, right).d;
}
