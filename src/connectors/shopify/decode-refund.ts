import { amountAt, elements, member, textAt, type JsonAt } from '../../wire/index.js';
import { envelopeOf, hasGoods, idAt, itemAt, lineIdOf, locationAt, quantityOf, timeAt, type DecodeContext } from './decode-context.js';

/**
 * `refunds/create`: `return` brings goods back, `cancel` cancels what was never sent, `no_restock` is about money alone.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/refund
 */
export function decodeRefund(context: DecodeContext, refund: JsonAt): void {
  const id = idAt(context, member(refund, 'id'));
  const order = idAt(context, member(refund, 'order_id'));
  const refundedAt = timeAt(context, member(refund, 'created_at'));
  if (id === undefined || order === undefined || refundedAt === undefined) return;
  for (const line of elements(member(refund, 'refund_line_items'), context.issues)) {
    decodeRefundLine(context, line, { id, order, refundedAt });
  }
}

interface Refund {
  readonly id: string;
  readonly order: string;
  readonly refundedAt: string;
}

function decodeRefundLine(context: DecodeContext, at: JsonAt, refund: Refund): void {
  const restock = textAt(member(at, 'restock_type'));
  if (restock === 'no_restock') return;
  if (restock !== 'return' && restock !== 'cancel') {
    context.issues.error('shopify.unknown_restock', member(at, 'restock_type').path, 'Only return, cancel and no_restock are known');
    return;
  }
  const ordered = member(at, 'line_item');
  if (!hasGoods(context, ordered)) return;
  const id = idAt(context, member(at, 'id'));
  const orderLine = idAt(context, member(at, 'line_item_id'));
  const item = itemAt(context, ordered);
  const amount = amountAt(member(at, 'quantity'));
  if (amount === undefined) context.issues.error('shopify.no_quantity', member(at, 'quantity').path, 'A quantity was expected');
  if (id === undefined || orderLine === undefined || item === undefined || amount === undefined) return;
  const envelope = envelopeOf(context, `refunds/${refund.id}#${id}`, refund.refundedAt, item, refund.order);
  if (restock === 'cancel') {
    context.events.add({ type: 'order.cancelled', ...envelope, line: lineIdOf(context, refund.order, orderLine), quantity: quantityOf(context, amount) }, at.path);
    return;
  }
  const location = locationAt(context, member(at, 'location_id'));
  if (location === undefined) return;
  context.events.add({ type: 'stock.returned', ...envelope, location, state: context.options.returnedState ?? 'inspection', quantity: quantityOf(context, amount) }, at.path);
}
