import { grains, subtractGrains, type Grains } from '../quantity/index.js';
import { requireAmount, requireNamedOnce, requireStep, requireWhole } from './check-input.js';

/** A claim in strict order. */
export interface WaterfallClaim {
  readonly claim: string;
  readonly requested: Grains;
  /** The lower, the sooner; a whole number. Default 0. Equal ones go in the order given. */
  readonly priority?: number | undefined;
}

/** A supply that is poured from claim to claim. */
export interface WaterfallRequest {
  readonly supply: Grains;
  readonly claims: readonly WaterfallClaim[];
  /** Grants are whole multiples of it, rounded down. Default 1. */
  readonly multiple?: Grains | undefined;
}

/** What a claim gets: `granted + unfilled = requested`. */
export interface WaterfallGrant {
  readonly claim: string;
  /** Its turn, from 1. */
  readonly turn: number;
  readonly requested: Grains;
  readonly granted: Grains;
  readonly unfilled: Grains;
}

/** Grants in the order of the claims: their sum + `common` = `supply`. */
export interface Waterfall {
  readonly supply: Grains;
  readonly multiple: Grains;
  readonly grants: readonly WaterfallGrant[];
  /** What nobody took. */
  readonly common: Grains;
}

/**
 * Gives a supply away in strict priority: each claim gets all it asks for, or all that is left. More supply never takes from anyone.
 *
 * @throws TypeError for a claim named twice or an impossible number
 */
export function waterfall(request: WaterfallRequest): Waterfall {
  const { supply, claims } = request;
  const multiple = request.multiple ?? grains(1);
  requireAmount(supply, 'supply');
  requireStep(multiple, 'multiple');
  requireNamedOnce(claims, ({ claim }) => claim, 'claims');
  for (const [index, { requested, priority = 0 }] of claims.entries()) {
    requireAmount(requested, 'claims', index, 'requested');
    requireWhole(priority, 'claims', index, 'priority');
  }
  const turns = [...claims.keys()].sort((one, other) => (claims[one]!.priority ?? 0) - (claims[other]!.priority ?? 0));
  const grants: WaterfallGrant[] = [];
  let left = supply;
  for (const [turn, index] of turns.entries()) {
    const { claim, requested } = claims[index]!;
    const offered = requested < left ? requested : left;
    const granted = grains(offered - (offered % multiple));
    left = subtractGrains(left, granted);
    grants[index] = { claim, turn: turn + 1, requested, granted, unfilled: subtractGrains(requested, granted) };
  }
  return { supply, multiple, grants, common: left };
}
