import { FINGERPRINT_ALGORITHM, type Instant } from '../../foundation/index.js';
import {
  absorbDraft, addIdentity, applyDecision, applyFact, copyStreamCursor, draftOf, encodeFact, findIdentity, hasSeen, identityDigest, identityOf, isNumbered, lapsedLines,
  noteConflict, noteSequence, startStreamCursor, type Admission, type IdentityConflict, type ItemLedger, type StreamCursor,
} from '../../ledger/index.js';
import type { Fact, Register, ReservationEvent } from '../../model/index.js';
import type { Block, BlockPosition, Commit, CursorRecord, KeyRecord } from '../../ports/index.js';
import { decideLapse } from '../../reservation/index.js';
import { factKey, requestKey, streamCursorName, type ParkedEvent, type StockEntry } from './entry.js';
import type { Homes } from './home.js';
import { ledgerIn, type AnsweredRequest, type PartitionState } from './partition.js';
import { noteBlock } from './stream-index.js';

/** What one batch says about one partition, in front of what is committed. */
interface PartitionDraft {
  readonly base: PartitionState;
  readonly items: Map<string, { readonly behind: ItemLedger; readonly draft: ItemLedger }>;
  readonly entries: StockEntry[];
  readonly facts: Fact[];
  readonly identities: Map<string, { readonly fingerprint: string; readonly fact: Fact | undefined; readonly partition: string }>;
  readonly streams: Map<string, { readonly source: string; readonly stream: string; readonly cursor: StreamCursor; readonly seen: number[] }>;
  readonly requests: Map<string, AnsweredRequest>;
  readonly conflicts: Map<string, IdentityConflict>;
  readonly parked: Map<string, ParkedEvent>;
  readonly unparked: Set<string>;
}

/**
 * Everything the calls of one cycle decided, before it is committed. Readers see none of it; a batch whose commit fails is dropped and leaves nothing.
 */
export interface Batch {
  readonly register: Register;
  readonly homes: Homes;
  readonly at: Instant;
  readonly partitions: ReadonlyMap<string, PartitionState>;
  readonly drafts: Map<string, PartitionDraft>;
  /** Items a decision has swept in this batch. */
  readonly swept: Set<string>;
  /** The batch this one is a trial in front of. */
  readonly behind?: Batch | undefined;
}

let layers = 0;

/** An empty batch over loaded partitions. */
export function startBatch(register: Register, homes: Homes, at: Instant, partitions: ReadonlyMap<string, PartitionState>): Batch {
  return { register, homes, at, partitions, drafts: new Map(), swept: new Set() };
}

/**
 * A batch in front of a batch, to try decisions in: what is staged in it is seen by what is decided after, and is carried over with {@link carryTrial} or
 * forgotten. Every item it decides about has been swept before.
 */
export function trialOf(batch: Batch): Batch {
  return { ...batch, drafts: new Map(), behind: batch };
}

/** Stages in a batch what was decided in a trial in front of it. */
export function carryTrial(trial: Batch, batch: Batch): void {
  for (const { entries } of trial.drafts.values()) for (const { decision } of entries) if (decision !== undefined) stageDecision(batch, decision);
}

/** An item as this batch has it, for reading; an empty ledger where nothing is known of it. */
export function readItem(batch: Batch, item: string): ItemLedger {
  const partition = batch.homes.ofItem(item);
  return batch.drafts.get(partition)?.items.get(item)?.draft ?? itemBehind(batch, item);
}

function itemBehind(batch: Batch, item: string): ItemLedger {
  return batch.behind === undefined ? ledgerIn(batch, item) : readItem(batch.behind, item);
}

/** Decides whether a fact is new to what is committed and to this batch. Nothing is remembered yet. */
export function admissionIn(batch: Batch, fact: Fact): Admission {
  if (isNumbered(batch.register, fact)) {
    const partition = batch.homes.ofStream(fact.source, fact.stream);
    const cursor = batch.drafts.get(partition)?.streams.get(identityOf(fact.source, fact.stream))?.cursor
      ?? batch.partitions.get(partition)?.ledger.streams.get(fact.source)?.get(fact.stream);
    return cursor !== undefined && hasSeen(cursor, fact.sequence) ? { outcome: 'repeated', verified: false } : { outcome: 'recorded' };
  }
  const recorded = recordedFingerprint(batch, fact.source, fact.id);
  if (recorded === undefined) return { outcome: 'recorded' };
  return recorded === fact.fingerprint ? { outcome: 'repeated', verified: true } : { outcome: 'conflict', recorded };
}

/** The content hash under which an identity is known. */
export function recordedFingerprint(batch: Batch, source: string, id: string): string | undefined {
  const identity = identityDigest(source, id);
  const partition = batch.homes.ofFact(source, id);
  const drafted = batch.drafts.get(partition)?.identities.get(identity)?.fingerprint;
  if (drafted !== undefined) return drafted;
  const base = batch.partitions.get(partition);
  return base === undefined ? undefined : findIdentity(base.ledger.identities, identity);
}

