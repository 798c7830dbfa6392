import type { LineBalance, ReservationEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import type { LineBucket, MoveContext } from '../../src/reservation/index.js';

export const AT = Date.parse('2026-05-12T08:00:00Z');
export const CONTEXT: MoveContext = { at: AT, policy: 'p1', request: 'r' };

/** What of a line is where; the rest is nothing. Held goods are in EAST unless `held` says otherwise. */
export type Parts = Partial<Record<Exclude<LineBucket, 'none'>, number>>;

const BUCKETS = ['backordered', 'reserved', 'allocated', 'picked', 'shipped', 'released', 'expired', 'cancelled'] as const;

export function line(parts: Parts, more: Partial<LineBalance> = {}): LineBalance {
  const amount = (name: keyof Parts): ReturnType<typeof grains> => grains(parts[name] ?? 0);
  const held = { location: 'EAST', lot: '', serial: '', reserved: amount('reserved'), allocated: amount('allocated'), picked: amount('picked') };
  return {
    item: 'TEA', line: 'l', channel: '', account: '', requested: grains(BUCKETS.reduce((sum, name) => sum + (parts[name] ?? 0), 0)), backordered: amount('backordered'),
    reserved: held.reserved, allocated: held.allocated, picked: held.picked, shipped: amount('shipped'), released: amount('released'), expired: amount('expired'),
    cancelled: amount('cancelled'), excess: grains(0), expiresAt: undefined, holds: held.reserved + held.allocated + held.picked === 0 ? [] : [held], used: [], ...more,
  };
}

/** The buckets an event takes from and gives to, told from its own words. */
export function flow(event: ReservationEvent): { readonly from: LineBucket; readonly to: LineBucket } {
  switch (event.type) {
    case 'reservation.opened': return { from: 'none', to: 'backordered' };
    case 'reservation.amended': return { from: 'none', to: 'backordered' };
    case 'reservation.moved': return { from: event.from, to: event.to };
    case 'reservation.backordered': return { from: event.from, to: 'backordered' };
    case 'reservation.reassigned': return { from: event.from, to: 'none' };
    case 'reservation.assigned': return { from: 'none', to: event.to };
    case 'reservation.exploded': return { from: 'backordered', to: 'none' };
    case 'reservation.gathered': return { from: 'none', to: 'backordered' };
    case 'reservation.reserved': return { from: 'backordered', to: 'reserved' };
    case 'reservation.extended': return { from: 'reserved', to: 'reserved' };
    case 'reservation.allocated': return { from: 'reserved', to: 'allocated' };
    case 'reservation.picked': return { from: event.from, to: 'picked' };
    case 'reservation.released': return { from: event.from, to: 'released' };
    case 'reservation.cancelled': return { from: event.from, to: 'cancelled' };
    case 'reservation.promised': return { from: 'backordered', to: 'backordered' };
    case 'reservation.lapsed': return { from: 'reserved', to: 'expired' };
  }
}
