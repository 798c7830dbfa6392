import type { Register } from '../model/index.js';
import { ceilRatio, grains, multiplyRatios, ratio, ratioFromDecimal, toGrains, type Grains, type Ratio } from '../quantity/index.js';

/** What a policy keeps back of an item, made ready: by location, or over the whole answer. */
export interface WithheldRule {
  readonly kind: 'buffer' | 'safetyStock';
  readonly location: string | undefined;
  readonly channel: string | undefined;
  readonly grains: Grains;
  /** Part of what is sellable, from 0 to 1. */
  readonly part: Ratio | undefined;
}

const compiled = new WeakMap<Register, Map<string, readonly WithheldRule[]>>();
const ZERO = grains(0);

/** The rules that keep goods of an item back, in the order of the policy. Read once per register and item. */
export function withheldRules(register: Register, item: string): readonly WithheldRule[] {
  let rulesByItem = compiled.get(register);
  if (rulesByItem === undefined) {
    rulesByItem = new Map();
    compiled.set(register, rulesByItem);
  }
  let rules = rulesByItem.get(item);
  if (rules === undefined) {
    rules = readRules(register, item);
    rulesByItem.set(item, rules);
  }
  return rules;
}

/** How much a rule keeps back where that much is sellable. A part is rounded up to a whole grain; nothing is kept back of nothing. */
export function withheldBy(rule: WithheldRule, sellable: Grains): Grains {
  if (rule.part === undefined) return rule.grains;
  if (sellable <= 0) return ZERO;
  return grains(Number(ceilRatio(multiplyRatios(rule.part, ratio(BigInt(sellable), 1n)))));
}

function readRules(register: Register, item: string): readonly WithheldRule[] {
  const registered = register.item(item);
  const rules: WithheldRule[] = [];
  for (const rule of register.policy.buffers ?? []) {
    if (registered === undefined || (rule.item !== undefined && rule.item !== item)) continue;
    const amount = rule.amount === undefined ? undefined : toGrains(registered.units, { amount: rule.amount, unit: registered.item.unit }, { at: 0, purpose: 'purchase' });
    rules.push({
      kind: rule.kind, location: rule.location, channel: rule.channel, grains: amount?.ok === true ? amount.grains : ZERO,
      part: rule.percent === undefined ? undefined : multiplyRatios(ratioFromDecimal(rule.percent), ratio(1n, 100n)),
    });
  }
  return rules;
}
