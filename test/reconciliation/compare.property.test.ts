import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyDifferences, compare, compareKeys, compareSorted, KEY_PARTS, keyOf, keyText, reversed, statementKey, statementTable, type Comparison, type Difference, type KeyPart, type Statement, type StatementRow,
} from '../../src/reconciliation/index.js';
import { addRatios, negateRatio, ratioFromDecimal, ratioToDecimal, ZERO_RATIO, type Ratio } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyRows, compared, stated } from './statements.js';

const anyParts: fc.Arbitrary<KeyPart[]> = fc.subarray([...KEY_PARTS]);

/** The plain way: sums by key as exact fractions, then every key that either has. */
function plainly(left: readonly StatementRow[], right: readonly StatementRow[], by: readonly KeyPart[]): string[] {
  const sums = (rows: readonly StatementRow[]): Map<string, Ratio> => {
    const found = new Map<string, Ratio>();
    for (const row of rows) {
      const key = keyText(keyOf(statementKey(row), by));
      found.set(key, addRatios(found.get(key) ?? ZERO_RATIO, ratioFromDecimal(row.amount)));
    }
    return found;
  };
  const [leftSums, rightSums] = [sums(left), sums(right)];
  const shown = (value: Ratio | undefined): string => (value === undefined ? '-' : ratioToDecimal(value)!);
  return [...new Set([...leftSums.keys(), ...rightSums.keys()])]
    .map((key) => [key, shown(leftSums.get(key)), shown(rightSums.get(key)), shown(addRatios(rightSums.get(key) ?? ZERO_RATIO, negateRatio(leftSums.get(key) ?? ZERO_RATIO)))].join('|'))
    .filter((line) => line.split('|')[1] !== line.split('|')[2])
    .sort();
}

const lines = (comparison: Comparison): string[] => comparison.differences.map(({ key, left, right, difference }) => [keyText(key), left ?? '-', right ?? '-', difference ?? '-'].join('|'));

async function sortedly(left: Statement, right: Statement, by: readonly KeyPart[]): Promise<{ differences: Difference[]; summary: unknown }> {
  const sorted = (statement: Statement): StatementRow[] => [...statement.rows].sort((one, other) => compareKeys(keyOf(statementKey(one), by), keyOf(statementKey(other), by)));
  const answer = compareSorted({ head: left, rows: sorted(left) }, { head: right, rows: sorted(right) }, { by });
  if (!answer.ok) throw new Error(answer.reason.code);
  const differences: Difference[] = [];
  for (;;) {
    const next = await answer.differences.next();
    if (next.done === true) return { differences, summary: next.value };
    differences.push(next.value);
  }
}

describe('comparing two statements', () => {
  it('finds what exact sums by key find, whatever the parts compared', () => {
    fc.assert(fc.property(anyRows, anyRows, anyParts, (left, right, by) => {
      expect(lines(compared(stated('a', left), stated('b', right), { by })).sort()).toEqual(plainly(left, right, by));
    }), { numRuns: runs(500) });
  });

  it('lists the differences in the order of keys, each key once', () => {
    fc.assert(fc.property(anyRows, anyRows, (left, right) => {
      const { differences } = compared(stated('a', left), stated('b', right));
      for (let at = 1; at < differences.length; at++) expect(compareKeys(differences[at - 1]!.key, differences[at]!.key)).toBeLessThan(0);
    }), { numRuns: runs(200) });
  });

  it('gives the same whatever the order of the rows, and with or without a shared vocabulary', () => {
    fc.assert(fc.property(anyRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), anyRows, ([rows, shuffled], right) => {
      const once = compared(stated('a', rows), stated('b', right));
      expect(compared(stated('a', shuffled), stated('b', right))).toEqual(once);
      const apart = compare(statementTable(stated('a', rows)), statementTable(stated('b', right)));
      expect(apart).toEqual({ ok: true, comparison: once });
    }), { numRuns: runs(200) });
  });

  it('is the mirror image of comparing the other way round', () => {
    fc.assert(fc.property(anyRows, anyRows, anyParts, (left, right, by) => {
      const there = compared(stated('a', left), stated('b', right), { by });
      const back = compared(stated('b', right), stated('a', left), { by });
      expect(reversed(back.differences)).toEqual(there.differences);
    }), { numRuns: runs(300) });
  });

  it('finds differences which, applied to the left rows, give the right ones', () => {
    fc.assert(fc.property(anyRows, anyRows, anyParts, (left, right, by) => {
      const { differences } = compared(stated('a', left), stated('b', right), { by });
      const made = applyDifferences(left, differences, by);
      expect(compared(stated('made', made), stated('b', right), { by }).differences).toEqual([]);
    }), { numRuns: runs(300) });
  });

  it('finds nothing between a statement and itself', () => {
    fc.assert(fc.property(anyRows, anyParts, (rows, by) => {
      expect(compared(stated('a', rows), stated('b', [...rows].reverse()), { by }).differences).toEqual([]);
    }), { numRuns: runs(100) });
  });

  it('counts every key and row once, and its totals differ by the sum of the differences', () => {
    fc.assert(fc.property(anyRows, anyRows, (left, right) => {
      const { counts, totals, differences } = compared(stated('a', left), stated('b', right));
      expect(counts.keys).toBe(counts.equal + differences.length);
      expect(counts.amount + counts.onlyLeft + counts.onlyRight).toBe(differences.length);
      expect([counts.leftRows, counts.rightRows]).toEqual([left.length, right.length]);
      for (const { unit, difference } of totals) {
        const sum = differences.filter(({ key }) => key.unit === unit).reduce((total, one) => addRatios(total, ratioFromDecimal(one.difference!)), ZERO_RATIO);
        expect(difference).toBe(ratioToDecimal(sum));
      }
    }), { numRuns: runs(300) });
  });

  it('gives the same answers from sorted streams, for any parts compared', async () => {
    await fc.assert(fc.asyncProperty(anyRows, anyRows, anyParts, async (left, right, parts) => {
      const a = stated('a', left, { full: parts.length % 2 === 0, scope: { locations: ['W1'] } });
      const b = stated('b', right, { scope: { items: ['A', 'Ä', 'B'] } });
      const { differences, ...summary } = compared(a, b, { by: parts });
      const streamed = await sortedly(a, b, parts);
      expect(streamed.differences).toEqual(differences);
      const headOf = ({ rows: _rows, ...head }: Statement): unknown => head;
      expect(streamed.summary).toMatchObject({ ...summary, left: headOf(a), right: headOf(b) });
    }), { numRuns: runs(300) });
  });
});
