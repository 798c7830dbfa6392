import { describe, expect, it } from 'vitest';
import { transactionEvent } from '../../src/cli/replay/transaction-event.js';
import { stockChange, transactionKind } from '../../src/cli/replay/transaction-kind.js';
import { findColumns, readTransactionLine, type ColumnPlaces, type TransactionLine } from '../../src/cli/replay/transaction-line.js';

const HEADER = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'];
const places = findColumns(HEADER) as ColumnPlaces;
const GOOD = ['536365', ' 85123a ', 'HOLDER', '6', '2010-12-01 08:26:00', '2.55', '17850.0', 'United Kingdom'];

function read(changes: Partial<Record<number, string>>, zone = 'Europe/London'): ReturnType<typeof readTransactionLine> {
  const fields = GOOD.map((field, index) => changes[index] ?? field);
  return readTransactionLine({ ok: true, line: 7, fields, columns: fields.map((_, index) => index * 10 + 1) }, places, zone);
}

describe('a line of a transaction file', () => {
  it('is read with its item trimmed and in upper case, and its local time in the declared zone', () => {
    expect(read({})).toEqual({ document: '536365', item: '85123A', description: 'HOLDER', quantity: '6', effectiveAt: '2010-12-01T08:26:00.000Z', isFree: false, hasCustomer: true });
    expect(read({ 4: '2011-07-01 08:26:00' })).toMatchObject({ effectiveAt: '2011-07-01T07:26:00.000Z' });
    expect(read({}, 'America/New_York')).toMatchObject({ effectiveAt: '2010-12-01T13:26:00.000Z' });
  });

  it.each([
    [0, '', 'line.document'], [0, 'x'.repeat(151), 'line.document'], [0, 'A\u0000', 'line.document'], [1, '  ', 'line.item'], [1, 'caf\ufffd', 'line.item'],
    [3, '1.5', 'line.quantity'], [3, '1e3', 'line.quantity'], [3, '', 'line.quantity'], [4, '2010-02-30 08:00:00', 'line.date'], [4, '01/12/2010', 'line.date'],
    [4, '2010-12-01 24:00:00', 'line.date'], [5, 'free', 'line.price'],
  ])('is refused at field %i for %j', (place, text, code) => {
    expect(read({ [place]: text })).toMatchObject({ line: 7, column: place * 10 + 1, code });
  });

  it('is refused if it has other fields than the first line', () => {
    expect(readTransactionLine({ ok: true, line: 2, fields: GOOD.slice(0, 5), columns: [1, 2, 3, 4, 5] }, places, 'UTC')).toMatchObject({ code: 'line.fields', column: 5 });
  });

  it('needs its columns by name, in any order', () => {
    expect(findColumns(['Quantity', 'StockCode'])).toEqual({ missing: ['InvoiceNo', 'Description', 'InvoiceDate', 'UnitPrice', 'CustomerID'] });
    expect(findColumns([...HEADER].reverse())).toMatchObject({ InvoiceNo: 7, CustomerID: 1 });
  });
});

const line = (changes: Partial<TransactionLine>): TransactionLine => ({
  document: '536365', item: '85123A', description: 'HOLDER', quantity: '6', effectiveAt: '2010-12-01T08:26:00.000Z', isFree: false, hasCustomer: true, ...changes,
});

describe('the kind of a line', () => {
  it.each([
    [{}, 3, 'sale', '-6'],
    [{ quantity: '-6' }, 3, 'sale', '6'],
    [{ document: 'C536379', quantity: '-1' }, 1, 'return', '1'],
    [{ document: 'A563185', item: 'B', quantity: '1' }, 1, 'financial', '0'],
    [{ item: 'BANK CHARGES' }, 1, 'financial', '0'],
    [{ item: 'GIFT_0001_20' }, 1, 'financial', '0'],
    [{ document: 'C536379', item: 'D', quantity: '-1' }, 1, 'financial', '0'],
    [{ isFree: true, hasCustomer: false, quantity: '-10' }, 1, 'adjustment', '-10'],
    [{ isFree: true, hasCustomer: false, quantity: '56' }, 1, 'adjustment', '56'],
    [{ isFree: true, hasCustomer: false }, 2, 'sale', '-6'],
    [{ isFree: true, hasCustomer: true }, 1, 'sale', '-6'],
  ] as const)('%j in a document of %i lines is a %s of %s', (changes, lines, kind, change) => {
    expect(transactionKind(line(changes), lines)).toBe(kind);
    expect(stockChange(kind, line(changes).quantity).toString()).toBe(change);
  });
});

describe('the fact of a line', () => {
  it('is identified by its document and ordinal', () => {
    expect(transactionEvent(line({}), 4, 'sale')).toEqual({
      type: 'stock.shipped', source: 'transactions', id: '536365#4', effectiveAt: '2010-12-01T08:26:00.000Z', item: '85123A', correlationId: '536365', location: 'WAREHOUSE',
      quantity: { amount: '6', unit: 'EA' },
    });
  });

  it('has the sign of an adjustment, a reason in any case, and nothing for no quantity', () => {
    expect(transactionEvent(line({ quantity: '-10', description: ' ' }), 1, 'adjustment')).toMatchObject({ type: 'stock.adjusted', quantity: { amount: '-10' }, reason: 'not stated' });
    expect(transactionEvent(line({ quantity: '-2' }), 1, 'return')).toMatchObject({ type: 'stock.returned', state: 'inspection', quantity: { amount: '2' } });
    expect(transactionEvent(line({ quantity: '0' }), 1, 'sale')).toBeUndefined();
    expect(transactionEvent(line({}), 1, 'financial')).toBeUndefined();
  });
});