/** Records a new fact: its postings, and its identity where it will be asked for. */
export function stageFact(batch: Batch, fact: Fact): void {
  const partition = batch.homes.ofItem(fact.item);
  claimIdentity(batch, fact, fact, partition);
  postFact(batch, fact);
}

/** Posts a fact whose identity is taken already. */
export function postFact(batch: Batch, fact: Fact): void {
  const draft = draftPartition(batch, batch.homes.ofItem(fact.item));
  applyFact(batch.register, writeItem(batch, fact.item), fact);
  draft.entries.push({ fact: encodeFact(fact) });
  draft.facts.push(fact);
}

/** Takes the identity of an event without postings and keeps it until it can be resolved. */
export function stageParked(batch: Batch, parked: ParkedEvent, fingerprint: string): void {
  const partition = batch.homes.ofItem(parked.event.item);
  const draft = draftPartition(batch, partition);
  const { source, id, stream = '', sourceSequence = -1 } = parked.event;
  claimIdentity(batch, { source, id, stream, sequence: sourceSequence, fingerprint }, undefined, partition);
  draft.entries.push({ parked });
  draft.parked.set(identityOf(source, id), parked);
}

/** Takes a waiting event off its list. */
export function stageUnparked(batch: Batch, partition: string, source: string, id: string): void {
  const draft = draftPartition(batch, partition);
  draft.entries.push({ unparked: { source, id } });
  draft.parked.delete(identityOf(source, id));
  draft.unparked.add(identityOf(source, id));
}

/** Keeps the second content of an identity as an exception. Answers whether that was news. */
export function stageConflict(batch: Batch, conflict: IdentityConflict): boolean {
  const key = `${identityOf(conflict.source, conflict.id)}\u001f${conflict.received}`;
  const draft = draftPartition(batch, batch.homes.ofFact(conflict.source, conflict.id));
  if (draft.conflicts.has(key) || draft.base.ledger.conflicts.has(key)) return false;
  draft.conflicts.set(key, conflict);
  draft.entries.push({ conflict });
  return true;
}

/** Records a decision about an order line. */
export function stageDecision(batch: Batch, event: ReservationEvent): void {
  const draft = draftPartition(batch, batch.homes.ofItem(event.item));
  applyDecision(batch.register, writeItem(batch, event.item), event);
  draft.entries.push({ decision: event });
}

/** Records that soft holds of an item have run out by the batch's time, once a batch, before anything is decided about the item. */
export function sweepItem(batch: Batch, item: string): number {
  if (batch.swept.has(item)) return 0;
  batch.swept.add(item);
  const ledger = readItem(batch, item);
  const events = decideLapse(lapsedLines(ledger, batch.at), { at: batch.at, policy: batch.register.policy.version });
  for (const event of events) stageDecision(batch, event);
  return events.length;
}

/** The answer a request key was given. */
export function answeredRequest(batch: Batch, scope: string, key: string): AnsweredRequest | undefined {
  const partition = batch.homes.ofRequest(scope, key);
  const name = requestKey(scope, key);
  return batch.drafts.get(partition)?.requests.get(name) ?? batch.partitions.get(partition)?.requests.get(name);
}

/** Remembers what a request key was answered, in the commit of the answer's effects. */
export function stageAnswer(batch: Batch, scope: string, key: string, fingerprint: string, answer: unknown): void {
  draftPartition(batch, batch.homes.ofRequest(scope, key)).requests.set(requestKey(scope, key), { fingerprint, answer, at: batch.at });
}

/** A fact this batch recorded. */
export function stagedFact(batch: Batch, source: string, id: string): Fact | undefined {
  for (const draft of batch.drafts.values()) {
    const fact = draft.facts.find((one) => one.source === source && one.id === id);
    if (fact !== undefined) return fact;
  }
  return undefined;
}

/** Whether there is anything to commit. */
export function isEmpty(batch: Batch): boolean {
  for (const draft of batch.drafts.values()) if (hasContent(draft)) return false;
  return true;
}

/** The batch as blocks. */
export function commitOf(batch: Batch, id: string): Commit {
  const drafts = [...batch.drafts.values()].filter(hasContent);
  const members: readonly BlockPosition[] = drafts.map(({ base }) => ({ partition: base.name, number: base.head + 1 }));
  const numbers = new Map(members.map(({ partition, number }) => [partition, number]));
  return { id, blocks: drafts.map((draft) => blockOf(batch, draft, id, members, numbers)) };
}

/** Makes the committed batch the present state. Work grows with what the batch changed. */
export function absorbBatch(batch: Batch, commit: Commit): void {
  const numbers = new Map(commit.blocks.map(({ partition, number }) => [partition, number]));
  for (const draft of batch.drafts.values()) {
    const number = numbers.get(draft.base.name);
    if (number !== undefined) absorbPartition(batch, draft, number);
  }
}

