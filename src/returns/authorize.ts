import { no, type Answer, type Instant } from '../foundation/index.js';
import { spokenForIn, type LineBalance, type ReturnBalance } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { beyond } from './beyond.js';
import { requireAmount } from './require-amount.js';
import { shippedIn } from './shipped-in.js';

/** A customer asks to send goods of an order line back. */
export interface AuthorizeRequest {
  readonly grains: Grains;
  readonly at: Instant;
  /** The first instant at which it is too late; without it, it never is. */
  readonly windowEndsAt?: Instant | undefined;
  /** The return it is for. What came on it unannounced is authorised with it and not spoken for a second time. Default: one of which nothing is known yet. */
  readonly returnLine?: string | undefined;
}

/** Why a return is not authorised. */
export type AuthorizeRefusal =
  | { readonly code: 'return.window_closed'; readonly windowEndsAt: Instant; readonly at: Instant }
  | { readonly code: 'return.closed'; readonly returnLine: string }
  | { readonly code: 'return.exceeds_shipped'; readonly requested: Grains; readonly shipped: Grains; readonly spokenFor: Grains; readonly returnable: Grains };

/** The decision on a return: how much may come, and how much more could be asked for after it. A yes is recorded as `return.authorized`. */
export type AuthorizeDecision = Answer<{ readonly authorized: Grains; readonly returnable: Grains }, AuthorizeRefusal>;

/**
 * Decides whether goods may come back: no more than was shipped on the order line, less what its returns speak for already. Checks, in this order: the
 * window is open; so is the return it is for; there is that much to return. `returns` are those of the same order line.
 * @throws TypeError for an amount that is not above zero
 */
export function decideAuthorize(line: LineBalance | undefined, returns: readonly ReturnBalance[], request: AuthorizeRequest): AuthorizeDecision {
  requireAmount(request.grains);
  const { windowEndsAt, at, returnLine } = request;
  if (windowEndsAt !== undefined && at >= windowEndsAt) return no({ code: 'return.window_closed', windowEndsAt, at });
  const own = returns.find((one) => one.returnLine === returnLine);
  if (own !== undefined && own.closed > 0) return no({ code: 'return.closed', returnLine: own.returnLine });
  const shipped = shippedIn(line);
  const spokenFor = returns.reduce((sum, one) => addGrains(sum, one === own ? one.authorized : spokenForIn(one)), ZERO);
  const returnable = beyond(shipped, spokenFor);
  if (request.grains > returnable) return no({ code: 'return.exceeds_shipped', requested: request.grains, shipped, spokenFor, returnable });
  return { ok: true, authorized: request.grains, returnable: subtractGrains(returnable, request.grains) };
}

const ZERO = grains(0);
