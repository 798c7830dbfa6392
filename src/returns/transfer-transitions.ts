import type { StockEventType } from '../model/index.js';

/** The parts the goods of a transfer are spread over. `none` stands for goods nobody has spoken of. */
export type TransferPart = 'none' | 'inTransit' | 'received' | 'rejected' | 'lost';

/** One legal move of a transfer's quantity, whole or in part. */
export interface TransferTransition {
  readonly move: 'dispatch' | 'receive' | 'reject' | 'lose' | 'cancelAndRestock' | 'cancelAndWriteOff';
  readonly from: readonly TransferPart[];
  readonly to: TransferPart;
  readonly by: StockEventType;
  readonly meaning: string;
}

/**
 * Every legal move. All are facts, and an arrival may be told before the dispatch: then the dispatch, when it is told, changes nothing any more. What is
 * not in this table does not happen; the docs print it.
 */
export const TRANSFER_TRANSITIONS: readonly TransferTransition[] = [
  { move: 'dispatch', from: ['none'], to: 'inTransit', by: 'transfer.dispatched', meaning: 'It left one of our places for another.' },
  { move: 'receive', from: ['inTransit', 'none'], to: 'received', by: 'transfer.received', meaning: 'It arrived and was accepted.' },
  { move: 'reject', from: ['inTransit', 'none'], to: 'rejected', by: 'transfer.rejected', meaning: 'It arrived and was refused. It stays there, apart, until it is restocked or sent back.' },
  { move: 'lose', from: ['inTransit', 'none'], to: 'lost', by: 'transfer.lost', meaning: 'It will not arrive.' },
  { move: 'cancelAndRestock', from: ['inTransit'], to: 'received', by: 'transfer.received', meaning: 'It was called back and accepted, as a rule at the place it left.' },
  { move: 'cancelAndWriteOff', from: ['inTransit'], to: 'lost', by: 'transfer.lost', meaning: 'It was given up on the way.' },
];
