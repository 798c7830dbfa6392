import type { ConnectorLimits } from '../../ports/index.js';

/**
 * `patchListingsItem`: one SKU a call, five calls a second with a burst of five.
 *
 * @see https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference
 */
export const AMAZON_LISTINGS_LIMITS: ConnectorLimits = { linesPerRequestMax: 1, requestsPerSecond: 5, burst: 5, payloadBytesMax: 1_048_576 };

/** A `JSON_LISTINGS_FEED`: the schema takes 25,000 messages; 10,000 is what was known to be accepted. About one feed in five minutes. */
export const AMAZON_FEED_LIMITS: ConnectorLimits = { linesPerRequestMax: 10_000, requestsPerSecond: 0.0083, burst: 15, payloadBytesMax: 104_857_600 };
