import type { ReportRow } from './reconcile-report.js';
import { htmlText } from './html-text.js';
import { grouped } from './grouped.js';

/** How many locations get a bar of their own; the smallest share the last one. */
export const BARS_MAX = 20;

const ROW_HEIGHT = 26;
const LABEL_WIDTH = 120;
const BAR_WIDTH = 200;
const WIDTH = 440;

/** How far a location is out in one unit: the sum of its differences without signs. */
export interface LocationVariance {
  readonly unit: string;
  readonly bars: readonly { readonly location: string; readonly variance: string }[];
}

/** The variance by location, unit by unit, the largest first. Exact: sums are whole numbers of the finest fraction. */
export function varianceByLocation(rows: readonly ReportRow[]): readonly LocationVariance[] {
  const places = Math.max(0, ...rows.map(({ difference: { difference } }) => placesOf(difference ?? '0')));
  const units = new Map<string, Map<string, bigint>>();
  for (const { difference: { key, difference } } of rows) {
    if (difference === undefined || difference === '0') continue;
    const locations = units.get(key.unit) ?? new Map<string, bigint>();
    const size = BigInt(difference.replace(/[-.]/g, '')) * 10n ** BigInt(places - placesOf(difference));
    locations.set(key.location, (locations.get(key.location) ?? 0n) + size);
    units.set(key.unit, locations);
  }
  return [...units].sort(([one], [other]) => (one < other ? -1 : 1)).map(([unit, locations]) => {
    const ordered = [...locations].sort(([one, more], [other, less]) => (more === less ? (one < other ? -1 : 1) : more > less ? -1 : 1));
    const shown = ordered.length <= BARS_MAX ? ordered : ordered.slice(0, BARS_MAX - 1);
    const others = ordered.slice(shown.length).reduce((sum, [, size]) => sum + size, 0n);
    const bars = shown.map(([location, size]) => ({ location: location === '' ? 'no location' : location, variance: decimal(size, places) }));
    return { unit, bars: others === 0n ? bars : [...bars, { location: `${ordered.length - shown.length} others`, variance: decimal(others, places) }] };
  });
}

/** The variance of one unit as an SVG drawing. */
export function varianceChart({ unit, bars }: LocationVariance): string {
  const sizes = bars.map(({ variance }) => Number(variance));
  // For the length of a bar alone; the figure beside it is exact.
  const most = Math.max(...sizes);
  const height = bars.length * ROW_HEIGHT + 4;
  const drawn = bars.map(({ location, variance }, at) => {
    const y = at * ROW_HEIGHT;
    const width = Math.max(1, Math.round((sizes[at]! / most) * BAR_WIDTH));
    const label = location.length > 15 ? `${location.slice(0, 14)}…` : location;
    return `<g><title>${htmlText(`${location}: ${grouped(variance)} ${unit}`.trim())}</title><text x="${LABEL_WIDTH - 8}" y="${y + 18}" text-anchor="end">${htmlText(label)}</text>`
      + `<rect x="${LABEL_WIDTH}" y="${y + 4}" width="${width}" height="${ROW_HEIGHT - 8}" rx="2"/><text x="${LABEL_WIDTH + width + 6}" y="${y + 18}">${htmlText(grouped(variance))}</text></g>`;
  });
  const title = `Variance by warehouse${unit === '' ? '' : ` in ${unit}`}`;
  return `<figure><figcaption>${htmlText(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${htmlText(title)}">${drawn.join('')}</svg></figure>`;
}

function placesOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

function decimal(value: bigint, places: number): string {
  const digits = String(value).padStart(places + 1, '0');
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return `${places === 0 ? digits : digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}
