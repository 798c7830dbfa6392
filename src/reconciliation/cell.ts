import { exactOf } from './decimal-sum.js';
import type { Difference } from './difference.js';
import { keyText, type StatementKey } from './statement-key.js';

/** A difference while it is being explained. Amounts are whole numbers at the exact scale. */
export interface Cell {
  readonly key: StatementKey;
  readonly text: string;
  /** What its item is called: in its key, and by what was found to be another name of it. */
  items: readonly string[];
  readonly kind: Difference['kind'];
  readonly difference: bigint;
  /** What the sides say, with what was found to belong here under another name. */
  left: bigint;
  right: bigint;
  /** What no part covers yet. */
  rest: bigint;
  /** Other explanations as good as the one taken, in words. */
  alternatives: readonly string[];
}

/** The differences in stock, by key. What is unknown has no figure to explain, and what is no difference in stock needs no cause. */
export function cellsOf(differences: readonly Difference[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { key, kind, left, right, difference } of differences) {
    if (difference === undefined || difference === '0') continue;
    const rest = exactOf(difference);
    const text = keyText(key);
    cells.set(text, { key, text, items: [key.item], kind, difference: rest, left: exactOf(left ?? '0'), right: exactOf(right ?? '0'), rest, alternatives: [] });
  }
  return cells;
}

/** Finds the cell that a key belongs to, under whichever name. */
export type CellAt = (text: string) => Cell | undefined;
