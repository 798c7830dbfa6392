import { isIdentifier } from '../foundation/index.js';
import type { StockEvent } from '../model/index.js';
import { signOfDecimal } from './decimal-text.js';
import type { IssueList } from './issue-list.js';

/** Collects the facts of a payload in order. */
export interface EventList {
  readonly events: readonly StockEvent[];
  /** Takes a fact whose identifiers and quantity are fit for the model; otherwise an error says why it was left out. */
  add(event: StockEvent, path: string): void;
}

/** An empty list that reports what it refuses to `issues`. */
export function eventList(issues: IssueList): EventList {
  const events: StockEvent[] = [];
  return {
    events,
    add: (event, path) => {
      const fault = faultOf(event);
      if (fault === undefined) events.push(event);
      else issues.error(fault.code, path, fault.message);
    },
  };
}

const IDENTIFIERS = ['source', 'id', 'item', 'location', 'state', 'lot', 'line', 'supply', 'document', 'channel', 'correlationId', 'returnLine'];

function faultOf(event: StockEvent): { readonly code: string; readonly message: string } | undefined {
  for (const [name, value] of Object.entries(event) as [string, unknown][]) {
    if (IDENTIFIERS.includes(name) && typeof value === 'string' && !isIdentifier(value)) {
      return { code: 'payload.identifier', message: `The ${name} is too long or holds characters that no identifier has` };
    }
  }
  if (!('quantity' in event) || event.quantity === undefined) return undefined;
  if (!isIdentifier(event.quantity.unit)) return { code: 'payload.unit', message: 'The unit is no identifier' };
  const sign = signOfDecimal(event.quantity.amount);
  const fits = event.type === 'stock.adjusted' ? sign !== 0 : sign > 0;
  return fits ? undefined : { code: 'payload.quantity', message: `A ${event.type} of ${event.quantity.amount} says nothing that can be recorded` };
}
