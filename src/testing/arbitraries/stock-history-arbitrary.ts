import type { StockEvent } from '../../model/index.js';
import type { Arbitrary, FastCheck } from './fast-check.js';
import { stockEventArbitrary, type StockEventOptions } from './stock-event-arbitrary.js';

/** What a generated history is made of. */
export interface StockHistoryOptions extends StockEventOptions {
  readonly minLength?: number | undefined;
  /** Default 40. */
  readonly maxLength?: number | undefined;
  /** The sources that number their events from 1 without gaps, in the order of the list. Default: none. */
  readonly sequenced?: readonly string[] | undefined;
}

/**
 * Arbitrary lists of facts in which every (source, id) is another one: the ids are `d0`, `d1` … by place in the list, so that voids, which name one of the first
 * thirty, find their targets. Effective times are in no order: events may be late.
 *
 * @param fc - The fast-check module; this library imports none.
 */
export function stockHistoryArbitrary(fc: FastCheck, options: StockHistoryOptions): Arbitrary<StockEvent[]> {
  const { minLength = 0, maxLength = 40, sequenced = [] } = options;
  return fc.array(stockEventArbitrary(fc, options), { minLength, maxLength }).map((events) => {
    const numbers = new Map<string, number>(sequenced.map((source) => [source, 0]));
    return events.map((event, index) => {
      const last = numbers.get(event.source);
      if (last === undefined) return { ...event, id: `d${index}` };
      numbers.set(event.source, last + 1);
      return { ...event, id: `d${index}`, sourceSequence: last + 1 };
    });
  });
}
