import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { requireAmount, requireNamedOnce, requireWhole } from './check-input.js';

/** One node of a tree of segments: a channel, a region, a customer group, and the goods set aside for it. */
export interface SegmentNode {
  readonly node: string;
  readonly parent?: string | undefined;
  /** Among siblings: the lower, the more important. A whole number; default 0, equal ones count as equally important. */
  readonly rank?: number | undefined;
  /** What is set aside here and not below. */
  readonly held: Grains;
}

/** A demand of one node on the tree. */
export interface DrawDownRequest {
  readonly nodes: readonly SegmentNode[];
  readonly at: string;
  readonly requested: Grains;
}

/** What is taken from one node, and by which right. */
export interface Draw {
  readonly node: string;
  readonly grains: Grains;
  /** `own`; `above`: a node it is part of; `lowerRank`: a less important branch beside it, or beside a node it is part of. */
  readonly by: 'own' | 'above' | 'lowerRank';
}

/** Draws in the order they are made: their sum + `remainder` = `requested`. */
export interface DrawDown {
  readonly at: string;
  readonly requested: Grains;
  readonly draws: readonly Draw[];
  readonly drawn: Grains;
  readonly remainder: Grains;
}

/**
 * Draws a demand down through a tree of segments: the node's own goods; then the nodes above, nearest first; then less important siblings with all below them, the
 * least important first; then those of the parent, and so on up. Never from a sibling of the same or higher importance, and never from below the node itself.
 *
 * @throws TypeError for a node named twice, an unknown parent or start, a start that is its own ancestor, or an impossible number
 */
export function drawDown({ nodes, at, requested }: DrawDownRequest): DrawDown {
  requireAmount(requested, 'requested');
  const tree = readTree(nodes);
  const start = tree.get(at);
  if (start === undefined) throw new TypeError(`at names ${JSON.stringify(at)}, which is no node`);
  const path = pathUp(start);
  const draws: Draw[] = [];
  let left = requested;
  const take = ({ segment }: TreeNode, by: Draw['by']): void => {
    const amount = segment.held < left ? segment.held : left;
    if (amount === 0) return;
    draws.push({ node: segment.node, grains: amount, by });
    left = subtractGrains(left, amount);
  };
  for (const node of path) take(node, node === start ? 'own' : 'above');
  for (const node of path.flatMap(lessImportant).flatMap(leastFirst)) take(node, 'lowerRank');
  return { at, requested, draws, drawn: draws.reduce((sum, draw) => addGrains(sum, draw.grains), grains(0)), remainder: left };
}

interface TreeNode {
  readonly segment: SegmentNode;
  readonly rank: number;
  parent: TreeNode | undefined;
  readonly children: TreeNode[];
}

function readTree(nodes: readonly SegmentNode[]): ReadonlyMap<string, TreeNode> {
  requireNamedOnce(nodes, ({ node }) => node, 'nodes');
  const tree = new Map<string, TreeNode>();
  for (const [index, segment] of nodes.entries()) {
    requireAmount(segment.held, 'nodes', index, 'held');
    const rank = segment.rank ?? 0;
    requireWhole(rank, 'nodes', index, 'rank');
    tree.set(segment.node, { segment, rank, parent: undefined, children: [] });
  }
  for (const node of tree.values()) {
    if (node.segment.parent === undefined) continue;
    node.parent = tree.get(node.segment.parent);
    if (node.parent === undefined) throw new TypeError(`Node ${JSON.stringify(node.segment.node)} names ${JSON.stringify(node.segment.parent)} as its parent, which is no node`);
    node.parent.children.push(node);
  }
  return tree;
}

/** The node and those above it. */
function pathUp(start: TreeNode): readonly TreeNode[] {
  const path = new Set<TreeNode>();
  for (let node: TreeNode | undefined = start; node !== undefined; node = node.parent) {
    if (path.has(node)) throw new TypeError(`Node ${JSON.stringify(node.segment.node)} is its own ancestor`);
    path.add(node);
  }
  return [...path];
}

/** Siblings of greater rank, the greatest first; equal ones in the order given. */
function lessImportant(node: TreeNode): readonly TreeNode[] {
  const siblings = node.parent?.children ?? [];
  return byRankDescending(siblings.filter(({ rank }) => rank > node.rank));
}

/** A branch with all below it, the least important first and each node after those below it. */
function leastFirst(branch: TreeNode): readonly TreeNode[] {
  const reversed: TreeNode[] = [];
  const waiting = [branch];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    reversed.push(node);
    // The last to wait is the next to be visited, and the list is turned round at the end: the least important must be visited last.
    waiting.push(...byRankDescending(node.children));
  }
  return reversed.reverse();
}

function byRankDescending(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return [...nodes].sort((one, other) => other.rank - one.rank);
}
