import { InventoryError, isIdentifier, parseInstant } from '../foundation/index.js';
import { decimalPlaces } from './amount.js';
import type { ItemUnits, PackSpec, UnitPeriod, UnitsSpec } from './item-units.js';
import { ratioFromDecimal } from './ratio-text.js';
import { ONE_RATIO, type Ratio } from './ratio.js';
import { OFFSET_UNITS, REFERENCE_UNITS, STANDARD_UNITS } from './standard-units.js';
import { unitFactor } from './unit-factor.js';
import { edgeText, walkUnits, type Reached, type UnitEdge } from './unit-graph.js';

/** How many conversions one item may declare, past ones included. */
export const UNIT_EDGES_MAX = 64;

/** The longest code of a unit. */
export const UNIT_CODE_LENGTH_MAX = 40;

/** The longest granularity, in characters: any number of grains then has a canonical amount. */
export const GRANULARITY_LENGTH_MAX = 20;

/** A declared conversion with its stretch of time in epoch milliseconds. */
interface DatedEdge extends UnitEdge {
  readonly from: number;
  readonly until: number;
}

/**
 * Makes an item's units ready for conversion: checks the whole declaration and works out every factor once.
 *
 * Standard units of a class the item speaks of are connected by their definitions, so all paths that hold at one instant give one factor. A unit of count
 * that the item itself defines (a baker's `DZN` of 13) is the item's own; a measure that contradicts its definition is refused.
 *
 * @throws InventoryError `quantity.inconsistent_units` where the declaration contradicts itself, naming the cycle; `quantity.malformed` for an amount, date or
 * code that cannot be read; `quantity.no_conversion` for a unit with an offset, such as degrees.
 */
export function compileUnits(spec: UnitsSpec): ItemUnits {
  checkUnit(spec.unit);
  const granularity = spec.granularity ?? '1';
  const grain = readGrain(spec.unit, granularity);
  const edges = readEdges(spec.packs ?? []);
  const names = new Set([spec.unit, ...edges.flatMap(({ unit, to }) => [unit, to])]);
  const periods = boundaries(edges).map((from) => compilePeriod(spec.unit, grain, edges, from));
  return { unit: spec.unit, granularity, grain, step: Number(granularity.replace('.', '')), places: decimalPlaces(granularity), names, base: unitFactor(ONE_RATIO, grain, false, []), periods };
}

function readGrain(unit: string, granularity: string): Ratio {
  const grain = ratioFromDecimal(granularity);
  if (grain.n <= 0n) throw inconsistent(`The granularity of ${unit} must be above zero, not ${granularity}`);
  if (granularity.length > GRANULARITY_LENGTH_MAX) throw new InventoryError('quantity.malformed', `The granularity of ${unit} takes more than ${GRANULARITY_LENGTH_MAX} characters`);
  return grain;
}

function readEdges(packs: readonly PackSpec[]): DatedEdge[] {
  if (packs.length > UNIT_EDGES_MAX) throw inconsistent(`An item has at most ${UNIT_EDGES_MAX} conversions, not ${packs.length}`);
  return packs.map((pack) => {
    checkUnit(pack.unit);
    checkUnit(pack.holds.unit);
    const edge = {
      unit: pack.unit, to: pack.holds.unit, factor: ratioFromDecimal(pack.holds.amount),
      from: pack.validFrom === undefined ? -Infinity : readInstant(pack.validFrom), until: pack.validTo === undefined ? Infinity : readInstant(pack.validTo),
    };
    if (edge.factor.n <= 0n) throw inconsistent(`${edgeText(edge)}: a factor must be above zero`);
    if (edge.unit === edge.to) throw inconsistent(`${edgeText(edge)}: a unit is not defined by itself`);
    if (edge.from >= edge.until) throw inconsistent(`${edgeText(edge)}: ends before it begins`);
    return edge;
  });
}

/** Where a period begins: at the start of time and wherever a conversion begins or ends. */
function boundaries(edges: readonly DatedEdge[]): number[] {
  const instants = new Set([-Infinity]);
  for (const { from, until } of edges) {
    instants.add(from);
    if (until !== Infinity) instants.add(until);
  }
  return [...instants].sort((left, right) => (left < right ? -1 : 1));
}

function compilePeriod(base: string, grain: Ratio, dated: readonly DatedEdge[], from: number): UnitPeriod {
  const declared = dated.filter((edge) => edge.from <= from && from < edge.until);
  const edges = [...declared, ...standardEdges(base, declared)];
  const reached = walkUnits(base, edges);
  checkIslands(edges, reached);
  const packs = new Set(declared.map(({ unit }) => unit));
  return { from, factors: new Map([...reached].map(([unit, { factor, path }]) => [unit, unitFactor(factor, grain, packs.has(unit), path)])) };
}

/** The definitions of the standard units that the item's own conversions speak of, each by its class's reference unit. */
function standardEdges(base: string, declared: readonly UnitEdge[]): UnitEdge[] {
  const own = new Set(declared.map(({ unit }) => unit));
  const edges: UnitEdge[] = [];
  for (const unit of new Set([base, ...declared.flatMap(({ unit, to }) => [unit, to])])) {
    const standard = STANDARD_UNITS.get(unit);
    if (standard === undefined || unit === REFERENCE_UNITS[standard.class]) continue;
    if (standard.class === 'count' && standard.code !== 'EA' && own.has(unit)) continue;
    edges.push({ unit, to: REFERENCE_UNITS[standard.class], factor: standard.factor, standard: true });
  }
  return edges;
}

/** Conversions that do not lead to the base unit must agree with each other too: a later one may connect them. */
function checkIslands(edges: readonly UnitEdge[], reached: ReadonlyMap<string, Reached>): void {
  const seen = new Set(reached.keys());
  for (const { unit } of edges) {
    if (seen.has(unit)) continue;
    for (const other of walkUnits(unit, edges).keys()) seen.add(other);
  }
}

function checkUnit(unit: string): void {
  if (unit.length > UNIT_CODE_LENGTH_MAX || !isIdentifier(unit)) {
    throw new InventoryError('quantity.malformed', `Not a unit code: ${JSON.stringify(unit.slice(0, UNIT_CODE_LENGTH_MAX))}`);
  }
  if (OFFSET_UNITS.has(unit)) throw new InventoryError('quantity.no_conversion', `${unit} has a zero that is not nothing; stock is not measured in it`);
}

function readInstant(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw new InventoryError('quantity.malformed', `Not an RFC 3339 instant: ${JSON.stringify(text.slice(0, 40))}`);
  return instant;
}

function inconsistent(message: string): InventoryError {
  return new InventoryError('quantity.inconsistent_units', message);
}
