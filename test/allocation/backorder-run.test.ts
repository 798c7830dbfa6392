import { describe, expect, it } from 'vitest';
import { backorderRun, explainBackorders, type BackorderLine, type BackorderRequest, type BackorderStrategy, type SupplyLayer } from '../../src/allocation/index.js';
import { g } from './amounts.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 4, 1);
const day = (count: number): number => START + count * DAY;

interface More { readonly by?: number; readonly promised?: number; readonly priority?: number; readonly placed?: number }
const line = (name: string, strategy: BackorderStrategy, requested: number, confirmed: number, { by = 10, promised, priority, placed = 0 }: More = {}): BackorderLine => ({
  line: name, strategy, requested: g(requested), confirmed: g(confirmed), requestedAt: day(by), placedAt: day(placed), priority, ...(promised === undefined ? {} : { confirmedAt: day(promised) }),
});
const now = (amount: number): SupplyLayer[] => [{ grains: g(amount) }];
const on = (...layers: readonly (readonly [count: number, amount: number])[]): SupplyLayer[] => layers.map(([count, amount]) => ({ grains: g(amount), at: day(count) }));
const run = (supply: readonly SupplyLayer[], lines: readonly BackorderLine[], order?: BackorderRequest['order']): unknown => {
  const answer = backorderRun({ supply, lines, order });
  return answer.ok ? answer.changes.map(({ line: name, before, after, why }) => `${name} ${before}>${after} ${why}`) : answer.reason;
};
/** Each line with its confirmations: `a 3@2 4@12!`, late ones marked. */
const dates = (supply: readonly SupplyLayer[], lines: readonly BackorderLine[]): unknown => {
  const answer = backorderRun({ supply, lines });
  if (!answer.ok) return answer.reason;
  return answer.changes.map(({ line: name, confirmations }) => [name, ...confirmations.map(({ grains, at, late }) => `${grains}${at === undefined ? '' : `@${(at - START) / DAY}`}${late ? '!' : ''}`)].join(' '));
};

describe('what each strategy may do', () => {
  it.each<[string, number, BackorderLine[], unknown]>([
    ['win gets all, before the others whatever their turn', 10, [line('a', 'redistribute', 8, 8), line('z', 'win', 7, 0)], ['a 8>3 ranShort', 'z 0>7 won']],
    ['gain keeps what it has and gets more', 10, [line('a', 'redistribute', 9, 9), line('z', 'gain', 8, 4)], ['a 9>2 ranShort', 'z 4>8 gained']],
    ['gain keeps what it has when there is no more', 4, [line('a', 'gain', 8, 4)], ['a 4>4 same']],
    ['all gains keep before one gets more', 10, [line('a', 'gain', 9, 2), line('b', 'gain', 9, 6)], ['a 2>4 gained', 'b 6>6 same']],
    ['gains get more before an improve keeps', 6, [line('a', 'improve', 4, 4), line('b', 'gain', 6, 1)], ['a 4>0 ranShort', 'b 1>6 gained']],
    ['improve keeps before another improve gets more', 10, [line('a', 'improve', 9, 2), line('b', 'improve', 6, 6)], ['a 2>4 gained', 'b 6>6 same']],
    ['improve loses where what it has cannot be', 5, [line('a', 'improve', 9, 3), line('b', 'improve', 6, 6)], ['a 3>3 same', 'b 6>2 ranShort']],
    ['improve comes before redistribute', 5, [line('a', 'redistribute', 4, 0), line('b', 'improve', 4, 0)], ['a 0>1 gained', 'b 0>4 gained']],
    ['redistribute gains and loses by turn', 10, [line('a', 'redistribute', 7, 2), line('b', 'redistribute', 7, 7)], ['a 2>7 gained', 'b 7>3 ranShort']],
    ['redistribute comes before fill', 5, [line('a', 'fill', 4, 4), line('b', 'redistribute', 4, 0)], ['a 4>1 ranShort', 'b 0>4 gained']],
    ['fill never gets more', 10, [line('a', 'fill', 7, 2)], ['a 2>2 same']],
    ['lose gives up all', 10, [line('a', 'lose', 7, 7), line('b', 'redistribute', 9, 0)], ['a 7>0 gaveUp', 'b 0>9 gained']],
    ['lose with nothing to give up', 10, [line('a', 'lose', 7, 0)], ['a 0>0 same']],
    ['skip keeps what it has before all others', 10, [line('a', 'win', 7, 0), line('b', 'skip', 9, 3)], ['a 0>7 won', 'b 3>3 untouched']],
    ['a win that had it all is still said to have won', 10, [line('a', 'win', 7, 7)], ['a 7>7 won']],
    ['no lines', 10, [], []],
  ])('%s', (_, supply, lines, expected) => expect(run(now(supply), lines)).toEqual(expected));

  it('says what changed, and what is left', () => {
    expect(backorderRun({ supply: now(20), lines: [line('a', 'redistribute', 9, 2, { priority: 2 }), line('b', 'fill', 5, 4)] })).toEqual({
      ok: true, order: 'priority, requested date, date placed, line', left: [{ grains: 7 }], changes: [
        { line: 'a', strategy: 'redistribute', turn: 2, requested: 9, before: 2, after: 9, change: 7, why: 'gained', confirmations: [{ grains: 9, late: false }] },
        { line: 'b', strategy: 'fill', turn: 1, requested: 5, before: 4, after: 4, change: 0, why: 'same', confirmations: [{ grains: 4, late: false }] },
      ],
    });
  });
});

