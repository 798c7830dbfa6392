import { compareRatios, multiplyRatios, ratio, ratioFromDecimal, type Ratio } from '../quantity/index.js';
import { malformed } from './read-evidence.js';
import type { StatementKey } from './statement-key.js';

/** How far two figures may be apart without anybody being called. The first rule that fits a key holds; the raw figures stand all the same. */
export interface ToleranceRule {
  /** Which keys it is for: members left out fit all. */
  readonly item?: string | undefined;
  readonly location?: string | undefined;
  readonly unit?: string | undefined;
  /** The class of the item as `valueClass` gives it: `A`, `B`, `C`. */
  readonly valueClass?: string | undefined;
  /** The greatest difference without its sign, a canonical amount. */
  readonly absolute?: string | undefined;
  /** The greatest difference in percent of the larger of the two figures, without signs: `0.5`. Where both bounds are given, both hold. */
  readonly percent?: string | undefined;
}

/** Tells the value class of an item; `undefined` if it has none. */
export type ValueClass = (item: string) => string | undefined;

/** Whether the figures of a key are within tolerance: whole numbers of which `one` make one unit. A missing figure counts as zero. */
export type Tolerates = (key: StatementKey, left: bigint, right: bigint, one: bigint) => boolean;

interface Bounds {
  readonly rule: ToleranceRule;
  readonly absolute: Ratio | undefined;
  /** As a share of one. */
  readonly share: Ratio | undefined;
}

/**
 * Makes rules ready. Without rules nothing is tolerated.
 *
 * @throws InventoryError `reconciliation.malformed` for a rule without a bound or with one below zero; `quantity.malformed` for one that is no amount.
 */
export function compileTolerances(rules: readonly ToleranceRule[], valueClass: ValueClass = () => undefined): Tolerates {
  const bounds = rules.map(readBounds);
  return (key, leftWhole, rightWhole, one) => {
    const found = bounds.find(({ rule }) => fits(rule, key, valueClass));
    if (found === undefined) return false;
    const [left, right] = [ratio(leftWhole, one), ratio(rightWhole, one)];
    const apart = magnitude(ratio(right.n * left.d - left.n * right.d, left.d * right.d));
    if (found.absolute !== undefined && compareRatios(apart, found.absolute) > 0) return false;
    return found.share === undefined || compareRatios(apart, multiplyRatios(found.share, larger(magnitude(left), magnitude(right)))) <= 0;
  };
}

function readBounds(rule: ToleranceRule, at: number): Bounds {
  const bound = (member: 'absolute' | 'percent'): Ratio | undefined => {
    const text = rule[member];
    if (text === undefined) return undefined;
    const value = ratioFromDecimal(text);
    if (value.n < 0n) throw malformed(`$.tolerances[${at}].${member}`, `an amount of zero or more, got ${text}`);
    return value;
  };
  const absolute = bound('absolute');
  const percent = bound('percent');
  if (absolute === undefined && percent === undefined) throw malformed(`$.tolerances[${at}]`, 'absolute, percent or both');
  return { rule, absolute, share: percent === undefined ? undefined : multiplyRatios(percent, ratio(1n, 100n)) };
}

function fits(rule: ToleranceRule, key: StatementKey, valueClass: ValueClass): boolean {
  return (rule.item === undefined || rule.item === key.item) && (rule.location === undefined || rule.location === key.location)
    && (rule.unit === undefined || rule.unit === key.unit) && (rule.valueClass === undefined || rule.valueClass === valueClass(key.item));
}

function magnitude(value: Ratio): Ratio {
  return value.n < 0n ? { n: -value.n, d: value.d } : value;
}

function larger(one: Ratio, other: Ratio): Ratio {
  return compareRatios(one, other) < 0 ? other : one;
}
