import { sourceLines, type SourcingLocation, type SourcingOffer, type SourcingOrder, type SourcingRequest, type SourcingTerms } from '../../src/allocation/index.js';
import { g } from './amounts.js';

/** `offers({ TEA: 5, CUP: [8, { pack: 4 }] })` */
type Offers = Readonly<Record<string, number | readonly [number, { readonly pack?: number; readonly unitCost?: number }]>>;
export const place = (location: string, offers: Offers, more: Partial<SourcingLocation> = {}): SourcingLocation => ({
  location, ...more, offers: Object.entries(offers).map(([item, offer]): SourcingOffer => (typeof offer === 'number' ? { item, grains: g(offer) } : { item, grains: g(offer[0]), ...(offer[1] as object) })),
});
/** `order('o1', { TEA: 5 })`: a line for each item, named after it; more of an item as `'TEA 2'`. */
export const order = (name: string, wanted: Readonly<Record<string, number>>, more: Partial<SourcingOrder> = {}): SourcingOrder => ({
  order: name, lines: Object.entries(wanted).map(([line, amount]) => ({ line, item: line.split(' ')[0]!, grains: g(amount) })), ...more,
});
export const source = (locations: readonly SourcingLocation[], orders: readonly SourcingOrder[], more: Partial<SourcingRequest> = {}): ReturnType<typeof sourceLines> => sourceLines({
  locations, orders, rule: 'priority', partial: 'allow', ...more,
});
/** Each line as `TEA A:5 B:3 -2`: where from, and what is missing. */
export const plan = (...asked: Parameters<typeof source>): unknown => source(...asked).map((answer) => (answer.ok
  ? answer.lines.map(({ line, parts, unfilled }) => [line, ...parts.map(({ location, grains }) => `${location}:${grains}`), ...(unfilled > 0 ? [`-${unfilled}`] : [])].join(' ')) : answer.reason));
export const terms = (all: Readonly<Record<string, SourcingTerms>>): ReadonlyMap<string, SourcingTerms> => new Map(Object.entries(all));
