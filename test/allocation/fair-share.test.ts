import { describe, expect, it } from 'vitest';
import { explainFairShare, fairShare, type FairShareRequest, type ShareClaim, type ShareMethod } from '../../src/allocation/index.js';
import { g } from './amounts.js';

type Row = readonly [weight: number, more?: { readonly stock?: number; readonly min?: number; readonly max?: number }];
const claimsOf = (rows: readonly Row[]): ShareClaim[] => rows.map(([weight, { stock, min, max } = {}], index) => ({
  claim: String.fromCharCode(65 + index), weight, ...(stock === undefined ? {} : { stock: stock as never }), ...(min === undefined ? {} : { min: min as never }), ...(max === undefined ? {} : { max: max as never }),
}));
const share = (method: ShareMethod, supply: number, rows: readonly Row[], multiple?: number): ReturnType<typeof fairShare> => fairShare({
  supply: supply as FairShareRequest['supply'], method, claims: claimsOf(rows), ...(multiple === undefined ? {} : { multiple: multiple as never }),
});
const amounts = (...asked: Parameters<typeof share>): unknown => {
  const answer = share(...asked);
  return answer.ok ? [...answer.shares.map(({ grains }) => grains), answer.common] : answer.reason;
};

const BOTH: ShareMethod[] = ['largestRemainder', 'divisor'];
/** A great claim beside so many small ones of one size. */
const beside = (great: Row, count: number, small: number): Row[] => [great, ...Array.from({ length: count }, (): Row => [small])];
const times = <Value>(count: number, value: Value): Value[] => new Array<Value>(count).fill(value);
/** Every way to put some in order. */
const orders = <Value>(rest: readonly Value[]): Value[][] => (rest.length < 2 ? [[...rest]] : rest.flatMap((one, index) => orders([...rest.slice(0, index), ...rest.slice(index + 1)]).map((others) => [one, ...others])));
/** Populations of the six states in the textbook example of the Alabama paradox. */
const ALABAMA: Row[] = [[1500], [1500], [900], [500], [500], [200]];

