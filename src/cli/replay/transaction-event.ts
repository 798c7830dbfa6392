import type { StockEvent } from '../../model/index.js';
import { readableText } from './readable-text.js';
import { stockChange, type TransactionKind } from './transaction-kind.js';
import type { TransactionLine } from './transaction-line.js';

/** The one place that a transaction file speaks of, and what is counted there. */
export const REPLAY_LOCATION = 'WAREHOUSE';
export const REPLAY_UNIT = 'EA';
export const REPLAY_SOURCE = 'transactions';

const REASON_LENGTH_MAX = 200;

/**
 * A line as a fact, identified by its document and its ordinal there, never by its content: equal lines are real and repeat. `undefined` for a line that moves
 * nothing. What comes back is to be inspected, since the file does not say what became of it.
 */
export function transactionEvent(line: TransactionLine, ordinal: number, kind: TransactionKind): StockEvent | undefined {
  const change = stockChange(kind, line.quantity);
  if (change === 0n) return undefined;
  const envelope = {
    source: REPLAY_SOURCE, id: `${line.document}#${ordinal}`, effectiveAt: line.effectiveAt, item: line.item, correlationId: line.document, location: REPLAY_LOCATION,
  };
  const quantity = { amount: (change < 0n ? -change : change).toString(), unit: REPLAY_UNIT };
  if (kind === 'adjustment') return { type: 'stock.adjusted', ...envelope, quantity: { amount: change.toString(), unit: REPLAY_UNIT }, reason: readableText(line.description, REASON_LENGTH_MAX) || 'not stated' };
  return change < 0n ? { type: 'stock.shipped', ...envelope, quantity } : { type: 'stock.returned', ...envelope, state: 'inspection', quantity };
}
