import type { Instant } from '../foundation/index.js';
import type { ItemLedger } from './item-ledger.js';
import { netByInstant } from './movement-history.js';

/** When the first goods of each lot came in, wherever that was; of a piece, under its serial. Lots that were only ever counted are left out. Work grows with the movements of lots and pieces. */
export function arrivalsOf(item: ItemLedger): { readonly lots: ReadonlyMap<string, Instant>; readonly serials: ReadonlyMap<string, Instant> } {
  const lots = new Map<string, Instant>();
  const serials = new Map<string, Instant>();
  for (const { lot, serial, history } of item.positions.values()) {
    if (lot === '' && serial === '') continue;
    const first = netByInstant(history).find(([, net]) => net > 0)?.[0];
    if (first === undefined) continue;
    if (lot !== '') lots.set(lot, Math.min(first, lots.get(lot) ?? first));
    if (serial !== '') serials.set(serial, Math.min(first, serials.get(serial) ?? first));
  }
  return { lots, serials };
}
