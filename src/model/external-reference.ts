/** What another system calls one of our items, locations or channels. */
export interface ExternalReference {
  /** The system whose name this is, as declared in the catalogue. */
  readonly system: string;
  readonly id: string;
  /** The unit this name stands for, where a name is one pack level: a case GTIN, an each SKU. */
  readonly unit?: string | undefined;
}

/** A system that has its own identifiers. */
export interface ExternalSystem {
  readonly id: string;
  /** Whether `85123a` and `85123A` are two identifiers there. Default true. */
  readonly caseSensitive?: boolean | undefined;
  /** Whether leading zeros mean nothing there, so that `0042` is `42`. Default false. */
  readonly ignoreLeadingZeros?: boolean | undefined;
}
