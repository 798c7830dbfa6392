import type { Grains } from '../quantity/index.js';
import type { ChartPoint, PromiseChart } from './promise-chart.js';
import { wholeFrom } from './promise-rules.js';

/** How a chart is written to a terminal. */
export interface ChartTextOptions {
  /** The longest line, 40 to 400 characters. Default 80. */
  readonly width?: number | undefined;
  /** Writes an amount. Default: whole grains. */
  readonly format?: ((amount: Grains) => string) | undefined;
}

/** The least room for bars; where names and figures leave less, a line is longer rather than cut. */
const BARS_MIN = 8;

/**
 * A chart in plain characters, a line for each bucket: its name, its balance, what may be promised, and a bar. `#` is what may be promised, `-` what is there and is promised
 * to others, `!` what is lacking; `|` stands at zero.
 *
 * @throws InventoryError `promise.invalid` for a width out of bounds
 */
export function promiseChartText(chart: PromiseChart, { width = 80, format = String }: ChartTextOptions = {}): string {
  wholeFrom(40, width, '$.width', 400);
  const cells = chart.points.map(({ label, projected, available }) => [label, format(projected), format(available)] as const);
  const widths = [0, 1, 2].map((column) => Math.max(...[HEAD, ...cells].map((row) => row[column]!.length)));
  const left = (row: readonly string[]): string => `${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padStart(widths[1]!)}  ${row[2]!.padStart(widths[2]!)}  `;
  const room = Math.max(width - left(HEAD).length - 1, BARS_MIN);
  return `${[left(HEAD).trimEnd(), ...chart.points.map((point, index) => `${left(cells[index]!)}${bar(point, chart, room)}`.trimEnd())].join('\n')}\n`;
}

const HEAD = ['', 'balance', 'promise'] as const;

/** The bar of one bucket: room for what is lacking, the zero, room for what is there. */
function bar({ projected, available }: ChartPoint, { low, high }: PromiseChart, room: number): string {
  // Lengths in characters only; no figure is computed from them. Each side of zero is scaled to its own room, so that both together never exceed it.
  const below = low === high ? 0 : Math.round((low / (low - high)) * room);
  const above = (amount: number): number => (high === 0 ? 0 : Math.round((amount / high) * (room - below)));
  const lacking = projected < 0 ? Math.round((projected / low) * below) : 0;
  const there = above(Math.max(projected, 0));
  const free = above(Math.min(available, Math.max(projected, 0)));
  return `${' '.repeat(below - lacking)}${'!'.repeat(lacking)}|${'#'.repeat(free)}${'-'.repeat(there - free)}`;
}
