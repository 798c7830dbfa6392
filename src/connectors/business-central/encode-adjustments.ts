import { canonicalJson, fingerprintOf, parseInstant } from '../../foundation/index.js';
import type { Encoded, OutgoingRequest } from '../../ports/index.js';
import { decimalText, issueList, signOfDecimal, withoutRepeats, type IssueList, type Placed } from '../../wire/index.js';

/** A correction to post: the signed amount is added to the item at the location. */
export interface BusinessCentralAdjustment {
  readonly item: string;
  readonly location: string;
  readonly variant?: string | undefined;
  readonly lot?: string | undefined;
  readonly amount: string;
  readonly unit: string;
  /** A reason code of the company. */
  readonly reason: string;
  /** Identifies the correction, at most 35 characters: it becomes the external document number of the posting, by which a repeat is found. */
  readonly reference: string;
}

/** Where and how adjustments are posted. */
export interface AdjustmentOptions {
  readonly companyId: string;
  /** The posting date, RFC 3339; its local date is written. */
  readonly at: string;
  /**
   * The custom API page over the item journal, `api/<publisher>/<group>/<version>/<entity set>`. API v2.0 has no writable item journal, so the company
   * publishes one; the body's fields are those of `BusinessCentralJournalLine`.
   */
  readonly page: string;
  readonly journalBatch?: string | undefined;
}

/** One line of the item journal as the custom page takes it. */
export interface BusinessCentralJournalLine {
  readonly externalDocumentNumber: string;
  readonly postingDate: string;
  readonly entryType: 'Positive Adjmt.' | 'Negative Adjmt.';
  readonly itemNumber: string;
  readonly locationCode: string;
  readonly variantCode?: string;
  readonly lotNumber?: string;
  /** Without sign: the entry type says which way. A decimal text, so that no digit is lost. */
  readonly quantity: string;
  readonly unitOfMeasureCode: string;
  readonly reasonCode: string;
  readonly journalBatchName?: string;
}

const PAGE = /^api\/[\w.-]+\/[\w.-]+\/[\w.-]+\/\w+$/;
const REFERENCE_LENGTH_MAX = 35;

/**
 * One request for each correction, against a custom API page over the item journal. Business Central knows no idempotency key: the page has to refuse an
 * external document number that is posted already, and the caller can look for it before trying again.
 */
export function encodeAdjustments(adjustments: readonly BusinessCentralAdjustment[], options: AdjustmentOptions): Encoded<BusinessCentralJournalLine> {
  if (!PAGE.test(options.page)) throw new TypeError('The page is named as api/<publisher>/<group>/<version>/<entity set>');
  if (parseInstant(options.at) === undefined) throw new TypeError('The posting date is taken from an RFC 3339 instant');
  const issues = issueList();
  const distinct = withoutRepeats(adjustments, ({ reference }) => reference, issues);
  const requests = distinct.flatMap((adjustment) => requestOf(adjustment, options, issues) ?? []);
  return { requests, issues: issues.issues };
}

function requestOf({ value: adjustment, path }: Placed<BusinessCentralAdjustment>, options: AdjustmentOptions, issues: IssueList): OutgoingRequest<BusinessCentralJournalLine> | undefined {
  const amount = decimalText(adjustment.amount);
  if (amount === undefined || signOfDecimal(amount) === 0) {
    issues.error('publish.no_amount', path, 'A correction is a decimal amount other than zero');
    return undefined;
  }
  if (adjustment.reference === '' || adjustment.reference.length > REFERENCE_LENGTH_MAX) {
    issues.error('bc.reference', path, `The reference has 1 to ${REFERENCE_LENGTH_MAX} characters`);
    return undefined;
  }
  const body: BusinessCentralJournalLine = {
    externalDocumentNumber: adjustment.reference,
    postingDate: options.at.slice(0, 10),
    entryType: signOfDecimal(amount) > 0 ? 'Positive Adjmt.' : 'Negative Adjmt.',
    itemNumber: adjustment.item,
    locationCode: adjustment.location,
    ...(adjustment.variant === undefined ? {} : { variantCode: adjustment.variant }),
    ...(adjustment.lot === undefined ? {} : { lotNumber: adjustment.lot }),
    quantity: amount.replace('-', ''),
    unitOfMeasureCode: adjustment.unit,
    reasonCode: adjustment.reason,
    ...(options.journalBatch === undefined ? {} : { journalBatchName: options.journalBatch }),
  };
  return {
    method: 'POST', path: `/${options.page.replace(/\/(\w+)$/, `/companies(${options.companyId})/$1`)}`, headers: { 'Content-Type': 'application/json' }, body,
    idempotencyKey: fingerprintOf(canonicalJson({ ...body })),
  };
}
