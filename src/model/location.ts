import type { ExternalReference } from './external-reference.js';

/** What a place is. A level inside a site is a `zone`, `aisle` or `bin`. */
export type LocationKind = 'warehouse' | 'store' | '3pl' | 'dropShip' | 'vendorManaged' | 'transit' | 'zone' | 'aisle' | 'bin' | 'group';

/** A place in the location tree. Stock at a node answers for its subtree. */
export interface Location {
  readonly id: string;
  readonly description?: string | undefined;
  readonly kind: LocationKind;
  readonly parent?: string | undefined;
  /** Nothing is held or kept at a purely structural node. Default: true for `group`, else false. */
  readonly structural?: boolean | undefined;
  /** Whether goods here may be promised to anyone. Default true; false for staging, quarantine cages and the like. */
  readonly sellable?: boolean | undefined;
  /** IANA zone of the place's calendar, for dates without a time. Inherited from the parent; `UTC` at the root. */
  readonly timeZone?: string | undefined;
  readonly aliases?: readonly ExternalReference[] | undefined;
}
