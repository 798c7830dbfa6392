import { parseInstant } from '../../foundation/index.js';
import type { ConnectorIssue, PartnerMeasure } from '../../ports/index.js';
import { decimalText, issueList, withoutRepeats } from '../../wire/index.js';
import { X12_LIMITS } from './limits.js';
import { writeX12, x12Text, type X12Envelope } from './writer.js';

/** A figure to report to a trading partner. */
export interface X12Figure {
  /** The item in the partner's terms, `{ qualifier: 'VN', id: 'TEA-100' }`. */
  readonly item: { readonly qualifier: string; readonly id: string };
  /** The warehouse in the partner's terms. */
  readonly location: string;
  readonly measure: PartnerMeasure;
  readonly amount: string;
  /** An X12 unit code. */
  readonly unit: string;
}

/** What a report is about. */
export interface Write846Options {
  readonly envelope: X12Envelope;
  /** The number of the report, BIA-03. */
  readonly reference: string;
  /** When the figures are so, RFC 3339; its local date and time are written. */
  readonly asOf: string;
  /** `00` a full report, `04` a change of some figures. Default `00`. */
  readonly purpose?: '00' | '04' | undefined;
}

/** A written file and what was left out of it. */
export interface WrittenX12 {
  readonly text: string;
  readonly issues: readonly ConnectorIssue[];
}

/** The code that is written for a measure, QTY01. */
const MEASURE_CODES: Readonly<Record<PartnerMeasure, string | undefined>> = {
  onHand: '17', available: '33', committed: '27', reserved: 'XU', damaged: '74', quarantined: 'QH', onOrder: '63', inTransit: 'IQ', backordered: 'BQ',
  inspection: undefined, safetyStock: undefined,
};

/**
 * 846, inventory advice: the figures by warehouse and item. Two figures for the same measure, item and warehouse are both left out, and so is one whose
 * measure X12 has no code for; each is reported.
 */
export function write846(figures: readonly X12Figure[], options: Write846Options): WrittenX12 {
  if (parseInstant(options.asOf) === undefined) throw new TypeError('The figures are as of an RFC 3339 instant');
  const issues = issueList();
  const distinct = withoutRepeats(figures, ({ item, location, measure, unit }) => JSON.stringify([item.qualifier, item.id, location, measure, unit]), issues);
  const warehouses = new Map<string, Map<string, string[][]>>();
  for (const { value: figure, path } of distinct.slice(0, X12_LIMITS.linesPerRequestMax)) {
    const code = MEASURE_CODES[figure.measure];
    const amount = decimalText(figure.amount);
    if (code === undefined || amount === undefined) {
      issues.error(code === undefined ? 'x12.no_measure_code' : 'publish.no_amount', path, code === undefined ? `X12 has no code for ${figure.measure}` : 'The figure is no decimal amount');
      continue;
    }
    const items = warehouses.get(figure.location) ?? new Map<string, string[][]>();
    warehouses.set(figure.location, items);
    const key = JSON.stringify([figure.item.qualifier, figure.item.id]);
    items.set(key, [...(items.get(key) ?? [['LIN', '', x12Text(figure.item.qualifier), x12Text(figure.item.id)]]), ['QTY', code, amount, x12Text(figure.unit)]]);
  }
  if (distinct.length > X12_LIMITS.linesPerRequestMax) issues.error('publish.too_many', '$', `Only the first ${X12_LIMITS.linesPerRequestMax} figures fit one report`);
  const lines = [...warehouses].flatMap(([location, items]) => [['N1', 'WH', '', '92', x12Text(location)], ...[...items.values()].flat()]);
  const [date, time] = [options.asOf.slice(0, 10).replaceAll('-', ''), options.asOf.slice(11, 16).replace(':', '')];
  let number = 0;
  const numbered = lines.map((segment) => (segment[0] === 'LIN' ? ['LIN', String(++number), ...segment.slice(2)] : segment));
  const segments = [['BIA', options.purpose ?? '00', 'SI', x12Text(options.reference), date, time], ...numbered, ['CTT', String(number)]];
  return { text: writeX12('IB', [{ set: '846', segments }], options.envelope), issues: issues.issues };
}
