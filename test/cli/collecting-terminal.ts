import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal that keeps what was written. */
export function collectingTerminal(): Terminal & { readonly lines: string[]; readonly remarks: string[] } {
  const lines: string[] = [];
  const remarks: string[] = [];
  return { lines, remarks, line: (text) => void lines.push(text), remark: (text) => void remarks.push(text) };
}
