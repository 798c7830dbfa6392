import { KEY_PARTS, openRow, setAmount, startTable } from '../reconciliation/index.js';
import { RECORD_LENGTH_MAX } from './csv-reader.js';
import { decimalText } from './decimal-text.js';
import { isJsonNumber, isJsonObject, type JsonValue } from './json-value.js';
import { readJson } from './read-json.js';
import { findStatementColumns, STATEMENT_COLUMNS, type StatementColumn } from './statement-columns.js';
import { NAMES_KEPT_MAX, statementIssues, type StatementReader, type StatementReadOptions } from './statement-reading.js';

/**
 * A reader of statements in JSON (UTF-8): one object a line, or one array of objects over any number of lines. Members are named like the columns of a CSV file;
 * an amount is a number or a text, and may be an object of `amount` and `unit`. An object that cannot be read becomes an issue with line and column, and reading goes on behind
 * it. Memory beside the table is bounded by the longest object.
 */
export function jsonStatementReader(options: StatementReadOptions): StatementReader {
  const table = startTable(options.head, options.vocabulary);
  const { vocabulary } = table;
  const issues = statementIssues();
  const decoder = new TextDecoder('utf-8');
  const defaults = KEY_PARTS.map((part) => options.defaults?.[part] ?? '');
  let layout: 'unknown' | 'lines' | 'array' | 'ended' = 'unknown';
  /** What is there of the element being read; `undefined` between elements. */
  let element: string | undefined;
  /** Whether the element is too long: it is read to its end and not kept. */
  let tooLong = false;
  let depth = 0;
  let inText = false;
  let escaped = false;
  let line = 1;
  let column = 1;
  let startLine = 1;
  let startColumn = 1;

  function takeText(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (element === undefined) {
        if (layout === 'unknown' && code === BRACKET) layout = 'array';
        else if (layout === 'array' && code === BRACKET_END) layout = 'ended';
        else if (!isSpace(code) && !(layout === 'array' && code === COMMA)) {
          if (layout === 'unknown') layout = 'lines';
          element = '';
          tooLong = false;
          [depth, inText, escaped] = [0, false, false];
          [startLine, startColumn] = [line, column];
          from = at;
        }
      }
      if (element !== undefined && endsElement(code)) {
        const closing = layout === 'array' && (code === COMMA || code === BRACKET_END) && depth <= 0 && !inText;
        finish(text.slice(from, closing || layout === 'lines' ? at : at + 1));
        if (closing && code === BRACKET_END) layout = 'ended';
      }
      if (code === LF) {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    if (element !== undefined) keep(text.slice(from));
  }

  /** Whether the element ends here: at the end of the line, or in an array before a comma or bracket of the array's own. */
  function endsElement(code: number): boolean {
    if (layout !== 'array') return code === LF;
    if (inText) {
      if (escaped) escaped = false;
      else if (code === BACKSLASH) escaped = true;
      else if (code === QUOTE) inText = false;
      return false;
    }
    if (code === QUOTE) inText = true;
    else if (code === BRACE || code === BRACKET) depth++;
    else if (code === BRACE_END || code === BRACKET_END) {
      if (depth === 0) return code === BRACKET_END;
      depth--;
    }
    return depth === 0 && code === COMMA;
  }

  function keep(text: string): void {
    if (!tooLong && element!.length + text.length > RECORD_LENGTH_MAX) tooLong = true;
    element = tooLong ? '' : element! + text;
  }

  function finish(text: string): void {
    keep(text);
    const whole = element!.trim();
    element = undefined;
    if (tooLong) issues.leaveOut({ line: startLine, column: startColumn, code: 'json.too_long', message: `An object has at most ${RECORD_LENGTH_MAX} characters` });
    else if (whole !== '') readElement(whole);
  }

  function readElement(text: string): void {
    const leaveOut = (code: string, message: string, offset = 0): void => {
      const before = text.slice(0, offset).split('\n');
      issues.leaveOut({ line: startLine + before.length - 1, column: before.length === 1 ? startColumn + offset : before.at(-1)!.length + 1, code, message });
    };
    const read = readJson(text);
    if (!read.ok) {
      leaveOut(read.code, read.message, read.offset);
      return;
    }
    if (!isJsonObject(read.value)) {
      leaveOut('statement.object', 'Not an object');
      return;
    }
    const names = [...read.value.keys()];
    const found = findStatementColumns(names, options.columns);
    const member = (name: StatementColumn): JsonValue | undefined => {
      const place = 'missing' in found ? names.indexOf(options.columns?.[name] ?? name) : (found.places.get(name) ?? -1);
      return place < 0 ? undefined : (read.value as ReadonlyMap<string, JsonValue>).get(names[place]!);
    };
    if ('missing' in found && found.missing.some((name) => name === 'item' || name === 'amount' || name === options.columns?.item || name === options.columns?.amount)) {
      leaveOut('statement.columns', `The object has no ${found.missing.join(', ')}`);
      return;
    }
    const row = openRow(table);
    const given = member('amount');
    const amount = given !== undefined && isJsonObject(given) ? given.get('amount') : given;
    const unit = given !== undefined && isJsonObject(given) ? given.get('unit') : undefined;
    for (let part = 0; part < KEY_PARTS.length; part++) {
      const name = STATEMENT_COLUMNS[part]!;
      const value = textOf(name === 'unit' ? (unit ?? member(name)) : member(name)) || defaults[part]!;
      const id = vocabulary.intern(value);
      if (id < 0) {
        leaveOut('statement.identifier', `Not an identifier: ${name}`);
        return;
      }
      table.keys[part]![row] = id;
    }
    const canonical = decimalText(textOf(amount));
    if (table.keys[0]![row] === 0) leaveOut('statement.item', 'The object names no item');
    else if (canonical === undefined || !setAmount(table.amounts, row, canonical)) leaveOut('statement.amount', `Not an amount: ${JSON.stringify(textOf(amount).slice(0, 40))}`);
    else table.rows++;
  }

  return {
    push(bytes) {
      if (layout !== 'ended') takeText(decoder.decode(bytes, { stream: true }));
    },
    take() {
      const rows = issues.take(table);
      if (options.vocabulary === undefined && vocabulary.size > NAMES_KEPT_MAX) vocabulary.clear();
      return rows;
    },
    end() {
      takeText(decoder.decode());
      if (element !== undefined) finish('');
      if (layout === 'array') issues.add({ line, column, code: 'json.truncated', message: 'The array is not closed' });
      const empty = layout === 'unknown';
      if (empty) issues.add({ line: 1, column: 1, code: 'statement.empty', message: 'The file is empty' });
      return issues.read(table, line, empty, empty ? undefined : options.totals);
    },
  };
}

const LF = 0x0a;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

function isSpace(code: number): boolean {
  return code === 0x20 || code === LF || code === 0x0d || code === 0x09 || code === 0xfeff;
}

/** A member as text: numbers by their digits; empty for what is neither text nor number. */
function textOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value !== undefined && isJsonNumber(value) ? value.digits : '';
}
