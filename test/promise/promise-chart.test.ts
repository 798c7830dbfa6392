import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableToPromise, promiseChart, promiseChartSvg, promiseChartText, type PromiseChart } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anyPolicy, AT, DAY, daily, demand, HOUR, iso, schedule, supply, windowOf } from './schedules.js';

const WEEK = daily(20, [0, 0, 10, 0, 1, 3, 0], [3, 0, 0, 15, 0, 0, 0]);
const chartOf = (given = WEEK, policy: Parameters<typeof windowOf>[0] = { bucket: 'day', horizonDays: 7 }): PromiseChart => promiseChart(availableToPromise(given, windowOf(policy)));

describe('a chart as data', () => {
  it('has a named point for each bucket and spans all figures and zero', () => {
    const chart = chartOf();
    expect(chart.points).toHaveLength(7);
    expect(chart.points[3]).toEqual({ startAt: iso('2026-05-15'), endAt: iso('2026-05-16'), label: '2026-05-15', supply: 0, demand: 15, projected: 12, cumulative: 12, available: 12 });
    expect([chart.low, chart.high]).toEqual([0, 27]);
    expect([chartOf(schedule(-4)).low, chartOf(schedule(-4)).high]).toEqual([-4, 0]);
  });

  it('the last bucket of no end is as long as the one before, or a day', () => {
    expect(chartOf(schedule(1), {}).points).toMatchObject([{ startAt: AT, endAt: AT + DAY }]);
    expect(chartOf(schedule(1, [supply('S', AT + 3 * DAY, 1)]), {}).points).toMatchObject([{ endAt: AT + 3 * DAY }, { startAt: AT + 3 * DAY, endAt: AT + 6 * DAY }]);
  });

  it('buckets are named by the date in a zone, or by the instant where one date has several', () => {
    expect(promiseChart(availableToPromise(schedule(1), windowOf()), 'Pacific/Kiritimati').points[0]?.label).toBe('2026-05-12');
    expect(promiseChart(availableToPromise(schedule(1), windowOf({}, AT + 3 * HOUR)), 'Pacific/Kiritimati').points[0]?.label).toBe('2026-05-13');
    expect(chartOf(schedule(1, [supply('S', AT + HOUR, 1)]), {}).points.map(({ label }) => label)).toEqual(['2026-05-12T08:00:00.000Z', '2026-05-12T09:00:00.000Z']);
    expect(() => promiseChart(availableToPromise(schedule(1), windowOf()), 'Mars')).toThrow(/^\$\.timeZone: expected a time zone by its IANA name, found "Mars"$/);
  });
});

describe('a chart as text', () => {
  it('shows what may be promised, what is there for others, and what is lacking', () => {
    expect(promiseChartText(chartOf(), { width: 60 }).split('\n')).toEqual([
      '            balance  promise',
      '2026-05-12       17       12  |#############-----',
      '2026-05-13       17       12  |#############-----',
      '2026-05-14       27       12  |#############----------------',
      '2026-05-15       12       12  |#############',
      '2026-05-16       13       13  |##############',
      '2026-05-17       16       16  |#################',
      '2026-05-18       16       16  |#################',
      '',
    ]);
    const short = daily(2, [0, 8], [6, 0]);
    expect(promiseChartText(chartOf(short, { bucket: 'day', horizonDays: 2 }), { width: 45, format: (amount) => `${amount} EA` }).split('\n')).toEqual([
      '            balance  promise',
      '2026-05-12    -4 EA     0 EA  !!!!!!!|',
      '2026-05-13     4 EA     4 EA         |#######',
      '',
    ]);
    expect(promiseChartText(chartOf(schedule(0), {})).split('\n')[1]).toBe('2026-05-12        0        0  |');
  });

  it('no line is longer than asked, unless names and figures leave no room', () => {
    fc.assert(fc.property(anyPerishable, anyPolicy, fc.integer({ min: 60, max: 400 }), (given, policy, width) => {
      const text = promiseChartText(promiseChart(availableToPromise(given, windowOf(policy))), { width });
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      expect(text).not.toMatch(/ \n/);
    }), { numRuns: runs(300) });
    const longest = promiseChartText(chartOf(), { width: 40, format: (amount) => `${'x'.repeat(30)}${amount}` }).split('\n').map((line) => line.length);
    expect(Math.max(...longest)).toBe(10 + 2 + 32 + 2 + 32 + 2 + 9);
  });

  it.each([39, 401, 60.5])('a width of %d is refused', (width) => {
    expect(() => promiseChartText(chartOf(), { width })).toThrow(/^\$\.width: expected a whole number from 40 to 400/);
  });

  it.each([40, 400])('a width of %d is not', (width) => {
    expect(Math.max(...promiseChartText(chartOf(), { width }).split('\n').map((line) => line.length))).toBe(width);
  });
});

