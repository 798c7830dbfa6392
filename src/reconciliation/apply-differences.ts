import { addDecimalTexts, negateDecimalText } from './decimal-sum.js';
import type { Difference } from './difference.js';
import { keyOf, keyText, statementKey, type KeyPart } from './statement-key.js';
import type { StatementRow } from './statement.js';

/**
 * The left rows with the differences applied: what the right statement says, a row for a key, in the order of keys met. Keys that both share stay, what only the
 * left one has goes, what only the right one has comes. `by` is that of the comparison.
 */
export function applyDifferences(rows: readonly StatementRow[], differences: readonly Difference[], by: readonly KeyPart[]): readonly StatementRow[] {
  const amounts = new Map<string, StatementRow>();
  for (const row of rows) {
    const key = keyOf(statementKey(row), by);
    const known = amounts.get(keyText(key));
    amounts.set(keyText(key), { ...key, amount: known === undefined ? row.amount : addDecimalTexts(known.amount, row.amount) });
  }
  for (const { key, right } of differences) {
    if (right === undefined) amounts.delete(keyText(key));
    else amounts.set(keyText(key), { ...key, amount: right });
  }
  return [...amounts.values()];
}

/** The differences as they look from the other side. */
export function reversed(differences: readonly Difference[]): readonly Difference[] {
  return differences.map(({ key, kind, left, right, difference, tolerated }) => ({
    key, tolerated, left: right, right: left,
    kind: kind === 'amount' ? 'amount' : kind === 'onlyLeft' ? 'onlyRight' : 'onlyLeft',
    difference: difference === undefined ? undefined : negateDecimalText(difference),
  }));
}
