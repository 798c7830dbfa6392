import { assert } from '../foundation/index.js';
import type { Block, BlockPosition, Commit } from './storage.js';

/**
 * Fails on a commit that contradicts itself: no block, two blocks of one partition, another commit's block, or members that are not exactly the
 * commit's blocks, in one order. Whether the numbers fit the heads is not asked here.
 *
 * @throws TypeError
 */
export function checkCommit(commit: Commit): void {
  assert(commit.id.length > 0, 'A commit needs an id');
  assert(commit.blocks.length > 0, 'A commit needs at least one block');
  const positions = new Map<string, number>();
  for (const block of commit.blocks) {
    assert(Number.isSafeInteger(block.number) && block.number >= 1, `A block is numbered from 1, not ${block.number}`);
    assert(block.commit === commit.id, `Block ${name(block)} names commit ${block.commit} inside commit ${commit.id}`);
    assert(!positions.has(block.partition), `Commit ${commit.id} has two blocks of partition ${block.partition}`);
    positions.set(block.partition, block.number);
  }
  const { members } = commit.blocks[0]!;
  checkMembers(commit, members, positions);
  for (const block of commit.blocks) assert(sameMembers(block, members), `The blocks of commit ${commit.id} name different members`);
}

function checkMembers(commit: Commit, members: readonly BlockPosition[], positions: ReadonlyMap<string, number>): void {
  const named = new Set<string>();
  for (const member of members) {
    assert(positions.get(member.partition) === member.number, `Commit ${commit.id} names a member that it does not have: ${name(member)}`);
    named.add(member.partition);
  }
  assert(named.size === positions.size && members.length === positions.size, `Commit ${commit.id} does not name every member once`);
}

function sameMembers(block: Block, members: readonly BlockPosition[]): boolean {
  return block.members.length === members.length && members.every(({ partition, number }, index) => {
    const other = block.members[index]!;
    return other.partition === partition && other.number === number;
  });
}

function name(position: BlockPosition): string {
  return `${position.partition}/${position.number}`;
}
