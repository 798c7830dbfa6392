import { InventoryError, parseInstant, type Instant } from '../foundation/index.js';
import { isCanonicalAmount } from '../quantity/index.js';
import { exactOf } from './decimal-sum.js';
import type { Comparison, Side } from './difference.js';
import type { ClaimEvidence, Evidence, EventEvidence } from './evidence.js';
import { keyOf, keyText, statementKey, type PartialKey } from './statement-key.js';
import type { StatementHead } from './statement.js';

/** An event with what each side has counted of it. */
export interface KnownEvent {
  readonly event: EventEvidence;
  /** The key it changes, reduced to the parts compared. */
  readonly text: string;
  readonly amount: bigint;
  readonly recordedAt: Instant;
  readonly counted: Readonly<Record<Side, Counted>>;
}

/** How often a side counted an event. */
export interface Counted {
  readonly times: number;
  /** Whether the side's watermark or time lies at or behind the event, so that it should have counted it. */
  readonly due: boolean;
  /** Whether its own records say how often. */
  readonly recorded: boolean;
}

/** A claim at the key it is held at. */
export interface KnownClaim {
  readonly claim: ClaimEvidence;
  readonly text: string;
  readonly amount: bigint;
}

/** Carried over from the last run. */
export interface KnownCarried {
  readonly text: string;
  readonly amount: bigint;
  readonly reference: string;
}

/** Evidence checked and read, by key. */
export interface KnownEvidence {
  readonly events: readonly KnownEvent[];
  readonly claims: readonly KnownClaim[];
  readonly carried: readonly KnownCarried[];
}

/**
 * Reads evidence against the heads of a comparison.
 *
 * @throws InventoryError `reconciliation.malformed` naming the piece that is no amount or no instant.
 */
export function readEvidence(comparison: Comparison, evidence: Evidence): KnownEvidence {
  const textOf = (key: PartialKey): string => keyText(keyOf(statementKey(key), comparison.by));
  const sides = { left: sideOf(comparison.left, evidence, 'left'), right: sideOf(comparison.right, evidence, 'right') };
  return {
    events: (evidence.events ?? []).map((event, at) => {
      const path = `$.events[${at}]`;
      const recordedAt = instantOf(`${path}.recordedAt`, event.recordedAt ?? event.effectiveAt);
      instantOf(`${path}.effectiveAt`, event.effectiveAt);
      return { event, text: textOf(event), amount: amountOf(`${path}.amount`, event.amount), recordedAt, counted: { left: sides.left(event, recordedAt), right: sides.right(event, recordedAt) } };
    }),
    claims: (evidence.claims ?? []).map((claim, at) => {
      const amount = amountOf(`$.claims[${at}].amount`, claim.amount);
      if (amount <= 0n) throw malformed(`$.claims[${at}].amount`, 'an amount above zero');
      return { claim, text: textOf(claim), amount };
    }),
    carried: (evidence.carried ?? []).map((one, at) => ({ text: textOf(one), amount: amountOf(`$.carried[${at}].amount`, one.amount), reference: one.reference })),
  };
}

function sideOf(head: StatementHead, evidence: Evidence, side: Side): (event: EventEvidence, recordedAt: Instant) => Counted {
  const asOf = instantOf(`$.${side}.asOf`, head.asOf);
  const marks = new Map((head.watermarks ?? []).map((mark, at) => [mark.source, {
    sequence: mark.sequence, recordedAt: mark.recordedAt === undefined ? undefined : instantOf(`$.${side}.watermarks[${at}].recordedAt`, mark.recordedAt),
  }]));
  const processed = evidence.processed?.[side];
  const times = new Map<string, number>();
  for (const { source, id } of processed ?? []) times.set(`${source}\u001f${id}`, (times.get(`${source}\u001f${id}`) ?? 0) + 1);
  return (event, recordedAt) => {
    const mark = marks.get(event.source);
    const due = mark?.sequence !== undefined && event.sequence !== undefined ? event.sequence <= mark.sequence : recordedAt <= (mark?.recordedAt ?? asOf);
    if (processed === undefined) return { times: due ? 1 : 0, due, recorded: false };
    return { times: times.get(`${event.source}\u001f${event.id}`) ?? 0, due, recorded: true };
  };
}

/** A time. @throws InventoryError `reconciliation.malformed` for a text that is none */
export function instantOf(path: string, text: string): Instant {
  const instant = typeof text === 'string' ? parseInstant(text) : undefined;
  if (instant === undefined) throw malformed(path, 'an RFC 3339 instant');
  return instant;
}

/** A canonical amount at the exact scale. */
export function amountOf(path: string, text: string): bigint {
  if (typeof text !== 'string' || !isCanonicalAmount(text)) throw malformed(path, 'a canonical amount such as "12.5"');
  return exactOf(text);
}

/** The error for a piece that is not what it should be. */
export function malformed(path: string, expected: string): InventoryError {
  return new InventoryError('reconciliation.malformed', `${path}: expected ${expected}`, { details: { path } });
}
