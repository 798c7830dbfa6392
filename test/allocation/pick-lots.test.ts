import { describe, expect, it } from 'vitest';
import { ALLOCATION_INPUT_MAX, explainLots, pickLots, type LotOffer, type LotPlan, type LotRule } from '../../src/allocation/index.js';
import { g } from './amounts.js';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 4, 12);

/** A lot that ends so many days after the goods leave, and came in so many days before; `-` for never and for unknown. */
const lot = (name: string, amount: number, ends: number | '-', came: number | '-' = '-'): LotOffer => ({
  lot: name, grains: g(amount), ...(ends === '-' ? {} : { endsAt: AT + ends * DAY }), ...(came === '-' ? {} : { receivedAt: AT - came * DAY }),
});
const plan = (rule: LotRule, requested: number, lots: readonly LotOffer[], lifeDays = 0): LotPlan => pickLots({ rule, requested: g(requested), lots, at: AT, remainingLifeMs: lifeDays * DAY });
const picks = (answer: LotPlan): string => answer.picks.map(({ lot: name, grains }) => `${name}:${grains}`).join(' ');

const THREE = [lot('late', 10, 90, 5), lot('soon', 4, 10, 1), lot('never', 20, '-', 30), lot('mid', 6, 30, 9)];

describe('which lots go first', () => {
  it.each<[LotRule, number, string, number]>([
    ['firstExpiredFirstOut', 3, 'soon:3', 0],
    ['firstExpiredFirstOut', 12, 'soon:4 mid:6 late:2', 0],
    ['firstExpiredFirstOut', 50, 'soon:4 mid:6 late:10 never:20', 10],
    ['firstInFirstOut', 22, 'never:20 mid:2', 0],
    ['firstInFirstOut', 30, 'never:20 mid:6 late:4', 0],
    ['lastInFirstOut', 12, 'soon:4 late:8', 0],
    ['lastInFirstOut', 40, 'soon:4 late:10 mid:6 never:20', 0],
    ['fewestLots', 3, 'soon:3', 0],
    ['fewestLots', 9, 'late:9', 0],
    ['fewestLots', 11, 'never:11', 0],
    ['fewestLots', 25, 'never:20 mid:5', 0],
    ['fewestLots', 28, 'never:20 late:8', 0],
    ['fewestLots', 41, 'never:20 late:10 mid:6 soon:4', 1],
    ['fewestLots', 0, '', 0],
    ['firstExpiredFirstOut', 0, '', 0],
  ])('%s of %i: %s, %i left', (rule, requested, expected, remainder) => {
    const answer = plan(rule, requested, THREE);
    expect(picks(answer)).toBe(expected);
    expect(answer).toMatchObject({ rule, requested, picked: requested - remainder, remainder, usableUntil: AT, passedOver: [] });
  });

  it('equal ends go by arrival, then as given; equal arrivals by end, then as given', () => {
    const equal = [lot('b', 1, 5, 2), lot('a', 1, 5, 2), lot('older', 1, 5, 3), lot('unknown', 1, 5)];
    expect(picks(plan('firstExpiredFirstOut', 4, equal))).toBe('unknown:1 older:1 b:1 a:1');
    expect(picks(plan('firstInFirstOut', 4, [lot('x', 1, '-', 2), lot('y', 1, 9, 2), lot('z', 1, 9, 2), lot('unknown', 1, 1)]))).toBe('unknown:1 y:1 z:1 x:1');
    expect(picks(plan('lastInFirstOut', 4, [lot('unknown', 1, 1), lot('x', 1, '-', 2), lot('y', 1, 9, 2), lot('z', 1, 9, 2)]))).toBe('y:1 z:1 x:1 unknown:1');
    expect(picks(plan('fewestLots', 12, [lot('x', 6, '-'), lot('y', 6, 9), lot('z', 6, 9)]))).toBe('y:6 z:6');
  });

  it('never two lots that never end in an order of chance', () => {
    expect(picks(plan('firstExpiredFirstOut', 2, [lot('b', 1, '-'), lot('a', 1, '-')]))).toBe('b:1 a:1');
  });

  it('the last of the fewest is the first to end of those that cover what is left', () => {
    expect(picks(plan('fewestLots', 5, [lot('big', 9, 50), lot('fits', 5, 40), lot('small', 4, 1)]))).toBe('fits:5');
    expect(picks(plan('fewestLots', 5, [lot('fits', 5, 40), lot('big', 9, 40), lot('small', 4, 1)])), 'of those that end alike, the greatest').toBe('big:5');
    expect(picks(plan('fewestLots', 14, [lot('big', 9, 50), lot('fits', 8, 40), lot('tight', 5, 30), lot('small', 4, 1)]))).toBe('big:9 tight:5');
  });
});

