import type { BufferRule, Register, RegisteredItem } from '../model/index.js';
import { grains, ratio, ratioFromDecimal, multiplyRatios, toGrains, type Grains, type Ratio } from '../quantity/index.js';

/** How much is kept back: an amount, or a part of what is sellable. */
export interface WithheldSize {
  readonly grains: Grains;
  /** Part of what is sellable, from 0 to 1. */
  readonly part: Ratio | undefined;
}

/** What a policy keeps back of an item, made ready: by location, or over the whole answer. */
export interface WithheldRule extends WithheldSize {
  readonly kind: 'buffer' | 'safetyStock';
  readonly location: string | undefined;
  readonly channel: string | undefined;
  /** A table by how much is sellable, lowest first; `undefined` where one size holds. */
  readonly steps: readonly (WithheldSize & { readonly from: Grains })[] | undefined;
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

/** Safety stock that names a place and no channel: nobody's to share out. Every other buffer comes off one asker's figure, at the end. */
export function reservesOf(register: Register, item: string): readonly WithheldRule[] {
  return withheldRules(register, item).filter(({ kind, channel, location }) => kind === 'safetyStock' && channel === undefined && location !== undefined);
}

/** How much a rule keeps back where that much is sellable. A part is rounded up to a whole grain; nothing is kept back of nothing. */
export function withheldBy(rule: WithheldRule, sellable: Grains): Grains {
  if (rule.steps === undefined) return sizeOf(rule, sellable);
  const step = rule.steps.findLast(({ from }) => from <= sellable);
  return step === undefined ? ZERO : sizeOf(step, sellable);
}

function sizeOf({ grains: amount, part }: WithheldSize, sellable: Grains): Grains {
  if (part === undefined) return amount;
  return grains(Number((BigInt(Math.max(sellable, 0)) * part.n + part.d - 1n) / part.d));
}

function readRules(register: Register, item: string): readonly WithheldRule[] {
  const registered = register.item(item);
  const rules: WithheldRule[] = [];
  for (const rule of register.policy.buffers ?? []) {
    if (registered === undefined || (rule.item !== undefined && rule.item !== item)) continue;
    rules.push({
      kind: rule.kind, location: rule.location, channel: rule.channel, ...readSize(registered, rule),
      steps: rule.steps?.map((step) => ({ from: amountOf(registered, step.from), ...readSize(registered, step) })),
    });
  }
  return rules;
}

function readSize(item: RegisteredItem, { amount, percent }: Pick<BufferRule, 'amount' | 'percent'>): WithheldSize {
  return { grains: amount === undefined ? ZERO : amountOf(item, amount), part: percent === undefined ? undefined : multiplyRatios(ratioFromDecimal(percent), ratio(1n, 100n)) };
}

/** An amount of the base unit, rounded up to a whole grain. */
function amountOf({ item, units }: RegisteredItem, amount: string): Grains {
  const converted = toGrains(units, { amount, unit: item.unit }, { at: 0, purpose: 'purchase' });
  return converted.ok ? converted.grains : ZERO;
}
