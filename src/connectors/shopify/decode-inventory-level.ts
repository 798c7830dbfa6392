import { amountAt, instantText, member, textAt, type JsonAt } from '../../wire/index.js';
import { idAt, locationAt, quantityOf, type DecodeContext } from './decode-context.js';

/**
 * `inventory_levels/update`: one figure to compare, with no cause and no difference in it. Order the figures by their time and not by arrival. A level
 * without a figure belongs to an item that Shopify does not track.
 */
export function decodeInventoryLevel(context: DecodeContext, level: JsonAt): void {
  const item = idAt(context, member(level, 'inventory_item_id'));
  const location = locationAt(context, member(level, 'location_id'));
  if (item === undefined || location === undefined) return;
  const amount = amountAt(member(level, 'available'));
  if (amount === undefined) {
    context.issues.warning('shopify.untracked_item', member(level, 'available').path, 'The level has no figure: Shopify does not track the item');
    return;
  }
  const asOf = instantText(textAt(member(level, 'updated_at'))) ?? instantText(context.delivery.triggeredAt);
  if (asOf === undefined) {
    context.issues.error('shopify.no_time', member(level, 'updated_at').path, 'Neither the level nor the delivery says when it was so');
    return;
  }
  const row = { item: `gid://shopify/InventoryItem/${item}`, location, quantity: quantityOf(context, amount) };
  context.statements.add({ system: context.options.source, measure: 'available', asOf, full: false }, row, level.path);
}
