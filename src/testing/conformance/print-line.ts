import { writeSync } from 'node:fs';

/** Writes a line to standard output at once, so that it comes before the runner's own report of the same law. */
export function printLine(line: string): void {
  writeSync(1, `${line}\n`);
}
