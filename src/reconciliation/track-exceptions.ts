import { compareText, fingerprintOf, formatInstant, type Instant } from '../foundation/index.js';
import type { Cause, Explained } from './cause.js';
import { exactOf, exactText } from './decimal-sum.js';
import { amountOf, instantOf } from './read-evidence.js';
import { SETTLE_MINUTES, USUAL_ROUTING, type ReconciliationException, type RoutingRule } from './reconciliation-exception.js';
import { describeKey } from './statement-key.js';

/** A run of a reconciliation. */
export interface ReconciliationRun {
  /** When it ran, RFC 3339. */
  readonly at: string;
  /** The two systems compared. */
  readonly left: string;
  readonly right: string;
  readonly explained: Explained;
  readonly rules?: readonly RoutingRule[] | undefined;
}

/**
 * The exceptions after a run: one for each cause, opened, kept open, or opened again if it was closed before; and those of the same two systems that the run did not see
 * any more, closed. Exceptions between other systems stay as they are. Running it twice with the same run changes nothing but the count of runs.
 *
 * @throws InventoryError `reconciliation.malformed` for a run or rule that is not what it should be.
 */
export function trackExceptions(known: readonly ReconciliationException[], run: ReconciliationRun): readonly ReconciliationException[] {
  const at = instantOf('$.at', run.at);
  const rules = (run.rules ?? []).map((rule, index) => ({ rule, least: rule.amountAtLeast === undefined ? undefined : amountOf(`$.rules[${index}].amountAtLeast`, rule.amountAtLeast) }));
  const byId = new Map(known.map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (const cause of run.explained.causes) {
    const id = fingerprintOf([run.left, run.right, cause.id].join('\u001e'));
    seen.add(id);
    byId.set(id, seenAgain(byId.get(id), id, cause, run, at, rules));
  }
  for (const one of known) {
    if (!seen.has(one.id) && one.status !== 'closed' && one.left === run.left && one.right === run.right) byId.set(one.id, closed(one, at));
  }
  return [...byId.values()].sort((one, other) => compareText(one.openedAt, other.openedAt) || compareText(one.id, other.id));
}

interface ReadRule {
  readonly rule: RoutingRule;
  readonly least: bigint | undefined;
}

function seenAgain(before: ReconciliationException | undefined, id: string, cause: Cause, { left, right }: ReconciliationRun, at: Instant, rules: readonly ReadRule[]): ReconciliationException {
  const now = formatInstant(at);
  const goesOn = before !== undefined && before.status !== 'closed';
  const amounts = amountsOf(cause);
  const routed = rules.find((rule) => fits(rule, cause, amounts))?.rule;
  const usual = USUAL_ROUTING[cause.kind];
  const severity = routed?.severity ?? usual.severity;
  const openedAt = goesOn ? before.openedAt : now;
  const opened = instantOf('$.openedAt', openedAt);
  const due = opened + (routed?.settleMinutes ?? SETTLE_MINUTES[severity]) * MINUTE;
  return {
    id, kind: cause.kind, side: cause.side, left, right, title: titleOf(cause), severity, nature: routed?.nature ?? usual.nature, team: routed?.team ?? usual.team,
    status: before === undefined ? 'opened' : !goesOn || before.status === 'recurring' ? 'recurring' : 'open',
    firstSeenAt: before?.firstSeenAt ?? now, openedAt, lastSeenAt: now, closedAt: undefined, dueAt: formatInstant(due), overdue: at > due, ageMinutes: Math.floor((at - opened) / MINUTE),
    runs: goesOn ? before.runs + 1 : 1, occurrences: (before?.occurrences ?? 0) + (goesOn ? 0 : 1), keys: cause.parts.length, amounts,
  };
}

const MINUTE = 60_000;

function closed(one: ReconciliationException, at: Instant): ReconciliationException {
  return {
    ...one, status: 'closed', closedAt: formatInstant(at), overdue: at > instantOf('$.dueAt', one.dueAt),
    ageMinutes: Math.floor((at - instantOf('$.openedAt', one.openedAt)) / MINUTE),
  };
}

function fits({ rule, least }: ReadRule, { kind, parts }: Cause, amounts: ReconciliationException['amounts']): boolean {
  return (rule.kind === undefined || rule.kind === kind) && (rule.item === undefined || parts.some(({ key }) => key.item === rule.item))
    && (rule.location === undefined || parts.some(({ key }) => key.location === rule.location)) && (least === undefined || amounts.some(({ amount }) => exactOf(amount) >= least));
}

function amountsOf({ parts }: Cause): ReconciliationException['amounts'] {
  const sums = new Map<string, bigint>();
  for (const { key, amount } of parts) {
    const value = exactOf(amount);
    sums.set(key.unit, (sums.get(key.unit) ?? 0n) + (value < 0n ? -value : value));
  }
  return [...sums].sort(([one], [other]) => compareText(one, other)).map(([unit, sum]) => ({ unit, amount: exactText(sum) }));
}

/** A cause in a few words: its kind, what shows it, where it is. */
function titleOf({ kind, side, proof, parts }: Cause): string {
  const shown = proof.events.length === 1 ? `${proof.events[0]!.source} ${proof.events[0]!.id}` : (proof.rules[0] ?? '');
  const where = parts.length === 1 ? describeKey(parts[0]!.key) : `${parts.length} keys`;
  return [kind, side === undefined ? '' : `on the ${side} side`, shown === '' ? '' : `(${shown})`, `at ${where}`].filter((word) => word !== '').join(' ');
}
