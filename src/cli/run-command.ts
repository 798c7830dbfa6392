import { isInventoryError } from '../foundation/index.js';
import { readArguments, USAGE } from './arguments.js';
import { runDay } from './day/run-day.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { openStore, type OpenedStore } from './open-store.js';
import { replayFiles } from './replay/replay-files.js';
import type { Terminal } from './terminal.js';
import { isUsageError } from './usage-error.js';

/** Runs the command on the words of its command line. Answers its exit code; throws only for a bug. */
export async function runCommand(words: readonly string[], terminal: Terminal, stopped: () => boolean = () => false): Promise<ExitCode> {
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

function misused(terminal: Terminal, why: string): ExitCode {
  terminal.remark(`${why}\n\n${USAGE}`);
  return EXIT.usage;
}
