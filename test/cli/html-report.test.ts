import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport, HTML_ROWS_MAX } from '../../src/cli/reconcile/html-report.js';
import { htmlText } from '../../src/cli/reconcile/html-text.js';
import { reconcileReport, type ReconcileReport } from '../../src/cli/reconcile/reconcile-report.js';
import { BARS_MAX, varianceByLocation, varianceChart } from '../../src/cli/reconcile/variance-chart.js';
import { compare, explain, type StatementRow } from '../../src/reconciliation/index.js';
import { findChromium, openPage, type Page } from './chromium.js';

function report(left: StatementRow[], right: StatementRow[], options: Parameters<typeof compare>[2] = {}): ReconcileReport {
  const head = { asOf: '2026-03-01T00:00:00Z', full: true };
  const compared = compare({ ...head, source: 'erp<script>', rows: left }, { ...head, source: 'wms', rows: right }, options);
  if (!compared.ok) throw new Error(compared.reason.code);
  return reconcileReport(compared.comparison, explain(compared.comparison), [{ file: '<b>.csv', line: 3, column: 1, code: 'csv.columns', message: '</table><script>bad()</script>' }], 1);
}

const HOSTILE = '"><img src=x onerror=bad()>';
const rows = (amounts: Record<string, string>): StatementRow[] => Object.entries(amounts).map(([key, amount]) => ({ item: key.split('@')[0]!, location: key.split('@')[1]!, unit: 'EA', amount }));
const REPORT = report(
  rows({ 'TEA@W1': '100', 'NUT@W1': '12345678901234567890.5', 'OIL@W 2': '7', [`${HOSTILE}@${HOSTILE}`]: '3', 'BOX@W1': '9' }),
  rows({ 'TEA@W1': '-100', 'NUT@W1': '12345678901234567891', 'OIL@W 2': '9', 'GAS@W1': '1000', 'BOX@W1': '10' }),
  { tolerances: [{ item: 'BOX', absolute: '1' }] },
);

