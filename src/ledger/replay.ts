import type { Instant } from '../foundation/index.js';
import type { Fact, Register, ReservationEvent } from '../model/index.js';
import { applyFact, identityOf } from './apply-fact.js';
import { admit, evolveDecision, itemOf, startLedger, type Ledger } from './ledger.js';

/** One step of a log: a fact, or a decision about an order line, and when we learned it. */
export type LogEntry =
  | { readonly fact: Fact; readonly recordedAt?: Instant | undefined }
  | { readonly decision: ReservationEvent; readonly recordedAt?: Instant | undefined };

/** What of a log to see: what had happened by an instant, and what we knew by an instant. */
export interface AsOf {
  /** Facts in effect at this instant or before. Default: all. */
  readonly effectiveAt?: Instant | undefined;
  /** Entries recorded at this instant or before. Default: all. */
  readonly knownAt?: Instant | undefined;
}

/**
 * Folds a log from nothing, with the rules of live folding. Facts may stand in any order and repeat; decisions count in the order given. A void finds its
 * fact wherever that stands.
 */
export function replay(register: Register, log: Iterable<LogEntry>): Ledger {
  const ledger = startLedger(register);
  const admitted: LogEntry[] = [];
  for (const entry of log) if ('decision' in entry || admit(ledger, entry.fact).outcome === 'recorded') admitted.push(entry);
  foldAll(ledger, admitted);
  return ledger;
}

/**
 * The same for a log in which every fact stands once, such as the blocks of a store or a part of them: nothing is looked up, so the numbers of a stream may
 * have holes.
 */
export function replayAdmitted(register: Register, log: Iterable<LogEntry>): Ledger {
  const ledger = startLedger(register);
  foldAll(ledger, Array.isArray(log) ? (log as readonly LogEntry[]) : [...log]);
  return ledger;
}

/**
 * The ledger as it stood at an instant of the world, as known at an instant of ours. Decisions count from when they were recorded.
 */
export function asOf(register: Register, log: Iterable<LogEntry>, { effectiveAt = Infinity, knownAt = Infinity }: AsOf): Ledger {
  const seen: LogEntry[] = [];
  for (const entry of firstOfEach(log)) {
    if ((entry.recordedAt ?? -Infinity) > knownAt) continue;
    if ('fact' in entry ? entry.fact.at <= effectiveAt : (entry.recordedAt ?? -Infinity) <= effectiveAt) seen.push(entry);
  }
  return replayAdmitted(register, seen);
}

/** Each fact of a log once, the first of an identity standing, those taken back left out, in order of arrival. */
export function standingFacts(log: Iterable<LogEntry>): readonly Fact[] {
  const facts: Fact[] = [];
  const gone = new Set<string>();
  for (const entry of firstOfEach(log)) {
    if (!('fact' in entry)) continue;
    facts.push(entry.fact);
    const target = entry.fact.type === 'fact.voided' ? entry.fact.detail?.target : undefined;
    if (target !== undefined && (target.source === entry.fact.source || entry.fact.detail?.approval !== undefined)) gone.add(voidKey(entry.fact.item, target));
  }
  return facts.filter((fact) => fact.type === 'fact.voided' || !gone.has(voidKey(fact.item, fact)));
}

// A void speaks of one item; of another it takes nothing back.
function voidKey(item: string, { source, id }: { readonly source: string; readonly id: string }): string {
  return `${item}\u001f${identityOf(source, id)}`;
}

function* firstOfEach(log: Iterable<LogEntry>): Iterable<LogEntry> {
  const seen = new Set<string>();
  for (const entry of log) {
    if ('fact' in entry) {
      const identity = identityOf(entry.fact.source, entry.fact.id);
      if (seen.has(identity)) continue;
      seen.add(identity);
    }
    yield entry;
  }
}

// Taken back before it is told, a fact never counts: with the voids folded first, none of them has to search for its postings.
function foldAll(ledger: Ledger, entries: readonly LogEntry[]): void {
  const apply = (fact: Fact): void => {
    applyFact(ledger.register, itemOf(ledger, fact.item), fact);
  };
  for (const entry of entries) if ('fact' in entry && entry.fact.type === 'fact.voided') apply(withoutReversal(entry.fact));
  for (const entry of entries) {
    if ('decision' in entry) evolveDecision(ledger, entry.decision);
    else if (entry.fact.type !== 'fact.voided') apply(entry.fact);
  }
}

function withoutReversal(fact: Fact): Fact {
  return fact.detail?.reverses === undefined ? fact : { ...fact, detail: { ...fact.detail, reverses: undefined } };
}
