import type { ConnectorLimits } from '../../ports/index.js';

/**
 * Shopify's published limits. One `inventorySetQuantities` takes 250 quantities and costs 10 to 15 of a bucket of 2,000 points that refills by 100 a second;
 * the rate here leaves room for other calls of the app.
 *
 * @see https://shopify.dev/docs/api/usage/limits
 */
export const SHOPIFY_LIMITS: ConnectorLimits = { linesPerRequestMax: 250, requestsPerSecond: 5, burst: 100, payloadBytesMax: 4_194_304 };
