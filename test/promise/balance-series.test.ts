import { describe, expect, it } from 'vitest';
import { availableToPromiseSeries, forgivingSeries } from '../../src/promise/balance-series.js';

const MAX = Number.MAX_SAFE_INTEGER;
const EXACT = /The projected balance of bucket 1 is beyond the exact range of ±9007199254740991/u;
const plain = ({ projected, cumulative }: { readonly projected: Float64Array; readonly cumulative: Float64Array }): readonly (readonly number[])[] => [[...projected], [...cumulative]];

describe('the series of projected and cumulative balances', () => {
  it.each<[string, number, number[], number[], number[][], number[][]]>([
    ['of nothing', 5, [], [], [[], []], [[], []]],
    ['of supply alone', 5, [1, 2], [0, 0], [[6, 8], [6, 8]], [[6, 8], [6, 8]]],
    ['with a later demand', 5, [0, 0, 4], [0, 5, 0], [[5, 0, 4], [0, 0, 4]], [[5, 0, 4], [0, 0, 4]]],
    ['with a shortage made good later', 1, [0, 6], [3, 0], [[-2, 4], [-2, 4]], [[-2, 6], [-2, 6]]],
    ['with two shortages', 0, [0, 0], [2, 5], [[-2, -7], [-7, -7]], [[-2, -5], [-2, -5]]],
    ['with a small shortage before a large one and goods before both', 4, [0, 0, 0], [1, 5, 9], [[3, -2, -11], [-11, -11, -11]], [[3, -2, -9], [0, -2, -9]]],
    ['that opens below zero', -3, [1, 5], [0, 0], [[-2, 3], [-2, 3]], [[-2, 5], [-2, 5]]],
  ])('%s', (_, opening, supply, demand, carried, forgiven) => {
    expect(plain(availableToPromiseSeries({ opening, supply, demand }))).toEqual(carried);
    expect(plain(forgivingSeries({ opening, supply, demand }))).toEqual(forgiven);
  });

  it.each<[string, number[], number[]]>([['above', [0, MAX], [0, 0]], ['below', [0, 0], [0, MAX]]])('a balance %s the exact range is trouble, and says where', (_, supply, demand) => {
    const opening = supply[1]! > 0 ? 1 : -1;
    for (const series of [availableToPromiseSeries, forgivingSeries]) {
      // What is lacking in the first bucket is forgiven, so the second starts from nothing: it needs more to leave the range.
      const lacking = series === forgivingSeries && opening < 0 ? [0, MAX + 1] : demand;
      expect(() => series({ opening, supply, demand: lacking })).toThrow(expect.objectContaining({ code: 'quantity.overflow' }));
      expect(() => series({ opening, supply, demand: lacking })).toThrow(EXACT);
    }
  });

  it.each([[[0, MAX - 1], [0, 0], 1], [[0, 0], [0, MAX - 1], -1]])('a balance at the end of the exact range is none', (supply, demand, opening) => {
    expect(availableToPromiseSeries({ opening, supply, demand }).projected[1]).toBe(opening * MAX);
  });

  it('writes to arrays that are given, and no further than there are buckets', () => {
    const into = { projected: new Float64Array([9, 9, 9]), cumulative: new Float64Array([9, 9, 9]) };
    expect(availableToPromiseSeries({ opening: 1, supply: [0, 1], demand: [0, 0], into })).toBe(into);
    expect(plain(into)).toEqual([[1, 2, 9], [1, 2, 9]]);
  });
});
