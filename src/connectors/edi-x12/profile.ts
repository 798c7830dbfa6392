import type { PartnerMeasure } from '../../ports/index.js';
import type { AdjustmentRule } from './code-tables.js';

/** How one trading partner uses X12, as data. */
export interface X12Profile {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The IANA zone in which its dates and times are meant, `America/Chicago`. A date without a time stands for the middle of that day. */
  readonly timeZone: string;
  /** Where goods are if a document names no warehouse. Default: such a document is left out with an error. */
  readonly location?: string | undefined;
  /** Which party of a document is the warehouse, N1-01, best first. Default `WH`, `SF`, `ST`, `RL`, `SU`; for a 856 `ST`, `WH`. */
  readonly locationQualifiers?: readonly string[] | undefined;
  /** Which identifier names the item, best first. Default {@link ITEM_QUALIFIERS}. */
  readonly itemQualifiers?: readonly string[] | undefined;
  /** Their unit codes that mean something else than the standard says, `{ CS: 'CA' }`. */
  readonly units?: Readonly<Record<string, string>> | undefined;
  /** The unit of a quantity that states none. Default: such a line is left out with an error. */
  readonly unit?: string | undefined;
  /** What order line ids start with, `<prefix>/<order>#<line>`: the prefix of the system that placed the orders. Default: the source. */
  readonly linePrefix?: string | undefined;
  /** What names the line of an order: `LI` the reference N9*LI (the default, or else the number in LX), `LX` that number, `item` the item. */
  readonly lineReference?: 'LI' | 'LX' | 'item' | undefined;
  /** The channel of orders that come in as 940. Default: the source. */
  readonly channel?: string | undefined;
  /** Whether W07 of a 944 counts what W13 then says is damaged or held. Default true. */
  readonly receivedIncludesDamaged?: boolean | undefined;
  /** Whether the partner's receipts still have to be confirmed by another system. Default false. */
  readonly provisionalReceipts?: boolean | undefined;
  /** Statuses of a 945 line under which the difference is still owed. Default {@link BACKORDERED_STATUSES}. */
  readonly backorderedStatuses?: readonly string[] | undefined;
  /** Overrides of {@link QUANTITY_MEASURES}, {@link ACTIVITY_MEASURES}, {@link RECEIVING_CONDITIONS} and {@link ADJUSTMENT_RULES}. */
  readonly quantityMeasures?: Readonly<Record<string, PartnerMeasure>> | undefined;
  readonly activityMeasures?: Readonly<Record<string, PartnerMeasure>> | undefined;
  readonly receivingConditions?: Readonly<Record<string, string>> | undefined;
  readonly adjustmentRules?: Readonly<Record<string, AdjustmentRule>> | undefined;
  /** What the quantities of an SDQ count, which the segment does not say. Default: it is not read, with an error. */
  readonly sdqMeasure?: PartnerMeasure | undefined;
  /** How many days after a shipment without a delivery date it is due. Default: such a shipment is left out with an error. */
  readonly transitDays?: number | undefined;
  /** Whether a document whose counts or totals do not agree is left out. Default false: it is read and reported. */
  readonly refuseMiscounted?: boolean | undefined;
}
