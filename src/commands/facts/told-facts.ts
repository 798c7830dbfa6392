import { fingerprintOf, formatInstant, isIdentifier, no, type Answer, type Refusal } from '../../foundation/index.js';
import { resolveEvent } from '../../ledger/index.js';
import type { Fact, Register, RegisteredItem, StockEvent, StockEventType } from '../../model/index.js';
import { toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { quantityOf } from '../answers.js';
import { recordedFingerprint, stageFact, type Batch } from '../engine/batch.js';
import type { Homes } from '../engine/home.js';
import type { Job } from '../engine/job.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';

/** How a request is known whose yes is recorded as facts, and whose facts those are. */
export interface TellingRequest {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default: the name of the request. */
  readonly scope?: string | undefined;
  /** The system that asks. What follows is recorded as told by it, so it must be one that may say so. */
  readonly source: string;
  /** In canonical identifiers or those of the source’s system, as in its events. */
  readonly item: string;
}

/** A fact that a request recorded, by its identity. */
export interface RecordedFact {
  readonly type: StockEventType;
  readonly source: string;
  /** Made of scope, key and the fact’s place in the request from 1; of their hash where that would be no identifier. */
  readonly id: string;
  readonly quantity: Quantity;
}

/** Why a request cannot be looked at. */
export type TellingInputReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string };

/** Why what was decided cannot be recorded. */
export type TellingReason =
  /** `owners`: the sources whose word counts instead. */
  | { readonly code: 'inventory.no_authority'; readonly source: string; readonly type: StockEventType; readonly owners: readonly string[] }
  /** The source has told something else under that id. */
  | { readonly code: 'inventory.identity_conflict'; readonly source: string; readonly id: string }
  | Extract<TellingInputReason, { readonly code: 'inventory.unit' }>;

type Told<Event> = Event extends StockEvent ? Omit<Event, 'source' | 'id' | 'effectiveAt' | 'item' | 'quantity'> & { readonly grains: Grains } : never;

/** The content of a fact to be recorded; who says so, when and under which id is the request’s to say. */
export type ToldFact = Told<Extract<StockEvent, { readonly type: 'return.authorized' | 'return.credited' | 'transfer.received' | 'transfer.lost' }>>;

/** The item a source speaks of. */
export function itemToldBy(register: Register, { source, item }: TellingRequest): RegisteredItem | undefined {
  const named = register.resolveItem(register.sources.get(source)?.system, item);
  return named === undefined ? undefined : register.item(named.id);
}

/** The same as a list for what is needed of it: empty where nobody knows it. */
export function itemsToldBy(register: Register, request: TellingRequest): readonly string[] {
  const registered = itemToldBy(register, request);
  return registered === undefined ? [] : [registered.item.id];
}

/** What tells one kind of telling request from another. */
export interface Telling<Yes extends object, Reason extends Refusal> {
  /** What the kind is called: part of what a key is remembered with, and the scope of its keys where the request names none. */
  readonly name: string;
  /** How many facts it may record at most, given the item as the batch has it. */
  readonly facts: (batch: Batch, item: string) => number;
  /** Whether it names a place that the register does not know, beside its item. */
  readonly isUnresolved?: (register: Register) => boolean;
  readonly decide: (batch: Batch, scope: string) => Answer<Yes, Reason>;
}

/** The job of a telling request. What it decides on is what it writes to, so of two that race the later sees what the first recorded. How many facts it records is known once the item is. */
export function tellingJob<Yes extends object, Reason extends Refusal>(
  input: TellingRequest, at: number | undefined, { name, facts, isUnresolved = () => false, decide }: Telling<Yes, Reason>,
): Job<Remembered<Answer<Yes, Reason | KeyRefusal>>> {
  const { key, scope = name, source } = input;
  return {
    at,
    needs: ({ homes, register }) => [homes.ofRequest(scope, key), ...itemsToldBy(register, input).map((item) => homes.ofItem(item))],
    needsNow: (batch) => homesOfTold(batch.homes, source, scope, key, itemsToldBy(batch.register, input).reduce((count, item) => count + facts(batch, item), 0)),
    isUnresolved: ({ register }) => itemsToldBy(register, input).length === 0 || isUnresolved(register),
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, key, { request: name, ...input }, () => decide(batch, scope)),
  };
}

/** The item a request speaks of, with the amount in grains: exact, or refused. */
export function readTold<Amount extends Quantity | undefined>(
  batch: Batch, request: TellingRequest & { readonly quantity?: Amount },
): Answer<{ readonly item: string; readonly amount: Amount extends Quantity ? Grains : Grains | undefined }, TellingInputReason> {
  const registered = itemToldBy(batch.register, request);
  if (registered === undefined) return no({ code: 'inventory.unknown_item', item: request.item });
  const { id: item, unit } = registered.item;
  const { quantity } = request;
  type Read = Amount extends Quantity ? Grains : Grains | undefined;
  if (quantity === undefined) return { ok: true, item, amount: undefined as Read };
  const amount = toGrains(registered.units, quantity, { at: batch.at, purpose: 'reserve' });
  return amount.ok ? { ok: true, item, amount: amount.grains } : no({ code: 'inventory.unit', item, quantity, unit });
}

/** The partitions that remember the identities of the first facts of a request. */
function homesOfTold(homes: Homes, source: string, scope: string, key: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => homes.ofFact(source, factId(scope, key, index + 1)));
}

/**
 * Stages the facts a request was decided to record, all told by its source at the batch’s time; or says why its source cannot record them, and then stages none. Their
 * identities are looked for in the homes that {@link tellingJob} has loaded for them.
 */
export function tellFacts(batch: Batch, request: TellingRequest, scope: string, told: readonly ToldFact[]): Answer<{ readonly recorded: readonly RecordedFact[] }, TellingReason> {
  const { register } = batch;
  const { source, key } = request;
  const facts: Fact[] = [];
  const recorded: RecordedFact[] = [];
  for (const [index, { grains, ...content }] of told.entries()) {
    const registered = itemToldBy(register, request)!;
    const quantity = quantityOf(register, registered.item.id, grains);
    const id = factId(scope, key, index + 1);
    const event = { ...content, source, id, effectiveAt: formatInstant(batch.at), item: request.item, quantity } as StockEvent;
    const resolved = resolveEvent(register, event);
    // Everything else a request names was looked up before it was decided.
    if (!resolved.ok) return no({ code: 'inventory.unit', item: registered.item.id, quantity, unit: quantity.unit });
    const { fact } = resolved;
    if (fact.provisional) return no({ code: 'inventory.no_authority', source, type: event.type, owners: fact.detail?.settledBy ?? [] });
    if (recordedFingerprint(batch, fact.source, id) !== undefined) return no({ code: 'inventory.identity_conflict', source, id });
    facts.push(fact);
    recorded.push({ type: event.type, source, id, quantity });
  }
  for (const fact of facts) stageFact(batch, fact);
  return { ok: true, recorded };
}

/** The id of a fact of a request. Two requests of one source never share one: a scope with a colon in it is never written out. */
function factId(scope: string, key: string, number: number): string {
  const id = `${scope}:${key}#${number}`;
  return !scope.includes(':') && isIdentifier(id) ? id : `${fingerprintOf(`${scope}\u001f${key}`)}#${number}`;
}
