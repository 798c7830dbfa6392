import type { ConnectorIssue } from '../../ports/index.js';
import { chunksOf, issueList, withoutRepeats } from '../../wire/index.js';
import { patchOf, type AmazonFigure, type AvailabilityPatch, type PatchOptions } from './figure.js';
import { AMAZON_FEED_LIMITS } from './limits.js';

/** Whose feed it is. */
export interface ListingsFeedOptions extends PatchOptions {
  readonly sellerId: string;
  /** The language of the report's messages, `en_US`. */
  readonly issueLocale?: string | undefined;
  /** Messages to a feed. Default 10,000; the schema ends at 25,000. */
  readonly messagesMax?: number | undefined;
}

/** One message of a feed. */
export interface ListingsFeedMessage {
  /** Counts from 1 within its feed; the report refers to it. */
  readonly messageId: number;
  readonly sku: string;
  readonly operationType: 'PATCH';
  readonly productType: string;
  readonly patches: readonly AvailabilityPatch[];
}

/** A document of the feed type `JSON_LISTINGS_FEED`, version 2. Upload its JSON text as the feed document of one marketplace. */
export interface ListingsFeed {
  readonly header: { readonly sellerId: string; readonly version: '2.0'; readonly issueLocale?: string };
  readonly messages: readonly ListingsFeedMessage[];
}

/** The feeds for a list of figures, and what had to be changed or left out. */
export interface EncodedFeeds {
  readonly feeds: readonly ListingsFeed[];
  readonly issues: readonly ConnectorIssue[];
}

const MESSAGES_LIMIT = 25_000;

/** The feeds for a list of figures, each with at most the set number of messages. The same figures give the same feeds. */
export function encodeListingsFeeds(figures: readonly AmazonFigure[], options: ListingsFeedOptions): EncodedFeeds {
  const { sellerId, issueLocale, messagesMax = AMAZON_FEED_LIMITS.linesPerRequestMax } = options;
  if (!Number.isSafeInteger(messagesMax) || messagesMax < 1 || messagesMax > MESSAGES_LIMIT) throw new TypeError(`A feed has 1 to ${MESSAGES_LIMIT} messages`);
  const issues = issueList();
  const messages = withoutRepeats(figures, ({ sku }) => sku, issues).flatMap((figure) => {
    const patch = patchOf(figure, options, issues);
    const { sku, productType = 'PRODUCT' } = figure.value;
    return patch === undefined ? [] : [{ sku, operationType: 'PATCH', productType, patches: [patch] } as const];
  });
  const header = { sellerId, version: '2.0', ...(issueLocale === undefined ? {} : { issueLocale }) } as const;
  const feeds = chunksOf(messages, messagesMax).map((chunk) => ({ header, messages: chunk.map((message, index) => ({ messageId: index + 1, ...message })) }));
  return { feeds, issues: issues.issues };
}
