import type { Poke } from '../../ports/index.js';
import { identifierAt, instantText, member, textAt, type EventList, type IssueList, type JsonAt, type StatementList } from '../../wire/index.js';
import type { AmazonOptions } from './options.js';

/** What the reader of every notification works with. */
export interface DecodeContext {
  readonly options: AmazonOptions;
  readonly issues: IssueList;
  readonly events: EventList;
  readonly statements: StatementList;
  readonly pokes: Poke[];
}

/** A member under its newer name or its older one: notification types differ in whether names begin with a capital. */
export function field(at: JsonAt, name: string): JsonAt {
  return member(at, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

/** The SKU of a notification, which every type spells in its own way. */
export function skuOf(context: DecodeContext, at: JsonAt): string | undefined {
  return neededAt(context, member(at, 'SellerSKU', 'SKU', 'Sku', 'sellerSKU', 'sellerSku', 'sku'), 'SKU');
}

/** An identifier, or an error that says what is missing. */
export function neededAt(context: DecodeContext, at: JsonAt, what: string): string | undefined {
  const text = identifierAt(at);
  if (text === undefined) context.issues.error('amazon.missing', at.path, `The ${what} is missing or no identifier`);
  return text;
}

/** When the event happened, by the notification's envelope, or an error. */
export function eventTime(context: DecodeContext, notification: JsonAt): string | undefined {
  const time = instantText(textAt(field(notification, 'eventTime')));
  if (time === undefined) context.issues.error('amazon.no_time', field(notification, 'eventTime').path, 'The time of the event is missing or no instant');
  return time;
}

/** A quantity in the unit that is counted. */
export function quantityOf({ options }: DecodeContext, amount: string): { readonly amount: string; readonly unit: string } {
  return { amount, unit: options.unit ?? 'EA' };
}
