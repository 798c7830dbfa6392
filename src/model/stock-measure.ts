import type { Instant } from '../foundation/index.js';
import { foreignKindOf, foreignStockUse } from './foreign-stock-use.js';
import type { Register, RegisteredLocation } from './register.js';
import { SELLABLE } from './stock-state.js';

/**
 * What goods count as. Those that are left out because of whose they are count as that in whatever condition; of all others the condition, the place and the
 * date of the lot decide. Only what is `sellable` may be promised.
 */
export type StockMeasure = 'sellable' | 'damaged' | 'quarantined' | 'inspection' | 'expired' | 'blocked' | 'foreignExcluded';

/** Goods at a place: their condition, owner and lot. Absent parts are empty texts. */
export interface GoodsAt {
  readonly state: string;
  readonly owner: string;
  readonly lot: string;
}

/** The day goods are judged on. */
export interface JudgedAt {
  readonly at: Instant;
  /** The first instant at which a lot may no longer be used, in the calendar of a zone; `undefined` if it never ends. */
  readonly lotEndsAt: (lot: string, timeZone: string) => Instant | undefined;
}

/**
 * What goods of an item count as at a place, and so whether they may be promised: the one rule that availability, offers, published figures, promises and the
 * exception `oversold` read. Without a day the dates of lots are left aside.
 */
export function stockMeasure(register: Register, item: string, place: RegisteredLocation, goods: GoodsAt, judged?: JudgedAt): StockMeasure {
  const kind = foreignKindOf(place, goods.owner);
  if (kind !== undefined && foreignStockUse(register, item, place, kind, goods.owner).use === 'exclude') return 'foreignExcluded';
  const { state } = goods;
  if (state !== SELLABLE) {
    if (state === 'damaged' || state === 'quarantined' || state === 'inspection' || state === 'expired') return state;
    if (register.stateSells(state) !== true) return 'blocked';
  }
  if (!place.sellable) return 'blocked';
  if (judged !== undefined && goods.lot !== '') {
    const endsAt = judged.lotEndsAt(goods.lot, place.timeZone);
    if (endsAt !== undefined && judged.at >= endsAt) return 'expired';
  }
  return 'sellable';
}