describe('who runs short', () => {
  it.each<[string, BackorderLine[], string]>([
    ['the greater priority number', [line('a', 'redistribute', 5, 0, { priority: 2 }), line('b', 'redistribute', 5, 0, { priority: 1, by: 99 })], 'b'],
    ['no number is zero', [line('a', 'redistribute', 5, 0, { priority: 1 }), line('b', 'redistribute', 5, 0)], 'b'],
    ['then the later requested', [line('a', 'redistribute', 5, 0, { by: 5, placed: 0 }), line('b', 'redistribute', 5, 0, { by: 4, placed: 3 })], 'b'],
    ['then the later placed', [line('a', 'redistribute', 5, 0, { placed: 2 }), line('b', 'redistribute', 5, 0, { placed: 1 })], 'b'],
    ['then the greater line id', [line('b', 'redistribute', 5, 0), line('a', 'redistribute', 5, 0)], 'a'],
  ])('%s', (_, lines, winner) => {
    const answer = backorderRun({ supply: now(5), lines });
    expect(answer.ok && answer.changes.filter(({ after }) => after > 0).map(({ line: name }) => name)).toEqual([winner]);
  });

  it('is for the caller to say, and printed in the result; lines it calls equal go as given', () => {
    const smallest = { description: 'smallest first', compare: (one: BackorderLine, other: BackorderLine) => one.requested - other.requested };
    const lines = [line('big', 'redistribute', 9, 0), line('b', 'redistribute', 3, 0), line('a', 'redistribute', 3, 0)];
    expect(run(now(5), lines, smallest)).toEqual(['big 0>0 same', 'b 0>3 gained', 'a 0>2 gained']);
    expect(backorderRun({ supply: [], lines: [], order: smallest })).toMatchObject({ order: 'smallest first' });
  });
});

