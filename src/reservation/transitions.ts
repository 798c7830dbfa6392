import type { ReservationEvent } from '../model/index.js';

/** The buckets a line's requested quantity is spread over. `none` stands for before the line was opened. */
export type LineBucket = 'none' | 'backordered' | 'reserved' | 'allocated' | 'picked' | 'shipped' | 'released' | 'expired' | 'cancelled';

/** One legal move of a line's quantity, whole or in part. */
export interface Transition {
  readonly move:
    | 'open' | 'amend' | 'reserve' | 'extend' | 'allocate' | 'move' | 'deallocate' | 'pick' | 'putBack' | 'giveUp' | 'ship' | 'release' | 'cancel' | 'reassign' | 'explode' | 'gather'
    | 'lapse';
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
  { move: 'open', from: ['none'], to: 'backordered', by: 'reservation.assigned', meaning: 'It carries part of another line from now on: a split, a merge, a substitute.' },
  { move: 'amend', from: ['none'], to: 'backordered', by: 'reservation.amended', meaning: 'More is wanted than before. Less is a cancellation.' },
  { move: 'reserve', from: ['backordered'], to: 'reserved', by: 'reservation.reserved', meaning: 'Goods are held for it; the hold may end by itself.' },
  { move: 'extend', from: ['reserved'], to: 'reserved', by: 'reservation.extended', meaning: 'A live hold ends later.' },
  { move: 'allocate', from: ['reserved'], to: 'allocated', by: 'reservation.allocated', meaning: 'The hold is bound to a place, lot or serial.' },
  { move: 'allocate', from: ['reserved', 'expired', 'backordered'], to: 'allocated', by: 'claim.reported', meaning: 'Another system bound goods to it.' },
  { move: 'move', from: ['reserved'], to: 'reserved', by: 'reservation.moved', meaning: 'The hold is moved to another location.' },
  { move: 'move', from: ['allocated'], to: 'allocated', by: 'reservation.moved', meaning: 'It is bound to another bin, lot or piece.' },
  { move: 'deallocate', from: ['allocated'], to: 'reserved', by: 'reservation.moved', meaning: 'Goods are freed of their binding and stay held.' },
  { move: 'pick', from: ['reserved', 'allocated'], to: 'picked', by: 'reservation.picked', meaning: 'Goods were taken for it and are still on hand.' },
  { move: 'pick', from: ['allocated', 'reserved', 'expired', 'backordered'], to: 'picked', by: 'claim.reported', meaning: 'Another system took goods for it.' },
  { move: 'putBack', from: ['picked'], to: 'allocated', by: 'reservation.moved', meaning: 'Picked goods were put back and stay bound.' },
  { move: 'giveUp', from: ['reserved', 'allocated'], to: 'backordered', by: 'reservation.backordered', meaning: 'The hold is given up and the goods are still wanted: a short pick, or others come first.' },
  { move: 'reassign', from: ['backordered', 'reserved', 'allocated', 'picked'], to: 'none', by: 'reservation.reassigned', meaning: 'Another line carries it from now on; the request shrinks by it.' },
  { move: 'reassign', from: ['none'], to: 'reserved', by: 'reservation.assigned', meaning: 'It came from another line with its soft hold.' },
  { move: 'reassign', from: ['none'], to: 'allocated', by: 'reservation.assigned', meaning: 'It came from another line with its binding.' },
  { move: 'reassign', from: ['none'], to: 'picked', by: 'reservation.assigned', meaning: 'It came from another line, picked already.' },
  { move: 'explode', from: ['backordered'], to: 'none', by: 'reservation.exploded', meaning: 'Kits are served by their parts, whose lines carry them; the request shrinks by them.' },
  { move: 'gather', from: ['none'], to: 'backordered', by: 'reservation.gathered', meaning: 'Kits are served by their parts no more.' },
  { move: 'ship', from: ['picked', 'allocated', 'reserved', 'expired', 'backordered'], to: 'shipped', by: 'stock.shipped', meaning: 'Goods left for it; what exceeds the request is excess.' },
  { move: 'release', from: ['reserved', 'allocated', 'picked'], to: 'released', by: 'reservation.released', meaning: 'The hold was given up.' },
  { move: 'cancel', from: ['backordered', 'reserved', 'allocated', 'picked'], to: 'cancelled', by: 'reservation.cancelled', meaning: 'It is no longer wanted.' },
  { move: 'cancel', from: ['backordered', 'expired', 'reserved', 'allocated', 'picked'], to: 'cancelled', by: 'order.cancelled', meaning: 'It was cancelled elsewhere.' },
  { move: 'lapse', from: ['reserved'], to: 'expired', by: 'reservation.lapsed', meaning: 'The hold ran out.' },
];
