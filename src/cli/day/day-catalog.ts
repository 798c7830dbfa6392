import type { Catalog, Policy } from '../../model/index.js';

/** The distributor of the day: three items, a warehouse with two bins, a third party's warehouse, four ways to sell. */
export const DAY_CATALOG: Catalog = {
  items: [
    {
      id: 'TEA-100', description: 'Breakfast tea, 100 bags', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }],
      aliases: [{ system: 'shopify', id: 'gid://shopify/InventoryItem/49123456700100' }, { system: 'erp', id: '10100' }, { system: 'amazon', id: 'B-TEA100-BOX' }],
    },
    {
      id: 'POT-01', description: 'Stoneware pot', unit: 'EA',
      aliases: [{ system: 'shopify', id: 'gid://shopify/InventoryItem/49123456700101' }, { system: 'erp', id: '10200' }, { system: 'amazon', id: 'B-POT01' }],
    },
    { id: 'HONEY', description: 'Honey from the drum', unit: 'KGM', granularity: '0.001', aliases: [{ system: 'erp', id: '10300' }] },
  ],
  locations: [
    { id: 'DC-EAST', kind: 'warehouse', timeZone: 'America/New_York', aliases: [{ system: 'shopify', id: 'gid://shopify/Location/66554433221' }, { system: 'erp', id: 'EAST' }] },
    { id: 'DC-EAST/A-01', kind: 'bin', parent: 'DC-EAST' },
    { id: 'DC-EAST/A-02', kind: 'bin', parent: 'DC-EAST' },
    { id: '3PL-WEST', kind: '3pl', timeZone: 'America/Los_Angeles', aliases: [{ system: 'shopify', id: 'gid://shopify/Location/66554433222' }, { system: '3pl', id: 'RNO1' }, { system: 'erp', id: 'WEST' }] },
  ],
  channels: [
    { id: 'shopify', locations: ['DC-EAST', '3PL-WEST'] },
    { id: 'amazon', locations: ['DC-EAST', '3PL-WEST'] },
    { id: 'edi', locations: ['3PL-WEST'] },
    { id: 'field', locations: ['DC-EAST'] },
  ],
  systems: [{ id: 'shopify' }, { id: 'amazon' }, { id: '3pl' }, { id: 'erp' }],
  sources: [
    { id: 'cut-over' },
    { id: 'shopify', system: 'shopify' },
    { id: '3pl', system: '3pl', unitCodes: 'x12' },
    { id: 'erp', system: 'erp', unitCodes: 'erp' },
    { id: 'wms' },
  ],
  unitCodes: { erp: { PCS: 'EA', BOX: 'CA', KG: 'KGM' } },
  // The ERP alone says what was received at the third party's warehouse.
  authority: [{ kind: 'receipt', source: 'erp', location: '3PL-WEST' }],
};

/** A tenth is kept back from Amazon, whose figures lag, and a case of tea for the warehouse's own needs. */
export const DAY_POLICY: Policy = {
  version: '2026-05',
  buffers: [
    { kind: 'buffer', channel: 'amazon', percent: '10' },
    { kind: 'safetyStock', item: 'TEA-100', location: 'DC-EAST', amount: '12' },
  ],
};