describe('what cannot be is refused, with the first date that shows it', () => {
  it.each<[string, SupplyLayer[], BackorderLine[], object]>([
    ['a win beyond the supply', now(6), [line('a', 'win', 7, 0), line('b', 'fill', 1, 1)], { by: day(10), required: 7, available: 6, lines: ['a'] }],
    ['wins and what gains and skips have, together', now(9), [line('a', 'win', 4, 0), line('b', 'gain', 9, 3), line('c', 'skip', 9, 3), line('d', 'improve', 9, 9)], { by: day(10), required: 10, available: 9, lines: ['a', 'b', 'c'] }],
    ['a win that would be late', on([3, 5], [8, 9]), [line('a', 'win', 6, 0, { by: 5 })], { by: day(5), required: 6, available: 5, lines: ['a'] }],
    ['what a gain has by its promise, not by its wish', on([8, 9]), [line('a', 'gain', 6, 6, { by: 5, promised: 7 })], { by: day(7), required: 6, available: 0, lines: ['a'] }],
    ['the first date, with all of that date', on([1, 3], [4, 5]), [line('z', 'win', 9, 0, { by: 9 }), line('a', 'win', 4, 0, { by: 3 }), line('b', 'win', 3, 0, { by: 3 }), line('c', 'gain', 3, 0, { by: 3 })], { by: day(3), required: 7, available: 3, lines: ['a', 'b'] }],
  ])('%s', (_, supply, lines, reason) => expect(run(supply, lines)).toEqual({ code: 'allocation.promises_above_supply', ...reason }));

  it('just enough is enough, on each date', () => {
    expect(dates(on([3, 5], [8, 4]), [line('a', 'win', 4, 0, { by: 8 }), line('b', 'gain', 5, 5, { by: 3 })])).toEqual(['a 4@8', 'b 5@3']);
    expect(run(on([8, 6]), [line('a', 'gain', 6, 6, { by: 5, promised: 8 })])).toEqual(['a 6>6 same']);
  });
});

describe('a supply over time', () => {
  it.each<[string, SupplyLayer[], BackorderLine[], string[]]>([
    ['serves a line from the latest that is in time, and leaves the early for the early', on([2, 5], [6, 5]), [line('a', 'redistribute', 5, 0, { by: 7, priority: 1 }), line('b', 'redistribute', 5, 0, { by: 3, priority: 2 })], ['a 5@6', 'b 5@2']],
    ['goes back as far as it must', on([2, 5], [4, 2], [6, 3]), [line('a', 'redistribute', 9, 0, { by: 6 })], ['a 4@2 2@4 3@6']],
    ['then serves late, the earliest first, and says so', on([2, 1], [12, 2], [14, 5]), [line('a', 'redistribute', 6, 0, { by: 10 })], ['a 1@2 2@12! 3@14!']],
    ['on the very date is in time', on([10, 5]), [line('a', 'redistribute', 5, 0, { by: 10 })], ['a 5@10']],
    ['what is there now is in time for all', [...on([3, 2]), ...now(3)], [line('a', 'redistribute', 5, 0, { by: 4 })], ['a 3 2@3']],
    ['and comes before all dates', [...on([-9, 2]), ...now(3)], [line('a', 'redistribute', 4, 0, { by: 4 })], ['a 2 2@-9']],
    ['a layer of nothing confirms nothing', on([2, 5], [6, 0], [12, 0]), [line('a', 'redistribute', 6, 0)], ['a 5@2']],
    ['two layers of one date are one', on([3, 2], [3, 2]), [line('a', 'redistribute', 4, 0)], ['a 4@3']],
    ['a gain gets more late if it must', on([2, 3], [12, 9]), [line('a', 'gain', 8, 3)], ['a 3@2 5@12!']],
    ['a fill keeps what it had by its promise', on([2, 3], [12, 9]), [line('a', 'fill', 8, 3, { promised: 12 })], ['a 3@12!']],
    ['an improve too', on([2, 3], [12, 9]), [line('a', 'improve', 5, 3, { promised: 12 })], ['a 2@2 3@12!']],
    ['a skipped line takes its part and keeps its own dates', on([2, 3], [12, 9]), [line('a', 'skip', 8, 3), line('b', 'redistribute', 3, 0)], ['a', 'b 3@12!']],
  ])('%s', (_, supply, lines, expected) => expect(dates(supply, lines)).toEqual(expected));

  it('leaves what nobody took, earliest first', () => {
    const answer = backorderRun({ supply: [...on([5, 4], [3, 2], [9, 0]), ...now(1)], lines: [line('a', 'redistribute', 3, 0, { by: 5 })] });
    expect(answer.ok && answer.left).toEqual([{ grains: 1 }, { grains: 2, at: day(3) }, { grains: 1, at: day(5) }]);
  });
});

