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
