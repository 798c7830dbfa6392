import { canonicalAmount } from '../quantity/index.js';
import { KEY_PARTS, openRow, setAmount, setShortAmount, SHORT_DIGITS_MAX, startTable } from '../reconciliation/index.js';
import { RECORD_LENGTH_MAX, scanRecord } from './csv-reader.js';
import { findStatementColumns, STATEMENT_COLUMNS } from './statement-columns.js';
import { NAMES_KEPT_MAX, statementIssues, type StatementReader, type StatementReadOptions } from './statement-reading.js';

/** How a statement in CSV is read. */
export interface CsvStatementOptions extends StatementReadOptions {
  /** What stands between values. Default: of comma, semicolon, tab and bar the one that the first line has most of. */
  readonly delimiter?: string | undefined;
  /** What stands before the fraction. Default: a point. Separators of thousands are never guessed. */
  readonly decimal?: '.' | ',' | undefined;
}

/** The most columns of a file. */
export const CSV_COLUMNS_MAX = 1000;

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;
const SKIPPED = -1;
const AMOUNT = KEY_PARTS.length;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * A reader of statements in CSV (UTF-8), straight from the bytes into columns: plain lines are scanned once, and whatever has quotes inside is read by the rules of
 * `csvReader`. A row that cannot be read becomes an issue with line and column, and reading goes on behind it. Memory beside the table is bounded by the longest record.
 */
