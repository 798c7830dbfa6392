import { describe, expect, it } from 'vitest';
import { openParts, withoutHeld, withoutLatest } from '../../src/ledger/promised.js';
import type { PromisedPart, UsedAmount } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { register } from './world.js';

const parts = (...named: [location: string, pickAt: number, amount: number][]): readonly PromisedPart[] => named.map(([location, pickAt, amount]) => ({ location, pickAt, grains: grains(amount) }));
const plain = (left: readonly PromisedPart[]): readonly (readonly [string, number, number])[] => left.map(({ location, pickAt, grains: amount }) => [location, pickAt, amount]);
const used = (from: UsedAmount['from']['bucket'], at: string | undefined, amount: number): UsedAmount => ({ by: 'shipped', ...(at === undefined ? {} : { at }), from: { bucket: from }, to: { bucket: 'shipped' }, grains: grains(amount) });
const three = parts(['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 5]);

describe('of promised parts are left', () => {
  it.each<[string, [string, number][], [string, number, number][]]>([
    ['all, if nothing is held', [], [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 5]]],
    ['less of the earliest of the place', [['EAST', 3]], [['EAST', 1, 1], ['WEST', 2, 3], ['EAST', 3, 5]]],
    ['none of the earliest, if as much is held', [['EAST', 4]], [['WEST', 2, 3], ['EAST', 3, 5]]],
    ['less of the next of the place', [['EAST', 6]], [['WEST', 2, 3], ['EAST', 3, 3]]],
    ['those of another place', [['WEST', 2]], [['EAST', 1, 4], ['WEST', 2, 1], ['EAST', 3, 5]]],
    ['less of others, where the place has no more', [['WEST', 5]], [['EAST', 1, 2], ['EAST', 3, 5]]],
    ['less of the place that a hold stands in', [['EAST-A-1', 2]], [['EAST', 1, 2], ['WEST', 2, 3], ['EAST', 3, 5]]],
    ['less of the earliest, for a place nobody knows', [['GONE', 5]], [['WEST', 2, 2], ['EAST', 3, 5]]],
    ['nothing, if all is held', [['EAST', 9], ['WEST', 3]], []],
    ['nothing, if more is held', [['EAST', 99]], []],
  ])('after holds: %s', (_, holds, left) => {
    expect(plain(withoutHeld(register, three, holds.map(([location, amount]) => ({ location, grains: grains(amount) }))))).toEqual(left);
  });

  it.each<[number, [string, number, number][]]>([
    [0, [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 5]]], [2, [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 3]]], [5, [['EAST', 1, 4], ['WEST', 2, 3]]], [6, [['EAST', 1, 4], ['WEST', 2, 2]]],
    [12, []], [13, []],
  ])('the earlier ones, where %i are wanted no more', (amount, left) => {
    expect(plain(withoutLatest(three, grains(amount)))).toEqual(left);
  });

  it.each<[string, number, UsedAmount[], [string, number, number][]]>([
    ['all, if as much is backordered', 12, [], [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 5]]],
    ['all, if more is', 20, [used('backordered', 'WEST', 3)], [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 5]]],
    ['not the latest, where less is wanted and nothing was used', 7, [], [['EAST', 1, 4], ['WEST', 2, 3]]],
    ['not those where goods were used', 9, [used('backordered', 'WEST', 3)], [['EAST', 1, 4], ['EAST', 3, 5]]],
    ['no less than that for what was used of something else', 9, [used('reserved', 'WEST', 3)], [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 2]]],
    ['no less than that for what was used nowhere', 9, [used('backordered', undefined, 3)], [['EAST', 1, 4], ['WEST', 2, 3], ['EAST', 3, 2]]],
    ['of what was used no more than is wanted less', 10, [used('backordered', 'WEST', 3)], [['EAST', 1, 4], ['WEST', 2, 1], ['EAST', 3, 5]]],
    ['what was used in two places, each its own', 8, [used('backordered', 'WEST', 1), used('backordered', 'EAST', 3)], [['EAST', 1, 1], ['WEST', 2, 2], ['EAST', 3, 5]]],
    ['used goods first, then the latest', 4, [used('backordered', 'WEST', 3)], [['EAST', 1, 4]]],
    ['once enough was used, all the rest', 10, [used('backordered', 'WEST', 2), used('backordered', 'EAST', 4)], [['EAST', 1, 4], ['WEST', 2, 1], ['EAST', 3, 5]]],
    ['nothing, if nothing is backordered', 0, [], []],
  ])('while backordered: %s', (_, backordered, uses, left) => {
    expect(plain(openParts(register, three, grains(backordered), uses))).toEqual(left);
  });
});
