import type { LogEntry } from '../../src/ledger/index.js';
import type { Fact, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register } from './world.js';

export type Told = Readonly<Record<string, unknown>>;
export const AT = '2026-01-05T00:00:00Z';
export const MIDNIGHT = Date.parse(AT);
export const THREE = { quantity: { amount: '3', unit: 'EA' } };

/** Three of TEA came in at EAST, but for what is said otherwise. */
export function fact(rest: Told): Fact {
  return factOf(register, { type: 'stock.received', source: 'erp', id: 'a', effectiveAt: AT, item: 'TEA', location: 'EAST', ...THREE, ...rest } as unknown as StockEvent);
}

export const told = (rest: Told): LogEntry => ({ fact: fact(rest) });
export const opened = (line: string, item = 'TEA'): LogEntry => ({ decision: { type: 'reservation.opened', item, line, policy: 'p', requested: grains(3) } });
