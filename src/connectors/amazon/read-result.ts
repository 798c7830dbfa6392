import type { IncomingResponse, LineResult } from '../../ports/index.js';
import { amountAt, elements, issueList, member, readJsonPayload, responseJson, resultsByStatus, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import type { ListingsFeed } from './encode-feed.js';
import { AMAZON_FEED_LIMITS } from './limits.js';

/**
 * What became of one patch. `ACCEPTED` means taken for processing: issues can still arrive with the listing, so the figure is confirmed by its next
 * notification.
 */
export function readPatchResult(response: IncomingResponse, sku: string): LineResult {
  const [verdict] = resultsByStatus(response, [sku]) ?? [];
  const body = responseJson(response);
  const [error] = body === undefined ? [] : elements(member(body, 'errors', 'issues'), issueList());
  const code = error === undefined ? undefined : textAt(member(error, 'code'));
  const message = error === undefined ? undefined : textAt(member(error, 'message'));
  const told = { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  if (verdict !== undefined) return { ...verdict, ...told };
  const status = body === undefined ? undefined : textAt(member(body, 'status'));
  if (status === 'ACCEPTED' || status === 'VALID') return { line: sku, outcome: 'accepted' };
  return status === 'INVALID' ? { line: sku, outcome: 'rejected', code: 'INVALID', ...told } : { line: sku, outcome: 'retry', code: 'unreadable_response' };
}

/**
 * What became of each SKU of a feed, by its processing report: an error rejects its message, anything else leaves it accepted. An error about the whole
 * feed rejects all; a report that cannot be read leaves the outcome open.
 */
export function readFeedReport(report: Payload, feed: ListingsFeed): readonly LineResult[] {
  const root = readJsonPayload(report, AMAZON_FEED_LIMITS.payloadBytesMax, issueList());
  const skus = feed.messages.map(({ sku }) => sku);
  if (root === undefined || textAt(member(member(root, 'header'), 'feedId')) === undefined) return skus.map((line) => ({ line, outcome: 'retry', code: 'unreadable_response' }));
  const errors = new Map<string, JsonAt>();
  for (const issue of elements(member(root, 'issues'), issueList())) {
    if (textAt(member(issue, 'severity')) !== 'ERROR') continue;
    const message = amountAt(member(issue, 'messageId')) ?? 'all';
    if (!errors.has(message)) errors.set(message, issue);
  }
  return feed.messages.map(({ messageId, sku }) => {
    const error = errors.get(String(messageId)) ?? errors.get('all');
    if (error === undefined) return { line: sku, outcome: 'accepted' };
    return { line: sku, outcome: 'rejected', code: textAt(member(error, 'code')), message: textAt(member(error, 'message')) };
  });
}