describe('impossible input is a mistake', () => {
  it.each<[string, () => unknown]>([
    ['lines[0].requested is a whole number not below zero, not -1', () => run([], [{ ...line('a', 'win', 1, 0), requested: -1 as never }])],
    ['lines[0].confirmed is a whole number not below zero, not -1', () => run([], [{ ...line('a', 'win', 1, 0), confirmed: -1 as never }])],
    ['lines[1].confirmed is no more than is requested, 1, not 2', () => run([], [line('a', 'win', 1, 1), line('b', 'win', 1, 2)])],
    ['lines[0].priority is a whole number, not 0.5', () => run([], [line('a', 'win', 1, 0, { priority: 0.5 })])],
    ['lines[0].requestedAt is a whole number, not NaN', () => run([], [line('a', 'win', 1, 0, { by: NaN })])],
    ['lines[0].confirmedAt is a whole number, not NaN', () => run([], [line('a', 'win', 1, 0, { promised: NaN })])],
    ['lines[0].placedAt is a whole number, not NaN', () => run([], [line('a', 'win', 1, 0, { placed: NaN })])],
    ['lines[1] names "a" a second time', () => run([], [line('a', 'win', 1, 0), line('a', 'win', 1, 0)])],
    ['supply[0].grains is a whole number not below zero, not -1', () => run([{ grains: -1 as never }], [])],
    ['supply[1].at is a whole number, not NaN', () => run([...now(1), ...on([NaN, 1])], [])],
    ['supply has 1000001 entries; at most 1000000 are taken', () => run({ length: 1_000_001 } as never, [])],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));
});

it('a run explains itself in the order of turns', () => {
  const lines = [
    line('a', 'redistribute', 9, 2, { priority: 9 }), line('b', 'win', 2, 0), line('c', 'gain', 3, 3), line('d', 'improve', 4, 4, { priority: 8 }), line('e', 'lose', 1, 1), line('f', 'skip', 5, 1), line('h', 'fill', 2, 2, { priority: 10 }),
  ];
  const answer = backorderRun({ supply: [...now(8), ...on([20, 9])], lines });
  expect(answer.ok && explainBackorders(answer)).toBe([
    'in order of priority, requested date, date placed, line', '1. b (win) had 0, has 2 of 2: it must be confirmed in full', '2. c (gain) had 3, has 3 of 3: it keeps what it had',
    '3. e (lose) had 1, has 0 of 1: it gives up what it had', '4. f (skip) had 1, has 1 of 5: it is not touched',
    '5. d (improve) had 4, has 4 of 4: it keeps what it had; 2 at 2026-05-21T00:00:00.000Z, late', '6. a (redistribute) had 2, has 7 of 9: its turn came while there was more; 7 at 2026-05-21T00:00:00.000Z, late',
    '7. h (fill) had 2, has 0 of 2: others came first',
  ].join('\n'));
  const left = backorderRun({ supply: [...now(8), ...on([3, 9])], lines: [line('a', 'redistribute', 9, 0)] });
  expect(left.ok && explainBackorders(left, { amount: (value) => `${value} EA` })).toBe([
    'in order of priority, requested date, date placed, line', '1. a (redistribute) had 0 EA, has 9 EA of 9 EA: its turn came while there was more; 9 EA at 2026-05-04T00:00:00.000Z', '8 EA is left',
  ].join('\n'));
  const parts = backorderRun({ supply: [...now(1), ...on([3, 2], [20, 9])], lines: [line('a', 'redistribute', 7, 0)] });
  expect(parts.ok && explainBackorders(parts)).toContain(': its turn came while there was more; 2 at 2026-05-04T00:00:00.000Z; 4 at 2026-05-21T00:00:00.000Z, late');
  expect(parts.ok && parts.changes[0]!.confirmations, 'what is there now has no instant').toStrictEqual([{ grains: 1, late: false }, { grains: 2, at: day(3), late: false }, { grains: 4, at: day(20), late: true }]);
  const later = backorderRun({ supply: on([3, 9]), lines: [] });
  expect(later.ok && explainBackorders(later)).toContain('9 from 2026-05-04T00:00:00.000Z on is left');
});
