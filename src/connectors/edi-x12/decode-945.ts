import { decimalText, signOfDecimal, subtractDecimals } from '../../wire/index.js';
import { BACKORDERED_STATUSES } from './code-tables.js';
import { amountOf, datedReference, fault, itemOf, needed, timeOf, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { lineKey, lineLoops, orderLineId, type LineLoop } from './line-loops.js';
import { elementOf, type Segment } from './segment.js';

/**
 * 945, warehouse shipping advice: what was shipped of each line leaves the warehouse, and what was not is cancelled unless the line's status says that it
 * is still owed.
 */
export function decode945(context: DocumentContext): void {
  const header = context.transaction.segments.find(({ id }) => id === 'W06');
  if (header === undefined) {
    fault(context, context.transaction.header, undefined, 'x12.no_header', 'There is no W06');
    return;
  }
  const order = needed(context, header, 2, 'order number');
  const shippedAt = datedReference(context, ['11']) ?? timeOf(context, header, 3);
  const location = warehouseOf(context);
  if (order === undefined || shippedAt === undefined || location === undefined) return;
  const document = `945/${order}/${elementOf(header, 4) || elementOf(header, 5)}`;
  for (const loop of lineLoops(context.transaction.segments, 'W12')) decodeLine(context, loop, { order, document, shippedAt, location });
}

interface ShippingAdvice {
  readonly order: string;
  readonly document: string;
  readonly shippedAt: string;
  readonly location: string;
}

function decodeLine(context: DocumentContext, loop: LineLoop, advice: ShippingAdvice): void {
  const { segment } = loop;
  if (elementOf(segment, 20) === '2') {
    fault(context, segment, 20, 'x12.reversal', 'The line takes back an earlier advice; void the shipment that it names');
    return;
  }
  const item = itemOf(context, segment, [7, 17], 6);
  const unit = unitOf(context, segment, 5);
  const shipped = amountOf(context, segment, 3);
  if (item === undefined || unit === undefined || shipped === undefined) return;
  const { profile } = context;
  const lot = elementOf(segment, 9);
  const envelope = { source: profile.source, effectiveAt: advice.shippedAt, item, correlationId: `${profile.linePrefix ?? profile.source}/${advice.order}` };
  const id = `${advice.document}#${lineKey(loop)}`;
  const line = orderLineId(profile, advice.order, loop, item);
  if (signOfDecimal(shipped) !== 0) {
    context.events.add({
      type: 'stock.shipped', ...envelope, id, location: advice.location, ...(lot === '' ? {} : { lot }), quantity: { amount: shipped, unit }, line,
    }, `W12[${segment.occurrence}]`);
  }
  const missing = missingOf(segment, shipped);
  if (missing === undefined || signOfDecimal(missing) <= 0 || isOwed(context, segment)) return;
  context.events.add({ type: 'order.cancelled', ...envelope, id: `${id}/short`, line, quantity: { amount: missing, unit } }, `W12[${segment.occurrence}]`);
}

/** What was ordered and not shipped: the stated difference, or that of the two figures. */
function missingOf(segment: Segment, shipped: string): string | undefined {
  const ordered = elementOf(segment, 2);
  return ordered === '' ? decimalText(elementOf(segment, 4)) : subtractDecimals(decimalText(ordered) ?? shipped, shipped);
}

function isOwed({ profile }: DocumentContext, segment: Segment): boolean {
  return (profile.backorderedStatuses ?? BACKORDERED_STATUSES).includes(elementOf(segment, 1));
}
