import { member, textAt, type JsonAt } from '../../wire/index.js';
import { envelopeOf, goodsLinesAt, idAt, lineIdOf, locationAt, quantityOf, timeAt, type DecodeContext } from './decode-context.js';

/**
 * `fulfillments/create` and `fulfillments/update`: a successful fulfilment ships its lines, a cancelled one takes that back. Any other status says nothing
 * about stock yet.
 */
export function decodeFulfillment(context: DecodeContext, fulfillment: JsonAt): void {
  const status = textAt(member(fulfillment, 'status'));
  if (status === 'success') decodeShipped(context, fulfillment);
  else if (status === 'cancelled') decodeTakenBack(context, fulfillment);
  else context.issues.warning('shopify.fulfillment_open', member(fulfillment, 'status').path, 'The fulfilment is neither successful nor cancelled; nothing has left');
}

function decodeShipped(context: DecodeContext, fulfillment: JsonAt): void {
  const id = idAt(context, member(fulfillment, 'id'));
  const order = idAt(context, member(fulfillment, 'order_id'));
  const shippedAt = timeAt(context, member(fulfillment, 'created_at'));
  const location = locationAt(context, member(fulfillment, 'location_id'));
  if (id === undefined || order === undefined || shippedAt === undefined || location === undefined) return;
  for (const line of goodsLinesAt(context, member(fulfillment, 'line_items'))) {
    context.events.add({
      type: 'stock.shipped',
      ...envelopeOf(context, `fulfillments/${id}#${line.id}`, shippedAt, line.item, order),
      location,
      quantity: quantityOf(context, line.amount),
      line: lineIdOf(context, order, line.id),
    }, line.at.path);
  }
}

function decodeTakenBack(context: DecodeContext, fulfillment: JsonAt): void {
  const id = idAt(context, member(fulfillment, 'id'));
  const order = idAt(context, member(fulfillment, 'order_id'));
  // The time of the shipment, which every update repeats; that of the cancellation is not stated, and the last change's would differ from update to update.
  const shippedAt = timeAt(context, member(fulfillment, 'created_at'));
  if (id === undefined || order === undefined || shippedAt === undefined) return;
  for (const line of goodsLinesAt(context, member(fulfillment, 'line_items'))) {
    const shipment = `fulfillments/${id}#${line.id}`;
    context.events.add({
      type: 'fact.voided',
      ...envelopeOf(context, `${shipment}/cancelled`, shippedAt, line.item, order),
      target: { source: context.options.source, id: shipment },
      reason: 'fulfillment cancelled',
    }, line.at.path);
  }
}
