/** How one shop's messages are read. */
export interface ShopifyOptions {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The channel its orders are counted to. Default: the source. */
  readonly channel?: string | undefined;
  /** What order line ids start with, `<prefix>/<order>#<line>`. Default: the source. Other systems that report on the same lines use the same prefix. */
  readonly linePrefix?: string | undefined;
  /** What identifies the item of a line: its `sku` (the default), or the variant as `gid://shopify/ProductVariant/…`. */
  readonly identifyBy?: 'sku' | 'variant' | undefined;
  /** The unit that is counted. Default `EA`. */
  readonly unit?: string | undefined;
  /** Where goods are where the message names no location. Default: such a line is left out with an error. */
  readonly location?: string | undefined;
  /** The condition in which refunded goods come back. Default `inspection`, so that nobody sells them unseen. */
  readonly returnedState?: string | undefined;
}

/** What is known of a delivery besides its body. */
export interface ShopifyDelivery {
  /** The header `X-Shopify-Triggered-At`: dates a level that does not say when it was so. */
  readonly triggeredAt?: string | undefined;
}