/** The items a batch changed. */
export function changedItems(batch: Batch): readonly string[] {
  return [...batch.drafts.values()].flatMap(({ items }) => [...items.keys()]);
}

function claimIdentity(
  batch: Batch, identity: Pick<Fact, 'source' | 'id' | 'stream' | 'sequence' | 'fingerprint'>, fact: Fact | undefined, partition: string,
): void {
  const { source, id, stream, sequence, fingerprint } = identity;
  if (sequence >= 1 && batch.register.sources.get(source)?.sequenced === true) {
    const home = draftPartition(batch, batch.homes.ofStream(source, stream));
    const key = identityOf(source, stream);
    let drafted = home.streams.get(key);
    if (drafted === undefined) {
      const known = home.base.ledger.streams.get(source)?.get(stream);
      drafted = { source, stream, cursor: known === undefined ? startStreamCursor() : copyStreamCursor(known), seen: [] };
      home.streams.set(key, drafted);
    }
    noteSequence(drafted.cursor, sequence);
    drafted.seen.push(sequence);
    return;
  }
  draftPartition(batch, batch.homes.ofFact(source, id)).identities.set(identityDigest(source, id), { fingerprint, fact, partition });
}

function writeItem(batch: Batch, item: string): ItemLedger {
  const draft = draftPartition(batch, batch.homes.ofItem(item));
  const known = draft.items.get(item);
  if (known !== undefined) return known.draft;
  const behind = itemBehind(batch, item);
  const fresh = { behind, draft: draftOf(behind, ++layers) };
  draft.items.set(item, fresh);
  return fresh.draft;
}

function draftPartition(batch: Batch, partition: string): PartitionDraft {
  const known = batch.drafts.get(partition);
  if (known !== undefined) return known;
  const base = batch.partitions.get(partition);
  if (base === undefined) throw new TypeError(`Partition ${partition} was not loaded for this batch`);
  const fresh: PartitionDraft = {
    base, items: new Map(), entries: [], facts: [], identities: new Map(), streams: new Map(), requests: new Map(), conflicts: new Map(), parked: new Map(), unparked: new Set(),
  };
  batch.drafts.set(partition, fresh);
  return fresh;
}

function hasContent(draft: PartitionDraft): boolean {
  return draft.entries.length > 0 || draft.identities.size > 0 || draft.streams.size > 0 || draft.requests.size > 0;
}

function blockOf(batch: Batch, draft: PartitionDraft, id: string, members: readonly BlockPosition[], numbers: ReadonlyMap<string, number>): Block {
  const keys: KeyRecord[] = [];
  for (const [identity, { fingerprint, partition }] of draft.identities) {
    keys.push({ key: factKey(identity), fingerprint: `${FINGERPRINT_ALGORITHM}:${fingerprint}`, at: { partition, number: numbers.get(partition) ?? 0 } });
  }
  for (const [key, { fingerprint, answer }] of draft.requests) keys.push({ key, fingerprint, answer });
  const cursors: CursorRecord[] = [...draft.streams.values()].map(({ source, stream, seen }) => ({ name: streamCursorName(source, stream), position: { seen: runsOf(seen) } }));
  return {
    partition: draft.base.name, number: draft.base.head + 1, commit: id, members, at: batch.at, register: batch.register.version, entries: draft.entries, keys, cursors,
  };
}

function absorbPartition(batch: Batch, draft: PartitionDraft, number: number): void {
  const { base } = draft;
  const { ledger } = base;
  for (const [item, { behind, draft: changed }] of draft.items) {
    absorbDraft(behind, changed);
    ledger.items.set(item, behind);
  }
  for (const [identity, { fingerprint }] of draft.identities) addIdentity(ledger.identities, identity, fingerprint);
  for (const { source, stream, cursor } of draft.streams.values()) {
    const streams = ledger.streams.get(source) ?? new Map<string, StreamCursor>();
    streams.set(stream, cursor);
    ledger.streams.set(source, streams);
  }
  for (const [key, answered] of draft.requests) base.requests.set(key, answered);
  for (const conflict of draft.conflicts.values()) noteConflict(ledger, conflict);
  for (const [key, parked] of draft.parked) base.parked.set(key, parked);
  for (const key of draft.unparked) base.parked.delete(key);
  for (const fact of draft.facts) if (fact.sequence >= 1) noteBlock(base.streamBlocks, fact.source, fact.stream, fact.sequence, number);
  base.head = number;
  base.at = batch.at;
  base.entriesSince += draft.entries.length + 1;
}

/** Numbers as runs of first and last, in order. */
function runsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((left, right) => left - right)) {
    const last = runs[runs.length - 1];
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