describe('shares by weight', () => {
  it.each<[string, ShareMethod, number, Row[], number[]]>([
    ['by demand, the published example', 'largestRemainder', 500, [[150], [187], [263]], [125, 156, 219, 0]],
    ['25 seats', 'largestRemainder', 25, ALABAMA, [7, 7, 4, 3, 3, 1, 0]],
    ['one seat more takes from D and E: the Alabama paradox', 'largestRemainder', 26, ALABAMA, [8, 8, 5, 2, 2, 1, 0]],
    ['the divisor method gives 25, five of them equally near, in the order given', 'divisor', 25, ALABAMA, [8, 8, 4, 2, 2, 1, 0]],
    ['and with one more takes from nobody', 'divisor', 26, ALABAMA, [8, 8, 5, 2, 2, 1, 0]],
    ['equal fractions go in the order given', 'largestRemainder', 10, [[1], [1], [1]], [4, 3, 3, 0]],
    ['after all greater ones, and only as far as it goes', 'largestRemainder', 10, [[27], [27], [27], [19]], [3, 3, 2, 2, 0]],
    ['so do equal roundings', 'divisor', 10, [[1], [1], [1]], [4, 3, 3, 0]],
    ['nothing is shared over nobody', 'largestRemainder', 5, [], [5]],
    ['weight zero gets nothing', 'divisor', 5, [[0], [2]], [0, 5, 0]],
    ['all weights zero leave all common', 'divisor', 5, [[0], [0]], [0, 0, 5]],
    ['nothing to share', 'divisor', 0, [[1], [2]], [0, 0, 0]],
  ])('%s', (_, method, supply, rows, expected) => expect(amounts(method, supply, rows)).toEqual(expected));

  it.each<[string, number, Row[], number | undefined, number[]]>([
    ['small ones that are rounded down leave the great one more than its quota of 78', 100, beside([780], 20, 11), undefined, [80, ...times(20, 1), 0]],
    ['small ones that are rounded up leave it less than its quota of 62', 100, beside([620], 20, 19), undefined, [60, ...times(20, 2), 0]],
    ['the same in whole multiples, rounded down', 500, beside([780], 20, 11), 5, [400, ...times(20, 5), 0]],
    ['and up', 500, beside([620], 20, 19), 5, [300, ...times(20, 10), 0]],
    ['the same beyond the safe integers, rounded down', 100, beside([780 * 2 ** 43], 20, 11 * 2 ** 43), undefined, [80, ...times(20, 1), 0]],
    ['and up', 100, beside([620 * 2 ** 43], 20, 19 * 2 ** 43), undefined, [60, ...times(20, 2), 0]],
    ['and in whole multiples', 500, beside([780 * 2 ** 43], 20, 11 * 2 ** 43), 5, [400, ...times(20, 5), 0]],
    ['no more than its cap: the next goes to the first of the others', 100, beside([780, { max: 79 }], 20, 11), undefined, [79, 2, ...times(19, 1), 0]],
    ['no less than its floor: the next is taken from the last of the others', 100, beside([620, { min: 61 }], 20, 19), undefined, [61, ...times(19, 2), 1, 0]],
    ['nothing goes to who has no weight, whatever it is owed', 10, [[0, { stock: -8 }], [1], [1], [1]], undefined, [0, 4, 3, 3, 0]],
  ])('the divisor method rounds all at one level: %s', (_, supply, rows, multiple, expected) => expect(amounts('divisor', supply, rows, multiple)).toEqual(expected));

  it.each<[string, number, ReadonlyMap<number, number>]>([1, 2 ** 46].flatMap((unit) => [
    ['1.2, 2.9, 2.4 and 3.5', unit, new Map([[12, 1], [29, 3], [24, 2], [35, 4]])], ['1.1, 2.2, 3.3 and 3.4', unit, new Map([[11, 1], [22, 2], [33, 3], [34, 4]])],
  ]))('the largest fractions are served wherever they stand: %s, by weights in units of %d', (_, unit, rounded) => {
    for (const order of orders([...rounded.keys()])) expect(amounts('largestRemainder', 10, order.map((weight) => [weight * unit]))).toEqual([...order.map((weight) => rounded.get(weight)!), 0]);
  });

  it('equal fractions are equal, whether they were worked out in safe integers or beyond', () => {
    expect(amounts('largestRemainder', 10, [[27 * 2 ** 45], [27 * 2 ** 45], [27 * 2 ** 45], [19 * 2 ** 45]])).toEqual([3, 3, 2, 2, 0]);
  });

  it.each(BOTH)('%s stays exact where supply times weight leaves the safe integers', (method) => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(amounts(method, 2 ** 51, [[2 ** 51 - 1], [2 ** 51 + 1]])).toEqual([2 ** 50, 2 ** 50, 0]);
    expect(amounts(method, 2 ** 51 - 1, [[2 ** 51], [2 ** 51 - 1]])).toEqual([2 ** 50, 2 ** 50 - 1, 0]);
    expect(amounts('largestRemainder', most, [[most - 1], [1]])).toEqual([most - 1, 1, 0]);
    expect(amounts(method, 2 ** 50, [[3 * 2 ** 48], [2 ** 48]], 2 ** 20)).toEqual([3 * 2 ** 48, 2 ** 48, 0]);
  });
});

describe('equal fill', () => {
  it.each<[string, number, Row[], number[]]>([
    ['to one level of stock by target, the published example', 1200, [[1000, { stock: 300 }], [1400, { stock: 416 }]], [498, 702, 0]],
    ['who is above the level gets nothing, and gives nothing back', 100, [[10, { stock: 500 }], [10, { stock: 20 }], [10, { stock: 60 }]], [0, 70, 30, 0]],
    ['what is owed comes first', 10, [[10, { stock: -8 }], [10]], [9, 1, 0]],
    ['below level zero, the deepest hole is filled', 4, [[1, { stock: -8 }], [1, { stock: -2 }]], [4, 0, 0]],
    ['a target of zero gets nothing, whatever is owed', 10, [[0, { stock: -8 }], [10]], [0, 10, 0]],
  ])('%s', (_, supply, rows, expected) => { for (const method of BOTH) expect(amounts(method, supply, rows)).toEqual(expected); });

  it('states the level exactly', () => {
    expect(share('divisor', 100, [[10, { stock: 500 }], [10, { stock: 20 }], [10, { stock: 60 }]])).toMatchObject({ level: { n: 9n, d: 1n } });
    expect(share('divisor', 10, [[1], [1], [1]])).toMatchObject({ level: { n: 10n, d: 3n } });
    expect(share('divisor', 3, [[1, { min: 3 }]])).toMatchObject({ level: { n: 3n, d: 1n } });
    expect(share('divisor', 3, [[0, { min: 1 }]])).toMatchObject({ level: undefined });
    expect(share('divisor', 4, [[1, { min: 2, max: 2 }]])).toMatchObject({ level: undefined });
    // A cap that is not below the supply holds nobody back, so it is the level that is reached.
    expect(share('divisor', 3, [[1, { min: 3, max: 3 }]])).toMatchObject({ level: { n: 3n, d: 1n } });
    expect(share('divisor', 3, [[1, { min: 3, max: 4 }]])).toMatchObject({ level: { n: 3n, d: 1n } });
  });
});

