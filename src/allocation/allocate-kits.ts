import { no, type Answer } from '../foundation/index.js';
import { grains, subtractGrains, type Grains } from '../quantity/index.js';
import { requireAmount, requireNamedOnce } from './check-input.js';
import { kitAvailable, kitShortage, needOf, requireParts, type KitDemand, type PartShortage } from './kit-availability.js';

/**
 * What becomes of kits that cannot all be built.
 * - `refuse`: nothing is allocated
 * - `wholeKits`: as many whole kits as the parts allow, line by line in the order given
 * - `components`: each part as far as it goes, line by line; a kit may then leave in pieces
 */
export type KitPartialRule = 'refuse' | 'wholeKits' | 'components';

/** Lines of kits, and what there is of their parts. */
export interface KitAllocationRequest {
  readonly lines: readonly KitDemand[];
  /** What may be promised of each part. */
  readonly available: ReadonlyMap<string, Grains>;
  readonly partial: KitPartialRule;
}

/** What is taken of one part. */
export interface PartTake {
  readonly item: string;
  readonly grains: Grains;
}

/** What one line gets. */
export interface KitLineAllocation {
  readonly line: string;
  readonly requested: Grains;
  /** Whole kits that the parts given make. */
  readonly kits: Grains;
  readonly unfilled: Grains;
  /** What is taken of each part, in the order of the kit; parts of which nothing is taken are left out. */
  readonly takes: readonly PartTake[];
}

/** Lines in the order given. */
export interface KitAllocation {
  readonly partial: KitPartialRule;
  readonly lines: readonly KitLineAllocation[];
  /** Where the lines as asked for exceed what there is; empty when all are whole. */
  readonly shortages: readonly PartShortage[];
}

/** Why nothing is allocated: the parts that are short, over all lines together. */
export interface KitAllocationRefusal {
  readonly code: 'allocation.insufficient';
  readonly shortages: readonly PartShortage[];
}

/**
 * Allocates parts to lines of kits. The needs of all lines are summed by part before anything is given.
 *
 * @throws TypeError for a line named twice, a line without parts, or a number of kits below zero
 */
export function allocateKits({ lines, available, partial }: KitAllocationRequest): Answer<KitAllocation, KitAllocationRefusal> {
  requireNamedOnce(lines, ({ line }) => line, 'lines');
  for (const [index, line] of lines.entries()) {
    requireAmount(line.kits, 'lines', index, 'kits');
    requireParts(line.parts);
  }
  const shortages = kitShortage(lines, available);
  if (shortages.length > 0 && partial === 'refuse') return no({ code: 'allocation.insufficient', shortages });
  const left = new Map(available);
  return { ok: true, partial, shortages, lines: lines.map((line) => (partial === 'components' ? takeParts(line, left) : takeKits(line, left))) };
}

function takeKits(line: KitDemand, left: Map<string, Grains>): KitLineAllocation {
  const buildable = kitAvailable(line.parts, left).kits;
  const kits = buildable < line.kits ? buildable : line.kits;
  const takes = line.parts.map((part) => ({ item: part.item, grains: needOf(part, kits) }));
  return settle(line, kits, takes, left);
}

function takeParts(line: KitDemand, left: Map<string, Grains>): KitLineAllocation {
  const takes = line.parts.map((part) => {
    const held = left.get(part.item) ?? NOTHING;
    const wanted = needOf(part, line.kits);
    // What is below zero gives nothing: it makes no kit, and is no take.
    return { item: part.item, grains: held < wanted ? held : wanted };
  });
  const whole = kitAvailable(line.parts, new Map(takes.map((take) => [take.item, take.grains]))).kits;
  return settle(line, whole < line.kits ? whole : line.kits, takes, left);
}

function settle(line: KitDemand, kits: Grains, takes: readonly PartTake[], left: Map<string, Grains>): KitLineAllocation {
  const taken = takes.filter((take) => take.grains > 0);
  for (const take of taken) left.set(take.item, subtractGrains(left.get(take.item)!, take.grains));
  return { line: line.line, requested: line.kits, kits, unfilled: subtractGrains(line.kits, kits), takes: taken };
}

const NOTHING = grains(0);
