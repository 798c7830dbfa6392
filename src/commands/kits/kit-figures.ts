import { explodeKit, kitAvailable, kitStructure, type KitAvailability, type KitPart } from '../../allocation/index.js';
import { availableFrom, type Availability, type AvailabilityQuery, type ItemFigures } from '../../availability/index.js';
import type { Register } from '../../model/index.js';
import { addGrains, type Grains } from '../../quantity/index.js';
import { isKit } from './kit-lines.js';

/** The figures of items at one instant. */
export type FiguresOf = (item: string) => ItemFigures;

/** Reads the figures of each item once. */
export function readOnce(read: FiguresOf): FiguresOf {
  const known = new Map<string, ItemFigures>();
  return (item) => {
    let figures = known.get(item);
    if (figures === undefined) {
      figures = read(item);
      known.set(item, figures);
    }
    return figures;
  };
}

/** What is stocked of an item, taken apart to what its kits are built of; nothing for an item that is no kit, or one that contains itself. */
export function buildingParts(register: Register, item: string, at: number): readonly KitPart[] {
  const exploded = isKit(register, item) ? explodeKit(item, kitStructure(register, { at })) : undefined;
  return exploded?.ok === true ? exploded.parts : [];
}

/** What one asker may have of an item: of a kit, pre-assembled ones and what its parts make. */
export interface OwnAndBuilt {
  /** Of the item's own stock. */
  readonly own: Availability;
  /** Absent for an item that is not built of parts. */
  readonly built: KitAvailability | undefined;
  /** Both together. */
  readonly available: Grains;
}

/** What one asker may have of an item that is built of parts, or of none. */
export function availableWithParts(register: Register, figures: FiguresOf, item: string, parts: readonly KitPart[], query: Omit<AvailabilityQuery, 'at'>): OwnAndBuilt {
  const own = availableFrom(register, figures(item), query);
  if (parts.length === 0) return { own, built: undefined, available: own.available };
  const built = kitAvailable(parts, new Map(parts.map((part) => [part.item, availableFrom(register, figures(part.item), query).available])));
  return { own, built, available: addGrains(own.available, built.kits) };
}
