/** How one company's answers are read. */
export interface BusinessCentralOptions {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The IANA zone in which posting dates are meant. A date stands for the middle of that day. */
  readonly timeZone: string;
  /**
   * The location of what an answer names none for. API v2.0 exposes no location on receipts, shipments, ledger entries and items, so a company with several
   * locations reads them through a custom API page that adds `locationCode`; that is read where it is there. Default: such a line is left out with an
   * error.
   */
  readonly location?: string | undefined;
  /** The unit of a quantity whose answer states none: ledger entries and items count in the item's base unit. Default `PCS`. */
  readonly baseUnit?: string | undefined;
  /** Base units of single items, by item number. */
  readonly baseUnits?: Readonly<Record<string, string>> | undefined;
  /** What order line ids start with, `<prefix>/<order>#<line>`. Default: the source. */
  readonly linePrefix?: string | undefined;
}
