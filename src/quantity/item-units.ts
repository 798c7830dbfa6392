import type { Quantity } from './quantity.js';
import type { Ratio } from './ratio.js';
import type { UnitEdge } from './unit-graph.js';

/** One conversion of an item: "1 `CA` holds 12 `EA`", or across classes, "1 `EA` holds 0.45 `KGM`". It holds from `validFrom` until just before `validTo`. */
export interface PackSpec {
  readonly unit: string;
  readonly holds: Quantity;
  /** RFC 3339 instant; without one, since always. */
  readonly validFrom?: string | undefined;
  /** RFC 3339 instant, exclusive; without one, for good. */
  readonly validTo?: string | undefined;
  /** Trade item number of this pack level. A name; it converts nothing. */
  readonly gtin?: string | undefined;
}

/** The units of one item as declared. */
export interface UnitsSpec {
  /** Base unit: what balances are kept in. */
  readonly unit: string;
  /** The smallest amount told apart, a decimal in the base unit. Default `1`. */
  readonly granularity?: string | undefined;
  /** A pack change is a new entry beside the old one, which ends; never an edit. */
  readonly packs?: readonly PackSpec[] | undefined;
}

/** The units of one item made ready by `compileUnits`. Treat it as opaque. */
export interface ItemUnits {
  readonly unit: string;
  /** The smallest amount told apart, as a canonical amount in the base unit. */
  readonly granularity: string;
  /** The same as a ratio. */
  readonly grain: Ratio;
  /** The granularity as a whole number of its last decimal place; NaN beyond the safe integers. */
  readonly step: number;
  /** How many decimal places that is. */
  readonly places: number;
  /** Every unit the declaration names, at any time, in order of appearance. */
  readonly names: ReadonlySet<string>;
  /** The base unit itself. */
  readonly base: UnitFactor;
  /** What holds between two instants, oldest first; together they cover all time. */
  readonly periods: readonly UnitPeriod[];
}

/** A stretch of time in which the conversions of an item do not change. */
export interface UnitPeriod {
  /** First instant, in epoch milliseconds; minus infinity for the first period. */
  readonly from: number;
  /** By unit code. Standard units are added when first asked for. */
  readonly factors: Map<string, UnitFactor>;
}

/** What one of a unit is, in grains and in base units. */
export interface UnitFactor {
  /** Grains in one unit as numerator and denominator; both 0 when either leaves the safe integers. */
  readonly n: number;
  readonly d: number;
  /** Base units in one unit. */
  readonly base: Ratio;
  /** Whether it is a pack of the item, which is bought and sold whole. */
  readonly pack: boolean;
  /** The conversions between it and the base unit, nearest to it first. */
  readonly path: readonly UnitEdge[];
  /** The same as text, "1 CA = 2 IN, 1 IN = 6 EA"; `base` for the base unit. */
  readonly via: string;
}
