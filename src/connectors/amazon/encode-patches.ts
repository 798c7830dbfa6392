import { canonicalJson, fingerprintOf } from '../../foundation/index.js';
import type { Encoded, OutgoingRequest } from '../../ports/index.js';
import { issueList, withoutRepeats } from '../../wire/index.js';
import { patchOf, type AmazonFigure, type AvailabilityPatch, type PatchOptions } from './figure.js';

/** Whose listings are patched, and where. */
export interface PatchListingsOptions extends PatchOptions {
  readonly sellerId: string;
  readonly marketplaceId: string;
  /** Names this publication; it enters the idempotency key and nothing that is sent. Amazon knows no key: the figure is absolute, so a repeat does no harm. */
  readonly reference: string;
  /** Asks Amazon to check the patch without applying it. */
  readonly preview?: boolean | undefined;
}

/** The body of `patchListingsItem`. */
export interface PatchListingBody {
  readonly productType: string;
  readonly patches: readonly AvailabilityPatch[];
}

/**
 * One `patchListingsItem` call for each figure. Fractions are rounded down and amounts below zero published as zero, each with a warning; two figures for
 * one SKU are both left out with an error.
 *
 * @see https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference#patchlistingsitem
 */
export function encodeListingPatches(figures: readonly AmazonFigure[], options: PatchListingsOptions): Encoded<PatchListingBody> {
  const issues = issueList();
  const query = `marketplaceIds=${encodeURIComponent(options.marketplaceId)}${options.preview === true ? '&mode=VALIDATION_PREVIEW' : ''}`;
  const requests = withoutRepeats(figures, ({ sku }) => sku, issues).flatMap((figure): OutgoingRequest<PatchListingBody>[] => {
    const patch = patchOf(figure, options, issues);
    if (patch === undefined) return [];
    const { sku, productType = 'PRODUCT' } = figure.value;
    const path = `/listings/2021-08-01/items/${encodeURIComponent(options.sellerId)}/${encodeURIComponent(sku)}?${query}`;
    const body = { productType, patches: [patch] };
    return [{ method: 'PATCH', path, headers: { 'Content-Type': 'application/json' }, body, idempotencyKey: fingerprintOf(canonicalJson([options.reference, path, body])) }];
  });
  return { requests, issues: issues.issues };
}
