import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const run = promisify(execFile);

/** What an example says it prints: its last comment, which starts with `Prints:`, without the comment marks. */
function promised(source: string): string | undefined {
  return /\/\* Prints:\n([\s\S]*?)\n?\*\/\s*$/.exec(source)?.[1];
}

describe('examples', () => {
  for (const name of readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.ts')).sort()) {
    it(`${name} prints what its last comment says`, async () => {
      const text = promised(readFileSync(join(root, 'examples', name), 'utf8'));
      expect(text, 'An example ends with a comment: /* Prints: … */').toBeDefined();
      const { stdout } = await run(process.execPath, ['--import', 'tsx', join('examples', name)], { cwd: root, timeout: 60_000 });
      expect(stdout.trimEnd()).toBe(text);
    });
  }

  it('say what they print in their last comment', () => {
    expect(promised('console.log(1);\n/* Prints:\n1\n2\n*/\n')).toBe('1\n2');
    expect(promised('/* Prints:\n1\n*/\nconsole.log(1);\n')).toBeUndefined();
  });
});
