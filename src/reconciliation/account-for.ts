import { compareText } from '../foundation/index.js';
import { exactOf, exactText } from './decimal-sum.js';
import { amountOf } from './read-evidence.js';

/** That a document is fully accounted for: a figure is the sum of others. `ordered = shipped + open + cancelled`. */
export interface AccountRule {
  readonly name: string;
  /** The figure on the left of the equals sign. */
  readonly total: string;
  /** The figures on the right, each added or taken off. */
  readonly parts: Readonly<Record<string, 1 | -1>>;
}

/** One line of an order, receipt, transfer or balance sheet. */
export interface AccountRecord {
  /** What it is called in findings. */
  readonly document: string;
  /** Canonical amounts by name. */
  readonly figures: Readonly<Record<string, string | undefined>>;
}

/** A record that a rule does not hold for. */
export interface AccountFinding {
  readonly document: string;
  readonly rule: string;
  /** What the record says; `undefined` if it does not say it. */
  readonly stated: string | undefined;
  /** What its parts come to; `undefined` if one of them is missing. */
  readonly accounted: string | undefined;
  /** Accounted less stated; `undefined` if one of them is. */
  readonly difference: string | undefined;
  /** The figures the rule needs and the record lacks. What is not said is not zero. */
  readonly missing: readonly string[];
}

/**
 * The records for which a rule does not hold, in the order of records and rules.
 *
 * @throws InventoryError `reconciliation.malformed` for a figure that is no canonical amount.
 */
export function accountFor(records: Iterable<AccountRecord>, rules: readonly AccountRule[]): readonly AccountFinding[] {
  const findings: AccountFinding[] = [];
  let at = 0;
  for (const record of records) {
    for (const rule of rules) {
      const finding = judge(record, rule, at);
      if (finding !== undefined) findings.push(finding);
    }
    at++;
  }
  return findings;
}

function judge({ document, figures }: AccountRecord, { name, total, parts }: AccountRule, at: number): AccountFinding | undefined {
  const figure = (member: string): string | undefined => {
    const amount = Object.hasOwn(figures, member) ? figures[member] : undefined;
    if (amount !== undefined) amountOf(`$[${at}].figures.${member}`, amount);
    return amount;
  };
  const stated = figure(total);
  const missing = [total, ...Object.keys(parts)].filter((member) => figure(member) === undefined);
  const accounted = missing.some((member) => member !== total)
    ? undefined
    : exactText(Object.entries(parts).reduce((sum, [member, sign]) => sum + BigInt(sign) * exactOf(figure(member)!), 0n));
  if (stated !== undefined && stated === accounted) return undefined;
  const difference = stated === undefined || accounted === undefined ? undefined : exactText(exactOf(accounted) - exactOf(stated));
  return { document, rule: name, stated, accounted, difference, missing };
}

/** What a series stood at when a period began and ended. */
export interface PeriodBalance {
  /** What is carried forward: an item, a country, an account. */
  readonly series: string;
  /** Whole numbers; the next period is one more. */
  readonly period: number;
  readonly opening: string;
  readonly closing: string;
}

/** A period that does not open with what the one before it closed with. */
export interface CarryBreak {
  readonly series: string;
  readonly period: number;
  /** What the period before closed with. */
  readonly closing: string;
  readonly opening: string;
  /** Opening less closing. */
  readonly difference: string;
}

/** Where series break, in the order of series and period, and how often a period is followed by none. */
export interface RollForward {
  readonly breaks: readonly CarryBreak[];
  /** Periods that are missing between others: nobody can say whether they carry on. */
  readonly gaps: number;
}

/** Checks that every period opens with what the one before it closed with. @throws InventoryError `reconciliation.malformed` */
export function rollForward(balances: readonly PeriodBalance[]): RollForward {
  balances.forEach(({ opening, closing }, at) => {
    amountOf(`$[${at}].opening`, opening);
    amountOf(`$[${at}].closing`, closing);
  });
  const ordered = [...balances].sort((one, other) => compareText(one.series, other.series) || one.period - other.period);
  const breaks: CarryBreak[] = [];
  let gaps = 0;
  for (let at = 1; at < ordered.length; at++) {
    const before = ordered[at - 1]!;
    const { series, period, opening } = ordered[at]!;
    if (before.series !== series) continue;
    if (period !== before.period + 1) gaps++;
    else if (opening !== before.closing) breaks.push({ series, period, closing: before.closing, opening, difference: exactText(exactOf(opening) - exactOf(before.closing)) });
  }
  return { breaks, gaps };
}
