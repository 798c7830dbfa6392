import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableIn } from '../../src/availability/index.js';
import { balancesOf, itemOf, pictureOf, replay, verify, type Ledger, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { bytesOf, CATALOG, factsOf, streamed } from './world.js';

/** Two sources that tell of the same documents; the ERP is believed about every kind of fact. */
const register = compileRegister({
  ...CATALOG, sources: [], authority: (['receipt', 'issue', 'move', 'adjustment', 'transfer', 'return'] as const).map((kind) => ({ kind, source: 'erp' })),
});

const spot = fc.record({ location: fc.constantFrom('EAST', 'EAST-A', 'WEST', 'CAGE'), state: fc.constantFrom('sellable', 'sellable', 'damaged'), lot: fc.constantFrom(undefined, 'L1') });

/** What is told: goods go from somewhere, come somewhere, or both; each is a fact of its own kind. */
interface Told {
  readonly source: 'erp' | 'shop' | 'pos';
  readonly document: string;
  readonly from: { location: string; state: string; lot: string | undefined } | undefined;
  readonly to: { location: string; state: string; lot: string | undefined } | undefined;
  readonly amount: number;
  readonly settles: 'confirmed' | 'rejected' | undefined;
}

const tellings: fc.Arbitrary<Told> = fc.record({
  source: fc.constantFrom('erp', 'shop', 'shop', 'pos'), document: fc.constantFrom('D1', 'D2', 'D3', 'D4'), from: fc.option(spot, { nil: undefined }), to: fc.option(spot, { nil: undefined }),
  amount: fc.integer({ min: 1, max: 9 }), settles: fc.option(fc.constantFrom('confirmed', 'rejected'), { nil: undefined, freq: 4 }),
}, { requiredKeys: ['source', 'document', 'from', 'to', 'amount', 'settles'] }).map((one) => (one.from === undefined && one.to === undefined && one.settles === undefined ? { ...one, settles: 'rejected' } : one));

function eventOf({ source, document, from, to, amount, settles }: Told, index: number): StockEvent {
  const base = { source, id: `d${index}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', document };
  const quantity = { amount: String(amount), unit: 'EA' };
  if (settles !== undefined) return { ...base, type: 'receipt.settled', outcome: settles };
  if (from !== undefined && to !== undefined) {
    if (from.location === to.location && from.lot === to.lot) return { ...base, type: 'stock.stateChanged', location: from.location, lot: from.lot, fromState: from.state, toState: to.state, quantity };
    return { ...base, type: 'stock.moved', from, to, quantity };
  }
  return from !== undefined ? { ...base, type: 'stock.issued', reason: 'consumed', ...from, quantity } : { ...base, type: 'stock.received', ...to!, quantity };
}

/** The balances worked out document by document from what was told, without a look at the fold. */
function modelOf(told: readonly Told[]): Map<string, number> {
  const stock = new Map<string, number>();
  const add = (place: NonNullable<Told['from']>, amount: number): void => {
    const key = `${place.location} ${place.state} ${place.lot ?? ''}`;
    stock.set(key, (stock.get(key) ?? 0) + amount);
  };
  for (const document of new Set(told.map((one) => one.document))) {
    const lines = told.filter((one) => one.document === document);
    const facts = lines.filter(({ settles }) => settles === undefined);
    const owners = facts.filter(({ source }) => source === 'erp');
    // Whoever else settles it is not believed.
    const rejected = lines.some(({ source, settles }) => source === 'erp' && settles === 'rejected');
    const confirmed = lines.some(({ source, settles }) => source === 'erp' && settles === 'confirmed');
    for (const { source, from, to, amount } of facts) {
      const believed = source === 'erp';
      if (!believed && (owners.length > 0 || rejected)) continue;
      if (from !== undefined) add(from, -amount);
      if (to !== undefined && (believed || confirmed)) add(to, amount);
    }
  }
  for (const [key, amount] of stock) if (amount === 0) stock.delete(key);
  return stock;
}

function logOf(told: readonly Told[]): LogEntry[] {
  return factsOf(register, told.map(eventOf)).map((fact) => ({ fact }));
}

function stockIn(ledger: Ledger): Map<string, number> {
  return new Map(balancesOf(register, itemOf(ledger, 'TEA')).map(({ location, state, lot, grains }) => [`${location} ${state} ${lot}`, grains as number]));
}

const availableAt = (ledger: Ledger, location: string): number => availableIn(register, pictureOf(register, itemOf(ledger, 'TEA'), 0), { at: 0, locations: [location] }).available;
const PLACES = ['EAST', 'EAST-A', 'WEST', 'CAGE'];

describe('what other systems tell', () => {
  it('leaves the balances of a naive model, in any order, and what moved sums to zero', () => {
    fc.assert(fc.property(fc.array(tellings, { maxLength: 14 }).chain((told) => fc.record({ told: fc.constant(told), order: fc.shuffledSubarray(told.map((_, index) => index), { minLength: told.length }) })), ({ told, order }) => {
      const log = logOf(told);
      const ledger = streamed(register, order.map((index) => log[index]!));
      expect([...stockIn(ledger)].sort()).toEqual([...modelOf(told)].sort());
      expect(verify(ledger).violations).toEqual([]);
      expect(bytesOf(ledger)).toBe(bytesOf(replay(register, log)));
    }), { numRuns: runs(400) });
  });

  it('never raises what is available anywhere, as long as nobody has settled it', () => {
    fc.assert(fc.property(fc.array(tellings, { maxLength: 10 }), tellings.filter(({ settles }) => settles === undefined), (told, one) => {
      const before = replay(register, logOf(told));
      const now = replay(register, logOf([...told, { ...one, source: 'shop', document: 'NEW' }]));
      for (const place of PLACES) expect(availableAt(now, place)).toBeLessThanOrEqual(availableAt(before, place));
    }), { numRuns: runs(400) });
  });

  it('lowers what is available where goods are said to have left, by as much', () => {
    fc.assert(fc.property(tellings.filter(({ from, settles }) => settles === undefined && from !== undefined), (one) => {
      const from = { ...one.from!, state: 'sellable' };
      const stock: Told = { ...one, source: 'erp', document: 'STOCK', from: undefined, to: from, amount: 20 };
      const [before, now] = [[stock], [stock, { ...one, from, source: 'shop', document: 'NEW' } as Told]].map((told) => availableAt(replay(register, logOf(told)), from.location));
      expect(before! - now!).toBe(from.location === 'CAGE' ? 0 : one.amount);
    }), { numRuns: runs(200) });
  });

  it('is settled by nobody but the owner', () => {
    fc.assert(fc.property(fc.array(tellings, { maxLength: 10 }), fc.constantFrom('shop', 'pos'), fc.constantFrom('D1', 'D2', 'D3', 'D4'), fc.constantFrom('confirmed', 'rejected'), (told, source, document, settles) => {
      const stranger = { source, document, from: undefined, to: undefined, amount: 1, settles } as Told;
      expect(stockIn(replay(register, logOf([...told, stranger])))).toEqual(stockIn(replay(register, logOf(told))));
    }), { numRuns: runs(200) });
  });

  it('rejected, leaves everything as it was', () => {
    fc.assert(fc.property(fc.array(tellings, { maxLength: 10 }), tellings.filter(({ settles }) => settles === undefined), fc.boolean(), (told, one, first) => {
      const news: Told[] = [{ ...one, source: 'shop', document: 'NEW' }, { ...one, source: 'erp', document: 'NEW', settles: 'rejected' }];
      expect(stockIn(replay(register, logOf([...told, ...(first ? news : news.toReversed())])))).toEqual(stockIn(replay(register, logOf(told))));
    }), { numRuns: runs(200) });
  });
});
