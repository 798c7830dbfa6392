import type { PartnerMeasure } from '../../ports/index.js';
import { addDecimals, amountAt, elements, signOfDecimal, subtractDecimals, textAt, type JsonAt } from '../../wire/index.js';
import { eventTime, field, quantityOf, skuOf, type DecodeContext } from './decode-context.js';

/** `LISTINGS_ITEM_MFN_QUANTITY_CHANGE`: what the seller's own channel offers. It echoes what was published, so it is a figure to compare. */
export function decodeMfnQuantityChange(context: DecodeContext, notification: JsonAt): void {
  const payload = field(notification, 'payload');
  const item = skuOf(context, payload);
  const amount = amountAt(field(payload, 'quantity'));
  if (amount === undefined) context.issues.error('amazon.no_quantity', field(payload, 'quantity').path, 'A quantity was expected');
  const asOf = eventTime(context, notification);
  const channel = textAt(field(payload, 'fulfillmentChannelCode'));
  const location = context.options.location ?? channel;
  if (item === undefined || amount === undefined || asOf === undefined || location === undefined) return;
  context.statements.add({ system: context.options.source, measure: 'available', asOf, full: false }, { item, location, quantity: quantityOf(context, amount) }, payload.path);
}

/** A figure of the notification: where it stands below the inventory of a marketplace. Those of one measure are added up. */
const FBA_FIGURES: readonly (readonly [measure: PartnerMeasure, path: readonly string[]])[] = [
  ['available', ['fulfillable']],
  ['committed', ['reservedQuantityBreakdown', 'pendingCustomerOrder']],
  ['inTransit', ['reservedQuantityBreakdown', 'warehouseTransfer']],
  ['quarantined', ['reservedQuantityBreakdown', 'warehouseProcessing']],
  ['quarantined', ['researching']],
  ['damaged', ['unfulfillable']],
  ['onOrder', ['inboundQuantityBreakdown', 'working']],
  ['onOrder', ['inboundQuantityBreakdown', 'shipped']],
  ['onOrder', ['inboundQuantityBreakdown', 'receiving']],
];

/**
 * `FBA_INVENTORY_AVAILABILITY_CHANGES`: what Amazon holds of an item. The marketplaces it lists share one pool, so one of them is read and they are never
 * added up; if they differ, the one that offers least is believed.
 */
export function decodeFbaAvailability(context: DecodeContext, notification: JsonAt): void {
  const payload = field(notification, 'payload');
  const item = skuOf(context, payload);
  const asOf = eventTime(context, notification);
  const inventories = elements(field(payload, 'fulfillmentInventoryByMarketplace'), context.issues).map((marketplace) => field(marketplace, 'fulfillmentInventory'));
  const inventory = leastOffered(context, inventories);
  if (item === undefined || asOf === undefined || inventory === undefined) return;
  const figures = new Map<PartnerMeasure, string>();
  for (const [measure, path] of FBA_FIGURES) {
    const amount = amountAt(path.reduce(field, inventory));
    const sum = amount === undefined ? undefined : addDecimals(figures.get(measure) ?? '0', amount);
    if (sum !== undefined) figures.set(measure, sum);
  }
  const location = context.options.amazonLocation ?? 'FBA';
  for (const [measure, amount] of figures) {
    context.statements.add({ system: context.options.source, measure, asOf, full: false }, { item, location, quantity: quantityOf(context, amount) }, inventory.path);
  }
}

function leastOffered(context: DecodeContext, inventories: readonly JsonAt[]): JsonAt | undefined {
  const counted = inventories.flatMap((inventory) => {
    const amount = amountAt(field(inventory, 'fulfillable'));
    return amount === undefined ? [] : [{ inventory, amount }];
  });
  const [first] = counted;
  if (first === undefined) {
    context.issues.error('amazon.no_quantity', '$.Payload', 'No marketplace states what can be fulfilled');
    return undefined;
  }
  const differing = counted.some(({ amount }) => amount !== first.amount);
  if (differing) context.issues.warning('amazon.pools_differ', first.inventory.path, 'The marketplaces state different figures for one pool; the least is read');
  return counted.reduce((least, next) => (signOfDecimal(subtractDecimals(next.amount, least.amount) ?? '0') < 0 ? next : least)).inventory;
}
