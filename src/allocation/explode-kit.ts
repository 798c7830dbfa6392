import { no, type Answer } from '../foundation/index.js';
import { addRatios, multiplyRatios, ONE_RATIO, type Ratio } from '../quantity/index.js';
import type { KitComponentShare, KitStructure } from './kit-structure.js';

/** One part that is stocked: how many of its grains one grain of the kit takes, over every place in the kit where it occurs. */
export interface KitPart {
  readonly item: string;
  readonly perKit: Ratio;
}

/** A kit taken apart to what is stocked, each part once, in the order of first use. Frozen: a later change of the kit does not reach it. */
export interface KitExplosion {
  readonly kit: string;
  readonly parts: readonly KitPart[];
}

/** Why a kit cannot be taken apart. */
export type KitRefusal =
  | { readonly code: 'allocation.not_a_kit'; readonly item: string }
  | {
    readonly code: 'allocation.kit_cycle';
    /** From an item down to itself. */
    readonly cycle: readonly string[];
  };

/**
 * Takes a kit apart through all its levels. Ratios multiply down and add up, exactly; a part that is used in several places occurs once, with their sum. Each
 * sub-kit is taken apart once, however often it occurs.
 */
export function explodeKit(kit: string, componentsOf: KitStructure): Answer<KitExplosion, KitRefusal> {
  const top = componentsOf(kit);
  if (top === undefined || top.length === 0) return no({ code: 'allocation.not_a_kit', item: kit });
  const sorted = sortDown(kit, componentsOf);
  if (!sorted.ok) return sorted;
  const taken = new Map<string, Ratio>([[kit, ONE_RATIO]]);
  for (const [item, components] of sorted.kits) {
    const times = taken.get(item)!;
    for (const { item: part, perKit } of components) {
      if (perKit.n <= 0n) throw new TypeError(`${item} takes more than nothing of ${part}`);
      const more = multiplyRatios(times, perKit);
      const known = taken.get(part);
      taken.set(part, known === undefined ? more : addRatios(known, more));
    }
  }
  const parts = sorted.parts.map((item) => Object.freeze({ item, perKit: Object.freeze(taken.get(item)!) }));
  return { ok: true, kit, parts: Object.freeze(parts) };
}

interface SortedDown {
  readonly ok: true;
  /** Each kit before the kits within it. */
  readonly kits: readonly (readonly [string, readonly KitComponentShare[]])[];
  /** What is no kit, in the order of first use. */
  readonly parts: readonly string[];
}

interface Visit {
  readonly item: string;
  readonly components: readonly KitComponentShare[];
  next: number;
}

/** Visits everything below a kit once, without recursion: a kit may be deep. */
function sortDown(kit: string, componentsOf: KitStructure): SortedDown | { readonly ok: false; readonly reason: KitRefusal } {
  const finished: (readonly [string, readonly KitComponentShare[]])[] = [];
  const parts: string[] = [];
  const seen = new Set<string>();
  const path: Visit[] = [{ item: kit, components: componentsOf(kit) ?? [], next: 0 }];
  for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
    const component = visit.components[visit.next++];
    if (component === undefined) {
      finished.push([visit.item, visit.components]);
      path.pop();
      continue;
    }
    const { item } = component;
    const above = path.findIndex((step) => step.item === item);
    if (above >= 0) return no({ code: 'allocation.kit_cycle', cycle: [...path.slice(above).map((step) => step.item), item] });
    if (seen.has(item)) continue;
    seen.add(item);
    const components = componentsOf(item);
    if (components === undefined || components.length === 0) parts.push(item);
    else path.push({ item, components, next: 0 });
  }
  return { ok: true, kits: finished.reverse(), parts };
}
