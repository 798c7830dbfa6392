import type { EventEnvelope } from '../../model/index.js';
import type { Poke } from '../../ports/index.js';
import { amountAt, elements, flagAt, identifierAt, instantText, member, textAt, type EventList, type IssueList, type JsonAt, type StatementList } from '../../wire/index.js';
import type { ShopifyDelivery, ShopifyOptions } from './options.js';

/** What every topic's reader works with. */
export interface DecodeContext {
  readonly options: ShopifyOptions;
  readonly delivery: ShopifyDelivery;
  readonly issues: IssueList;
  readonly events: EventList;
  readonly statements: StatementList;
  readonly pokes: Poke[];
}

const WHOLE = /^\d{1,40}$/;

/** A numeric id; an error if it is missing. */
export function idAt(context: DecodeContext, at: JsonAt): string | undefined {
  const id = textAt(at);
  if (id !== undefined && WHOLE.test(id)) return id;
  context.issues.error('shopify.no_id', at.path, 'A numeric id was expected');
  return undefined;
}

/** The instant there, in UTC; an error if it is missing or no instant. */
export function timeAt(context: DecodeContext, at: JsonAt): string | undefined {
  const time = instantText(textAt(at));
  if (time === undefined) context.issues.error('shopify.no_time', at.path, 'An instant with an offset was expected');
  return time;
}

/** The id of an order line, the same in every message about it. */
export function lineIdOf(context: DecodeContext, order: string, line: string): string {
  return `${context.options.linePrefix ?? context.options.source}/${order}#${line}`;
}

/** The global id of a location, or the one of the options where the message names none. */
export function locationAt(context: DecodeContext, at: JsonAt): string | undefined {
  const id = textAt(at);
  if (id !== undefined && WHOLE.test(id)) return `gid://shopify/Location/${id}`;
  if (context.options.location !== undefined) return context.options.location;
  context.issues.error('shopify.no_location', at.path, 'No location is named, and the options give none');
  return undefined;
}

/** A line of an order, a fulfilment or a refund that concerns stock. */
export interface GoodsLine {
  readonly at: JsonAt;
  readonly id: string;
  readonly item: string;
  readonly amount: string;
}

/** Reads a line. One without goods to ship is left out with a warning, one that cannot be read with an error. */
export function goodsLineAt(context: DecodeContext, at: JsonAt): GoodsLine | undefined {
  const id = idAt(context, member(at, 'id'));
  if (id === undefined || !hasGoods(context, at)) return undefined;
  const item = itemAt(context, at);
  const amount = amountAt(member(at, 'quantity'));
  if (amount === undefined) context.issues.error('shopify.no_quantity', member(at, 'quantity').path, 'A quantity was expected');
  return item === undefined || amount === undefined ? undefined : { at, id, item, amount };
}

/** The readable lines of a list. */
export function goodsLinesAt(context: DecodeContext, at: JsonAt): readonly GoodsLine[] {
  return elements(at, context.issues).flatMap((line) => goodsLineAt(context, line) ?? []);
}

/** Whether a line is about goods: gift cards, services and the like are not. */
export function hasGoods(context: DecodeContext, at: JsonAt): boolean {
  if (flagAt(member(at, 'requires_shipping')) !== false) return true;
  context.issues.warning('shopify.not_shipped', at.path, 'The line needs no shipping and was left out');
  return false;
}

/** The item of a line as the options identify it; an error if it has none. */
export function itemAt(context: DecodeContext, at: JsonAt): string | undefined {
  if (context.options.identifyBy === 'variant') {
    const variant = idAt(context, member(at, 'variant_id'));
    return variant === undefined ? undefined : `gid://shopify/ProductVariant/${variant}`;
  }
  const sku = identifierAt(member(at, 'sku'));
  if (sku === undefined) context.issues.error('shopify.no_sku', member(at, 'sku').path, 'The line has no SKU that could identify its item');
  return sku;
}

/** The envelope of a fact about an order. */
export function envelopeOf(context: DecodeContext, id: string, effectiveAt: string, item: string, order: string): EventEnvelope {
  const { source, linePrefix } = context.options;
  return { source, id, effectiveAt, item, correlationId: `${linePrefix ?? source}/${order}` };
}

/** A quantity in the unit that is counted. */
export function quantityOf(context: DecodeContext, amount: string): { readonly amount: string; readonly unit: string } {
  return { amount, unit: context.options.unit ?? 'EA' };
}
