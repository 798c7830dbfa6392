import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf, itemOf, replay, replayAdmitted, stateHash, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { modelBalances } from './naive-model.js';
import { bytesOf, CATALOG, factsOf, histories, logOf, register, ruledRegister, streamed, wishes } from './world.js';

/** The entries in another order with some of them again, decisions kept in the order they were made. */
function shuffledAnew(entries: readonly LogEntry[], keys: readonly number[], again: readonly number[]): LogEntry[] {
  const facts = entries.filter((entry) => 'fact' in entry);
  const decisions = entries.filter((entry) => 'decision' in entry);
  const told = [...facts, ...again.flatMap((index) => facts[index % Math.max(1, facts.length)] ?? [])];
  const placed = told.map((entry, index) => ({ entry, key: keys[index % keys.length]!, index }));
  const steps = decisions.map((_, index) => keys[(index * 7 + 3) % keys.length]!).sort((left, right) => left - right);
  decisions.forEach((entry, index) => placed.push({ entry: entry as never, key: steps[index]!, index: -decisions.length + index }));
  return placed.sort((left, right) => left.key - right.key || left.index - right.index).map(({ entry }) => entry);
}

const orders = fc.record({ keys: fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }), again: fc.array(fc.nat(60), { maxLength: 12 }) });

describe('the same facts give the same state', () => {
  it.each([['everyone believed', register], ['owners of some kinds of fact', ruledRegister]] as const)('in any order, with any repeats, live or replayed: %s', (_, world) => {
    fc.assert(fc.property(histories(), orders, (events, { keys, again }) => {
      const log = factsOf(world, events).map((fact) => ({ fact }));
      const expected = bytesOf(replay(world, log));
      const other = shuffledAnew(log, keys, again);
      expect(bytesOf(streamed(world, other))).toBe(expected);
      expect(bytesOf(replay(world, other))).toBe(expected);
    }), { numRuns: runs(150) });
  });

  it('around decisions that stay in their order', () => {
    fc.assert(fc.property(histories({ items: [{ id: 'TEA' }], maxLength: 25, amountMax: 30 }), fc.array(wishes, { maxLength: 20 }), orders, (events, wished, { keys, again }) => {
      const log = logOf(ruledRegister, events, wished);
      const expected = bytesOf(replay(ruledRegister, log));
      expect(bytesOf(streamed(ruledRegister, log))).toBe(expected);
      expect(bytesOf(streamed(ruledRegister, shuffledAnew(log, keys, again)))).toBe(expected);
      expect(bytesOf(replay(ruledRegister, shuffledAnew(log, keys, again)))).toBe(expected);
    }), { numRuns: runs(200) });
  });

  it.each([
    ['order lines', ['order.placed', 'order.cancelled', 'claim.reported', 'stock.shipped', 'fact.voided']],
    ['transfers', ['transfer.dispatched', 'transfer.received', 'transfer.rejected', 'transfer.lost', 'fact.voided']],
    ['supply and demand', ['supply.scheduled', 'supply.changed', 'supply.cancelled', 'demand.scheduled', 'demand.changed', 'demand.cancelled', 'stock.received', 'fact.voided']],
    ['returns', ['return.authorized', 'stock.returned', 'return.inspected', 'return.dispositioned', 'return.credited', 'return.closed', 'fact.voided']],
    ['documents', ['stock.received', 'stock.shipped', 'stock.counted', 'stock.adjusted', 'receipt.settled', 'fact.voided']],
    ['counts', ['stock.counted', 'stock.opened', 'stock.received', 'stock.shipped', 'stock.moved', 'stock.stateChanged', 'fact.voided']],
  ] as const)('of %s, which meet often', (_, types) => {
    fc.assert(fc.property(histories({ items: [{ id: 'TEA' }, { id: 'HAM', units: ['KGM'], decimals: 3, weightUnit: 'KGM' }], types, maxLength: 16, minutes: 10 }), orders, (events, { keys, again }) => {
      const log = factsOf(ruledRegister, events).map((fact) => ({ fact }));
      expect(bytesOf(streamed(ruledRegister, shuffledAnew(log, keys, again)))).toBe(bytesOf(replay(ruledRegister, log)));
    }), { numRuns: runs(100) });
  });

  it('and the same hash, which another fact changes', () => {
    fc.assert(fc.property(histories({ minLength: 2, types: ['stock.received', 'stock.adjusted'], states: [] }), (events) => {
      const log = factsOf(register, events).map((fact) => ({ fact }));
      expect(stateHash(replay(register, [...log].reverse()))).toBe(stateHash(replay(register, log)));
      expect(stateHash(replay(register, log.slice(1)))).not.toBe(stateHash(replay(register, log)));
    }), { numRuns: runs(50) });
  });

  it('also of a dispatch that rounds to nothing, before or after what arrives', () => {
    const base = { source: 'erp', effectiveAt: '2026-01-05T00:00:00Z', item: 'HAM', transfer: 'T' };
    const log = factsOf(register, [
      { ...base, type: 'transfer.dispatched', id: 'a', from: { location: 'EAST' }, to: 'WEST', quantity: { amount: '0.001', unit: 'KGM' } },
      { ...base, type: 'transfer.received', id: 'b', location: 'WEST', quantity: { amount: '5', unit: 'KGM' } },
    ]).map((fact) => ({ fact }));
    expect(bytesOf(streamed(register, log))).toBe(bytesOf(streamed(register, log.toReversed())));
  });

  it('a log in which every fact stands once folds to the same items', () => {
    fc.assert(fc.property(histories(), (events) => {
      const log = factsOf(ruledRegister, events).map((fact) => ({ fact }));
      const ledger = { ...replayAdmitted(ruledRegister, log), streams: new Map(), identities: replay(ruledRegister, []).identities };
      const full = { ...replay(ruledRegister, log), streams: new Map(), identities: replay(ruledRegister, []).identities };
      expect(bytesOf(ledger)).toBe(bytesOf(full));
    }), { numRuns: runs(100) });
  });
});

