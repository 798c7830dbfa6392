import { assert } from '../../foundation/index.js';

/** Where a frame lies. */
export interface FrameLocation {
  readonly segment: number;
  readonly offset: number;
  /** Header and payload. */
  readonly length: number;
}

/** Where every block of a partition lies: 12 bytes per block, for as long as the store lives. */
export interface BlockIndex {
  /** The number of the newest block. */
  head(): number;
  /** Adds the block after the head. */
  add(location: FrameLocation): void;
  /** Where a block lies, or nothing where it does not exist. */
  at(number: number): FrameLocation | undefined;
  /** Notes that a block's frame lies elsewhere now. */
  move(number: number, location: FrameLocation): void;
}

const FIELDS = 3;

/** Builds an empty index. */
export function blockIndex(): BlockIndex {
  let fields = new Uint32Array(FIELDS * 16);
  let count = 0;

  function put(number: number, { segment, offset, length }: FrameLocation): void {
    const start = (number - 1) * FIELDS;
    fields[start] = segment;
    fields[start + 1] = offset;
    fields[start + 2] = length;
  }

  return {
    head: () => count,
    add(location: FrameLocation): void {
      if ((count + 1) * FIELDS > fields.length) {
        const larger = new Uint32Array(Math.ceil(fields.length / FIELDS * 1.5) * FIELDS);
        larger.set(fields);
        fields = larger;
      }
      put(++count, location);
    },
    at(number: number): FrameLocation | undefined {
      if (!(number >= 1 && number <= count)) return undefined;
      const start = (number - 1) * FIELDS;
      return { segment: fields[start]!, offset: fields[start + 1]!, length: fields[start + 2]! };
    },
    move(number: number, location: FrameLocation): void {
      assert(number >= 1 && number <= count, `Block ${number} is not in the index`);
      put(number, location);
    },
  };
}