describe('the page', () => {
  const html = htmlReport(REPORT);

  it('holds nothing that could be loaded, and no text of the files as markup', () => {
    expect(html).not.toMatch(/<img|<b>[^0-9]|<link|<iframe|src=["']?http|@import|url\(|onerror=bad\(\)>/);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=bad()&gt;');
    expect(html).toContain('&lt;/table&gt;&lt;script&gt;bad()&lt;/script&gt;');
  });

  it('shows texts as they are', () => {
    expect(htmlText(`a & b <c> "d" 'e' \`f\` \u0007`)).toBe('a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39; &#96;f&#96; \ufffd');
  });

  it('says when it does not hold all', () => {
    const many = Array.from({ length: HTML_ROWS_MAX + 1 }, (_, at) => ({ item: `I${at}`, amount: '1' }));
    const long = htmlReport(report(many, []));
    expect(long).toContain('The first 20,000 of 20,001 differences; the CSV file has all.');
    expect(long.match(/<tr data-cause/g)).toHaveLength(HTML_ROWS_MAX);
    expect(htmlReport(report([], []))).toContain('<p>None.</p>');
  });
});

describe('the variance by warehouse', () => {
  it('is the sum without signs, exact, by unit, the largest first', () => {
    const { rows: found } = report(
      [{ item: 'A', location: 'W1', unit: 'EA', amount: '1' }, { item: 'B', location: 'W1', unit: 'EA', amount: '5' }, { item: 'C', location: 'W2', unit: 'EA', amount: '0.25' }, { item: 'D', unit: 'KGM', amount: '1' }],
      [{ item: 'A', location: 'W1', unit: 'EA', amount: '3.5' }, { item: 'B', location: 'W1', unit: 'EA', amount: '4' }, { item: 'C', location: 'W2', unit: 'EA', amount: '100' }],
    );
    expect(varianceByLocation(found)).toEqual([
      { unit: 'EA', bars: [{ location: 'W2', variance: '99.75' }, { location: 'W1', variance: '3.5' }] }, { unit: 'KGM', bars: [{ location: 'no location', variance: '1' }] },
    ]);
  });

  it('puts the smallest of many together', () => {
    const many = Array.from({ length: BARS_MAX + 5 }, (_, at) => ({ item: 'A', location: `W${at}`, amount: String(100 - at) }));
    const [variance] = varianceByLocation(report(many, []).rows);
    expect(variance!.bars).toHaveLength(BARS_MAX);
    expect(variance!.bars.at(-1)).toEqual({ location: '6 others', variance: String([81, 80, 79, 78, 77, 76].reduce((sum, one) => sum + one)) });
    const just = varianceByLocation(report(many.slice(0, BARS_MAX), []).rows)[0]!;
    expect(just.bars.at(-1)!.location).toBe(`W${BARS_MAX - 1}`);
  });

  it('is drawn with names as text', () => {
    const drawing = varianceChart({ unit: 'EA', bars: [{ location: HOSTILE, variance: '1500' }, { location: 'W1', variance: '0.001' }] });
    expect(drawing).not.toContain('<img');
    expect(drawing).toContain('>1,500<');
    expect(drawing.match(/width="(\d+)" height/g)).toEqual(['width="200" height', 'width="1" height']);
  });
});

const chromium = findChromium();
const needs = chromium === undefined ? 'needs a Chromium on the path, or named by CHROMIUM' : '';
if (chromium === undefined) console.warn(`skipped: the HTML report in a browser ${needs}`);

describe.skipIf(chromium === undefined)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stockwright-html-'));
  let page: Page;
  beforeAll(async () => {
    const path = join(folder, 'report.html');
    writeFileSync(path, htmlReport(REPORT));
    page = await openPage(chromium!, pathToFileURL(path).href);
  });
  afterAll(async () => {
    await page.close();
    rmSync(folder, { recursive: true });
  });

  const column = (at: number): Promise<unknown> => page.evaluate(`[...document.querySelectorAll('#differences tbody tr:not([hidden])')].map((row) => row.cells[${at}].textContent)`);
  const press = (label: string): Promise<unknown> => page.evaluate(`[...document.querySelectorAll('#differences th button')].find((button) => button.textContent === '${label}').click()`);
  const set = (selector: string, value: string): Promise<unknown> => page.evaluate(`(() => { const field = document.querySelector('${selector}'); field.value = '${value}'; field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input')); })()`);

  it('nothing runs and nothing is loaded that comes from the files', async () => {
    expect(page.troubles).toEqual([]);
    expect(await page.evaluate('document.images.length + document.querySelectorAll("b").length')).toBe(9);
    expect(await column(0)).toEqual([HOSTILE, 'BOX', 'GAS', 'NUT', 'OIL', 'TEA']);
  });

  it('sorts amounts as exact numbers, up and down, what is missing last', async () => {
    await press('difference');
    expect(await column(5)).toEqual(['-200', '-3', '+0.5', '+1', '+2', '+1,000']);
    await press('difference');
    expect(await column(5)).toEqual(['+1,000', '+2', '+1', '+0.5', '-3', '-200']);
    expect(await page.evaluate(`document.querySelectorAll('[aria-sort="descending"]').length`)).toBe(1);
    await press('wms');
    expect(await column(4)).toEqual(['-100', '9', '10', '1,000', '12,345,678,901,234,567,891', 'missing']);
    await press('item');
    expect(await column(0)).toEqual([HOSTILE, 'BOX', 'GAS', 'NUT', 'OIL', 'TEA']);
  });

  it('filters by words, cause and location, and says how many are left', async () => {
    await set('#search', 'w1 SIGN');
    expect(await column(0)).toEqual(['TEA']);
    expect(await page.evaluate(`document.getElementById('shown').textContent`)).toBe('1 of 6 shown');
    await set('#search', '');
    await set('select[name=location]', 'W 2');
    expect(await column(0)).toEqual(['OIL']);
    await set('select[name=cause]', 'sign');
    expect(await column(0)).toEqual([]);
    await set('select[name=location]', '');
    expect(await column(0)).toEqual(['TEA']);
    await set('select[name=cause]', '');
    expect(await page.evaluate(`document.getElementById('shown').textContent`)).toBe('6 of 6 shown');
  });

  it('can be read on a phone: nothing is wider than the screen, and every value has its label', async () => {
    await page.resize(390, 844);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#differences td[data-label="item"]'), '::before').content`)).toBe('"item"');
    await set('#sort', '5 down');
    expect(await column(5)).toEqual(['+1,000', '+2', '+1', '+0.5', '-3', '-200']);
    expect(await page.evaluate(`getComputedStyle(document.getElementById('sort')).display`)).toBe('block');
    await set('#sort', '');
    expect(await column(0)).toEqual([HOSTILE, 'BOX', 'GAS', 'NUT', 'OIL', 'TEA']);
    expect((await page.screenshot()).length).toBeGreaterThan(5000);
    await page.resize(1200, 900);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#differences thead')).position`)).toBe('static');
  });
});

it.skipIf(chromium !== undefined || process.env['CHROMIUM_REQUIRED'] === undefined)('a browser is needed where one was to be provided', () => {
  throw new Error(`The HTML report in a browser ${needs}`);
});
