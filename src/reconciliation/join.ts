import { commonScale, exactAmount, type CommonScale } from './common-scale.js';
import { hashWords } from './hash-words.js';
import { keyWords } from './key-words.js';
import { partitionRows, RECORD_WORDS, type PartitionedRows } from './partition-rows.js';
import { rowsWithin, sideColumns } from './side-columns.js';
import type { KeyPart } from './statement-key.js';
import type { StatementTable } from './statement-table.js';

/** All rows of one key, those of each side added. */
export interface JoinedGroup {
  /** A row with the key: of the left side, or counted down from -1 of the right. */
  readonly row: number;
  /** What each side says at the exact scale; `undefined` if it does not speak of the key. */
  readonly left: bigint | undefined;
  readonly right: bigint | undefined;
}

/** Two tables joined by key. */
export interface Joined {
  readonly left: StatementTable;
  readonly right: StatementTable;
  readonly scale: CommonScale;
  readonly leftOutside: number;
  readonly rightOutside: number;
  /** How many keys several rows of a side share. */
  readonly leftRepeated: number;
  readonly rightRepeated: number;
  readonly keys: number;
  /** The groups whose sides do not say the same, in no order. */
  readonly apart: readonly JoinedGroup[];
}

const LEFT = 1;
const RIGHT = 2;
const BOTH = LEFT | RIGHT;
const LEFT_REPEATED = 4;
const RIGHT_REPEATED = 8;

/** About how many rows of one side a part of the join has: its tables then stay in a core's cache. */
const PART_ROWS = 16_384;
const PART_BITS_MAX = 10;

/** Joins two tables by some parts of the key: a full outer join, in time and memory in proportion to the rows. */
export function join(left: StatementTable, right: StatementTable, by: readonly KeyPart[]): Joined {
  const [leftWords, rightWords] = keyWords(sideColumns(left, right, by), left.rows, right.rows, left.vocabulary.size + right.vocabulary.size);
  const scale = commonScale([left.amounts, right.amounts]);
  const bits = Math.min(PART_BITS_MAX, Math.max(0, 32 - Math.clz32(Math.floor(Math.max(left.rows, right.rows) / PART_ROWS))));
  const leftRows = partitionRows(left, leftWords, rowsWithin(left, right.head.scope), bits, scale.places);
  const rightRows = partitionRows(right, rightWords, rowsWithin(right, left.head.scope), bits, scale.places);
  const apart: JoinedGroup[] = [];
  const part = partJoin(largest(leftRows) + largest(rightRows), scale, left, right, apart);
  for (let at = 0; at < 1 << bits; at++) {
    part.begin();
    part.add(leftRows, at, 0);
    part.add(rightRows, at, 1);
    part.finish();
  }
  return { left, right, scale, leftOutside: leftRows.outside, rightOutside: rightRows.outside, ...part.counts(), apart };
}

function largest({ begins }: PartitionedRows): number {
  let most = 0;
  for (let part = 1; part < begins.length; part++) most = Math.max(most, begins[part]! - begins[part - 1]!);
  return most;
}

/** Joins one part after the other in the same memory. */
interface PartJoin {
  begin(): void;
  add(rows: PartitionedRows, part: number, side: 0 | 1): void;
  finish(): void;
  counts(): Pick<Joined, 'leftRepeated' | 'rightRepeated' | 'keys'>;
}

function partJoin(rowsMax: number, scale: CommonScale, left: StatementTable, right: StatementTable, apart: JoinedGroup[]): PartJoin {
  const slots = new Int32Array(1 << Math.max(4, 32 - Math.clz32(2 * rowsMax)));
  const mask = slots.length - 1;
  const lows = new Int32Array(rowsMax);
  const highs = new Int32Array(rowsMax);
  /** By group: a row of it, as in {@link JoinedGroup}. */
  const rows = new Int32Array(rowsMax);
  const flags = new Uint8Array(rowsMax);
  const sums = new Float64Array(2 * rowsMax);
  /** By group, doubled, plus one for the right: what did not go into the sums, at the exact scale. */
  const spilled = new Map<number, bigint>();
  const finer = 10n ** BigInt(scale.exactPlaces - scale.places);
  /** Slots count groups from here, so what earlier parts left in them reads as empty. */
  let base = 0;
  let size = 0;
  let leftRepeated = 0;
  let rightRepeated = 0;

  function exactSum(at: number): bigint {
    return BigInt(sums[at]!) * finer + (spilled.get(at) ?? 0n);
  }

  return {
    begin() {
      base += size;
      size = 0;
      spilled.clear();
    },
    add({ words, amounts, begins }, part, side) {
      const present = side === 0 ? LEFT : RIGHT;
      const repeated = side === 0 ? LEFT_REPEATED : RIGHT_REPEATED;
      const column = side === 0 ? left.amounts : right.amounts;
      const end = begins[part + 1]!;
      for (let record = begins[part]!; record < end; record++) {
        const from = RECORD_WORDS * record;
        const low = words[from]!;
        const high = words[from + 1]!;
        const row = words[from + 2]!;
        let slot = hashWords(low, high) & mask;
        let group = slots[slot]! - base - 1;
        while (group >= 0 && (lows[group] !== low || highs[group] !== high)) {
          slot = (slot + 1) & mask;
          group = slots[slot]! - base - 1;
        }
        if (group < 0) {
          group = size++;
          slots[slot] = base + size;
          lows[group] = low;
          highs[group] = high;
          rows[group] = side === 0 ? row : -1 - row;
          flags[group] = present;
          sums[2 * group] = 0;
          sums[2 * group + 1] = 0;
        } else {
          const flag = flags[group]!;
          flags[group] = (flag & present) === 0 ? flag | present : flag | repeated;
        }
        const at = 2 * group + side;
        const sum = sums[at]! + amounts[3 * record + 2]!;
        // NaN fails both comparisons; a sum that leaves the safe integers stays outside them when it is rounded.
        if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) sums[at] = sum;
        else spilled.set(at, (spilled.get(at) ?? 0n) + exactAmount(column, row, scale.exactPlaces));
      }
    },
    finish() {
      for (let group = 0; group < size; group++) {
        const flag = flags[group]!;
        if ((flag & LEFT_REPEATED) !== 0) leftRepeated++;
        if ((flag & RIGHT_REPEATED) !== 0) rightRepeated++;
        const at = 2 * group;
        if ((flag & BOTH) === BOTH && (spilled.size === 0 ? sums[at] === sums[at + 1] : exactSum(at) === exactSum(at + 1))) continue;
        apart.push({ row: rows[group]!, left: (flag & LEFT) === 0 ? undefined : exactSum(at), right: (flag & RIGHT) === 0 ? undefined : exactSum(at + 1) });
      }
    },
    counts: () => ({ leftRepeated, rightRepeated, keys: base + size }),
  };
}
