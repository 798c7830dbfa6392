import type { Disposition, Fact } from '../model/index.js';
import type { DocumentState } from './item-ledger.js';

/** Where goods are and in which condition, of whom and under which names. */
export type Spot = Pick<Fact, 'location' | 'state' | 'lot' | 'serial' | 'owner'>;

/** How much of a fact moves stock: all of it, only that goods left, or nothing yet. */
export type Effect = 'all' | 'leaving' | 'nothing';

const START_DOCUMENT: Omit<DocumentState, 'document'> = { provisional: [], owned: 0, confirmed: 0, rejected: 0 };

/** A document line with one fact more, or one taken back; `undefined` where nothing is known of it then. */
export function changedDocument(known: DocumentState | undefined, fact: Fact, sign: 1 | -1): DocumentState | undefined {
  const changed = withFact(known ?? { ...START_DOCUMENT, document: fact.document }, fact, sign);
  return changed.provisional.length === 0 && changed.owned === 0 && changed.confirmed === 0 && changed.rejected === 0 ? undefined : changed;
}

function withFact(known: DocumentState, fact: Fact, sign: 1 | -1): DocumentState {
  if (fact.type === 'receipt.settled') {
    const outcome = fact.detail?.outcome ?? 'confirmed';
    return { ...known, [outcome]: known[outcome] + sign };
  }
  if (!fact.provisional) return { ...known, owned: known.owned + sign };
  const others = known.provisional.filter((other) => other.source !== fact.source || other.id !== fact.id);
  return { ...known, provisional: sign === 1 ? [...others, fact] : others };
}

/**
 * What a provisional fact does to stock. That goods left counts at once, that they came only when it is confirmed; so of a move the goods are gone from
 * where they were and not yet where they are said to be. The owner's own fact, or a rejection, leaves nothing of it.
 */
export function effectOf(document: DocumentState, fact: Fact): Effect {
  if (document.owned > 0 || document.rejected > 0) return 'nothing';
  if (document.confirmed > 0) return 'all';
  if (!isOutbound(fact)) return 'nothing';
  return arrivalOf(fact) === undefined ? 'all' : 'leaving';
}

/** The provisional facts of a document of which something waits and does not move stock yet. */
export function waitingIn(document: DocumentState): readonly Fact[] {
  return document.owned > 0 || document.rejected > 0 ? [] : document.provisional.filter((fact) => effectOf(document, fact) !== 'all');
}

/** Whether a fact takes goods away from where they were. */
export function isOutbound(fact: Fact): boolean {
  switch (fact.type) {
    case 'stock.shipped':
    case 'stock.issued':
    case 'stock.moved':
    case 'stock.stateChanged':
    case 'transfer.dispatched':
    case 'return.dispositioned':
      return true;
    case 'stock.adjusted':
      return fact.grains < 0;
    default:
      return false;
  }
}

/** The condition goods get by a disposition; those that leave have none. */
const STATE_AFTER: Readonly<Record<Disposition, string | undefined>> = { restock: 'sellable', damaged: 'damaged', quarantine: 'quarantined', scrap: undefined, returnToVendor: undefined };

/** Where the goods of a fact come to stand; `undefined` where they come to no place of ours. */
export function arrivalOf(fact: Fact): Spot | undefined {
  switch (fact.type) {
    case 'stock.received':
    case 'stock.returned':
    case 'transfer.received':
    case 'transfer.rejected':
      return fact;
    case 'stock.adjusted':
      return fact.grains > 0 ? fact : undefined;
    case 'stock.moved':
    case 'stock.stateChanged':
      return fact.detail?.to ?? fact;
    case 'return.dispositioned': {
      const state = STATE_AFTER[fact.detail?.disposition ?? 'quarantine'];
      return state === undefined ? undefined : { ...fact, state };
    }
    default:
      return undefined;
  }
}
