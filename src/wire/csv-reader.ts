/** One record of a file. */
export interface CsvRow {
  readonly ok: true;
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Where each field begins, from 1, counted from the beginning of the record. */
  readonly columns: readonly number[];
}

/** A line that is no record. Reading goes on behind it. */
export interface CsvFault {
  readonly ok: false;
  readonly line: number;
  readonly column: number;
  readonly code: 'csv.stray_quote' | 'csv.unclosed_quote' | 'csv.after_quote' | 'csv.too_long';
  readonly message: string;
}

/** Reads text as it comes. */
export interface CsvReader {
  /** What is complete with this piece of text. */
  push(text: string): readonly (CsvRow | CsvFault)[];
  /** What is left at the end of the file. */
  end(): readonly (CsvRow | CsvFault)[];
}

/** The longest record, in UTF-16 code units. A longer one is a fault, so that memory does not depend on the file. */
export const RECORD_LENGTH_MAX = 65_536;

/**
 * A reader of comma-separated values after RFC 4180, or of values separated by another character: quoted fields may hold separators, doubled quotes and line ends; lines end with LF or CR LF; a byte order
 * mark is left out, and so are empty lines. A quote that is never closed costs its own line and not the lines behind it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvReader(delimiter = ','): CsvReader {
  let pending = '';
  let line = 1;
  let started = false;
  /** Within a line that was reported as too long. */
  let skipping = false;

  function read(text: string, atEnd: boolean): readonly (CsvRow | CsvFault)[] {
    const found: (CsvRow | CsvFault)[] = [];
    let from = 0;
    while (from < text.length) {
      const end = text.indexOf('\n', from);
      if (skipping) {
        if (end < 0) {
          from = text.length;
          break;
        }
        skipping = false;
        line++;
        from = end + 1;
        continue;
      }
      const scanned = scanRecord(text, from, end, atEnd, delimiter);
      if (scanned === undefined) {
        if (text.length - from <= RECORD_LENGTH_MAX && !atEnd) break;
        found.push(unfinished(text, from, end, line));
        skipping = end < 0 && !atEnd;
        from = end < 0 ? text.length : end + 1;
        if (end >= 0) line++;
        continue;
      }
      if (scanned.fault !== undefined) found.push({ ok: false, line, ...scanned.fault });
      else if (scanned.next - from > RECORD_LENGTH_MAX) found.push({ ok: false, line, column: 1, ...TOO_LONG });
      else if (scanned.fields.length > 1 || scanned.fields[0] !== '') found.push({ ok: true, line, fields: scanned.fields, columns: scanned.columns });
      line += scanned.lines;
      from = scanned.next;
    }
    pending = text.slice(from);
    return found;
  }

  return {
    push(text) {
      const begun = started || !text.startsWith('\ufeff') ? text : text.slice(1);
      started ||= text !== '';
      return read(pending + begun, false);
    },
    end: () => read(pending, true),
  };
}

const TOO_LONG = { code: 'csv.too_long', message: `A record has at most ${RECORD_LENGTH_MAX} characters` } as const;
const UNCLOSED = { code: 'csv.unclosed_quote', message: 'A quote is opened on this line and never closed' } as const;

/** One record of a text. */
export interface Scanned {
  readonly fields: readonly string[];
  readonly columns: readonly number[];
  readonly fault?: Pick<CsvFault, 'column' | 'code' | 'message'> | undefined;
  /** Where the next record begins, and how many line ends lie before it. */
  readonly next: number;
  readonly lines: number;
}

/** Reads one record from `from`; `undefined` if its end is not in the text. `lineEnd` is where the first line ends, negative if it does not. */
export function scanRecord(text: string, from: number, lineEnd: number, atEnd: boolean, delimiter: string): Scanned | undefined {
  if (lineEnd < 0 && !atEnd) return undefined;
  const stop = lineEnd < 0 ? text.length : lineEnd;
  // Looked for in the line alone: the next quote may stand at the other end of a long text.
  const line = text.slice(from, stop);
  if (line.includes('"')) return scanQuoted(text, from, stop, atEnd, delimiter);
  const fields = withoutReturn(line).split(delimiter);
  return { fields, columns: columnsOf(fields), next: Math.min(stop + 1, text.length), lines: lineEnd < 0 ? 0 : 1 };
}

/** The same for a record with quotes, field by field. */
function scanQuoted(text: string, from: number, stop: number, atEnd: boolean, delimiter: string): Scanned | undefined {
  const fields: string[] = [];
  const columns: number[] = [];
  let lines = 0;
  let at = from;
  let lineStop = stop;
  // A fault behind a field that spans lines comes from a quote that was never closed: only the first line is given up.
  const faultAt = (column: number, code: CsvFault['code'], message: string): Scanned => ({
    fields, columns, next: Math.min(stop + 1, text.length), lines: 1,
    fault: lines > 0 ? { column: text.indexOf('"', from) - from + 1, ...UNCLOSED } : { column: column - from + 1, code, message },
  });
  for (;;) {
    columns.push(at - from + 1);
    if (text[at] === '"') {
      const closed = closingQuote(text, at + 1);
      if (closed === undefined || (closed + 1 === text.length && !atEnd)) return undefined;
      const inner = text.slice(at + 1, closed);
      lines += lineEndsIn(inner);
      fields.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner);
      const next = text.indexOf('\n', closed);
      if (next < 0 && !atEnd) return undefined;
      lineStop = next < 0 ? text.length : next;
      at = closed + 1;
      const rest = text[at];
      if (rest !== undefined && rest !== delimiter && rest !== '\n' && !(rest === '\r' && at + 1 === lineStop)) return faultAt(at, 'csv.after_quote', 'Text follows a closing quote');
    } else {
      const length = text.slice(at, lineStop).indexOf(delimiter);
      const end = length < 0 ? lineStop : at + length;
      const field = text.slice(at, end);
      const stray = field.indexOf('"');
      if (stray >= 0) return faultAt(at + stray, 'csv.stray_quote', 'A quote stands inside a field that does not begin with one');
      fields.push(end === lineStop ? withoutReturn(field) : field);
      at = end;
    }
    if (text[at] !== delimiter) return { fields, columns, next: Math.min(lineStop + 1, text.length), lines: lineStop === text.length ? lines : lines + 1 };
    at++;
  }
}

/** Where a quoted field ends, `undefined` if it does not; a doubled quote is part of it. */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return undefined;
}

function unfinished(text: string, from: number, lineEnd: number, line: number): CsvFault {
  const first = text.slice(from, lineEnd < 0 ? text.length : lineEnd);
  const quote = first.indexOf('"');
  if (quote < 0) return { ok: false, line, column: 1, ...TOO_LONG };
  return { ok: false, line, column: quote + 1, ...UNCLOSED };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function columnsOf(fields: readonly string[]): readonly number[] {
  let column = 1;
  return fields.map((field) => {
    const begins = column;
    column += field.length + 1;
    return begins;
  });
}

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
