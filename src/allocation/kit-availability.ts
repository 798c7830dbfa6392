import {
  addGrains, ceilRatio, divideRatios, floorRatio, grains, grainsFromBigint, multiplyRatios, ratio, subtractGrains, type Grains, type Ratio,
} from '../quantity/index.js';
import type { KitPart } from './explode-kit.js';

/** A number of kits that are wanted, taken apart. */
export interface KitDemand {
  readonly line: string;
  /** As frozen when the line was opened. */
  readonly parts: readonly KitPart[];
  readonly kits: Grains;
}

/** What one part allows: `kits` of them could be built if no other part were short. */
export interface PartLimit {
  readonly item: string;
  readonly perKit: Ratio;
  /** What there is of the part for these kits, never below zero. */
  readonly available: Grains;
  readonly kits: Grains;
}

/** How many kits can be built: the least over the parts of what each allows. */
export interface KitAvailability {
  readonly kits: Grains;
  /** The parts of which there is too little for one more, in the order of the kit. */
  readonly binding: readonly string[];
  readonly limits: readonly PartLimit[];
}

/**
 * How many kits can be built from what is available of their parts, after what `others` take. One minimum at the end, over whole kits: what others take is
 * subtracted part by part before, so a part that several kits share is counted once.
 *
 * `available` is what may be promised of each part; a part that is missing there is not available, and one below zero offers nothing.
 *
 * @throws InventoryError `quantity.overflow` if a number of kits leaves the exact range
 */
export function kitAvailable(parts: readonly KitPart[], available: ReadonlyMap<string, Grains>, others: readonly KitDemand[] = []): KitAvailability {
  requireParts(parts);
  const taken = new Map(partNeeds(others).map(({ item, needed }) => [item, needed]));
  const limits = parts.map(({ item, perKit }) => {
    const left = subtractGrains(offered(available, item), taken.get(item) ?? ZERO);
    const free = left > 0 ? left : ZERO;
    return { item, perKit, available: free, kits: kitsFrom({ item, perKit }, free) };
  });
  const kits = limits.reduce((least, limit) => (limit.kits < least ? limit.kits : least), limits[0]!.kits);
  return { kits, binding: limits.filter((limit) => limit.kits === kits).map(({ item }) => item), limits };
}

/** What several lines of kits need of one part. */
export interface PartNeed {
  readonly item: string;
  readonly needed: Grains;
}

/**
 * What lines of kits need of each part together, in the order of first use. A line takes whole grains: a part that one kit takes half a piece of is rounded up
 * once for the line.
 */
export function partNeeds(lines: readonly KitDemand[]): readonly PartNeed[] {
  const needs = new Map<string, Grains>();
  for (const line of lines) for (const part of line.parts) needs.set(part.item, addGrains(needs.get(part.item) ?? ZERO, needOf(part, line.kits)));
  return [...needs].map(([item, needed]) => ({ item, needed }));
}

/** A part of which there is less than the lines need. */
export interface PartShortage extends PartNeed {
  readonly available: Grains;
  readonly short: Grains;
}

/** The parts of which there is less than lines of kits need together: empty when all can be built. */
export function kitShortage(lines: readonly KitDemand[], available: ReadonlyMap<string, Grains>): readonly PartShortage[] {
  return partNeeds(lines).flatMap(({ item, needed }) => {
    const held = offered(available, item);
    return held < needed ? [{ item, needed, available: held, short: subtractGrains(needed, held) }] : [];
  });
}

/** What a number of kits takes of a part, in whole grains. @throws InventoryError `quantity.overflow` */
export function needOf({ perKit }: KitPart, kits: Grains): Grains {
  return grainsFromBigint(ceilRatio(multiplyRatios(perKit, ratio(BigInt(kits)))));
}

/** How many kits an amount of a part makes, whatever there is of the others. @throws InventoryError `quantity.overflow` */
export function kitsFrom({ perKit }: KitPart, amount: Grains): Grains {
  return grainsFromBigint(floorRatio(divideRatios(ratio(BigInt(amount)), perKit)));
}

/** @throws TypeError for no parts: of nothing, any number could be built. */
export function requireParts(parts: readonly KitPart[]): void {
  if (parts.length === 0) throw new TypeError('A kit has at least one part');
}

/** What there is of a part; below zero counts as nothing. */
function offered(available: ReadonlyMap<string, Grains>, item: string): Grains {
  const held = available.get(item) ?? ZERO;
  return held > 0 ? held : ZERO;
}

const ZERO = grains(0);
