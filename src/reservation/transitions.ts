import type { ReservationEvent } from '../model/index.js';

/** The buckets a line's requested quantity is spread over. `none` stands for before the line was opened. */
export type LineBucket = 'none' | 'backordered' | 'reserved' | 'allocated' | 'picked' | 'shipped' | 'released' | 'expired' | 'cancelled';

/** One legal move of a line's quantity, whole or in part. */
export interface Transition {
  readonly move: 'open' | 'reserve' | 'extend' | 'allocate' | 'pick' | 'ship' | 'release' | 'cancel' | 'lapse';
  readonly from: readonly LineBucket[];
  readonly to: LineBucket;
  /** What records it: a decision of ours, or a fact. */
  readonly by: ReservationEvent['type'] | 'order.placed' | 'stock.shipped' | 'order.cancelled' | 'claim.reported';
  readonly meaning: string;
}

/** Every legal move. What is not in this table does not happen; the docs print it. */
export const TRANSITIONS: readonly Transition[] = [
  { move: 'open', from: ['none'], to: 'backordered', by: 'reservation.opened', meaning: 'A caller asked for it.' },
  { move: 'open', from: ['none'], to: 'backordered', by: 'order.placed', meaning: 'An order was placed elsewhere.' },
  { move: 'reserve', from: ['backordered'], to: 'reserved', by: 'reservation.reserved', meaning: 'Goods are held for it; the hold may end by itself.' },
  { move: 'extend', from: ['reserved'], to: 'reserved', by: 'reservation.extended', meaning: 'A live hold ends later.' },
  { move: 'allocate', from: ['reserved'], to: 'allocated', by: 'reservation.allocated', meaning: 'The hold is bound to a place, lot or serial.' },
  { move: 'allocate', from: ['reserved', 'backordered'], to: 'allocated', by: 'claim.reported', meaning: 'Another system bound goods to it.' },
  { move: 'pick', from: ['reserved', 'allocated'], to: 'picked', by: 'reservation.picked', meaning: 'Goods were taken for it and are still on hand.' },
  { move: 'pick', from: ['allocated', 'reserved', 'backordered'], to: 'picked', by: 'claim.reported', meaning: 'Another system took goods for it.' },
  { move: 'ship', from: ['picked', 'allocated', 'reserved', 'expired', 'backordered'], to: 'shipped', by: 'stock.shipped', meaning: 'Goods left for it; what exceeds the request is excess.' },
  { move: 'release', from: ['reserved', 'allocated', 'picked'], to: 'released', by: 'reservation.released', meaning: 'The hold was given up.' },
  { move: 'cancel', from: ['backordered', 'reserved', 'allocated', 'picked'], to: 'cancelled', by: 'reservation.cancelled', meaning: 'It is no longer wanted.' },
  { move: 'cancel', from: ['backordered', 'expired', 'reserved', 'allocated', 'picked'], to: 'cancelled', by: 'order.cancelled', meaning: 'It was cancelled elsewhere.' },
  { move: 'lapse', from: ['reserved'], to: 'expired', by: 'reservation.lapsed', meaning: 'The hold ran out.' },
];
