import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/foundation/index.js';
import {
  asOf, balancesOf, decodeFact, decodeLedger, encodeFact, encodeLedger, evolve, evolveDecision, exceptionsOf, explainBalance, itemOf, pictureOf, replay, standingFacts, startLedger, stateHash,
  stockCard, verify, type LogEntry, type StockCardScope,
} from '../../src/ledger/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { bytesOf, factOf, factsOf, foldLive, histories, logOf, register, ruledRegister, wishes } from './world.js';

const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');
const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
let made = 0;
const told = (minute: number, type: string, rest: object): LogEntry => ({
  fact: factOf(register, { type, source: 'erp', id: `e${made++}`, effectiveAt: new Date(MIDNIGHT + minute * 60_000).toISOString(), item: 'TEA', location: 'EAST', ...rest } as unknown as StockEvent),
});

describe('a stock card', () => {
  const log = [
    told(9, 'stock.shipped', { ...each(2), line: 'SO-1' }), told(1, 'stock.received', each(10)), told(5, 'stock.counted', { balances: [each(7)] }), told(3, 'stock.shipped', each(1)),
    told(4, 'stock.received', { ...each(5), location: 'WEST' }), told(2, 'stock.received', each(50)), told(12, 'fact.voided', { location: undefined, target: { source: 'erp', id: 'e5' }, reason: 'typo' }),
  ];

  it('lists movements and the adjustments counts imply in effective order, with the running balance', () => {
    const rows = stockCard(register, log, { item: 'TEA', location: 'EAST' });
    expect(rows.map(({ at, type, change, balance, line }) => [(at - MIDNIGHT) / 60_000, type, change, balance, line])).toEqual([
      [1, 'stock.received', 10, 10, ''], [3, 'stock.shipped', -1, 9, ''], [5, 'stock.counted', -2, 7, ''], [9, 'stock.shipped', -2, 5, 'SO-1'],
    ]);
    expect(rows[0]).toMatchObject({ source: 'erp', id: 'e1' });
  });

  it('of the whole item leaves out what only moves within it', () => {
    const moved = [...log, told(13, 'stock.moved', { location: undefined, from: { location: 'EAST' }, to: { location: 'WEST' }, ...each(1) })];
    expect(stockCard(register, moved, { item: 'TEA' }).map(({ balance }) => balance)).toEqual([10, 9, 14, 12, 10]);
    expect(stockCard(register, moved, { item: 'TEA', location: 'WEST' }).map(({ change }) => change)).toEqual([5, 1]);
  });

  it('explains a balance by kind of event', () => {
    const { grains, terms } = explainBalance(register, log, { item: 'TEA', location: 'EAST' });
    expect(grains).toBe(5);
    expect(terms.map(({ type, grains: amount, rows }) => [type, amount, rows.length])).toEqual([['stock.counted', -2, 1], ['stock.received', 10, 1], ['stock.shipped', -3, 2]]);
  });

  it('of an item nobody spoke of is empty', () => {
    expect(stockCard(register, log, { item: 'HAM' })).toEqual([]);
    expect(explainBalance(register, log, { item: 'HAM' })).toEqual({ grains: 0, terms: [] });
  });

  it('ends at the present balance, whatever happened and in whatever scope', () => {
    fc.assert(fc.property(histories({ items: [{ id: 'TEA' }], maxLength: 25, minutes: 20 }), fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 4 }), fc.record({
      location: fc.option(fc.constantFrom('EAST', 'WEST'), { nil: undefined }), state: fc.option(fc.constantFrom('sellable', 'damaged'), { nil: undefined }),
      lot: fc.option(fc.constantFrom('', 'L1'), { nil: undefined }), owner: fc.option(fc.constantFrom('', 'SUP'), { nil: undefined }), serial: fc.option(fc.constantFrom('', 'S1'), { nil: undefined }),
    }), (events, again, parts) => {
      const facts = factsOf(ruledRegister, events).map((fact) => ({ fact }));
      const whole = [...facts, ...again.flatMap((index) => facts[index] ?? [])];
      const scope: StockCardScope = { item: 'TEA', ...parts };
      const rows = stockCard(ruledRegister, whole, scope);
      const present = balancesOf(ruledRegister, itemOf(replay(ruledRegister, whole), 'TEA'))
        .filter((balance) => (['location', 'state', 'lot', 'serial', 'owner'] as const).every((part) => parts[part] === undefined || parts[part] === balance[part]))
        .reduce((sum, balance) => sum + balance.grains, 0);
      expect(rows.at(-1)?.balance ?? 0).toBe(present);
      expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((left, right) => left - right));
      expect(explainBalance(ruledRegister, whole, scope).grains).toBe(present);
    }), { numRuns: runs(60) });
  });

  it('names no fact that was taken back, and a void of one item takes nothing of another', () => {
    const other = told(1, 'fact.voided', { item: 'HAM', location: undefined, target: { source: 'erp', id: 'e1' }, reason: 'other item' });
    const unlawful = told(1, 'fact.voided', { source: 'shop', location: undefined, target: { source: 'erp', id: 'e3' }, reason: 'not mine' });
    const ids = standingFacts([...log, other, unlawful]).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['e0', 'e1', 'e3']));
    expect(ids).not.toContain('e5');
    expect(replay(register, [...log, other, unlawful]).items.get('TEA')?.positions.get('EAST')?.net).toBe(10 - 1 - 2);
  });
});

