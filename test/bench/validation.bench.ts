import * as z from 'zod';
import { stockEventSchema, STOCK_EVENT_SCHEMAS, validateEvent, type StockEvent } from '../../src/model/index.js';
import { compare, type Benchmark, type Done } from './harness.js';

const EVENTS = 20_000;

/** Facts as they come off the wire: parsed JSON, members in the order other people write them. */
const inputs: readonly StockEvent[] = Array.from({ length: EVENTS }, (_, index) => JSON.parse(JSON.stringify(makeEvent(index))) as StockEvent);

function makeEvent(index: number): object {
  const minute = String(index % 60).padStart(2, '0');
  const envelope = {
    id: `asn-${index}/1`, source: `wms-${index % 8}`, effectiveAt: `2026-05-12T08:${minute}:00Z`, item: `SKU-${index % 1000}`,
    sourceSequence: index + 1, correlationId: `order-${index % 977}`,
  };
  const quantity = { amount: String((index % 40) + 1), unit: 'EA' };
  switch (index % 5) {
    case 0:
    case 1:
      return { type: 'stock.received', ...envelope, location: 'DC-EAST', lot: `L${index % 50}`, quantity };
    case 2:
      return { ...envelope, type: 'stock.shipped', quantity, location: 'DC-EAST', line: `SO-${index}#1` };
    case 3:
      return { type: 'stock.moved', ...envelope, from: { location: 'DC-EAST', lot: 'L1' }, to: { location: 'DC-EAST/B-17' }, quantity };
    default:
      return {
        type: 'stock.counted', ...envelope, location: 'DC-EAST', detail: 'lot',
        balances: [{ lot: 'L1', quantity }, { lot: 'L2', quantity: { amount: '0', unit: 'EA' } }],
      };
  }
}

function counting(accepts: (event: StockEvent) => boolean): () => Done {
  return () => {
    let accepted = 0;
    for (const event of inputs) if (accepts(event)) accepted++;
    return { units: inputs.length, answer: accepted };
  };
}

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'validate events',
    unit: 'events/s',
    work: 'one check of every member of a fact of four kinds, and a fresh copy of it; input as parsed from JSON, all of it valid',
    ours: counting((event) => validateEvent(event).ok),
    baselines: {
      'zod, schema picked by type': counting((event) => z.safeParse(STOCK_EVENT_SCHEMAS[event.type], event).success),
      'zod, discriminated union': counting((event) => z.safeParse(stockEventSchema, event).success),
    },
    reach: { 'zod, schema picked by type': 1, 'zod, discriminated union': 1 },
  }),
];
