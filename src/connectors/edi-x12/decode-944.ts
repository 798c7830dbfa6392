import { lookUp, RECEIVING_CONDITIONS } from './code-tables.js';
import { amountOf, fault, itemOf, needed, remark, timeOf, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { lineKey, lineLoops, referenceOf, type LineLoop } from './line-loops.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/**
 * 944, stock transfer receipt advice: what arrived comes in, and the part that arrived damaged or to be looked at changes its condition. A shortage moves
 * nothing: what did not arrive is still expected.
 */
export function decode944(context: DocumentContext): void {
  const header = context.transaction.segments.find(({ id }) => id === 'W17');
  if (header === undefined) {
    fault(context, context.transaction.header, undefined, 'x12.no_header', 'There is no W17');
    return;
  }
  const number = needed(context, header, 3, 'receipt number');
  const receivedAt = timeOf(context, header, 2);
  const location = warehouseOf(context, ['WH', 'ST', 'SU']);
  if (number === undefined || receivedAt === undefined || location === undefined) return;
  const receipt = { number, receivedAt, location, fromCustomer: elementOf(header, 1) === 'C', expected: elementOf(header, 4) };
  for (const loop of lineLoops(context.transaction.segments, 'W07')) decodeLine(context, loop, receipt);
}

interface Receipt {
  readonly number: string;
  readonly receivedAt: string;
  readonly location: string;
  /** W17-01 is `C`: the goods come back from a customer. */
  readonly fromCustomer: boolean;
  /** W17-04, the depositor's number of what was expected. */
  readonly expected: string;
}

function decodeLine(context: DocumentContext, loop: LineLoop, receipt: Receipt): void {
  const { segment } = loop;
  if (elementOf(segment, 9) === '2') {
    fault(context, segment, 9, 'x12.reversal', 'The line takes back an earlier receipt; void the receipt that it names');
    return;
  }
  const item = itemOf(context, segment, [4, 6], 3);
  const unit = unitOf(context, segment, 2);
  const amount = amountOf(context, segment, 1);
  if (item === undefined || unit === undefined || amount === undefined) return;
  const { profile } = context;
  const lot = elementOf(segment, 8) || referenceOf(loop, 'LT');
  const id = `944/${receipt.number}#${lineKey(loop)}`;
  const reference = referenceOf(loop, 'LI');
  const envelope = {
    source: profile.source, effectiveAt: receipt.receivedAt, item, correlationId: `944/${receipt.number}`,
    ...(receipt.expected === '' || reference === '' ? {} : { document: `${receipt.expected}#${reference}` }),
  };
  const place = { location: receipt.location, ...(lot === '' ? {} : { lot }) };
  const quantity = { amount, unit };
  if (receipt.fromCustomer) context.events.add({ type: 'stock.returned', ...envelope, id, ...place, state: 'inspection', quantity }, pathOf(segment));
  else {
    const provisional = profile.provisionalReceipts === true ? { provisional: true } : {};
    context.events.add({ type: 'stock.received', ...envelope, id, ...place, quantity, ...provisional }, pathOf(segment));
  }
  const exceptions = loop.details.filter((detail) => detail.id === 'W13');
  exceptions.forEach((exception, index) => {
    decodeException(context, exception, { id: `${id}/${index + 1}`, item, place, receipt, fallbackUnit: unit });
  });
}

interface ReceivedLine {
  readonly id: string;
  readonly item: string;
  readonly place: { readonly location: string; readonly lot?: string };
  readonly receipt: Receipt;
  readonly fallbackUnit: string;
}

/** W13: part of the line in a condition of its own. */
function decodeException(context: DocumentContext, segment: Segment, line: ReceivedLine): void {
  const { profile } = context;
  const code = elementOf(segment, 3);
  const state = lookUp(code, RECEIVING_CONDITIONS, profile.receivingConditions);
  if (state === undefined) {
    remark(context, segment, 3, code === '02' ? 'x12.receipt_short' : code === '03' ? 'x12.receipt_over' : 'x12.unknown_condition', `${elementOf(segment, 1)} reported with condition ${code || 'unstated'}; nothing moves for it`);
    return;
  }
  const amount = amountOf(context, segment, 1);
  const unit = elementOf(segment, 2) === '' ? line.fallbackUnit : unitOf(context, segment, 2);
  if (amount === undefined || unit === undefined) return;
  const envelope = { source: profile.source, id: line.id, effectiveAt: line.receipt.receivedAt, item: line.item, correlationId: `944/${line.receipt.number}` };
  const lot = elementOf(segment, 4);
  const place = { ...line.place, ...(lot === '' ? {} : { lot }) };
  const quantity = { amount, unit };
  const fromState = line.receipt.fromCustomer ? 'inspection' : 'sellable';
  if (profile.receivedIncludesDamaged !== false) {
    if (fromState !== state) context.events.add({ type: 'stock.stateChanged', ...envelope, ...place, fromState, toState: state, quantity }, pathOf(segment));
  } else if (line.receipt.fromCustomer) context.events.add({ type: 'stock.returned', ...envelope, ...place, state, quantity }, pathOf(segment));
  else context.events.add({ type: 'stock.received', ...envelope, ...place, state, quantity, ...(profile.provisionalReceipts === true ? { provisional: true } : {}) }, pathOf(segment));
}
