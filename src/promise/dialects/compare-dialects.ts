import { assert, type Instant } from '../../foundation/index.js';
import { grains, type Grains } from '../../quantity/index.js';
import { lowestFrom } from '../lowest-from.js';
import { dialectOf, dialectRow, readBy, tableOver, type DialectQuery } from './dialect-row.js';
import type { Dialect, DialectName, DialectRow, DialectSettings, PlanningTable } from './dialect.js';
import { tableSeries } from './table-series.js';

/** Two figures of one period. */
export interface ComparedPeriod {
  readonly startAt?: Instant | undefined;
  readonly left: Grains | undefined;
  readonly right: Grains | undefined;
}

/** What makes two readings differ in a period. */
export type DialectDifference =
  | {
    /** They count other lines, or at other times: up to and with a period, one has come to another balance. */
    readonly term: 'linesCounted';
    /** The first period in which what they count differs. */
    readonly period: number;
    /** The balance there, by each. */
    readonly left: Grains;
    readonly right: Grains;
  }
  /** One adds up over time, the other says what a receipt or a period has of its own. */
  | { readonly term: 'shows'; readonly left: Dialect['terms']['shows']; readonly right: Dialect['terms']['shows'] }
  /** One shows a lack as zero. */
  | { readonly term: 'below'; readonly amount: Grains }
  /** A period ends with a lack, and they make different things of it. */
  | { readonly term: 'shortage'; readonly period: number; readonly amount: Grains; readonly left: Dialect['terms']['shortage']; readonly right: Dialect['terms']['shortage'] }
  /** One does not see demand of a later period, by whose end the balance is down to `balance`. */
  | { readonly term: 'looksAhead'; readonly period: number; readonly balance: Grains };

/** Two readings side by side. */
export interface DialectComparison {
  readonly left: DialectName;
  readonly right: DialectName;
  readonly periods: readonly ComparedPeriod[];
  /** The first period in which they differ, and why; absent if they agree. */
  readonly first?: { readonly period: number; readonly because: DialectDifference } | undefined;
}

/**
 * Reads a schedule in two dialects over the same periods, and says where they first differ and what makes them.
 *
 * @throws InventoryError `promise.invalid`
 */
export function compareDialects(left: DialectName, right: DialectName, query: DialectQuery): DialectComparison {
  const [one, other] = [dialectOf(left), dialectOf(right)];
  const bucket = query.policy?.bucket ?? one.reads.bucket ?? other.reads.bucket ?? 'day';
  const [seen, seenToo] = [readBy(one, query, bucket), readBy(other, query, bucket)];
  const starts = [...new Set([...Array.from(seen.timeline.starts), ...Array.from(seenToo.timeline.starts)])].sort((a, b) => a - b);
  const timeline = { starts, endAt: undefined };
  return compared(one, other, tableOver(seen, timeline), tableOver(seenToo, timeline), query);
}

/** The same for a planning table that both read alike. @throws InventoryError `promise.invalid` */
export function compareDialectTables(left: DialectName, right: DialectName, table: PlanningTable, settings: DialectSettings = {}): DialectComparison {
  return compared(dialectOf(left), dialectOf(right), table, table, settings);
}

function compared(left: Dialect, right: Dialect, leftTable: PlanningTable, rightTable: PlanningTable, settings: DialectSettings): DialectComparison {
  const [leftRow, rightRow] = [dialectRow(left.name, leftTable, settings), dialectRow(right.name, rightTable, settings)];
  const periods = leftRow.map((figure, index): ComparedPeriod => ({ startAt: leftTable.periods[index]!.startAt, left: figure, right: rightRow[index] }));
  const period = periods.findIndex((one) => one.left !== one.right);
  if (period < 0) return { left: left.name, right: right.name, periods };
  return { left: left.name, right: right.name, periods, first: { period, because: difference(left, right, leftTable, rightTable, leftRow, rightRow, period, settings) } };
}

/** The terms in turn, each held against the figures: what makes no difference there is not what explains it. */
function difference(
  left: Dialect, right: Dialect, leftTable: PlanningTable, rightTable: PlanningTable, leftRow: DialectRow, rightRow: DialectRow, period: number, settings: DialectSettings,
): DialectDifference {
  if (dialectRow(right.name, leftTable, settings)[period] === leftRow[period]) return linesCounted(leftTable, rightTable);
  if (left.terms.shows !== right.terms.shows) return { term: 'shows', left: left.terms.shows, right: right.terms.shows };
  const [one, other] = [leftRow[period] ?? grains(0), rightRow[period] ?? grains(0)];
  if (left.terms.below !== right.terms.below && Math.max(one, 0) === Math.max(other, 0)) return { term: 'below', amount: grains(Math.min(one, other)) };
  const { projected } = tableSeries(leftTable);
  const lacking = projected.findIndex((balance) => balance < 0);
  if (left.terms.shortage !== right.terms.shortage && lacking >= 0) return { term: 'shortage', period: lacking, amount: grains(0 - projected[lacking]!), left: left.terms.shortage, right: right.terms.shortage };
  const lowest = lowestFrom(projected, period);
  return { term: 'looksAhead', period: lowest, balance: grains(projected[lowest]!) };
}

function linesCounted(left: PlanningTable, right: PlanningTable): DialectDifference {
  const [one, other] = [tableSeries(left).projected, tableSeries(right).projected];
  const period = one.findIndex((balance, index) => balance !== other[index]);
  assert(period >= 0, 'Two tables that give one reading other figures differ');
  return { term: 'linesCounted', period, left: grains(one[period]!), right: grains(other[period]!) };
}
