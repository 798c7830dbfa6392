#!/usr/bin/env node
/**
 * The `stockwright` command. Its law: results on standard output, everything else on standard error, and an exit code that says how it went.
 * @module
 */
import { runCommand } from './run-command.js';
import type { Terminal } from './terminal.js';

const terminal: Terminal = {
  line: (text) => process.stdout.write(`${text}\n`),
  remark: (text) => process.stderr.write(`${text}\n`),
  ...(process.stderr.isTTY ? { overwrite: (text: string) => process.stderr.write(`\r\x1b[K${text}`) } : {}),
};

let interrupted = false;
// The first one lets the commit in progress end; a second one ends the process.
process.once('SIGINT', () => {
  interrupted = true;
});
// Whoever reads the output may have had enough.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  process.exit(problem.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCommand(process.argv.slice(2), terminal, () => interrupted);
