import { assert, hash32 } from '../../foundation/index.js';

/**
 * In which blocks of a partition a key may have been used, by a 32-bit hash of the key. Open addressing, between a third and two thirds full: 12 to 24
 * bytes per key whatever its length. A hash may name a block that does not have the key, about once in four billion per key held, so the
 * block is read to be sure; it never misses one.
 */
export interface KeyIndex {
  add(key: string, block: number): void;
  /** Candidate blocks, lowest first. */
  blocksOf(key: string): readonly number[];
}

const BLOCK_MAX = 0xffff_ffff;

/** Builds an empty index. The seed keeps those who choose keys from choosing collisions; it is never stored. */
export function keyIndex(seed: number): KeyIndex {
  let hashes = new Uint32Array(16);
  let blocks = new Uint32Array(16);
  let count = 0;

  function put(hash: number, block: number): void {
    const mask = blocks.length - 1;
    let slot = hash & mask;
    while (blocks[slot] !== 0) slot = (slot + 1) & mask;
    hashes[slot] = hash;
    blocks[slot] = block;
  }

  function grow(): void {
    const [oldHashes, oldBlocks] = [hashes, blocks];
    hashes = new Uint32Array(oldHashes.length * 2);
    blocks = new Uint32Array(oldHashes.length * 2);
    for (let slot = 0; slot < oldBlocks.length; slot++) {
      if (oldBlocks[slot] !== 0) put(oldHashes[slot]!, oldBlocks[slot]!);
    }
  }

  return {
    add(key: string, block: number): void {
      assert(block >= 1 && block <= BLOCK_MAX, `Block number ${block} is beyond what a key index holds`);
      if ((count + 1) * 3 > blocks.length * 2) grow();
      put(hash32(key, seed), block);
      count++;
    },
    blocksOf(key: string): readonly number[] {
      const hash = hash32(key, seed);
      const mask = blocks.length - 1;
      const found: number[] = [];
      for (let slot = hash & mask; blocks[slot] !== 0; slot = (slot + 1) & mask) {
        if (hashes[slot] === hash && !found.includes(blocks[slot]!)) found.push(blocks[slot]!);
      }
      return found.sort((left, right) => left - right);
    },
  };
}
