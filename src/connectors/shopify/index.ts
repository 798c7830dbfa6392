/**
 * Shopify: webhooks in, `inventorySetQuantities` out. Its law: pure codecs, identity from the business document, and a level is a figure to compare.
 * @module
 */
export { decodeWebhook } from './decode.js';
export {
  SET_QUANTITIES_DOCUMENT, encodeSetQuantities, type SetQuantitiesBody, type SetQuantitiesOptions, type SetQuantity, type ShopifyFigure,
} from './encode-set-quantities.js';
export { SHOPIFY_LIMITS } from './limits.js';
export type { ShopifyDelivery, ShopifyOptions } from './options.js';
export { readSetQuantitiesResult } from './read-set-quantities-result.js';
export { shopifyConnector, type ShopifyConnector } from './shopify-connector.js';
export { readWebhookHeaders, verifyWebhook, type WebhookHeaders } from './webhook.js';
export type { Payload, Secrets } from '../../wire/index.js';
