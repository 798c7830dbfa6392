import { canonicalJson, fingerprintOf } from '../../foundation/index.js';
import type { Encoded, OutgoingRequest } from '../../ports/index.js';
import { chunksOf, issueList, publishableCount, withoutRepeats, type IssueList, type Placed } from '../../wire/index.js';
import { SHOPIFY_LIMITS } from './limits.js';

/** A figure to publish for one inventory item at one location. */
export interface ShopifyFigure {
  /** `gid://shopify/InventoryItem/…` */
  readonly inventoryItem: string;
  /** `gid://shopify/Location/…` */
  readonly location: string;
  /** A decimal amount of pieces; fractions are published rounded down. */
  readonly amount: string;
  /**
   * The figure that Shopify is thought to hold: it refuses the change if it holds another one. `null` overwrites whatever is there, and is right only
   * where this library is the one source of truth.
   */
  readonly changeFrom: number | null;
}

/** What one publication of figures is about. */
export interface SetQuantitiesOptions {
  /** Which of Shopify's two settable figures. Publish only one of them per location: either moves the other. Default `available`. */
  readonly name?: 'available' | 'on_hand' | undefined;
  /** One of Shopify's reasons. Default `correction`. */
  readonly reason?: string | undefined;
  /**
   * A URI that names this publication, `gid://my-app/Publication/1042`. It enters the idempotency key: the same publication sent again is done once,
   * and a later one with equal figures is done again.
   */
  readonly reference: string;
  /** The API version in the path. Default `2026-07`. */
  readonly apiVersion?: string | undefined;
}

/** The body of one call. */
export interface SetQuantitiesBody {
  readonly query: string;
  readonly variables: {
    readonly input: {
      readonly name: 'available' | 'on_hand';
      readonly reason: string;
      readonly referenceDocumentUri: string;
      readonly quantities: readonly SetQuantity[];
    };
    readonly idempotencyKey: string;
  };
}

/** One quantity as Shopify's input type has it. */
export interface SetQuantity {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly changeFromQuantity: number | null;
}

/** The mutation in the form that API version 2026-04 and later require. */
export const SET_QUANTITIES_DOCUMENT = `mutation SetQuantities($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey) {
    inventoryAdjustmentGroup { id }
    userErrors { field message code }
  }
}`;

const COUNT_BOUNDS = { min: 0, max: 1_000_000_000 };

/**
 * The `inventorySetQuantities` calls for a list of figures, at most 250 to a call. Fractions are rounded down and amounts below zero or above
 * 1,000,000,000 clamped, each with a warning; two figures for one item and location are both left out with an error.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities
 */
export function encodeSetQuantities(figures: readonly ShopifyFigure[], options: SetQuantitiesOptions): Encoded<SetQuantitiesBody> {
  if (options.reference.startsWith('gid://shopify/')) throw new TypeError('The reference names your own document; gid://shopify/ is Shopify’s');
  const issues = issueList();
  const distinct = withoutRepeats(figures, ({ inventoryItem, location }) => canonicalJson([inventoryItem, location]), issues);
  const quantities = distinct.flatMap((figure) => quantityOf(figure, issues) ?? []);
  const requests = chunksOf(quantities, SHOPIFY_LIMITS.linesPerRequestMax).map((chunk) => requestOf(chunk, options));
  return { requests, issues: issues.issues };
}

function quantityOf({ value: figure, path }: Placed<ShopifyFigure>, issues: IssueList): SetQuantity | undefined {
  if (!isGlobalId(figure.inventoryItem, 'InventoryItem') || !isGlobalId(figure.location, 'Location')) {
    issues.error('shopify.no_global_id', path, 'An inventory item and a location are named by their global ids');
    return undefined;
  }
  if (figure.changeFrom !== null && !Number.isSafeInteger(figure.changeFrom)) {
    issues.error('shopify.change_from', path, 'The figure to change from is a whole number or null');
    return undefined;
  }
  const quantity = publishableCount(figure.amount, COUNT_BOUNDS, path, issues);
  return quantity === undefined
    ? undefined
    : { inventoryItemId: figure.inventoryItem, locationId: figure.location, quantity, changeFromQuantity: figure.changeFrom };
}

/** A level's id ends in `?inventory_item_id=…` and is no item's id. */
function isGlobalId(text: string, type: string): boolean {
  const prefix = `gid://shopify/${type}/`;
  return text.startsWith(prefix) && /^\d{1,40}$/.test(text.slice(prefix.length));
}

function requestOf(quantities: readonly SetQuantity[], options: SetQuantitiesOptions): OutgoingRequest<SetQuantitiesBody> {
  const { name = 'available', reason = 'correction', reference, apiVersion = '2026-07' } = options;
  const input = { name, reason, referenceDocumentUri: reference, quantities };
  const idempotencyKey = fingerprintOf(canonicalJson(input));
  return {
    method: 'POST',
    path: `/admin/api/${apiVersion}/graphql.json`,
    headers: { 'Content-Type': 'application/json' },
    body: { query: SET_QUANTITIES_DOCUMENT, variables: { input, idempotencyKey } },
    idempotencyKey,
  };
}
