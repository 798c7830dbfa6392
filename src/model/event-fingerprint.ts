import { canonicalJson, fingerprintOf } from '../foundation/index.js';
import type { StockEvent } from './stock-event.js';

/** What is said about the telling and not about the fact: left out of its content. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['recordedAt', 'correlationId', 'causationId', 'tenant', 'schemaVersion']);

/**
 * The content of an event as one canonical text: everything the source stated about the fact, in the present schema version, without transport, trace and
 * recorded time. Members may have been written in any order. An absent member and one that states its default are different contents.
 */
export function eventFingerprintText(event: StockEvent): string {
  return canonicalJson(Object.fromEntries(Object.entries(event).filter(([name]) => !NOT_CONTENT.has(name))));
}

/** The first 128 bits of the SHA-256 of {@link eventFingerprintText}: equal for equal content. */
export function eventFingerprint(event: StockEvent): string {
  return fingerprintOf(eventFingerprintText(event));
}
