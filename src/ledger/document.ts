import { compareText } from '../foundation/index.js';
import type { Disposition, Fact } from '../model/index.js';
import type { DocumentState, DocumentWord } from './item-ledger.js';

/** Where goods are and in which condition, of whom and under which names. */
export type Spot = Pick<Fact, 'location' | 'state' | 'lot' | 'serial' | 'owner'>;

/** How much of a fact moves stock: all of it, only that goods left, or nothing yet. */
export type Effect = 'all' | 'leaving' | 'nothing';

/** A document line with one fact more, or one taken back; `undefined` where nothing is known of it then. */
export function changedDocument(known: DocumentState | undefined, fact: Fact, sign: 1 | -1): DocumentState | undefined {
  const changed = withFact(known ?? { document: fact.document, provisional: [], words: [] }, fact, sign);
  return changed.provisional.length === 0 && changed.words.length === 0 ? undefined : changed;
}

function withFact(known: DocumentState, fact: Fact, sign: 1 | -1): DocumentState {
  if (fact.type === 'receipt.settled') return { ...known, words: withWord(known.words, fact.source, fact.detail?.outcome ?? 'confirmed', sign) };
  if (!fact.provisional) return { ...known, words: withWord(known.words, fact.source, 'owned', sign) };
  const others = known.provisional.filter((other) => other.source !== fact.source || other.id !== fact.id);
  return { ...known, provisional: sign === 1 ? [...others, fact] : others };
}

function withWord(words: readonly DocumentWord[], source: string, said: 'owned' | 'confirmed' | 'rejected', sign: 1 | -1): readonly DocumentWord[] {
  const known = words.find((word) => word.source === source) ?? { source, owned: 0, confirmed: 0, rejected: 0 };
  const changed = { ...known, [said]: known[said] + sign };
  const others = words.filter((word) => word.source !== source);
  if (changed.owned === 0 && changed.confirmed === 0 && changed.rejected === 0) return others;
  return [...others, changed].sort((one, other) => compareText(one.source, other.source));
}

/** Whether a source may settle a provisional fact: only the owners of such facts at its place and time may, if there are any. */
export function maySettle(source: string, fact: Fact): boolean {
  return fact.detail?.settledBy?.includes(source) !== false;
}

/** What was said of a provisional fact by those who may settle it. */
function wordOn({ words }: DocumentState, fact: Fact): 'replaced' | 'confirmed' | undefined {
  const heard = words.filter(({ source }) => maySettle(source, fact));
  if (heard.some(({ owned, rejected }) => owned > 0 || rejected > 0)) return 'replaced';
  return heard.some(({ confirmed }) => confirmed > 0) ? 'confirmed' : undefined;
}

/**
 * What a provisional fact does to stock. That goods left counts at once, that they came only when it is confirmed; so of a move the goods are gone from
 * where they were and not yet where they are said to be. The owner's own fact, or its rejection, leaves nothing of it.
 */
export function effectOf(document: DocumentState, fact: Fact): Effect {
  const word = wordOn(document, fact);
  if (word !== undefined) return word === 'replaced' ? 'nothing' : 'all';
  if (!isOutbound(fact)) return 'nothing';
  return arrivalOf(fact) === undefined ? 'all' : 'leaving';
}

/** The provisional facts of a document on which nobody who may has spoken yet. */
export function unsettledIn(document: DocumentState): readonly Fact[] {
  return document.provisional.filter((fact) => wordOn(document, fact) === undefined);
}

/** The provisional facts of a document of which something waits and does not move stock yet. */
export function waitingIn(document: DocumentState): readonly Fact[] {
  return unsettledIn(document).filter((fact) => effectOf(document, fact) !== 'all');
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
