import { instantText, issueList, statementList, elements, eventList, amountAt, identifierAt, member, middayText, readJsonPayload, signOfDecimal, textAt, type IssueList, type JsonAt, type Payload } from '../../wire/index.js';
import type { PartnerDecoded, PartnerMeasure } from '../../ports/index.js';
import { NETSUITE_LIMITS } from './limits.js';
import type { NetSuiteOptions } from './options.js';

/** The columns of `aggregateItemLocation` that are balances. SuiteQL writes their names in lower case, their numbers as texts, and leaves out empty ones. */
const COLUMNS: readonly (readonly [column: string, measure: PartnerMeasure])[] = [
  ['quantityonhand', 'onHand'], ['quantityavailable', 'available'], ['quantitycommitted', 'committed'], ['quantitybackordered', 'backordered'],
  ['quantityonorder', 'onOrder'], ['quantityintransit', 'inTransit'],
];

/**
 * Reads a SuiteQL answer over `aggregateItemLocation` as statements, one for each measure it has columns for. What is on hand can be negative while what is
 * available is zero; nothing is repaired.
 *
 * @param asOf - When the query was made, RFC 3339: the rows do not say.
 * @throws TypeError if `asOf` is no instant.
 */
export function decodeItemLocations(payload: Payload, options: NetSuiteOptions, { asOf }: { readonly asOf: string }): PartnerDecoded {
  const instant = instantText(asOf);
  if (instant === undefined) throw new TypeError('A balance is as of an RFC 3339 instant');
  const issues = issueList();
  const statements = statementList(issues);
  for (const row of rowsOf(payload, issues)) {
    const item = identifierAt(member(row, 'item'));
    const location = identifierAt(member(row, 'location')) ?? options.location;
    if (item === undefined || location === undefined) {
      issues.error('netsuite.missing', row.path, 'The row names no item or no location');
      continue;
    }
    for (const [column, measure] of COLUMNS) {
      const amount = amountAt(member(row, column));
      if (amount !== undefined) statements.add({ system: options.source, measure, asOf: instant, full: false }, { item, location, quantity: { amount, unit: options.unit ?? 'EA' } }, member(row, column).path);
    }
  }
  return { events: [], statements: statements.statements, pokes: [], issues: issues.issues };
}

/**
 * Reads item receipts as the record service answers them with `expandSubResources=true`, one record or a list: every line that was received. Units are
 * those of the line, or the options' where it names none.
 */
export function decodeItemReceipts(payload: Payload, options: NetSuiteOptions): PartnerDecoded {
  const issues = issueList();
  const events = eventList(issues);
  for (const receipt of rowsOf(payload, issues)) {
    const number = identifierAt(member(receipt, 'tranId', 'id'));
    const date = textAt(member(receipt, 'tranDate'));
    const receivedAt = date === undefined ? undefined : middayText(date, options.timeZone);
    if (number === undefined || receivedAt === undefined) {
      issues.error('netsuite.missing', receipt.path, 'The receipt has no number or no date');
      continue;
    }
    const order = identifierAt(member(member(receipt, 'createdFrom'), 'refName', 'id'));
    for (const line of elements(member(member(receipt, 'item'), 'items'), issues)) {
      const key = identifierAt(member(line, 'line'));
      const item = identifierAt(member(member(line, 'item'), 'id'));
      const amount = amountAt(member(line, 'quantity'));
      const location = identifierAt(member(member(line, 'location'), 'id')) ?? identifierAt(member(member(receipt, 'location'), 'id')) ?? options.location;
      if (key === undefined || item === undefined || amount === undefined || location === undefined) issues.error('netsuite.missing', line.path, 'The line lacks its number, item, quantity or location');
      else if (signOfDecimal(amount) !== 0) {
        events.add({
          type: 'stock.received', source: options.source, id: `itemReceipt/${number}#${key}`, effectiveAt: receivedAt, item, correlationId: `itemReceipt/${number}`,
          ...(order === undefined ? {} : { document: `${order}#${key}` }), location, quantity: { amount, unit: textAt(member(line, 'unitsDisplay')) ?? options.unit ?? 'EA' },
        }, line.path);
      }
    }
  }
  return { events: events.events, statements: [], pokes: [], issues: issues.issues };
}

/** The rows of a list, or the one record that the answer is. */
function rowsOf(payload: Payload, issues: IssueList): readonly JsonAt[] {
  const root = readJsonPayload(payload, NETSUITE_LIMITS.payloadBytesMax, issues);
  if (root === undefined) return [];
  return member(root, 'tranDate').value === undefined ? elements(member(root, 'items'), issues) : [root];
}
