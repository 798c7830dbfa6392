import { expect, it } from 'vitest';
import { addGrains, compileUnits, grains, toGrains, type Grains } from '../../src/quantity/index.js';
import { describeWithShared } from '../shared-data.js';
import { readTable } from './read-table.js';

describeWithShared('deliveries of health commodities', ['data/scms-delivery/delivery_history.csv.gz'], (path) => {
  it('are 84,039,611 packs and 4,497,959,157 base units of 523 items by country', () => {
    let packs = grains(0);
    let units = grains(0);
    const items = new Map<string, Grains>();
    const lines = readTable(path);
    for (const line of lines) {
      const item = compileUnits({ unit: 'EA', packs: [{ unit: 'PACK', holds: { amount: line['Unit of Measure (Per Pack)']!, unit: 'EA' } }] });
      const told = toGrains(item, { amount: line['Line Item Quantity']!, unit: 'PACK' }, { at: 0, purpose: 'fact' });
      if (!told.ok) throw new Error(told.code);
      packs = addGrains(packs, grains(Number(line['Line Item Quantity'])));
      units = addGrains(units, told.grains);
      const key = `${line['Country']}/${line['Item Description']}`;
      items.set(key, addGrains(items.get(key) ?? grains(0), told.grains));
    }
    expect([lines.length, packs, units, items.size]).toEqual([5546, 84_039_611, 4_497_959_157, 523]);
  });
});
