import { InventoryError } from '../foundation/index.js';
import { ratioText, ratioToDecimal } from './ratio-text.js';
import { divideRatios, equalRatios, multiplyRatios, ONE_RATIO, type Ratio } from './ratio.js';

/** One of `unit` is `factor` of `to`. */
export interface UnitEdge {
  readonly unit: string;
  readonly to: string;
  readonly factor: Ratio;
  /** Whether it is a definition that holds for all goods. */
  readonly standard?: true;
}

/** How a unit is reached from the unit a walk started at: what one of it is there, and the edges between, nearest to it first. */
export interface Reached {
  readonly factor: Ratio;
  readonly path: readonly UnitEdge[];
}

/** The most digits of a factor's numerator or denominator, along any path. */
const FACTOR_MAX = 10n ** 60n;

/**
 * Every unit that edges connect with `start`, by the path of fewest edges, earlier edges first. Any other path gives the same factor, or the table is refused.
 *
 * @throws InventoryError `quantity.inconsistent_units` naming a cycle whose factor is not 1, or a factor beyond 60 digits.
 */
export function walkUnits(start: string, edges: readonly UnitEdge[]): Map<string, Reached> {
  const reached = new Map<string, Reached>([[start, { factor: ONE_RATIO, path: [] }]]);
  const neighbours = neighboursOf(edges);
  for (const [unit, { factor, path }] of reached) {
    for (const edge of neighbours.get(unit) ?? []) {
      const next = edge.unit === unit ? edge.to : edge.unit;
      const known = reached.get(next);
      const through = bounded(edge.unit === unit ? divideRatios(factor, edge.factor) : multiplyRatios(edge.factor, factor), next);
      if (known === undefined) reached.set(next, { factor: through, path: [edge, ...path] });
      else if (!equalRatios(known.factor, through)) throw contradiction(edge, reached);
    }
  }
  return reached;
}

/** All edges of a unit, whichever way they are declared. */
function neighboursOf(edges: readonly UnitEdge[]): Map<string, UnitEdge[]> {
  const neighbours = new Map<string, UnitEdge[]>();
  for (const edge of edges) {
    for (const unit of [edge.unit, edge.to]) {
      const known = neighbours.get(unit);
      if (known === undefined) neighbours.set(unit, [edge]);
      else known.push(edge);
    }
  }
  return neighbours;
}

function bounded(factor: Ratio, unit: string): Ratio {
  if (factor.n < FACTOR_MAX && factor.d < FACTOR_MAX) return factor;
  throw new InventoryError('quantity.inconsistent_units', `The factor of ${unit} has more than 60 digits`);
}

/** The error for an edge that disagrees with the paths walked before it. Going round the cycle should come back to 1. */
function contradiction(edge: UnitEdge, reached: ReadonlyMap<string, Reached>): InventoryError {
  const there = reached.get(edge.unit)!;
  const back = reached.get(edge.to)!;
  const cycle = [edge.unit, ...detour(edge.to, back.path, edge.unit, there.path)].join(' > ');
  const product = divideRatios(multiplyRatios(edge.factor, back.factor), there.factor);
  return new InventoryError('quantity.inconsistent_units', `${cycle} gives ${ratioText(product)} instead of 1, while ${edgeText(edge)} ${edge.standard === true ? 'holds by definition' : 'is declared'}`, {
    details: { cycle, factor: ratioText(product), edge: edgeText(edge) },
  });
}

/** The units from one unit to another along their paths to the start, cut where the paths meet. */
function detour(from: string, fromPath: readonly UnitEdge[], to: string, toPath: readonly UnitEdge[]): string[] {
  const up = unitsAlong(from, fromPath);
  const down = unitsAlong(to, toPath);
  while (up.at(-2) !== undefined && up.at(-2) === down.at(-2)) {
    up.pop();
    down.pop();
  }
  return [...up, ...down.reverse().slice(1)];
}

function unitsAlong(unit: string, path: readonly UnitEdge[]): string[] {
  const units = [unit];
  let at = unit;
  for (const edge of path) {
    at = edge.unit === at ? edge.to : edge.unit;
    units.push(at);
  }
  return units;
}

/** "1 CA = 12 EA"; a factor without an end as a fraction, "1 EA = 1/3 KGM". */
export function edgeText({ unit, to, factor }: UnitEdge): string {
  return `1 ${unit} = ${ratioToDecimal(factor) ?? ratioText(factor)} ${to}`;
}

/** The edges of a path as text, nearest first; `base` for none. Two definitions that meet at a reference unit read as one: "1 DZN = 12 EA". */
export function pathText(path: readonly UnitEdge[]): string {
  const steps: string[] = [];
  for (let index = 0; index < path.length; index++) {
    const edge = path[index]!;
    const next = path[index + 1];
    if (edge.standard === true && next?.standard === true) {
      steps.push(edgeText({ unit: edge.unit, to: next.unit, factor: divideRatios(edge.factor, next.factor) }));
      index++;
    } else {
      steps.push(edgeText(edge));
    }
  }
  return steps.length === 0 ? 'base' : steps.join(', ');
}
