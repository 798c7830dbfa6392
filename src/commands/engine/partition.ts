import { InventoryError } from '../../foundation/index.js';
import {
  addIdentity, applyDecision, applyFact, cursorOf, decodeFact, decodeLedger, encodeLedger, identityOf, itemOf, LEDGER_FORMAT, noteConflict, noteSequence, startLedger, type EncodedFact,
  startItemLedger, type ItemLedger, type Ledger,
} from '../../ledger/index.js';
import type { Register } from '../../model/index.js';
import type { Block, KeyRecord, Snapshot, StoragePort } from '../../ports/index.js';
import type { ParkedEvent, StockEntry } from './entry.js';
import type { Homes } from './home.js';
import { noteBlock, type StreamIndex } from './stream-index.js';

/** The shape of a partition's snapshot and of the ledger in it: one of another shape is folded anew from the log. */
const SNAPSHOT_FORMAT = `stockwright-partition-2/${LEDGER_FORMAT}`;
const PAGE = 128;

/** What a request key was answered, and when. */
export interface AnsweredRequest {
  readonly fingerprint: string;
  readonly answer: unknown;
  readonly at: number;
}

/** The folded state of one partition: everything its blocks say, up to its head. */
export interface PartitionState {
  readonly name: string;
  head: number;
  /** The time of the head block. */
  at: number;
  ledger: Ledger;
  readonly requests: Map<string, AnsweredRequest>;
  readonly parked: Map<string, ParkedEvent>;
  /** Which blocks hold which numbers of a stream, for comparing a repeat with what was recorded. */
  readonly streamBlocks: StreamIndex;
  /** The head covered by the newest snapshot, and entries folded since. */
  snapshotHead: number;
  entriesSince: number;
  usedAt: number;
}

/** What is folded of an item; an empty ledger where nothing is known of it. */
export function ledgerIn({ homes, partitions }: { readonly homes: Homes; readonly partitions: ReadonlyMap<string, PartitionState> }, item: string): ItemLedger {
  return partitions.get(homes.ofItem(item))?.ledger.items.get(item) ?? startItemLedger(item);
}

/** A partition of which nothing was read yet. */
export function startPartition(name: string, register: Register): PartitionState {
  return {
    name, head: 0, at: 0, ledger: startLedger(register), requests: new Map(), parked: new Map(), streamBlocks: new Map(), snapshotHead: 0, entriesSince: 0, usedAt: 0,
  };
}

/** A register at least as new as a version: the present one, or the newest of the log. */
export type RegisterSince = (version: number) => Promise<Register>;

/** Reads a partition from its newest snapshot and the blocks after it. */
export async function loadPartition(storage: StoragePort, name: string, registerSince: RegisterSince): Promise<PartitionState> {
  const snapshot = await storage.loadSnapshot(name);
  const state = snapshot?.format === SNAPSHOT_FORMAT ? await decodeSnapshot(snapshot, registerSince) : startPartition(name, await registerSince(0));
  await catchUp(storage, state, registerSince);
  return state;
}

/** Folds the blocks that were committed since, none of them under a register older than its own. */
export async function catchUp(storage: StoragePort, state: PartitionState, registerSince: RegisterSince): Promise<void> {
  for (;;) {
    const blocks = await storage.read(state.name, state.head, PAGE);
    if (blocks.length === 0) return;
    const register = await registerSince(blocks.reduce((newest, block) => Math.max(newest, block.register), 0));
    if (state.ledger.register !== register) state.ledger = { ...state.ledger, register };
    for (const block of blocks) foldBlock(state, block);
  }
}

/** Folds one block: the same fold for what this process wrote, what another wrote, and what was written years ago. */
export function foldBlock(state: PartitionState, block: Block): void {
  if (block.number !== state.head + 1) {
    throw new InventoryError('storage.corrupt', `Partition ${state.name} stands at block ${state.head} and was given block ${block.number}`, {
      details: { partition: state.name, head: state.head, number: block.number },
    });
  }
  for (const entry of block.entries as readonly StockEntry[]) foldEntry(state, entry, block.number);
  for (const key of block.keys) foldKey(state, key, block.at);
  for (const cursor of block.cursors) foldCursor(state, cursor.name, cursor.position);
  state.head = block.number;
  state.at = block.at;
  state.entriesSince += block.entries.length + 1;
}

/** The partition as a snapshot. */
export function encodeSnapshot(state: PartitionState): Snapshot {
  return {
    partition: state.name, number: state.head, format: SNAPSHOT_FORMAT,
    state: {
      at: state.at, register: state.ledger.register.version, ledger: encodeLedger(state.ledger), requests: [...state.requests], parked: [...state.parked], streamBlocks: [...state.streamBlocks],
    },
  };
}

async function decodeSnapshot(snapshot: Snapshot, registerSince: RegisterSince): Promise<PartitionState> {
  const data = snapshot.state as {
    at: number; register: number; ledger: Record<string, unknown>; requests: [string, AnsweredRequest][]; parked: [string, ParkedEvent][]; streamBlocks: [string, never][];
  };
  const register = await registerSince(data.register);
  return {
    ...startPartition(snapshot.partition, register), head: snapshot.number, snapshotHead: snapshot.number, at: data.at, ledger: decodeLedger(register, data.ledger),
    requests: new Map(data.requests), parked: new Map(data.parked), streamBlocks: new Map(data.streamBlocks),
  };
}

function foldEntry(state: PartitionState, entry: StockEntry, number: number): void {
  const { ledger } = state;
  if (entry.fact !== undefined) {
    const fact = decodeFact(entry.fact);
    applyFact(ledger.register, itemOf(ledger, fact.item), fact);
    if (fact.sequence >= 1) noteBlock(state.streamBlocks, fact.source, fact.stream, fact.sequence, number);
  } else if (entry.decision !== undefined) applyDecision(ledger.register, itemOf(ledger, entry.decision.item), entry.decision);
  else if (entry.conflict !== undefined) noteConflict(ledger, entry.conflict);
  else if (entry.parked !== undefined) state.parked.set(identityOf(entry.parked.event.source, entry.parked.event.id), entry.parked);
  else if (entry.unparked !== undefined) state.parked.delete(identityOf(entry.unparked.source, entry.unparked.id));
}

function foldKey(state: PartitionState, record: KeyRecord, at: number): void {
  if (record.key.startsWith('f:')) addIdentity(state.ledger.identities, record.key.slice(2), record.fingerprint.slice(record.fingerprint.indexOf(':') + 1));
  else state.requests.set(record.key, { fingerprint: record.fingerprint, answer: record.answer, at });
}

function foldCursor(state: PartitionState, name: string, position: unknown): void {
  if (!name.startsWith('s:')) return;
  const [source, stream] = name.slice(2).split('\u001f') as [string, string];
  const cursor = cursorOf(state.ledger, source, stream);
  for (const [from, to] of (position as { readonly seen: readonly (readonly [number, number])[] }).seen) {
    for (let number = from; number <= to; number++) noteSequence(cursor, number);
  }
}

/** Facts of a block that a source numbered or named, for comparing a repeat. */
export function factsIn(block: Block): readonly EncodedFact[] {
  return (block.entries as readonly StockEntry[]).flatMap((entry) => entry.fact ?? []);
}
