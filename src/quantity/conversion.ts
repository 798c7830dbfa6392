import type { Purpose } from './purpose.js';
import type { Quantity } from './quantity.js';

/** When and what for a quantity is converted. */
export interface ConversionOptions {
  /** The instant whose conversions hold, in epoch milliseconds. */
  readonly at: number;
  readonly purpose: Purpose;
}

/** Why a quantity could not be converted. */
export interface ConversionRefused {
  readonly ok: false;
  /**
   * - `quantity.malformed`: the amount is no canonical decimal
   * - `quantity.unknown_unit`: neither the item nor the standard knows the unit
   * - `quantity.no_conversion`: no path leads from the unit to the other at that instant
   * - `quantity.not_whole`: it falls between two grains or steps, and the purpose must not round
   * - `quantity.overflow`: beyond the exact range; for a fact, beyond `FACT_GRAINS_MAX`
   *
   * Checked in this order.
   */
  readonly code: 'quantity.malformed' | 'quantity.unknown_unit' | 'quantity.no_conversion' | 'quantity.not_whole' | 'quantity.overflow';
  /** What was told. */
  readonly quantity: Quantity;
  /** The unit without a conversion, if that is the reason. */
  readonly unit?: string;
}
