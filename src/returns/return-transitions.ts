import type { StockEventType } from '../model/index.js';

/** The parts the goods of a return line are spread over, and what was credited beside them. `none` stands for goods nobody has spoken of. */
export type ReturnPart =
  | 'none' | 'expected' | 'withdrawn' | 'received' | 'inspected' | 'restocked' | 'damaged' | 'quarantined' | 'scrapped' | 'returnedToVendor' | 'credited';

/** One legal move of a return line's quantity, whole or in part. */
export interface ReturnTransition {
  readonly move: 'authorize' | 'receive' | 'inspect' | 'restock' | 'damage' | 'quarantine' | 'scrap' | 'returnToVendor' | 'credit' | 'close';
  readonly from: readonly ReturnPart[];
  readonly to: ReturnPart;
  readonly by: StockEventType;
  readonly meaning: string;
}

const HERE: readonly ReturnPart[] = ['inspected', 'received'];
const NOT_TOLD: readonly ReturnPart[] = ['expected', 'withdrawn', 'none'];

/**
 * Every legal move. All are facts, and a fact may come before the one it follows from: then it takes from where the goods stood, and the late one changes
 * nothing any more. What is not in this table does not happen; the docs print it.
 */
export const RETURN_TRANSITIONS: readonly ReturnTransition[] = [
  { move: 'authorize', from: ['none'], to: 'expected', by: 'return.authorized', meaning: 'It may come.' },
  { move: 'authorize', from: ['none'], to: 'withdrawn', by: 'return.authorized', meaning: 'Told of a return that is closed already: nothing is expected.' },
  { move: 'receive', from: ['expected'], to: 'received', by: 'stock.returned', meaning: 'It came and waits for an inspection.' },
  { move: 'receive', from: ['none', 'withdrawn'], to: 'received', by: 'stock.returned', meaning: 'It came without being authorised, or after the return was closed.' },
  { move: 'inspect', from: ['received'], to: 'inspected', by: 'return.inspected', meaning: 'It was looked at and waits for a disposition.' },
  { move: 'inspect', from: NOT_TOLD, to: 'inspected', by: 'return.inspected', meaning: 'It was looked at before anyone said that it came.' },
  { move: 'restock', from: [...HERE, ...NOT_TOLD], to: 'restocked', by: 'return.dispositioned', meaning: 'It is sellable from now on. Nothing else makes it so.' },
  { move: 'damage', from: [...HERE, ...NOT_TOLD], to: 'damaged', by: 'return.dispositioned', meaning: 'It is kept as damaged.' },
  { move: 'quarantine', from: [...HERE, ...NOT_TOLD], to: 'quarantined', by: 'return.dispositioned', meaning: 'It is kept apart.' },
  { move: 'scrap', from: [...HERE, ...NOT_TOLD], to: 'scrapped', by: 'return.dispositioned', meaning: 'It is destroyed.' },
  { move: 'returnToVendor', from: [...HERE, ...NOT_TOLD], to: 'returnedToVendor', by: 'return.dispositioned', meaning: 'It goes back to who made it.' },
  { move: 'credit', from: ['none'], to: 'credited', by: 'return.credited', meaning: 'The customer was credited for it, before it came, after, or without its coming. It stands beside the goods.' },
  { move: 'close', from: ['expected'], to: 'withdrawn', by: 'return.closed', meaning: 'It is not expected any more.' },
];
