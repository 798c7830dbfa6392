/** A run of blocks and the least and greatest number of a stream in them. */
export type BlockRange = [fromBlock: number, toBlock: number, low: number, high: number];

/** For each stream, which blocks hold which of its numbers: bounded, coarser the further it goes back. */
export type StreamIndex = Map<string, BlockRange[]>;

/** How many ranges are kept for a stream; when there are more, neighbours are joined. */
const RANGES_MAX = 512;

/** Notes that a block holds a number of a stream. */
export function noteBlock(index: StreamIndex, source: string, stream: string, sequence: number, block: number): void {
  const key = `${source}\u001f${stream}`;
  let ranges = index.get(key);
  if (ranges === undefined) {
    ranges = [];
    index.set(key, ranges);
  }
  const last = ranges[ranges.length - 1];
  if (last?.[1] === block) {
    last[2] = Math.min(last[2], sequence);
    last[3] = Math.max(last[3], sequence);
    return;
  }
  ranges.push([block, block, sequence, sequence]);
  if (ranges.length > RANGES_MAX) index.set(key, joinNeighbours(ranges));
}

/** The runs of blocks that may hold a number of a stream, newest first. */
export function blocksWith(index: StreamIndex, source: string, stream: string, sequence: number): readonly (readonly [fromBlock: number, toBlock: number])[] {
  const ranges = index.get(`${source}\u001f${stream}`) ?? [];
  return ranges.filter(([, , low, high]) => low <= sequence && sequence <= high).map(([from, to]) => [from, to] as const).reverse();
}

function joinNeighbours(ranges: readonly BlockRange[]): BlockRange[] {
  const joined: BlockRange[] = [];
  for (let place = 0; place < ranges.length; place += 2) {
    const first = ranges[place]!;
    const second = ranges[place + 1];
    joined.push(second === undefined ? first : [first[0], second[1], Math.min(first[2], second[2]), Math.max(first[3], second[3])]);
  }
  return joined;
}
