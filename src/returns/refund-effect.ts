import { no, type Answer } from '../foundation/index.js';
import { arrivedIn, spokenForIn, type LineBalance, type ReturnBalance } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { beyond } from './beyond.js';
import { requireAmount } from './require-amount.js';
import { shippedIn } from './shipped-in.js';

/** A customer gets money back for goods of an order line. */
export interface RefundRequest {
  readonly grains: Grains;
  /** What becomes of goods that were shipped: they come back, or the customer keeps them (or never got them). */
  readonly shippedGoods: 'comeBack' | 'stayAway';
}

/**
 * What a refund means for goods. Its parts sum to what is refunded. Each is recorded for itself: what is cancelled as a cancellation, the other parts as
 * `return.credited`, what is to be authorised also as `return.authorized`.
 */
export interface RefundEffect {
  /** Not shipped yet: the demand is taken back, and nothing comes. */
  readonly cancel: Grains;
  /** Came back already and was not credited. */
  readonly creditArrived: Grains;
  /** Authorised, still to come, and not credited. */
  readonly creditExpected: Grains;
  /** Shipped, no return speaks for it yet: it must be authorised to come back. */
  readonly authorize: Grains;
  /** Shipped and not to come back: credit alone, no stock moves now or later. */
  readonly creditOnly: Grains;
}

/** Why a refund is not possible: more is asked for than is open or shipped and not credited yet. */
export interface RefundRefusal {
  readonly code: 'return.exceeds_refundable';
  readonly requested: Grains;
  readonly refundable: Grains;
  readonly open: Grains;
  readonly shipped: Grains;
  readonly credited: Grains;
}

/** The decision on a refund. */
export type RefundDecision = Answer<RefundEffect, RefundRefusal>;

/**
 * What a refund means: first what has not shipped is cancelled; of the rest, goods that are back are credited first, then those on their way back, then
 * those that no return speaks for. `returns` are those of the same order line.
 * @throws TypeError for an amount that is not above zero
 */
export function refundEffect(line: LineBalance | undefined, returns: readonly ReturnBalance[], request: RefundRequest): RefundDecision {
  requireAmount(request.grains);
  const open = openIn(line);
  const shipped = shippedIn(line);
  const credited = sumOf(returns, (one) => one.credited);
  const refundable = addGrains(open, beyond(shipped, credited));
  if (request.grains > refundable) return no({ code: 'return.exceeds_refundable', requested: request.grains, refundable, open, shipped, credited });
  const cancel = leastOf(request.grains, open);
  const rest = subtractGrains(request.grains, cancel);
  if (request.shippedGoods === 'stayAway') return { ok: true, cancel, creditArrived: ZERO, creditExpected: ZERO, authorize: ZERO, creditOnly: rest };
  const creditArrived = leastOf(rest, sumOf(returns, (one) => beyond(arrivedIn(one), one.credited)));
  const toCome = subtractGrains(rest, creditArrived);
  const creditExpected = leastOf(toCome, sumOf(returns, (one) => subtractGrains(beyond(spokenForIn(one), one.credited), beyond(arrivedIn(one), one.credited))));
  return { ok: true, cancel, creditArrived, creditExpected, authorize: subtractGrains(toCome, creditExpected), creditOnly: ZERO };
}

const ZERO = grains(0);

/** What of a line is still wanted and has not shipped. */
function openIn(line: LineBalance | undefined): Grains {
  return line === undefined ? ZERO : addGrains(addGrains(line.backordered, line.reserved), addGrains(line.allocated, line.picked));
}

function sumOf(returns: readonly ReturnBalance[], amountOf: (one: ReturnBalance) => Grains): Grains {
  return returns.reduce((sum, one) => addGrains(sum, amountOf(one)), ZERO);
}

function leastOf(left: Grains, right: Grains): Grains {
  return left < right ? left : right;
}
