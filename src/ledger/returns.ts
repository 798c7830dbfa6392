import type { ItemLedger, ReturnState } from './item-ledger.js';

/** The order line the goods of a return were sold on, empty if nobody said. */
export function orderLineOf(state: ReturnState): string {
  return state.orderLines.at(-1)?.content ?? '';
}

/** The returns of goods sold on one order line, in the order they were first spoken of. */
export function returnsOfLine(item: ItemLedger, line: string): readonly ReturnState[] {
  return [...item.returns.values()].filter((state) => orderLineOf(state) === line);
}
