import { admissionIn, recordedFingerprint, stageConflict, stagedFact, stageFact, stageParked, type Batch } from '../engine/batch.js';
import type { RecordAnswer } from '../answers.js';
import { factKey } from '../engine/entry.js';
import type { Job, JobContext } from '../engine/job.js';
import { factsIn } from '../engine/partition.js';
import { blocksWith } from '../engine/stream-index.js';
import { decodeFact, identityDigest, identityOf, isNumbered, resolveEvent, type Resolved } from '../../ledger/index.js';
import { eventFingerprint, type Fact, type FactVoided, type Register, type StockEvent } from '../../model/index.js';

/** Events recorded in one commit, each with an answer of its own. */
export function recordJob(events: readonly StockEvent[], at: number | undefined): Job<readonly RecordAnswer[]> {
  let resolved: { readonly register: Register; readonly events: readonly Resolved[] } | undefined;
  const stored = new Map<string, Fact | undefined>();
  const read = (register: Register): readonly Resolved[] => {
    if (resolved?.register !== register) resolved = { register, events: events.map((event) => resolveEvent(register, event)) };
    return resolved.events;
  };
  return {
    at,
    needs({ homes, register }) {
      const names = new Set<string>();
      read(register).forEach((result, index) => {
        const event = events[index]!;
        names.add(homes.ofItem(result.ok ? result.fact.item : event.item));
        names.add(homes.ofFact(event.source, event.id));
        names.add(homes.ofStream(event.source, event.stream ?? ''));
        if (event.type === 'fact.voided') names.add(homes.ofFact(event.target.source, event.target.id));
      });
      return [...names];
    },
    isUnresolved: ({ register }) => read(register).some(({ ok }) => !ok),
    async prepare(context) {
      stored.clear();
      for (const result of read(context.register)) {
        if (!result.ok) continue;
        const { fact } = result;
        if (fact.type === 'fact.voided') await fetchTarget(context, fact, stored);
        else if (isSeenNumber(context, fact)) stored.set(identityOf(fact.source, fact.id), await fetchNumbered(context, fact));
      }
    },
    decide: (batch) => read(batch.register).map((result, index) => recordOne(batch, events[index]!, result, stored)),
  };
}

/** Decides one event: recorded, repeated, in conflict, or parked if it cannot be resolved. `stored` holds recorded facts that voids and repeats speak of. */
export function recordOne(batch: Batch, event: StockEvent, result: Resolved, stored: ReadonlyMap<string, Fact | undefined>): RecordAnswer {
  if (!result.ok) return parkOne(batch, event, result.unresolved);
  let { fact } = result;
  const admission = admissionIn(batch, fact);
  if (admission.outcome === 'conflict') return conflictOf(batch, fact, admission.recorded);
  if (admission.outcome === 'repeated') {
    if (admission.verified) return { ok: true, outcome: 'repeated', repeated: true, verified: true };
    const first = stagedFact(batch, fact.source, fact.id) ?? stored.get(identityOf(fact.source, fact.id));
    if (first === undefined) return { ok: true, outcome: 'repeated', repeated: true, verified: false };
    return first.fingerprint === fact.fingerprint ? { ok: true, outcome: 'repeated', repeated: true, verified: true } : conflictOf(batch, fact, first.fingerprint);
  }
  if (fact.type === 'fact.voided') fact = withReversal(batch, fact, stored);
  stageFact(batch, fact);
  return { ok: true, outcome: 'recorded', repeated: false };
}

function parkOne(batch: Batch, event: StockEvent, unresolved: Extract<Resolved, { ok: false }>['unresolved']): RecordAnswer {
  const fingerprint = eventFingerprint(event);
  const numbered = event.sourceSequence !== undefined && batch.register.sources.get(event.source)?.sequenced === true;
  const known = recordedFingerprint(batch, event.source, event.id);
  if (known !== undefined && !numbered) {
    if (known === fingerprint) return { ok: true, outcome: 'repeated', repeated: true, verified: true };
    return conflictOf(batch, { source: event.source, id: event.id, item: event.item, fingerprint }, known);
  }
  if (numbered) {
    const seen = admissionIn(batch, { source: event.source, stream: event.stream ?? '', sequence: event.sourceSequence } as Fact);
    if (seen.outcome === 'repeated') return { ok: true, outcome: 'repeated', repeated: true, verified: false };
  }
  stageParked(batch, { event, unresolved }, fingerprint);
  return { ok: true, outcome: 'parked', repeated: false, unresolved };
}

function conflictOf(batch: Batch, fact: Pick<Fact, 'source' | 'id' | 'item' | 'fingerprint'>, recorded: string): RecordAnswer {
  const { source, id, item, fingerprint: received } = fact;
  stageConflict(batch, { source, id, item, recorded, received });
  return { ok: false, reason: { code: 'inventory.identity_conflict', source, id, recorded, received } };
}

/** A void with the fact it takes back, so that the log can be folded without looking anything up. */
function withReversal(batch: Batch, fact: Fact, stored: ReadonlyMap<string, Fact | undefined>): Fact {
  const target = fact.detail?.target as FactVoided['target'];
  const reverses = stagedFact(batch, target.source, target.id) ?? stored.get(identityOf(target.source, target.id));
  // A void speaks of one item; what it names must be of that item, or it has no effect.
  return reverses?.item !== fact.item || reverses.type === 'fact.voided' ? fact : { ...fact, detail: { ...fact.detail, reverses } };
}

async function fetchTarget(context: JobContext, fact: Fact, stored: Map<string, Fact | undefined>): Promise<void> {
  const { source, id } = fact.detail?.target as FactVoided['target'];
  const home = context.homes.ofFact(source, id);
  const key = factKey(identityDigest(source, id));
  const record = (await context.storage.findKeys(home, [key])).get(key);
  const found = record?.at === undefined
    ? await searchPartition(context, context.homes.ofItem(fact.item), 0, Infinity, source, id)
    : await searchPartition(context, record.at.partition, record.at.number - 1, record.at.number, source, id);
  stored.set(identityOf(source, id), found);
}

function isSeenNumber(context: JobContext, fact: Fact): boolean {
  if (!isNumbered(context.register, fact)) return false;
  const cursor = context.partitions.get(context.homes.ofStream(fact.source, fact.stream))?.ledger.streams.get(fact.source)?.get(fact.stream);
  return cursor !== undefined && fact.sequence <= cursor.high;
}

/** The recorded fact of a number, found in the few blocks that can hold it. */
async function fetchNumbered(context: JobContext, fact: Fact): Promise<Fact | undefined> {
  const partition = context.partitions.get(context.homes.ofItem(fact.item));
  for (const [from, to] of partition === undefined ? [] : blocksWith(partition.streamBlocks, fact.source, fact.stream, fact.sequence)) {
    const found = await searchPartition(context, (partition as { name: string }).name, from - 1, to, fact.source, fact.id);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function searchPartition(context: JobContext, partition: string, after: number, upTo: number, source: string, id: string): Promise<Fact | undefined> {
  let position = after;
  while (position < upTo) {
    const blocks = await context.storage.read(partition, position, Math.min(64, upTo - position));
    if (blocks.length === 0) return undefined;
    for (const block of blocks) {
      const encoded = factsIn(block).find((fact) => fact.source === source && fact.id === id);
      if (encoded !== undefined) return decodeFact(encoded);
    }
    position = (blocks[blocks.length - 1] as { number: number }).number;
  }
  return undefined;
}
