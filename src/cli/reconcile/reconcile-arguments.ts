import { parseArgs } from 'node:util';
import { isIdentifier } from '../../foundation/index.js';
import { canonicalAmount, isCanonicalAmount } from '../../quantity/index.js';
import { KEY_PARTS, type KeyPart, type Side, type ToleranceRule } from '../../reconciliation/index.js';
import { STATEMENT_COLUMNS, type ControlTotals, type StatementColumn, type StatementColumns } from '../../wire/index.js';
import { usageError, type UsageError } from '../usage-error.js';

/** How a statement file is written. */
export interface FileFormat {
  readonly columns: StatementColumns;
  readonly delimiter: string | undefined;
  readonly decimal: '.' | ',';
  /** What it is said to sum to. */
  readonly totals: ControlTotals;
}

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
  /** How each file is written. */
  readonly format: Readonly<Record<Side, FileFormat>>;
  /** Whether rows are sorted in files, for statements that outgrow memory. */
  readonly onDisk: boolean;
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
  --tolerance BOUND   how far figures may be apart: 2, or 0.5%
  --partial SIDE      left, right or both: what that file leaves out is unknown, not zero
  --evidence FILE     events, claims, packs and aliases that explain differences, as JSON
  --left NAME, --right NAME   what the two systems are called; default: the names of the files
  --columns NAMES     what columns are called, item=SKU,amount=Qty; default: the usual names
  --totals SUMS       what a file is said to hold, rows=120,amount=4711.5; default: not checked
  --delimiter C       what stands between values; default: found from the first line
  --decimal C         what stands before a fraction, . or ,; default .
                      these four also for one file: --left-columns, --right-columns and so on
  --on-disk           sorts in temporary files: for statements that outgrow memory
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
        ...Object.fromEntries(FORMAT_OPTIONS.flatMap((name) => [name, `left-${name}`, `right-${name}`]).map((name) => [name, { type: 'string' as const }])),
        by: { type: 'string' }, tolerance: { type: 'string' }, partial: { type: 'string' }, evidence: { type: 'string' }, left: { type: 'string' }, right: { type: 'string' },
        csv: { type: 'string' }, json: { type: 'string' }, html: { type: 'string' }, 'on-disk': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (problem) {
    return usageError(problem instanceof Error ? problem.message : String(problem));
  }
  const { values, positionals: [left, right, ...more] } = parsed;
  const wrong = firstWrong(values) ?? firstWrongFormat(values);
  if (values.help !== true) {
    if (left === undefined || right === undefined || more.length > 0) return usageError('reconcile takes two files');
    if (wrong !== undefined) return usageError(wrong);
  }
  return {
    help: values.help === true, left: left ?? '', right: right ?? '', onDisk: values['on-disk'] === true, leftName: values.left, rightName: values.right,
    by: values.by === undefined ? undefined : (values.by.split(',') as KeyPart[]),
    partial: values.partial as ReconcileArguments['partial'], tolerance: toleranceOf(values.tolerance), format: { left: formatOf(values, 'left'), right: formatOf(values, 'right') },
    evidence: values.evidence, csv: values.csv, json: values.json, html: values.html,
  };
}

/** What is wrong with the options, in words. */
function firstWrong(values: Readonly<Record<string, string | boolean | undefined>>): string | undefined {
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const by = text('by')?.split(',').find((part) => !(KEY_PARTS as readonly string[]).includes(part));
  if (by !== undefined) return `--by: no part of a key: ${by.slice(0, 40)}`;
  const tolerance = text('tolerance');
  if (tolerance !== undefined && (!isCanonicalAmount(tolerance.replace(/%$/, '')) || tolerance.startsWith('-'))) return '--tolerance takes an amount such as 2, or a share such as 0.5%';
  if (text('partial') !== undefined && !['left', 'right', 'both'].includes(text('partial')!)) return '--partial takes left, right or both';
  for (const name of ['left', 'right']) if (text(name) !== undefined && !isIdentifier(text(name)!)) return `--${name} is no name`;
  for (const name of ['csv', 'json', 'html', 'evidence']) if (text(name) === '') return `--${name} needs a file`;
  return undefined;
}

const FORMAT_OPTIONS = ['columns', 'totals', 'delimiter', 'decimal'] as const;

type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** What is wrong with the options that say how files are written. */
function firstWrongFormat(values: OptionValues): string | undefined {
  for (const prefix of ['', 'left-', 'right-']) {
    const text = (name: (typeof FORMAT_OPTIONS)[number]): string | undefined => values[`${prefix}${name}`] as string | undefined;
    if (columnsOf(text('columns')) === undefined) return `--${prefix}columns takes pairs such as item=SKU,amount=Qty`;
    if (totalsOf(text('totals')) === undefined) return `--${prefix}totals takes rows=120,amount=4711.5, or one of them`;
    if (text('delimiter') !== undefined && (text('delimiter')!.length !== 1 || /["\r\n\u0080-\uffff]/.test(text('delimiter')!))) return `--${prefix}delimiter takes one ASCII character`;
    if (text('decimal') !== undefined && text('decimal') !== '.' && text('decimal') !== ',') return `--${prefix}decimal takes . or ,`;
  }
  return undefined;
}

/** How one file is written: what is said of it alone holds before what is said of both. */
function formatOf(values: OptionValues, side: Side): FileFormat {
  const text = (name: (typeof FORMAT_OPTIONS)[number]): string | undefined => (values[`${side}-${name}`] ?? values[name]) as string | undefined;
  return { columns: columnsOf(text('columns')) ?? {}, totals: totalsOf(text('totals')) ?? {}, delimiter: text('delimiter'), decimal: text('decimal') === ',' ? ',' : '.' };
}

/** `rows=120,amount=4711.5`; `undefined` for anything else. */
function totalsOf(text: string | undefined): ControlTotals | undefined {
  const totals: { rows?: number; amount?: string } = {};
  for (const pair of text === undefined ? [] : text.split(',')) {
    const [name, value = ''] = pair.split('=');
    if (name === 'rows' && /^\d{1,15}$/.test(value)) totals.rows = Number(value);
    else if (name === 'amount' && canonicalAmount(value) !== undefined) totals.amount = canonicalAmount(value)!;
    else return undefined;
  }
  return totals;
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
