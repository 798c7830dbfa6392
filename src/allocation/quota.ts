import { no, type Answer } from '../foundation/index.js';
import {
  addRatios, compareRatios, floorRatio, grains, grainsFromBigint, multiplyRatios, ratio, ratioFromDecimal, ratioToDecimal, splitGrains, subtractGrains, sumGrains,
  ZERO_RATIO, type Grains,
} from '../quantity/index.js';
import { requireAmount, requireNamedOnce, requireStep } from './check-input.js';

/** A claim on a fixed amount. */
export interface FixedQuota {
  readonly claim: string;
  readonly target: Grains;
}

/** A claim on a part in a hundred. */
export interface PercentQuota {
  readonly claim: string;
  /** A decimal from 0 to 100, `33.3`. */
  readonly percent: string;
}

/** A claim in proportion to others. */
export interface RatioQuota {
  readonly claim: string;
  /** A whole number from zero up. */
  readonly weight: number;
}

/**
 * How a pool is divided.
 * - `fixed`: each its target, or what is left, in the order given
 * - `scaled`: each its target; where the pool is short, all are scaled down alike
 * - `percent`: each its part of the pool, rounded down
 * - `ratio`: all of the pool, by weights
 */
export type QuotaRequest = { readonly pool: Grains; /** Amounts are whole multiples of it. Default 1. */ readonly multiple?: Grains | undefined } & (
  | { readonly rule: 'fixed' | 'scaled'; readonly claims: readonly FixedQuota[] }
  | { readonly rule: 'percent'; readonly claims: readonly PercentQuota[] }
  | { readonly rule: 'ratio'; readonly claims: readonly RatioQuota[] }
);

/** What one claim gets. */
export interface QuotaShare {
  readonly claim: string;
  readonly grains: Grains;
}

/** Shares in the order of the claims: their sum + `common` = `pool`. */
export interface Quotas {
  readonly rule: QuotaRequest['rule'];
  readonly pool: Grains;
  readonly multiple: Grains;
  readonly shares: readonly QuotaShare[];
  readonly common: Grains;
}

/** Why the pool is not divided: the parts are more than the whole. `total` is in percent. */
export interface QuotaRefusal {
  readonly code: 'allocation.percent_above_whole';
  readonly total: string;
}

/**
 * Divides a pool into quotas. What is not given away stays common.
 *
 * @throws TypeError for a claim named twice or an impossible number; InventoryError `quantity.malformed` for a percentage that is no decimal
 */
export function quota(request: QuotaRequest): Answer<Quotas, QuotaRefusal> {
  const { pool, rule, claims } = request;
  const multiple = request.multiple ?? grains(1);
  requireAmount(pool, 'pool');
  requireStep(multiple, 'multiple');
  requireNamedOnce<{ readonly claim: string }>(claims, ({ claim }) => claim, 'claims');
  const whole = wholeMultiples(pool, multiple);
  let amounts: readonly Grains[];
  switch (request.rule) {
    case 'fixed':
      amounts = fixedAmounts(whole, readTargets(request.claims, multiple));
      break;
    case 'scaled':
      amounts = scaledAmounts(whole, readTargets(request.claims, multiple), multiple);
      break;
    case 'percent': {
      const parts = request.claims.map(({ percent }, index) => readPercent(percent, index));
      const total = parts.reduce(addRatios, ZERO_RATIO);
      if (compareRatios(total, ratio(100n)) > 0) return no({ code: 'allocation.percent_above_whole', total: ratioToDecimal(total) ?? '' });
      amounts = parts.map((part) => wholeMultiples(grainsFromBigint(floorRatio(multiplyRatios(part, ratio(BigInt(pool), 100n)))), multiple));
      break;
    }
    case 'ratio':
      amounts = ratioAmounts(whole, request.claims, multiple);
      break;
  }
  const shares = claims.map(({ claim }, index) => ({ claim, grains: amounts[index]! }));
  return { ok: true, rule, pool, multiple, shares, common: subtractGrains(pool, sumGrains(amounts)) };
}

function readTargets(claims: readonly FixedQuota[], multiple: Grains): readonly Grains[] {
  return claims.map(({ target }, index) => {
    requireAmount(target, 'claims', index, 'target');
    return wholeMultiples(target, multiple);
  });
}

function readPercent(percent: string, index: number): ReturnType<typeof ratioFromDecimal> {
  const part = ratioFromDecimal(percent);
  if (part.n < 0n) throw new TypeError(`claims[${index}].percent is not below zero, not ${percent}`);
  return part;
}

function fixedAmounts(pool: Grains, targets: readonly Grains[]): readonly Grains[] {
  let left = pool;
  return targets.map((target) => {
    const amount = target < left ? target : left;
    left = subtractGrains(left, amount);
    return amount;
  });
}

function scaledAmounts(pool: Grains, targets: readonly Grains[], multiple: Grains): readonly Grains[] {
  const enough = targets.reduce((left, target) => left - BigInt(target), BigInt(pool)) >= 0n;
  return enough ? targets : splitMultiples(pool, targets, multiple);
}

function ratioAmounts(pool: Grains, claims: readonly RatioQuota[], multiple: Grains): readonly Grains[] {
  for (const [index, { weight }] of claims.entries()) requireAmount(weight, 'claims', index, 'weight');
  if (claims.every(({ weight }) => weight === 0)) return claims.map(() => grains(0));
  return splitMultiples(pool, claims.map(({ weight }) => weight), multiple);
}

function splitMultiples(pool: Grains, weights: readonly number[], multiple: Grains): readonly Grains[] {
  return splitGrains(grains(pool / multiple), weights).map((count) => grains(count * multiple));
}

function wholeMultiples(amount: Grains, multiple: Grains): Grains {
  return grains(amount - (amount % multiple));
}
