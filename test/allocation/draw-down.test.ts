import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDown, explainDrawDown, type SegmentNode } from '../../src/allocation/index.js';
import { grains, sumGrains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const node = (id: string, held: number, rank?: number, parent?: string): SegmentNode => ({ node: id, held: held as never, rank, parent });
/** World above two regions of two shops each. Within a rank 1 comes before 2. */
const TREE = [
  node('world', 5), node('eu', 4, 1, 'world'), node('us', 3, 2, 'world'), node('asia', 2, 3, 'world'),
  node('gold', 10, 1, 'eu'), node('silver', 20, 2, 'eu'), node('bronze', 30, 3, 'eu'), node('outlet', 7, 2, 'us'), node('web', 8, 1, 'us'), node('vip', 9, 1, 'silver'), node('new', 6, 2, 'silver'),
];
const draw = (at: string, requested: number, tree = TREE): string => {
  const answer = drawDown({ nodes: tree, at, requested: requested as never });
  return [...answer.draws.map(({ node: from, grains: drawn, by }) => `${from}:${drawn}:${by}`), answer.remainder].join(' ');
};

describe('drawing down a tree of segments', () => {
  it.each<[string, string, number, string]>([
    ['own goods first', 'gold', 6, 'gold:6:own 0'],
    ['then the nodes above, nearest first', 'gold', 18, 'gold:10:own eu:4:above world:4:above 0'],
    ['then less important siblings, the least important first', 'gold', 60, 'gold:10:own eu:4:above world:5:above bronze:30:lowerRank new:6:lowerRank vip:5:lowerRank 0'],
    ['a branch from its least important leaf up', 'gold', 84, 'gold:10:own eu:4:above world:5:above bronze:30:lowerRank new:6:lowerRank vip:9:lowerRank silver:20:lowerRank 0'],
    ['then the siblings of the node above, and so on up', 'gold', 200, 'gold:10:own eu:4:above world:5:above bronze:30:lowerRank new:6:lowerRank vip:9:lowerRank silver:20:lowerRank asia:2:lowerRank outlet:7:lowerRank web:8:lowerRank us:3:lowerRank 96'],
    ['never from a more important sibling', 'bronze', 99, 'bronze:30:own eu:4:above world:5:above asia:2:lowerRank outlet:7:lowerRank web:8:lowerRank us:3:lowerRank 40'],
    ['never from below itself', 'world', 9, 'world:5:own 4'],
    ['nothing for nothing', 'gold', 0, '0'],
  ])('%s', (_, at, requested, expected) => expect(draw(at, requested)).toBe(expected));

  it('equal ranks are not less important, and among the less important go in the order given', () => {
    const flat = [node('top', 0), node('a', 1, 1, 'top'), node('b', 1, 1, 'top'), node('c', 1, 2, 'top'), node('d', 1, 2, 'top')];
    expect(draw('a', 9, flat)).toBe('a:1:own c:1:lowerRank d:1:lowerRank 6');
    const nested = [node('top', 0), node('a', 1, undefined, 'top'), node('b', 0, 1, 'top'), node('b1', 1, 5, 'b'), node('b2', 1, 5, 'b')];
    expect(draw('a', 9, nested)).toBe('a:1:own b1:1:lowerRank b2:1:lowerRank 6');
  });

  it.each<[string, () => unknown]>([
    ['requested is a whole number not below zero, not -1', () => draw('gold', -1)],
    ['at names "mars", which is no node', () => draw('mars', 1)],
    ['nodes[1] names "a" a second time', () => draw('a', 1, [node('a', 1), node('a', 1)])],
    ['nodes[0].held is a whole number not below zero, not -1', () => draw('a', 1, [node('a', -1)])],
    ['nodes[0].rank is a whole number, not 0.5', () => draw('a', 1, [node('a', 1, 0.5)])],
    ['Node "a" names "b" as its parent, which is no node', () => draw('a', 1, [node('a', 1, 0, 'b')])],
    ['Node "a" is its own ancestor', () => draw('a', 1, [node('a', 1, 0, 'b'), node('b', 1, 0, 'a')])],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));

  it('takes a tree of any depth', () => {
    const deep = [node('top', 0), node('a', 0, 1, 'top'), ...Array.from({ length: 20_000 }, (_, index) => node(`n${index}`, 0, 2, index === 0 ? 'top' : `n${index - 1}`)), node('last', 3, 0, 'n19999')];
    expect(draw('a', 5, deep)).toBe('last:3:lowerRank 2');
  });

  it('takes what is asked for or all that is in reach, from each node once and no more than it has', () => {
    const nodes = fc.array(fc.record({ held: amount(9), rank: fc.nat(2), above: fc.nat(99) }), { minLength: 1, maxLength: 9 }).map((all) => all.map(({ held, rank, above }, index): SegmentNode => ({
      node: `N${index}`, held, rank, ...(index === 0 ? {} : { parent: `N${above % index}` }),
    })));
    fc.assert(fc.property(nodes, fc.nat(99), amount(60), (tree, pick, requested) => {
      const at = tree[pick % tree.length]!.node;
      const answer = drawDown({ nodes: tree, at, requested });
      expect(sumGrains(answer.draws.map((one) => one.grains))).toBe(answer.drawn);
      expect(answer.drawn + answer.remainder).toBe(requested);
      expect(new Set(answer.draws.map((one) => one.node)).size).toBe(answer.draws.length);
      const all = drawDown({ nodes: tree, at, requested: grains(1000) });
      expect(answer.drawn).toBe(Math.min(requested, all.drawn));
      for (const one of all.draws) expect(one.grains).toBe(tree.find(({ node: id }) => id === one.node)!.held);
      expect(answer.draws.map((one) => one.node)).toEqual(all.draws.slice(0, answer.draws.length).map((one) => one.node));
    }), { numRuns: runs(500) });
  });

  it('explains itself draw by draw', () => {
    expect(explainDrawDown(drawDown({ nodes: TREE, at: 'gold', requested: grains(40) }))).toBe('40 asked for at gold\n10 from gold, its own\n4 from eu, above it\n5 from world, above it\n21 from bronze, a less important branch');
    expect(explainDrawDown(drawDown({ nodes: [node('a', 1)], at: 'a', requested: grains(3) }), { amount: (value) => `${value} EA` })).toBe('3 EA asked for at a\n1 EA from a, its own\n2 EA no node in reach covers');
  });
});