describe('every balance is that of a naive model', () => {
  const kinds = [
    'stock.opened', 'stock.received', 'stock.shipped', 'stock.issued', 'stock.returned', 'stock.moved', 'stock.stateChanged', 'stock.adjusted', 'stock.counted',
    'transfer.dispatched', 'transfer.received', 'transfer.rejected', 'transfer.lost', 'return.dispositioned', 'fact.voided',
  ] as const;

  it.each([
    ['movements', kinds.filter((kind) => kind !== 'stock.counted' && kind !== 'stock.opened'), 90],
    ['movements and counts', kinds, 90],
    ['movements and counts at the same few instants', kinds, 4],
    ['counts above all', ['stock.counted', 'stock.counted', 'stock.received', 'stock.shipped', 'stock.opened'], 6],
  ] as const)('%s', (_, types, minutes) => {
    const world = compileRegister({ ...CATALOG, sources: [] });
    fc.assert(fc.property(histories({ items: [{ id: 'TEA', units: ['EA', 'CA'] }], sequenced: [], types, minutes, documents: ['D'], maxLength: 20 }), orders, (told, { keys, again }) => {
      const events = told.map((event) => {
        const { document: _document, ...rest } = { ...event };
        return (rest.type === 'stock.received' ? { ...rest, provisional: false } : rest) as StockEvent;
      });
      const ledger = streamed(world, shuffledAnew(factsOf(world, events).map((fact) => ({ fact })), keys, again));
      const balances = balancesOf(world, itemOf(ledger, 'TEA'));
      const mine = new Map(balances.map(({ location, state, lot, serial, owner, grains }) => [[location, state, lot, serial, owner].join('|'), grains as number]));
      expect([...mine].sort()).toEqual([...modelBalances(events)].sort());
    }), { numRuns: runs(150) });
  });
});
