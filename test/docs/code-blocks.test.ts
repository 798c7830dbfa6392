import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { programs, type Program } from '../../scripts/code-blocks.js';
import { filesUnder } from '../../scripts/files.js';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const folder = join(root, 'temp', `docs-${process.pid}`);
const run = promisify(execFile);

interface WrittenProgram extends Program {
  readonly page: string;
  readonly file: string;
}

/** Writes a page's programs out as files of this package, where `stockwright` means the source. */
function write(page: string, text: string): WrittenProgram[] {
  mkdirSync(folder, { recursive: true });
  return programs(text).map((program) => {
    const file = join(folder, `${page.replaceAll(/[^\w]+/g, '-')}-${program.line}.ts`);
    writeFileSync(file, program.source);
    return { ...program, page, file };
  });
}

/** What the compiler says about programs: `README.md:12: message`. */
function compilerErrors(written: readonly WrittenProgram[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: written.map(({ file }) => file), include: [] }, ts.sys, root);
  const program = ts.createProgram(written.map(({ file }) => file), options);
  return written.flatMap(({ page, file }) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start, messageText }) =>
      `${page}:${source === undefined ? 0 : source.getLineAndCharacterOfPosition(start ?? 0).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

async function printed(file: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', file], { cwd: root, timeout: 30_000 });
  return stdout.trimEnd().split('\n');
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pages = ['README.md', ...filesUnder('docs', '.md')].filter((page) => existsSync(join(root, page)));
const written = pages.flatMap((page) => write(page, readFileSync(join(root, page), 'utf8')));

describe('the programs in README and docs', () => {
  it('compile against the source', () => {
    expect(compilerErrors(written)).toEqual([]);
  });

  for (const { page, line, file, answers } of written.filter((program) => program.answers.length > 0)) {
    it(`print what ${page}:${line} says`, async () => {
      expect(await printed(file)).toEqual(answers);
    });
  }
});

describe('the check of the programs itself', () => {
  it('catches a call that does not compile, on the line of the page', () => {
    const page = 'A page.\n\n```ts\nconst amount: string = "1";\n```\nThen\n```ts continued\nconst wrong: number = amount;\n```\n';
    expect(compilerErrors(write('planted.md', page))).toEqual(["planted.md:8: Type 'string' is not assignable to type 'number'."]);
  });

  it('catches an answer that is not what the program prints', async () => {
    const [program] = write('planted-answer.md', '```ts\nconsole.log(6 * 7); // → 41\n```\n');
    expect(await printed(program!.file)).not.toEqual(program!.answers);
    expect(await printed(program!.file)).toEqual(['42']);
  });

  it('leaves a block out only for a reason, and refuses unknown options', () => {
    expect(programs('```ts no-check: a sketch of the reader’s own code\nboom(\n```\n')).toEqual([]);
    expect(() => programs('```ts no-check\nboom(\n```\n')).toThrow(TypeError);
    expect(() => programs('```ts\nconst open = 1;\n')).toThrow('never closed');
  });
});
