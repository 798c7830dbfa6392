import { grainsFromBigint, subtractGrains, type Grains } from './grains.js';
import type { ItemUnits } from './item-units.js';
import { ratioFromDecimal } from './ratio-text.js';
import { divideRatios, multiplyRatios, ratio, type Ratio } from './ratio.js';
import { ceilRatio, floorRatio, halfEvenRatio } from './rounding.js';

/**
 * A weight per base unit of count, such as an item's least, greatest or nominal weight, as grains of weight per grain of count.
 *
 * @throws InventoryError `quantity.malformed`; TypeError for a weight that is not above zero.
 */
export function weightPerGrain(units: ItemUnits, weightUnits: ItemUnits, weightPerUnit: string): Ratio {
  const weight = ratioFromDecimal(weightPerUnit);
  if (weight.n <= 0n) throw new TypeError(`A weight per ${units.unit} is above zero, not ${weightPerUnit}`);
  return multiplyRatios(divideRatios(weight, weightUnits.grain), units.grain);
}

/** The two balances of goods whose weight varies from piece to piece, with the bounds of the weight. Bounds are made by {@link weightPerGrain}. */
export interface CatchWeightBalance {
  readonly count: Grains;
  readonly weight: Grains;
  /** Grains of weight per grain of count. Default: anything above zero. */
  readonly minPerUnit?: Ratio | undefined;
  /** Grains of weight per grain of count. Default: no bound. */
  readonly maxPerUnit?: Ratio | undefined;
}

/** Whether a weight fits its count. */
export type CatchWeightCheck =
  | { readonly ok: true }
  | {
    readonly ok: false;
    readonly problem: 'tooLight' | 'tooHeavy';
    /** The weight nearest to the one given that fits the count. */
    readonly fitting: Grains;
    /** What brings the weight there. */
    readonly adjustment: Grains;
  };

/**
 * Whether both balances can be true: count × least ≤ weight ≤ count × greatest, so that both reach zero together. The count is the one that decides; where the
 * weight does not fit, `adjustment` is what to post to it. A negative count is judged as its mirror image.
 *
 * @throws TypeError for bounds in the wrong order.
 */
export function checkCatchWeight({ count, weight, minPerUnit, maxPerUnit }: CatchWeightBalance): CatchWeightCheck {
  const sign = count < 0 ? -1 : 1;
  const pieces = ratio(BigInt(count * sign));
  const least = minPerUnit === undefined ? (count === 0 ? 0n : 1n) : ceilRatio(multiplyRatios(pieces, minPerUnit));
  const greatest = count === 0 ? 0n : maxPerUnit === undefined ? undefined : floorRatio(multiplyRatios(pieces, maxPerUnit));
  if (greatest !== undefined && greatest < least) throw new TypeError(`No weight of ${count} lies between the bounds`);
  const mirrored = BigInt(weight * sign);
  if (mirrored < least) return unfit('tooLight', least, weight, sign);
  if (greatest !== undefined && mirrored > greatest) return unfit('tooHeavy', greatest, weight, sign);
  return { ok: true };
}

function unfit(problem: 'tooLight' | 'tooHeavy', bound: bigint, weight: Grains, sign: 1 | -1): CatchWeightCheck {
  const fitting = grainsFromBigint(bound * BigInt(sign));
  return { ok: false, problem, fitting, adjustment: subtractGrains(fitting, weight) };
}

/** The weight that a count is planned with, half to even: a figure for planning; what is shipped is weighed. @throws InventoryError `quantity.overflow` */
export function nominalWeight({ count, nominalPerUnit }: { readonly count: Grains; readonly nominalPerUnit: Ratio }): Grains {
  return grainsFromBigint(halfEvenRatio(multiplyRatios(ratio(BigInt(count)), nominalPerUnit)));
}
