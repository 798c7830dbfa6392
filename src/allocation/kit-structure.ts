import type { Instant } from '../foundation/index.js';
import type { Register } from '../model/index.js';
import { convertExactly, divideRatios, multiplyRatios, type Ratio } from '../quantity/index.js';

/** A direct component: how many of its grains one grain of the kit takes, exactly. */
export interface KitComponentShare {
  readonly item: string;
  readonly perKit: Ratio;
}

/** The direct components of an item; `undefined` for an item that is no kit. */
export type KitStructure = (item: string) => readonly KitComponentShare[] | undefined;

/**
 * Reads kits from the catalogue, each quantity exactly in the component's grains with the packs of that instant.
 *
 * @throws InventoryError `quantity.unknown_unit` or `quantity.no_conversion`, when a kit is read whose quantity no unit of the component leads to
 */
export function kitStructure(register: Register, { at }: { readonly at: Instant }): KitStructure {
  return (id) => {
    const kit = register.item(id);
    return kit?.item.components?.map(({ item, quantity }) => {
      // A catalogue that names an unknown component does not compile.
      const { units } = register.item(item)!;
      const perUnit = convertExactly(units, quantity.amount, { from: quantity.unit, to: units.unit, at });
      return { item, perKit: divideRatios(multiplyRatios(perUnit, kit.units.grain), units.grain) };
    });
  };
}
