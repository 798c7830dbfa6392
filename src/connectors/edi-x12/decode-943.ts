import { amountOf, datedReference, fault, itemOf, needed, timeOf, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { lineKey, lineLoops, type LineLoop } from './line-loops.js';
import { elementOf, pathOf } from './segment.js';

/** 943, stock transfer shipment advice: every line of it is expected at the warehouse, in transit. */
export function decode943(context: DocumentContext): void {
  const header = context.transaction.segments.find(({ id }) => id === 'W06');
  if (header === undefined) {
    fault(context, context.transaction.header, undefined, 'x12.no_header', 'There is no W06');
    return;
  }
  const shipment = elementOf(header, 2) || needed(context, header, 4, 'shipment number');
  const shippedAt = timeOf(context, header, 3);
  const location = warehouseOf(context, ['WH', 'ST']);
  const dueAt = datedReference(context, ['17', '02']);
  if (dueAt === undefined) fault(context, header, undefined, 'x12.no_delivery_date', 'The advice has no delivery date');
  if (shipment === undefined || shippedAt === undefined || location === undefined || dueAt === undefined) return;
  for (const loop of lineLoops(context.transaction.segments, 'W04')) decodeLine(context, loop, { shipment, shippedAt, location, dueAt });
}

interface Advice {
  readonly shipment: string;
  readonly shippedAt: string;
  readonly location: string;
  readonly dueAt: string;
}

function decodeLine(context: DocumentContext, loop: LineLoop, advice: Advice): void {
  const { segment } = loop;
  const item = itemOf(context, segment, [4, 6], 3);
  const amount = amountOf(context, segment, 1);
  const unit = unitOf(context, segment, 2);
  if (item === undefined || amount === undefined || unit === undefined) return;
  const supply = `943/${advice.shipment}#${lineKey(loop)}`;
  context.events.add({
    type: 'supply.scheduled', source: context.profile.source, id: supply, effectiveAt: advice.shippedAt, item, correlationId: `943/${advice.shipment}`,
    supply, class: 'inTransit', location: advice.location, dueAt: advice.dueAt, quantity: { amount, unit },
  }, pathOf(segment));
}
