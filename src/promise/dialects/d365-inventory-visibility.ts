import { grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { tableSeries } from './table-series.js';

/**
 * Dynamics 365 Inventory Visibility: the least projected balance from a day to the end of the schedule period, 30 days of UTC with today unless it is set otherwise, and at
 * most 180. What was due before today drops out.
 */
export const d365InventoryVisibility: Dialect = {
  name: 'd365InventoryVisibility',
  title: 'Dynamics 365 Inventory Visibility',
  source: 'https://learn.microsoft.com/en-us/dynamics365/supply-chain/inventory/inventory-visibility-available-to-promise',
  terms: { shows: 'cumulative', looksAhead: 'toTheEnd', shortage: 'carried', below: 'signed' },
  reads: { bucket: 'day', timeZone: 'UTC', horizonDays: 30, pastDueSupply: 'drop', pastDueDemand: 'drop' },
  row: (table) => Array.from(tableSeries(table).cumulative, grains),
};
