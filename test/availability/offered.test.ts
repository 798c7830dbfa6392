import { describe, expect, it } from 'vitest';
import { claimIn, figuresOf, networkOf, offeredFrom, type AvailabilityQuery, type OfferedStock } from '../../src/availability/index.js';
import type { Balance, ClaimedAt, Policy, Register } from '../../src/model/index.js';
import { grains, type Grains } from '../../src/quantity/index.js';
import { AT, balance, claim, picture, registerWith } from './pictures.js';

interface Row {
  readonly what: string;
  readonly balances: readonly Balance[];
  readonly claims?: readonly ClaimedAt[];
  readonly buffers?: NonNullable<Policy['buffers']>;
  readonly locations?: readonly string[];
  readonly together: number;
  /** What each location of the query may give. */
  readonly at: Readonly<Record<string, number>>;
}

const ROWS: readonly Row[] = [
  { what: 'nothing where there is nothing', balances: [], locations: ['EAST'], together: 0, at: { EAST: 0 } },
  { what: 'what is there', balances: [balance('EAST', 5), balance('WEST', 6)], locations: ['EAST', 'WEST'], together: 11, at: { EAST: 5, WEST: 6 } },
  { what: 'less what is claimed above, from either place', balances: [balance('EAST', 5), balance('WEST', 6)], claims: [claim('ALL', 8)], locations: ['EAST', 'WEST'], together: 3, at: { EAST: 3, WEST: 3 } },
  { what: 'no more than the nearest place above has', balances: [balance('EAST-A', 9), balance('WEST', 6)], claims: [claim('EAST', 8)], locations: ['EAST-A'], together: 1, at: { 'EAST-A': 1 } },
  { what: 'no more than the furthest place above has', balances: [balance('EAST-A', 9)], claims: [claim('ALL', 7), claim('EAST', 1)], locations: ['EAST-A'], together: 1, at: { 'EAST-A': 1 } },
  { what: 'no more than a place itself has', balances: [balance('EAST-A', 2), balance('EAST-B', 9)], locations: ['EAST-A'], together: 2, at: { 'EAST-A': 2 } },
  { what: 'nothing where more is promised than there is', balances: [balance('EAST', 5)], claims: [claim('EAST', 9)], locations: ['EAST'], together: 0, at: { EAST: 0 } },
  { what: 'less a buffer at a place', balances: [balance('EAST', 5), balance('WEST', 5)], buffers: [{ kind: 'buffer', item: 'TEA', location: 'EAST', amount: '2' }], locations: ['EAST', 'WEST'], together: 8, at: { EAST: 3, WEST: 5 } },
  { what: 'less a buffer over the whole answer, together but not each', balances: [balance('EAST', 5), balance('WEST', 5)], buffers: [{ kind: 'buffer', item: 'TEA', amount: '4' }], locations: ['EAST', 'WEST'], together: 6, at: { EAST: 5, WEST: 5 } },
  { what: 'nothing together where the buffer is more than there is', balances: [balance('EAST', 5)], buffers: [{ kind: 'buffer', item: 'TEA', amount: '9' }], locations: ['EAST'], together: 0, at: { EAST: 5 } },
  { what: 'less a percent of what all its places have', balances: [balance('EAST', 30), balance('WEST', 10), balance('SHOP', 60)], buffers: [{ kind: 'buffer', percent: '10' }], locations: ['EAST', 'WEST', 'EAST-A'], together: 36, at: { EAST: 30, WEST: 10 } },
  { what: 'a percent of nothing for a place that holds nothing', balances: [balance('SHOP', 10)], buffers: [{ kind: 'buffer', percent: '10' }], locations: ['WEST', 'SHOP'], together: 9, at: { WEST: 0, SHOP: 10 } },
];

const givenBy = (register: Register, stock: OfferedStock, query: AvailabilityQuery): Readonly<Record<string, Grains>> =>
  Object.fromEntries(networkOf(register, query).map((node) => [node.id, stock.at(node)]));

describe('what is offered for taking is', () => {
  it.each(ROWS)('$what', ({ balances, claims = [], buffers = [], locations, together, at }) => {
    const register = registerWith({ buffers });
    const query = { at: AT, locations };
    const stock = offeredFrom(register, figuresOf(register, picture(balances, claims), AT), query);
    expect(stock.together).toBe(together);
    expect(givenBy(register, stock, query)).toEqual(at);
  });

  it('less for the next location once one before it was taken from', () => {
    const register = registerWith();
    const query = { at: AT, channel: 'bins' };
    const figures = figuresOf(register, picture([balance('EAST-A', 6), balance('EAST-B', 6)], [claim('EAST', 5)]), AT);
    const stock = offeredFrom(register, figures, query);
    const [second, first] = networkOf(register, query);
    if (first === undefined || second === undefined) throw new Error('two bins expected');
    expect([stock.together, stock.at(first), stock.at(second)]).toEqual([7, 6, 6]);
    claimIn(register, figures, first, grains(6));
    expect([stock.at(first), stock.at(second)]).toEqual([0, 1]);
  });
});
