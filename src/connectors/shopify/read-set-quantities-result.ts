import type { IncomingResponse, LineResult, OutgoingRequest } from '../../ports/index.js';
import { amountAt, elements, isPresent, issueList, member, responseJson, resultsByStatus, textAt, type JsonAt } from '../../wire/index.js';
import type { SetQuantitiesBody } from './encode-set-quantities.js';

/** Errors after which the same line can succeed: read the level again and decide anew, or send the same again, as the code says. */
const RETRIED: ReadonlySet<string> = new Set([
  'CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE', 'IDEMPOTENCY_CONCURRENT_REQUEST', 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
  'THROTTLED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT',
]);

/**
 * What became of each quantity of a call, in the call's order, as `<inventory item>@<location>`. A call is done as a whole: if one quantity is refused,
 * the others were not set either and come back as `retry` with the code `NOT_APPLIED`.
 */
export function readSetQuantitiesResult(response: IncomingResponse, request: OutgoingRequest<SetQuantitiesBody>): readonly LineResult[] {
  const lines = request.body.variables.input.quantities.map(({ inventoryItemId, locationId }) => `${inventoryItemId}@${locationId}`);
  const byStatus = resultsByStatus(response, lines);
  if (byStatus !== undefined) return byStatus;
  const body = responseJson(response);
  if (body === undefined) return lines.map((line) => ({ line, outcome: 'retry', code: 'unreadable_response' }));
  if (isPresent(member(body, 'errors'))) return refusedAsAWhole(lines, body);
  const payload = member(member(body, 'data'), 'inventorySetQuantities');
  const errors = elements(member(payload, 'userErrors'), issueList());
  if (errors.length > 0) return refusedByLine(lines, errors);
  return isPresent(member(payload, 'inventoryAdjustmentGroup', 'userErrors'))
    ? lines.map((line) => ({ line, outcome: 'accepted' }))
    : lines.map((line) => ({ line, outcome: 'retry', code: 'unreadable_response' }));
}

function refusedAsAWhole(lines: readonly string[], body: JsonAt): readonly LineResult[] {
  const [first] = elements(member(body, 'errors'), issueList());
  const code = first === undefined ? undefined : textAt(member(member(first, 'extensions'), 'code'));
  const message = first === undefined ? undefined : textAt(member(first, 'message'));
  const outcome = code !== undefined && RETRIED.has(code) ? 'retry' : 'rejected';
  const retryAfterMs = code === 'THROTTLED' ? refillMs(body) : undefined;
  return lines.map((line) => ({ line, outcome, code, message, retryAfterMs }));
}

function refusedByLine(lines: readonly string[], errors: readonly JsonAt[]): readonly LineResult[] {
  const verdicts = new Map<number | 'all', Omit<LineResult, 'line'>>();
  for (const error of errors) {
    const code = textAt(member(error, 'code'));
    const place = placeOf(error, lines.length);
    if (!verdicts.has(place)) verdicts.set(place, { outcome: code !== undefined && RETRIED.has(code) ? 'retry' : 'rejected', code, message: textAt(member(error, 'message')) });
  }
  const rest = verdicts.get('all') ?? { outcome: 'retry', code: 'NOT_APPLIED', message: 'Another quantity of the call was refused' };
  return lines.map((line, index) => ({ line, ...(verdicts.get(index) ?? rest) }));
}

/** The quantity an error speaks of: the index in `["input", "quantities", "3", …]`, or all of them. */
function placeOf(error: JsonAt, count: number): number | 'all' {
  const [, name, index] = elements(member(error, 'field'), issueList()).map(textAt);
  const place = name === 'quantities' && index !== undefined && /^\d{1,4}$/.test(index) ? Number(index) : count;
  return place < count ? place : 'all';
}

/** How long until the bucket holds what the call costs. */
function refillMs(body: JsonAt): number | undefined {
  const cost = member(member(body, 'extensions'), 'cost');
  const bucket = member(cost, 'throttleStatus');
  const needed = Number(amountAt(member(cost, 'requestedQueryCost')));
  const missing = needed - Number(amountAt(member(bucket, 'currentlyAvailable')));
  const ms = Math.ceil((missing / Number(amountAt(member(bucket, 'restoreRate')))) * 1000);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : undefined;
}
