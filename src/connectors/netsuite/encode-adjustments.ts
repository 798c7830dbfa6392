import { canonicalJson, fingerprintOf, isIdentifier, parseInstant } from '../../foundation/index.js';
import type { Encoded, OutgoingRequest } from '../../ports/index.js';
import { decimalText, issueList, signOfDecimal, withoutRepeats, type IssueList } from '../../wire/index.js';

/** Corrections of one location that are posted together. */
export interface NetSuiteAdjustment {
  /** Identifies the record: sent again, it changes the same record and posts nothing twice. */
  readonly externalId: string;
  readonly subsidiary: string;
  readonly account: string;
  /** The location's internal id. */
  readonly location: string;
  /** The transaction date, RFC 3339; its local date is written. */
  readonly at: string;
  readonly memo?: string | undefined;
  readonly lines: readonly NetSuiteAdjustmentLine[];
}

/** One correction: the signed amount is added. */
export interface NetSuiteAdjustmentLine {
  /** The item's internal id. */
  readonly item: string;
  readonly amount: string;
  /** Internal ids of lot and bin. An item with lots or bins refuses a line without them. */
  readonly lot?: string | undefined;
  readonly bin?: string | undefined;
}

/** The body of the upsert, as the record service takes it. */
export interface NetSuiteAdjustmentBody {
  readonly externalId: string;
  readonly subsidiary: { readonly id: string };
  readonly account: { readonly id: string };
  readonly adjLocation: { readonly id: string };
  readonly tranDate: string;
  readonly memo?: string;
  readonly inventory: { readonly items: readonly object[] };
}

/**
 * One upsert by external id for each adjustment. The header for idempotency keys is ignored by synchronous calls, so the external id is what makes a repeat
 * harmless. An adjustment with a line that cannot be written is left out whole.
 *
 * @see https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1545141500.html
 */
export function encodeInventoryAdjustments(adjustments: readonly NetSuiteAdjustment[]): Encoded<NetSuiteAdjustmentBody> {
  const issues = issueList();
  const requests = withoutRepeats(adjustments, ({ externalId }) => externalId, issues).flatMap(({ value, path }) => requestOf(value, path, issues) ?? []);
  return { requests, issues: issues.issues };
}

function requestOf(adjustment: NetSuiteAdjustment, path: string, issues: IssueList): OutgoingRequest<NetSuiteAdjustmentBody> | undefined {
  if (!isIdentifier(adjustment.externalId) || parseInstant(adjustment.at) === undefined || adjustment.lines.length === 0) {
    issues.error('netsuite.adjustment', path, 'An adjustment has an external id, a date and lines');
    return undefined;
  }
  const items = adjustment.lines.map((line, index) => lineOf(adjustment, line, `${path}.lines[${index}]`, issues));
  if (items.includes(undefined)) return undefined;
  const body: NetSuiteAdjustmentBody = {
    externalId: adjustment.externalId, subsidiary: { id: adjustment.subsidiary }, account: { id: adjustment.account }, adjLocation: { id: adjustment.location },
    tranDate: adjustment.at.slice(0, 10), ...(adjustment.memo === undefined ? {} : { memo: adjustment.memo }),
    inventory: { items: items.filter((item) => item !== undefined) },
  };
  return {
    method: 'PUT', path: `/services/rest/record/v1/inventoryAdjustment/eid:${encodeURIComponent(adjustment.externalId)}`, headers: { 'Content-Type': 'application/json' }, body,
    idempotencyKey: fingerprintOf(canonicalJson([adjustment.externalId])),
  };
}

function lineOf(adjustment: NetSuiteAdjustment, line: NetSuiteAdjustmentLine, path: string, issues: IssueList): object | undefined {
  const amount = decimalText(line.amount);
  const quantity = Number(amount);
  // The service takes JSON numbers; an amount that a JSON number would change is not sent.
  if (amount === undefined || signOfDecimal(amount) === 0 || decimalText(String(quantity)) !== amount) {
    issues.error('publish.no_amount', path, 'A correction is a decimal amount other than zero, with no more digits than a JSON number keeps');
    return undefined;
  }
  const detail = {
    quantity,
    ...(line.lot === undefined ? {} : { [quantity < 0 ? 'issueInventoryNumber' : 'receiptInventoryNumber']: quantity < 0 ? { id: line.lot } : line.lot }),
    ...(line.bin === undefined ? {} : { binNumber: { id: line.bin } }),
  };
  const detailed = line.lot !== undefined || line.bin !== undefined;
  return {
    item: { id: line.item }, location: { id: adjustment.location }, adjustQtyBy: quantity,
    ...(detailed ? { inventoryDetail: { inventoryAssignment: { items: [detail] } } } : {}),
  };
}