describe('as of an instant', () => {
  const entry = (minute: number, recorded: number, type: string, rest: object): LogEntry => ({ ...told(minute, type, rest), recordedAt: MIDNIGHT + recorded * 60_000 });
  const log = [
    entry(1, 1, 'stock.received', each(10)), entry(20, 20, 'stock.shipped', each(4)), entry(5, 30, 'stock.shipped', each(3)), entry(25, 40, 'stock.counted', { balances: [each(2)] }),
  ];
  const stock = (effective: number | undefined, known: number | undefined): number => {
    const item = itemOf(asOf(register, log, { effectiveAt: effective === undefined ? undefined : MIDNIGHT + effective * 60_000, knownAt: known === undefined ? undefined : MIDNIGHT + known * 60_000 }), 'TEA');
    return balancesOf(register, item).reduce((sum, balance) => sum + balance.grains, 0);
  };

  it.each([
    [undefined, undefined, 2], [undefined, 35, 3], [undefined, 25, 6], [10, undefined, 7], [10, 25, 10], [5, 30, 7], [4, undefined, 10], [0, undefined, 0], [undefined, 0, 0],
  ])('what had happened by minute %s as known at minute %s: %i', (effective, known, expected) => {
    expect(stock(effective, known)).toBe(expected);
  });

  it('of everything is the present', () => {
    fc.assert(fc.property(histories(), (events) => {
      const facts = factsOf(ruledRegister, events).map((fact) => ({ fact }));
      const present = JSON.stringify(encodeLedger(replay(ruledRegister, facts))['items']);
      expect(JSON.stringify(encodeLedger(asOf(ruledRegister, [...facts, ...facts], {}))['items'])).toBe(present);
    }), { numRuns: runs(50) });
  });

  it('decisions count from when they were recorded', () => {
    const decision: LogEntry = { decision: { type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: 3 as never }, recordedAt: MIDNIGHT + 600_000 };
    const lines = (scope: object): number => itemOf(asOf(register, [decision], scope), 'TEA').lines.size;
    expect([lines({ knownAt: MIDNIGHT + 599_999 }), lines({ knownAt: MIDNIGHT + 600_000 }), lines({ effectiveAt: MIDNIGHT + 599_999 }), lines({ effectiveAt: MIDNIGHT + 600_000 })]).toEqual([0, 1, 0, 1]);
  });
});

