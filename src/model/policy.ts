/** What the ledger does where a balance goes below zero. Facts are recorded in every case. */
export type NegativeRule = 'allow' | 'alert' | 'stopPromising';

/** Scope of a rule; what is left out matches all. A location matches its subtree. */
export interface RuleScope {
  readonly item?: string | undefined;
  readonly location?: string | undefined;
  readonly channel?: string | undefined;
}

/** Goods kept back from promising: an amount in the item's base unit, or a part of what is sellable. */
export interface BufferRule extends RuleScope {
  /** `buffer` for a channel's margin of error, `safetyStock` for a reserve against supply. Both are withheld. */
  readonly kind: 'buffer' | 'safetyStock';
  /** A decimal in the item's base unit. */
  readonly amount?: string | undefined;
  /** A decimal from 0 to 100; rounded up to a whole grain, so that more is kept back. */
  readonly percent?: string | undefined;
}

/** The rules decisions are made under: data, versioned and effective-dated. */
export interface Policy {
  /** Names this version; recorded on each decision. */
  readonly version: string;
  /** How long a soft hold lasts if the request does not say, in minutes. Default: no end. */
  readonly holdMinutes?: number | undefined;
  readonly buffers?: readonly BufferRule[] | undefined;
  readonly negative?: readonly (RuleScope & { readonly rule: NegativeRule })[] | undefined;
  /** Whether goods of other owners may be promised. Default false. */
  readonly promiseForeignStock?: boolean | undefined;
  /** How old an unsettled provisional fact may be before it is an exception, in minutes. Default 1440. */
  readonly provisionalMinutesMax?: number | undefined;
}
