/** Where facts come from: one ERP, WMS, 3PL, shop or partner link. */
export interface Source {
  readonly id: string;
  /** The system whose identifiers it uses; canonical identifiers are understood as well. */
  readonly system?: string | undefined;
  /**
   * Whether its events carry `sourceSequence` counting up by one within each `stream`, one id per number. Then repeats are recognised for ever in constant
   * memory, and a missing number is noticed. Default false: every id is remembered.
   */
  readonly sequenced?: boolean | undefined;
  /** The alias table its unit codes are read with, beside the item's own: `x12`, `rec20`, or a table given in the catalogue. */
  readonly unitCodes?: string | undefined;
}

/** Which kinds of fact can have an owner. */
export type AuthorityKind = 'receipt' | 'issue' | 'move' | 'count' | 'adjustment' | 'transfer' | 'return';

/**
 * Which source owns a kind of fact at a location and below it, from an instant on. Where a rule exists, the same kind from another source is
 * provisional. Where none does, everyone is believed.
 */
export interface AuthorityRule {
  readonly kind: AuthorityKind;
  readonly source: string;
  /** Default: everywhere. */
  readonly location?: string | undefined;
  /** RFC 3339 instant. Default: always. */
  readonly from?: string | undefined;
}
