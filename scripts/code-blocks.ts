/** One fenced TypeScript block of a Markdown page. */
export interface CodeBlock {
  /** The line of the page on which the code starts, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** Takes the blocks before it on the page along: written as `ts continued`. */
  readonly continued: boolean;
  /** Left unchecked for the reason given: written as `ts no-check: the reason`. */
  readonly unchecked?: string | undefined;
}

/**
 * The fenced TypeScript blocks of a page in order.
 *
 * @throws TypeError for a fence that is never closed, or an option after the language that is not known.
 */
export function codeBlocks(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = page.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const fence = /^(\s*)(`{3,})\s*(\S*)\s*(.*)$/.exec(lines[index]!);
    if (fence === null) continue;
    const [, indent = '', ticks = '', language = '', info = ''] = fence;
    const start = index + 1;
    do index++;
    while (index < lines.length && lines[index]!.trim() !== ticks);
    if (index === lines.length) throw new TypeError(`The fence on line ${start} is never closed`);
    if (language !== 'ts' && language !== 'typescript') continue;
    const code = lines.slice(start, index).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
    blocks.push({ line: start + 1, code, ...options(info.trim(), start) });
  }
  return blocks;
}

function options(info: string, line: number): Pick<CodeBlock, 'continued' | 'unchecked'> {
  if (info === '') return { continued: false };
  if (info === 'continued') return { continued: true };
  const reason = /^no-check:\s*(\S.*)$/.exec(info)?.[1];
  if (reason !== undefined) return { continued: false, unchecked: reason };
  throw new TypeError(`Line ${line}: a block is \`ts\`, \`ts continued\` or \`ts no-check: reason\`, not \`ts ${info}\``);
}

/** What a program says it prints: the text after `// →`, at the end of a line or on lines of its own, in order. */
export function answers(code: string): string[] {
  return code.split('\n').flatMap((line) => {
    const at = line.indexOf('// → ');
    return at < 0 ? [] : [line.slice(at + 5).trimEnd()];
  });
}

/** A program of a page: a block with the blocks it continues, each on the lines it has on the page, so that a compiler's line numbers are the page's. */
export interface Program {
  readonly line: number;
  readonly source: string;
  readonly answers: readonly string[];
}

/** The programs of a page: every checked block that no later block continues. */
export function programs(page: string): Program[] {
  const found: CodeBlock[][] = [];
  for (const block of codeBlocks(page)) {
    if (block.unchecked !== undefined) continue;
    const previous = found.at(-1);
    if (!block.continued) found.push([block]);
    else if (previous === undefined) throw new TypeError(`Line ${block.line}: nothing stands before this block to continue`);
    else previous.push(block);
  }
  return found.map((blocks) => {
    let source = '';
    for (const { line, code } of blocks) source += '\n'.repeat(line - 1 - (source.split('\n').length - 1)) + `${code}\n`;
    return { line: blocks[0]!.line, source: `${source}export {};\n`, answers: blocks.flatMap(({ code }) => answers(code)) };
  });
}
