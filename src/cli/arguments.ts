import { parseArgs } from 'node:util';
import { isTimeZone } from '../foundation/index.js';
import { usageError, type UsageError } from './usage-error.js';

/** What the command was asked to do. */
export interface CommandArguments {
  readonly help: boolean;
  /** Transaction files to replay; none for a distributor's day. */
  readonly files: readonly string[];
  /** Where the journal is kept. Without it: in a directory of its own that is deleted at the end. */
  readonly data: string | undefined;
  /** One JSON object a line instead of text. */
  readonly json: boolean;
  /** The IANA zone in which the files' local times are meant. */
  readonly zone: string;
}

const DEFAULT_ZONE = 'Europe/London';

/** Said for `--help` and beside a usage error. */
export const USAGE = `stockwright                      a distributor's day, step by step
stockwright FILE...              replays transaction files (.csv or .csv.gz)
stockwright reconcile LEFT RIGHT compares two statements of stock; see reconcile --help

  --data DIR     keeps the journal in DIR; the same command resumes after an interruption
  --json         one JSON object a line
  --zone ZONE    the time zone of the files' local times, default ${DEFAULT_ZONE}
  --help         this text

Exit codes: 0 done; 1 done with issues; 2 called wrongly or an unreadable file; 3 the store failed; 130 interrupted.`;

/** Reads the command line. */
export function readArguments(words: readonly string[]): CommandArguments | UsageError {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words], allowPositionals: true, strict: true,
      options: { data: { type: 'string' }, json: { type: 'boolean' }, zone: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (problem) {
    return usageError(problem instanceof Error ? problem.message : String(problem));
  }
  const { values, positionals } = parsed;
  const zone = values.zone ?? DEFAULT_ZONE;
  if (!isTimeZone(zone)) return usageError(`Not a time zone: ${zone.slice(0, 64)}`);
  if (values.data === '') return usageError('--data needs a directory');
  return { help: values.help === true, files: positionals, data: values.data, json: values.json === true, zone };
}
