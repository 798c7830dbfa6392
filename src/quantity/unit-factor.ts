import type { UnitFactor } from './item-units.js';
import { divideRatios, type Ratio } from './ratio.js';
import { pathText, type UnitEdge } from './unit-graph.js';

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** Puts a factor in base units into the form conversions read. */
export function unitFactor(base: Ratio, grain: Ratio, pack: boolean, path: readonly UnitEdge[]): UnitFactor {
  const inGrains = divideRatios(base, grain);
  const safe = inGrains.n <= MAX && inGrains.d <= MAX;
  return { n: safe ? Number(inGrains.n) : 0, d: safe ? Number(inGrains.d) : 0, base, pack, path, via: pathText(path) };
}
