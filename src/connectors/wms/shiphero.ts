import type { WmsBalanceProfile } from './profile.js';

/**
 * ShipHero's `Inventory Update`. The block of the warehouse is read, since the figures above it add up all warehouses; texts and numbers are mixed in it.
 * The message does not say when it was so.
 */
export function shipHeroInventory(source: string): WmsBalanceProfile {
  return {
    source, timeZone: 'UTC', rows: 'inventory', item: 'sku', location: 'updated_warehouse.warehouse_id',
    measures: {
      'updated_warehouse.inventory': 'available',
      'updated_warehouse.on_hand': 'onHand',
      'updated_warehouse.backorder_quantity': 'backordered',
      'updated_warehouse.reserve': 'reserved',
      'updated_warehouse.non_sellable': 'damaged',
      'updated_warehouse.qty_in_totes': 'committed',
    },
  };
}
