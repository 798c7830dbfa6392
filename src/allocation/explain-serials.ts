import type { SerialPlan, SerialRule } from './pick-serials.js';

const RULES: Readonly<Record<SerialRule, string>> = {
  asGiven: 'in the order given', firstExpiredFirstOut: 'first expired, first out', firstInFirstOut: 'first in, first out', lastInFirstOut: 'last in, first out',
};

/** A serial plan in words, a line for each step. */
export function explainSerials(plan: SerialPlan): string {
  return [
    `pieces asked for: ${plan.count}, ${RULES[plan.rule]}`,
    ...plan.serials.map((serial) => `piece ${serial}`),
    ...plan.ended.map((serial) => `piece ${serial} passed over: may no longer be used`),
    ...plan.repeated.map((serial) => `piece ${serial} is said to be in more than one place; counted once`),
    ...(plan.remainder > 0 ? [`missing: ${plan.remainder}`] : []),
  ].join('\n');
}