describe('which lots are not considered', () => {
  it.each<[string, number | '-', number, string]>([
    ['a lot that ends with the departure may no longer be used', 0, 0, 'ended'],
    ['nor one that has ended, whatever life is asked', -1, 5, 'ended'],
    ['a lot that ends a day later may, if no life is asked', 1, 0, ''],
    ['a lot that ends as the life asked for runs out serves', 30, 30, ''],
    ['one that ends a day sooner does not', 29, 30, 'shortLife'],
    ['one that never ends always serves', '-', 36_500, ''],
  ])('%s', (_, ends, life, why) => {
    const answer = plan('firstExpiredFirstOut', 1, [lot('x', 7, ends)], life);
    expect(answer.passedOver).toEqual(why === '' ? [] : [{ lot: 'x', why, grains: 7 }]);
    expect(answer.picked).toBe(why === '' ? 1 : 0);
  });

  it('a lot below zero offers nothing and takes nothing from another', () => {
    const answer = plan('firstExpiredFirstOut', 10, [lot('minus', -5, 1), lot('none', 0, 1), lot('some', 8, 2)]);
    expect(picks(answer)).toBe('some:8');
    expect(answer.remainder).toBe(2);
    expect(answer.passedOver).toEqual([{ lot: 'minus', why: 'empty', grains: -5 }, { lot: 'none', why: 'empty', grains: 0 }]);
  });

  it('without a life asked for, that of the departure counts', () => {
    expect(pickLots({ rule: 'firstInFirstOut', requested: g(1), lots: [lot('x', 1, 1)], at: AT })).toMatchObject({ picked: 1, usableUntil: AT });
  });
});

describe('impossible input is a mistake', () => {
  it.each<[string, () => unknown]>([
    ['requested is a whole number not below zero, not -1', () => plan('fewestLots', -1, [])],
    ['remainingLifeMs is a whole number not below zero, not -86400000', () => plan('fewestLots', 1, [], -1)],
    ['lots[1] names "x" a second time', () => plan('fewestLots', 1, [lot('x', 1, 1), lot('x', 1, 1)])],
    ['lots[0].grains is a whole number, not 0.5', () => plan('fewestLots', 1, [{ lot: 'x', grains: 0.5 as never }])],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  it('so is more than is taken in one call', () => {
    const many = { length: ALLOCATION_INPUT_MAX + 1, entries: () => { throw new Error('read'); } } as never;
    expect(() => plan('fewestLots', 1, many)).toThrow(new TypeError(`lots has ${ALLOCATION_INPUT_MAX + 1} entries; at most ${ALLOCATION_INPUT_MAX} are taken`));
  });
});

it('a plan explains itself line by line', () => {
  const answer = plan('firstExpiredFirstOut', 12, [lot('soon', 4, 10), lot('late', 5, 40), lot('gone', 6, -1), lot('none', 0, 1)], 30);
  expect(explainLots(answer)).toBe([
    '12 asked for, first expired, first out, usable until 2026-06-11T00:00:00.000Z', '5 from lot late', 'lot soon passed over with 4: ends too soon for the customer',
    'lot gone passed over with 6: may no longer be used', 'lot none passed over with 0: has nothing to give', '7 no usable lot covers',
  ].join('\n'));
  expect(explainLots(plan('fewestLots', 1, [lot('a', 1, 1)]), { amount: (value) => `${value} EA` })).toBe('1 EA asked for, fewest lots, usable until 2026-05-12T00:00:00.000Z\n1 EA from lot a');
  expect(explainLots(plan('firstInFirstOut', 0, []))).toMatch(/^0 asked for, first in, first out, /);
  expect(explainLots(plan('lastInFirstOut', 0, []))).toMatch(/^0 asked for, last in, first out, /);
});
