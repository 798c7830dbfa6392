import type { Grains } from '../quantity/index.js';

/** What a location offers of one item. */
export interface SourcingOffer {
  readonly item: string;
  /** What may be taken; below zero counts as nothing. */
  readonly grains: Grains;
  /** It ships whole multiples of this. Default 1. */
  readonly pack?: Grains | undefined;
  /** What one grain costs from here, a whole number in a money unit small enough for it. Default 0. */
  readonly unitCost?: number | undefined;
}

/** How far a location is from a customer, and what a shipment costs from there. Whole numbers from zero up, in units of the caller's choice. */
export interface SourcingTerms {
  /** Kilometres, minutes, zones or any other cost to go by. Absent: further than all others. */
  readonly distance?: number | undefined;
  /** The fixed cost of one shipment. Default 0. */
  readonly shipmentCost?: number | undefined;
}

/** A location goods may come from. Locations are listed by priority, the best first. */
export interface SourcingLocation extends SourcingTerms {
  readonly location: string;
  /** A structural location ships nothing, whatever is offered there. */
  readonly structural?: boolean | undefined;
  readonly offers: readonly SourcingOffer[];
}

/** One line of an order. */
export interface SourcingLine {
  readonly line: string;
  readonly item: string;
  readonly grains: Grains;
}

/** Goods of an item that an order has from a location already. */
export interface SourcedBefore {
  readonly item: string;
  readonly location: string;
}

/** An order, decided as one. */
export interface SourcingOrder {
  readonly order: string;
  readonly lines: readonly SourcingLine[];
  /** Only from these. Default: all. */
  readonly locations?: readonly string[] | undefined;
  /**
   * Where goods for it come from already. Those locations count as shipments of the order, also where nothing more is taken there, and cost none; and as places of the item.
   * Limits that they exceed by themselves are kept as well as they can be: nothing comes from a place that is new.
   */
  readonly before?: readonly SourcedBefore[] | undefined;
  /** Terms that differ for this order's address. A location that is not named keeps its own. */
  readonly terms?: ReadonlyMap<string, SourcingTerms> | undefined;
}

/**
 * Where goods come from.
 * - `priority`: as much as there is from each location in the order listed
 * - `nearest`: the same, by distance; equal ones in the order listed
 * - `fewestShipments`: from as few locations as can be; of as few, the best in the order listed
 * - `minimumCost`: the least sum of shipment costs and unit costs
 *
 * Whatever the rule, as much as can be filled is filled first.
 */
export type SourcingRule = 'priority' | 'nearest' | 'fewestShipments' | 'minimumCost';

/**
 * What becomes of an order that cannot be filled.
 * - `refuse`: it ships complete or not at all
 * - `wholeLines`: each line is filled in full or not at all; of an item that is short, the first line that does not fit is left out, and so on. `proof` speaks of those that stay
 * - `allow`: each line gets what there is
 */
export type SourcingPartialRule = 'refuse' | 'wholeLines' | 'allow';

/** Orders to be sourced, one after another, each from what those before it left. */
export interface SourcingRequest {
  readonly orders: readonly SourcingOrder[];
  readonly locations: readonly SourcingLocation[];
  readonly rule: SourcingRule;
  readonly partial: SourcingPartialRule;
  /** The most locations an order may come from. Default: any number. */
  readonly shipmentsMax?: number | undefined;
  /** The most locations one item of an order may come from; lines of one item are one demand. Default: any number. */
  readonly placesPerItemMax?: number | undefined;
  /** How many choices are looked at for one order before the best found so far is taken. Default {@link SEARCH_LIMIT}. */
  readonly searchLimit?: number | undefined;
}

/** How many choices are looked at for one order, unless the request says otherwise. */
export const SEARCH_LIMIT = 20_000;

/** Goods for a line from one location. */
export interface SourcedPart {
  readonly location: string;
  readonly grains: Grains;
}

/** How one line is filled: `sourced + unfilled = requested`. */
export interface SourcedLine {
  readonly line: string;
  readonly item: string;
  readonly requested: Grains;
  readonly sourced: Grains;
  readonly unfilled: Grains;
  readonly parts: readonly SourcedPart[];
}

/** How good a choice is known to be. Under `wholeLines` it speaks of the lines that stay: which are left out follows from their order and is not searched. */
export interface SourcingProof {
  /** Whether no other choice within the limits fills more, and none that fills as much is better by the rule. */
  readonly exact: boolean;
  /** No choice within the limits fills more than this. */
  readonly filledAtMost: Grains;
  /** By the rule: the number of shipments or the cost of this choice. Absent for `priority` and `nearest`. */
  readonly value?: number | undefined;
  /** No choice that fills as much has less than this; the gap to `value` is what the choice could be off by. */
  readonly atLeast?: number | undefined;
}

/** An order that is sourced, in whole or in part. */
export interface OrderSourcing {
  readonly order: string;
  readonly lines: readonly SourcedLine[];
  /** The locations it comes from, in the order of the rule; those it came from before among them. */
  readonly shipments: readonly string[];
  /** Shipment costs and unit costs together. */
  readonly cost: number;
  readonly proof: SourcingProof;
}

/** A line that cannot be filled, with what could be. */
export interface SourcingShortage {
  readonly line: string;
  readonly item: string;
  readonly requested: Grains;
  readonly available: Grains;
}

/** Why an order is not sourced. It takes nothing from the orders after it. */
export type SourcingRefusal =
  | {
    readonly code: 'allocation.insufficient';
    readonly order: string;
    readonly shortages: readonly SourcingShortage[];
    /** Whether it is certain that whole packs do not fill the order, or only that no way was found: packs of many sizes, in great numbers. */
    readonly certain: boolean;
  }
  | {
    readonly code: 'allocation.shipment_limit';
    readonly order: string;
    readonly shipmentsMax: number | undefined;
    readonly placesPerItemMax: number | undefined;
    readonly shortages: readonly SourcingShortage[];
    /** Whether it is certain that no choice within the limits fills the order, or only that none was found. */
    readonly certain: boolean;
  };
