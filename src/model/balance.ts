import type { Instant } from '../foundation/index.js';
import type { Grains } from '../quantity/index.js';
import type { FrozenPart } from './kit-events.js';
import type { UsedAmount } from './reservation-envelope.js';

/** What is physically at one position of an item. Absent parts are empty texts. */
export interface Balance {
  readonly location: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  readonly grains: Grains;
}

/** What is claimed at one location of an item. */
export interface ClaimedAt {
  readonly location: string;
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
}

/** What one channel and account has taken at one location: open claims, and what was shipped. */
export interface ChannelUse {
  readonly channel: string;
  /** Empty for none, and for every account that was not asked about. */
  readonly account: string;
  readonly location: string;
  /** Reserved, allocated and picked. */
  readonly claimed: Grains;
  /** Shipped from an instant on and before another. */
  shippedWithin(from: Instant, until: Instant): Grains;
}

/** What of a line is held at one place. */
export interface HoldBalance {
  readonly location: string;
  readonly lot: string;
  readonly serial: string;
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
}

/** Part of what is backordered of a line, promised from a place for an instant. */
export interface PromisedPart {
  readonly location: string;
  /** When it is to be taken from stock there. */
  readonly pickAt: Instant;
  readonly grains: Grains;
}

/** Kits of a line that are served by their parts: how many, in grains of the kit, and what a kit is made of for this line. */
export interface LineKit {
  readonly kits: Grains;
  readonly parts: readonly FrozenPart[];
}

/**
 * The state of an order line: requested = backordered + reserved + allocated + picked + shipped + released + expired + cancelled, at all times.
 * `excess` was shipped beyond the request and stands beside that sum.
 */
export interface LineBalance {
  readonly item: string;
  readonly line: string;
  readonly channel: string;
  /** The customer account it is for; empty if nobody said. */
  readonly account: string;
  readonly requested: Grains;
  readonly backordered: Grains;
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
  readonly shipped: Grains;
  readonly released: Grains;
  readonly expired: Grains;
  readonly cancelled: Grains;
  readonly excess: Grains;
  /** When the soft holds end by themselves. */
  readonly expiresAt: Instant | undefined;
  /** When it is wanted, if anybody said so. */
  readonly requestedFor?: Instant | undefined;
  /** What of the backordered quantity is promised, the earliest first. Absent if nothing is. */
  readonly promised?: readonly PromisedPart[] | undefined;
  readonly holds: readonly HoldBalance[];
  /** Of a kit that was taken apart. These kits stand beside the sum: the lines of their parts carry them. */
  readonly kit?: LineKit | undefined;
  /** What facts have used of the line, and of which part. A decision repeats it, so that it takes effect on the balance it saw. */
  readonly used: readonly UsedAmount[];
}

/** Everything availability needs to know about one item at one instant. */
export interface StockPicture {
  readonly item: string;
  readonly balances: readonly Balance[];
  /** Claims that still count at the instant: lapsed holds are left out. */
  readonly claims: readonly ClaimedAt[];
  /** What channels have taken, told apart by these accounts. Lines without a channel are not in it, unless they name one of the accounts. */
  readonly uses: (accounts: ReadonlySet<string>) => readonly ChannelUse[];
  /** Received elsewhere and not yet confirmed by the owner of receipts, by location. */
  readonly provisional: ReadonlyMap<string, Grains>;
  /** The first instant at which a lot may no longer be used, in the calendar of a zone; `undefined` if it never ends. */
  readonly lotEndsAt: (lot: string, timeZone: string) => Instant | undefined;
}
