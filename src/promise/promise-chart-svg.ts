import type { Grains } from '../quantity/index.js';
import type { ChartPoint, PromiseChart } from './promise-chart.js';
import { wholeFrom } from './promise-rules.js';

/** How a chart is drawn. */
export interface ChartSvgOptions {
  /** What it is called, for those who see it and those who hear it. */
  readonly title: string;
  /** In pixels, 200 to 4000. Default 720. */
  readonly width?: number | undefined;
  /** In pixels, 120 to 4000. Default 280. */
  readonly height?: number | undefined;
  /** Writes an amount. Default: whole grains. */
  readonly format?: ((amount: Grains) => string) | undefined;
}

const MARGIN = { left: 64, right: 16, top: 32, bottom: 28 };
/** The room a label needs beside the next one, in pixels. */
const LABEL_ROOM = 88;

/**
 * A chart as a picture in SVG: the projected balance as a line of steps, what may be promised as an area, zero as a line. Complete in itself, without scripts or
 * style sheets; with a title and a description for screen readers. All text is escaped.
 *
 * @throws InventoryError `promise.invalid` for sizes out of bounds
 */
export function promiseChartSvg(chart: PromiseChart, { title, width = 720, height = 280, format = String }: ChartSvgOptions): string {
  wholeFrom(200, width, '$.width', 4000);
  wholeFrom(120, height, '$.height', 4000);
  const { points, low, high } = chart;
  const [from, to] = [points[0]!.startAt, points[points.length - 1]!.endAt];
  const x = (at: number): string => (MARGIN.left + ((at - from) / (to - from)) * (width - MARGIN.left - MARGIN.right)).toFixed(1);
  const y = (amount: number): string => (height - MARGIN.bottom - (high === low ? 0 : ((amount - low) / (high - low)) * (height - MARGIN.top - MARGIN.bottom))).toFixed(1);
  const steps = (figure: (point: ChartPoint) => number): string => points.map((point) => `L${x(point.startAt)} ${y(figure(point))}L${x(point.endAt)} ${y(figure(point))}`).join('');
  const balance = steps(({ projected }) => projected);
  const promised = `M${x(from)} ${y(0)}${steps(({ available }) => available)}L${x(to)} ${y(0)}Z`;
  const levels = [...new Set([low, 0 as Grains, high])];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description(chart, format))}</desc>`,
    `<text x="${MARGIN.left}" y="20" font-size="14">${escaped(title)}</text>`,
    ...levels.map((level) => `<text x="${MARGIN.left - 8}" y="${y(level)}" text-anchor="end" dominant-baseline="middle">${escaped(format(level))}</text>`),
    `<path d="${promised}" fill="#9ecae1"/>`,
    `<line x1="${x(from)}" y1="${y(0)}" x2="${x(to)}" y2="${y(0)}" stroke="#666"/>`,
    `<path d="M${balance.slice(1)}" fill="none" stroke="#08519c" stroke-width="2"/>`,
    ...labelled(points, width).map(({ startAt, label }) => `<text x="${x(startAt)}" y="${height - 8}">${escaped(label)}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

/** The chart in a sentence: what a reader would take from it. */
function description({ points }: PromiseChart, format: (amount: Grains) => string): string {
  const [first, last] = [points[0]!, points[points.length - 1]!];
  const lowest = points.reduce((least, point) => (point.projected < least.projected ? point : least));
  return `From ${first.label} to ${last.label} the balance goes from ${format(first.projected)} to ${format(last.projected)}, lowest at ${format(lowest.projected)} on ${lowest.label}. `
    + `${format(first.available)} can be promised at first, ${format(last.available)} at last.`;
}

/** The points whose names are written: the first, and then as many as there is room for. */
function labelled(points: readonly ChartPoint[], width: number): readonly ChartPoint[] {
  const [from, to] = [points[0]!.startAt, points[points.length - 1]!.endAt];
  const room = (LABEL_ROOM / (width - MARGIN.left - MARGIN.right)) * (to - from);
  const chosen: ChartPoint[] = [];
  for (const point of points) if (chosen.length === 0 || (point.startAt - chosen[chosen.length - 1]!.startAt >= room && to - point.startAt >= room)) chosen.push(point);
  return chosen;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as XML may hold it: marks escaped, and characters that XML has none of replaced. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- These are the characters XML 1.0 forbids.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd').replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);
}
