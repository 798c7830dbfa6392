import { isInventoryError } from '../foundation/index.js';
import { readArguments, USAGE } from './arguments.js';
import { runDay } from './day/run-day.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { openStore, type OpenedStore } from './open-store.js';
import { RECONCILE_USAGE, readReconcileArguments } from './reconcile/reconcile-arguments.js';
import { reconcileFiles } from './reconcile/reconcile-files.js';
import { replayFiles } from './replay/replay-files.js';
import type { Terminal } from './terminal.js';
import { isUsageError } from './usage-error.js';

/** Runs the command on the words of its command line. Answers its exit code; throws only for a bug. */
export async function runCommand(words: readonly string[], terminal: Terminal, stopped: () => boolean = () => false): Promise<ExitCode> {
  if (words[0] === 'reconcile') return runReconcile(words.slice(1), terminal);
  const read = readArguments(words);
  if (isUsageError(read)) return misused(terminal, read.usage);
  if (read.help) {
    terminal.line(USAGE);
    return EXIT.done;
  }
  let store: OpenedStore | undefined;
  const openStorage = async (): Promise<OpenedStore['storage']> => {
    store = await openStore(read.data);
    return store.storage;
  };
  try {
    const { zone, json, data, files } = read;
    if (files.length === 0) return await runDay({ storage: await openStorage(), json, terminal });
    const outcome = await replayFiles(files, { zone, json, kept: data !== undefined, openStorage, terminal, stopped });
    return typeof outcome === 'number' ? outcome : misused(terminal, outcome.usage);
  } catch (problem) {
    if (!isInventoryError(problem)) throw problem;
    terminal.remark(`${problem.code}: ${problem.message}`);
    return EXIT.trouble;
  } finally {
    await store?.dispose();
  }
}

/** Runs `stockwright reconcile`. */
async function runReconcile(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readReconcileArguments(words);
  if (!isUsageError(read) && read.help) {
    terminal.line(RECONCILE_USAGE);
    return EXIT.done;
  }
  const outcome = isUsageError(read) ? read : await reconcileFiles(read, terminal);
  if (typeof outcome === 'number') return outcome;
  terminal.remark(`${outcome.usage}\n\n${RECONCILE_USAGE}`);
  return EXIT.usage;
}

function misused(terminal: Terminal, why: string): ExitCode {
  terminal.remark(`${why}\n\n${USAGE}`);
  return EXIT.usage;
}
