import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isCanonicalAmount } from '../../src/quantity/index.js';
import { amountText, setAmount, startAmountColumn } from '../../src/reconciliation/amount-column.js';
import { statementTable, statementTotals } from '../../src/reconciliation/index.js';
import { stated } from './statements.js';
import { runs } from '../runs.js';

/** Texts of the characters amounts are made of, about the fifteen digits up to which they are kept as numbers. */
const nearlyAmount = fc.tuple(fc.constantFrom('', '-', '--', '+'), fc.array(fc.constantFrom('0', '1', '9', '.', '00000', '99999', ' ', 'x'), { maxLength: 6 })).map(([sign, parts]) => sign + parts.join(''));

it('a column takes canonical amounts as they are and nothing else', () => {
  fc.assert(fc.property(nearlyAmount, (text) => {
    const column = startAmountColumn(1);
    const taken = setAmount(column, 0, text);
    expect(taken).toBe(isCanonicalAmount(text));
    if (taken) expect(amountText(column, 0)).toBe(text);
  }), { numRuns: runs(2000) });
});

/** Amounts small and large, so that sums stay safe integers or do not. */
const amount = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.constantFrom('0.5', '-0.25', '999999999999999', '-999999999999999', '99999999999999.9', '123456789012345678.5'),
);

it('the totals of a table are the sums of its amounts by unit, however large and in whatever order', () => {
  fc.assert(fc.property(fc.array(fc.record({ item: fc.constant('A'), unit: fc.constantFrom('EA', 'KGM'), amount }), { minLength: 1, maxLength: 12 }), fc.constantFrom(1, 700), (some, times) => {
    const rows = Array.from({ length: times }, () => some).flat();
    const inHundredths = (text: string): bigint => {
      const [whole, fraction = ''] = text.replace('-', '').split('.') as [string, string?];
      const size = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
      return text.startsWith('-') ? -size : size;
    };
    const expected = new Map<string, bigint>();
    for (const row of rows) expected.set(row.unit, (expected.get(row.unit) ?? 0n) + inHundredths(row.amount));
    const totals = statementTotals(statementTable(stated('a', rows)));
    expect(new Map(totals.map((total) => [total.unit, inHundredths(total.amount)]))).toEqual(expected);
  }), { numRuns: runs(200) });
});
