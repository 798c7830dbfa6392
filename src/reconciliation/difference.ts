import type { StatementHead } from './statement.js';
import { KEY_PARTS, type KeyPart, type StatementKey } from './statement-key.js';

/** One of the two statements of a comparison. */
export type Side = 'left' | 'right';

/** The other one. */
export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/** A key at which two statements do not say the same. */
export interface Difference {
  readonly key: StatementKey;
  /** `amount`: both speak of it; `onlyLeft` and `onlyRight`: one does not. */
  readonly kind: 'amount' | 'onlyLeft' | 'onlyRight';
  /** What the left one says, a canonical amount; `undefined` if it does not speak of it, which is not the same as zero. */
  readonly left: string | undefined;
  readonly right: string | undefined;
  /**
   * Right less left, the raw figure. What a full statement leaves out counts as zero here, so this can be zero for a key that one of them lists with zero and the other
   * not at all. `undefined` where one side is silent and partial: then nobody knows.
   */
  readonly difference: string | undefined;
  /** Whether a tolerance rule covers it. The raw figures stand all the same. */
  readonly tolerated: boolean;
}

/** What was counted on the way. */
export interface ComparisonCounts {
  readonly leftRows: number;
  readonly rightRows: number;
  /** Rows that the other statement's scope leaves out; they were not compared. */
  readonly leftOutside: number;
  readonly rightOutside: number;
  /** Keys that several rows of one side share; their amounts were added. */
  readonly leftRepeated: number;
  readonly rightRepeated: number;
  readonly keys: number;
  /** Keys at which both say the same. */
  readonly equal: number;
  /** Keys at which both speak and say different amounts. */
  readonly amount: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  /** Of the keys on one side only: those listed with zero that a full statement leaves out. No difference in stock. */
  readonly absentZero: number;
  /** Of the keys on one side only: those that a partial statement leaves out. */
  readonly unknown: number;
  /** Of the differences in stock: those within tolerance. */
  readonly tolerated: number;
}

/** The sums of one unit over all compared keys. */
export interface ComparisonTotal {
  readonly unit: string;
  readonly left: string;
  readonly right: string;
  readonly difference: string;
}

/** Two statements side by side. */
export interface Comparison {
  readonly left: StatementHead;
  readonly right: StatementHead;
  /** The parts by which they were compared; amounts were added over the others. The unit is always one. */
  readonly by: readonly KeyPart[];
  readonly counts: ComparisonCounts;
  /** By unit. */
  readonly totals: readonly ComparisonTotal[];
  /** Every key at which they do not say the same, in the order of the keys. */
  readonly differences: readonly Difference[];
}

/** Whether two statements give the same stock: no difference but in what is listed with zero, none unknown. */
export function sameStock(comparison: Comparison): boolean {
  return comparison.differences.every(({ difference }) => difference === '0');
}

/** The parts given, with the unit, in the order of keys and each once. Default: all. */
export function partsOf(by: readonly KeyPart[] = KEY_PARTS): readonly KeyPart[] {
  for (const part of by) if (!KEY_PARTS.includes(part)) throw new TypeError(`No part of a key: ${part}`);
  return KEY_PARTS.filter((part) => part === 'unit' || by.includes(part));
}
