import { Decimal } from 'decimal.js';
import { balancesOf, evolve, startLedger, stockEventSchema, type Fact, type Ledger, type StockEvent } from '../../src/index.js';
import { addIdentity, identityTableBytes, noteSequence, startIdentityTable, startStreamCursor } from '../../src/ledger/index.js';
import { fingerprintOf } from '../../src/foundation/index.js';
import { compare, limit, retainedBytes, type Benchmark } from './harness.js';
import { EVENT_COUNT, makeEvents, makeFacts, register } from './ledger-input.js';

const PLAIN_SHARE = 10;
const events = makeEvents();
const facts = makeFacts(events);
const fewEvents = events.slice(0, events.length / PLAIN_SHARE);

/** Our fold: identity, double entry, movement history for late counts, checked range. */
function ours(): Ledger {
  const ledger = startLedger(register);
  for (const fact of facts) evolve(ledger, fact);
  return ledger;
}

interface HandSource { low: number; readonly ahead: Set<number> }
interface HandPosition { net: number; readonly times: number[]; readonly amounts: number[] }
interface HandItem { readonly positions: Map<string, HandPosition>; supplier: number; customer: number }
type HandLedger = Map<string, HandItem>;

/** The same work by hand: plain maps, plain numbers, a watermark and a set of numbers ahead of it for each source. */
function handTuned(): HandLedger {
  const items: HandLedger = new Map();
  const sources = new Map<string, HandSource>();
  for (const fact of facts) {
    if (isRepeat(sources, fact)) continue;
    let item = items.get(fact.item);
    if (item === undefined) {
      item = { positions: new Map(), supplier: 0, customer: 0 };
      items.set(fact.item, item);
    }
    let position = item.positions.get(fact.location);
    if (position === undefined) {
      position = { net: 0, times: [], amounts: [] };
      item.positions.set(fact.location, position);
    }
    const amount = fact.type === 'stock.received' ? fact.grains : 0 - fact.grains;
    const net = position.net + amount;
    if (net > Number.MAX_SAFE_INTEGER || net < -Number.MAX_SAFE_INTEGER) throw new RangeError('Out of range');
    position.net = net;
    position.times.push(fact.at);
    position.amounts.push(amount);
    if (fact.type === 'stock.received') item.supplier -= amount;
    else item.customer -= amount;
  }
  return items;
}

function isRepeat(sources: Map<string, HandSource>, fact: Fact): boolean {
  let source = sources.get(fact.source);
  if (source === undefined) {
    source = { low: 0, ahead: new Set() };
    sources.set(fact.source, source);
  }
  const { sequence } = fact;
  if (sequence <= source.low || source.ahead.has(sequence)) return true;
  if (sequence !== source.low + 1) {
    source.ahead.add(sequence);
    return false;
  }
  source.low = sequence;
  while (source.ahead.size > 0 && source.ahead.delete(source.low + 1)) source.low++;
  return false;
}

/** What a competent team writes first: each event parsed with zod, decimal.js amounts, a record copied for each event, a set of ids. */
function plainVersion(): Map<string, { readonly onHand: Decimal; readonly outside: Decimal }> {
  const seen = new Set<string>();
  const balances = new Map<string, { readonly onHand: Decimal; readonly outside: Decimal }>();
  for (const input of fewEvents) {
    const event = stockEventSchema.parse(input) as Extract<StockEvent, { type: 'stock.received' | 'stock.shipped' }>;
    const identity = `${event.source}/${event.id}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    const key = `${event.item}/${event.location}`;
    const known = balances.get(key) ?? { onHand: new Decimal(0), outside: new Decimal(0) };
    const amount = new Decimal(event.quantity.amount);
    const change = event.type === 'stock.received' ? amount : amount.negated();
    balances.set(key, { ...known, onHand: known.onHand.plus(change), outside: known.outside.minus(change) });
  }
  return balances;
}

function totalsOfLedger(ledger: Ledger): readonly [string, string, number][] {
  return [...ledger.items.values()].flatMap((item) => balancesOf(register, item).map((balance): [string, string, number] => [item.item, balance.location, balance.grains])).sort(byText).slice(0, 500);
}

function totalsByHand(items: HandLedger): readonly [string, string, number][] {
  return [...items].flatMap(([item, { positions }]) => [...positions].filter(([, { net }]) => net !== 0).map(([location, { net }]): [string, string, number] => [item, location, net])).sort(byText).slice(0, 500);
}

function byText(left: readonly [string, string, number], right: readonly [string, string, number]): number {
  return left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : left[1] < right[1] ? -1 : 1;
}

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'ledger: fold of validated events', unit: 'events/s', rounds: 7,
    work: `${EVENT_COUNT} events over 10,000 item-locations from 8 numbered sources, 5 % repeated, 10 % late: identity, double entry, range check and a movement history on ours and by hand; the plain version parses with zod and folds the first tenth`,
    ours: () => ({ units: facts.length, answer: totalsOfLedger(ours()) }),
    baselines: {
      'hand-tuned loop on maps and integers': () => ({ units: facts.length, answer: totalsByHand(handTuned()) }),
      'zod parse, copied record, decimal.js, set of ids': () => {
        plainVersion();
        return fewEvents.length;
      },
    },
    reach: { 'hand-tuned loop on maps and integers': 0.5, 'zod parse, copied record, decimal.js, set of ids': 8 },
  }),
  limit({
    name: 'ledger: memory of duplicate detection, numbered source', unit: 'KiB', work: 'the widest window: a million numbers ahead of one that is missing', atMost: 128,
    measure() {
      const cursor = startStreamCursor();
      for (let number = 2; number <= 1 << 20; number++) noteSequence(cursor, number);
      return cursor.bits.byteLength / 1024;
    },
  }),
  limit({
    name: 'ledger: memory of duplicate detection, one identity', unit: 'bytes', work: '200,000 identities of a source that does not number', atMost: 96,
    measure() {
      const table = startIdentityTable();
      for (let index = 0; index < 200_000; index++) addIdentity(table, fingerprintOf(`source\u001f${index}`), fingerprintOf(`content ${index}`));
      return identityTableBytes(table) / table.size;
    },
  }),
  limit({
    name: 'ledger: memory of a position', unit: 'bytes', work: 'one movement at each of 10,000 item-locations, names shared with the catalogue', atMost: 700,
    measure() {
      const first = new Map<string, Fact>();
      for (const fact of facts) first.set(`${fact.item}\u001f${fact.location}`, { ...fact, sequence: -1, id: `first-${first.size}` });
      const unique = [...first.values()];
      const { bytes } = retainedBytes(() => {
        const ledger = startLedger(register);
        for (const fact of unique) evolve(ledger, fact);
        return ledger;
      });
      return bytes / unique.length;
    },
  }),
];
