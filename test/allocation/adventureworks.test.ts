import { expect, it } from 'vitest';
import { explodeKit, kitAvailable, type KitStructure } from '../../src/allocation/index.js';
import { grains, ratio, sumGrains, type Grains } from '../../src/quantity/index.js';
import { readTable } from '../quantity/read-table.js';
import { describeWithShared } from '../shared-data.js';

describeWithShared('the bills of material of a bicycle maker', ['data/adventureworks'], (folder) => {
  const onHand = new Map<string, Grains>();
  for (const { ProductID = '', Quantity } of readTable(`${folder}/ProductInventory.csv.gz`)) onHand.set(ProductID, sumGrains([onHand.get(ProductID) ?? grains(0), grains(Number(Quantity))]));
  const bills = new Map<string, { item: string; perKit: ReturnType<typeof ratio> }[]>();
  for (const { ProductAssemblyID = '', ComponentID = '', EndDate, PerAssemblyQty = '' } of readTable(`${folder}/BillOfMaterials.csv.gz`)) {
    if (ProductAssemblyID === '' || EndDate !== '') continue;
    const hundredths = BigInt(PerAssemblyQty.replace('.', ''));
    bills.set(ProductAssemblyID, [...(bills.get(ProductAssemblyID) ?? []), { item: ComponentID, perKit: ratio(hundredths, 100n) }]);
  }
  const structure: KitStructure = (item) => bills.get(item);

  it('make 134 kits, of which 51 cannot be built from the parts on hand', () => {
    expect(sumGrains(onHand.values())).toBe(335_974);
    expect(bills.size).toBe(134);
    expect([...bills.values()].filter((parts) => kitAvailable(parts, onHand).kits === 0).length).toBe(51);
  });

  it('come apart through all their levels to what is no kit, every path counted', () => {
    const count = (item: string): Map<string, bigint> => {
      const bill = bills.get(item);
      if (bill === undefined) return new Map([[item, 1n]]);
      const sum = new Map<string, bigint>();
      for (const { item: part, perKit } of bill) for (const [leaf, each] of count(part)) sum.set(leaf, (sum.get(leaf) ?? 0n) + perKit.n * each);
      return sum;
    };
    for (const kit of bills.keys()) {
      const answer = explodeKit(kit, structure);
      expect(answer.ok && new Map(answer.parts.map(({ item, perKit }) => [item, perKit.n]))).toEqual(count(kit));
    }
  });
});
