import { member, type JsonAt } from '../../wire/index.js';
import { envelopeOf, goodsLinesAt, idAt, lineIdOf, quantityOf, timeAt, type DecodeContext } from './decode-context.js';

/** `orders/create`: every line with goods is an order line placed elsewhere. */
export function decodeOrderCreated(context: DecodeContext, order: JsonAt): void {
  const id = idAt(context, member(order, 'id'));
  const placedAt = timeAt(context, member(order, 'created_at'));
  if (id === undefined || placedAt === undefined) return;
  for (const line of goodsLinesAt(context, member(order, 'line_items'))) {
    context.events.add({
      type: 'order.placed',
      ...envelopeOf(context, `orders/create/${id}#${line.id}`, placedAt, line.item, id),
      line: lineIdOf(context, id, line.id),
      channel: context.options.channel ?? context.options.source,
      quantity: quantityOf(context, line.amount),
    }, line.at.path);
  }
}

/** `orders/cancelled`: what was still open of every line is cancelled. */
export function decodeOrderCancelled(context: DecodeContext, order: JsonAt): void {
  const id = idAt(context, member(order, 'id'));
  const cancelledAt = timeAt(context, member(order, 'cancelled_at'));
  if (id === undefined || cancelledAt === undefined) return;
  for (const line of goodsLinesAt(context, member(order, 'line_items'))) {
    context.events.add({
      type: 'order.cancelled',
      ...envelopeOf(context, `orders/cancelled/${id}#${line.id}`, cancelledAt, line.item, id),
      line: lineIdOf(context, id, line.id),
    }, line.at.path);
  }
}
