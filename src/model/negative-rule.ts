import type { NegativeRule } from './policy.js';
import type { Register, RegisteredLocation } from './register.js';
import { standsIn } from './stands-in.js';

/** What holds where the balance of an item at a place is below zero: the first rule that fits the item and the place or one above it, else `alert`. */
export function negativeRuleOf(register: Register, item: string, place: RegisteredLocation | undefined): NegativeRule {
  const rules = register.policy.negative ?? [];
  return rules.find((rule) => (rule.item === undefined || rule.item === item) && (rule.location === undefined || standsIn(place, rule.location)))?.rule ?? 'alert';
}
