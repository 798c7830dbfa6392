import { parseArgs } from 'node:util';
import { isIdentifier } from '../../foundation/index.js';
import { isCanonicalAmount } from '../../quantity/index.js';
import { KEY_PARTS, type KeyPart, type ToleranceRule } from '../../reconciliation/index.js';
import { STATEMENT_COLUMNS, type StatementColumn, type StatementColumns } from '../../wire/index.js';
import { usageError, type UsageError } from '../usage-error.js';

/** What a reconciliation was asked for. */
export interface ReconcileArguments {
  readonly help: boolean;
  readonly left: string;
  readonly right: string;
  readonly leftName: string | undefined;
  readonly rightName: string | undefined;
  /** Default: the parts that both files tell apart. */
  readonly by: readonly KeyPart[] | undefined;
  readonly partial: 'left' | 'right' | 'both' | undefined;
  readonly tolerance: ToleranceRule | undefined;
  readonly columns: StatementColumns;
  readonly delimiter: string | undefined;
  readonly decimal: '.' | ',';
  /** A JSON file with events, claims, packs and aliases. */
  readonly evidence: string | undefined;
  /** Where the results are written. */
  readonly csv: string | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

/** Said for `reconcile --help` and beside a usage error. */
export const RECONCILE_USAGE = `stockwright reconcile LEFT RIGHT   compares two statements of stock (.csv, .json, .jsonl, each also .gz)

  --by PARTS          the parts compared, of ${KEY_PARTS.join(', ')}; default: those that both files have
  --columns NAMES     what columns are called, item=SKU,amount=Qty; default: the usual names
  --tolerance BOUND   how far figures may be apart: 2, or 0.5%
  --partial SIDE      left, right or both: what that file leaves out is unknown, not zero
  --evidence FILE     events, claims, packs and aliases that explain differences, as JSON
  --left NAME, --right NAME   what the two systems are called; default: the names of the files
  --delimiter C       what stands between values; default: found from the first line
  --decimal C         what stands before a fraction, . or ,; default .
  --csv FILE, --json FILE, --html FILE   where every difference is written
  --help              this text

Exit codes: 0 the same stock, or within tolerance; 1 differences, or lines that could not be read; 2 called wrongly or an unreadable file; 3 a result could not be written.`;

/** Reads the command line behind `reconcile`. */
export function readReconcileArguments(words: readonly string[]): ReconcileArguments | UsageError {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words], allowPositionals: true, strict: true,
      options: {
        by: { type: 'string' }, columns: { type: 'string' }, tolerance: { type: 'string' }, partial: { type: 'string' }, evidence: { type: 'string' }, left: { type: 'string' }, right: { type: 'string' },
        delimiter: { type: 'string' }, decimal: { type: 'string' }, csv: { type: 'string' }, json: { type: 'string' }, html: { type: 'string' }, help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (problem) {
    return usageError(problem instanceof Error ? problem.message : String(problem));
  }
  const { values, positionals: [left, right, ...more] } = parsed;
  const wrong = firstWrong(values);
  if (values.help !== true) {
    if (left === undefined || right === undefined || more.length > 0) return usageError('reconcile takes two files');
    if (wrong !== undefined) return usageError(wrong);
  }
  return {
    help: values.help === true, left: left ?? '', right: right ?? '', leftName: values.left, rightName: values.right,
    by: values.by === undefined ? undefined : (values.by.split(',') as KeyPart[]),
    partial: values.partial as ReconcileArguments['partial'], tolerance: toleranceOf(values.tolerance), columns: columnsOf(values.columns) ?? {},
    delimiter: values.delimiter, decimal: values.decimal === ',' ? ',' : '.', evidence: values.evidence, csv: values.csv, json: values.json, html: values.html,
  };
}

/** What is wrong with the options, in words. */
function firstWrong(values: Readonly<Record<string, string | boolean | undefined>>): string | undefined {
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const by = text('by')?.split(',').find((part) => !(KEY_PARTS as readonly string[]).includes(part));
  if (by !== undefined) return `--by: no part of a key: ${by.slice(0, 40)}`;
  if (columnsOf(text('columns')) === undefined) return '--columns takes pairs such as item=SKU,amount=Qty';
  const tolerance = text('tolerance');
  if (tolerance !== undefined && (!isCanonicalAmount(tolerance.replace(/%$/, '')) || tolerance.startsWith('-'))) return '--tolerance takes an amount such as 2, or a share such as 0.5%';
  if (text('partial') !== undefined && !['left', 'right', 'both'].includes(text('partial')!)) return '--partial takes left, right or both';
  if (text('delimiter') !== undefined && (text('delimiter')!.length !== 1 || /["\r\n\u0080-\uffff]/.test(text('delimiter')!))) return '--delimiter takes one ASCII character';
  if (text('decimal') !== undefined && text('decimal') !== '.' && text('decimal') !== ',') return '--decimal takes . or ,';
  for (const name of ['left', 'right']) if (text(name) !== undefined && !isIdentifier(text(name)!)) return `--${name} is no name`;
  for (const name of ['csv', 'json', 'html', 'evidence']) if (text(name) === '') return `--${name} needs a file`;
  return undefined;
}

function toleranceOf(text: string | undefined): ToleranceRule | undefined {
  if (text === undefined) return undefined;
  return text.endsWith('%') ? { percent: text.slice(0, -1) } : { absolute: text };
}

/** `item=SKU,amount=Qty`; `undefined` for anything else. */
function columnsOf(text: string | undefined): StatementColumns | undefined {
  const columns: Partial<Record<StatementColumn, string>> = {};
  for (const pair of text === undefined ? [] : text.split(',')) {
    const [column, name] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    if (!(STATEMENT_COLUMNS as readonly string[]).includes(column) || name === '') return undefined;
    columns[column as StatementColumn] = name;
  }
  return columns;
}