describe('a chart as a picture', () => {
  it('is drawn to scale, and says in words what it shows', () => {
    expect(promiseChartSvg(chartOf(daily(2, [0, 8], [6, 0]), { bucket: 'day', horizonDays: 2 }), { title: 'Tea', width: 280, height: 160 }).split('\n')).toEqual([
      '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 280 160" width="280" height="160" font-family="sans-serif" font-size="12">',
      '<title id="title">Tea</title>',
      '<desc id="description">From 2026-05-12 to 2026-05-13 the balance goes from -4 to 4, lowest at -4 on 2026-05-12. 0 can be promised at first, 4 at last.</desc>',
      '<text x="64" y="20" font-size="14">Tea</text>',
      '<text x="56" y="132.0" text-anchor="end" dominant-baseline="middle">-4</text>',
      '<text x="56" y="82.0" text-anchor="end" dominant-baseline="middle">0</text>',
      '<text x="56" y="32.0" text-anchor="end" dominant-baseline="middle">4</text>',
      '<path d="M64.0 82.0L64.0 82.0L164.0 82.0L164.0 32.0L264.0 32.0L264.0 82.0Z" fill="#9ecae1"/>',
      '<line x1="64.0" y1="82.0" x2="264.0" y2="82.0" stroke="#666"/>',
      '<path d="M64.0 132.0L164.0 132.0L164.0 32.0L264.0 32.0" fill="none" stroke="#08519c" stroke-width="2"/>',
      '<text x="64.0" y="152">2026-05-12</text>',
      '<text x="164.0" y="152">2026-05-13</text>',
      '</svg>',
      '',
    ]);
  });

  it('of nothing is a line at zero', () => {
    expect(promiseChartSvg(chartOf(schedule(0), {}), { title: '' })).toContain('<path d="M64.0 252.0L704.0 252.0"');
  });

  it('names as many buckets as there is room for', () => {
    const names = (width: number, days: number): readonly string[] => [...promiseChartSvg(chartOf(WEEK, { bucket: 'day', horizonDays: days }), { title: 'T', width }).matchAll(/>(2026-05-\d\d)</g)].map((match) => match[1]!);
    expect(names(720, 7)).toEqual(['2026-05-12', '2026-05-13', '2026-05-14', '2026-05-15', '2026-05-16', '2026-05-17', '2026-05-18']);
    expect(names(440, 7)).toEqual(['2026-05-12', '2026-05-14', '2026-05-16']);
    expect(names(200, 7)).toEqual(['2026-05-12']);
  });

  it('text from outside stays text', () => {
    const svg = promiseChartSvg(chartOf(), { title: `</title><script>alert("1 & 'x'")</script>\u0000\u000b\ud800`, format: (amount) => `<${amount}>` });
    expect(svg).toContain('<title id="title">&lt;/title&gt;&lt;script&gt;alert(&quot;1 &amp; &#39;x&#39;&quot;)&lt;/script&gt;\ufffd\ufffd\ufffd</title>');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('>&lt;27&gt;</text>');
  });

  it.each([[199, 280, 'width', '200'], [4001, 280, 'width', '200'], [720, 119, 'height', '120'], [720, 4001, 'height', '120']])('%d by %d is refused', (width, height, member, least) => {
    expect(() => promiseChartSvg(chartOf(), { title: 'T', width, height })).toThrow(new RegExp(`^\\$\\.${member}: expected a whole number from ${least} to 4000`));
  });

  it.each([[200, 120], [4000, 4000]])('%d by %d is not', (width, height) => {
    expect(promiseChartSvg(chartOf(), { title: 'T', width, height })).toContain(`viewBox="0 0 ${width} ${height}"`);
  });

  it('never leaves its frame', () => {
    fc.assert(fc.property(anyPerishable, anyPolicy, (given, policy) => {
      const svg = promiseChartSvg(promiseChart(availableToPromise(given, windowOf(policy))), { title: 'T' });
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      for (const [, x, y] of svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
        expect(Number(x) >= 64 && Number(x) <= 704).toBe(true);
        expect(Number(y) >= 32 && Number(y) <= 252).toBe(true);
      }
    }), { numRuns: runs(200) });
    expect(demand('d', AT, 0).grains).toBe(grains(0));
  });
});
