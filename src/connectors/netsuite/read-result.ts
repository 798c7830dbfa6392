import type { IncomingResponse, LineResult } from '../../ports/index.js';
import { elements, issueList, member, responseJson, resultsByStatus, textAt } from '../../wire/index.js';

/** Codes that pass: the account's limit of concurrent calls, answered with 429 or with 400, and a record that someone else is saving. */
const PASSING: ReadonlySet<string> = new Set(['CONCURRENCY_LIMIT_EXCEEDED', 'SSS_REQUEST_LIMIT_EXCEEDED', 'RCRD_HAS_BEEN_CHANGED', 'UNEXPECTED_ERROR']);

/** What became of one upsert, named by its external id. */
export function readResult(response: IncomingResponse, externalId: string): LineResult {
  const [verdict] = resultsByStatus(response, [externalId]) ?? [];
  if (verdict === undefined) return { line: externalId, outcome: 'accepted' };
  const body = responseJson(response);
  const [detail] = body === undefined ? [] : elements(member(body, 'o:errorDetails'), issueList());
  const code = detail === undefined ? undefined : textAt(member(detail, 'o:errorCode'));
  const message = detail === undefined ? undefined : textAt(member(detail, 'detail'));
  const outcome = code !== undefined && PASSING.has(code) ? 'retry' : verdict.outcome;
  return { ...verdict, outcome, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}
