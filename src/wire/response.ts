import type { IncomingResponse, LineResult } from '../ports/index.js';
import { headerOf } from './header-of.js';
import { issueList } from './issue-list.js';
import type { JsonAt } from './json-at.js';
import { readJsonPayload } from './payload.js';

const RESPONSE_BYTES_MAX = 16_777_216;

/** The JSON body of a response, or `undefined` if it is none. */
export function responseJson(response: IncomingResponse): JsonAt | undefined {
  return readJsonPayload(response.body, RESPONSE_BYTES_MAX, issueList());
}

/** The wait a response asks for in `Retry-After` seconds, in milliseconds, at most an hour. A date there is not read: it needs a clock. */
export function retryAfterMs(response: IncomingResponse): number | undefined {
  const seconds = headerOf(response.headers ?? {}, 'Retry-After');
  return seconds !== undefined && /^\d{1,6}(?:\.\d{1,3})?$/.test(seconds) ? Math.min(Math.ceil(Number(seconds) * 1000), 3_600_000) : undefined;
}

/**
 * What the HTTP status alone says of every line: too many requests, timeouts and server errors are worth another try, other refusals are not.
 * `undefined` for success, where the body decides.
 */
export function resultsByStatus(response: IncomingResponse, lines: readonly string[]): readonly LineResult[] | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const passing = status === 408 || status === 425 || status === 429 || status >= 500;
  const wait = passing ? retryAfterMs(response) : undefined;
  const verdict = { outcome: passing ? 'retry' : 'rejected', code: `http.${status}`, ...(wait === undefined ? {} : { retryAfterMs: wait }) } as const;
  return lines.map((line) => ({ line, ...verdict }));
}
