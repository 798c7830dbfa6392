import { amountOf, datedReference, fault, instantOf, itemOf, needed, unitOf, type DocumentContext } from './document-context.js';
import { lineKey, lineLoops, orderLineId, type LineLoop } from './line-loops.js';
import { elementOf, pathOf } from './segment.js';

/**
 * 940, warehouse shipping order: `N` places its lines, `F` cancels them. A change (`R`) restates an order without saying what it replaces, so it has to be
 * compared by a person or fetched.
 */
export function decode940(context: DocumentContext): void {
  const header = context.transaction.segments.find(({ id }) => id === 'W05');
  if (header === undefined) {
    fault(context, context.transaction.header, undefined, 'x12.no_header', 'There is no W05');
    return;
  }
  const status = elementOf(header, 1);
  const order = needed(context, header, 2, 'order number');
  const orderedAt = instantOf(context.profile, context.group.date, context.group.time);
  if (orderedAt === undefined) fault(context, header, undefined, 'x12.no_date', 'The group states no date, and the order has none of its own');
  if (order === undefined || orderedAt === undefined) return;
  const requestedFor = datedReference(context, ['10', '02']);
  const loops = lineLoops(context.transaction.segments, 'W01');
  if (status !== 'N' && status !== 'F') {
    fault(context, header, 1, 'x12.order_status', `An order with status ${status.slice(0, 10) || 'unstated'} is not read; only N and F are`);
    context.pokes.push({ resource: '940', id: order, change: status });
  } else if (status === 'F' && loops.length === 0) {
    fault(context, header, undefined, 'x12.no_lines', 'The cancellation names no lines; cancel the order where it is known');
    context.pokes.push({ resource: '940', id: order, change: status });
  } else for (const loop of loops) decodeLine(context, loop, { order, orderedAt, requestedFor, cancelled: status === 'F' });
}

interface WarehouseOrder {
  readonly order: string;
  readonly orderedAt: string;
  readonly requestedFor: string | undefined;
  readonly cancelled: boolean;
}

function decodeLine(context: DocumentContext, loop: LineLoop, { order, orderedAt, requestedFor, cancelled }: WarehouseOrder): void {
  const { profile } = context;
  const { segment } = loop;
  const item = itemOf(context, segment, [4, 6], 3);
  if (item === undefined) return;
  const id = `940/${order}#${lineKey(loop)}`;
  const envelope = {
    source: profile.source, effectiveAt: orderedAt, item, correlationId: `${profile.linePrefix ?? profile.source}/${order}`, line: orderLineId(profile, order, loop, item),
  };
  if (cancelled) {
    context.events.add({ type: 'order.cancelled', ...envelope, id: `${id}/cancelled` }, pathOf(segment));
    return;
  }
  const amount = amountOf(context, segment, 1);
  const unit = unitOf(context, segment, 2);
  if (amount === undefined || unit === undefined) return;
  context.events.add({
    type: 'order.placed', ...envelope, id, channel: profile.channel ?? profile.source, quantity: { amount, unit }, ...(requestedFor === undefined ? {} : { requestedFor }),
  }, pathOf(segment));
}
