import type { ExternalReference } from './external-reference.js';

/** Where goods are sold: a web shop, a marketplace, an EDI partner, field sales. */
export interface Channel {
  readonly id: string;
  readonly description?: string | undefined;
  /** The locations it may sell from, best first. Default: every location without a parent, in catalogue order. */
  readonly locations?: readonly string[] | undefined;
  readonly aliases?: readonly ExternalReference[] | undefined;
}
