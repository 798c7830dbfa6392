import { formatInstant, InventoryError, parseInstant } from '../foundation/index.js';
import type { Fact, FactDetail } from '../model/index.js';
import { grains } from '../quantity/index.js';

/** A fact as it stands in a block: instants as texts, what is empty left out. */
export interface EncodedFact {
  readonly type: Fact['type'];
  readonly source: string;
  readonly id: string;
  readonly effectiveAt: string;
  readonly item: string;
  readonly [part: string]: unknown;
}

const TEXTS = ['stream', 'location', 'state', 'lot', 'serial', 'owner', 'line', 'document', 'via', 'remainder', 'fingerprint'] as const;

/** The plain JSON form of a fact, for logs and snapshots. */
export function encodeFact(fact: Fact): EncodedFact {
  const encoded: Record<string, unknown> = { type: fact.type, source: fact.source, id: fact.id, effectiveAt: formatInstant(fact.at), item: fact.item };
  if (fact.sequence !== -1) encoded['sequence'] = fact.sequence;
  for (const name of TEXTS) if (fact[name] !== '') encoded[name] = fact[name];
  if (fact.grains !== 0) encoded['grains'] = fact.grains;
  if (fact.weight !== 0) encoded['weight'] = fact.weight;
  if (fact.provisional) encoded['provisional'] = true;
  if (fact.told !== undefined) encoded['told'] = fact.told;
  if (fact.detail !== undefined) encoded['detail'] = encodeDetail(fact.detail);
  return encoded as EncodedFact;
}

/**
 * The fact of its plain JSON form. The log is trusted to hold what this library wrote, and is still checked where a wrong kind would do harm.
 * @throws `storage.corrupt`
 */
export function decodeFact(encoded: EncodedFact): Fact {
  const at = typeof encoded.effectiveAt === 'string' ? parseInstant(encoded.effectiveAt) : undefined;
  if (at === undefined || typeof encoded.type !== 'string' || typeof encoded.source !== 'string' || typeof encoded.id !== 'string' || typeof encoded.item !== 'string') {
    throw new InventoryError('storage.corrupt', 'A stored fact lacks its identity, item or effective time', { details: { id: encoded.id } });
  }
  const text = (name: (typeof TEXTS)[number]): string => (encoded[name] as string | undefined) ?? '';
  return {
    type: encoded.type, source: encoded.source, id: encoded.id, at, stream: text('stream'), sequence: (encoded['sequence'] as number | undefined) ?? -1,
    item: encoded.item, location: text('location'), state: text('state'), lot: text('lot'), serial: text('serial'), owner: text('owner'),
    grains: grains((encoded['grains'] as number | undefined) ?? 0), weight: grains((encoded['weight'] as number | undefined) ?? 0), line: text('line'),
    document: text('document'), provisional: encoded['provisional'] === true, told: encoded['told'] as Fact['told'], via: text('via'), remainder: text('remainder'),
    fingerprint: text('fingerprint'), detail: encoded['detail'] === undefined ? undefined : decodeDetail(encoded['detail'] as Record<string, unknown>),
  };
}

function encodeDetail(detail: FactDetail): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(detail)) {
    if (value === undefined) continue;
    if (name === 'dueAt' || name === 'requestedFor') encoded[name] = formatInstant(value as number);
    else if (name === 'reverses') encoded[name] = encodeFact(value as Fact);
    else encoded[name] = value;
  }
  return encoded;
}

function decodeDetail(encoded: Record<string, unknown>): FactDetail {
  const detail: Record<string, unknown> = { ...encoded };
  for (const name of ['dueAt', 'requestedFor']) if (typeof encoded[name] === 'string') detail[name] = parseInstant(encoded[name]);
  if (encoded['reverses'] !== undefined) detail['reverses'] = decodeFact(encoded['reverses'] as EncodedFact);
  return detail;
}
