import type { StockEvent } from '../model/index.js';
import type { Quantity } from '../quantity/index.js';

/** A place in partner data where something is wrong. Partner data never throws. */
export interface ConnectorIssue {
  /** Stable code, `x12.segment_count`, `shopify.untracked_item`. */
  readonly code: string;
  readonly message: string;
  /** `error`: that part was left out; `warning`: it was read, with this remark. */
  readonly severity: 'error' | 'warning';
  /** A JSON path, or for EDI the segment and element: `W12[2].03`. */
  readonly path: string;
  /** Byte or character offset in the payload, where it is known. */
  readonly offset?: number | undefined;
}

/** What a payload said: events in canonical form, in order, and what could not be read. */
export interface Decoded<Event> {
  readonly events: readonly Event[];
  readonly issues: readonly ConnectorIssue[];
}

/** What a partner's figure counts. The partner's own words are mapped to these; `committed` is all that it has promised to orders, however bound. */
export type PartnerMeasure =
  | 'onHand' | 'available' | 'committed' | 'reserved' | 'damaged' | 'quarantined' | 'inspection' | 'safetyStock' | 'onOrder' | 'inTransit' | 'backordered';

/** One figure of a statement, in the partner's identifiers. */
export interface PartnerStatementRow {
  readonly item: string;
  readonly location: string;
  readonly lot?: string | undefined;
  /** Signed: partners do report negative stock. */
  readonly quantity: Quantity;
}

/** What a partner says it has: figures to compare, never to apply. */
export interface PartnerStatement {
  /** The source that says so. */
  readonly system: string;
  readonly measure: PartnerMeasure;
  /** When it was so, RFC 3339. */
  readonly asOf: string;
  /** Whether what is absent is zero; otherwise it is unknown. */
  readonly full: boolean;
  readonly rows: readonly PartnerStatementRow[];
}

/** Something changed at the partner; the message carries no quantity that could be used, so it must be fetched. */
export interface Poke {
  /** What kind of thing, in the partner's words: `items`, `returns/approve`. */
  readonly resource: string;
  /** Which one, or an address to fetch, if the message says so. */
  readonly id?: string | undefined;
  /** What happened to it, in the partner's words. */
  readonly change?: string | undefined;
}

/** All that a partner's message can say: facts, figures to compare, and hints to fetch. */
export interface PartnerDecoded extends Decoded<StockEvent> {
  readonly statements: readonly PartnerStatement[];
  readonly pokes: readonly Poke[];
}

/** Whether a payload comes from who it says it comes from. */
export type Verified = { readonly ok: true } | { readonly ok: false; readonly reason: 'missing_signature' | 'malformed_signature' | 'wrong_signature' | 'stale' };

/** Header values by lower-case or original name; looked up without regard to case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One HTTP call for the caller to make. */
export interface OutgoingRequest<Body = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Path and query below the account's base address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Stays the same when the same figures are sent again. */
  readonly idempotencyKey: string;
}

/** Requests to make, and what had to be changed or left out on the way to them. */
export interface Encoded<Body = unknown> {
  readonly requests: readonly OutgoingRequest<Body>[];
  readonly issues: readonly ConnectorIssue[];
}

/** What came back for a request. */
export interface IncomingResponse {
  readonly status: number;
  readonly headers?: Headers | undefined;
  /** The body as text or bytes, or already parsed. */
  readonly body: unknown;
}

/** What became of one line of a request. */
export interface LineResult {
  /** The item and location it was about, in the partner's identifiers. */
  readonly line: string;
  readonly outcome: 'accepted' | 'retry' | 'rejected';
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Published limits of a partner's interface, as data. */
export interface ConnectorLimits {
  readonly linesPerRequestMax: number;
  readonly requestsPerSecond?: number | undefined;
  readonly burst?: number | undefined;
  readonly payloadBytesMax: number;
}
