import type { PackSpec, Quantity } from '../quantity/index.js';
import type { ExternalReference } from './external-reference.js';

/** Whether single lots or pieces of an item are told apart. */
export type Tracking = 'none' | 'lot' | 'serial' | 'lot+serial';

/** The second unit of goods whose weight varies from piece to piece. Both balances are kept; the count decides, the weight follows. */
export interface CatchWeight {
  /** Unit of the weight, `KGM`. */
  readonly unit: string;
  /** The smallest weight told apart, a decimal in `unit`. Default `0.001`. */
  readonly granularity?: string | undefined;
  /** Bounds and plan figure for the weight of one base unit, decimals in `unit`. */
  readonly minPerUnit?: string | undefined;
  readonly maxPerUnit?: string | undefined;
  readonly nominalPerUnit?: string | undefined;
}

/** One part of a kit: how much of it one base unit of the kit takes. */
export interface KitComponent {
  readonly item: string;
  readonly quantity: Quantity;
}

/** What is stocked and sold. */
export interface Item {
  readonly id: string;
  readonly description?: string | undefined;
  /** Base unit: what balances are kept in, `EA`, `KGM`. */
  readonly unit: string;
  /** The smallest amount told apart, a decimal in the base unit: `1` each (the default), `0.001` kilogram. Amounts inside are whole numbers of it. */
  readonly granularity?: string | undefined;
  /** Pack levels and other item-specific conversions, dated: a pack change is a new edge and never an edit. */
  readonly packs?: readonly PackSpec[] | undefined;
  readonly tracking?: Tracking | undefined;
  readonly catchWeight?: CatchWeight | undefined;
  /** What other systems call it. */
  readonly aliases?: readonly ExternalReference[] | undefined;
  readonly shelfLifeDays?: number | undefined;
  readonly components?: readonly KitComponent[] | undefined;
}
