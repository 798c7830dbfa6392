import { isCalendarDate, isIdentifier } from '../../foundation/index.js';
import { publishableCount, type IssueList, type Placed } from '../../wire/index.js';

/** A figure to publish for one SKU that the seller fulfils. Quantities that Amazon fulfils cannot be written. */
export interface AmazonFigure {
  readonly sku: string;
  /** Amazon's product type of the listing, `LUGGAGE`; `PRODUCT` where it does not matter. Default `PRODUCT`. */
  readonly productType?: string | undefined;
  /** A decimal amount of pieces; fractions are published rounded down. */
  readonly amount: string;
  /** The handling time in days, if it is to change too. */
  readonly leadTimeToShipDaysMax?: number | undefined;
  /** When there will be more, a calendar date, if it is to change too. */
  readonly restockOn?: string | undefined;
}

/** One entry of the attribute `fulfillment_availability`. */
export interface FulfillmentAvailability {
  readonly fulfillment_channel_code: string;
  readonly quantity: number;
  readonly lead_time_to_ship_max_days?: number;
  readonly restock_date?: string;
}

/** One operation of a patch. */
export interface AvailabilityPatch {
  readonly op: 'merge' | 'replace';
  readonly path: '/attributes/fulfillment_availability';
  readonly value: readonly FulfillmentAvailability[];
}

/** How figures are written into listings. */
export interface PatchOptions {
  /**
   * `merge`, the default, changes the entry of the channel and keeps what it does not name. `replace` takes away the handling time and the restock date
   * unless the figure gives them.
   */
  readonly operation?: 'merge' | 'replace' | undefined;
  /** Default `DEFAULT`, the seller's own fulfilment. */
  readonly fulfillmentChannel?: string | undefined;
}

const COUNT_BOUNDS = { min: 0, max: 2_147_483_647 };

/** The patch for a figure, or `undefined` and an error. */
export function patchOf({ value: figure, path }: Placed<AmazonFigure>, options: PatchOptions, issues: IssueList): AvailabilityPatch | undefined {
  const channel = options.fulfillmentChannel ?? 'DEFAULT';
  if (channel.startsWith('AMAZON_')) {
    issues.error('amazon.fulfilled_by_amazon', path, 'Amazon counts what it fulfils itself; its figure cannot be written');
    return undefined;
  }
  if (!isIdentifier(figure.sku)) {
    issues.error('amazon.no_sku', path, 'The figure has no SKU that could be one');
    return undefined;
  }
  if (!isLeadTime(figure.leadTimeToShipDaysMax) || (figure.restockOn !== undefined && !isCalendarDate(figure.restockOn))) {
    issues.error('amazon.lead_time', path, 'A handling time is a whole number of days, and a restock date a calendar date');
    return undefined;
  }
  const quantity = publishableCount(figure.amount, COUNT_BOUNDS, path, issues);
  if (quantity === undefined) return undefined;
  const value: FulfillmentAvailability = {
    fulfillment_channel_code: channel,
    quantity,
    ...(figure.leadTimeToShipDaysMax === undefined ? {} : { lead_time_to_ship_max_days: figure.leadTimeToShipDaysMax }),
    ...(figure.restockOn === undefined ? {} : { restock_date: figure.restockOn }),
  };
  return { op: options.operation ?? 'merge', path: '/attributes/fulfillment_availability', value: [value] };
}

function isLeadTime(days: number | undefined): boolean {
  return days === undefined || (Number.isSafeInteger(days) && days >= 0);
}
