import { fingerprintOf, canonicalJson } from '../../foundation/index.js';
import type { Encoded, OutgoingRequest } from '../../ports/index.js';
import { decimalText, issueList, withoutRepeats } from '../../wire/index.js';

/** The figure an item is to have. */
export interface ItemInventoryFigure {
  /** The item's id, a GUID, as `items` answers it. */
  readonly itemId: string;
  readonly amount: string;
  /** The entity tag the figure was computed against: the change is refused if the item has changed since. */
  readonly etag: string;
}

/**
 * Requests that set `inventory` on items. The published source of the API posts an adjustment to the blank location for it, while the reference calls the
 * field read-only: right only for a company without locations, and after a trial in a sandbox. Everyone else posts through {@link encodeAdjustments}.
 *
 * The body is written as text, so that no digit of the amount is lost.
 *
 * @param reference - Names this publication, so that a later one with equal figures has other keys.
 */
export function encodeItemInventory(figures: readonly ItemInventoryFigure[], options: { readonly companyId: string; readonly reference: string }): Encoded<string> {
  const issues = issueList();
  const requests = withoutRepeats(figures, ({ itemId }) => itemId, issues).flatMap(({ value: { itemId, amount, etag }, path }): OutgoingRequest<string>[] => {
    const exact = decimalText(amount);
    if (exact === undefined) {
      issues.error('publish.no_amount', path, 'The figure is no decimal amount');
      return [];
    }
    return [{
      method: 'PATCH', path: `/api/v2.0/companies(${options.companyId})/items(${itemId})`, headers: { 'Content-Type': 'application/json', 'If-Match': etag },
      body: `{"inventory":${exact}}`, idempotencyKey: fingerprintOf(canonicalJson([options.reference, itemId, exact, etag])),
    }];
  });
  return { requests, issues: issues.issues };
}
