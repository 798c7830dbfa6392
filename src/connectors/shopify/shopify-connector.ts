import type { ConnectorLimits, Encoded, Headers, IncomingResponse, LineResult, OutgoingRequest, PartnerDecoded, Verified } from '../../ports/index.js';
import type { Payload, Secrets } from '../../wire/index.js';
import { decodeWebhook } from './decode.js';
import { encodeSetQuantities, type SetQuantitiesBody, type SetQuantitiesOptions, type ShopifyFigure } from './encode-set-quantities.js';
import { SHOPIFY_LIMITS } from './limits.js';
import type { ShopifyDelivery, ShopifyOptions } from './options.js';
import { readSetQuantitiesResult } from './read-set-quantities-result.js';
import { verifyWebhook } from './webhook.js';

/** One shop's codec: pure functions bound to its options. The caller does HTTP. */
export interface ShopifyConnector {
  readonly limits: ConnectorLimits;
  verify(rawBody: string | Uint8Array, headers: Headers, secrets: Secrets): Verified;
  decode(topic: string, payload: Payload, delivery?: ShopifyDelivery): PartnerDecoded;
  encode(figures: readonly ShopifyFigure[], options: SetQuantitiesOptions): Encoded<SetQuantitiesBody>;
  readResult(response: IncomingResponse, request: OutgoingRequest<SetQuantitiesBody>): readonly LineResult[];
}

/** The codec of one shop. */
export function shopifyConnector(options: ShopifyOptions): ShopifyConnector {
  return {
    limits: SHOPIFY_LIMITS,
    verify: verifyWebhook,
    decode: (topic, payload, delivery) => decodeWebhook(topic, payload, options, delivery),
    encode: encodeSetQuantities,
    readResult: readSetQuantitiesResult,
  };
}
