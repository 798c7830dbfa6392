import { describeKey, type Comparison } from '../../reconciliation/index.js';
import { grouped, signed } from './grouped.js';
import { causeLines, type ReconcileReport } from './reconcile-report.js';

/** How many differences and causes are shown as text; the files have all. */
const SHOWN = 10;

/** The summary as lines for people. */
export function summaryText(report: ReconcileReport): readonly string[] {
  const { comparison, causes, rows } = report;
  const { counts, by, left, right } = comparison;
  const count = (label: string, value: number): string[] => (value === 0 ? [] : [`  ${label.padEnd(26)} ${grouped(value).padStart(14)}`]);
  const listed = causeLines(causes);
  const apart = rows.filter(({ difference: { difference } }) => difference !== '0');
  return [
    `${left.source} ${grouped(counts.leftRows)} rows, ${right.source} ${grouped(counts.rightRows)} rows, compared by ${by.join(', ')}`,
    ...count('keys', counts.keys),
    ...count('the same', counts.equal),
    ...count('different amounts', counts.amount),
    ...count(`only in ${left.source}`, counts.onlyLeft),
    ...count(`only in ${right.source}`, counts.onlyRight),
    ...count('of these zero', counts.absentZero),
    ...count('of these unknown', counts.unknown),
    ...count('within tolerance', counts.tolerated),
    ...count('keys of several rows', counts.leftRepeated + counts.rightRepeated),
    ...count('issues in the files', report.issueCount),
    ...totals(comparison),
    ...listed.slice(0, SHOWN).map(({ kind, certainty, where, proof }) => `  ${kind.padEnd(15)} ${certainty.padEnd(8)} ${where}${proof === '' ? '' : `: ${proof}`}`),
    ...(listed.length > SHOWN ? [`  and ${more(listed.length - SHOWN, 'cause')}`] : []),
    ...apart.slice(0, SHOWN).map(({ difference: { key, left: one, right: other, difference }, parts }) => `  ${describeKey(key)}: ${one ?? 'missing'} / ${other ?? 'missing'}, ${difference === undefined ? 'unknown' : signed(difference)}${parts.length === 0 ? '' : `, ${parts.map(({ cause }) => cause.kind).join(' + ')}`}`),
    ...(apart.length > SHOWN ? [`  and ${more(apart.length - SHOWN, 'difference')}`] : []),
    apart.length === 0 ? 'the same stock' : `${grouped(apart.length)} ${apart.length === 1 ? 'difference' : 'differences'} in stock`,
  ];
}

function totals({ totals: units }: Comparison): readonly string[] {
  return units.map(({ unit, left, right, difference }) => `  total${unit === '' ? '' : ` ${unit}`}: ${grouped(left)} / ${grouped(right)}, ${signed(difference)}`);
}

function more(count: number, what: string): string {
  return `${grouped(count)} more ${what}${count === 1 ? '' : 's'}`;
}
