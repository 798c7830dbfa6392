import type { PartnerDecoded } from '../../ports/index.js';
import { eventList, issueList, member, readJsonPayload, statementList, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import type { DecodeContext } from './decode-context.js';
import { decodeFulfillment } from './decode-fulfillment.js';
import { decodeInventoryLevel } from './decode-inventory-level.js';
import { decodeOrderCancelled, decodeOrderCreated } from './decode-order.js';
import { decodeRefund } from './decode-refund.js';
import { SHOPIFY_LIMITS } from './limits.js';
import type { ShopifyDelivery, ShopifyOptions } from './options.js';

const READERS: ReadonlyMap<string, (context: DecodeContext, payload: JsonAt) => void> = new Map([
  ['orders/create', decodeOrderCreated],
  ['orders/cancelled', decodeOrderCancelled],
  ['fulfillments/create', decodeFulfillment],
  ['fulfillments/update', decodeFulfillment],
  ['refunds/create', decodeRefund],
  ['inventory_levels/update', decodeInventoryLevel],
]);

/** Topics that change stock or claims but do not carry enough to say how: what they name has to be fetched. */
const FETCHED = /^(?:orders\/(?:edited|updated|delete)|returns\/|reverse_fulfillment_orders\/|fulfillment_orders\/|inventory_(?:levels|items|transfers|shipments)\/|locations\/)/;

/**
 * Reads a webhook. Facts are identified by the order, fulfilment or refund line they speak of and not by the delivery, so a redelivered webhook is the
 * same event. Never throws: what cannot be read is an issue.
 *
 * @param topic - The header `X-Shopify-Topic`, `orders/create`.
 * @param payload - The raw body; ids beyond 2^53 keep all their digits only there.
 */
export function decodeWebhook(topic: string, payload: Payload, options: ShopifyOptions, delivery: ShopifyDelivery = {}): PartnerDecoded {
  const issues = issueList();
  const context: DecodeContext = { options, delivery, issues, events: eventList(issues), statements: statementList(issues), pokes: [] };
  const root = readJsonPayload(payload, SHOPIFY_LIMITS.payloadBytesMax, issues);
  const reader = READERS.get(topic);
  if (root !== undefined) {
    if (reader !== undefined) reader(context, root);
    else if (FETCHED.test(topic)) context.pokes.push(pokeOf(topic, root));
    else issues.warning('shopify.unknown_topic', '$', `Nothing is read from the topic ${topic.slice(0, 80)}`);
  }
  return { events: context.events.events, statements: context.statements.statements, pokes: context.pokes, issues: issues.issues };
}

function pokeOf(topic: string, payload: JsonAt): PartnerDecoded['pokes'][number] {
  const subject = member(payload, 'order_edit', 'fulfillment_order', 'return', 'id');
  const id = textAt(subject) ?? textAt(member(subject, 'order_id', 'id')) ?? textAt(member(payload, 'admin_graphql_api_id', 'inventory_item_id'));
  return id === undefined ? { resource: topic } : { resource: topic, id };
}
