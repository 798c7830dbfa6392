import { instantAt, formatInstant, isIdentifier } from '../../foundation/index.js';
import type { CsvRow } from '../../wire/index.js';

/** What is wrong with a line of a file. The line was left out. */
export interface LineIssue {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

/** One line of a document, as the file states it. */
export interface TransactionLine {
  readonly document: string;
  readonly item: string;
  readonly description: string;
  /** A whole number as it is written, without leading zeros. */
  readonly quantity: string;
  /** RFC 3339, in UTC. */
  readonly effectiveAt: string;
  readonly isFree: boolean;
  readonly hasCustomer: boolean;
}

/** The columns that are read, by the name in the file's first line. Others are ignored. */
export const COLUMNS = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID'] as const;

/** Which field of a row is which column. */
export type ColumnPlaces = Readonly<Record<(typeof COLUMNS)[number], number>> & { readonly fieldCount: number };

/** Finds the columns in the first line of a file, or says which are missing. */
export function findColumns(fields: readonly string[]): ColumnPlaces | { readonly missing: readonly string[] } {
  const names = fields.map((field) => field.trim());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) return { missing };
  return { ...(Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name)])) as Record<(typeof COLUMNS)[number], number>), fieldCount: fields.length };
}

/** Leaves room for the ordinal within an identifier. */
const DOCUMENT_LENGTH_MAX = 150;
const WHOLE = /^-?\d{1,15}$/;
const PRICE = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const ZERO_PRICE = /^-?0+(?:\.0+)?$/;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** The document a row belongs to; `undefined` if that cannot be read. */
export function documentOf(row: CsvRow, places: ColumnPlaces): string | undefined {
  const document = (row.fields[places.InvoiceNo] ?? '').trim();
  return isReadable(document) && document.length <= DOCUMENT_LENGTH_MAX ? document : undefined;
}

/** The item of a row: the stock code without blanks around it, in upper case. */
export function itemOf(row: CsvRow, places: ColumnPlaces): string | undefined {
  const item = (row.fields[places.StockCode] ?? '').trim().toUpperCase();
  return isReadable(item) ? item : undefined;
}

/** Reads a row, or says at which field it is wrong. */
export function readTransactionLine(row: CsvRow, places: ColumnPlaces, zone: string): TransactionLine | Omit<LineIssue, 'file'> {
  const { fields } = row;
  const wrong = (place: number, code: string, message: string): Omit<LineIssue, 'file'> => ({ line: row.line, column: row.columns[place] ?? 1, code, message });
  if (fields.length !== places.fieldCount) {
    return wrong(Math.min(fields.length, places.fieldCount) - 1, 'line.fields', `${fields.length} fields, where the first line has ${places.fieldCount}`);
  }
  const text = (name: (typeof COLUMNS)[number]): string => (fields[places[name]]!).trim();
  const document = documentOf(row, places);
  if (document === undefined) return wrong(places.InvoiceNo, 'line.document', 'No document number that can be an identifier');
  const item = itemOf(row, places);
  if (item === undefined) return wrong(places.StockCode, 'line.item', 'No stock code that can be an identifier');
  const quantity = text('Quantity');
  if (!WHOLE.test(quantity)) return wrong(places.Quantity, 'line.quantity', 'The quantity is no whole number of at most 15 digits');
  const [, date, time] = LOCAL_TIME.exec(text('InvoiceDate')) ?? [];
  const instant = date === undefined || time === undefined ? undefined : instantAt(date, time, zone);
  if (instant === undefined) return wrong(places.InvoiceDate, 'line.date', 'The date is none that exists, as YYYY-MM-DD HH:MM:SS');
  const price = text('UnitPrice');
  if (!PRICE.test(price)) return wrong(places.UnitPrice, 'line.price', 'The price is no decimal number');
  return {
    document, item, description: text('Description'), quantity: BigInt(quantity).toString(), effectiveAt: formatInstant(instant), isFree: ZERO_PRICE.test(price),
    hasCustomer: text('CustomerID') !== '',
  };
}

/** A text with a byte that was no UTF-8 identifies nothing. */
function isReadable(text: string): boolean {
  return isIdentifier(text) && !text.includes('\ufffd');
}
