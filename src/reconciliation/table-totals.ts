import { compareText } from '../foundation/index.js';
import { decimalOf, type AmountColumn } from './amount-column.js';
import { commonScale, exactAmount, POWERS_OF_TEN, scaledAmount, type CommonScale } from './common-scale.js';
import { KEY_PARTS } from './statement-key.js';
import type { StatementTable } from './statement-table.js';

/** The sum of a table's amounts by unit, exact, at the exact scale. */
export function tableTotals(table: StatementTable, within: Uint8Array | undefined, scale: CommonScale): Map<string, bigint> {
  const units = table.keys[KEY_PARTS.indexOf('unit')]!;
  const totals = new Map<number, ExactTotal>();
  const add = within === undefined && isPlain(table.amounts, scale) ? addPlainRows : addRows;
  for (let from = 0, to = 0; from < table.rows; from = to) {
    const unit = units[from]!;
    while (to < table.rows && units[to] === unit) to++;
    if (within?.subarray(from, to).includes(1) === false) continue;
    const total = totals.get(unit) ?? { sum: 0, carried: 0n, exact: 0n };
    totals.set(unit, total);
    add(total, table.amounts, from, to, scale, within);
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

type AddRows = (total: ExactTotal, amounts: AmountColumn, from: number, to: number, scale: CommonScale, within: Uint8Array | undefined) => void;

/** How many amounts are added before what they come to is looked at. */
const BLOCK_ROWS = 4096;

/** Whether so many amounts of a column, of whatever sign, always add up to a safe integer at the common scale. */
function isPlain({ greatest, long }: AmountColumn, { places, exactPlaces }: CommonScale): boolean {
  return long.size === 0 && places === exactPlaces && greatest.every((size, at) => at > places || size * POWERS_OF_TEN[places - at]! <= Number.MAX_SAFE_INTEGER / BLOCK_ROWS);
}

const addPlainRows: AddRows = (total, { mantissas, places }, from, to, scale) => {
  for (let block = from; block < to; block += BLOCK_ROWS) {
    const end = Math.min(block + BLOCK_ROWS, to);
    let sum = 0;
    for (let row = block; row < end; row++) sum += mantissas[row]! * POWERS_OF_TEN[scale.places - places[row]!]!;
    carry(total, sum);
  }
};

const addRows: AddRows = (total, amounts, from, to, scale, within) => {
  for (let row = from; row < to; row++) {
    if (within?.[row] === 0) continue;
    const amount = scaledAmount(amounts, row, scale.places);
    if (Number.isNaN(amount)) total.exact += exactAmount(amounts, row, scale.exactPlaces);
    else carry(total, amount);
  }
};

/** Adds a safe integer. */
function carry(total: ExactTotal, amount: number): void {
  const sum = total.sum + amount;
  if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
    total.sum = sum;
  } else {
    total.carried += BigInt(total.sum);
    total.sum = amount;
  }
}