describe('floors and caps', () => {
  it.each<[string, number, Row[], number[]]>([
    ['a floor is kept and the rest is shared', 10, [[1, { min: 6 }], [1], [1]], [6, 2, 2, 0]],
    ['a floor below the share changes nothing', 12, [[1, { min: 2 }], [1], [1]], [4, 4, 4, 0]],
    ['a cap is kept and the rest is shared', 12, [[1, { max: 2 }], [1], [1]], [2, 5, 5, 0]],
    ['a cap above the supply holds nobody back', 12, [[1, { max: 50 }], [1]], [6, 6, 0]],
    ['a cap at the supply neither', 12, [[1, { max: 12 }], [0]], [12, 0, 0]],
    ['what all caps leave over stays common', 12, [[1, { max: 2 }], [1, { max: 3 }]], [2, 3, 7]],
    ['caps that take just the supply', 5, [[1, { max: 2 }], [1, { max: 3 }]], [2, 3, 0]],
    ['floors that take just the supply', 5, [[1, { min: 2 }], [9, { min: 3 }]], [2, 3, 0]],
    ['a floor with weight zero', 5, [[0, { min: 2 }], [9]], [2, 3, 0]],
    ['a floor with weight zero and nobody to share the rest', 5, [[0, { min: 2 }]], [2, 3]],
    ['the floor is the cap', 9, [[1, { min: 2, max: 2 }], [1]], [2, 7, 0]],
    ['a cap below the share is kept, whatever its fraction', 9, [[8, { max: 2 }], [10], [10]], [2, 4, 3, 0]],
    ['a cap of zero', 9, [[1, { max: 0 }], [1]], [0, 9, 0]],
    ['clamping one moves the others over their own bounds, solved again', 20, [[10, { max: 3 }], [5, { max: 9 }], [1, { min: 4 }], [1]], [3, 9, 4, 4, 0]],
  ])('%s', (_, supply, rows, expected) => { for (const method of BOTH) expect(amounts(method, supply, rows)).toEqual(expected); });

  it('each share says what held it', () => {
    const answer = share('largestRemainder', 20, [[10, { max: 3 }], [5], [1, { min: 4 }], [0]]);
    expect(answer.ok && answer.shares).toEqual([
      { claim: 'A', grains: 3, heldBy: 'cap' }, { claim: 'B', grains: 13, heldBy: 'level' }, { claim: 'C', grains: 4, heldBy: 'floor' }, { claim: 'D', grains: 0, heldBy: 'floor' },
    ]);
  });

  it.each<[string, number, Row[], number | undefined, object]>([
    ['floors above the supply', 5, [[1, { min: 3 }], [1, { min: 3 }]], undefined, { code: 'allocation.floors_above_supply', supply: 5, floors: 6, multiple: 1 }],
    ['a floor above its cap, before that', 5, [[1, { min: 9 }], [1, { min: 4, max: 3 }]], undefined, { code: 'allocation.floor_above_cap', claim: 'B', min: 4, max: 3, multiple: 1 }],
    ['a floor above its cap in whole multiples', 50, [[1, { min: 4, max: 9 }]], 10, { code: 'allocation.floor_above_cap', claim: 'A', min: 4, max: 9, multiple: 10 }],
    ['floors above the supply in whole multiples', 19, [[1, { min: 4 }], [1, { min: 4 }]], 10, { code: 'allocation.floors_above_supply', supply: 19, floors: 20, multiple: 10 }],
  ])('%s are refused with the numbers', (_, supply, rows, multiple, reason) => { for (const method of BOTH) expect(amounts(method, supply, rows, multiple)).toEqual(reason); });
});

