import type { Instant } from '../foundation/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { byNumber } from './by-number.js';
import { requireAmount, requireSize, requireWhole } from './check-input.js';

/** Goods that become free at an instant. */
export interface SupplyLayer {
  readonly grains: Grains;
  /** Absent for what is there now. */
  readonly at?: Instant | undefined;
}

/** Goods taken from a layer. */
export interface LayerTake extends SupplyLayer {
  readonly at: Instant | undefined;
}

/** A supply over time that is taken from bit by bit. */
export interface SupplyLayers {
  /** Takes up to an amount of what is there by an instant, the latest first: what comes early is left for those who need it early. */
  readonly takeBy: (wanted: Grains, by: Instant) => readonly LayerTake[];
  /** Takes up to an amount of what comes after an instant, the earliest first. */
  readonly takeAfter: (wanted: Grains, by: Instant) => readonly LayerTake[];
  /** What is left, earliest first. */
  readonly left: () => readonly SupplyLayer[];
}

/**
 * Opens a supply. Layers are put in order of time, equal ones in the order given. Empty ones are skipped in constant time, so any number of takes costs little
 * more than the layers they empty.
 *
 * @throws TypeError for an amount below zero, or an instant that is none
 */
export function supplyLayers(layers: readonly SupplyLayer[]): SupplyLayers {
  requireSize(layers, 'supply');
  for (const [index, layer] of layers.entries()) {
    requireAmount(layer.grains, 'supply', index, 'grains');
    requireWhole(layer.at ?? 0, 'supply', index, 'at');
  }
  const sorted = [...layers].sort((one, other) => byNumber(startOf(one), startOf(other)));
  const held: number[] = sorted.map((layer) => layer.grains);
  // From each layer, one step back and forth over it once it is empty; index 0 stands before the first layer.
  const back = Array.from({ length: sorted.length + 2 }, (_, place) => place);
  const forth = [...back];
  const settled = (steps: number[], place: number): number => {
    let end = place;
    while (steps[end] !== end) end = steps[end]!;
    for (let step = place; steps[step] !== end;) [step, steps[step]] = [steps[step]!, end];
    return end;
  };
  const takeAt = (place: number, wanted: number, takes: LayerTake[]): number => {
    const amount = Math.min(wanted, held[place - 1]!);
    held[place - 1]! -= amount;
    if (held[place - 1] === 0) [back[place], forth[place]] = [place - 1, place + 1];
    if (amount > 0) takes.push({ grains: grains(amount), at: sorted[place - 1]!.at });
    return wanted - amount;
  };
  /** How many layers are there by an instant. */
  const countBy = (by: Instant): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(sorted[middle]!) <= by) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    takeBy(wanted, by) {
      const takes: LayerTake[] = [];
      let left: number = wanted;
      for (let place = settled(back, countBy(by)); left > 0 && place > 0; place = settled(back, place)) left = takeAt(place, left, takes);
      return takes;
    },
    takeAfter(wanted, by) {
      const takes: LayerTake[] = [];
      let left: number = wanted;
      for (let place = settled(forth, countBy(by) + 1); left > 0 && place <= sorted.length; place = settled(forth, place)) left = takeAt(place, left, takes);
      return takes;
    },
    left: () => sorted.flatMap((layer, index) => (held[index]! > 0 ? [{ ...layer, grains: grains(held[index]!) }] : [])),
  };
}

/** What is there now is there before any instant. */
export function startOf(layer: SupplyLayer): number {
  return layer.at ?? -Infinity;
}
