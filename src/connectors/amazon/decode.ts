import type { PartnerDecoded } from '../../ports/index.js';
import { elements, eventList, isPresent, issueList, member, readJsonPayload, statementList, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import { field, type DecodeContext } from './decode-context.js';
import { decodeOrderChange } from './decode-order-change.js';
import { decodeFbaAvailability, decodeMfnQuantityChange } from './decode-quantity-changes.js';
import { AMAZON_LISTINGS_LIMITS } from './limits.js';
import type { AmazonOptions } from './options.js';

const READERS: ReadonlyMap<string, (context: DecodeContext, notification: JsonAt) => void> = new Map([
  ['ORDER_CHANGE', decodeOrderChange],
  ['LISTINGS_ITEM_MFN_QUANTITY_CHANGE', decodeMfnQuantityChange],
  ['FBA_INVENTORY_AVAILABILITY_CHANGES', decodeFbaAvailability],
  ['FBA_INVENTORY_AVAILABILITY_CHANGE', decodeFbaAvailability],
]);

/** Types that only say that something is ready to be fetched. Older and newer spellings both occur. */
const FETCHED = /^(?:FEED_PROCESSING_FINISHED|LISTINGS_ITEM_(?:STATUS|ISSUES)_CHANGED?|FULFILLMENT_ORDER_STATUS|FBA_OUTBOUND_SHIPMENT_STATUS)$/;

/**
 * Reads what arrived from a queue: a notification, an SQS message whose body is a notification as text, or an SQS answer with several of them. Names are
 * read with and without a leading capital. Never throws. Amazon signs nothing: that only Amazon may write to the queue is the queue's policy.
 */
export function decodeNotifications(payload: Payload, options: AmazonOptions): PartnerDecoded {
  const issues = issueList();
  const context: DecodeContext = { options, issues, events: eventList(issues), statements: statementList(issues), pokes: [] };
  const root = readJsonPayload(payload, AMAZON_LISTINGS_LIMITS.payloadBytesMax, issues);
  if (root !== undefined) for (const notification of notificationsIn(context, root)) decodeOne(context, notification);
  return { events: context.events.events, statements: context.statements.statements, pokes: context.pokes, issues: issues.issues };
}

function notificationsIn(context: DecodeContext, root: JsonAt): readonly JsonAt[] {
  if (isPresent(member(root, 'Messages'))) return elements(member(root, 'Messages'), context.issues).flatMap((message) => bodyOf(context, message));
  return isPresent(member(root, 'Body', 'body')) ? bodyOf(context, root) : [root];
}

/** The body of an SQS message is JSON as text. Paths of issues go on from there. */
function bodyOf(context: DecodeContext, message: JsonAt): readonly JsonAt[] {
  const body = member(message, 'Body', 'body');
  if (typeof body.value !== 'string') {
    context.issues.error('amazon.no_body', body.path, 'The body of a message is a JSON text');
    return [];
  }
  const notification = readJsonPayload(body.value, AMAZON_LISTINGS_LIMITS.payloadBytesMax, context.issues, body.path);
  return notification === undefined ? [] : [notification];
}

function decodeOne(context: DecodeContext, notification: JsonAt): void {
  const type = textAt(field(notification, 'notificationType')) ?? '';
  const reader = READERS.get(type);
  if (reader !== undefined) reader(context, notification);
  else if (FETCHED.test(type)) {
    const payload = field(notification, 'payload');
    const id = textAt(field(field(payload, 'feedProcessingFinishedNotification'), 'feedId')) ?? textAt(field(payload, 'sku'));
    context.pokes.push(id === undefined ? { resource: type } : { resource: type, id });
  } else context.issues.warning('amazon.unknown_type', field(notification, 'notificationType').path, `Nothing is read from the type ${type.slice(0, 80) || 'that is missing'}`);
}
