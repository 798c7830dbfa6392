import type { Grains } from '../quantity/index.js';

/** Part of a line held at a place. */
export interface HeldAmount {
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly grains: Grains;
}

/** What every decision about an order line says. Amounts are whole grains of the item. A decision is made once and never decided again. */
export interface ReservationEnvelope {
  readonly item: string;
  readonly line: string;
  /** The version of the policy it was made under. */
  readonly policy: string;
  /** The request that led to it: scope and key. Absent for the sweep. */
  readonly request?: string | undefined;
}

/** A line was opened: all of it is backordered until held. */
export interface LineOpened extends ReservationEnvelope {
  readonly type: 'reservation.opened';
  readonly channel?: string | undefined;
  readonly requested: Grains;
}

/** Backordered quantity became held. */
export interface LineReserved extends ReservationEnvelope {
  readonly type: 'reservation.reserved';
  readonly holds: readonly HeldAmount[];
  /** RFC 3339 instant at which the hold ends by itself. */
  readonly expiresAt?: string | undefined;
}

/** The end of the line's soft holds was moved. */
export interface LineExtended extends ReservationEnvelope {
  readonly type: 'reservation.extended';
  readonly expiresAt?: string | undefined;
}

/** Soft holds became bound to a place, lot or serial. */
export interface LineAllocated extends ReservationEnvelope {
  readonly type: 'reservation.allocated';
  /** The place of the soft hold it was taken from. */
  readonly from: string;
  readonly holds: readonly HeldAmount[];
}

/** Held goods were taken from their place for this line. They are still on hand. */
export interface LinePicked extends ReservationEnvelope {
  readonly type: 'reservation.picked';
  readonly from: 'reserved' | 'allocated';
  readonly holds: readonly HeldAmount[];
}

/** Holds were given up; that part of the line is done. */
export interface LineReleased extends ReservationEnvelope {
  readonly type: 'reservation.released';
  readonly from: 'reserved' | 'allocated' | 'picked';
  readonly holds: readonly HeldAmount[];
}

/** That much of the line's backordered quantity is no longer wanted. */
export interface LineCancelled extends ReservationEnvelope {
  readonly type: 'reservation.cancelled';
  readonly grains: Grains;
}

/** The line's soft holds ran out at that instant. What expired is what was left of them then. */
export interface HoldLapsed extends ReservationEnvelope {
  readonly type: 'reservation.lapsed';
  readonly expiresAt: string;
}

/** Every decision about an order line. */
export type ReservationEvent = LineOpened | LineReserved | LineExtended | LineAllocated | LinePicked | LineReleased | LineCancelled | HoldLapsed;
