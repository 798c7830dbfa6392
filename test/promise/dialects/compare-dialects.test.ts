import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDialects, compareDialectTables, DIALECTS, dialectRow, dialectText, planningTable, type DialectName, type PlanningTable } from '../../../src/promise/index.js';
import { grains } from '../../../src/quantity/index.js';
import { runs } from '../../runs.js';
import { anyPerishable, anyPolicy, AT, DAY, demand, iso, schedule, supply } from '../schedules.js';

const NAMES = Object.keys(DIALECTS) as DialectName[];
const table = (opening: number, supplies: readonly number[], demands: readonly number[]): PlanningTable => ({
  opening: grains(opening), periods: supplies.map((amount, index) => ({ supply: grains(amount), demand: grains(demands[index] ?? 0) })),
});
const ORACLE = table(0, [6, 4, 2, 4, 8, 4, 4, 4], [6, 2, 3, 6, 6, 1, 2, 2]);
const VISIBILITY = table(20, [0, 0, 10, 0, 1, 3, 0], [3, 0, 0, 15, 0, 0, 0]);

describe('two readings', () => {
  it.each<[DialectName, DialectName, PlanningTable, unknown]>([
    ['d365InventoryVisibility', 'safe', VISIBILITY, undefined],
    ['oracleAccumulate', 'safe', ORACLE, { period: 0, because: { term: 'shortage', period: 3, amount: 1, left: 'forgiven', right: 'carried' } }],
    ['d365OrderPromising', 'safe', VISIBILITY, { period: 0, because: { term: 'looksAhead', period: 3, balance: 12 } }],
    ['jdEdwards', 'safe', table(10, [0, 5, 0], [0, 0, 12]), { period: 0, because: { term: 'looksAhead', period: 2, balance: 3 } }],
    ['netsuiteDiscrete', 'safe', table(10, [0, 5], [0, 0]), { period: 1, because: { term: 'shows', left: 'perReceipt', right: 'cumulative' } }],
    ['oraclePeriod', 'netsuiteDiscrete', table(10, [0, 5], [0, 7]), { period: 0, because: { term: 'shows', left: 'perPeriod', right: 'perReceipt' } }],
    ['d365OrderPromising', 'safe', table(0, [0, 9], [5, 0]), { period: 0, because: { term: 'below', amount: -5 } }],
    ['sapReceiptNetting', 'safe', table(0, [0, 0], [0, 1]), { period: 0, because: { term: 'shortage', period: 1, amount: 1, left: 'carriedOn', right: 'carried' } }],
    ['oraclePeriod', 'oracleBackward', ORACLE, { period: 1, because: { term: 'looksAhead', period: 3, balance: -1 } }],
  ])('%s and %s differ first, and why', (left, right, given, first) => {
    expect(compareDialectTables(left, right, given).first).toEqual(first);
  });

  it('stand side by side', () => {
    expect(compareDialectTables('oracleAccumulate', 'safe', ORACLE)).toEqual({
      left: 'oracleAccumulate', right: 'safe',
      periods: [[0, -1], [0, -1], [0, -1], [-1, -1], [2, 1], [5, 4], [7, 6], [9, 8]].map(([left, right]) => ({ startAt: undefined, left, right })),
      first: { period: 0, because: { term: 'shortage', period: 3, amount: 1, left: 'forgiven', right: 'carried' } },
    });
    expect(compareDialectTables('sapReceiptNetting', 'safe', table(5, [1], [0]))).toEqual({ left: 'sapReceiptNetting', right: 'safe', periods: [{ startAt: undefined, left: 6, right: 6 }] });
  });

  it('of a schedule are cut the same, and may count other lines', () => {
    const given = schedule(10, [supply('late', '2026-05-10', 7), supply('far', '2026-08-01', 30)], [demand('so', '2026-05-14', 4)]);
    const comparison = compareDialects('d365InventoryVisibility', 'safe', { schedule: given, at: AT, policy: { horizonDays: 4, pastDueSupply: 'today' } });
    expect(comparison.first).toBeUndefined();
    expect(comparison.periods.map(({ startAt }) => startAt)).toEqual(['2026-05-12', '2026-05-13', '2026-05-14', '2026-05-15'].map(iso));
    const apart = compareDialects('d365InventoryVisibility', 'safe', { schedule: { ...given, demands: [...given.demands, demand('old', '2026-05-01', 2)] }, at: AT });
    expect(apart.first).toEqual({ period: 0, because: { term: 'linesCounted', period: 0, left: 10, right: 8 } });
    const beyond = compareDialects('safe', 'd365InventoryVisibility', { schedule: schedule(10, [], [demand('far', '2026-08-01', 30)]), at: AT });
    expect(beyond.first).toEqual({ period: 0, because: { term: 'linesCounted', period: 30, left: -20, right: 10 } });
    expect(beyond.periods).toHaveLength(31);
  });

  it('use the buckets asked for, else those of the one or the other, else days', () => {
    const given = schedule(0, [supply('s', AT + 2 * DAY, 5)], [demand('d', AT + 3 * DAY, 1)]);
    const starts = (left: DialectName, right: DialectName, policy = {}): number => compareDialects(left, right, { schedule: given, at: AT, policy }).periods.length;
    expect([starts('oraclePeriod', 'safe'), starts('safe', 'oraclePeriod'), starts('safe', 'jdEdwards'), starts('oraclePeriod', 'safe', { bucket: 'instant' }), starts('sapReceiptNetting', 'oraclePeriod')]).toEqual([2, 2, 3, 3, 3]);
  });

  it('differ over one table exactly where their rows do, and always for a reason that is there', () => {
    const tables = fc.record({ opening: fc.integer({ min: -5, max: 20 }), periods: fc.array(fc.record({ supply: fc.nat(9), demand: fc.nat(9) }), { minLength: 1, maxLength: 8 }) }) as unknown as fc.Arbitrary<PlanningTable>;
    fc.assert(fc.property(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), tables, (left, right, given) => {
      const { first, periods } = compareDialectTables(left, right, given);
      const [one, other] = [dialectRow(left, given), dialectRow(right, given)];
      expect(periods.map((period) => [period.left, period.right])).toEqual(one.map((figure, index) => [figure, other[index]]));
      expect(first?.period ?? -1).toBe(one.findIndex((figure, index) => figure !== other[index]));
      if (first === undefined) return;
      const [its, others] = [DIALECTS[left].terms, DIALECTS[right].terms];
      expect(first.because.term).not.toBe('linesCounted');
      if (first.because.term !== 'linesCounted') expect(its[first.because.term]).not.toBe(others[first.because.term]);
    }), { numRuns: runs(2000) });
  });
});

