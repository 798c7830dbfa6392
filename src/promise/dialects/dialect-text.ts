import { formatInstant } from '../../foundation/index.js';
import type { Grains } from '../../quantity/index.js';
import type { DialectComparison, DialectDifference } from './compare-dialects.js';
import type { DialectTerms } from './dialect.js';
import { DIALECTS } from './dialects.js';

/** How a comparison is written. */
export interface DialectTextOptions {
  /** Writes an amount. Default: whole grains. */
  readonly format?: ((amount: Grains) => string) | undefined;
}

const SHOWS: Readonly<Record<DialectTerms['shows'], string>> = {
  cumulative: 'what can be had in all by then', perReceipt: 'what a receipt adds by itself', perPeriod: 'what a period leaves by itself',
};

const SHORTAGE: Readonly<Record<DialectTerms['shortage'], string>> = {
  carried: 'takes from every period before it and is made good by later supply', carriedOn: 'shows from its own period on', forgiven: 'shows in its own period and is then forgotten',
};

/** Two readings as a table of lines, differing periods marked, and a sentence that says why they first differ. */
export function dialectText(comparison: DialectComparison, { format = String }: DialectTextOptions = {}): string {
  const figure = (amount: Grains | undefined): string => (amount === undefined ? '-' : format(amount));
  const nameOf = (period: number): string => {
    const { startAt } = comparison.periods[period]!;
    return startAt === undefined ? `period ${period + 1}` : formatInstant(startAt).slice(0, 16).replace('T00:00', '');
  };
  const rows = comparison.periods.map(({ left, right }, period) => [nameOf(period), figure(left), figure(right), left === right ? '' : '*'] as const);
  const widths = [0, 1, 2].map((column) => Math.max(...[['', comparison.left, comparison.right], ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string => `${cells[0]!.padEnd(widths[0]!)}  ${cells[1]!.padStart(widths[1]!)}  ${cells[2]!.padStart(widths[2]!)} ${cells[3] ?? ''}`.trimEnd();
  const lines = [line(['', comparison.left, comparison.right]), ...rows.map(line)];
  if (comparison.first === undefined) return [...lines, 'They agree.', ''].join('\n');
  const { period, because } = comparison.first;
  const { left, right } = comparison.periods[period]!;
  const said = `${nameOf(period)}: ${DIALECTS[comparison.left].title} says ${figure(left)}, ${DIALECTS[comparison.right].title} says ${figure(right)}`;
  return [...lines, `${said}, because ${reason(because, nameOf, format)}.`, ''].join('\n');
}

function reason(because: DialectDifference, nameOf: (period: number) => string, format: (amount: Grains) => string): string {
  switch (because.term) {
    case 'linesCounted': return `they count other lines: in ${nameOf(because.period)} the one has come to ${format(because.left)}, the other to ${format(because.right)}`;
    case 'shows': return `the one says ${SHOWS[because.left]}, the other ${SHOWS[because.right]}`;
    case 'below': return `a lack, ${format(because.amount)}, is shown as zero`;
    case 'shortage': return `a lack of ${format(because.amount)} in ${nameOf(because.period)} ${SHORTAGE[because.left]} in the one and ${SHORTAGE[because.right]} in the other`;
    case 'looksAhead': return `only one of them sees that the balance is ${format(because.balance)} in ${nameOf(because.period)}`;
  }
}
