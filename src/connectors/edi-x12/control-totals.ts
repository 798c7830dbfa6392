import { addDecimals, decimalText } from '../../wire/index.js';
import type { Transaction } from './envelope.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/** A total that a document states about itself, and what its lines give. */
export interface ControlTotal {
  /** Where it is stated, `W03[1].01`. */
  readonly path: string;
  readonly offset: number;
  /** A sum of quantities, or a number of lines. */
  readonly of: 'quantity' | 'lines';
  readonly stated: string;
  readonly counted: string;
  readonly agrees: boolean;
}

/** Where quantities and their total stand, by set. */
const QUANTITY_TOTALS: Readonly<Record<string, { readonly line: string; readonly element: number; readonly total: string; readonly totalElement: number }>> = {
  '940': { line: 'W01', element: 1, total: 'W76', totalElement: 1 },
  '943': { line: 'W04', element: 1, total: 'W03', totalElement: 1 },
  '944': { line: 'W07', element: 1, total: 'W14', totalElement: 1 },
  '945': { line: 'W12', element: 3, total: 'W03', totalElement: 1 },
  '856': { line: 'SN1', element: 2, total: 'CTT', totalElement: 2 },
  '894': { line: 'G83', element: 2, total: 'G84', totalElement: 1 },
};

/** The segment that CTT01 counts, by set. */
const COUNTED_LINES: Readonly<Record<string, string>> = { '846': 'LIN', '850': 'PO1', '852': 'LIN', '856': 'HL' };

/** Every total a document states about itself, beside what its lines give. A total in another unit than the lines is still their plain sum. */
export function controlTotals(transaction: Transaction): readonly ControlTotal[] {
  const { set, segments } = transaction;
  const totals: ControlTotal[] = [];
  const quantities = Object.hasOwn(QUANTITY_TOTALS, set) ? QUANTITY_TOTALS[set] : undefined;
  const stated = segments.find(({ id }) => id === quantities?.total);
  if (quantities !== undefined && stated !== undefined && elementOf(stated, quantities.totalElement) !== '') {
    totals.push(totalOf(stated, quantities.totalElement, 'quantity', sumOf(segments, quantities.line, quantities.element)));
  }
  const counted = Object.hasOwn(COUNTED_LINES, set) ? COUNTED_LINES[set] : undefined;
  const ctt = segments.find(({ id }) => id === 'CTT');
  if (counted !== undefined && ctt !== undefined && elementOf(ctt, 1) !== '') {
    totals.push(totalOf(ctt, 1, 'lines', String(segments.filter(({ id }) => id === counted).length)));
  }
  return totals;
}

function totalOf(segment: Segment, element: number, of: ControlTotal['of'], counted: string): ControlTotal {
  const text = elementOf(segment, element);
  const stated = decimalText(text) ?? text;
  return { path: pathOf(segment, element), offset: segment.offset, of, stated, counted, agrees: stated === counted };
}

function sumOf(segments: readonly Segment[], id: string, element: number): string {
  let sum = '0';
  for (const segment of segments) {
    if (segment.id === id) sum = addDecimals(sum, decimalText(elementOf(segment, element)) ?? '0') ?? sum;
  }
  return sum;
}
