import { fingerprintOf } from '../foundation/index.js';
import type { Fact, Register, ReservationEvent } from '../model/index.js';
import { applyDecision } from './apply-decision.js';
import { applyFact, identityOf } from './apply-fact.js';
import { addIdentity, findIdentity, startIdentityTable, type IdentityTable } from './identity-table.js';
import { startItemLedger, type ItemLedger } from './item-ledger.js';
import { hasSeen, noteSequence, startStreamCursor, type StreamCursor } from './stream-cursor.js';

/** The same identity came again with other content. The first stands; the other is kept as an exception. */
export interface IdentityConflict {
  readonly source: string;
  readonly id: string;
  readonly item: string;
  /** Content hashes of what stands and of what came. */
  readonly recorded: string;
  readonly received: string;
}

/**
 * The state of the stock: a fold of facts and decisions and nothing else. Changed in place by {@link evolve}; the only writer of quantities.
 */
export interface Ledger {
  readonly register: Register;
  readonly items: Map<string, ItemLedger>;
  /** Numbered streams by source and stream. */
  readonly streams: Map<string, Map<string, StreamCursor>>;
  readonly identities: IdentityTable;
  readonly conflicts: Map<string, IdentityConflict>;
}

/**
 * What became of a fact: `recorded` for the first time; `repeated`, so that nothing changed; `conflict`, because its identity stands with other content.
 * A repeat of a numbered stream is told by its number alone, `unverified`: whoever keeps the log can compare.
 */
export type Admission =
  | { readonly outcome: 'recorded' }
  | { readonly outcome: 'repeated'; readonly verified: boolean }
  | { readonly outcome: 'conflict'; readonly recorded: string };

const RECORDED: Admission = { outcome: 'recorded' };
const REPEATED: Admission = { outcome: 'repeated', verified: true };
const REPEATED_NUMBER: Admission = { outcome: 'repeated', verified: false };

/** A ledger in which nothing has happened. */
export function startLedger(register: Register): Ledger {
  return { register, items: new Map(), streams: new Map(), identities: startIdentityTable(), conflicts: new Map() };
}

/**
 * Folds one fact: recognises a repeat, else posts it. Facts may come in any order and any number of times; the state is that of the fold in canonical
 * order. A fact is never refused: it drives stock negative if it must, and {@link exceptionsOf} says so.
 *
 * @throws `quantity.overflow` if a balance leaves the exact range; `ledger.stream_gap` if a stream that is declared dense is not. The ledger must then be dropped: part of the fact may have been posted.
 */
export function evolve(ledger: Ledger, fact: Fact): Admission {
  const admission = admit(ledger, fact);
  if (admission.outcome === 'recorded') applyFact(ledger.register, itemOf(ledger, fact.item), fact);
  return admission;
}

/** Folds one decision about an order line. Decisions are folded once, in the order they were made. */
export function evolveDecision(ledger: Ledger, event: ReservationEvent): void {
  applyDecision(ledger.register, itemOf(ledger, event.item), event);
}

/** Decides whether a fact is new, and remembers it if it is. */
export function admit(ledger: Ledger, fact: Fact): Admission {
  if (isNumbered(ledger.register, fact)) {
    return noteSequence(cursorOf(ledger, fact.source, fact.stream), fact.sequence) ? RECORDED : REPEATED_NUMBER;
  }
  const identity = identityDigest(fact.source, fact.id);
  const recorded = findIdentity(ledger.identities, identity);
  if (recorded === undefined) {
    addIdentity(ledger.identities, identity, fact.fingerprint);
    return RECORDED;
  }
  if (recorded === fact.fingerprint) return REPEATED;
  noteConflict(ledger, { source: fact.source, id: fact.id, item: fact.item, recorded, received: fact.fingerprint });
  return { outcome: 'conflict', recorded };
}

/** What {@link admit} would answer, without remembering anything. */
export function admissionOf(ledger: Ledger, fact: Fact): Admission {
  if (isNumbered(ledger.register, fact)) {
    const cursor = ledger.streams.get(fact.source)?.get(fact.stream);
    return cursor !== undefined && hasSeen(cursor, fact.sequence) ? REPEATED_NUMBER : RECORDED;
  }
  const recorded = findIdentity(ledger.identities, identityDigest(fact.source, fact.id));
  if (recorded === undefined) return RECORDED;
  return recorded === fact.fingerprint ? REPEATED : { outcome: 'conflict', recorded };
}

/** Keeps the second content of an identity as an exception, once. */
export function noteConflict(ledger: Ledger, conflict: IdentityConflict): void {
  ledger.conflicts.set(`${identityOf(conflict.source, conflict.id)}\u001f${conflict.received}`, conflict);
}

/** Whether a fact's repeats are recognised by its number: its source declares that it numbers densely, and it has a number. */
export function isNumbered(register: Register, fact: Fact): boolean {
  return fact.sequence >= 1 && register.sources.get(fact.source)?.sequenced === true;
}

/** The digest an identity is remembered by. */
export function identityDigest(source: string, id: string): string {
  return fingerprintOf(identityOf(source, id));
}

/** The item's part of the ledger, started if need be. */
export function itemOf(ledger: Ledger, item: string): ItemLedger {
  const known = ledger.items.get(item);
  if (known !== undefined) return known;
  const fresh = startItemLedger(item);
  ledger.items.set(item, fresh);
  return fresh;
}

/** The cursor of a stream, started if need be. */
export function cursorOf(ledger: Ledger, source: string, stream: string): StreamCursor {
  let streams = ledger.streams.get(source);
  if (streams === undefined) {
    streams = new Map();
    ledger.streams.set(source, streams);
  }
  let cursor = streams.get(stream);
  if (cursor === undefined) {
    cursor = startStreamCursor();
    streams.set(stream, cursor);
  }
  return cursor;
}
