import { fingerprintOf } from '../foundation/index.js';
import { compileContentWriter, type ContentWriter } from './event-content.js';
import { STOCK_EVENT_SCHEMAS, type StockEvent, type StockEventType } from './stock-event.js';

/** What is said about the telling and not about the fact: left out of its content. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['recordedAt', 'correlationId', 'causationId', 'tenant', 'schemaVersion']);

const writers = new Map<StockEventType, ContentWriter>();

/**
 * The content of a validated event as one canonical text: everything the source stated about the fact, in the present schema version, without transport, trace and
 * recorded time. The same content told in another way has the same text: members in another order, a default stated or left out, an instant with another offset,
 * balances in another order. Amounts and units are compared as told: `12 EA` and `1 CA` are two contents.
 */
export function eventFingerprintText(event: StockEvent): string {
  let write = writers.get(event.type);
  if (write === undefined) {
    write = compileContentWriter(STOCK_EVENT_SCHEMAS[event.type], NOT_CONTENT);
    writers.set(event.type, write);
  }
  return write(event)!;
}

/** The first 128 bits of the SHA-256 of {@link eventFingerprintText}: equal for equal content. */
export function eventFingerprint(event: StockEvent): string {
  return fingerprintOf(eventFingerprintText(event));
}
