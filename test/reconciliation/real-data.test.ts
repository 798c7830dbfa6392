import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { accountFor, compare, explain, rollForward, startVocabulary, type EventEvidence, type StatementHead, type StatementRow } from '../../src/reconciliation/index.js';
import { csvReader, csvStatementReader, decimalText, type StatementColumns } from '../../src/wire/index.js';
import { describeWithShared } from '../shared-data.js';
import { compared, stated } from './statements.js';

type Line = Readonly<Record<string, string>>;

function linesOf(path: string): Line[] {
  const reader = csvReader();
  const [header, ...rows] = [...reader.push(gunzipSync(readFileSync(path)).toString('utf8')), ...reader.end()].map((row) => (row.ok ? row.fields : []));
  return rows.map((fields) => Object.fromEntries(header!.map((name, at) => [name, fields[at]!])));
}

const amount = (text: string): string => decimalText(text === '' ? '0' : text)!;

describeWithShared('coffee balance sheets of two systems', ['data/psd-coffee'], (folder) => {
  const figures = Object.keys(linesOf(join(folder, 'system-a.csv.gz'))[0]!).filter((name) => name !== 'Country' && name !== 'Year');

  it.each(figures)('agree on %s but for 258 rows that only one lists, all of them zero', (figure) => {
    const vocabulary = startVocabulary();
    const columns: StatementColumns = { item: 'Country', lot: 'Year', amount: figure };
    const read = (system: string): ReturnType<ReturnType<typeof csvStatementReader>['end']> => {
      const head: StatementHead = { source: system, asOf: '2026-01-01T00:00:00Z', full: true };
      const reader = csvStatementReader({ head, vocabulary, columns });
      reader.push(gunzipSync(readFileSync(join(folder, `${system}.csv.gz`))));
      return reader.end();
    };
    const [a, b] = [read('system-a'), read('system-b')];
    expect([a.issueCount, b.issueCount]).toEqual([0, 0]);
    const answer = compare(a.table, b.table);
    expect(answer).toMatchObject({ ok: true, comparison: { counts: { leftRows: 3200, rightRows: 2942, keys: 3200, equal: 2942, amount: 0, onlyLeft: 258, onlyRight: 0, absentZero: 258, unknown: 0 } } });
    expect(answer.ok && explain(answer.comparison)).toEqual({ causes: [], differences: [], searchCut: [] });
  });

  it('account for every bag within a year, and break twice from one year to the next', () => {
    const lines = linesOf(join(folder, 'system-a.csv.gz'));
    const records = lines.map(({ Country, Year, ...rest }) => ({ document: `${Country} ${Year}`, figures: rest }));
    expect(accountFor(records, [
      { name: 'ending', total: 'Ending Stocks', parts: { 'Beginning Stocks': 1, Production: 1, Imports: 1, 'Domestic Consumption': -1, Exports: -1 } },
      { name: 'production', total: 'Production', parts: { 'Arabica Production': 1, 'Robusta Production': 1, 'Other Production': 1 } },
      { name: 'imports', total: 'Imports', parts: { 'Bean Imports': 1, 'Roast & Ground Imports': 1, 'Soluble Imports': 1 } },
      { name: 'exports', total: 'Exports', parts: { 'Bean Exports': 1, 'Roast & Ground Exports': 1, 'Soluble Exports': 1 } },
    ])).toEqual([]);
    const forward = rollForward(lines.map((line) => ({ series: line['Country']!, period: Number(line['Year']), opening: line['Beginning Stocks']!, closing: line['Ending Stocks']! })));
    expect(forward).toEqual({
      gaps: 0,
      breaks: [{ series: 'Japan', period: 2002, closing: '0', opening: '1900', difference: '1900' }, { series: 'Norway', period: 2002, closing: '0', opening: '125', difference: '125' }],
    });
  });
});

describeWithShared('purchase orders and a summary kept elsewhere', ['data/adventureworks'], (folder) => {
  const headers = new Map(linesOf(join(folder, 'PurchaseOrderHeader.csv.gz')).map((line) => [line['PurchaseOrderID'], line]));
  const details = linesOf(join(folder, 'PurchaseOrderDetail.csv.gz'));
  const statusOf = (line: Line): string => headers.get(line['PurchaseOrderID'])!['Status']!;

  it('agree for 76 pairs of product and vendor and differ for 137', () => {
    const summary = linesOf(join(folder, 'ProductVendor.csv.gz')).map((line): StatementRow => ({ item: line['ProductID'], owner: line['VendorID'], amount: amount(line['OnOrderQty']!) }));
    const documents = details.filter((line) => ['1', '2'].includes(statusOf(line)))
      .map((line): StatementRow => ({ item: line['ProductID'], owner: headers.get(line['PurchaseOrderID'])!['VendorID'], amount: amount(line['OrderQty']!) }));
    const { differences, counts } = compared(stated('ProductVendor', summary, { measure: 'onOrder' }), stated('documents', documents, { measure: 'onOrder' }));
    expect(differences.filter(({ difference }) => difference !== '0')).toHaveLength(137);
    expect(counts.equal + counts.absentZero).toBe(76);
    expect(counts).toMatchObject({ keys: 213, onlyRight: 0, unknown: 0 });
  });

  it('every line accounts for itself, and 330 were received on orders that are pending or rejected', () => {
    const records = details.map((line) => ({ document: line['PurchaseOrderDetailID']!, figures: { received: amount(line['ReceivedQty']!), rejected: amount(line['RejectedQty']!), stocked: amount(line['StockedQty']!) } }));
    expect(accountFor(records, [{ name: 'stocked', total: 'stocked', parts: { received: 1, rejected: -1 } }])).toEqual([]);
    expect(records.reduce((sum, { figures }) => sum + Number(figures.stocked), 0)).toBe(1_316_539);
    const early = details.filter((line) => ['1', '3'].includes(statusOf(line))).map((line) => ({ document: line['PurchaseOrderDetailID']!, figures: { received: amount(line['ReceivedQty']!) } }));
    expect(accountFor(early, [{ name: 'nothing received', total: 'received', parts: {} }])).toHaveLength(330);
  });
});

