import type { PartnerDecoded } from '../../ports/index.js';
import { equalSecretly, member, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import { decodeEntities, type DecodeContext } from './decode-context.js';

/**
 * The answer to a subscription handshake: Business Central calls the address with a `validationToken` when a subscription is made and each time it is
 * renewed, and expects the token back as the body of a 200. `undefined` if the call is no handshake.
 *
 * @param query - The query string or the address that was called.
 */
export function validationTokenOf(query: string): string | undefined {
  const start = query.indexOf('?');
  const token = new URLSearchParams(start === -1 ? query : query.slice(start + 1)).get('validationToken');
  return token === null || token === '' || token.length > 2000 ? undefined : token;
}

/**
 * Reads a batch of notifications. They carry no figures: each says what to fetch. An element with another `clientState` than the one the subscription was
 * made with is not ours, and is left out with an error; the comparison tells nothing by its time.
 *
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/dynamics-subscriptions
 */
export function decodeNotifications(payload: Payload, options: { readonly source: string; readonly clientState: string }): PartnerDecoded {
  if (options.clientState === '') throw new TypeError('A subscription needs a client state that is not empty');
  const expected = new TextEncoder().encode(options.clientState);
  return decodeEntities(payload, { source: options.source, timeZone: 'UTC' }, (context, notification) => {
    const state = new TextEncoder().encode(textAt(member(notification, 'clientState')) ?? '');
    if (equalSecretly(state, expected)) readNotification(context, notification);
    else context.issues.error('bc.client_state', member(notification, 'clientState').path, 'The client state is not that of our subscription');
  });
}

const RESOURCE = /^\/?(?:v[\d.]+\/[^/]*\/)?api\/[\w./-]*?companies\([^)]{1,100}\)\/(\w{1,60})(?:\(([^)]{1,100})\)|(\?.{1,2000}))?$/;

function readNotification(context: DecodeContext, notification: JsonAt): void {
  const resource = textAt(member(notification, 'resource')) ?? '';
  const match = resource.length > 3000 ? null : RESOURCE.exec(resource);
  if (match === null) {
    context.issues.error('bc.unknown_resource', member(notification, 'resource').path, 'The resource is no address of a company’s entity');
    return;
  }
  const [, entity = '', id, query] = match;
  const change = textAt(member(notification, 'changeType'));
  // A collection stands for more changes than are listed: what it names is the filter to fetch them by.
  const subject = id ?? (query === undefined ? undefined : resource);
  context.pokes.push({ resource: entity, ...(subject === undefined ? {} : { id: subject }), ...(change === undefined ? {} : { change }) });
}