export function csvStatementReader(options: CsvStatementOptions): StatementReader {
  const table = startTable(options.head, options.vocabulary);
  const { vocabulary, amounts } = table;
  const issues = statementIssues();
  const point = (options.decimal ?? '.').charCodeAt(0);
  const internDefaults = (): number[] => KEY_PARTS.map((part) => {
    const id = vocabulary.intern(options.defaults?.[part] ?? '');
    if (id < 0) throw new TypeError(`Not an identifier: ${part} ${JSON.stringify(options.defaults![part]!.slice(0, 40))}`);
    return id;
  });
  let defaults = internDefaults();
  let pending: Uint8Array = new Uint8Array(0);
  let line = 1;
  let started = false;
  let unreadable = false;
  /** Within a line that was given up as too long. */
  let skipping = false;
  let delimiter = (options.delimiter ?? ',').charCodeAt(0);
  /** By column: the part of the key it is, {@link AMOUNT}, or {@link SKIPPED}. */
  let roles: Int8Array | undefined;

  /** Reads what is complete in the bytes; answers where the rest begins. */
  function read(bytes: Uint8Array, atEnd: boolean): number {
    let from = 0;
    while (from < bytes.length && !unreadable) {
      if (roles !== undefined && !skipping) {
        from = readPlainLines(bytes, from);
        if (from === bytes.length) break;
      }
      let end = bytes.indexOf(LF, from);
      if (skipping) {
        if (end < 0) return bytes.length;
        skipping = false;
        line++;
        from = end + 1;
        continue;
      }
      if (end < 0) {
        if (!atEnd && bytes.length - from <= RECORD_LENGTH_MAX) return from;
        if (bytes.length - from > RECORD_LENGTH_MAX) {
          issues.leaveOut({ line, column: 1, code: 'csv.too_long', message: `A record has at most ${RECORD_LENGTH_MAX} bytes` });
          skipping = true;
          return bytes.length;
        }
        end = bytes.length;
      }
      if (end - from > RECORD_LENGTH_MAX) {
        issues.leaveOut({ line, column: 1, code: 'csv.too_long', message: `A record has at most ${RECORD_LENGTH_MAX} bytes` });
        line++;
        from = end + 1;
        continue;
      }
      if (roles === undefined) {
        const next = readSlowly(bytes, from, end, atEnd);
        if (next < 0) return from;
        from = next;
      } else if (isBlank(bytes, from, end)) {
        line++;
        from = end + 1;
      } else if (readPlainly(bytes, from, end)) {
        line++;
        from = end + 1;
      } else {
        const next = readSlowly(bytes, from, end, atEnd);
        if (next < 0) return from;
        from = next;
      }
    }
    return bytes.length;
  }

  /** Reads lines as most are: without quotes, blanks or anything wrong. Answers where it met another one, or an end that is not there yet. */
  function readPlainLines(bytes: Uint8Array, from: number): number {
    const known = roles!;
    const last = known.length - 1;
    const between = delimiter;
    const { length } = bytes;
    let begin = from;
    let at = from;
    for (;;) {
      const row = openRow(table);
      const { keys } = table;
      let amountFrom = -1;
      let amountTo = -1;
      let column = 0;
      for (; ; column++) {
        const start = at;
        let byte = 0;
        for (; at < length; at++) {
          byte = bytes[at]!;
          // Below the quote are the ends of lines, the blank, and what no value has.
          if (byte <= QUOTE || byte === between) break;
        }
        if (at === length || column > last) return begin;
        const role = known[column]!;
        if (role === AMOUNT) {
          amountFrom = start;
          amountTo = at;
        } else if (role !== SKIPPED) {
          const id = start < at ? vocabulary.internBytes(bytes, start, at) : defaults[role]!;
          if (id < 0) return begin;
          keys[role]![row] = id;
        }
        at++;
        if (byte === between) continue;
        if (byte === CR && bytes[at] === LF) at++;
        else if (byte !== LF) return begin;
        break;
      }
      if (column !== last || keys[0]![row] === 0 || at - begin > RECORD_LENGTH_MAX || !readAmount(bytes, amountFrom, amountTo, row)) return begin;
      table.rows++;
      line++;
      begin = at;
    }
  }

  /** Reads a line in which quotes stand only around whole values; false, with nothing done, for any other. */
  function readPlainly(bytes: Uint8Array, from: number, lineEnd: number): boolean {
    const known = roles!;
    const end = lineEnd > from && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    const row = openRow(table);
    const { keys } = table;
    const between = delimiter;
    let column = 0;
    let at = from;
    let amountFrom = -1;
    let amountTo = -1;
    let wrong = -1;
    for (;;) {
      let start = at;
      let stop: number;
      if (at < end && bytes[at] === QUOTE) {
        start++;
        stop = bytes.indexOf(QUOTE, start);
        if (stop < 0 || stop >= end) return false;
        at = stop + 1;
        if (at < end && bytes[at] !== between) return false;
      } else {
        for (; at < end; at++) {
          const byte = bytes[at]!;
          if (byte === between) break;
          if (byte === QUOTE) return false;
        }
        stop = at;
      }
      const role = column < known.length ? known[column]! : SKIPPED;
      if (role !== SKIPPED) {
        if (start < stop && (bytes[start] === SPACE || bytes[stop - 1] === SPACE)) {
          while (start < stop && bytes[start] === SPACE) start++;
          while (start < stop && bytes[stop - 1] === SPACE) stop--;
        }
        if (role === AMOUNT) {
          amountFrom = start;
          amountTo = stop;
        } else {
          const id = start < stop ? vocabulary.internBytes(bytes, start, stop) : defaults[role]!;
          keys[role]![row] = id;
          if (id < 0 && wrong < 0) wrong = start;
        }
      }
      column++;
      if (at >= end) break;
      // Behind a separator at the end of the line stands one more value, which is empty.
      at++;
    }
    if (column !== known.length) issues.leaveOut({ line, column: 1, code: 'csv.columns', message: `The line has ${column} values where the first one has ${known.length}` });
    else if (wrong >= 0) issues.leaveOut({ line, column: columnAt(bytes, from, wrong), code: 'statement.identifier', message: 'Not an identifier: too long, or with characters that none has, or no UTF-8' });
    else if (keys[0]![row] === 0) issues.leaveOut({ line, column: 1, code: 'statement.item', message: 'The line names no item' });
    else if (!readAmount(bytes, amountFrom, amountTo, row)) issues.leaveOut({ line, column: columnAt(bytes, from, amountFrom), code: 'statement.amount', message: wrongAmount(utf8.decode(bytes.subarray(amountFrom, amountTo))) });
    else table.rows++;
    return true;
  }

  /** Sets the amount of a row; false for what is none. */
  function readAmount(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    let at = from;
    const sign = bytes[at];
    if (at < to && (sign === 0x2d || sign === 0x2b)) at++;
    let mantissa = 0;
    let places = 0;
    let zeros = 0;
    let digits = 0;
    let fraction = false;
    for (; at < to; at++) {
      const digit = bytes[at]! - 0x30;
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (fraction && digit === 0) {
          zeros++;
          continue;
        }
        for (; zeros > 0; zeros--, places++) mantissa *= 10;
        mantissa = mantissa * 10 + digit;
        if (fraction) places++;
        if (mantissa > SHORT_MAX) return readLongAmount(bytes, from, to, row);
      } else if (bytes[at] === point && !fraction) {
        fraction = true;
      } else {
        return false;
      }
    }
    if (digits === 0) return false;
    if (places > SHORT_DIGITS_MAX) return readLongAmount(bytes, from, to, row);
    setShortAmount(amounts, row, sign === 0x2d && mantissa !== 0 ? -mantissa : mantissa, places);
    return true;
  }

  function readLongAmount(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    const text = utf8.decode(bytes.subarray(from, to));
    const canonical = canonicalAmount(point === 0x2c ? text.replace(',', '.') : text);
    return canonical !== undefined && setAmount(amounts, row, canonical);
  }

  /** Reads one record by the rules of quotes, over as many lines as it has; answers where the next one begins, or -1 if its end is not there yet. */
  function readSlowly(bytes: Uint8Array, from: number, lineEnd: number, atEnd: boolean): number {
    let end = lineEnd;
    for (let lines = 1; ; lines *= 2) {
      const last = end >= bytes.length;
      const text = utf8.decode(bytes.subarray(from, Math.min(end + 1, bytes.length)));
      const firstEnd = text.indexOf('\n');
      const scanned = scanRecord(text, 0, firstEnd, last && atEnd, String.fromCharCode(delimiter));
      if (scanned !== undefined || (last && atEnd) || end - from > RECORD_LENGTH_MAX) {
        if (scanned === undefined || scanned.fault !== undefined || end - from > RECORD_LENGTH_MAX) {
          const fault = scanned?.fault ?? { column: text.indexOf('"') + 1, code: 'csv.unclosed_quote', message: 'A quote is opened on this line and never closed' };
          issues.leaveOut({ line, ...fault });
          if (roles === undefined) unreadable = true;
          line++;
          return lineEnd + 1;
        }
        readFields(scanned.fields, scanned.columns);
        let next = from;
        for (let ends = 0; ends < Math.max(1, scanned.lines); ends++) {
          const lf = bytes.indexOf(LF, next);
          next = lf < 0 ? bytes.length : lf + 1;
        }
        line += Math.max(1, scanned.lines);
        return next;
      }
      if (last) return -1;
      for (let more = 0; more < lines && end < bytes.length; more++) {
        const lf = bytes.indexOf(LF, end + 1);
        end = lf < 0 ? bytes.length : lf;
      }
    }
  }

  /** Takes a record that was read as texts: the first one is the header, others become plain lines again. */
  function readFields(fields: readonly string[], columns: readonly number[]): void {
    if (roles === undefined) {
      readHeader(fields);
      return;
    }
    const row = openRow(table);
    if (fields.length !== roles.length) {
      issues.leaveOut({ line, column: 1, code: 'csv.columns', message: `The line has ${fields.length} values where the first one has ${roles.length}` });
      return;
    }
    let amount: Uint8Array | undefined;
    let amountColumn = 1;
    for (let column = 0; column < fields.length; column++) {
      const role = roles[column]!;
      if (role === SKIPPED) continue;
      const text = withoutBlanks(fields[column]!);
      if (role === AMOUNT) {
        amount = encoder.encode(text);
        amountColumn = columns[column]!;
      } else {
        // What stands for bytes that were no text is in no identifier.
        const id = text === '' ? defaults[role]! : text.includes('\ufffd') ? -1 : vocabulary.intern(text);
        table.keys[role]![row] = id;
        if (id < 0) {
          issues.leaveOut({ line, column: columns[column]!, code: 'statement.identifier', message: 'Not an identifier: too long, or with characters that none has, or no UTF-8' });
          return;
        }
      }
    }
    if (table.keys[0]![row] === 0) issues.leaveOut({ line, column: 1, code: 'statement.item', message: 'The line names no item' });
    else if (!readAmount(amount!, 0, amount!.length, row)) issues.leaveOut({ line, column: amountColumn, code: 'statement.amount', message: wrongAmount(utf8.decode(amount)) });
    else table.rows++;
  }

  function readHeader(fields: readonly string[]): void {
    const found = findStatementColumns(fields.map((name) => name.trim()), options.columns);
    if ('missing' in found || fields.length > CSV_COLUMNS_MAX) {
      unreadable = true;
      const message = 'missing' in found ? `The first line has no column ${found.missing.join(', ')}; it has ${namesOf(fields)}` : `A file has at most ${CSV_COLUMNS_MAX} columns`;
      issues.add({ line, column: 1, code: 'statement.columns', message });
      return;
    }
    roles = new Int8Array(fields.length).fill(SKIPPED);
    for (const [column, place] of found.places) roles[place] = STATEMENT_COLUMNS.indexOf(column);
  }

  function start(bytes: Uint8Array): Uint8Array {
    started = true;
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      unreadable = true;
      issues.add({ line: 1, column: 1, code: 'statement.encoding', message: 'The file is UTF-16; save it as UTF-8' });
      return new Uint8Array(0);
    }
    const begun = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
    if (options.delimiter === undefined) delimiter = likelyDelimiter(begun);
    return begun;
  }

  function take(bytes: Uint8Array, atEnd: boolean): void {
    // Always plain bytes: a buffer of Node's in between would slow the innermost loop down.
    let whole = pending.length === 0 ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : joined(pending, bytes);
    // The first line is waited for: its separator is looked for in all of it.
    if (!started) {
      if (!atEnd && !whole.includes(LF) && whole.length <= RECORD_LENGTH_MAX) {
        pending = copied(whole);
        return;
      }
      whole = start(whole);
    }
    pending = copied(whole.subarray(read(whole, atEnd)));
  }

  /** Parts that have no column are the same in all rows. */
  function fillDefaults(): void {
    for (let part = 0; part < AMOUNT; part++) if (defaults[part] !== 0 && roles?.includes(part) !== true) table.keys[part]!.fill(defaults[part]!, 0, table.rows);
  }

  return {
    push(bytes) {
      if (!unreadable) take(bytes, false);
    },
    take() {
      fillDefaults();
      const rows = issues.take(table);
      // Names nobody else numbers are not kept for a file of any length.
      if (options.vocabulary === undefined && vocabulary.size > NAMES_KEPT_MAX) {
        vocabulary.clear();
        defaults = internDefaults();
      }
      return rows;
    },
    end() {
      if (!unreadable) take(new Uint8Array(0), true);
      if (!unreadable && roles === undefined) {
        unreadable = true;
        issues.add({ line: 1, column: 1, code: 'statement.empty', message: 'The file is empty' });
      }
      fillDefaults();
      return issues.read(table, line, unreadable, unreadable ? undefined : options.totals);
    },
  };
}

