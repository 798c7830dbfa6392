import type { SourcingSettings } from '../../model/index.js';
import type { Quantity } from '../../quantity/index.js';
import type { HeldPlace } from '../../reservation/index.js';

/** What every move of a line says. */
export interface LineMoveInput {
  readonly item: string;
  readonly line: string;
}

/** Moves the end of a line's soft holds; without an end they last until released. */
export interface ExtendMove extends LineMoveInput {
  readonly expiresAt?: string | undefined;
}

/** Gives up holds, or takes demand back. Without a quantity: all of it. */
export interface AmountMove extends LineMoveInput {
  readonly quantity?: Quantity | undefined;
}

/** Moves what is held at a place, or there of one lot or piece. Without a location: wherever it is; without a quantity: all of it. */
export interface PlacedMove extends AmountMove {
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
}

/** Notes that goods were taken for a line. */
export type PickMove = PlacedMove;

/** Binds part of a soft hold to a place, lot or serial. */
export interface AllocateMove extends LineMoveInput {
  /** The place of the soft hold. */
  readonly from: string;
  /** A place within it. Default: the same place. */
  readonly location?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly quantity: Quantity;
}

/**
 * What to do when less can be held than is wanted: `allOrNothing` (the default) refuses; `backorder` holds what there is and leaves the rest as visible
 * demand.
 */
export type HoldMode = 'allOrNothing' | 'backorder';

/** How goods are held for a line. */
export interface HoldInput {
  /** Only from here. Default: wherever the line's channel sells from. */
  readonly location?: string | undefined;
  /**
   * Where goods come from if no location is named. Default: as the policy says for the line's channel and account, else location by location, as the channel lists them. Limits
   * count the places where the line has goods already.
   */
  readonly sourcing?: SourcingSettings | undefined;
  readonly mode?: HoldMode | undefined;
  /** RFC 3339 instant at which the hold ends by itself. Default: with the line's other soft holds, else as the policy says. */
  readonly expiresAt?: string | undefined;
}

/** Holds what a line has backordered, such as an order placed elsewhere. Without a quantity: all of it. */
export interface HoldMove extends AmountMove, HoldInput {}

/** Changes how much is wanted of a line in all: shipped goods count, what was released, has expired or was cancelled does not. */
export interface AmendMove extends LineMoveInput, HoldInput {
  readonly quantity: Quantity;
}

/** Moves a soft hold to another location. */
export interface RelocateMove extends AmountMove {
  readonly from: string;
  readonly to: string;
}

/** Binds goods to another bin, lot or piece than they are bound to. */
export interface ReallocateMove extends AmountMove {
  readonly from: HeldPlace;
  readonly to: HeldPlace;
}

/** Frees goods of their binding; they stay softly held. */
export interface DeallocateMove extends PlacedMove {
  readonly expiresAt?: string | undefined;
}

/** Notes that fewer goods were found at a place than are held there. What was found is picked; the rest is wanted still and held no more. */
export interface ShortPickMove extends LineMoveInput, HeldPlace {
  /** What was found. Default: nothing. */
  readonly quantity?: Quantity | undefined;
}

/** Hands part of a line, with what is held for it, to another line of the same item: a split or a merge. Without a quantity: everything open. */
export interface ReassignMove extends AmountMove {
  readonly to: string;
  /** The channel of a line that is opened by it. Default: that of the line it comes from. */
  readonly channel?: string | undefined;
}

/** Lets another item stand for part of a line. Without a quantity: for everything that is not picked. */
export interface SubstituteMove extends AmountMove, HoldInput {
  readonly by: {
    readonly item: string;
    /** How much of it stands for that part. */
    readonly quantity: Quantity;
    /** Its line. Default: the same name. */
    readonly line?: string | undefined;
  };
}

/** One step of a change to an order. */
export type OrderMove =
  | ({ readonly move: 'hold' } & HoldMove)
  | ({ readonly move: 'amend' } & AmendMove)
  | ({ readonly move: 'extend' } & ExtendMove)
  | ({ readonly move: 'allocate' } & AllocateMove)
  | ({ readonly move: 'relocate' } & RelocateMove)
  | ({ readonly move: 'reallocate' } & ReallocateMove)
  | ({ readonly move: 'deallocate' } & DeallocateMove)
  | ({ readonly move: 'pick' } & PickMove)
  | ({ readonly move: 'shortPick' } & ShortPickMove)
  | ({ readonly move: 'putBack' } & PlacedMove)
  | ({ readonly move: 'giveUp' } & PlacedMove)
  | ({ readonly move: 'release' } & AmountMove)
  | ({ readonly move: 'cancel' } & AmountMove)
  | ({ readonly move: 'reassign' } & ReassignMove)
  | ({ readonly move: 'substitute' } & SubstituteMove);

/** How a request to move lines is known. */
export interface MoveRequest {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default: the name of the move. */
  readonly scope?: string | undefined;
}

/** A change to an order, or to several: all of its moves happen, in the order given, or none does. */
export interface ChangeInput extends MoveRequest {
  readonly moves: readonly OrderMove[];
}

/** Every item a move speaks of. */
export function itemsOf(move: OrderMove): readonly string[] {
  return move.move === 'substitute' ? [move.item, move.by.item] : [move.item];
}