describe('readings agree with the safe figure where nothing is short', () => {
  const feasible = fc.record({ opening: fc.nat(20), periods: fc.array(fc.record({ supply: fc.nat(9), demand: fc.nat(9) }), { minLength: 1, maxLength: 8 }) })
    .filter(({ opening, periods }) => {
      let balance = opening;
      return periods.every(({ supply: comes, demand: goes }) => (balance += comes - goes) >= 0);
    }) as unknown as fc.Arbitrary<PlanningTable>;

  it.each<DialectName>(['d365InventoryVisibility', 'netsuiteCumulative', 'sapReceiptNetting', 'oracleAccumulate'])('%s', (name) => {
    fc.assert(fc.property(feasible, (given) => {
      expect(dialectRow(name, given)).toEqual(dialectRow('safe', given));
    }), { numRuns: runs(1000) });
  });

  it('what the discrete method shows adds up to it', () => {
    fc.assert(fc.property(feasible, (given) => {
      let sum = 0;
      expect(dialectRow('netsuiteDiscrete', given).map((figure) => (sum += figure ?? 0))).toEqual(dialectRow('safe', given));
    }), { numRuns: runs(500) });
  });

  it('stopping at the first recovery or the next receipt never says less, and at times more', () => {
    let more = 0;
    fc.assert(fc.property(feasible, (given) => {
      const own = dialectRow('safe', given);
      for (const name of ['d365OrderPromising', 'jdEdwards'] as const) {
        dialectRow(name, given).forEach((figure, index) => {
          expect(figure).toBeGreaterThanOrEqual(own[index]!);
          if (figure! > own[index]!) more++;
        });
      }
    }), { numRuns: runs(500) });
    expect(more).toBeGreaterThan(0);
  });
});

