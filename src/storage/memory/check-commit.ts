import { assert } from '../../foundation/index.js';
import type { BlockPosition, Commit } from '../../ports/index.js';

/**
 * Fails on a commit that contradicts itself: no block, two blocks of one partition, another commit's block, or members that are not exactly the
 * commit's blocks. Whether the numbers fit the heads is not asked here.
 *
 * @throws TypeError
 */
export function checkCommit(commit: Commit): void {
  assert(commit.id.length > 0, 'A commit needs an id');
  assert(commit.blocks.length > 0, 'A commit needs at least one block');
  const positions = new Map<string, number>();
  for (const block of commit.blocks) {
    assert(Number.isSafeInteger(block.number) && block.number >= 1, `A block is numbered from 1, not ${block.number}`);
    assert(block.commit === commit.id, `Block ${describe(block)} names commit ${block.commit} inside commit ${commit.id}`);
    assert(!positions.has(block.partition), `Commit ${commit.id} has two blocks of partition ${block.partition}`);
    positions.set(block.partition, block.number);
  }
  for (const block of commit.blocks) checkMembers(block.members, positions, block);
}

function checkMembers(members: readonly BlockPosition[], positions: ReadonlyMap<string, number>, block: BlockPosition): void {
  const named = new Set<string>();
  for (const member of members) {
    assert(positions.get(member.partition) === member.number, `Block ${describe(block)} names a member that is not in its commit: ${describe(member)}`);
    named.add(member.partition);
  }
  assert(named.size === positions.size && members.length === positions.size, `Block ${describe(block)} does not name every member of its commit once`);
}

function describe(position: BlockPosition): string {
  return `${position.partition}/${position.number}`;
}
