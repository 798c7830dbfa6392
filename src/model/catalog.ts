import type { Channel } from './channel.js';
import type { ExternalSystem } from './external-reference.js';
import type { Item } from './item.js';
import type { Location } from './location.js';
import type { AuthorityRule, Source } from './source.js';
import type { StockState } from './stock-state.js';

/** The masters a decision needs: what exists, what it is called elsewhere, who is believed. */
export interface Catalog {
  readonly items: readonly Item[];
  readonly locations: readonly Location[];
  readonly channels?: readonly Channel[] | undefined;
  /** Sources not listed are accepted with the defaults. */
  readonly sources?: readonly Source[] | undefined;
  readonly systems?: readonly ExternalSystem[] | undefined;
  /** Conditions beside the standard ones. */
  readonly states?: readonly StockState[] | undefined;
  readonly authority?: readonly AuthorityRule[] | undefined;
  /** Partner tables of unit codes: table name, then code, then our unit. */
  readonly unitCodes?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}