describe('a planning table', () => {
  it('of a schedule holds what was counted, and takes goods to keep', () => {
    const given = { ...schedule(3, [supply('S', AT + DAY, 5, { usableUntil: AT + DAY + 1 })], [demand('D', AT, 2)]), lots: [{ reference: 'L', grains: grains(4), usableUntil: AT + 1 }] };
    expect(planningTable('safe', { schedule: given, at: AT })).toEqual({ opening: 7, periods: [{ startAt: AT, supply: 0, demand: 2 }, { startAt: AT + DAY, supply: 5, demand: 0 }] });
  });

  it('any schedule and policy makes one that every dialect reads', () => {
    fc.assert(fc.property(fc.constantFrom(...NAMES), anyPerishable, anyPolicy, (name, given, policy) => {
      const made = planningTable(name, { schedule: given, at: AT, policy });
      expect(dialectRow(name, made)).toHaveLength(made.periods.length);
    }), { numRuns: runs(300) });
  });

  it.each<[string, () => unknown, RegExp]>([
    ['an unknown dialect', () => dialectRow('sap' as never, ORACLE), /^\$\.dialect: expected one of safe, .* found "sap"$/],
    ['a name of every object', () => dialectRow('toString' as never, ORACLE), /^\$\.dialect/],
    ['no periods', () => dialectRow('safe', { opening: grains(0), periods: [] }), /^\$\.periods: expected from 1 to 36600 periods, found 0$/],
    ['too many', () => dialectRow('safe', { opening: grains(0), periods: Array.from({ length: 36_601 }, () => ORACLE.periods[0]!) }), /^\$\.periods/],
    ['a fraction of an opening', () => dialectRow('safe', { opening: 0.5 as never, periods: ORACLE.periods }), /^\$\.opening/],
    ['supply below zero', () => dialectRow('safe', { opening: grains(0), periods: [{ supply: -1 as never, demand: grains(0) }] }), /^\$\.periods\[0\]\.supply/],
    ['a fraction of demand', () => dialectRow('safe', { opening: grains(0), periods: [ORACLE.periods[0]!, { supply: grains(0), demand: 0.5 as never }] }), /^\$\.periods\[1\]\.demand/],
    ['a window below zero', () => dialectRow('oracleBackward', ORACLE, { accumulationPeriods: -1 }), /^\$\.accumulationPeriods: expected a whole number from 0 to 36600/],
  ])('%s is refused', (_, call, message) => {
    expect(call).toThrow(expect.objectContaining({ code: 'promise.invalid', message: expect.stringMatching(message) }));
  });

  it('of the most periods there may be is read', () => {
    expect(dialectRow('safe', { opening: grains(0), periods: Array.from({ length: 36_600 }, () => ({ supply: grains(0), demand: grains(0) })) }, { accumulationPeriods: 0 })).toHaveLength(36_600);
  });
});

describe('as text', () => {
  it('periods of a table are numbered, differing ones marked, and a sentence says why', () => {
    expect(dialectText(compareDialectTables('oracleAccumulate', 'safe', ORACLE)).split('\n')).toEqual([
      '          oracleAccumulate  safe',
      'period 1                 0    -1 *',
      'period 2                 0    -1 *',
      'period 3                 0    -1 *',
      'period 4                -1    -1',
      'period 5                 2     1 *',
      'period 6                 5     4 *',
      'period 7                 7     6 *',
      'period 8                 9     8 *',
      'period 1: Oracle, backward consumption and accumulation says 0, Safe (full look-ahead) says -1, because a lack of 1 in period 4 shows in its own period and is then forgotten in the one and takes from every period before it and is made good by later supply in the other.',
      '',
    ]);
  });

  it('periods of a calendar are dated', () => {
    const given = schedule(10, [], [demand('d', '2026-05-01', 2), demand('e', '2026-05-13T06:30:00Z', 1)]);
    const text = dialectText(compareDialects('d365InventoryVisibility', 'safe', { schedule: given, at: AT, policy: { bucket: 'day', horizonDays: 2 } }), { format: (amount) => `${amount} EA` });
    expect(text.split('\n')).toEqual([
      '            d365InventoryVisibility  safe',
      '2026-05-12                     9 EA  7 EA *',
      '2026-05-13                     9 EA  7 EA *',
      '2026-05-12: Dynamics 365 Inventory Visibility says 9 EA, Safe (full look-ahead) says 7 EA, because they count other lines: in 2026-05-12 the one has come to 10 EA, the other to 8 EA.',
      '',
    ]);
    expect(dialectText(compareDialects('jdEdwards', 'safe', { schedule: given, at: AT, policy: { bucket: 'instant' } }))).toMatch(/^2026-05-13 06:30|^2026-05-13T06:30/m);
  });

  it.each<[DialectName, DialectName, PlanningTable, string]>([
    ['d365OrderPromising', 'safe', VISIBILITY, 'because only one of them sees that the balance is 12 in period 4.'],
    ['netsuiteDiscrete', 'safe', table(10, [0, 0], [0, 0]), 'period 2: NetSuite, discrete says -, Safe (full look-ahead) says 10, because the one says what a receipt adds by itself, the other what can be had in all by then.'],
    ['oraclePeriod', 'safe', table(10, [0, 5], [0, 0]), 'because the one says what a period leaves by itself, the other what can be had in all by then.'],
    ['d365OrderPromising', 'safe', table(0, [0], [5]), 'because a lack, -5, is shown as zero.'],
    ['safe', 'sapReceiptNetting', table(1, [0], [0]), 'They agree.'],
  ])('%s and %s', (left, right, given, sentence) => {
    expect(dialectText(compareDialectTables(left, right, given))).toContain(sentence);
  });
});
