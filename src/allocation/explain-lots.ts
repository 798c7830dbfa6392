import { formatInstant } from '../foundation/index.js';
import { amountWriter, type ExplainOptions } from './explain-options.js';
import type { LotPassedOver, LotPlan, LotRule } from './pick-lots.js';

const RULES: Readonly<Record<LotRule, string>> = {
  firstExpiredFirstOut: 'first expired, first out', firstInFirstOut: 'first in, first out', lastInFirstOut: 'last in, first out', fewestLots: 'fewest lots',
};

const PASSED: Readonly<Record<LotPassedOver, string>> = {
  empty: 'has nothing to give', ended: 'may no longer be used', shortLife: 'ends too soon for the customer',
};

/** A lot plan in words, a line for each step. */
export function explainLots(plan: LotPlan, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  const until = formatInstant(plan.usableUntil);
  return [
    `${amount(plan.requested)} asked for, ${RULES[plan.rule]}, usable until ${until}`,
    ...plan.picks.map(({ lot, grains }) => `${amount(grains)} from lot ${lot}`),
    ...plan.passedOver.map(({ lot, why, grains }) => `lot ${lot} passed over with ${amount(grains)}: ${PASSED[why]}`),
    ...(plan.remainder > 0 ? [`${amount(plan.remainder)} no usable lot covers`] : []),
  ].join('\n');
}
