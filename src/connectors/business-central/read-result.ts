import type { IncomingResponse, LineResult } from '../../ports/index.js';
import { member, responseJson, resultsByStatus, textAt } from '../../wire/index.js';

/** Answers of the server that pass, by their error code. */
const PASSING: ReadonlySet<string> = new Set(['Application_DatabaseTimeout', 'Internal_ServerBusy', 'Request_EntityChanged', 'Application_ConcurrencyConflict']);

/**
 * What became of one request, named by the reference or item it was about. A changed entity tag (412) is worth another try after reading again; so are
 * limits and server errors.
 */
export function readResult(response: IncomingResponse, line: string): LineResult {
  const [verdict] = resultsByStatus(response, [line]) ?? [{ line, outcome: 'accepted' } as const];
  if (verdict === undefined || verdict.outcome === 'accepted') return { line, outcome: 'accepted' };
  const body = responseJson(response);
  const error = body === undefined ? undefined : member(body, 'error');
  const code = error === undefined ? undefined : textAt(member(error, 'code'));
  const message = error === undefined ? undefined : textAt(member(error, 'message'));
  const passes = response.status === 412 || response.status === 409 || (code !== undefined && PASSING.has(code));
  return { ...verdict, outcome: passes ? 'retry' : verdict.outcome, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}
