/** How one seller's notifications are read. */
export interface AmazonOptions {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The channel its orders are counted to. Default: the source. */
  readonly channel?: string | undefined;
  /** What order line ids start with, `<prefix>/<order>#<order item>`. Default: the source. */
  readonly linePrefix?: string | undefined;
  /** Where the seller's own goods are, for orders that name no supply source and for figures of the seller's channel. */
  readonly location?: string | undefined;
  /** Where the goods that Amazon fulfils are counted. Default `FBA`. */
  readonly amazonLocation?: string | undefined;
  /** The unit that is counted. Default `EA`. */
  readonly unit?: string | undefined;
}