/** The first names of a header, for a message. */
function namesOf(fields: readonly string[]): string {
  const shown = fields.slice(0, 20).map((name) => name.trim().slice(0, 40));
  return fields.length > shown.length ? `${shown.join(', ')} and ${fields.length - shown.length} more` : shown.join(', ');
}

/** A text without the blanks at its ends. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text[from] === ' ') from++;
  while (from < to && text[to - 1] === ' ') to--;
  return text.slice(from, to);
}

/** The greatest number of {@link SHORT_DIGITS_MAX} digits. */
const SHORT_MAX = 10 ** SHORT_DIGITS_MAX - 1;

/** The column of a byte within its line. */
function columnAt(bytes: Uint8Array, lineStart: number, at: number): number {
  return utf8.decode(bytes.subarray(lineStart, at)).length + 1;
}

function wrongAmount(text: string): string {
  return text === '' ? 'The line has no amount' : `Not an amount: ${JSON.stringify(text.slice(0, 40))}`;
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  return end === from || (end === from + 1 && bytes[from] === CR);
}

const DELIMITERS: readonly number[] = [0x2c, 0x3b, 0x09, 0x7c];

/** Of the usual separators the one the first line has most of; the comma where there is none. */
function likelyDelimiter(bytes: Uint8Array): number {
  const lineEnd = bytes.indexOf(LF);
  const first = bytes.subarray(0, lineEnd < 0 ? bytes.length : lineEnd);
  let likely = DELIMITERS[0]!;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = first.reduce((sum, byte) => (byte === delimiter ? sum + 1 : sum), 0);
    if (count > most) [likely, most] = [delimiter, count];
  }
  return likely;
}

/** A copy of its own: the caller may use its bytes again. Not `slice`, which Node's buffers take for a view. */
function copied(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
