import { describe, expect, it } from 'vitest';
import { compareOrder, orderOf, type Statement } from '../../src/ledger/index.js';
import { withoutStatement, withStatement } from '../../src/ledger/statement.js';
import type { Fact, StockEvent } from '../../src/model/index.js';
import { factOf, register } from './world.js';

type Told = Readonly<Record<string, unknown>>;
const fact = (rest: Told = {}): Fact => factOf(register, {
  type: 'stock.received', source: 'm', id: 'm', effectiveAt: '2026-01-05T01:00:00Z', item: 'TEA', location: 'EAST', quantity: { amount: '1', unit: 'EA' }, balances: [], ...rest,
} as unknown as StockEvent);

describe('the canonical order of facts', () => {
  it.each<[string, Told, Told]>([
    ['earlier first, whatever else', { effectiveAt: '2026-01-05T00:59:59Z', type: 'stock.counted', source: 'z', id: 'z', sourceSequence: 9 }, {}],
    ['at one instant an opening before a movement', { type: 'stock.opened', source: 'z', id: 'z' }, {}],
    ['a movement before a count', { source: 'z', id: 'z' }, { type: 'stock.counted' }],
    ['a count taken before is ordered among the movements', { type: 'stock.counted', moment: 'before' }, { source: 'n' }],
    ['and so before other counts', { type: 'stock.counted', moment: 'before', source: 'z' }, { type: 'stock.counted' }],
    ['then by source', { source: 'a', id: 'z', sourceSequence: 9 }, {}],
    ['then by the source’s number', { id: 'z', sourceSequence: 1 }, { sourceSequence: 2 }],
    ['one without a number before those with one', { id: 'z' }, { sourceSequence: 1 }],
    ['then by id', { id: 'l' }, {}],
  ])('%s', (_, first, second) => {
    const [left, right] = [orderOf(fact(first)), orderOf(fact(second))];
    expect(compareOrder(left, right)).toBeLessThan(0);
    expect(compareOrder(right, left)).toBeGreaterThan(0);
    expect(compareOrder(left, left)).toBe(0);
  });

  it('is made of what the source stated', () => {
    expect(orderOf(fact({ sourceSequence: 4 }))).toEqual({ at: Date.parse('2026-01-05T01:00:00Z'), rank: 1, source: 'm', sequence: 4, id: 'm' });
  });
});

describe('statements about one thing', () => {
  const added = (facts: readonly Fact[]): readonly Statement<string>[] => facts.reduce<readonly Statement<string>[]>((statements, one) => withStatement(statements, one, one.id), []);
  const told = ['a', 'b', 'c'].map((id) => fact({ id }));

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])('stand in canonical order when they come as %j', (order) => {
    expect(added(order.map((index) => told[index]!)).map(({ content }) => content)).toEqual(['a', 'b', 'c']);
  });

  it('without one leave the others, also the same id of another source and another id of the same source', () => {
    const all = added([fact(), fact({ source: 'n' }), fact({ id: 'o' })]);
    expect(withoutStatement(all, fact()).map(({ order }) => [order.source, order.id])).toEqual([['m', 'o'], ['n', 'm']]);
  });
});
