import { compileRegister, type Catalog, type ForeignStockRule, type Policy, type Register } from '../../src/model/index.js';

/** A warehouse with a bin, a corner of it that a vendor fills with a bin of its own, a drop-ship supplier with a store room, and a store of ours at that supplier’s. */
export const FOREIGN_CATALOG: Catalog = {
  items: [{ id: 'TEA', unit: 'EA' }, { id: 'RICE', unit: 'EA' }],
  locations: [
    { id: 'DC', kind: 'warehouse' }, { id: 'DC-1', kind: 'bin', parent: 'DC' }, { id: 'VMI', kind: 'vendorManaged', parent: 'DC' }, { id: 'VMI-1', kind: 'bin', parent: 'VMI' },
    { id: 'SUP', kind: 'dropShip' }, { id: 'SUP-A', kind: 'zone', parent: 'SUP' }, { id: 'SUP-CAGE', kind: 'zone', parent: 'SUP', sellable: false }, { id: 'OURS', kind: 'store', parent: 'SUP' },
  ],
  channels: [{ id: 'web', locations: ['DC', 'SUP'] }],
};

export function foreignRegister(foreignStock: readonly ForeignStockRule[] | undefined, more: Partial<Policy> = {}): Register {
  return compileRegister(FOREIGN_CATALOG, { version: 'p', foreignStock, ...more }, 1);
}
