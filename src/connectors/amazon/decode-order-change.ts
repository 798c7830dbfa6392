import { amountAt, elements, identifierAt, instantText, signOfDecimal, subtractDecimals, textAt, type JsonAt } from '../../wire/index.js';
import { eventTime, field, neededAt, quantityOf, skuOf, type DecodeContext } from './decode-context.js';

const OPEN_STATUSES: ReadonlySet<string> = new Set(['Pending', 'PendingAvailability', 'Unshipped', 'PartiallyShipped', 'Shipped', 'InvoiceUnconfirmed']);

/**
 * `ORDER_CHANGE` of an order that the seller fulfils. Every notification states the whole order, so each says again that its lines were placed. Its
 * lines ship, and what was not shipped of them is cancelled, when the order's status changes to shipped: what a notification calls shipped before that is
 * a running total without a shipment of its own, and would be told twice with two times. A change to cancelled cancels what was open.
 *
 * @see https://developer-docs.amazon.com/sp-api/docs/notification-type-values#order_change
 */
export function decodeOrderChange(context: DecodeContext, notification: JsonAt): void {
  const change = field(field(notification, 'payload'), 'orderChangeNotification');
  const summary = field(change, 'summary');
  const order = neededAt(context, field(change, 'amazonOrderId'), 'order id');
  const happenedAt = instantText(textAt(field(field(change, 'orderChangeTrigger'), 'timeOfOrderChange'))) ?? eventTime(context, notification);
  if (order === undefined || happenedAt === undefined) return;
  if (textAt(field(summary, 'fulfillmentType')) === 'AFN') {
    context.issues.warning('amazon.fulfilled_by_amazon', field(summary, 'fulfillmentType').path, 'Amazon fulfils the order from its own stock; nothing of it is recorded');
    return;
  }
  const placedAt = instantText(textAt(field(summary, 'purchaseDate'))) ?? happenedAt;
  const status = textAt(field(summary, 'orderStatus')) ?? '';
  if (status !== 'Canceled' && status !== 'Cancelled' && !OPEN_STATUSES.has(status)) {
    context.issues.warning('amazon.order_status', field(summary, 'orderStatus').path, `An order with status ${status.slice(0, 40) || 'unstated'} has to be looked at`);
    context.pokes.push({ resource: 'orders', id: order, change: status });
    return;
  }
  const final = textAt(field(change, 'orderChangeType')) === 'OrderStatusChange';
  for (const item of elements(field(summary, 'orderItems'), context.issues)) {
    decodeOrderItem(context, item, { order, placedAt, happenedAt, final, status: OPEN_STATUSES.has(status) ? status : 'Cancelled' });
  }
}

interface AmazonOrder {
  readonly order: string;
  readonly placedAt: string;
  readonly happenedAt: string;
  /** Whether this notification is the one that tells of the status, and not a later one that repeats it. */
  readonly final: boolean;
  readonly status: string;
}

function decodeOrderItem(context: DecodeContext, at: JsonAt, { order, placedAt, happenedAt, final, status }: AmazonOrder): void {
  const { options } = context;
  const id = neededAt(context, field(at, 'orderItemId'), 'order item id');
  const item = skuOf(context, at);
  if (id === undefined || item === undefined) return;
  const prefix = options.linePrefix ?? options.source;
  const envelope = { source: options.source, item, correlationId: `${prefix}/${order}`, line: `${prefix}/${order}#${id}` };
  const key = `orders/${order}#${id}`;
  if (status === 'Cancelled') {
    if (final) context.events.add({ type: 'order.cancelled', ...envelope, id: `${key}/cancelled`, effectiveAt: happenedAt }, at.path);
    return;
  }
  const ordered = amountAt(field(at, 'quantity'));
  if (ordered === undefined) {
    context.issues.error('amazon.no_quantity', field(at, 'quantity').path, 'A quantity was expected');
    return;
  }
  context.events.add({ type: 'order.placed', ...envelope, id: key, effectiveAt: placedAt, channel: options.channel ?? options.source, quantity: quantityOf(context, ordered) }, at.path);
  const shipped = amountAt(field(at, 'quantityShipped')) ?? '0';
  const missing = subtractDecimals(ordered, shipped);
  if (status !== 'Shipped' || !final || missing === undefined) {
    if (signOfDecimal(shipped) > 0 && status !== 'Shipped') partlyShipped(context, at, order);
    return;
  }
  const location = identifierAt(field(at, 'supplySourceId')) ?? options.location;
  if (location === undefined) context.issues.error('amazon.no_location', field(at, 'supplySourceId').path, 'The item names no supply source, and the options give no location');
  else if (signOfDecimal(shipped) > 0) context.events.add({ type: 'stock.shipped', ...envelope, id: `${key}/shipped`, effectiveAt: happenedAt, location, quantity: quantityOf(context, shipped) }, at.path);
  if (signOfDecimal(missing) > 0) context.events.add({ type: 'order.cancelled', ...envelope, id: `${key}/short`, effectiveAt: happenedAt, quantity: quantityOf(context, missing) }, at.path);
}

function partlyShipped(context: DecodeContext, at: JsonAt, order: string): void {
  context.issues.warning('amazon.partly_shipped', field(at, 'quantityShipped').path, 'A running total says nothing of a single shipment; it is recorded when the order has shipped');
  context.pokes.push({ resource: 'orders', id: order, change: 'PartiallyShipped' });
}
