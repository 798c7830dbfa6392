import type { Instant } from '../foundation/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';

/** Changes at one instant, and those of the subtree below it. */
interface Node {
  readonly at: Instant;
  change: Grains;
  /** How many lines there are at this instant. */
  lines: number;
  left: Node | undefined;
  right: Node | undefined;
  height: number;
  /** The sum of the subtree's changes. */
  sum: Grains;
  /** The least that the running sum of the subtree's changes comes to. */
  least: Grains;
}

/**
 * Changes in order of time, with running sums: a balanced tree in which each node knows the sum of its subtree and the least running sum within it. A change and a
 * question both cost the height of the tree.
 */
export interface BalanceTree {
  root: Node | undefined;
  /** Instants at which there are lines, and those at which there were. */
  live: number;
  dead: number;
}

const ZERO = grains(0);

/** A tree without changes. */
export function startBalanceTree(): BalanceTree {
  return { root: undefined, live: 0, dead: 0 };
}

/** Adds a change at an instant, or takes one back: then `change` has the other sign and `lines` is -1. */
export function addChange(tree: BalanceTree, at: Instant, change: Grains, lines: 1 | -1): void {
  tree.root = added(tree, tree.root, at, change, lines);
  if (tree.dead > tree.live + 32) {
    const kept: Node[] = [];
    collectLive(tree.root, kept);
    tree.root = balanced(kept, 0, kept.length);
    tree.dead = 0;
  }
}

/** The sum of all changes up to an instant, included. */
export function sumThrough(tree: BalanceTree, at: Instant): Grains {
  let sum = ZERO;
  for (let node = tree.root; node !== undefined;) {
    if (at < node.at) node = node.left;
    else {
      sum = addGrains(addGrains(sum, sumOf(node.left)), node.change);
      node = node.right;
    }
  }
  return sum;
}

/** The least that the running sum from the beginning comes to at an instant or after it. */
export function leastFrom(tree: BalanceTree, at: Instant): Grains {
  let before = ZERO;
  let least = sumThrough(tree, at);
  for (let node = tree.root; node !== undefined;) {
    const here = addGrains(addGrains(before, sumOf(node.left)), node.change);
    if (node.at <= at) {
      before = here;
      node = node.right;
      continue;
    }
    if (here < least) least = here;
    if (node.right !== undefined) least = lesser(least, addGrains(here, node.right.least));
    node = node.left;
  }
  return least;
}

/** The last instant at which the running sum is below a limit; `undefined` if it never is. */
export function lastBelow(tree: BalanceTree, limit: number): Instant | undefined {
  let before = ZERO;
  let node = tree.root;
  while (node !== undefined) {
    const here = addGrains(addGrains(before, sumOf(node.left)), node.change);
    if (node.right !== undefined && addGrains(here, node.right.least) < limit) {
      before = here;
      node = node.right;
    } else if (here < limit) return node.at;
    else node = node.left !== undefined && addGrains(before, node.left.least) < limit ? node.left : undefined;
  }
  return undefined;
}

/** The first instant after another at which there is or was a change; `undefined` if there is none. */
export function firstAfter(tree: BalanceTree, at: Instant): Instant | undefined {
  let found: Instant | undefined;
  for (let node = tree.root; node !== undefined;) {
    if (node.at > at) {
      found = node.at;
      node = node.left;
    } else node = node.right;
  }
  return found;
}

function added(tree: BalanceTree, node: Node | undefined, at: Instant, change: Grains, lines: 1 | -1): Node {
  if (node === undefined) {
    tree.live += 1;
    return { at, change, lines, left: undefined, right: undefined, height: 1, sum: change, least: change };
  }
  if (at === node.at) {
    node.change = addGrains(node.change, change);
    if (node.lines === 0) {
      tree.live += 1;
      tree.dead -= 1;
    }
    node.lines += lines;
    if (node.lines === 0) {
      tree.live -= 1;
      tree.dead += 1;
    }
    return renewed(node);
  }
  if (at < node.at) node.left = added(tree, node.left, at, change, lines);
  else node.right = added(tree, node.right, at, change, lines);
  return rebalanced(renewed(node));
}

/** The node with what it knows of its subtree made anew. */
function renewed(node: Node): Node {
  const { left, right } = node;
  node.height = 1 + Math.max(left?.height ?? 0, right?.height ?? 0);
  const here = addGrains(sumOf(left), node.change);
  node.sum = addGrains(here, sumOf(right));
  node.least = right === undefined ? here : lesser(here, addGrains(here, right.least));
  if (left !== undefined) node.least = lesser(node.least, left.least);
  return node;
}

function rebalanced(node: Node): Node {
  const lean = leanOf(node);
  if (lean > 1) {
    if (leanOf(node.left!) < 0) node.left = turnedLeft(node.left!);
    return turnedRight(node);
  }
  if (lean < -1) {
    if (leanOf(node.right!) > 0) node.right = turnedRight(node.right!);
    return turnedLeft(node);
  }
  return node;
}

/** How much higher the left side is than the right. */
function leanOf({ left, right }: Node): number {
  return (left?.height ?? 0) - (right?.height ?? 0);
}

function turnedRight(node: Node): Node {
  const top = node.left!;
  node.left = top.right;
  top.right = renewed(node);
  return renewed(top);
}

function turnedLeft(node: Node): Node {
  const top = node.right!;
  node.right = top.left;
  top.left = renewed(node);
  return renewed(top);
}

function collectLive(node: Node | undefined, into: Node[]): void {
  if (node === undefined) return;
  collectLive(node.left, into);
  if (node.lines > 0) into.push(node);
  collectLive(node.right, into);
}

function balanced(nodes: readonly Node[], from: number, to: number): Node | undefined {
  if (from >= to) return undefined;
  const middle = (from + to) >>> 1;
  const node = nodes[middle]!;
  node.left = balanced(nodes, from, middle);
  node.right = balanced(nodes, middle + 1, to);
  return renewed(node);
}

function sumOf(node: Node | undefined): Grains {
  return node === undefined ? ZERO : node.sum;
}

function lesser(left: Grains, right: Grains): Grains {
  return right < left ? right : left;
}
