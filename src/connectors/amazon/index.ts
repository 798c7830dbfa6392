/**
 * Amazon Selling Partner API: notifications in; listing patches and listings feeds out. Its law: an absolute whole number is published, never more than is
 * there, and pools that several marketplaces share are never added up.
 * @module
 */
export { decodeNotifications } from './decode.js';
export { encodeListingsFeeds, type EncodedFeeds, type ListingsFeed, type ListingsFeedMessage, type ListingsFeedOptions } from './encode-feed.js';
export { encodeListingPatches, type PatchListingBody, type PatchListingsOptions } from './encode-patches.js';
export type { AmazonFigure, AvailabilityPatch, FulfillmentAvailability, PatchOptions } from './figure.js';
export { AMAZON_FEED_LIMITS, AMAZON_LISTINGS_LIMITS } from './limits.js';
export type { AmazonOptions } from './options.js';
export { readFeedReport, readPatchResult } from './read-result.js';
export type { Payload } from '../../wire/index.js';
