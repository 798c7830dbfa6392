import type { EventEnvelope, StockEvent } from '../../model/index.js';
import type { PartnerDecoded } from '../../ports/index.js';
import { absoluteDecimal, elements, member, readJsonPayload, issueList, signOfDecimal, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import { baseUnitOf, decodeEntities, locationOf, neededAmount, neededAt, optionAt, postedAt, type DecodeContext } from './decode-context.js';
import { BUSINESS_CENTRAL_LIMITS } from './limits.js';
import type { BusinessCentralOptions } from './options.js';

/**
 * Reads `itemLedgerEntries`. Entry numbers grow but are not dense, since other companies' sessions and failed postings use some up: they are ids and a
 * cursor, and no sequence whose gaps would mean something. A company takes either its documents or its ledger entries as facts, never both: they tell
 * the same movements.
 *
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_itemledgerentry
 */
export function decodeItemLedgerEntries(payload: Payload, options: BusinessCentralOptions): PartnerDecoded {
  return decodeEntities(payload, options, decodeEntry);
}

/** The request for the entries after a cursor, in order. */
export function itemLedgerEntriesPath(companyId: string, after: string): string {
  if (!/^\d{1,18}$/.test(after)) throw new TypeError('The cursor is the entry number last read, or 0');
  return `/api/v2.0/companies(${companyId})/itemLedgerEntries?$filter=entryNumber%20gt%20${after}&$orderby=entryNumber`;
}

/** The greatest entry number of an answer, the cursor of the next request; `undefined` if it has none. */
export function lastEntryNumber(payload: Payload): string | undefined {
  const issues = issueList();
  const root = readJsonPayload(payload, BUSINESS_CENTRAL_LIMITS.payloadBytesMax, issues);
  if (root === undefined) return undefined;
  const numbers = elements(member(root, 'value'), issues).map((entry) => textAt(member(entry, 'entryNumber')) ?? '').filter((text) => /^\d{1,18}$/.test(text)).map(BigInt);
  return numbers.length === 0 ? undefined : String(numbers.reduce((greatest, number) => (number > greatest ? number : greatest)));
}

function decodeEntry(context: DecodeContext, entry: JsonAt): void {
  const number = neededAt(context, member(entry, 'entryNumber'), 'entry number');
  const item = neededAt(context, member(entry, 'itemNumber'), 'item number');
  const posted = postedAt(context, member(entry, 'postingDate'));
  const amount = neededAmount(context, member(entry, 'quantity'));
  if (number === undefined || item === undefined || posted === undefined || amount === undefined || signOfDecimal(amount) === 0) return;
  const kind = optionAt(member(entry, 'entryType'));
  if (kind === 'Transfer' && textAt(member(entry, 'locationCode')) === undefined) {
    context.issues.warning('bc.transfer_without_location', entry.path, 'A transfer entry names no location in API v2.0; its two halves cancel out and nothing is recorded');
    return;
  }
  const location = locationOf(context, entry);
  if (location === undefined) return;
  const document = textAt(member(entry, 'documentNumber'));
  const envelope = { source: context.options.source, id: `itemLedgerEntries/${number}`, effectiveAt: posted, item, ...(document === undefined ? {} : { correlationId: document }) };
  const event = eventOf(kind, envelope, location, { amount, unit: baseUnitOf(context, item) });
  if (event === undefined) context.issues.error('bc.unknown_entry_type', member(entry, 'entryType').path, `An entry of the type ${kind.slice(0, 40) || 'that is missing'} has no rule`);
  else context.events.add(event, entry.path);
}

interface Told {
  readonly amount: string;
  readonly unit: string;
}

/** What an entry says. A sign against the nature of its type is an undone posting, and then a correction of the figure. */
function eventOf(kind: string, envelope: EventEnvelope, location: string, told: Told): StockEvent | undefined {
  const inbound = signOfDecimal(told.amount) > 0;
  const quantity = { amount: absoluteDecimal(told.amount), unit: told.unit };
  const adjusted = { type: 'stock.adjusted', ...envelope, location, reason: kind === '' ? 'unstated' : kind, quantity: told } as const;
  switch (kind) {
    case 'Purchase':
    case 'Output':
    case 'Assembly Output':
      return inbound ? { type: 'stock.received', ...envelope, location, quantity } : adjusted;
    case 'Sale':
      return inbound ? adjusted : { type: 'stock.shipped', ...envelope, location, quantity };
    case 'Consumption':
    case 'Assembly Consumption':
      return inbound ? adjusted : { type: 'stock.issued', ...envelope, location, reason: 'consumed', quantity };
    // Each half names its own location and not the other's: two corrections that cancel out over the company.
    case 'Transfer':
    case 'Positive Adjmt.':
    case 'Negative Adjmt.':
      return adjusted;
    default:
      return undefined;
  }
}
