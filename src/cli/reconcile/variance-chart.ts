import { compareText } from '../../foundation/index.js';
import { addRatios, compareRatios, ratioFromDecimal, ratioText, ratioToDecimal, ZERO_RATIO, type Ratio } from '../../quantity/index.js';
import { absoluteDecimal } from '../../wire/index.js';
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

/** The variance by location, unit by unit, the largest first. Exact. */
export function varianceByLocation(rows: readonly ReportRow[]): readonly LocationVariance[] {
  const units = new Map<string, Map<string, Ratio>>();
  for (const { difference: { key, difference } } of rows) {
    if (difference === undefined || difference === '0') continue;
    const locations = units.get(key.unit) ?? new Map<string, Ratio>();
    locations.set(key.location, addRatios(locations.get(key.location) ?? ZERO_RATIO, ratioFromDecimal(absoluteDecimal(difference))));
    units.set(key.unit, locations);
  }
  return [...units].sort(([one], [other]) => compareText(one, other)).map(([unit, locations]) => {
    const ordered = [...locations].sort(([one, more], [other, less]) => compareRatios(less, more) || compareText(one, other));
    const shown = ordered.length <= BARS_MAX ? ordered : ordered.slice(0, BARS_MAX - 1);
    const others = ordered.slice(shown.length);
    const bars = shown.map(([location, size]) => ({ location: location === '' ? 'no location' : location, variance: written(size) }));
    const last = { location: `${others.length} others`, variance: written(others.reduce((sum, [, size]) => addRatios(sum, size), ZERO_RATIO)) };
    return { unit, bars: others.length === 0 ? bars : [...bars, last] };
  });
}

/** A sum too long to be an amount is written as the fraction it is. */
function written(size: Ratio): string {
  return ratioToDecimal(size) ?? ratioText(size);
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
