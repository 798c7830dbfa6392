import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addChange, firstAfter, lastBelow, leastFrom, startBalanceTree, sumThrough, type BalanceTree } from '../../src/promise/balance-tree.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';

/** One change that is in the tree: at an instant, an amount. */
interface Line { readonly at: number; readonly change: number }

/** Adds lines, and takes back those that stand at the given places by then. */
const steps = fc.array(fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: fc.integer({ min: 0, max: 60 }), change: fc.integer({ min: -9, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ back: fc.nat(1000) }) },
), { maxLength: 200, size: 'max' });

function play(made: readonly (Line | { readonly back: number })[]): { readonly tree: BalanceTree; readonly lines: readonly Line[] } {
  const tree = startBalanceTree();
  const lines: Line[] = [];
  for (const step of made) {
    if ('at' in step) {
      addChange(tree, step.at, grains(step.change), 1);
      lines.push(step);
    } else if (lines.length > 0) {
      const [line] = lines.splice(step.back % lines.length, 1);
      addChange(tree, line!.at, grains(-line!.change || 0), -1);
    }
    expectSound(tree);
  }
  return { tree, lines };
}

/** Every node knows its subtree, no side is higher than the other by more than one, and instants without lines are few. */
function expectSound(tree: BalanceTree): void {
  let live = 0;
  let dead = 0;
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const judge = (node: BalanceTree['root'], from: number, until: number): { readonly height: number; readonly sum: number; readonly least: number } => {
    if (node === undefined) return { height: 0, sum: 0, least: Infinity };
    must(node.at > from && node.at < until, `${node.at} out of order`);
    must(node.lines >= 0, `${node.lines} lines at ${node.at}`);
    if (node.lines === 0) dead++;
    else live++;
    const left = judge(node.left, from, node.at);
    const right = judge(node.right, node.at, until);
    const height = 1 + Math.max(left.height, right.height);
    const here = left.sum + node.change;
    const least = Math.min(left.least, here, here + right.least);
    must(node.height === height && node.sum === here + right.sum && node.least === least, `${node.at} knows its subtree wrongly`);
    must(Math.abs(left.height - right.height) <= 1, `${node.at} leans`);
    return { height, sum: node.sum, least: node.least };
  };
  judge(tree.root, -Infinity, Infinity);
  must(tree.live === live && tree.dead === dead, `${tree.live} and ${tree.dead} instants instead of ${live} and ${dead}`);
  must(dead <= live + 32, `${dead} instants without lines beside ${live}`);
  if (problems.length > 0) expect(problems).toEqual([]);
}

describe('a balance tree', () => {
  it('is sound after every change, and answers as adding up does', () => {
    fc.assert(fc.property(steps, fc.integer({ min: -1, max: 61 }), fc.integer({ min: -30, max: 30 }), (made, at, limit) => {
      const { tree, lines } = play(made);
      const through = (instant: number): number => lines.filter((line) => line.at <= instant).reduce((sum, { change }) => sum + change, 0);
      const instants = [...new Set(lines.map((line) => line.at))].sort((one, other) => one - other);
      expect(sumThrough(tree, at)).toBe(through(at));
      expect(leastFrom(tree, at)).toBe(Math.min(through(at), ...instants.filter((instant) => instant > at).map(through)));
      // Instants whose lines were all taken back may be named: the running sum is the same there as just before.
      const last = lastBelow(tree, limit);
      const below = instants.findLast((instant) => through(instant) < limit);
      if (below === undefined) expect(last === undefined || through(last) < limit).toBe(true);
      else expect(last !== undefined && last >= below && through(last) < limit).toBe(true);
      const first = firstAfter(tree, at);
      const next = instants.find((instant) => instant > at);
      if (next === undefined) expect(first === undefined || first > at).toBe(true);
      else expect(first !== undefined && first > at && first <= next).toBe(true);
    }), { numRuns: runs(300) });
  });

  it.each<[string, number[]]>([
    ['in order', [1, 2, 3, 4, 5, 6, 7]], ['backwards', [7, 6, 5, 4, 3, 2, 1]], ['left, then its right', [5, 1, 3]], ['right, then its left', [1, 5, 3]],
    ['a left side that leans neither way', [6, 3, 7, 2, 5, 1]], ['a right side that leans neither way', [2, 1, 5, 4, 6, 7]],
  ])('of instants that come %s is as high as it must be', (_, instants) => {
    const { tree } = play(instants.map((at) => ({ at, change: 1 })));
    expect(tree.root?.height).toBe(Math.floor(Math.log2(instants.length)) + 1);
  });

  it('forgets instants without lines once they are more than the others by 32, and not before', () => {
    const made = Array.from({ length: 40 }, (_, at) => ({ at, change: 1 }));
    const tree = startBalanceTree();
    for (const { at, change } of made) addChange(tree, at, grains(change), 1);
    const counts = made.map(({ at }) => {
      addChange(tree, at, grains(-1), -1);
      return [tree.live, tree.dead];
    });
    expect(counts[35]).toEqual([4, 36]);
    expect(counts[36]).toEqual([3, 0]);
    expect(counts[39]).toEqual([0, 3]);
    expect(firstAfter(tree, -1)).toBe(37);
    expectSound(tree);
  });
});
