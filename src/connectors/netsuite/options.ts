/** How one account's answers are read. */
export interface NetSuiteOptions {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The IANA zone in which transaction dates are meant. A date stands for the middle of that day. */
  readonly timeZone: string;
  /** The unit of a quantity whose answer states none: SuiteQL balances count in the item's base unit. Default `EA`. */
  readonly unit?: string | undefined;
  /** Where goods are if a line names no location. Default: such a line is left out with an error. */
  readonly location?: string | undefined;
}
