import { compareText } from '../foundation/index.js';
import { decimalOf, type AmountColumn } from './amount-column.js';
import { commonScale, exactAmount, scaledAmount, type CommonScale } from './common-scale.js';
import { KEY_PARTS } from './statement-key.js';
import type { StatementTable } from './statement-table.js';

/** The sum of a table's amounts by unit, exact, at the exact scale. */
export function tableTotals(table: StatementTable, within: Uint8Array | undefined, scale: CommonScale): Map<string, bigint> {
  const units = table.keys[KEY_PARTS.indexOf('unit')]!;
  const totals = new Map<number, ExactTotal>();
  let unit = -1;
  let total = emptyTotal();
  for (let row = 0; row < table.rows; row++) {
    if (within?.[row] === 0) continue;
    if (units[row] !== unit) {
      unit = units[row]!;
      total = totals.get(unit) ?? emptyTotal();
      totals.set(unit, total);
    }
    addAmount(total, table.amounts, row, scale);
  }
  const finer = 10n ** BigInt(scale.exactPlaces - scale.places);
  return new Map([...totals].map(([id, { sum, carried, exact }]) => [table.vocabulary.text(id), (carried + BigInt(sum)) * finer + exact]));
}

/** The sum of a statement's amounts by unit, in the order of units. @throws InventoryError `quantity.overflow` for a sum too long to write. */
export function statementTotals(table: StatementTable): readonly { readonly unit: string; readonly amount: string }[] {
  const scale = commonScale([table.amounts]);
  return [...tableTotals(table, undefined, scale)].sort(([one], [other]) => compareText(one, other)).map(([unit, sum]) => ({ unit, amount: decimalOf(sum, scale.exactPlaces) }));
}

/** A sum of any size. */
interface ExactTotal {
  /** Safe integers at the common scale, and what they carried over. */
  sum: number;
  carried: bigint;
  /** Amounts that are no safe integers there, at the exact scale. */
  exact: bigint;
}

function emptyTotal(): ExactTotal {
  return { sum: 0, carried: 0n, exact: 0n };
}

function addAmount(total: ExactTotal, amounts: AmountColumn, row: number, scale: CommonScale): void {
  const amount = scaledAmount(amounts, row, scale.places);
  const sum = total.sum + amount;
  if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
    total.sum = sum;
  } else if (Number.isNaN(amount)) {
    total.exact += exactAmount(amounts, row, scale.exactPlaces);
  } else {
    total.carried += BigInt(total.sum);
    total.sum = amount;
  }
}