describeWithShared('a wholesaler’s invoice lines', ['data/online-retail'], (folder) => {
  /** The stock change of every line by the rules of the file, with the line's identity. */
  const FINANCIAL = new Set(['POST', 'DOT', 'M', 'D', 'S', 'C2', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK']);
  const lines = ['2010-12', '2011-01', '2011-02', '2011-03'].flatMap((month) => linesOf(join(folder, `${month}.csv.gz`)));
  const linesIn = new Map<string, number>();
  for (const line of lines) linesIn.set(line['InvoiceNo']!, (linesIn.get(line['InvoiceNo']!) ?? 0) + 1);
  const ordinals = new Map<string, number>();
  const postings = lines.flatMap((line) => {
    const [invoice, code] = [line['InvoiceNo']!, line['StockCode']!.trim()];
    const ordinal = (ordinals.get(invoice) ?? 0) + 1;
    ordinals.set(invoice, ordinal);
    const item = code.toUpperCase();
    if (invoice.startsWith('A') || FINANCIAL.has(item) || item.startsWith('GIFT_')) return [];
    const adjusts = !invoice.startsWith('C') && Number(line['UnitPrice']) === 0 && line['CustomerID'] === '' && linesIn.get(invoice) === 1;
    const change = Number(line['Quantity']) * (adjusts ? 1 : -1);
    return [{ code, item, id: `${invoice}#${ordinal}`, content: JSON.stringify(line), amount: String(change === 0 ? 0 : change) }];
  });
  const ledger = stated('ledger', postings.map(({ item, amount: change }): StatementRow => ({ item, amount: change })));

  it('sum to what the file states', () => {
    const { totals, counts } = compared(ledger, stated('nothing', []));
    expect(totals).toEqual([{ unit: '', left: '-1330046', right: '0', difference: '1330046' }]);
    expect(counts.keys).toBe(3174);
  });

  it('differ from the same lines by the codes as written in letter case alone, and every difference is explained as that', () => {
    const written = stated('as written', postings.map(({ code, amount: change }): StatementRow => ({ item: code, amount: change })));
    const comparison = compared(ledger, written);
    const { causes, differences } = explain(comparison);
    expect(comparison.counts.onlyRight).toBe(new Set(postings.map(({ code }) => code).filter((code) => code !== code.toUpperCase())).size);
    expect(new Set(causes.map(({ kind }) => kind))).toEqual(new Set(['identity']));
    expect(causes.every(({ proof }) => proof.rules[0]!.endsWith('(letter case)'))).toBe(true);
    expect(differences.every(({ parts }) => parts.length > 0)).toBe(true);
  });

  it('lose 1,283 real lines and 3,198 units when repeats are dropped by content, and each line is named', () => {
    const seen = new Set<string>();
    const kept = postings.filter(({ content }) => !seen.has(content) && seen.add(content));
    const keptIds = new Set(kept.map(({ id }) => id));
    expect(postings.length - kept.length).toBe(1283);
    const comparison = compared(ledger, stated('without repeats', kept.map(({ item, amount: change }): StatementRow => ({ item, amount: change }))));
    expect(comparison.totals[0]!.difference).toBe('3198');
    const events = postings.map(({ item, id, amount: change }): EventEvidence => ({ source: 'shop', id, item, amount: change, effectiveAt: '2011-01-01T00:00:00Z' }));
    const { causes } = explain(comparison, { events, processed: { right: kept.map(({ id }) => ({ source: 'shop', id })) } });
    expect(new Set(causes.map(({ kind, certainty }) => `${kind} ${certainty}`))).toEqual(new Set(['missingEvent proven']));
    // Where a dropped sale and a dropped return of one item cancel, nothing differs and nothing is named.
    const apart = new Set(comparison.differences.map(({ key }) => key.item));
    const dropped = postings.filter((one) => !keptIds.has(one.id) && one.amount !== '0');
    expect(causes.map(({ proof }) => proof.events[0]!.id).sort()).toEqual(dropped.filter(({ item }) => apart.has(item)).map(({ id }) => id).sort());
    expect(causes.length).toBe(1279);
  }, 120_000);
});
