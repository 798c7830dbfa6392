import { no, type Answer } from '../foundation/index.js';
import { addGrains, grains, ratio, subtractGrains, type Grains, type Ratio } from '../quantity/index.js';
import { requireAmount, requireNamedOnce, requireStep, requireWhole } from './check-input.js';
import { divisorShares } from './divisor-shares.js';
import { fillLevel } from './fill-level.js';
import { remainderShares } from './remainder-shares.js';
import type { SharePart } from './share-part.js';

/** What one channel, store or customer may claim of a supply. */
export interface ShareClaim {
  readonly claim: string;
  /** Its weight: its demand to share by demand, its target stock to fill to an equal level. A whole number; zero asks for the floor and no more. */
  readonly weight: number;
  /** What it has already, counted against its share; below zero for what it owes. Default 0. */
  readonly stock?: Grains | undefined;
  /** The least it gets; rounded up to the multiple. Default 0. */
  readonly min?: Grains | undefined;
  /** The most it gets; rounded down to the multiple. Default: no limit. */
  readonly max?: Grains | undefined;
}

/**
 * How the parts of a multiple that exact shares leave over are given away.
 * - `largestRemainder`: everyone within one multiple of the exact share; more supply can take from someone
 * - `divisor`: rounded to the nearest at a level that fits (Webster, Sainte-Laguë); more supply never takes from anyone
 */
export type ShareMethod = 'largestRemainder' | 'divisor';

/** A supply to be shared. */
export interface FairShareRequest {
  readonly supply: Grains;
  readonly claims: readonly ShareClaim[];
  readonly method: ShareMethod;
  /** Shares are whole multiples of it. Default 1. */
  readonly multiple?: Grains | undefined;
}

/** One claim's share, and what held it: its floor, its cap, or neither. */
export interface Share {
  readonly claim: string;
  readonly grains: Grains;
  readonly heldBy: 'floor' | 'cap' | 'level';
}

/** Shares in the order of the claims: `shared + common = supply`. */
export interface FairShares {
  readonly method: ShareMethod;
  readonly supply: Grains;
  readonly multiple: Grains;
  readonly shares: readonly Share[];
  readonly shared: Grains;
  /** What stays: less than a multiple, or more where all caps are reached. */
  readonly common: Grains;
  /** The exact level: before rounding, a claim gets `level × weight − stock`, within its floor and cap. Absent where floors or caps alone decide. */
  readonly level: Ratio | undefined;
}

/** Why nothing is shared. */
export type FairShareRefusal =
  | { readonly code: 'allocation.floor_above_cap'; readonly claim: string; readonly min: Grains; readonly max: Grains; readonly multiple: Grains }
  | { readonly code: 'allocation.floors_above_supply'; readonly supply: Grains; readonly floors: Grains; readonly multiple: Grains };

/**
 * Shares a supply in proportion to weights, with what each has already counted in, between floors and caps. All exact: the level is a ratio, found in one sweep,
 * and whole multiples are rounded once. Checks in this order: each floor fits its cap; the floors fit the supply. Ties go by the order of the claims.
 *
 * With demands as weights it shares by demand; with targets as weights and stocks it fills all to an equal level.
 *
 * @throws TypeError for a claim named twice or an impossible number; InventoryError `quantity.overflow` if weights or stocks sum beyond the exact range
 */
export function fairShare(request: FairShareRequest): Answer<FairShares, FairShareRefusal> {
  const { supply, claims, method } = request;
  const multiple = request.multiple ?? grains(1);
  requireAmount(supply, 'supply');
  requireStep(multiple, 'multiple');
  requireNamedOnce(claims, ({ claim }) => claim, 'claims');
  const parts = claims.map((claim, index) => readClaim(claim, index, supply, multiple));
  requireExactSums(claims, supply);
  const crossed = parts.findIndex(({ least, most }) => least > most);
  if (crossed >= 0) {
    const { claim, min = grains(0), max = grains(0) } = claims[crossed]!;
    return no({ code: 'allocation.floor_above_cap', claim, min, max, multiple });
  }
  const floors = parts.reduce((sum, { floor }) => addGrains(sum, grains(floor)), grains(0));
  if (floors > supply) return no({ code: 'allocation.floors_above_supply', supply, floors, multiple });
  const given = sumOfCaps(parts, subtractGrains(supply, grains(supply % multiple)));
  const level = fillLevel(parts, given);
  const counts = level === undefined ? parts.map(({ least }) => least) : SHARES[method](parts, level, given / multiple, multiple);
  const shares = parts.map((part, index) => shareOf(part, counts[index]!, multiple));
  return {
    ok: true, method, supply, multiple, shares, shared: given, common: subtractGrains(supply, given),
    level: level === undefined ? undefined : ratio(BigInt(level.n), BigInt(level.d)),
  };
}

const SHARES = { largestRemainder: remainderShares, divisor: divisorShares } as const;

function readClaim({ claim, weight, stock = grains(0), min = grains(0), max }: ShareClaim, index: number, supply: Grains, multiple: Grains): SharePart {
  requireAmount(weight, 'claims', index, 'weight');
  requireWhole(stock, 'claims', index, 'stock');
  requireAmount(min, 'claims', index, 'min');
  if (max !== undefined) requireAmount(max, 'claims', index, 'max');
  const least = multiplesIn(min, multiple) + (min % multiple === 0 ? 0 : 1);
  const most = max === undefined ? Infinity : multiplesIn(max, multiple);
  // A cap that is not below the supply never holds anyone back.
  const cap = max === undefined || max >= supply ? Infinity : most * multiple;
  return { claim, weight, stock, floor: least * multiple, cap, least, most };
}

/** How many whole multiples an amount holds: exact, as a rounded quotient would not be. */
function multiplesIn(amount: Grains, multiple: Grains): number {
  return (amount - (amount % multiple)) / multiple;
}

/** Checks that every sum on the way to the level is exact. @throws InventoryError `quantity.overflow` */
function requireExactSums(claims: readonly ShareClaim[], supply: Grains): void {
  let weights = grains(0);
  let stocks = supply;
  for (const { weight, stock = grains(0) } of claims) {
    weights = addGrains(weights, grains(weight));
    stocks = addGrains(stocks, grains(Math.abs(stock)));
  }
}

/** The most the claims take together, as far as it matters: no further than the supply. */
function sumOfCaps(parts: readonly SharePart[], supply: Grains): Grains {
  let sum = 0;
  for (const { weight, floor, cap } of parts) {
    sum += weight === 0 ? floor : Math.min(cap, supply);
    if (sum >= supply) return supply;
  }
  return grains(sum);
}

function shareOf({ claim, least, most }: SharePart, count: number, multiple: Grains): Share {
  return { claim, grains: grains(count * multiple), heldBy: count === least ? 'floor' : count === most ? 'cap' : 'level' };
}