describe('written down and read again', () => {
  it('a fact is the same fact', () => {
    fc.assert(fc.property(histories({ serials: ['S1', 'S2'] }), (events) => {
      for (const fact of factsOf(ruledRegister, events)) expect(decodeFact(JSON.parse(JSON.stringify(encodeFact(fact))) as never)).toEqual(fact);
      const [first, second] = factsOf(ruledRegister, events);
      if (first !== undefined && second !== undefined) {
        const reversing = { ...first, detail: { ...first.detail, reverses: second } };
        expect(decodeFact(JSON.parse(JSON.stringify(encodeFact(reversing))) as never)).toEqual(reversing);
      }
    }), { numRuns: runs(100) });
  });

  it.each(['effectiveAt', 'type', 'source', 'id', 'item'])('a stored fact without its %s is corrupt', (part) => {
    const { [part]: _left, ...rest } = encodeFact((told(1, 'stock.received', each(1)) as { fact: never }).fact) as Record<string, unknown>;
    expect(() => decodeFact(rest as never)).toThrow(expect.objectContaining({ code: 'storage.corrupt' }));
    expect(() => decodeFact({ ...rest, [part]: 'effectiveAt' === part ? 'noon' : 7 } as never)).toThrow(expect.objectContaining({ code: 'storage.corrupt' }));
  });

  it('a ledger is the same ledger, goes on the same way, and passes its proof', () => {
    fc.assert(fc.property(histories({ items: [{ id: 'TEA' }, { id: 'HAM', units: ['KGM'], decimals: 3, weightUnit: 'KGM' }] }), fc.array(wishes, { maxLength: 15 }), fc.nat(40), (events, wished, cut) => {
      const log = logOf(ruledRegister, events, wished);
      const ledger = startLedger(ruledRegister);
      const seen = new Map();
      for (const entry of log.slice(0, cut)) foldLive(ledger, seen, entry);
      const encoded = canonicalJson(encodeLedger(ledger));
      const again = decodeLedger(ruledRegister, JSON.parse(encoded) as Record<string, unknown>);
      expect(canonicalJson(encodeLedger(again))).toBe(encoded);
      expect(stateHash(again)).toBe(stateHash(ledger));
      expect(exceptionsOf(again)).toEqual(exceptionsOf(ledger));
      expect(verify(again).violations).toEqual([]);
      const seenAgain = new Map(seen);
      for (const entry of log.slice(cut)) {
        foldLive(ledger, seen, entry);
        foldLive(again, seenAgain, entry);
      }
      expect(bytesOf(again)).toBe(bytesOf(ledger));
      const item = again.items.get('TEA');
      if (item !== undefined) {
        const at = MIDNIGHT + 3_600_000;
        const { lotEndsAt: _ends, ...picture } = pictureOf(ruledRegister, item, at);
        const { lotEndsAt: _others, ...original } = pictureOf(ruledRegister, itemOf(ledger, 'TEA'), at);
        const taken = ({ uses }: typeof picture): readonly string[] => uses(new Set()).filter(({ claimed, shippedWithin }) => claimed !== 0 || shippedWithin(-Infinity, MIDNIGHT) !== 0 || shippedWithin(MIDNIGHT, Infinity) !== 0).map(({ shippedWithin, ...use }) => JSON.stringify([use, shippedWithin(-Infinity, MIDNIGHT), shippedWithin(MIDNIGHT, Infinity)])).sort();
        expect(taken(picture)).toEqual(taken(original));
        const sorted = ({ balances, claims, uses: _uses, ...rest }: typeof picture) => ({ ...rest, balances: balances.map((one) => JSON.stringify(one)).sort(), claims: claims.filter(({ reserved, allocated, picked }) => reserved + allocated + picked > 0).map((one) => JSON.stringify(one)).sort() });
        expect(sorted(picture)).toEqual(sorted(original));
      }
    }), { numRuns: runs(60) });
  });

  it('keeps conflicts and remembered identities', () => {
    const ledger = startLedger(register);
    const fact = (amount: number) => factOf(register, { type: 'stock.received', source: 'erp', id: 'x', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', location: 'EAST', ...each(amount) });
    evolve(ledger, fact(1));
    evolve(ledger, fact(2));
    evolveDecision(ledger, { type: 'reservation.opened', item: 'TEA', line: 'SO', policy: 'p', requested: 3 as never });
    const again = decodeLedger(register, JSON.parse(bytesOf(ledger)) as Record<string, unknown>);
    expect(again.conflicts).toEqual(ledger.conflicts);
    expect(evolve(again, fact(1))).toEqual({ outcome: 'repeated', verified: true });
    expect(evolve(again, fact(3))).toMatchObject({ outcome: 'conflict' });
    expect(again.items.get('TEA')?.lines.get('SO')).toEqual(ledger.items.get('TEA')?.lines.get('SO'));
  });
});