describe('multiples', () => {
  it.each<[string, number, Row[], number, number[]]>([
    ['whole multiples are given away, what is less than one stays', 47, [[1], [1]], 10, [20, 20, 7]],
    ['the parts go to the largest fractions', 50, [[1], [2], [2]], 10, [10, 20, 20, 0]],
    ['floors are rounded up, caps down', 60, [[1, { min: 11 }], [1, { max: 19 }], [1]], 10, [30, 10, 20, 0]],
    ['stock is not rounded', 30, [[10, { stock: 13 }], [10, { stock: 4 }]], 10, [10, 20, 0]],
    ['who has no weight gets nothing, though it is owed half a multiple', 6, [[0, { stock: -1 }], [1], [1]], 2, [0, 4, 2, 0]],
  ])('%s', (_, supply, rows, multiple, expected) => { for (const method of BOTH) expect(amounts(method, supply, rows, multiple)).toEqual(expected); });
});

describe('impossible input is a mistake', () => {
  it.each<[string, () => unknown]>([
    ['supply is a whole number not below zero, not -1', () => share('divisor', -1, [])],
    ['multiple is a whole number above zero, not 0', () => share('divisor', 1, [], 0)],
    ['multiple is a whole number above zero, not 1.5', () => share('divisor', 1, [], 1.5)],
    ['claims[1].weight is a whole number not below zero, not -1', () => share('divisor', 1, [[1], [-1]])],
    ['claims[0].stock is a whole number, not 0.5', () => share('divisor', 1, [[1, { stock: 0.5 }]])],
    ['claims[0].min is a whole number not below zero, not -2', () => share('divisor', 1, [[1, { min: -2 }]])],
    ['claims[0].max is a whole number not below zero, not -3', () => share('divisor', 1, [[1, { max: -3 }]])],
    ['claims[1] names "x" a second time', () => fairShare({ supply: g(1), method: 'divisor', claims: [{ claim: 'x', weight: 1 }, { claim: 'x', weight: 1 }] })],
    ['claims[9] names "C3" a second time', () => fairShare({ supply: g(1), method: 'divisor', claims: Array.from({ length: 12 }, (_, index) => ({ claim: `C${index === 9 ? 3 : index}`, weight: 1 })) })],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  it('sums beyond the exact range are refused rather than rounded', () => {
    const overflow = expect.objectContaining({ code: 'quantity.overflow' }) as Error;
    const most = Number.MAX_SAFE_INTEGER;
    expect(() => share('largestRemainder', 1, [[most], [1]])).toThrow(overflow);
    expect(() => share('largestRemainder', 1, [[1, { stock: most }]])).toThrow(overflow);
    expect(() => share('largestRemainder', 1, [[1, { stock: -most }]])).toThrow(overflow);
    expect(() => share('divisor', most, [[3], [3], [14]])).toThrow(overflow);
    expect(amounts('largestRemainder', most, [[2], [3]])).toEqual([3602879701896396, 5404319552844595, 0]);
  });
});

it('an answer explains itself line by line', () => {
  const answer = share('largestRemainder', 21, [[10, { max: 3 }], [5], [1, { min: 4 }]], 2);
  expect(answer.ok && explainFairShare(answer)).toBe([
    '21 shared by largest remainder, in multiples of 2', 'the exact level is 14/5 for each unit of weight', 'A gets 2, its cap', 'B gets 14', 'C gets 4, its floor', '1 stays common',
  ].join('\n'));
  const still = share('divisor', 3, [[0]]);
  expect(still.ok && explainFairShare(still, { amount: (value) => `${value} EA` })).toBe('3 EA shared by Webster’s divisor method, in multiples of 1 EA\nfloors or caps alone decide\nA gets 0 EA, its floor\n3 EA stays common');
});
