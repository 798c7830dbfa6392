import * as fc from 'fast-check';
import { compare, type Comparison, type CompareOptions, type Difference, type Statement, type StatementRow } from '../../src/reconciliation/index.js';

/** A full statement of on-hand stock. */
export function stated(source: string, rows: readonly StatementRow[], head: Partial<Statement> = {}): Statement {
  return { source, asOf: '2026-03-01T00:00:00Z', full: true, ...head, rows };
}

/** The comparison of two statements that can be compared. */
export function compared(left: Statement, right: Statement, options: CompareOptions = {}): Comparison {
  const answer = compare(left, right, options);
  if (!answer.ok) throw new Error(answer.reason.code);
  return answer.comparison;
}

/** A difference in one line: the parts of its key, then left, right and difference, `-` for nothing. */
export function brief({ key, left, right, difference }: Difference): string {
  return [...Object.values(key).filter((part) => part !== ''), left ?? '-', right ?? '-', difference ?? '-'].join(' ');
}

const text = (...words: string[]): fc.Arbitrary<string> => fc.constantFrom(...words);

/** Canonical amounts: small whole ones, fractions, and some that no safe integer holds. */
export const anyAmount: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }).map(String) },
  { weight: 3, arbitrary: fc.integer({ min: -9999, max: 9999 }).map((value) => String(value / 100)) },
  { weight: 1, arbitrary: fc.constantFrom('9007199254740993', '-9007199254740992.5', '0.12345678901234567', '123456789012345678', '9007199254740991', '999999999999999', '0.000000000000001') },
);

/** Rows over few keys, so that keys meet and repeat. */
export const anyRows: fc.Arbitrary<StatementRow[]> = fc.array(
  fc.record({ item: text('A', 'B', 'Ä', 'a'), location: text('', 'W1', 'W2'), lot: text('', 'L1', '😀'), unit: text('EA', 'CA'), amount: anyAmount }),
  { maxLength: 12 },
);
